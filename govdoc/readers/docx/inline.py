"""The content of a paragraph: runs, links, fields, revisions, symbols, ruby, notes, drawings.

ISO/IEC 29500-1 17.3.2–17.3.3, 17.13.5 (revisions: insertions are read, deletions are not), 17.16 (fields:
the result is read, the instruction is not), 29500-3 (of alternates one branch is read).
"""

import re
from collections.abc import Callable

from msgspec import Struct, field

from govdoc.context import Context
from govdoc.model import Figure, Note, clean_text
from govdoc.readers.docx.drawings import Box, Drawing, Pictures, Place, holds_content
from govdoc.readers.docx.formulas import FORMULAS, formula
from govdoc.readers.docx.names import (
    ALTERNATE,
    CHOICE,
    FALLBACK,
    ID,
    PARAGRAPH_PROPERTIES,
    R_ID,
    REMOVED,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    TYPE,
    VAL,
    WRAPPERS,
    is_on,
    w,
)
from govdoc.readers.docx.numbers import Numbers
from govdoc.readers.docx.package import Element, Package
from govdoc.readers.docx.pieces import LINE_BREAK, PAGE_BREAK, Segment
from govdoc.readers.docx.styles import PLAIN, RunForm, Styles, int_or
from govdoc.readers.docx.symbols import symbol

_HYPERLINK, _SIMPLE_FIELD = w("hyperlink"), w("fldSimple")
_FIELD_CHARACTER, _INSTRUCTION, _SYMBOL, _RUBY = w("fldChar"), w("instrText"), w("sym"), w("ruby")
_BREAK = w("br")
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_DRAWN = frozenset({w("drawing"), w("pict"), w("object")})
_SIGNS = {
    w("tab"): Segment("\t"),
    w("ptab"): Segment("\t"),
    w("cr"): LINE_BREAK,
    w("noBreakHyphen"): Segment("\u2011"),
    w("softHyphen"): Segment("\u00ad"),
}
_DELETED_TEXT = w("delText")
_ADDRESS = re.compile(r'^\s*HYPERLINK\s+(?:"([^"]+)"|([^\s\\"]+))')
_PAGE_KINDS = frozenset({"page", "column"})


class Shared(Struct):
    """What all flows of a file share: where to look things up, and what is set apart while reading.

    `hidden`: hidden text; `ornaments`: signs such as ★ that decorate; `removed`: how many tracked deletions
    were left out.
    """

    package: Package
    context: Context
    styles: Styles
    numbers: Numbers
    pictures: Pictures
    hidden: list[str] = field(default_factory=list)
    ornaments: list[str] = field(default_factory=list)
    removed: int = 0


class Gathered(Struct):
    """What stands in a paragraph. `red`: its first visible run is red."""

    segments: list[Segment] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    red: bool | None = None


class _Field(Struct):
    """A complex field that is open: its instruction so far, whether its result is being read, its link.

    `inside`: text that stands in the instruction.
    """

    instruction: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    shown: bool = False
    href: str | None = None


