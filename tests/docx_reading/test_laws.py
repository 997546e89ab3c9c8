"""Laws 1 and 2: whatever a Word file nests in whatever, reading never raises and loses no character."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import govdoc
from govdoc.errors import GovdocError
from govdoc.tree import ink
from tests.corpus.check_docx import letters, typed
from tests.docx_reading.files import word

law = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

texts = st.sampled_from(
    (
        "一、总则",
        "（一）目的",
        "第三条",
        "附件：",
        "正文内容。",
        "2021年3月29日",
        "某某市人民政府",
        "抄送：各区。",
        "索引号：12",
    )
) | st.text("甲乙丙，。0１a ", max_size=6)
marks = st.sampled_from(
    ("", "<w:b/>", "<w:i/>", "<w:vanish/>", '<w:color w:val="FF0000"/>', '<w:u w:val="single"/>')
)
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def wrap(tag: str):
    return lambda inner: f"<w:{tag}>{''.join(inner)}</w:{tag}>"


runs = st.builds(lambda t, m: f"<w:r><w:rPr>{m}</w:rPr><w:t>{t}</w:t></w:r>", texts, marks)
breaks = st.sampled_from(("<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:tab/></w:r>"))


def fields(inner):
    made = [FIELD.format(kind) for kind in ("begin", "separate", "end")]
    return f"{made[0]}<w:r><w:instrText>PAGE</w:instrText></w:r>{made[1]}{''.join(inner)}{made[2]}"


def around(content):
    several = st.lists(content, max_size=3)
    return st.one_of(
        *(
            st.builds(wrap(tag), several)
            for tag in ("ins", "del", "moveFrom", "smartTag", "hyperlink", "fldSimple")
        ),
        st.builds(lambda x: f"<w:sdt><w:sdtPr/><w:sdtContent>{''.join(x)}</w:sdtContent></w:sdt>", several),
        st.builds(
            lambda x: (
                f"<mc:AlternateContent><mc:Choice>{''.join(x)}<w:r><w:t>选</w:t></w:r></mc:Choice>"
                "<mc:Fallback><w:r><w:t>退</w:t></w:r></mc:Fallback></mc:AlternateContent>"
            ),
            several,
        ),
        st.builds(fields, several),
    )


inlines = st.recursive(st.one_of(runs, runs, breaks), around, max_leaves=5)
properties = st.sampled_from(
    (
        "",
        '<w:jc w:val="center"/>',
        '<w:outlineLvl w:val="0"/>',
        "<w:rPr><w:del/></w:rPr>",
        '<w:pStyle w:val="none"/>',
    )
)
paragraphs = st.builds(
    lambda p, x: f"<w:p><w:pPr>{p}</w:pPr>{''.join(x)}</w:p>", properties, st.lists(inlines, max_size=3)
)
spans = st.sampled_from(
    (
        "",
        '<w:gridSpan w:val="2"/>',
        '<w:vMerge w:val="restart"/>',
        "<w:vMerge/>",
        "<w:hMerge/>",
        '<w:gridSpan w:val="x"/>',
    )
)


def holders(blocks):
    several = st.lists(blocks, max_size=3)
    cells = st.builds(lambda p, x: f"<w:tc><w:tcPr>{p}</w:tcPr>{''.join(x)}</w:tc>", spans, several)
    rows = st.builds(wrap("tr"), st.lists(cells, max_size=3))
    inner = "<v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>"
    box = f"<w:p><w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r></w:p>"
    return st.one_of(
        st.builds(wrap("tbl"), st.lists(rows, max_size=3)),
        st.builds(wrap("ins"), several),
        st.builds(lambda x: f"<w:sdt><w:sdtContent>{''.join(x)}</w:sdtContent></w:sdt>", several),
        st.builds(lambda x: box.format("".join(x)), several),
    )


blocks = st.recursive(st.one_of(paragraphs, paragraphs), holders, max_leaves=10)


@law
@given(st.lists(blocks, max_size=8))
def test_no_character_is_lost(body) -> None:
    data = word(*body)
    document = govdoc.read(data).value
    heads = ("签发人：" for part in document.parts if part.letterhead and part.letterhead.signers)
    model = "".join([*ink(document), *(f.text for f in document.provenance.furniture), *heads])
    assert letters(typed(data)) - letters(model) == {}
    assert letters(model) - letters(typed(data)) == {}


@law
@given(st.lists(blocks, max_size=4), st.integers(0, 2**32))
def test_damaged_files_give_a_document_or_one_clear_error(body, seed) -> None:
    data = bytearray(word(*body, styles="<w:style/>", numbering="<w:num/><w:abstractNum/>"))
    dice = random.Random(seed)
    for _ in range(dice.randrange(1, 6)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    try:
        govdoc.read(bytes(data), "docx")
    except GovdocError as error:
        assert error.zh and error.en


@law
@given(st.text("<>/wptblrsdcI=\"' 甲", max_size=60))
def test_any_xml_in_the_parts_is_survived(text) -> None:
    data = word("<w:p/>", word__styles_dot_xml=text, relations=(("s", "styles", "styles.xml"),))
    assert govdoc.read(data).value.parts
