"""An Excel workbook with one sheet, written with openpyxl (extra `xlsx`).

Every cell is a text cell, so nothing in it is a formula, a date or a number to Excel.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadOutput
from citemill.formats import WriteOptions
from citemill.formats.table import COLUMNS, table
from citemill.record import Record

__all__ = ["CELL_LIMIT", "write"]

CELL_LIMIT = 32_767
"""Characters that Excel keeps in a cell."""


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[bytes]:
    """Write the workbook in one piece, since a workbook is one ZIP archive."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
        from openpyxl.styles import Font
    except ImportError as error:
        raise BadOutput(
            "Excel files need the package openpyxl", hint="pip install 'citemill[xlsx]', or write CSV"
        ) from error
    book = Workbook(write_only=True)
    sheet = book.create_sheet("References")
    sheet.freeze_panes = "A2"
    bold = Font(bold=True)

    def cell(text: str) -> Any:
        made = WriteOnlyCell(sheet, value="")
        made.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL_LIMIT]
        made.data_type = "s"  # else a text that begins with "=" would be a formula
        return made

    head = [cell(name) for name in COLUMNS]
    for one in head:
        one.font = bold
    sheet.append(head)
    for row in table(records, options, report):
        for name, text in zip(COLUMNS, row, strict=True):
            if len(text) > CELL_LIMIT:
                found = f"{name} is cut off at the {CELL_LIMIT:,} characters of an Excel cell"
                report(
                    Diagnostic(
                        "cell-cut-off", Severity.WARNING, Place(key=row[0]), found, "write CSV to keep it"
                    )
                )
        sheet.append([cell(text) for text in row])
    buffer = io.BytesIO()
    book.save(buffer)
    yield buffer.getvalue()
