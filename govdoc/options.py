"""The options of every format, one frozen class a format; empty ones keep a place for what will come."""

from typing import Self

from msgspec import Struct
from msgspec.structs import replace


class Options(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of all options."""

    def beside(self, names: tuple[str, ...]) -> Self:  # noqa: ARG002  most outputs name no others
        """These options for an output that has files of these names beside it."""
        return self


class TextReadOptions(Options, frozen=True):
    """Reading text. `encoding`: an encoding name, or none to find it out."""

    encoding: str | None = None


class TextWriteOptions(Options, frozen=True):
    """Writing text. `metadata`: print the disclosure metadata above the document."""

    metadata: bool = True


class MarkdownReadOptions(Options, frozen=True):
    """Reading Markdown. `encoding`: an encoding name, or none to find it out."""

    encoding: str | None = None


class MarkdownWriteOptions(Options, frozen=True):
    """Writing Markdown. `metadata`: put the disclosure metadata into the front matter."""

    metadata: bool = True


class JsonReadOptions(Options, frozen=True):
    """Reading JSON."""


class JsonWriteOptions(Options, frozen=True):
    """Writing JSON. `indent`: spaces a level, 0 for one line."""

    indent: int = 0


class XmlReadOptions(Options, frozen=True):
    """Reading disclosure XML. `validate`: report what the schema refuses."""

    validate: bool = True


class XmlWriteOptions(Options, frozen=True):
    """Writing disclosure XML. `indent`: line breaks between blocks, never inside text."""

    indent: bool = True


class AknReadOptions(Options, frozen=True):
    """Reading Akoma Ntoso. `carried`: take the carried document while the body is unchanged."""

    carried: bool = True


class AknWriteOptions(Options, frozen=True):
    """Writing Akoma Ntoso."""


class PageOptions(Options, frozen=True):
    """What all page formats share. `profile`: name or file; `normalise`: full-width punctuation.

    `landscape`: tables too wide for the page turn to the side (GB/T 9704-2012 8). `even_imprint`: the end
    record closes an even page (GB/T 33476.2-2016).
    """

    profile: str = "gbt9704"
    normalise: bool = True
    landscape: bool = True
    even_imprint: bool = False


class HtmlReadOptions(Options, frozen=True):
    """Reading web pages.

    `encoding`: an encoding name, or none to believe the page, or else its content. `carried`: take the
    carried document while the text is unchanged.
    """

    encoding: str | None = None
    carried: bool = True


class HtmlOptions(Options, frozen=True):
    """Writing a web page.

    `fragment`: only the document as a piece of markup, for the template of a site, without head and style.
    `metadata`: show the disclosure metadata. `contents`: a table of contents from so many headings on, 0 for
    none. `siblings`: names of files beside the page, offered as downloads. `profile`: whose measures and
    faces the printed page has. `carry`: keep the whole document inside the page.
    """

    fragment: bool = False
    metadata: bool = True
    contents: int = 4
    siblings: tuple[str, ...] = ()
    profile: str = "gbt9704"
    carry: bool = True

    def beside(self, names: tuple[str, ...]) -> Self:
        """These options with the downloads; names that were given stay."""
        return self if self.siblings else replace(self, siblings=names)


class DocxReadOptions(Options, frozen=True):
    """Reading DOCX. `carried`: take the carried document while the text is unchanged."""

    carried: bool = True


class PdfReadOptions(Options, frozen=True):
    """Reading PDF. `carried`: take the carried document while the pages are unchanged."""

    carried: bool = True


class OfdReadOptions(Options, frozen=True):
    """Reading OFD. `carried`: take the carried document while the pages are unchanged."""

    carried: bool = True


class OfficeReadOptions(Options, frozen=True):
    """Reading through LibreOffice. `seconds`: how long it may take."""

    seconds: float = 120.0


class DocxOptions(PageOptions, frozen=True):
    """Writing DOCX.

    `carry`: keep the whole document as disclosure XML inside the file. `template`: a Word file whose styles,
    headers, footers and page set-up are taken (house style).
    """

    carry: bool = True
    template: str | None = None


class PdfOptions(PageOptions, frozen=True):
    """Writing PDF, tagged as PDF/UA-1.

    `standard`: "3a" PDF/A-3a with the disclosure XML attached, "2a" and "2u" PDF/A-2 without it, "plain" no
    PDF/A. `kinsoku`: how strict 避头尾 is, "basic", "gb" or "strict". `half_at_end`: a mark that ends a line
    may take half its width (GB/T 15834-2011 5.1.10).
    """

    standard: str = "3a"
    kinsoku: str = "gb"
    half_at_end: bool = True


class OfdOptions(PageOptions, frozen=True):
    """Writing OFD.

    `standard`: "ofd" GB/T 33190-2016, "ofd-a" as GB/T 42133-2022 archives it. `carry`: keep the whole
    document as disclosure XML inside the file. `kinsoku` and `half_at_end` as in PDF.
    """

    standard: str = "ofd"
    carry: bool = True
    kinsoku: str = "gb"
    half_at_end: bool = True
