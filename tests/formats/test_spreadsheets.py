"""Tables for people: CSV, TSV and Excel, with nothing in a cell that runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.diagnostics import Diagnostics
from citemill.formats import WriteOptions, table, tsv, xlsx
from citemill.record import VARIABLES, Record

WHOLE: Record = {
    "id": "doe2016",
    "type": "article-journal",
    "title": 'On <i>kites</i>, "ropes"\nand knots',
    "author": [{"family": "Doe", "given": "Jane"}, {"literal": "Google, Inc."}],
    "issued": {"date-parts": [[2016, 11, 9]]},
    "volume": 5,
    "note": "=HYPERLINK(1)",
    "custom": {"cut-off": ["author"]},
}


def rows(*found: Record) -> list[dict[str, str]]:
    text = "".join(table.write(found, options=WriteOptions(), report=Diagnostics()))
    assert text.startswith("\ufeff")
    assert "\r\n" in text
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_csv() -> None:
    (row,) = rows(WHOLE)
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "doe2016",
        "type": "article-journal",
        "title": 'On kites, "ropes"\nand knots',
        "author": "Doe, Jane; Google, Inc.; et al.",
        "issued": "2016-11-09",
        "volume": "5",
        "note": "'=HYPERLINK(1)",
    }


def test_tsv() -> None:
    head, line = "".join(tsv.write([WHOLE], options=WriteOptions(), report=Diagnostics())).splitlines()
    row = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert row["title"] == 'On kites, "ropes" and knots'
    assert row["note"] == "'=HYPERLINK(1)"


@given(st.text(), st.sampled_from("=+-@\t\r"))
def test_no_cell_is_a_formula(text: str, sign: str) -> None:
    (row,) = rows({"id": "a", "type": "book", "title": sign + text, "note": " " + sign + text})
    for cell in row.values():
        assert not cell.strip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    for line in "".join(
        tsv.write([{"id": sign + text, "type": "book"}], options=WriteOptions(), report=Diagnostics())
    ).splitlines():
        assert not line.startswith(("=", "+", "-", "@"))


def test_the_columns_are_variables() -> None:
    assert {"id", "type"} | VARIABLES >= set(table.COLUMNS)
    assert len(set(table.COLUMNS)) == len(table.COLUMNS)


def test_excel() -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (extra: xlsx)")
    said = Diagnostics()
    long = {"id": "b", "type": "book", "abstract": "x" * 40_000, "title": "a\x00b\x0bc"}
    data = b"".join(xlsx.write([WHOLE, long], options=WriteOptions(), report=said))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    head, first, second = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert head == table.COLUMNS
    row = dict(zip(head, first, strict=True))
    assert row["note"] == "=HYPERLINK(1)"
    assert sheet.cell(2, head.index("note") + 1).data_type == "s"
    assert row["volume"] == "5"
    assert len(dict(zip(head, second, strict=True))["abstract"]) == xlsx.CELL_LIMIT
    assert [one.code for one in said] == ["cell-cut-off"]


def test_losses() -> None:
    said = Diagnostics()
    list(
        table.write(
            [{"id": "a", "type": "map", "scale": "1:2"}], options=WriteOptions(losses=True), report=said
        )
    )
    assert [one.found for one in said] == ["a table has no place for scale"]
