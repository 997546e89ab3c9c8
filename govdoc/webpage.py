"""What govdoc's own web pages say of themselves: the document they carry, and the digests that guard it.

Shared by writer and reader. WHATWG HTML 4.12.1: a script whose type is no script language is a data block,
which no browser runs; 13.3: how a tree becomes markup again, which the digest of a page has to survive.
"""

import html
import re
from hashlib import sha256

PREFIX = "gd-"
"""What every identifier and class of the markup begins with, so that they meet no site's own."""

DOCUMENT_ID = PREFIX + "document"
"""The element that holds the document: everything in it is text of the document."""

CARRIED_ID = PREFIX + "carried"
CARRIED_TYPE = "application/vnd.govdoc+json"
"""The data block with the document in JSON, and its media type."""

SHOWN_DIGEST, DATA_DIGEST = "data-shown-sha256", "data-carried-sha256"
"""The attributes of the data block: the digest of what the page shows, and of the block itself."""

RESOURCE = "data-resource"
"""On a picture: the place of its resource in the document. The data block leaves its bytes out."""

_REST = r"[^>\"]*(?:\"[^\"]*(?:\"|\Z)[^>\"]*)*(?:>|\Z)"
"""The rest of a tag; one that never ends takes all that follows, so that no markup is looked at twice."""

_BREAK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|center|d[dlt]|details|div|figcaption|figure|footer|form"
    rf"|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b{_REST}"
)
_TAG = re.compile(rf"<!--.*?(?:-->|\Z)|<[a-zA-Z/!]{_REST}", re.DOTALL)
_PICTURE = re.compile(rf"<img\b{_REST}")
_SOURCE = re.compile(r"\ssrc=\"([^\"]*)\"")


def pictures(markup: str) -> list[str]:
    """The tags of the pictures in markup."""
    return _PICTURE.findall(markup) if "<img" in markup else []


def shown_lines(markup: str) -> list[str]:
    """The lines that markup shows, white space made single, empty ones left out.

    `markup`: well-formed, with double quotes around attributes, as writer and serialisers make it.
    """
    text = _TAG.sub("", _BREAK.sub("\n", markup))
    if "&" in text:
        text = html.unescape(text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return [line for line in lines if line]


def shown_digest(markup: str) -> str:
    """The digest of what markup shows: its lines, and the sources of its pictures."""
    sources = [found[1] for tag in pictures(markup) if (found := _SOURCE.search(tag)) is not None]
    return sha256("\n".join([*shown_lines(markup), "", *sources]).encode()).hexdigest()


def data_digest(block: str) -> str:
    """The digest of the text of the data block."""
    return sha256(block.strip().encode()).hexdigest()
