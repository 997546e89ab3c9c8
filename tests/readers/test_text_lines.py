"""Lines with inline marks, as later readers hand them over: cutting loses and doubles nothing."""

from hypothesis import given
from hypothesis import strategies as st

from govdoc.context import Context
from govdoc.model import Break, Inlines, Link, Note, Paragraph, Section, Strong, Superscript, Text, plain
from govdoc.readers.structure import Line, recognise
from govdoc.readers.structure.lines import cut
from govdoc.tree import ink

NOTE = Note(label="1", blocks=(Paragraph(content=(Text(text="注释"),)),))
LEAF = st.one_of(st.text("甲乙丙 ", max_size=4).map(lambda t: Text(text=t)), st.just(Break()), st.just(NOTE))
INLINE = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda c: Strong(content=tuple(c))),
        st.lists(inner, max_size=3).map(lambda c: Link(content=tuple(c), href="#a")),
    ),
    max_leaves=6,
)


def _ink(content: Inlines) -> str:
    return "".join(ink(Paragraph(content=content)))


@given(st.lists(INLINE, max_size=5).map(tuple), st.integers(0, 12))
def test_two_halves_make_the_whole(content: Inlines, at: int) -> None:
    text = plain(content)
    line = Line(text, content=content)
    at = min(at, len(text))
    halves = line.part(0, at), line.part(at)
    if at:
        assert "".join(map(plain, halves)) == text
        assert "".join(map(_ink, halves)) == _ink(content)
    else:
        assert halves == ((), line.part())


def test_marks_are_kept_where_they_are_cut() -> None:
    content = (Text(text="一、"), Strong(content=(Text(text="目的。为了"),)), Superscript(content=(NOTE,)))
    assert cut(content, 0, 5) == (Text(text="一、"), Strong(content=(Text(text="目的。"),)))
    assert cut(content, 5, 7) == (Strong(content=(Text(text="为了"),)), Superscript(content=(NOTE,)))


def test_structure_does_not_need_text() -> None:
    table = Paragraph(content=(Text(text="表"),))
    lines = [
        Line("关于停水的通知", level=1),
        Line(
            "一、目的。为了检修。",
            content=(Strong(content=(Text(text="一、目的。"),)), Text(text="为了检修。")),
        ),
        Line("", block=table),
        Line("背景", level=2),
        Line("无标号的标题之下。"),
    ]
    (part,) = recognise(lines, Context()).parts
    numbered, titled = part.blocks if len(part.blocks) == 2 else (part.blocks[0], part.blocks[0])
    assert isinstance(numbered, Section)
    assert numbered.heading == (Strong(content=(Text(text="目的。"),)),)
    assert numbered.blocks[:2] == (Paragraph(content=(Text(text="为了检修。"),)), table)
    assert isinstance(titled, Section)
    assert _headings(part.blocks) == ["目的。", "背景"]


def _headings(blocks: tuple[object, ...]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, Section):
            found += [plain(block.heading), *_headings(block.blocks)]
    return found
