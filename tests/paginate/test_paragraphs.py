"""Any paragraph whatever: no character is lost, no line is wider than its frame, whatever the strictness."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from govdoc.context import Context
from govdoc.fonts.library import FontSet
from govdoc.galley import Look, Role, Run, TextBlock
from govdoc.paginate.founts import whole
from govdoc.paginate.lines import Kinsoku
from govdoc.paginate.setting import LineRules, Typesetter
from govdoc.profile import load_profile
from govdoc.typography import Face

PAGE = load_profile("gbt9704").page
HAN = st.text("政务公开依法行政为民服务国家治理一二三", max_size=60)
MARKS = st.text("，。、；：？！“”‘’（）《》〈〉【】〔〕—…·～-/%％￥￥", min_size=1, max_size=40)
NUMBERS = st.from_regex(r"\A〔?[0-9]{1,9}(\.[0-9]{1,4})?(%|亿元|万平方公里|年|号|个百分点)?〕?\Z")
LINKS = st.from_regex(r"\Ahttps?://[a-z]{1,30}\.gov\.cn(/[A-Za-z0-9_%~-]{1,40}){0,9}(\?[a-z=&0-9]{0,60})?\Z")
WORDS = st.text("abcdefgHIJKLMN0123456789.-_", min_size=1, max_size=30)
RARE = st.text(
    st.sampled_from("𠮷𫢸𰻝㐀鿿龦\ue000\uf8ff\U0010fffdé̀ﬁ½①㎡Ａ１　 \t\u200b\u00ad☆\U0001f600"), max_size=12
)
LONG = st.builds(lambda c, n: c * n, st.sampled_from("aW9.，“—国𠮷"), st.sampled_from([1, 80, 10_000]))
PARAGRAPH = st.lists(st.one_of(HAN, MARKS, NUMBERS, LINKS, WORDS, RARE, LONG), max_size=8).map("".join)
INVISIBLE = {c for c in map(chr, range(0x3000)) if not c.isprintable()} | set(" \u3000\u200b\u00ad\t")


def ink(text: str) -> str:
    return "".join(c for c in text if c not in INVISIBLE)


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet.load()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPH, st.sampled_from(list(Kinsoku)), st.booleans(), st.sampled_from([28.0, 9.0, 3.0]))
@example("", Kinsoku.GB, True, 28.0)
@example("）" * 100, Kinsoku.STRICT, True, 28.0)
@example("（" * 100, Kinsoku.STRICT, False, 3.0)
@example("——" * 60 + "……" * 60, Kinsoku.STRICT, True, 9.0)
@example("W" * 10_000, Kinsoku.GB, True, 28.0)
def test_nothing_is_lost_and_no_line_is_too_wide(
    fonts: FontSet, text: str, kinsoku: Kinsoku, half: bool, cells: float
) -> None:
    typesetter = Typesetter(fonts, PAGE, Context(), LineRules(kinsoku, half))
    width = cells * typesetter.grid.cell
    look = Look(first=2.0) if cells > 9 else Look()
    lines = typesetter.set(TextBlock(Role.BODY, look, (Run(text, Face.FANGSONG),)), width, None)
    shown = "".join(whole(piece.text) for line in lines for piece in line.pieces)
    assert ink(shown) == ink(text)
    for line in lines:
        placed = line.placed(0.0, 0.0)
        *_, (_, _, end) = placed.places() if line.pieces else [(None, 0.0, 0.0)]
        assert end <= width + 0.6, (ink(placed.text)[:40], end, width)
