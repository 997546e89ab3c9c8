"""Law 2 of the design: whatever stands in a file of Akoma Ntoso, reading ends, and no character is lost."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from govdoc.context import Context
from govdoc.inkcheck import visible
from govdoc.options import AknReadOptions
from govdoc.readers.akn import read
from govdoc.readers.akn.names import DIVISIONS, DOCUMENTS, MARKS
from govdoc.source import Source
from govdoc.tree import ink

NAMES = (
    *sorted(DIVISIONS | DOCUMENTS | (MARKS - {"noteRef"})),
    *("preface", "preamble", "body", "mainBody", "conclusions", "attachments", "attachment", "components"),
    *("component", "p", "block", "content", "intro", "wrapUp", "num", "heading", "subheading", "longTitle"),
    *("blockList", "item", "listIntroduction", "listWrapUp", "ul", "ol", "li", "table", "tr", "td", "th"),
    *(
        "caption",
        "toc",
        "tocItem",
        "container",
        "crossHeading",
        "quotedStructure",
        "interstitial",
        "coverPage",
    ),
    *("speech", "from", "unheard"),
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        ("class", "name", "eId", "href", "colspan", "rowspan", "date", "style", "src", "refersTo")
    ),
    st.sampled_from(
        (
            *("", "imprint", "figure", "attachments", "signer", "organ", "date", "note", "title", "mark"),
            *("issuerMark", "recipients", "documentNumber", "runIn", "caption", "#a", "a", "3", "-1", "x"),
            *("2021-03-01", "text-align:center", "label", "copyNumber"),
        )
    ),
    max_size=2,
)
texts = st.sampled_from(
    ("", "", "一、", "甲乙", "丙 丁", "\n  ", "第一条\u3000", "2021年3月1日", "（一）", "戊\n 己")
)


def _element(name, attributes, text, children, tail):
    element = etree.Element(name, attributes)
    element.text, element.tail = text, tail
    element.extend(children)
    return element


names = st.sampled_from(NAMES)
leaves = st.builds(_element, names, ATTRIBUTES, texts, st.just([]), texts)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(_element, names, ATTRIBUTES, texts, st.lists(inner, max_size=4), texts),
    max_leaves=25,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(trees, min_size=1, max_size=4), st.sampled_from(("act", "doc", "documentCollection")))
def test_no_character_of_any_tree_is_lost(children, kind):
    root = etree.Element("akomaNtoso")
    main = etree.SubElement(root, kind)
    main.extend(children)
    source = Source(etree.tostring(root, encoding="utf-8"))
    document = read(source, AknReadOptions(), Context())
    held = "".join("".join(ink(part)) for part in document.parts)
    assert sorted(visible(held)) == sorted(visible("".join(main.itertext())))
