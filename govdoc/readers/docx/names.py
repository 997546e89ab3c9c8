"""The names of WordprocessingML: namespaces, the elements that reading asks for, attributes.

ISO/IEC 29500-1 and -4; files of the strict form (29500-1) are read as transitional ones.
"""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH.encode()),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)
"""Namespaces of the strict form, and those they are read as."""


def w(name: str) -> str:
    """The tag or attribute `name` of the main vocabulary."""
    return f"{{{W}}}{name}"


VAL = w("val")
TYPE = w("type")
ID = w("id")
R_ID = f"{{{R}}}id"
R_EMBED = f"{{{R}}}embed"
R_LINK = f"{{{R}}}link"

PARAGRAPH, RUN, TEXT, TABLE = w("p"), w("r"), w("t"), w("tbl")
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = w("pPr"), w("rPr")
BOX = w("txbxContent")
ALTERNATE, CHOICE, FALLBACK = f"{{{MC}}}AlternateContent", f"{{{MC}}}Choice", f"{{{MC}}}Fallback"

REMOVED = frozenset({w("del"), w("moveFrom")})
"""Tracked deletions, and the place that moved text comes from."""

WRAPPERS = frozenset(
    {
        *(w(name) for name in ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo")),
        ALTERNATE,
    }
)
"""Elements around content that are nothing by themselves."""


def is_on(value: str | None) -> bool:
    """Whether an on/off attribute says on; an absent one does."""
    return value not in ("0", "false", "off", "none")
