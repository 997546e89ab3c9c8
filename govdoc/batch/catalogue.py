"""The catalogue of a batch (政府信息公开目录): one row a document, from its metadata.

Columns are those of 政府信息公开目录系统实施指引（试行） part 2, then the input and the outputs. CSV is
RFC 4180 in UTF-8 with a byte order mark, without which spreadsheets take it for something else; XLSX needs
the extra `batch`.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from govdoc.batch.ledger import Ledger, Record
from govdoc.errors import UsageError
from govdoc.terms import TERMS

KEYS: Final = (
    *("index_number", "title", "document_number", "issuer", "written", "generated", "published", "effective"),
    *("repealed", "topic", "genre", "audience", "classification", "keywords", "abstract", "disclosure_mode"),
    *("disclosure_form", "disclosure_scope", "disclosure_term", "disclosure_procedure", "validity"),
)
"""The keys of the metadata that the catalogue holds, in its order."""

HEADINGS: Final = ("序号", *(TERMS[key].official for key in KEYS), "来源文件", "输出文件")

_FORMULA = ("=", "+", "@", "\t", "\r")
_EPOCH = datetime(1980, 1, 1)
"""The date in an XLSX file: the same catalogue has the same bytes."""


def write_catalogue(ledger: Ledger, place: Path) -> None:
    """Write the documents of the last run that were converted; the suffix of `place` says CSV or XLSX.

    Raises UsageError for another suffix, or when XLSX is asked for and cannot be written.
    """
    from govdoc.batch.report import appear

    suffix = place.suffix.lower()
    if suffix == ".csv":
        appear(place, _csv(ledger))
    elif suffix == ".xlsx":
        appear(place, _xlsx(ledger))
    else:
        raise UsageError(f"目录 {place} 应是 .csv 或 .xlsx", f"the catalogue {place} should be .csv or .xlsx")


def check_place(place: Path) -> None:
    """Refuse a catalogue that could not be written, before the night and not after it."""
    if place.suffix.lower() not in {".csv", ".xlsx"}:
        raise UsageError(f"目录 {place} 应是 .csv 或 .xlsx", f"the catalogue {place} should be .csv or .xlsx")
    if place.suffix.lower() == ".xlsx":
        _workbook_module()


def _rows(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    run = ledger.last_run()
    records = ledger.records(run.id, "done") if run else iter(())
    for number, record in enumerate(records, 1):
        yield (
            str(number),
            *(record.values.get(key, "") for key in KEYS),
            record.name,
            _paths(ledger, record),
        )


def _paths(ledger: Ledger, record: Record) -> str:
    return "；".join(output.path for output in ledger.outputs(record.id))


def _csv(ledger: Ledger) -> bytes:
    sink = io.StringIO(newline="")
    writer = csv.writer(sink)
    writer.writerow(HEADINGS)
    for row in _rows(ledger):
        writer.writerow([_inert(value) for value in row])
    return sink.getvalue().encode("utf-8-sig", "replace")


def _inert(value: str) -> str:
    """A value that no spreadsheet takes for a formula (CWE-1236): an apostrophe stands before it."""
    risky = value.startswith(_FORMULA) or (value.startswith("-") and not value[1:2].isdigit())
    return "'" + value if risky and len(value) > 1 else value


def _xlsx(ledger: Ledger) -> bytes:
    module = _workbook_module()
    sink = io.BytesIO()
    book = module.Workbook(sink, {"constant_memory": True, "strings_to_urls": False})
    book.set_properties({"title": "政府信息公开目录", "created": _EPOCH})
    sheet = book.add_worksheet("政府信息公开目录")
    bold = book.add_format({"bold": True, "text_wrap": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, len(HEADINGS) - 1, 24)
    count = 0
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, heading, bold)
    for count, row in enumerate(_rows(ledger), 1):
        sheet.write_number(count, 0, int(row[0]))
        for column, value in enumerate(row[1:], 1):
            sheet.write_string(count, column, value[:_LONGEST_CELL])
    sheet.autofilter(0, 0, count, len(HEADINGS) - 1)
    book.close()
    return sink.getvalue()


_LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds (ECMA-376, ST_Xstring as Excel limits it)."""


def _workbook_module() -> ModuleType:
    try:
        return import_module("xlsxwriter")
    except ImportError:
        raise UsageError(
            "XLSX 目录需要 xlsxwriter；请安装 govdoc[batch]，或改用 .csv",
            "an XLSX catalogue needs xlsxwriter; install govdoc[batch], or use .csv",
        ) from None
