"""The front matter of govdoc's Markdown: labels and values of the metadata in YAML, quoted where needed."""

import json
import re
from collections import Counter
from collections.abc import Iterator

from govdoc.dialect import VERSION, VERSION_KEY
from govdoc.model import Document, Entry
from govdoc.terms import key_of
from govdoc.values import normalise_value

_PLAIN = re.compile(
    r"[\u4e00-\u9fff〔《“][\u4e00-\u9fff\w〔〕《》“”（）()、，。；·\-—/.%]*(?: [\u4e00-\u9fff\w（）()]+)*"
)
_UNSAFE = re.compile(
    "[\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]|[\U000e0000-\U0010ffff]"
)
_RESERVED = frozenset({VERSION_KEY, "language", "metadata"})


def front_matter(document: Document, metadata: bool, lost: Counter[str]) -> Iterator[str]:
    """The lines of the front matter, and a blank one below it."""
    entries = document.metadata.entries if metadata else ()
    lost["元数据"] += 0 if metadata else len(document.metadata.entries)
    yield "---"
    yield f"{VERSION_KEY}: {VERSION}"
    if document.language != "zh-CN":
        yield f"language: {_scalar(document.language)}"
    labels = [entry.label for entry in entries]
    single = len({*labels}) == len(labels) and not _RESERVED & {*labels}
    if entries and not (single and all(label.strip() and "." not in label for label in labels)):
        yield "metadata:"
        yield from (f"- {_pair(entry)}" for entry in entries)
    else:
        yield from map(_pair, entries)
    for entry in entries:
        key = key_of(entry.label)
        lost["元数据的键"] += key != entry.key
        lost["元数据的规范值"] += key == entry.key and normalise_value(key, entry.raw) != entry.value
    yield "---"
    yield ""


def _pair(entry: Entry) -> str:
    return f"{_scalar(entry.label)}: {_scalar(entry.raw)}"


def _scalar(text: str) -> str:
    """A text as YAML: plain where every YAML reads it as the same text, else in double quotes."""
    if _PLAIN.fullmatch(text):
        return text
    return _UNSAFE.sub(lambda found: _code(ord(found[0])), json.dumps(text, ensure_ascii=False))


def _code(point: int) -> str:
    return f"\\x{point:02x}" if point < 256 else f"\\u{point:04x}" if point < 65536 else f"\\U{point:08x}"
