"""The options of every format, one frozen class a format; empty ones keep a place for what will come."""

from msgspec import Struct


class Options(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of all options."""


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
    """What all page formats share. `profile`: name or file; `normalise`: full-width punctuation."""

    profile: str = "gbt9704"
    normalise: bool = True


class HtmlReadOptions(Options, frozen=True):
    """Reading web pages. `encoding`: an encoding name, or none to believe the page, or else its content."""

    encoding: str | None = None


class DocxReadOptions(Options, frozen=True):
    """Reading DOCX. `carried`: take the carried document while the text is unchanged."""

    carried: bool = True


class PdfReadOptions(Options, frozen=True):
    """Reading PDF. `carried`: take the carried document while the pages are unchanged."""

    carried: bool = True


class OfficeReadOptions(Options, frozen=True):
    """Reading through LibreOffice. `seconds`: how long it may take."""

    seconds: float = 120.0


class DocxOptions(PageOptions, frozen=True):
    """Writing DOCX. `carry`: keep the whole document as disclosure XML inside the file."""

    carry: bool = True


class PdfOptions(PageOptions, frozen=True):
    """Writing PDF, tagged as PDF/UA-1.

    `standard`: "3a" PDF/A-3a with the disclosure XML attached, "2a" and "2u" PDF/A-2 without it, "plain" no
    PDF/A. `kinsoku`: how strict 避头尾 is, "basic", "gb" or "strict". `half_at_end`: a mark that ends a line
    may take half its width (GB/T 15834-2011 5.1.10).
    """

    standard: str = "3a"
    kinsoku: str = "gb"
    half_at_end: bool = True
