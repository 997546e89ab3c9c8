"""From text to a tree of Markdown: markdown-it-py with what Chinese text and lossless reading need.

CommonMark 0.31 and GFM tables. Four things differ. Four blanks at the start of a line are an indent
(首行缩进), never code. Emphasis opens and closes beside Han characters and their punctuation, where the
flanking rule of CommonMark sees none (the proposal of markdown-cjk-friendly). Footnotes are read
(`[^1]`, as pandoc has them). What nests too deep stays text.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.model import Furniture, FurnitureKind, Resource

DEEPEST = 36
"""Levels of tokens: a list and its item are one each."""


class Branch(Struct):
    """A node of the tree: its token, and the nodes under it."""

    token: Token
    under: "list[Branch]"

    @property
    def kind(self) -> str:
        """What it is: “paragraph”, “heading”, “inline” …"""
        return self.token.type.removesuffix("_open")


class Reading:
    """What is gathered while a file is read: notes, pictures, and what is kept out of the text.

    Parameters: `first` the line (from 1) of the file that the body begins with.
    """

    def __init__(self, context: Context, first: int = 1) -> None:
        self.context = context
        self.first = first
        self.source: list[str] = []
        self.notes: dict[str, list[Branch]] = {}
        self.resources: dict[str, Resource] = {}
        self.targets: set[str] = set()
        self.called: set[str] = set()
        self.inside = 0
        self._aside: list[tuple[str, str]] = []

    def origin(self, token: Token) -> Origin | None:
        """The place of a token in the file."""
        return self.context.line(token.map[0] + self.first) if token.map else None

    def put_aside(self, what: str, text: str) -> None:
        """Keep a text out of the document but not lose it; `what` names its kind."""
        self._aside.append((what, text.strip()))

    def aside(self) -> tuple[Furniture, ...]:
        """What was kept out, as furniture; reports how much of each kind."""
        counts: dict[str, int] = {}
        for what, _ in self._aside:
            counts[what] = counts.get(what, 0) + 1
        for what, count in counts.items():
            self.context.report(say.ASIDE, what, str(count))
        return tuple(Furniture(kind=FurnitureKind.OTHER, text=text) for _, text in self._aside)


def parse(text: str, reading: Reading) -> list[Branch]:
    """The blocks of a text as trees; footnotes go to `reading.notes`."""
    reading.source = text.split("\n")
    tokens = _parser().parse(text)
    found = list[Branch]()
    for branch in _trees(tokens):
        if branch.kind == "footnote" and branch.token.info not in reading.notes:
            reading.notes[branch.token.info] = branch.under
        else:
            found.append(branch)
    return found


def parse_inline(text: str) -> Branch:
    """A text that stands in a line, as the inline token that it makes."""
    return Branch(_parser().parseInline(text)[0], [])


def _trees(tokens: Sequence[Token]) -> list[Branch]:
    stack: list[list[Branch]] = [[]]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
            continue
        branch = Branch(token, [])
        stack[-1].append(branch)
        if token.nesting > 0:
            stack.append(branch.under)
    return stack[0]


# --- the parser -----------------------------------------------------------------------------------------

_made: list[MarkdownIt] = []


def _parser() -> MarkdownIt:
    if not _made:
        _made.append(_make())
    return _made[0]


def _make() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST * 2, "inline_definitions": True})
    parser.enable("table").disable("code")
    parser.block.ruler.before("table", "deep", _deep)
    parser.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.at("newline", _newline)
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.before("link", "call", _call)
    parser.normalizeLink = str  # type: ignore[method-assign, assignment]
    parser.validateLink = _is_target  # type: ignore[method-assign, assignment]
    return parser


def _is_target(_href: str) -> bool:
    """Nothing is fetched or run, so that every target may be kept."""
    return True


def _deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """What nests deeper than allowed is one paragraph, with its marks as text."""
    if state.level < DEEPEST or silent:
        return False
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, end]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, end, state.blkIndent, False).strip()
    inline.map, inline.children = [start, end], []
    state.push("paragraph_close", "p", -1)
    state.line = end
    return True


_NOTE = re.compile(r"\[\^([^\s\[\]^]+)\]:[ \t]*")
_CALL = re.compile(r"\[\^([^\s\[\]^]+)\]")


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The text of a footnote: its line, and the indented ones below it."""
    at = state.bMarks[start] + state.tShift[start]
    found = _NOTE.match(state.src, at, state.eMarks[start])
    if found is None or state.level:
        return False
    if silent:
        return True
    token = state.push("footnote_open", "", 1)
    token.info = found[1]
    kept = state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType
    state.bMarks[start], state.tShift[start] = found.end(), 0
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent or _lazy(state, last)):
        last += 1
    token.map = [start, last]
    most, state.lineMax = state.lineMax, last
    state.md.block.tokenize(state, start, last)
    state.lineMax = most
    state.line = max(state.line, start + 1)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType = kept
    state.push("footnote_close", "", -1)
    return True


def _lazy(state: StateBlock, line: int) -> bool:
    """Whether a line that is not indented goes on with the paragraph above it."""
    at = state.bMarks[line] + state.tShift[line]
    return not state.isEmpty(line - 1) and _NOTE.match(state.src, at, state.eMarks[line]) is None


def _call(state: StateInline, silent: bool) -> bool:
    found = _CALL.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("call", "", 0).info = found[1]
    state.pos = found.end()
    return True


def _newline(state: StateInline, silent: bool) -> bool:
    """A line end: soft, by two blanks, or by a backslash; the token says where in the text it stands."""
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        kept = state.pending.rstrip(" ")
        blanks = len(state.pending) - len(kept)
        state.pending = kept
        token = state.push("hardbreak" if blanks > 1 else "softbreak", "br", 0)
        token.meta = {"at": state.pos}
    state.pos += 1
    while state.pos < state.posMax and state.src[state.pos] in " \t":
        state.pos += 1
    return True


# --- emphasis beside Han characters ---------------------------------------------------------------------

_HAN = re.compile(
    r"[\u1100-\u11ff\u2e80-\u303f\u3040-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)


def _emphasis(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    length = 1
    while state.pos + length < state.posMax and state.src[state.pos + length] == marker:
        length += 1
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[state.pos + length] if state.pos + length < state.posMax else " "
    opens, closes = _flanks(before, after, marker)
    for _ in range(length):
        state.push("text", "", 0).content = marker
        at = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), length, at, -1, opens, closes))
    state.pos += length
    return True


def _flanks(before: str, after: str, marker: str) -> tuple[bool, bool]:
    """Whether a run of markers between two characters may open, and may close emphasis."""
    left, right = _kind(before), _kind(after)
    opens = right != "blank" and (right != "mark" or left != "word")
    closes = left != "blank" and (left != "mark" or right != "word")
    if marker == "*":
        return opens, closes
    return opens and (not closes or left == "mark"), closes and (not opens or right == "mark")


def _kind(character: str) -> str:
    if character.isspace():
        return "blank"
    if _HAN.match(character):
        return "han"
    return "mark" if unicodedata.category(character)[0] in "PS" else "word"


# --- lines ----------------------------------------------------------------------------------------------


def flat(branches: Sequence[Branch]) -> Iterator[Branch]:
    """All branches of trees, outer before inner."""
    waiting = list(reversed(branches))
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting += reversed(branch.under)


def attribute(token: Token, name: str) -> str:
    """An attribute of a token as text."""
    given: Mapping[str, object] = token.attrs
    return str(given.get(name, ""))
