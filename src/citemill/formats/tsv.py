"""Tab-separated values: the table without quotes, so tabs and line ends in a text become spaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citemill.diagnostics import Report
from citemill.formats import WriteOptions
from citemill.formats.table import COLUMNS, harmless, table
from citemill.record import Record

__all__ = ["write"]


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write a line of names and a line for each record."""
    yield "\t".join(COLUMNS) + "\n"
    for row in table(records, options, report):
        yield "\t".join(harmless(" ".join(cell.split())) for cell in row) + "\n"
