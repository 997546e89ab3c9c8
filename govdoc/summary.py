"""What was understood of a document, for people and for machines: `govdoc inspect` and `inspect --json`.

The fields and their order are the contract of the command: title, genre, issuers, document number, addressee,
metadata, parts, outline, signature, attachments.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec
from msgspec import Struct

from govdoc.model import Blocks, Document, Paragraph, Part, PartKind, Scheme, Section, one_line, plain
from govdoc.terms import GENRES, ORGAN_ENDINGS, PAGE_TAGS

_FIRST_CHARACTERS = 24
_BRACKETED_YEAR = re.compile(r"[〔\[【(（﹝]\s*(?:19|20)\d{2}\s*[〕\]】)）﹞]")
_IN_TITLE = re.compile(r"[（(]([^\W\d_A-Za-z]{1,20}[〔\[【(（﹝]\s*\d{4}\s*[〕\]】)）﹞]\s*\d+\s*号)[)）]$")


class UnitKind(StrEnum):
    """What a numbered unit is: a line of its own, a phrase that opens a paragraph, a clause, an article."""

    HEADING = "heading"
    RUN_IN = "runin"
    ITEM = "item"
    ARTICLE = "article"


class Unit(Struct, frozen=True):
    """An entry of the outline; `part` counts into the parts, from 0."""

    level: int
    kind: UnitKind
    label: str
    text: str
    part: int


class PartLine(Struct, frozen=True):
    """A part: its kind and its title on one line."""

    kind: PartKind
    title: str | None


class SignatureLine(Struct, frozen=True):
    """A signature: organs, the first person, the date in ISO form, the part."""

    orgs: tuple[str, ...]
    person: str | None
    date: str | None
    part: int


class Summary(Struct, frozen=True):
    """What was understood of a document; `metadata` as the page shows it, `tags` as its head says it."""

    title: str | None
    genre: str | None
    issuers: tuple[str, ...]
    doc_number: str | None
    addressee: str | None
    metadata: tuple[tuple[str, str], ...]
    parts: tuple[PartLine, ...]
    outline: tuple[Unit, ...]
    signature: tuple[SignatureLine, ...]
    attachments: tuple[str, ...]
    files: tuple[str, ...] = ()
    note: str | None = None
    tags: tuple[tuple[str, str], ...] = ()


_HISTORY = re.compile(r"[施执实试]行$|^\d|[，,]")
"""What stands under a title and ends like the name of an organ, but tells when a text entered into force."""


def summarise(document: Document) -> Summary:
    """The summary of a document, every field as printed but for white space around it and ISO dates."""
    main = document.main
    title = document.title or None
    return Summary(
        title=title,
        genre=document.metadata.genre or _genre(title or ""),
        issuers=_issuers(document),
        doc_number=_number(document),
        addressee=one_line(main.recipients).rstrip("：:").strip() or None,
        metadata=tuple(pair for pair in _pairs(document) if pair[0].lower() not in _TAGS),
        parts=tuple(PartLine(part.kind, _part_title(document, i)) for i, part in enumerate(document.parts)),
        outline=tuple(unit for i, part in enumerate(document.parts) for unit in _outline(part.blocks, i)),
        signature=tuple(line for i, part in enumerate(document.parts) for line in _signatures(part, i)),
        attachments=tuple(
            a.name for part in document.parts for a in part.attachments if a.label or not a.href
        ),
        files=tuple(a.name for part in document.parts for a in part.attachments if a.href and not a.label),
        note=one_line(main.note) or None,
        tags=tuple(pair for pair in _pairs(document) if pair[0].lower() in _TAGS),
    )


_TAGS = frozenset(tag.lower() for tag in PAGE_TAGS)


def _pairs(document: Document) -> tuple[tuple[str, str], ...]:
    return tuple((_bare(entry.label), entry.raw.strip()) for entry in document.metadata.entries)


def _part_title(document: Document, index: int) -> str | None:
    """The title of a part; of the main one that of the document, which the metadata may give."""
    return one_line(document.parts[index].title) or (None if index else document.title) or None


def _bare(label: str) -> str:
    return "".join(label.split()).rstrip("：:").strip("【】[]［］")


def _genre(title: str) -> str | None:
    bare = re.sub(r"(?:[（(〔\[][^（）()〔〕\[\]]*[)）〕\]])+$", "", "".join(title.split())).rstrip("》")
    return max((genre for genre in GENRES if bare.endswith(genre)), key=len, default=None)


def _issuers(document: Document) -> tuple[str, ...]:
    """The issuing organs: of the metadata, else of signature, mark, title (before 关于), line under it.

    Of a joint document the metadata often name the lead organ only: then the fuller list counts.
    """
    named = document.metadata.issuers
    signatures = (line for i, part in enumerate(document.parts) for line in _signatures(part, i))
    signed = next((line.orgs for line in signatures if line.orgs), ())
    head = document.main.letterhead
    marked = head.mark.organs if head and head.mark else ()
    first = document.title.partition("关于")[0].strip() if "关于" in document.title else ""
    titled = (first,) if first.endswith(ORGAN_ENDINGS) else ()
    under = tuple(
        name
        for name in re.split(r"[\s\u3000]+", plain(document.main.subtitle))
        if name in signed or (name.endswith(ORGAN_ENDINGS) and not _HISTORY.search(name))
    )
    joint = next((organs for organs in (signed, under) if set(named) < set(organs)), ()) if named else ()
    return joint or named or signed or marked or titled or under


def _number(document: Document) -> str | None:
    """The document number: a metadata value that looks like one, the letterhead's, one in the title."""
    entry = document.metadata.document_number or ""
    head = document.main.letterhead
    printed = head.document_number if head else ""
    titled = _IN_TITLE.search(document.title) or _IN_TITLE.search(one_line(document.main.subtitle))
    official = (*(text for text in (entry, printed) if _is_number(text)), *((titled[1],) if titled else ()))
    return next(iter(official), printed) or None


