"""The characters that a Markdown file of govdoc's shows, for the ink check: escapes undone, tags left out.

Written apart from the reader and without its parser, so that one does not hide what the other loses.
"""

import html
import re
from collections.abc import Iterator

_FENCE = re.compile(
    r"^(?P<indent>[ \-0-9.]*)(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^ *(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_TAG = re.compile(r"<!--.*?-->|</?(?:u|sup|sub|strong|em|br|wbr)>", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#\d+|lt|amp);)|\\\n")
_NOTE = re.compile(r"^[ \t]*\[\^([^\]\n]+)\]: ?", re.MULTILINE)
_CALL = re.compile(r"(?<!\\)\[\^([^\]\n]+)\]")
_STARS = re.compile(r"(?<!\\)\*")
_RULES = re.compile(r"^[ ]*\|(?: :?---:? \|)+$", re.MULTILINE)
_TARGET = re.compile(r"(?<!\\)\]\((?:<(?:\\.|[^>\\])*>|[^\s()]*)(?: \"(?:\\.|[^\"\\])*\")?\)")
_DEEPEST = 20


def extract_text(data: bytes) -> str:
    """The visible characters of a Markdown file, footnotes where they are called."""
    import yaml

    text = data.decode("utf-8")
    _, front, body = text.split("---\n", 2)
    root = yaml.compose(front, Loader=yaml.BaseLoader)
    return "".join(_scalars(root)) + "\n" + _body(body)


def _scalars(node: object) -> Iterator[str]:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    elif isinstance(node, yaml.SequenceNode):
        for member in node.value:
            yield from _scalars(member)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)


def _body(body: str) -> str:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found["body"])
        return f"{found['indent']}\0{len(kept) - 1}\0"

    body = _FENCE.sub(keep, body)
    pieces = _NOTE.split(body)
    names = [name.partition("~")[0] for name in pieces[1::2]]
    notes = dict(zip(pieces[1::2], map(str.__add__, names, pieces[2::2]), strict=True))
    text = _shown(_called(pieces[0], notes, 0))
    return re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], text)


def _called(text: str, notes: dict[str, str], depth: int) -> str:
    """A text with its footnotes put where they are called."""
    if depth > _DEEPEST:
        return text
    return _CALL.sub(lambda found: _called(notes.pop(found[1], ""), notes, depth + 1), text)


def _shown(text: str) -> str:
    for pattern in (_RULES, _TARGET, _TAG, _STARS):
        text = pattern.sub("", text)
    return _ESCAPE.sub(lambda found: found[1] or html.unescape(found[2] or ""), text)
