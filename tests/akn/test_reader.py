"""Akoma Ntoso that was edited, or that others wrote: structure is read, nothing is lost, nothing raises."""

import pytest

import govdoc
from govdoc import build as b
from govdoc.context import Context, Limits
from govdoc.errors import FormatError, LimitError, UnreadableError
from govdoc.inkcheck import visible
from govdoc.model import Figure, Link, List, Note, Paragraph, Raw, Section, Strong, Table, Text, plain
from govdoc.tree import ink, walk
from tests.akn.files import read_akn, write_akn
from tests.akn.test_writer import RULES
from tests.full_document import FULL

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <act name="act" contains="singleVersion">
    <meta>
      <identification source="#me">
        <FRBRWork>
          <FRBRthis value="/akn/za/act/2010/5/!main"/><FRBRuri value="/akn/za/act/2010/5"/>
          <FRBRdate date="2010-03-02" name="Generation"/><FRBRauthor href="#council"/>
          <FRBRcountry value="za"/><FRBRnumber value="5"/><FRBRname value="Parking Act"/>
        </FRBRWork>
        <FRBRExpression>
          <FRBRthis value="/akn/za/act/2010/5/eng@/!main"/><FRBRuri value="/akn/za/act/2010/5/eng@"/>
          <FRBRdate date="0001-01-01" name="unknown"/><FRBRauthor href="#council"/>
          <FRBRlanguage language="eng"/>
        </FRBRExpression>
        <FRBRManifestation>
          <FRBRthis value="/akn/za/act/2010/5/eng@/!main.xml"/><FRBRuri value="/akn/za/act/2010/5/eng@.xml"/>
          <FRBRdate date="2011-01-01" name="markup"/><FRBRauthor href="#me"/>
        </FRBRManifestation>
      </identification>
      <publication date="2010-03-05" name="gazette" showAs="City Gazette" number="77"/>
      <classification source="#me">
        <keyword value="car" showAs="Car" dictionary="#d"/><keyword value="fee" showAs="Fee" dictionary="#d"/>
      </classification>
      <lifecycle source="#me"><eventRef date="2010-03-02" source="#me" type="generation"/></lifecycle>
      <references source="#me">
        <TLCOrganization eId="council" href="/ontology/organization/council" showAs="City Council"/>
      </references>
      <notes source="#me"><note eId="note_1" marker="*"><p>Repealed in part.</p></note></notes>
    </meta>
    <preface>
      <p><docNumber>Act 5 of 2010</docNumber></p>
      <longTitle><p>An Act about <docTitle>Parking</docTitle> in
         the city</p></longTitle>
    </preface>
    <preamble><recitals eId="recs"><recital eId="rec_1"><p>Whereas cars stand about;</p></recital></recitals></preamble>
    <body>
      <part eId="part_A"><num>Part A</num><heading>General</heading>
        <section eId="sec_1"><num>1.</num><heading>Terms</heading>
          <subsection eId="sec_1__subsec_1"><num>(1)</num>
            <content><p>See <ref href="#sec_2">section <b>2</b></ref>.<noteRef href="#note_1" marker="*"/></p></content>
          </subsection>
          <subsection eId="sec_1__subsec_2"><num>(2)</num>
            <intro><p>A car is</p></intro>
            <paragraph><num>(a)</num><content><p>a van;</p></content></paragraph>
            <wrapUp><p>or the like.</p></wrapUp>
          </subsection>
        </section>
        <section eId="sec_2"><num>2.</num><crossHeading>Middle</crossHeading>
          <content>
            <blockList eId="list_1"><listIntroduction>Fees:</listIntroduction>
              <item eId="i1"><num>i</num><p>one</p></item><listWrapUp>All told.</listWrapUp></blockList>
            <ul><li>loose <i>words</i><ul><li>inner</li></ul></li></ul>
            <table><caption>Rates</caption><tr><th><p>Kind</p></th></tr><tr><td colspan="2"><p>Car</p></td></tr></table>
            <p>Sign: <img src="sign.png" alt="a sign"/></p>
            <foreign><svg xmlns="http://www.w3.org/2000/svg"/></foreign>
            <p>Amend: <mod>say <quotedStructure startQuote="“"><section><num>9.</num><content><p>New.</p></content></section></quotedStructure></mod></p>
          </content>
        </section>
      </part>
    </body>
    <conclusions><p>Done by <person refersTo="#x">A. Mayor</person></p>
      <p><signature><organization refersTo="#council">City Council</organization></signature> <date date="2010-03-02">2 March 2010</date></p>
    </conclusions>
    <attachments><attachment eId="att_1"><heading>Schedule 1</heading>
      <doc name="schedule"><meta/><mainBody><p>Map.</p></mainBody></doc></attachment></attachments>
  </act>
