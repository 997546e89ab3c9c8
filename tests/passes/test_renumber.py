"""The pass `renumber`: gaps and repeats closed, running on and starting anew kept, each change told."""

import pytest

from govdoc.context import Context
from govdoc.model import Document, Paragraph, Part, Scheme, Section, Text
from govdoc.numbering import match_label
from govdoc.passes.renumber import relabel, renumber
from govdoc.tree import walk


def section(label: str, *blocks: Section, level: int = 1) -> Section:
    found = match_label(label)
    assert found is not None
    return Section(level, label, (Text("甲"),), blocks, number=found.number, scheme=found.scheme)


def labels(*blocks: Section) -> tuple[list[str], int]:
    context = Context()
    document = Document(parts=(Part(blocks=(Paragraph((Text("前言"),)), *blocks)),))
    made = renumber(document, context)
    return [n.label for _, n in walk(made) if isinstance(n, Section)], len(context.diagnostics)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        (("一、", "三、"), ["一、", "二、"]),
        (("一、", "一、", "二、"), ["一、", "二、", "三、"]),
        (("(二)", "(三)"), ["(一)", "(二)"]),
        (("1.", "3.", "4."), ["1.", "2.", "3."]),
        (("第一条", "第五条"), ["第一条", "第二条"]),
        (("①", "③"), ["①", "②"]),
    ],
)
def test_gaps_and_repeats_are_closed(printed: tuple[str, ...], wanted: list[str]) -> None:
    assert labels(*map(section, printed)) == (
        wanted,
        sum(a != b for a, b in zip(printed, wanted, strict=True)),
    )


def test_running_on_runs_on_and_starting_anew_starts_anew() -> None:
    first = section("一、", section("（一）"), section("（二）"))
    assert labels(first, section("二、", section("（三）")))[0] == [
        "一、",
        "（一）",
        "（二）",
        "二、",
        "（三）",
    ]
    assert labels(first, section("二、", section("（一）")))[0] == [
        "一、",
        "（一）",
        "（二）",
        "二、",
        "（一）",
    ]


def test_right_numbers_leave_the_document_as_it_is(sample_document) -> None:
    context = Context()
    assert renumber(sample_document, context) is sample_document
    assert context.diagnostics == ()


def test_a_label_keeps_its_brackets() -> None:
    assert relabel("(三)", Scheme.HAN_BRACKET, 2) == "(二)"
    assert relabel("3．", Scheme.DIGIT_POINT, 12) == "12．"
    assert relabel("1.3", Scheme.DECIMAL, 2) == "1.2"