def _is_number(text: str) -> bool:
    return _BRACKETED_YEAR.search(text) is not None or re.search(r"第?\s*\d+\s*号", text) is not None


def _outline(blocks: Blocks, part: int) -> Iterator[Unit]:
    for block in blocks:
        if isinstance(block, Section):
            if block.label or block.heading:
                yield _unit(block, part)
            yield from _outline(block.blocks, part)


def _unit(section: Section, part: int) -> Unit:
    heading = one_line(section.heading)
    if section.scheme is Scheme.ARTICLE:
        return Unit(section.level, UnitKind.ARTICLE, section.label, heading or _opening(section), part)
    if section.run_in and heading:
        return Unit(section.level, UnitKind.RUN_IN, section.label, heading.rstrip("。：:！？!?"), part)
    if section.run_in:
        return Unit(section.level, UnitKind.ITEM, section.label, _opening(section), part)
    return Unit(section.level, UnitKind.HEADING, section.label, heading, part)


def _opening(section: Section) -> str:
    first = next(iter(section.blocks), None)
    return plain(first.content, "").strip()[:_FIRST_CHARACTERS] if isinstance(first, Paragraph) else ""


def _signatures(part: Part, index: int) -> Iterator[SignatureLine]:
    for signature in part.signatures:
        person = signature.signers[0].name if signature.signers else None
        date = signature.date.value if signature.date else None
        organs = tuple(name for organ in signature.organs for name in organ.split("、"))
        yield SignatureLine(organs, person, date, index)


def to_json(summary: Summary) -> bytes:
    """The summary as JSON in UTF-8, indented by one blank."""
    return msgspec.json.format(msgspec.json.encode(summary), indent=1) + b"\n"


_NAMES = {
    "zh": (
        "标题",
        "文种",
        "发文机关",
        "发文字号",
        "主送机关",
        "政府信息公开事项",
        "组成",
        "结构",
        "署名",
        "附件",
        "无",
    ),
    "en": (
        *("title", "kind", "issuers", "number", "addressee", "metadata", "parts", "outline"),
        *("signature", "annexes", "none"),
    ),
}
_KINDS = {
    PartKind.MAIN: ("正文", "main"),
    PartKind.ATTACHED: ("所发文件", "attached"),
    PartKind.ANNEX: ("附件", "annex"),
    PartKind.SECOND: ("另一文件", "second"),
}


def as_text(summary: Summary, lang: str = "zh") -> str:
    """The summary for people, in Chinese or English (`lang` "zh" or "en")."""
    names = _NAMES["en" if lang == "en" else "zh"]
    colon = ": " if lang == "en" else "："
    single = (
        *(summary.title, summary.genre, "、".join(summary.issuers), summary.doc_number, summary.addressee),
    )
    lines = [f"{name}{colon}{value or names[-1]}" for name, value in zip(names, single, strict=False)]
    groups = (
        [f"{label or '—'}{colon}{value}" for label, value in summary.metadata],
        [
            f"{i + 1} {_KINDS[p.kind][lang == 'en']}{colon}{p.title or names[-1]}"
            for i, p in enumerate(summary.parts)
        ],
        [f"{'  ' * (unit.level - 1)}{unit.label}{unit.text}" for unit in summary.outline],
        [" ".join((*s.orgs, s.person or "", s.date or "")).strip() for s in summary.signature],
        list(summary.attachments + summary.files),
    )
    for name, group in zip(names[5:], groups, strict=False):
        lines.append(f"{name}{colon}{'' if group else names[-1]}")
        lines += [f"  {line}" for line in group]
    return "\n".join(lines) + "\n"
