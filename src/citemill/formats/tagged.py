"""Formats of tagged lines (RIS, MEDLINE, EndNote, ISI, RefWorks): lines -> fields -> records of fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.record import Record

__all__ = ["Field", "fields", "made_id", "report_unknown", "without_blank"]


class Field(NamedTuple):
    """A tag, its text (lines of a continued field apart by line feeds) and its line in the file."""

    tag: str
    text: str
    line: int


def fields(lines: Iterable[str], tag: re.Pattern[str]) -> Iterator[Field]:
    """The fields of a file. `tag` matches a line that begins one: its tag in group 1, its text in group 2.

    Lines that begin none continue the field before, and are nothing before the first.
    """
    current = text = ""
    more: list[str] = []
    begun = 0
    match_tag = tag.match
    for number, line in enumerate(lines, 1):
        match = match_tag(line)
        if match is None:
            if current:
                more.append(line.strip())
            continue
        if current:
            if more:
                text = "\n".join((text, *more)).strip()
                more = []
            yield Field(current, text, begun)
        current, text = match.groups("")
        text = text.strip()
        begun = number
    if current:
        yield Field(current, "\n".join((text, *more)).strip(), begun)


def without_blank(lines: Iterable[str], blank: set[int]) -> Iterator[str]:
    """The lines as they are; the numbers of the blank ones are put into `blank`, for they part records."""
    for number, line in enumerate(lines, 1):
        if not line or line.isspace():
            blank.add(number)
        yield line


def made_id(record: Record, seen: dict[str, int]) -> str:
    """A readable id for a record that came without one: name and year, numbered where it is taken.

    >>> made_id({"author": [{"family": "Gao"}], "issued": {"date-parts": [[2024]]}}, {})
    'gao2024'
    """
    first: dict[str, Any] = next(iter(record.get("author") or record.get("editor") or ()), {})
    name = first.get("family") or first.get("literal") or record.get("title") or "record"
    word = re.sub(r"[\W_]+", "", name.split()[0] if name.split() else "record").lower() or "record"
    parts = (record.get("issued") or {}).get("date-parts") or [[""]]
    key = f"{word}{parts[0][0]}"
    seen[key] = seen.get(key, 0) + 1
    return key if seen[key] == 1 else f"{key}-{seen[key]}"


def report_unknown(left: Mapping[str, int], place: Place, report: Report) -> None:
    """Say which tags of a record were left out, each with the line where it stands first."""
    for tag, line in left.items():
        found = f"no CSL variable for the tag {tag}; left out"
        report(Diagnostic("tag-unknown", Severity.INFO, place._replace(line=line), found))
