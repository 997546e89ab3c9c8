"""The date that a written file bears: the document's own, never that of the conversion (law 4)."""

import re

from govdoc.context import Context
from govdoc.model import Document

_DATES = ("written", "generated", "published")
_YEAR = re.compile(r"\d{4}")


def made_on(document: Document, context: Context) -> str | None:
    """The date of the file: when the document was written, generated, signed, published; else `now`."""
    dates = [document.metadata.first(key) for key in _DATES]
    signed = [s.date.value for part in document.parts for s in part.signatures if s.date]
    order = [dates[0], dates[1], *signed, dates[2], context.now]
    return next((date for date in order if date and _YEAR.match(date)), None)
