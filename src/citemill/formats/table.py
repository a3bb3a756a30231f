"""Records as the rows of a table, for people who want one: CSV here, TSV and Excel in modules of their own.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, so such a text gets an
apostrophe in front. CSV begins with a byte-order mark, without which Excel reads accents wrong.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from citemill.diagnostics import Report
from citemill.formats import WriteOptions, dates
from citemill.formats.losses import report_losses
from citemill.formats.names import inverted, listed
from citemill.formats.rows import written
from citemill.record import DATE_VARIABLES, NAME_VARIABLES, Record
from citemill.text.markup import plain

__all__ = ["COLUMNS", "harmless", "row_of", "table", "write"]

COLUMNS = (
    "id type title author editor translator container-title collection-title publisher publisher-place issued"
    " volume issue page edition number genre event-title DOI URL ISBN ISSN PMID PMCID archive language"
    " keyword abstract note accessed"
).split()
"""The columns, in order: id, type and CSL variables."""

BOM = "\ufeff"


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write CSV by RFC 4180: commas, CRLF, quotes around what holds one of them."""
    yield BOM + _line(COLUMNS)
    for row in table(records, options, report):
        yield _line([harmless(cell) for cell in row])


def table(records: Iterable[Record], options: WriteOptions, report: Report) -> Iterator[list[str]]:
    """The cells of each record, in the order of `COLUMNS`."""

    def one(record: Record) -> list[str]:
        if options.losses:
            report_losses(record, COLUMNS, "a table", report)
        return row_of(record)

    return written(records, one, report)


def row_of(record: Record) -> list[str]:
    """One record's cells: names as "Family, Given; ...", dates by ISO 8601, texts without markup."""
    cut_off = (record.get("custom") or {}).get("cut-off", ())
    return [_cell(variable, record.get(variable), variable in cut_off) for variable in COLUMNS]


def _cell(variable: str, value: Any, cut_off: bool) -> str:
    if variable in NAME_VARIABLES:
        return "; ".join([*(inverted(name) for name in listed(value)), *(["et al."] if cut_off else [])])
    if variable in DATE_VARIABLES:
        return dates.write(value)
    return plain(value) if isinstance(value, str) else "" if value is None else str(value)


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("a = b")
    ("'=1+1", 'a = b')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([cell.replace("\0", "") for cell in cells])
    return buffer.getvalue()
