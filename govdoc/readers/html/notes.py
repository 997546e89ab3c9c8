"""Footnotes (脚注) of a page: a mark that leads to a line, and a line that leads back to the mark.

Word writes them so (`_ftn1`, `_ftnref1`), and so do editors of web pages; beside these only a whole list of
notes under “注释：” is taken for them.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from govdoc.model import Note, Paragraph
from govdoc.readers.html.flow import Strip
from govdoc.readers.html.inline import Run, inlines, trim_runs
from govdoc.readers.structure.lines import fold, trim

_CALL = re.compile(r"[\[［【(（〔]?\s*(?:\d{1,3}|[①-⑳*※]|[a-z])\s*[\]］】)）〕]?")


def with_notes(strips: Sequence[Strip]) -> tuple[list[Strip], list[Strip]]:
    """The lines with their footnotes where they are called, and the marks that stood before the notes."""
    if not any(run.href.startswith("#") for strip in strips for run in strip.runs):
        return list(strips), []
    places = {name: i for i, strip in reversed(list(enumerate(strips))) for name in strip.names}
    taken: dict[int, str] = {}
    found: list[Strip] = []
    for i, strip in enumerate(strips):
        for run in strip.runs:
            at = places.get(run.href[1:], -1) if run.href.startswith("#") else -1
            if (
                at > i
                and at not in taken
                and _leads_back(strips[at], strip)
                and _CALL.fullmatch(trim(run.text))
            ):
                taken[at] = trim(run.text)
                run.note = _note(strips[at], taken[at])
        found.append(strip)
    marks = [
        replace(strips[at], runs=strips[at].runs[:1]) for at in taken if _CALL.fullmatch(_first(strips[at]))
    ]
    return [strip for i, strip in enumerate(found) if i not in taken], marks


def _first(strip: Strip) -> str:
    return trim(strip.runs[0].text) if strip.runs else ""


def _leads_back(note: Strip, caller: Strip) -> bool:
    """Whether a line begins with a mark that leads back to the line that calls it."""
    if note.block is not None or not note.runs:
        return False
    first = note.runs[0]
    return first.href.startswith("#") and first.href[1:] in caller.names


def _note(strip: Strip, label: str) -> Note:
    own = strip.runs[0].text
    runs = strip.runs[1:] if _CALL.fullmatch(trim(own)) else strip.runs
    body = inlines(trim_runs([replace(run) for run in runs if run.note is None]))
    return Note(label=label, blocks=(Paragraph(content=body),) if body else ())


# --- notes that are only printed --------------------------------------------------------------------------

_HEADS = frozenset({"注释", "注解", "脚注", "注释说明"})
_LISTED = re.compile(r"[\[［]([1-9]\d?)[\]］]\s*(?=\S)")


def with_listed(strips: list[Strip]) -> tuple[list[Strip], list[str]]:
    """The lines with the notes of a list under “注释：” where “[1]” calls them, and what of the list is left.

    Statistical communiqués (统计公报) print notes so. Only a list that counts from 1, and most numbers of
    which stand in the text above it, is one; what nothing calls (a picture may) stays text.
    """
    head = next((i for i in range(len(strips) - 1, -1, -1) if _is_head(strips[i])), -1)
    listed = _numbered(strips, head + 1) if head >= 0 else []
    called = sum(_call(strips[:head], number) is not None for number in range(1, len(listed) + 1))
    if not listed or 2 * called < len(listed):
        return strips, []
    left = [strips[head].text] if called == len(listed) else []
    stay = [] if left else [strips[head]]
    for number, note in enumerate(listed, 1):
        call = _call(strips[:head], number)
        if call is None:
            stay.append(note)
        else:
            left.append(_put(*call, number, note))
    return [*strips[:head], *stay, *strips[head + 1 + len(listed) :]], left


def _is_head(strip: Strip) -> bool:
    if strip.block is not None or strip.hidden or len(strip.text) > 12:
        return False
    return fold(strip.text).rstrip(":") in _HEADS


def _numbered(strips: list[Strip], start: int) -> list[Strip]:
    found: list[Strip] = []
    for strip in strips[start:]:
        match = _LISTED.match(strip.text)
        if match is None or int(match[1]) != len(found) + 1:
            break
        found.append(strip)
    return found


def _call(strips: list[Strip], number: int) -> tuple[Strip, int] | None:
    """The last line that has “[number]”, and which of its runs; notes come after the page's own title."""
    forms = (f"[{number}]", f"［{number}］")
    for strip in strips[::-1]:
        for i, run in enumerate(strip.runs):
            if not strip.hidden and run.note is None and any(form in run.text for form in forms):
                return strip, i
    return None


def _put(strip: Strip, at: int, number: int, listed: Strip) -> str:
    """Put a note into a run, and say how the list marked it."""
    run = strip.runs[at]
    form = f"[{number}]" if f"[{number}]" in run.text else f"［{number}］"
    before, _, after = run.text.partition(form)
    mark = _LISTED.match(listed.text)
    assert mark is not None
    body = inlines(_from(listed.runs, mark.end()))
    note = Note(label=form, blocks=(Paragraph(content=body),) if body else ())
    pieces = [replace(run, text=before), replace(run, text=form, note=note), replace(run, text=after)]
    strip.runs = [*strip.runs[:at], *(p for p in pieces if p.text), *strip.runs[at + 1 :]]
    return mark[0].strip()


def _from(runs: list[Run], start: int) -> list[Run]:
    """The runs from a character on."""
    found: list[Run] = []
    for run in runs:
        if run.note is None and start < len(run.text):
            found.append(replace(run, text=run.text[max(start, 0) :]))
        start -= len(run.text) if run.note is None else 0
    return trim_runs(found)
