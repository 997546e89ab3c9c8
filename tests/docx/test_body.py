"""Paragraphs and runs: styles, faces, labels, control characters, links."""

import pytest

import govdoc
from govdoc.context import Context
from govdoc.galley import Alignment, Look, OutlineEntry, Role, Run, TextBlock
from govdoc.profile import load_profile
from govdoc.typography import Face
from govdoc.writers.docx.paragraphs import text_content
from govdoc.writers.docx.relations import Relations
from govdoc.writers.docx.styles import USUAL_HEADINGS, style_sheet
from tests.docx.documents import empty_body

PROFILE = load_profile("gbt9704")


def made(*blocks, context=None):
    context = context or Context()
    body = empty_body(Relations(context), context)
    body.extend(blocks)
    return body.xml()


def block(words, role=Role.BODY, **kinds):
    look = kinds.pop("look", PROFILE.look(role))
    heading = kinds.pop("heading", 0)
    outline = kinds.pop("outline", None)
    return TextBlock(role, look, (Run(words, look.face, **kinds),), heading, outline, "parts/0/blocks/0")


def changed(role, **values):
    import msgspec

    return msgspec.structs.replace(PROFILE.look(role), **values)


def test_a_paragraph_in_the_look_of_its_role_names_only_its_style():
    assert made(block("正文")) == (
        '<w:p><w:pPr><w:pStyle w:val="DocumentBody"/></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>'
    )


def test_a_heading_bears_the_built_in_style_of_its_level():
    assert '<w:pStyle w:val="Heading2"/></w:pPr>' in made(block("抓好", Role.LEVEL2, heading=2))


def test_the_first_heading_of_a_level_decides_how_that_level_looks():
    body = empty_body(Relations(Context()), Context())
    body.extend([block("总则", Role.CHAPTER, heading=1), block("情况", Role.LEVEL1, heading=2)])
    assert body.headings == (Role.CHAPTER, Role.LEVEL1, *USUAL_HEADINGS[2:])
    assert "<w:rPr>" not in body.xml()
    sheet = style_sheet(PROFILE, body.headings)
    first = sheet[sheet.index('w:styleId="Heading1"') : sheet.index('w:styleId="Heading2"')]
    assert '<w:jc w:val="center"/>' in first


def test_a_heading_deeper_than_nine_is_the_ninth():
    assert '"Heading9"' in made(block("深", Role.BODY, heading=12))


def test_a_run_in_heading_has_its_face_to_its_end_and_the_body_s_after():
    look = PROFILE.look(Role.BODY)
    runs = (Run("一、", Face.HEI, label=True), Run("责任：", Face.HEI), Run("落实。", look.face))
    xml = made(TextBlock(Role.BODY, look, runs))
    assert '<w:rStyle w:val="DivisionLabel"/><w:rFonts w:eastAsia="黑体"/></w:rPr><w:t>一、</w:t>' in xml
    assert '<w:r><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr><w:t>责任：</w:t></w:r>' in xml
    assert "<w:r><w:t>落实。</w:t></w:r>" in xml


def test_only_what_differs_from_the_style_is_said():
    xml = made(block("甲", Role.SIGNATURE, look=changed(Role.SIGNATURE, right=3.5)))
    assert xml.startswith(
        '<w:p><w:pPr><w:pStyle w:val="IssuerSignature"/><w:ind w:leftChars="0" w:left="0"'
        ' w:rightChars="350" w:right="1106" w:firstLineChars="0" w:firstLine="0"/></w:pPr><w:r>'
    )


def test_what_the_style_says_can_be_taken_back():
    look = changed(Role.LEVEL1, keep_next=False, first=0.0, face=Face.FANGSONG)
    xml = made(block("甲", Role.LEVEL1, heading=1), block("乙", Role.LEVEL1, heading=1, look=look))
    assert '<w:keepNext w:val="0"/>' in xml
    assert 'w:firstLineChars="0"' in xml
    assert 'w:eastAsia="仿宋_GB2312"' in xml


def test_a_hanging_indent_is_in_twips_alone():
    xml = made(
        block("附件：", Role.ATTACHMENT_LIST, look=changed(Role.ATTACHMENT_LIST, left=5.0, first=-3.0))
    )
    assert (
        'w:leftChars="0" w:left="1579" w:rightChars="0" w:right="0" w:firstLineChars="0" w:hanging="948"'
        in xml
    )


