"""JSON Resume: the section `publications` of a résumé, as its schema 1.0.0 has it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from citemill.diagnostics import Report
from citemill.formats import WriteOptions, dates
from citemill.formats.losses import report_losses
from citemill.formats.rows import written
from citemill.record import Record
from citemill.text.markup import plain

__all__ = ["publication", "write"]

_CARRIED = frozenset({"title", "container-title", "publisher", "archive", "issued", "URL", "DOI", "abstract"})


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write a résumé that holds nothing but its publications."""

    def one(record: Record) -> str:
        if options.losses:
            report_losses(record, _CARRIED, "JSON Resume", report)
        text = json.dumps(publication(record), ensure_ascii=False, indent=2)
        return "    " + text.replace("\n", "\n    ")

    yield '{\n  "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",\n'
    yield '  "publications": ['
    separator = "\n"
    for text in written(records, one, report):
        yield separator + text
        separator = ",\n"
    yield "\n  ]\n}\n"


def publication(record: Record) -> dict[str, str]:
    """One publication; the venue is its `publisher`, since the schema has no other place for it."""
    venue = record.get("container-title") or record.get("publisher") or record.get("archive") or ""
    date = dates.day(record.get("issued"))
    doi = record.get("DOI")
    values = {
        "name": plain(str(record.get("title", ""))),
        "publisher": plain(str(venue)),
        "releaseDate": date if re.fullmatch(r"[12]\d{3}(?:-\d\d){0,2}", date) else "",
        "url": str(record.get("URL") or (f"https://doi.org/{doi}" if doi else "")),
        "summary": plain(str(record.get("abstract", ""))),
    }
    return {name: value for name, value in values.items() if value}
