"""The digest of all strings that the pages of a PDF show (ISO 32000-1 9.4.3).

It is that of the codes that the pages draw, in their order, page numbers and all: it tells whether a page was
changed after the file was written, however its content is spelt.
"""

from hashlib import sha256


class Digest:
    """The digest of what pages show, taken in page by page."""

    def __init__(self) -> None:
        self._hash = sha256()

    def add(self, strings: str) -> None:
        """Take in the strings of a page as govdoc writes them: lower-case hexadecimal, joined."""
        self._hash.update(strings.encode())

    def add_any(self, content: bytes) -> None:
        """Take in a page of any spelling."""
        # Who writes needs no scanner, whose patterns take 4 ms to load.
        from govdoc.pdffile.shown import operations, strings

        for operator, operands in operations(content):
            for string in strings(operator, operands):
                self._hash.update(string.hex().encode())

    def value(self) -> str:
        """The digest, hexadecimal."""
        return self._hash.hexdigest()
