"""Line breaking: what the standards forbid never happens, whatever the text."""

import random
import re
from collections.abc import Sequence
from itertools import pairwise

import pytest

from govdoc.context import Context
from govdoc.galley import Alignment, Look, Role, Run, TextBlock
from govdoc.paginate.founts import is_word, whole
from govdoc.paginate.lines import FORBIDDEN, Kinsoku
from govdoc.paginate.rows import SetLine
from govdoc.paginate.setting import LineRules, Typesetter
from govdoc.typography import CLOSING, OPENING, Face

BODY = Look(first=2.0)
HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"


def block(text: str, look: Look = BODY, face: Face = Face.FANGSONG) -> TextBlock:
    return TextBlock(Role.BODY, look, (Run(text, face),))


def lines_of(typesetter: Typesetter, text: str, look: Look = BODY, cells: float = 28) -> Sequence[SetLine]:
    return typesetter.set(block(text, look), cells * typesetter.grid.cell, None)


def text_of(line: SetLine) -> str:
    return "".join(whole(piece.text) for piece in line.pieces)


def texts(typesetter: Typesetter, text: str, look: Look = BODY, cells: float = 28) -> list[str]:
    return [text_of(line) for line in lines_of(typesetter, text, look, cells)]


def test_a_full_line_has_28_characters_and_the_first_26(typesetter: Typesetter) -> None:
    made = texts(typesetter, "国" * 90)
    assert [len(text) for text in made] == [26, 28, 28, 8]


@pytest.mark.parametrize(
    ("text", "unbroken"),
    [
        ("国" * 23 + "在2021年召开", "2021年"),
        ("国" * 22 + "共157.6亿元整个", "157.6亿元"),
        ("国" * 22 + "政发〔2021〕5号文件", "〔2021〕5号"),
        ("国" * 25 + "——这是破折号", "——"),
        ("国" * 25 + "……这是省略号", "……"),
        ("国" * 22 + "使用OpenType字体", "OpenType"),
        ("国" * 23 + "增长212.82%以上", "212.82%"),
        ("国" * 22 + "覆盖1051项事项", "1051项"),
        ("国" * 24 + "气温３７℃以上", "３７℃"),
    ],
)
def test_what_belongs_together_stays_on_a_line(typesetter: Typesetter, text: str, unbroken: str) -> None:
    made = texts(typesetter, text + "国" * 40)
    assert "".join(made) == text + "国" * 40
    assert any(unbroken in line for line in made)


def test_a_closing_mark_that_does_not_fit_is_pulled_in_at_half_width(typesetter: Typesetter) -> None:
    made = lines_of(typesetter, "国" * 26 + "，" + "国" * 30)
    assert text_of(made[0]) == "国" * 26 + "，"
    assert made[0].pieces[-1].text[-1] != "，"
    assert made[0].width <= 26 * typesetter.grid.cell + 1e-6


@pytest.mark.parametrize("align", [Alignment.LEFT, Alignment.CENTER, Alignment.RIGHT])
def test_nothing_is_squeezed_for_want_of_room_in_ragged_lines(
    typesetter: Typesetter, align: Alignment
) -> None:
    look = Look(align=align)
    made = lines_of(typesetter, "国家，国家国家，国", look, 4.6)
    assert [text_of(line) for line in made] == ["国家，国", "家国家，", "国"]
    assert all("，" in line.pieces[0].text for line in made[:2])
    # A word that fits no line otherwise still gets the room.
    assert "".join(texts(typesetter, "国（2021，，，，，，号", look, 4.6)) == "国（2021，，，，，，号"


def test_two_marks_take_one_and_a_half_cells(typesetter: Typesetter) -> None:
    (line,) = lines_of(typesetter, "《国》，国", Look(align=Alignment.LEFT))
    assert line.width == pytest.approx(4.5 * typesetter.grid.cell, abs=0.05)


def test_no_last_line_of_one_character(typesetter: Typesetter) -> None:
    made = texts(typesetter, "国" * 26 + "国" * 28 + "国。")
    assert len(made[-1]) == 3


def test_a_forced_break_ends_a_line_without_stretching_it(typesetter: Typesetter) -> None:
    first, second = lines_of(typesetter, "国家\n人民")
    assert (text_of(first), text_of(second)) == ("国家", "人民")
    assert first.width == pytest.approx(2 * typesetter.grid.cell)
    assert (first.x, second.x) == (pytest.approx(2 * typesetter.grid.cell), 0)


def test_an_address_breaks_after_its_marks_without_a_word(typesetter: Typesetter, context: Context) -> None:
    address = "https://www.example.gov.cn/zhengce/content/2020/01/01/content.htm?id=123456789&page=2"
    made = texts(typesetter, "详见" + address + "。")
    assert "".join(made) == "详见" + address + "。"
    assert all(line[-1] in "/?&=._" for line in made[:-1])
    assert not context.diagnostics


def test_a_word_longer_than_a_line_is_cut_and_said(typesetter: Typesetter, context: Context) -> None:
    word = "m" * 60
    made = texts(typesetter, "词" + word)
    assert "".join(made) == "词" + word
    assert [d.code for d in context.diagnostics] == ["GD404"]
    assert context.diagnostics[0].values == (word,)


@pytest.mark.parametrize(
    "text", ["", "m" * 10_000, "，" * 3_000, "《" * 3_000, "2021年" * 3_000, "国\n" * 3_000]
)
def test_strange_texts_lose_nothing(typesetter: Typesetter, text: str) -> None:
    made = lines_of(typesetter, text)
    assert "".join(text_of(line) for line in made) == text.replace("\n", "")
    check_widths(typesetter, made, 28)


