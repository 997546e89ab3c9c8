"""Headers, footers, notes, comments, contents, and parts that a file brings in whole."""

from govdoc.model import FurnitureKind
from tests.docx_reading.files import NAMESPACES, OPENING, TITLE, body, lines, p, read, run, word, words

HEADER = f"<w:hdr {NAMESPACES}>{p('某某市人民政府公报')}</w:hdr>"
FOOTER = f"<w:ftr {NAMESPACES}>{p('—1—')}</w:ftr>"
SECTION = '<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>'


def test_headers_and_footers_are_furniture() -> None:
    relations = (("h", "header", "header1.xml"), ("f", "footer", "footer1.xml"))
    parts = {"word__header1_dot_xml": HEADER, "word__footer1_dot_xml": FOOTER}
    document = read(word(TITLE, OPENING, SECTION, relations=relations, **parts))
    assert [(f.kind, f.text) for f in document.provenance.furniture] == [
        (FurnitureKind.HEADER, "某某市人民政府公报"),
        (FurnitureKind.FOOTER, "—1—"),
    ]


def test_notes_stand_where_they_are_called() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("x")}</w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run("注文。")}</w:p></w:footnote>'
    )
    called = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    marked = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>＊</w:t></w:r>'
    found = body(p("数据", called, "截至年底。"), p("又", marked, "见。"), footnotes=notes)
    assert lines(found) == ["数据[注文。]截至年底。", "又[注文。]见。"]
    assert found[1].content[1].label == "＊"


def test_comments_are_furniture_and_said() -> None:
    comments = f'<w:comment w:id="0">{p("请核对")}</w:comment>'
    data = word(TITLE, OPENING, p("正文。", '<w:r><w:commentReference w:id="0"/></w:r>'), comments=comments)
    document = read(data, "GD134")
    assert [f.text for f in document.provenance.furniture] == ["请核对"]
    assert lines(document.main.blocks)[-1] == "正文。"


def test_a_contents_list_is_furniture() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    document = read(
        word(
            TITLE,
            p("目　录"),
            p("一、总则\t1", style="t"),
            OPENING,
            p("一、总则"),
            p("正文。"),
            styles=styles,
        )
    )
    assert [(f.kind, f.text) for f in document.provenance.furniture] == [
        (FurnitureKind.CONTENTS, "目　录"),
        (FurnitureKind.CONTENTS, "一、总则\t1"),
    ]


CHUNK = '<w:altChunk r:id="c"/>'
PAGE = (
    "<html><body><h1>某某条例</h1><p>第一条　为了规范，制定本条例。</p>"
    "<p>第二条　本条例自公布之日起施行。</p></body></html>"
)


def chunk(name: str, data: bytes, *expected: str):
    relations = (("c", "aFChunk", name),)
    return read(word(CHUNK, relations=relations, **{f"word__{name.replace('.', '_dot_')}": data}), *expected)


def test_a_web_page_brought_in() -> None:
    document = chunk("c.html", PAGE.encode())
    assert document.title == "某某条例"
    assert lines(document.main.blocks) == [
        "第一条　为了规范，制定本条例。",
        "第二条　本条例自公布之日起施行。",
    ]


def test_an_archive_of_a_page_brought_in() -> None:
    import quopri

    mht = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        + quopri.encodestring(PAGE.encode("gb18030"))
        + b"\r\n--b--\r\n"
    )
    assert chunk("c.mht", mht).title == "某某条例"


def test_text_and_another_word_file_brought_in() -> None:
    assert lines(chunk("c.txt", "关于某事的通知\n请遵照执行。".encode()).main.blocks) == ["请遵照执行。"]
    assert chunk("c.docx", word(TITLE, OPENING)).title == "关于做好某项工作的通知"


def test_what_cannot_be_brought_in_is_said() -> None:
    assert chunk("c.rtf", rb"{\rtf1 x}", "GD132", "GD204").main.blocks == ()


def test_parts_that_are_missing_or_broken_are_said() -> None:
    relations = (("s", "styles", "styles.xml"), ("h", "header", "header9.xml"))
    data = word(TITLE, OPENING, p("正文。"), SECTION, relations=relations, word__styles_dot_xml="<w:styles")
    assert lines(read(data, "GD131").main.blocks)[-1] == "正文。"


CENTRE = '<w:jc w:val="center"/>'


def test_a_title_set_over_centred_lines_is_one() -> None:
    document = read(
        word(p("某某市教育局", properties=CENTRE), p("办事须知", properties=CENTRE), p("咨询处"), OPENING)
    )
    assert words(document.main.title) == "某某市教育局⏎办事须知"


def test_a_title_style_says_what_the_title_is() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    document = read(
        word(p("某某市教育局", style="t"), p("办事须知", style="t"), p("咨询处"), OPENING, styles=styles)
    )
    assert words(document.main.title) == "某某市教育局⏎办事须知"


def test_an_annex_by_itself_has_its_mark() -> None:
    document = read(
        word(p("附件3："), p("体能测评标准", properties=CENTRE), p("及实施规范", properties=CENTRE), OPENING)
    )
    assert document.main.mark == "附件3："
    assert words(document.main.title) == "体能测评标准⏎及实施规范"