</akomaNtoso>
"""


@pytest.fixture(scope="module")
def foreign():
    return read_akn(FOREIGN, "GD145")


def test_no_text_of_the_body_is_lost(foreign):
    from lxml import etree

    root = etree.fromstring(FOREIGN.encode())
    want = "".join("".join(child.itertext()) for child in root[0] if not child.tag.endswith("meta"))
    held = "".join("".join(ink(part)) for part in foreign.parts)
    (raw,) = [node.text for _, node in walk(foreign) if isinstance(node, Raw)]
    held = held.replace(raw, "")
    assert sorted(visible(held)) == sorted(visible(want + "Repealed in part.*"))


def test_metadata(foreign):
    assert [(e.label, e.raw, e.key) for e in foreign.metadata.entries] == [
        ("FRBRuri", "/akn/za/act/2010/5", None),
        ("FRBRdate", "2010-03-02", None),
        ("FRBRauthor", "City Council", "issuer"),
        ("FRBRcountry", "za", None),
        ("FRBRnumber", "5", "document_number"),
        ("FRBRname", "Parking Act", "title"),
        ("publication", "2010-03-05", "published"),
        ("publication", "77", None),
        ("keyword", "Car，Fee", "keywords"),
    ]
    assert foreign.language == "en"
    assert foreign.provenance.format == "akn"


def test_head_and_foot(foreign):
    main = foreign.main
    assert plain(main.title) == "An Act about Parking in the city"
    assert main.letterhead is not None
    assert main.letterhead.document_number == "Act 5 of 2010"
    assert main.signatures[0].organs == ("City Council",)
    assert main.signatures[0].date is not None
    assert (main.signatures[0].date.raw, main.signatures[0].date.value) == ("2 March 2010", "2010-03-02")
    assert plain(main.blocks[-1].content) == "Done by A. Mayor"
    assert (foreign.parts[1].mark, foreign.parts[1].blocks) == (
        "Schedule 1",
        (Paragraph(content=(Text(text="Map."),)),),
    )


def test_structure(foreign):
    recital, part, _ = foreign.main.blocks
    assert plain(recital.content) == "Whereas cars stand about;"
    one, two = part.blocks
    assert (part.label, plain(part.heading), part.level, one.level, two.id) == (
        "Part A",
        "General",
        1,
        2,
        "sec_2",
    )
    first, second = one.blocks
    assert (first.label, first.number, first.run_in, first.level) == ("(1)", 1, True, 3)
    see = first.blocks[0].content
    assert see[1] == Link(content=(Text(text="section "), Strong(content=(Text(text="2"),))), href="#sec_2")
    assert isinstance(see[-1], Note)
    assert [type(block) for block in second.blocks] == [Paragraph, Section, Paragraph]
    kinds = [Paragraph, Paragraph, List, Paragraph, List, Table, Paragraph, Figure, Raw, Paragraph, Section]
    assert [type(block) for block in two.blocks] == kinds
    assert two.blocks[5].rows[1].cells[0].colspan == 2
    assert two.blocks[5].header_rows == 1
    assert [type(block) for block in two.blocks[4].items[0].blocks] == [Paragraph, List]


def test_chinese_lines_that_a_program_broke_are_joined():
    page = (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="x"><mainBody><p>\n'
        "  各镇人民\n    政府 A\n  B\u3000<b>重\n 点</b>\n</p></mainBody></doc></akomaNtoso>"
    )
    (block,) = read_akn(page).main.blocks
    assert block.content == (Text(text="各镇人民政府 A B\u3000"), Strong(content=(Text(text="重点"),)))


# --- own files, changed ---


def test_an_edited_body_is_read_and_the_rest_stays():
    data = write_akn(FULL).replace("<p>现通知如下：</p>".encode(), "<p>现将事项通知如下：</p>".encode())
    again = read_akn(data, "GD144")
    assert plain(again.main.blocks[0].content) == "现将事项通知如下："
    assert (again.metadata, again.resources, again.provenance) == (
        FULL.metadata,
        FULL.resources,
        FULL.provenance,
    )
    assert again.main.signatures[0].organs == FULL.main.signatures[0].organs
    assert (again.main.letterhead, again.main.note, again.main.imprint) == (
        FULL.main.letterhead,
        FULL.main.note,
        FULL.main.imprint,
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<td colspan=", "<th colspan="),
        (' colspan="2"', ""),
        ("https://example.org/a.png", "https://example.org/b.png"),
        ("<b>《条例》</b>", "《条例》"),
        ('class="runIn"', ""),
    ],
)
def test_changes_of_structure_count(old, new):
    text = write_akn(FULL).decode().rpartition("</disclosure>")
    body = (
        text[2].replace(old, new)
        if "<th" not in new
        else text[2].replace(
            '<td style="text-align:right" colspan="2">\n<p>合计</p></td>',
            '<th colspan="2">\n<p>合计</p></th>',
        )
    )
    assert body != text[2]
    read_akn(text[0] + text[1] + body, "GD144")


def test_indenting_and_renumbering_is_no_change():
    from lxml import etree

    root = etree.fromstring(write_akn(RULES), etree.XMLParser(remove_blank_text=True))
    for element in root.iter("{*}article"):
        element.set("eId", "x" + element.get("eId"))
    assert read_akn(etree.tostring(root, pretty_print=True)) == RULES


def test_a_carried_document_can_be_passed_over():
    data = write_akn(b.document("通知", "甲。"))
    assert read_akn(data, "GD145", carried=False).provenance.format == "akn"


# --- what is refused ---


def test_refusals():
    with pytest.raises(UnreadableError):
        read_akn('<!DOCTYPE akomaNtoso [<!ENTITY a "b">]><akomaNtoso><doc>&a;</doc></akomaNtoso>')
    with pytest.raises(UnreadableError):
        read_akn("<akomaNtoso><doc>")
    with pytest.raises(FormatError):
        read_akn("<html/>")
    with pytest.raises(FormatError):
        read_akn("<akomaNtoso/>")


@pytest.mark.parametrize("name", ["section", "item", "b", "td", "authorialNote", "x"])
def test_depth_is_a_limit(name):
    text = (
        "<akomaNtoso><doc><mainBody><p>"
        + f"<{name}>" * 60
        + "甲"
        + f"</{name}>" * 60
        + "</p></mainBody></doc></akomaNtoso>"
    )
    context = Context(limits=Limits(depth=40))
    with pytest.raises(LimitError):
        govdoc.read(text.encode(), context=context)
    read_akn(text)


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"\xef\xbb\xbf",
        b'<?xml version="1.0"?>\n<!-- akn -->\n',
        b'<?xml version="1.0"?><?xml-model href="x"?>',
    ],
)
def test_sniffed_by_the_root(start):
    for name in (
        b"akomaNtoso",
        b"akn:akomaNtoso xmlns:akn='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'",
    ):
        end = name.split()[0]
        data = start + b"<" + name + b"><doc><mainBody><p>a</p></mainBody></doc></" + end + b">"
        assert govdoc.read(data).value.provenance.format == "akn"


def test_the_longest_suffix_decides():
    from govdoc.registry import by_suffix

    names = [by_suffix(name) for name in ("a.akn", "A.AKN.XML", "a.xml", "a.unheard")]
    assert [form.name if form else None for form in names] == ["akn", "akn", "xml", None]


def test_private_use_is_said_of_foreign_files_only():
    document = b.document("通知", "甲\ue000。")
    assert read_akn(write_akn(document)) == document
    read_akn(write_akn(document), "GD104", "GD145", carried=False)