def test_marks_of_a_run_stand_in_the_order_of_the_schema():
    xml = made(block("甲", bold=True, italic=True, underline=True, rise=-1))
    assert (
        '<w:rPr><w:b/><w:bCs/><w:i/><w:iCs/><w:u w:val="single"/><w:vertAlign w:val="subscript"/></w:rPr>'
    ) in xml


@pytest.mark.parametrize("character", "“”‘’—…·×°℃①")
def test_characters_of_both_faces_take_the_east_asian_one(character):
    assert '<w:rFonts w:hint="eastAsia"/>' in made(block(f"甲{character}乙"))


@pytest.mark.parametrize("words", ["甲，乙", "A-1 b", "3.5万人次"])
def test_other_runs_need_no_hint(words):
    assert "hint" not in made(block(words))


@pytest.mark.parametrize(
    ("words", "xml"),
    [
        ("甲\n乙", "<w:t>甲</w:t><w:br/><w:t>乙</w:t>"),
        ("\t\n", "<w:tab/><w:br/>"),
        ("甲\u00ad乙", "<w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t>"),
        (" 甲", '<w:t xml:space="preserve"> 甲</w:t>'),
        ("甲\u3000", '<w:t xml:space="preserve">甲\u3000</w:t>'),
        ("a  b", '<w:t xml:space="preserve">a  b</w:t>'),
        ("<&>\"'\r", "<w:t>&lt;&amp;&gt;\"'&#13;</w:t>"),
        ("", "<w:t></w:t>"),
        ("𠮷", "<w:t>𠮷</w:t>"),
    ],
)
def test_characters_that_are_elements_or_escaped(words, xml):
    assert text_content(words) == xml


def test_a_title_may_stand_in_the_outline():
    entry = OutlineEntry(1, "题")
    assert '<w:outlineLvl w:val="0"/>' in made(block("题", Role.TITLE, outline=entry))
    assert "outlineLvl" not in made(block("段", Role.BODY, outline=entry))


def test_a_link_is_a_relationship_and_the_same_link_the_same():
    context = Context()
    relations = Relations(context)
    body = empty_body(relations, context)
    body.extend(
        [block("甲", href="https://x.gov.cn/a b?q=1&r=法"), block("乙", href="https://x.gov.cn/a b?q=1&r=法")]
    )
    assert body.xml().count('<w:hyperlink r:id="link1" w:history="1">') == 2
    assert relations.xml().count("<Relationship ") == 1
    assert 'Target="https://x.gov.cn/a%20b?q=1&amp;r=%E6%B3%95" TargetMode="External"/>' in relations.xml()
    assert context.diagnostics == ()


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "#somewhere", "", "DATA:text/html,x"]
)
def test_a_link_that_word_must_not_follow_keeps_its_text_and_is_named(href):
    context = Context()
    xml = made(block("甲", href=href), context=context)
    assert "hyperlink" not in xml
    assert "<w:t>甲</w:t>" in xml
    assert [d.code for d in context.diagnostics] == ["GD301"]


def test_a_percent_sign_that_escapes_nothing_is_escaped():
    context = Context()
    relations = Relations(context)
    relations.link("http://x/100%/%E6%zz", "")
    assert 'Target="http://x/100%25/%E6%25zz"' in relations.xml()


def test_large_type_keeps_the_lines_of_the_page():
    look = Look(face=Face.BIAOSONG, size="二号", align=Alignment.CENTER)
    xml = made(block("题", Role.BODY, look=look))
    assert '<w:snapToGrid w:val="0"/>' in xml
    assert 'w:line="589" w:lineRule="exact"' in xml


def test_an_empty_document_still_has_a_paragraph():
    assert made().startswith("<w:p>")


def test_the_text_above_a_signature_stays_on_its_page():
    from govdoc.model import Date, Document, Paragraph, Part, Signature, Text

    part = Part(
        blocks=(Paragraph((Text("甲。"),)), Paragraph((Text("乙。"),))),
        signatures=(Signature(("甲市人民政府",), date=Date("2021年3月29日")),),
    )
    word = govdoc.to_docx(Document(parts=(part,)))
    kept = [bool(p.paragraph_format.keep_with_next) for p in word.paragraphs if p.text in {"甲。", "乙。"}]
    assert kept == [False, True]
