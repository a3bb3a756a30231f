"""CSL-JSON: an array of records, each variable on a line of its own, written record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citemill.diagnostics import Report
from citemill.formats import WriteOptions
from citemill.formats.csl_jsonl import encode, in_order
from citemill.formats.rows import BROKEN, unwritable
from citemill.record import Record

__all__ = ["write"]


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write records as one JSON array; an empty one when there are none."""
    before = "[\n"
    for record in records:
        try:
            lines = [f"    {encode(variable)}: {encode(record[variable])}" for variable in in_order(record)]
        except BROKEN as error:
            report(unwritable(record, error))
            continue
        yield before + "  {\n" + ",\n".join(lines) + "\n  }"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
