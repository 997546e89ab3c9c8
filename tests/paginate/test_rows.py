"""Rows and lines say the same, and what is found by patterns is what sets would find."""

import random
import re

import pytest

from govdoc.galley import Look, Role, Run, TextBlock
from govdoc.paginate import characters
from govdoc.paginate.characters import Characters
from govdoc.paginate.lines import squeeze_pairs
from govdoc.paginate.page import HALF, WHOLE
from govdoc.paginate.rows import SetLines, with_halves
from govdoc.paginate.setting import Typesetter
from govdoc.typography import CLOSING, OPENING, Face

TEXT = (
    "各镇人民政府，2021年共办理（含结转）3.5万件；“放管服”改革、《条例》实施，"
    "详见https://example.org/a/b?c=d 和附件。" * 6
)


def made(typesetter: Typesetter, text: str = TEXT) -> SetLines:
    block = TextBlock(Role.BODY, Look(first=2.0), (Run(text, Face.FANGSONG),))
    return typesetter.set(block, 28 * typesetter.grid.cell, None)


def test_lines_hold_the_whole_text(typesetter: Typesetter) -> None:
    lines = made(typesetter)
    assert len(lines) > 8
    shown = "".join(WHOLE.get(c, c) for line in lines for piece in line.pieces for c in piece.text)
    assert shown.replace(" ", "") == TEXT.replace(" ", "")


def test_lines_on_a_page_are_those_of_the_frame(typesetter: Typesetter) -> None:
    lines = made(typesetter)
    placed = lines.placed(10.0, 100.0, 29.5)
    assert len(placed) == len(lines)
    for i, (one, line) in enumerate(zip(placed, lines, strict=True)):
        assert (one.x, one.y, one.width) == (10.0 + line.x, 100.0 + i * 29.5, line.width)
        assert [(p.text, p.spacing, p.lead) for p in one.pieces] == [
            (p.text, p.spacing, p.lead) for p in line.pieces
        ]
    assert placed[-1].y == placed[len(lines) - 1].y
    assert [line.y for line in placed[1:3]] == [129.5, 159.0]


def test_a_part_of_the_lines_keeps_their_text(typesetter: Typesetter) -> None:
    lines = made(typesetter)
    rest = lines[3:]
    assert [piece.text for piece in rest[0].pieces] == [piece.text for piece in lines[3].pieces]
    with pytest.raises(IndexError):
        rest[len(rest)]


def test_characters_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(characters, "_LEAST", 50)
    chance = random.Random(7)
    alphabet = "的一是在]^-\\[&&||~~--！，。（）abc019 \n\ud800\ud8ff\U00020000"
    found, met = Characters("的"), {"的"}
    for _ in range(300):
        text = "".join(chance.choices(alphabet, k=12))
        fresh = found.beyond(text)
        assert fresh == set(text) - met
        found.known |= fresh
        met |= fresh
    assert met == set(alphabet)


def test_pairs_are_squeezed_as_the_rule_says() -> None:
    rule = re.compile(f"[{CLOSING}](?=[{CLOSING}{OPENING}])|(?<=[{OPENING}])[{OPENING}]")
    halves = frozenset(HALF) - {"！"}
    chance = random.Random(3)
    for _ in range(2000):
        text = "".join(chance.choices("的" + "。，！）》”（《“‘", k=9))
        wanted = rule.sub(lambda m: HALF[m[0]] if m[0] in halves else m[0], text)
        assert squeeze_pairs(text, halves) == wanted


def test_marks_are_squeezed_where_they_stand() -> None:
    assert with_halves("一，二。三", [3, 1]) == f"一{HALF['，']}二{HALF['。']}三"
    assert with_halves("一，", []) == "一，"


def test_looks_that_come_and_go_keep_their_own_indents(typesetter: Typesetter) -> None:
    for i in range(300):
        block = TextBlock(Role.BODY, Look(first=float(i % 5), left=float(i % 3)), (Run(TEXT, Face.FANGSONG),))
        first, second = typesetter.set(block, 28 * typesetter.grid.cell, None)[:2]
        assert (first.x, second.x) == pytest.approx(
            ((i % 5 + i % 3) * typesetter.grid.cell, i % 3 * typesetter.grid.cell)
        )


def test_a_paragraph_knows_whether_it_is_plain(typesetter: Typesetter) -> None:
    def plain(*runs: Run) -> bool:
        return typesetter.set(TextBlock(Role.BODY, Look(), runs), 28 * typesetter.grid.cell, None).plain

    assert plain(Run("甲", Face.FANGSONG), Run("乙", Face.KAI, bold=True))
    assert not plain(Run("甲", Face.FANGSONG), Run("乙", Face.FANGSONG, underline=True))
    assert not plain(Run("甲", Face.FANGSONG, italic=True))
    assert not plain(Run("甲", Face.FANGSONG, href="#nowhere"))
