"""The digest of what the pages of an OFD show: all characters of their text objects, in their order.

It tells whether a page was changed after the file was written, however its XML is spelt.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

_TEXT = re.compile(r"<ofd:TextCode[^>]*>([^<]*)<")
_PAGE_END = b"\f"


class Digest:
    """The digest of what pages show, taken in page by page."""

    def __init__(self) -> None:
        self._hash = sha256()

    def add(self, content: str) -> None:
        """Take in a page as govdoc writes it."""
        shown = "".join(_TEXT.findall(content))
        if "&" in shown:
            shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        self.add_texts((shown,))

    def add_texts(self, texts: Iterable[str]) -> None:
        """Take in a page by the characters of its text objects."""
        self._hash.update("".join(texts).encode() + _PAGE_END)

    def value(self) -> str:
        """The digest, hexadecimal."""
        return self._hash.hexdigest()
