"""Characters and marks as CommonMark: everything escaped that any common dialect would take for markup.

CommonMark 0.31 sections 2.4 (escapes) and 6.2 (emphasis); pandoc's extensions (^ ~ $ @ smart quotes) are
escaped too, so that each program shows the same characters.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from govdoc.dialect import GUARD, mark
from govdoc.model import (
    Block,
    Break,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    Paragraph,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)

_SPECIAL = re.compile(r"[\\`*_\[\]{}<>&~^$|@#\"']|!$|--+|\.\.\.+|\n|\t")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "\n": "&#10;", "\t": "&#9;"}
_ENDS = re.compile(r"^\s+|\s+$")
_LINE_START = re.compile(r"(?:[-+=:%]|\(?[0-9A-Za-z]+[.)](?=\s|$))")
_LIST_MARK = re.compile(r"(\(?)([0-9A-Za-z]*)([.)])")
_TAGS: dict[type[Inline], str] = {
    Strong: "strong",
    Emphasis: "em",
    Underline: "u",
    Superscript: "sup",
    Subscript: "sub",
}
_STARS: dict[type[Inline], str] = {Strong: "**", Emphasis: "*"}
_SIMPLE_HREF = re.compile(r"[^\s<>()\\&*_|\x00-\x20\x7f]+")
_SIMPLE_LABEL = re.compile(r"[0-9A-Za-z\u2460-\u2473\u3251-\u325f\u4e00-\u9fff]{1,12}")

SOFT, TAG = "\\\n", "<br>"
"""A line break in a paragraph, and where a line must stay one."""


class InlineWriter:
    """Writes inline content; keeps the footnotes for the end of the file, and counts what is lost.

    Parameters: `blocks` writes the blocks of a footnote.
    """

    def __init__(self, lost: Counter[str], blocks: Callable[[tuple[Block, ...]], list[str]]) -> None:
        self._lost, self._blocks = lost, blocks
        self._names: set[str] = set()
        self._notes: list[tuple[str, Note]] = []
        self._linked = False

    def line(self, content: Inlines, line_break: str = TAG) -> str:
        """Inline content as it stands at the start of a line."""
        return at_start(self._join(content, line_break), line_break)

    def pieces(self, texts: Sequence[str]) -> str:
        """Texts that a guard parts, as one line."""
        return at_start(GUARD.join(map(escape, texts)), TAG)

    def definitions(self) -> Iterator[str]:
        """The footnotes called so far, each with a blank line above it."""
        done = 0
        while done < len(self._notes):
            name, note = self._notes[done]
            done += 1
            yield from self._definition(name, note)

    def _definition(self, name: str, note: Note) -> Iterator[str]:
        shown = bool(name.partition("~")[0]) or not note.label
        lines = [] if shown else [mark("label", of=note.label), ""]
        blocks = note.blocks
        if not shown:
            first = Text(text=note.label)
            if blocks and isinstance(blocks[0], Paragraph):
                blocks = (Paragraph(content=(first, *blocks[0].content)), *blocks[1:])
            else:
                blocks = (Paragraph(content=(first,)), *blocks)
        lines += self._blocks(blocks)
        yield f"[^{name}]: {lines[0] if lines else ''}".rstrip(" ")
        yield from (f"    {line}" if line else "" for line in lines[1:])
        yield ""

    def _name(self, label: str) -> str:
        """A name for a footnote: its label, and where that is taken or no name, what tells it apart."""
        base = label if _SIMPLE_LABEL.fullmatch(label) else ""
        name, number = base, len(self._notes)
        while not name or name in self._names:
            number += 1
            name = f"{base}~{number}"
        self._names.add(name)
        return name

    def _join(self, content: Inlines, line_break: str, inside: bool = False) -> str:
        """Inline nodes one after the other; what stands before and after decides how some are written."""
        made = [piece for inline in content if (piece := self._piece(inline, line_break, inside))[0]]
        found: list[str] = []
        for i, (text, starred) in enumerate(made):
            before = found[-1] if found else ""
            after = made[i + 1][0] if i + 1 < len(made) else ""
            if starred:
                found.append(_guarded(before, text, after))
            elif text == SOFT and not (before.strip() and after.strip() and before != TAG and after != SOFT):
                found.append(TAG)
            else:
                found.append(text)
        return "".join(found)

    def _piece(self, inline: Inline, line_break: str, inside: bool) -> tuple[str, bool]:
        """An inline node, and whether it is set in stars, which need care about their neighbours."""
        match inline:
            case Text():
                return escape(inline.text), False
            case Break():
                return line_break, False
            case Note():
                name = self._name(inline.label)
                self._notes.append((name, inline))
                return f"[^{name}]", False
            case Link():
                return self._link(inline), False
            case _:
                return self._span(inline, line_break, inside)

    def _span(self, span: "Inline", line_break: str, inside: bool) -> tuple[str, bool]:
        assert not isinstance(span, Text | Break | Note | Link)
        stars = "" if inside else _STARS.get(type(span), "")
        inner = self._join(span.content, line_break if stars else TAG, inside or bool(stars))
        inner = _escaped_ends(inner)
        clear = inner == inner.strip() and inner[:1] not in ("", "<", "[", "\\") and inner[-1] not in ">])"
        if stars and clear:
            return stars + inner + stars, True
        tag = _TAGS[type(span)]
        return f"<{tag}>{inner.replace(SOFT, TAG)}</{tag}>", False

    def _link(self, link: Link) -> str:
        if self._linked:
            self._lost["链接中的链接"] += 1
            return self._join(link.content, TAG, True)
        self._linked = True
        inner = self._join(link.content, TAG, True)
        self._linked = False
        return f"[{inner}]({target(link.href)})"


def target(href: str) -> str:
    """The target of a link or picture."""
    if _SIMPLE_HREF.fullmatch(href):
        return href
    escaped = re.sub(r"[<>\\]", r"\\\g<0>", href).replace("&", "&amp;")
    return "<" + re.sub(r"[\n\t|]", lambda found: f"&#{ord(found[0])};", escaped) + ">"


def escape(text: str) -> str:
    """Characters that no dialect takes for markup."""
    return _SPECIAL.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    text = found[0]
    return _ENTITIES.get(text) or "".join("\\" + character for character in text)


def _escaped_ends(text: str) -> str:
    """A text whose blanks at both ends are entities, so that they stay."""
    return _ENDS.sub(lambda found: "".join(_entity(c) for c in found[0]), text)


def _entity(character: str) -> str:
    """A blank as an entity; the few control characters that none may name stay as they are."""
    return character if "\x7f" <= character <= "\x9f" else f"&#{ord(character)};"


def at_start(text: str, line_break: str) -> str:
    """What stands at the start of a line, or of several: nothing in it begins a block."""
    lines = text.split("\n") if line_break == SOFT else [text]
    return "\n".join(_start(line, i < len(lines) - 1) for i, line in enumerate(lines))


def _start(line: str, goes_on: bool) -> str:
    body, tail = (line[:-1], "\\") if goes_on else (line, "")
    body = _escaped_ends(body)
    if _LINE_START.match(body):
        found = _LIST_MARK.match(body)
        if found is not None and body[0] not in "-+=:%":
            body = f"{found[1] and chr(92) + found[1]}{found[2]}\\{found[3]}{body[found.end() :]}"
        elif body[0] in "-+=:%":
            body = "\\" + body
    return body + tail


def _guarded(before: str, starred: str, after: str) -> str:
    """Emphasis with guards where CommonMark would not see that it begins or ends."""
    inner = starred.strip("*")
    left = before[-1:] if before else ""
    right = after[:1]
    opens = not left or left.isspace() or (left != "*" and (_is_mark(left) or not _is_mark(inner[:1])))
    closes = not right or right.isspace() or right == "\\" or _is_mark(right) or not _is_mark(inner[-1:])
    return f"{'' if opens else GUARD}{starred}{'' if closes else GUARD}"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS" if character else False
