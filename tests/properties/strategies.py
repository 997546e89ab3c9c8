"""Hypothesis strategies that build any Document the model allows, for the laws that hold for every document.

`documents()` puts anything where the types allow it; `documents(sound=True)` only values that the schemas
of the formats accept as well (ISO dates, language tags, media types, lists under list keys).
"""

import datetime as dt

from hypothesis import strategies as st

from govdoc import model as m
from govdoc.terms import TERMS, ValueKind
from govdoc.tree import rewrite, walk

HARD = (
    *(
        "",
        " ",
        "\t",
        "\n",
        "\n  ",
        " \n",
        "\u3000",
        "\xa0",
        "a\n b",
        "]]>",
        "<&>\"'",
        "&#10;",
        "&amp;",
        "<t/>",
    ),
    *(
        "\u0301",
        "e\u0301",
        "\U00020bb7",
        "\U0001f600\u200d\U0001f525",
        "\ue000",
        "\U000f0001",
        "\x7f",
        "\x85",
    ),
    *(
        "\u2028",
        "\u200b",
        "\u202e",
        "\ufffd",
        "一、",
        "（一）",
        "2021年3月29日",
        "3.5万人次",
        "——",
        "〔2021〕5号",
    ),
)

_characters = st.characters(codec="utf-8").filter(lambda c: m.clean_text(c) == c)
texts = st.one_of(st.sampled_from(HARD), st.text(_characters, max_size=12))
some = st.one_of(st.just(""), texts)
maybe = st.one_of(st.none(), texts)
flags = st.booleans()
lengths = st.floats(0, 1e6, allow_nan=False)
dates = st.one_of(
    st.dates().map(dt.date.isoformat),
    st.dates().map(lambda d: d.isoformat()[:7]),
    st.dates().map(lambda d: d.isoformat()[:4]),
    st.datetimes().map(lambda t: t.isoformat(timespec="seconds")),
    st.datetimes().map(lambda t: t.isoformat(timespec="minutes")),
)


def few(strategy, least=0, most=3):
    """Tuples of a few values."""
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


# --- inline and blocks -------------------------------------------------------------------------------------

_runs = st.builds(m.Text, text=texts)


def _marks(content):
    inside = few(content)
    kinds = (m.Strong, m.Emphasis, m.Underline, m.Superscript, m.Subscript)
    return st.one_of(
        *(st.builds(kind, content=inside) for kind in kinds), st.builds(m.Link, content=inside, href=texts)
    )


spans = st.recursive(st.one_of(_runs, _runs, st.just(m.Break())), _marks, max_leaves=6)
footnotes = st.builds(m.Note, blocks=few(st.builds(m.Paragraph, content=few(_runs)), most=2), label=some)
inlines = few(st.one_of(spans, spans, spans, footnotes), most=4)

paragraphs = st.builds(m.Paragraph, content=inlines, align=st.one_of(st.none(), st.sampled_from(m.Align)))
raws = st.builds(m.Raw, format=texts, text=texts)
figures = st.builds(
    m.Figure, resource=maybe, href=maybe, alternative=some, caption=inlines, width=lengths, height=lengths
)


def _holders(blocks):
    inside = few(blocks)
    cells = st.builds(
        m.Cell,
        blocks=inside,
        colspan=st.integers(1, 9),
        rowspan=st.integers(1, 9),
        header=flags,
        align=st.one_of(st.none(), st.sampled_from(m.Align)),
    )
    tables = st.builds(
        m.Table,
        rows=few(st.builds(m.Row, cells=few(cells))),
        caption=inlines,
        header_rows=st.integers(0, 3),
        widths=few(lengths),
        summary=some,
    )
    sections = st.builds(
        m.Section,
        level=st.integers(1, 9),
        label=some,
        heading=inlines,
        blocks=inside,
        gap=st.sampled_from(("", " ", "\u3000", "\t")),
        number=st.one_of(st.none(), st.integers(-(2**62), 2**62)),
        scheme=st.one_of(st.none(), st.sampled_from(m.Scheme)),
        run_in=flags,
    )
    lists = st.builds(m.List, items=few(st.builds(m.Item, blocks=inside, label=some)), ordered=flags)
    return st.one_of(sections, sections, lists, tables)


