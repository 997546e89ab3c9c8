"""Strings of XML: escaping, the declaration, namespaces and relationship types of a Word package.

XML 1.0; ISO/IEC 29500-2 (packages) and 29500-4 (transitional namespaces).
"""

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PART_TYPE = "application/vnd.openxmlformats-officedocument."
WORD_NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'


def escape(text: str) -> str:
    """`text` as XML character data; U+000D too, which a parser would turn into a line feed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def quote(text: str) -> str:
    """`text` as an attribute value with its quotation marks; tabs and line breaks survive parsing."""
    return '"' + escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") + '"'


def relationship(ident: str, kind: str, target: str, *, external: bool = False) -> str:
    """A relationship element; `kind` is the last step of an office document type, or a whole type."""
    whole = kind if ":" in kind else f"{R}/{kind}"
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{ident}" Type="{whole}" Target={quote(target)}{mode}/>'