class Gatherer:
    """Gathers the content of the paragraphs of one part; fields may run on from one to the next.

    Parameters: `part` whose relationships count; `note` makes the note of a part's kind and identifier.
    """

    def __init__(self, shared: Shared, part: str, note: Callable[[str, str], Note | None]) -> None:
        self._shared = shared
        self._part = part
        self._note = note
        self._fields: list[_Field] = []
        self._links: list[str | None] = []
        self._base = PLAIN
        self._out = Gathered()

    def gather(self, paragraph: Element, base: RunForm) -> Gathered:
        """The content of a paragraph whose style gives its runs the form `base`."""
        outer = self._out, self._base
        out = self._out = Gathered()
        self._base = base
        self._content(paragraph)
        self._out, self._base = outer
        if out.hidden:
            self._shared.hidden.append("".join(out.hidden))
        return out

    def finish(self) -> None:
        """Forget fields that never end; the text that they swallowed counts as hidden."""
        self._shared.hidden += ["".join(opened.inside) for opened in self._fields if opened.inside]
        self._fields.clear()

    def _content(self, element: Element) -> None:
        for child in element:
            tag = child.tag
            if tag == RUN:
                self._run(child)
            elif tag == PARAGRAPH_PROPERTIES:
                continue
            elif tag in REMOVED:
                self._shared.removed += next(child.iter(_DELETED_TEXT, TEXT), None) is not None
            elif tag == _HYPERLINK:
                self._linked(child, self._target(child))
            elif tag == _SIMPLE_FIELD:
                self._linked(child, _address(child.get(w("instr"), "")))
            elif tag in FORMULAS:
                for segment in formula(child):
                    self._text(segment.text, segment.marks)
            elif tag == ALTERNATE:
                chosen = branch(child)
                if chosen is not None:
                    self._content(chosen)
            elif tag in WRAPPERS:
                self._content(child)

    def _linked(self, element: Element, href: str | None) -> None:
        self._links.append(href)
        self._content(element)
        self._links.pop()

    def _target(self, hyperlink: Element) -> str | None:
        """Where a link leads outside; a bookmark of the document is no node of ours."""
        relation = self._shared.package.relations(self._part).get(hyperlink.get(R_ID, ""))
        return clean_text(relation.target) if relation is not None and relation.external else None

    def _run(self, run: Element) -> None:
        marks, hidden = 0, bool(self._base.hidden)
        for child in run:
            tag = child.tag
            if tag == TEXT:
                self._text(child.text or "", marks, hidden)
            elif tag == RUN_PROPERTIES:
                form = self._shared.styles.run(child)
                marks = form.on & ~self._base.on
                hidden = hidden if form.hidden is None else form.hidden
                if self._out.red is None and run.find(TEXT) is not None:
                    self._out.red = bool(form.red)
            elif tag in _SIGNS:
                sign = _SIGNS[tag]
                self._add(sign if sign.node else sign._replace(marks=marks))
            elif not self._rare(run, child, marks, hidden):
                return

    def _rare(self, run: Element, child: Element, marks: int, hidden: bool) -> bool:
        """Read what stands in few runs; false when the rest of the run is already read."""
        tag = child.tag
        if tag == _BREAK:
            self._add(PAGE_BREAK if child.get(TYPE) in _PAGE_KINDS else LINE_BREAK)
        elif tag == _FIELD_CHARACTER:
            self._field(child)
        elif tag == _INSTRUCTION:
            if self._fields:
                self._fields[-1].instruction.append(child.text or "")
        elif tag in _DRAWN:
            self._draw(child)
        elif tag == _SYMBOL:
            self._text(_sign(child), marks, hidden)
        elif tag in _NOTES:
            return self._call_note(run, child)
        elif tag == _RUBY:
            self._ruby(child)
        elif tag == ALTERNATE:
            chosen = branch(child)
            if chosen is not None:
                self._run(chosen)
        return True

    def _text(self, text: str, marks: int, hidden: bool = False) -> None:
        if self._fields and not self._showing():
            self._fields[-1].instruction.append(text)
            self._fields[-1].inside.append(text)
            return
        if "\ufeff" in text or "\r" in text:
            text = clean_text(text)
        if hidden:
            self._out.hidden.append(text)
        elif text:
            self._out.segments.append(Segment(text, marks, self._href()))

    def _add(self, segment: Segment) -> None:
        if not self._fields or self._showing():
            self._out.segments.append(segment)

    def _showing(self) -> bool:
        return all(opened.shown for opened in self._fields)

    def _href(self) -> str | None:
        if self._links and self._links[-1]:
            return self._links[-1]
        return next((f.href for f in reversed(self._fields) if f.href), None) if self._fields else None

    def _field(self, character: Element) -> None:
        kind = character.get(w("fldCharType"))
        if kind == "begin":
            self._form_field(character)
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            opened = self._fields[-1]
            opened.shown, opened.href = True, _address("".join(opened.instruction))
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _form_field(self, character: Element) -> None:
        """A check box or a list of a form: Word draws what they hold, no run does."""
        box = character.find(f"{w('ffData')}/{w('checkBox')}")
        listed = character.find(f"{w('ffData')}/{w('ddList')}")
        if box is not None:
            state = box.find(w("checked"))
            state = box.find(w("default")) if state is None else state
            self._text("☑" if state is not None and is_on(state.get(VAL)) else "☐", 0)
        elif listed is not None:
            result = listed.find(w("result"))
            entries = [entry.get(VAL, "") for entry in listed.iterchildren(w("listEntry"))]
            chosen = 0 if result is None else int_or(result.get(VAL), 0)
            self._text(entries[chosen] if 0 <= chosen < len(entries) else "", 0)

    def _draw(self, element: Element) -> None:
        shared = self._shared
        drawing = Drawing(shared.package, self._part, shared.pictures, branch, shared.context)
        drawing.read(element, Place(), Figure())
        self._out.boxes += drawing.boxes
        self._out.figures += drawing.figures

    def _call_note(self, run: Element, reference: Element) -> bool:
        """Put a note where it is called; with a mark of its own, the rest of the run is that mark."""
        note = self._note(_NOTES[reference.tag], reference.get(ID, ""))
        if note is None:
            return True
        own = reference.get(w("customMarkFollows"))
        label = "".join(t.text or "" for t in run.iterchildren(TEXT)) if own and is_on(own) else ""
        self._add(Segment("", node=Note(blocks=note.blocks, label=clean_text(label))))
        return not label

    def _ruby(self, ruby: Element) -> None:
        """The text, and after it in brackets what is printed above it, as HTML's rp does."""
        base, above = ruby.find(w("rubyBase")), ruby.find(w("rt"))
        if base is not None:
            self._content(base)
        if above is not None and next(above.iter(TEXT), None) is not None:
            self._text("（", 0)
            self._content(above)
            self._text("）", 0)


def branch(alternate: Element) -> Element | None:
    """The branch of an mc:AlternateContent that is read: the first that holds anything, never two."""
    branches = [child for child in alternate if child.tag in (CHOICE, FALLBACK)]
    return next((child for child in branches if holds_content(child)), branches[0] if branches else None)


def _address(instruction: str) -> str | None:
    found = _ADDRESS.match(instruction)
    return clean_text(found[1] or found[2]) if found else None


def _sign(element: Element) -> str:
    try:
        code = int(element.get(w("char"), ""), 16)
    except ValueError:
        return ""
    if not 0 < code <= 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    return clean_text(symbol(chr(code), element.get(w("font"), "")))