blocks = st.recursive(st.one_of(paragraphs, paragraphs, raws, figures), _holders, max_leaves=8)

# --- parts --------------------------------------------------------------------------------------------


def _dates(sound):
    return st.builds(m.Date, raw=texts, value=st.one_of(st.none(), dates if sound else texts))


_signers = few(st.builds(m.Signer, name=texts, title=some), most=2)
letterheads = st.builds(
    m.Letterhead,
    copy_number=some,
    secrecy=some,
    urgency=some,
    mark=st.one_of(st.none(), st.builds(m.Mark, organs=few(texts), suffix=some)),
    document_number=some,
    signers=_signers,
)
attachments = st.builds(m.Attachment, name=texts, label=some, href=maybe)


def parts(sound=False):
    """Parts of every kind."""
    date = st.one_of(st.none(), _dates(sound))
    signatures = st.builds(m.Signature, organs=few(texts), signers=_signers, date=date, seal=maybe)
    lines = st.builds(m.ImprintLine, kind=st.sampled_from(m.ImprintKind), text=some, label=some, date=date)
    return st.builds(
        m.Part,
        kind=st.sampled_from(m.PartKind),
        mark=some,
        letterhead=st.one_of(st.none(), letterheads),
        title=inlines,
        subtitle=inlines,
        recipients=inlines,
        blocks=few(blocks),
        attachments=few(attachments),
        signatures=few(signatures, most=2),
        note=inlines,
        imprint=few(lines),
    )


# --- the document -------------------------------------------------------------------------------------

_values = st.one_of(st.none(), texts, few(texts))
_sound_values = {
    ValueKind.TEXT: st.one_of(st.none(), texts),
    ValueKind.DATE: st.one_of(st.none(), dates),
    ValueKind.TERMS: st.one_of(st.none(), few(texts)),
    ValueKind.ORGANS: st.one_of(st.none(), few(texts)),
}


@st.composite
def entries(draw, sound=False):
    """Entries of the metadata: under a key of the glossary, under another, or under none."""
    key = draw(st.one_of(st.none(), st.sampled_from(tuple(TERMS)), texts))
    values = _sound_values[TERMS[key].kind] if sound and key in TERMS else _values
    return m.Entry(label=draw(texts), raw=draw(some), key=key, value=draw(values), supplied=draw(flags))


resources = st.builds(
    m.Resource, data=st.binary(max_size=40), media_type=st.sampled_from(("image/png", "")), name=some
)
provenances = st.builds(
    m.Provenance,
    format=maybe,
    encoding=maybe,
    digest=maybe,
    furniture=few(st.builds(m.Furniture, kind=st.sampled_from(m.FurnitureKind), text=texts)),
    supplied=few(texts),
)


@st.composite
def documents(draw, sound=False):
    """Documents: every kind of node, some with an id that is unique in the document."""
    document = draw(
        st.builds(
            m.Document,
            parts=few(parts(sound), 1, 2),
            metadata=st.builds(m.Metadata, entries=few(entries(sound), most=4)),
            resources=few(resources, most=2),
            provenance=provenances,
            language=st.sampled_from(("zh-CN", "zh-CN", "zh-TW", "bo", "")) if sound else some,
        )
    )
    nodes = sum(1 for _ in walk(document))
    places = draw(st.lists(st.integers(0, nodes - 1), max_size=6, unique=True))
    names = draw(st.lists(texts, min_size=len(places), max_size=len(places), unique=True))
    return with_ids(document, dict(zip(places, names, strict=True)))


def with_ids(document, names):
    """`document` with ids at the nodes that the numbers count, children before their holder."""
    counted = iter(range(2**62))

    def name(node):
        number = next(counted)
        if number not in names:
            return node
        return node.__class__(
            **{f: getattr(node, f) for f in node.__struct_fields__ if f != "id"}, id=names[number]
        )

    return rewrite(document, name)
