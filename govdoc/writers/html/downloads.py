"""The downloads of a page: the other forms of the document that stand beside it, by their suffix."""

from urllib.parse import quote as percent

from govdoc.webpage import PREFIX
from govdoc.writers.html.markup import escape, quote

_KINDS: dict[str, tuple[str, str]] = {
    "docx": ("Word 文档", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("PDF 文件", "application/pdf"),
    "ofd": ("OFD 版式文件", "application/ofd"),
    "xml": ("XML 数据", "application/xml"),
    "json": ("JSON 数据", "application/json"),
    "md": ("Markdown 文本", "text/markdown"),
    "txt": ("纯文本", "text/plain"),
    "html": ("网页", "text/html"),
}
"""Suffix → what people call it, and its media type."""


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower()


def media_type(name: str) -> str:
    """The media type of a file by its suffix, or nothing."""
    return _KINDS.get(_suffix(name), ("", ""))[1]


def downloads(siblings: tuple[str, ...]) -> str:
    """The list of downloads; nothing when there are none."""
    if not siblings:
        return ""
    lines = "".join([_line(name) for name in siblings])
    begin = f'<section class="{PREFIX}downloads" aria-labelledby="{PREFIX}downloads">\n'
    return f'{begin}<h2 id="{PREFIX}downloads">文件下载</h2>\n<ul>\n{lines}</ul>\n</section>\n'


def _line(name: str) -> str:
    called, media = _KINDS.get(_suffix(name), ("文件", ""))
    kind = f' type="{media}"' if media else ""
    suffix = f"（.{escape(_suffix(name))}）" if "." in name else ""
    address = quote(percent(name, safe="/"))
    return f'<li><a href="{address}" download{kind}>{called}{suffix}</a></li>\n'