def test_a_character_no_font_has_is_said(typesetter: Typesetter, context: Context) -> None:
    (line,) = lines_of(typesetter, "甲\U0002fa20\U000f1234乙")
    assert [d.code for d in context.diagnostics] == ["GD501"] * len(context.diagnostics)
    assert context.diagnostics
    assert text_of(line) == "甲\U0002fa20\U000f1234乙"


def test_hanging_indent(typesetter: Typesetter) -> None:
    look = Look(left=5.0, first=-3.0)
    first, second = lines_of(typesetter, "国" * 40, look)[:2]
    assert first.x == pytest.approx(2 * typesetter.grid.cell)
    assert second.x == pytest.approx(5 * typesetter.grid.cell)


def test_right_and_centre(typesetter: Typesetter) -> None:
    cell = typesetter.grid.cell
    (right,) = lines_of(typesetter, "国家", Look(align=Alignment.RIGHT, right=4.0))
    assert right.x + 2 * cell == pytest.approx(24 * cell, abs=0.1)
    (centre,) = lines_of(typesetter, "国家", Look(align=Alignment.CENTER))
    assert centre.x == pytest.approx(13 * cell, abs=0.1)


@pytest.mark.parametrize(("kinsoku", "expected"), [(Kinsoku.BASIC, 1), (Kinsoku.STRICT, 0)])
def test_a_dash_may_begin_a_line_unless_strict(
    fonts: object, profile: object, kinsoku: Kinsoku, expected: int
) -> None:
    setter = Typesetter(fonts, profile.page, Context(), LineRules(kinsoku))  # type: ignore[attr-defined,arg-type]
    made = texts(setter, "国" * 26 + "——" + "国" * 20)
    assert sum(line.startswith("—") for line in made) == expected


def random_paragraph(source: random.Random) -> str:
    words = ("2020", "12.5%", "2015-2020年", "APP", "GB/T 9704-2012", "3550", "0.5", "〔2021〕5号", "①")
    address = "http://www.example.gov.cn/zhengce/2020-01/01/content_5555555.htm?id=123456789"
    found = []
    for _ in range(source.randint(1, 60)):
        chance = source.random()
        if chance < 0.6:
            found.append("".join(source.choices(HAN, k=source.randint(1, 12))))
        elif chance < 0.85:
            found.append("".join(source.choices(CLOSING + OPENING + "—…·", k=source.choice((1, 1, 1, 2, 3)))))
        elif chance < 0.97:
            found.append(source.choice((*words, address)))
        else:
            found.append(" ")
    return "".join(found).strip() or "空"


@pytest.mark.parametrize("seed", range(8))
def test_fuzz(typesetter: Typesetter, seed: int) -> None:
    source = random.Random(seed)
    for _ in range(250):
        text = random_paragraph(source)
        cells = source.choice((28, 28, 28, 14, 9.3))
        made = lines_of(typesetter, text, BODY, cells)
        joined = "".join(text_of(line) for line in made)
        assert joined.replace(" ", "") == text.replace(" ", "")
        check_widths(typesetter, made, cells)
        check_ends([text_of(line) for line in made])


def check_widths(typesetter: Typesetter, made: Sequence[SetLine], cells: float) -> None:
    """No line ends beyond the frame: every advance and every gap counted."""
    for line in made:
        x = line.x
        for piece in line.pieces:
            x += piece.lead
            for character in piece.text:
                x += advance(piece.style.font, character) * piece.style.size / 1000 + piece.spacing
        last = line.pieces[-1].spacing if line.pieces else 0
        assert x - last <= cells * typesetter.grid.cell + 0.06, text_of(line)


def advance(font: object, character: str) -> float:
    real = whole(character)
    width = font.advance(font.glyph(ord(real)))  # type: ignore[attr-defined]
    return width if real == character else width / 2


def check_ends(made: list[str]) -> None:
    """A line that begins or ends as none may is one that had no better place to break."""
    forbidden = FORBIDDEN[Kinsoku.GB]
    for before, after in pairwise(made):
        bad_start = after[0] in forbidden.start and not after.startswith(("——", "……"))
        if not (bad_start or before[-1] in forbidden.end):
            continue
        both = before + after
        for place in range(1, len(before) + 1):
            left, right = both[place - 1], both[place]
            inside = (left in "—…" and right == left) or is_word(left) or is_word(right)
            numbered = re.search(r"[0-9〔〕]$", both[:place]) or left == "第"
            legal = right not in forbidden.start and left not in forbidden.end
            assert not legal or inside or numbered, (before, after, place)


def test_the_slack_of_a_loose_line_is_shared_with_the_lines_before(typesetter: Typesetter) -> None:
    text = (
        "2020年，在无锡市委、市政府的坚强领导下，宜兴市政府认真贯彻党的十九大和十九届二中、三中、四中、五中全会精神和"
        "习近平法治思想，全面落实中共中央、国务院《法治政府建设实施纲要（2015-2020年）》和《无锡市法治政府建设规划"
        "（2015-2020年）》要求，深入推进法治政府建设，为持续优化营商环境、助推全市经济社会高质量发展提供了有力的法治保障。"
    )
    made = lines_of(typesetter, text)
    tracking = typesetter.grid.cell - typesetter.grid.body_size
    gaps = [
        (piece.spacing - tracking) / typesetter.grid.cell
        for line in made
        for piece in line.pieces
        if not is_word(piece.text)
    ]
    assert max(gaps) < 0.12
    assert "".join(text_of(line) for line in made) == text
