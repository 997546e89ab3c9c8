"""Footnotes stand at the foot of the page that calls them, go on on the next one, and are never lost."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.context import Context
from govdoc.fonts.library import FontSet
from govdoc.galley import GalleyBlock, ImprintBlock, ImprintRow, Role, Run, TextBlock
from govdoc.paginate import paginate
from govdoc.paginate.page import Fragment, Kind, Page
from govdoc.paginate.setting import Typesetter
from govdoc.profile import load_profile
from govdoc.typography import POINTS_PER_MM

Lay = Callable[[list[GalleyBlock]], list[Page]]
MM = POINTS_PER_MM
FOOT = (37 + 225) * MM
FILL = "坚持以公开为常态不公开为例外围绕中心工作加强政策解读主动回应社会关切"
PROFILE = load_profile("gbt9704")


@pytest.fixture(scope="module")
def lay(fonts: FontSet) -> Lay:
    def laid(blocks: list[GalleyBlock]) -> list[Page]:
        context = Context()
        found = list(paginate(blocks, PROFILE, Typesetter(fonts, PROFILE.page, context), context))
        assert context.diagnostics == ()
        return found

    return laid


def note(mark: str, text: str) -> tuple[TextBlock, ...]:
    look = PROFILE.look(Role.FOOTNOTE)
    parts = text.split("\n")
    lead = (Run(mark, look.face, rise=1),)
    return tuple(
        TextBlock(Role.FOOTNOTE, look, (*(lead if i == 0 else ()), Run(part, look.face)))
        for i, part in enumerate(parts)
    )


def noted(before: str, *notes: tuple[str, str], after: str = "。") -> TextBlock:
    look = PROFILE.look(Role.BODY)
    runs = [Run(before, look.face)]
    for mark, text in notes:
        runs += [Run(mark, look.face, rise=1, note=note(mark, text)), Run(after, look.face)]
    return TextBlock(Role.BODY, look, tuple(runs))


def plain(text: str) -> TextBlock:
    return noted(text)


def notes_of(page: Page) -> list[Fragment]:
    def is_note(fragment: Fragment) -> bool:
        element = fragment.element
        while element is not None and element.kind is not Kind.NOTE:
            element = element.parent
        return element is not None

    return [fragment for fragment in page.fragments if is_note(fragment)]


def words(fragments: list[Fragment]) -> str:
    return "".join(line.text for fragment in fragments for line in fragment.lines)


def test_a_note_stands_at_the_foot_of_its_page_below_a_rule(lay: Lay) -> None:
    first, second = lay([plain(FILL * 5), noted(FILL, ("①", "注文。")), plain(FILL * 25)])
    (found,) = notes_of(first)
    assert words([found]) == "①注文。"
    assert not notes_of(second)
    bottom = found.lines[-1].y + 0.12 * 12
    assert FOOT - PROFILE.page.pitch * MM < bottom <= FOOT + 0.1
    (rule,) = [r for f in first.fragments for r in f.rules]
    assert (rule.x1 - rule.x0) / MM == pytest.approx(50)
    assert found.lines[0].y - 12 < FOOT
    text = [line for fragment in first.fragments if fragment is not found for line in fragment.lines]
    assert text[-1].y < rule.y0 < found.lines[0].y - 0.88 * 12


def test_body_lines_keep_the_grid(lay: Lay) -> None:
    pages = lay([noted(FILL * 3, (f"[{i}]", "注文" * (5 * i))) for i in range(1, 30)])
    pitch = PROFILE.page.pitch * MM
    for page in pages:
        feet = set(map(id, notes_of(page)))
        body = [line.y for fragment in page.fragments if id(fragment) not in feet for line in fragment.lines]
        for y in body:
            rows = (y - 37 * MM - 0.88 * 15.75) / pitch
            assert rows == pytest.approx(round(rows), abs=0.01)
        lines = [line.y for fragment in page.fragments for line in fragment.lines]
        assert all(b - a > 5 for a, b in pairwise(sorted(set(lines))))


def test_a_long_note_goes_on_at_the_foot_of_the_next_page(lay: Lay) -> None:
    long = "".join(f"第{i}句说明。" for i in range(300))
    pages = lay([noted(FILL, ("①", long)), plain(FILL * 60)])
    assert len(pages) >= 3
    assert notes_of(pages[0])
    assert notes_of(pages[1])
    assert "".join(words(notes_of(page)) for page in pages) == "①" + long
    assert all(line.y < FOOT + 0.1 for page in pages for line in page.lines())


def test_notes_that_are_left_at_the_end_get_pages(lay: Lay) -> None:
    long = "".join(f"第{i}句说明。" for i in range(900))
    pages = lay([noted(FILL, ("①", long))])
    assert "".join(words(notes_of(page)) for page in pages) == "①" + long


def test_a_call_is_on_the_page_of_its_note(lay: Lay) -> None:
    blocks = [noted(FILL * 2, (f"〔{i}〕", f"第{i}条注文" * 8)) for i in range(40)]
    for page in lay(blocks):
        feet = set(map(id, notes_of(page)))
        body = words([f for f in page.fragments if id(f) not in feet])
        for i in range(40):
            assert (f"〔{i}〕" in body) == (f"〔{i}〕" in words(notes_of(page)))


def test_a_note_of_several_paragraphs(lay: Lay) -> None:
    (page,) = lay([noted(FILL, ("①", "第一段。\n第二段。"))])
    assert [words([fragment]) for fragment in notes_of(page)] == ["①第一段。", "第二段。"]
    kinds = [fragment.element.kind for fragment in notes_of(page) if fragment.element]
    assert kinds == [Kind.PARAGRAPH, Kind.PARAGRAPH]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 400), st.lists(st.integers(1, 700), max_size=3)), max_size=12))
def test_nothing_is_lost(lay: Lay, shape: list[tuple[int, list[int]]]) -> None:
    blocks, wanted = [], []
    for i, (size, notes) in enumerate(shape):
        marks = [(f"〔{i}之{j}〕", "注" * count) for j, count in enumerate(notes)]
        blocks.append(noted("文" * (size + 1), *marks))
        wanted += [mark + text for mark, text in marks]
    pages = lay(blocks)
    found = "".join(words(notes_of(page)) for page in pages)
    assert found == "".join(wanted)
    for page in pages:
        assert all(line.y <= FOOT + 0.1 for line in page.lines())
        lines = sorted({round(line.y, 3) for line in page.lines()})
        assert all(b - a > 8 for a, b in pairwise(lines))


def test_the_page_after_one_with_notes_is_full_again(lay: Lay) -> None:
    blocks = [noted(FILL * 4, ("①", "注文" * 60)), plain(FILL * 60)]
    pages = lay(blocks)
    assert len(list(pages[1].lines())) == 22


def test_a_paragraph_keeps_off_a_note_that_goes_on(lay: Lay) -> None:
    long = "".join(f"第{i}句说明。" for i in range(300))
    for before in range(10, 60, 7):
        pages = lay([noted("文" * (28 * before), ("①", long), after="后" * 900), plain(FILL * 9)])
        for page in pages:
            feet = set(map(id, notes_of(page)))
            notes = [line.y for f in page.fragments if id(f) in feet for line in f.lines]
            body = [line.y for f in page.fragments if id(f) not in feet for line in f.lines]
            assert not notes or not body or max(body) + 3 < min(notes) - 0.88 * 12


def test_the_end_record_closes_the_last_page_below_the_notes(lay: Lay) -> None:
    look = PROFILE.look(Role.IMPRINT)
    record = ImprintBlock(
        tuple(ImprintRow(TextBlock(Role.IMPRINT, look, (Run(t, look.face),))) for t in "甲乙")
    )
    long = "".join(f"第{i}句说明。" for i in range(300))
    for notes in ((("①", "注文。"),), (("①", long),)):
        pages = lay([noted(FILL, *notes), record, record])
        assert "".join(words(notes_of(page)) for page in pages) == "".join(m + t for m, t in notes)
        first, last = pages[-2:]
        for page in (first, last):
            (foot,) = [max(r.y0 for r in f.rules) for f in page.fragments if len(f.rules) == 3]
            assert foot == pytest.approx(FOOT, abs=1)
            top = min(r.y0 for f in page.fragments for r in f.rules if len(f.rules) == 3)
            assert all(line.y < top for f in notes_of(page) for line in f.lines)
