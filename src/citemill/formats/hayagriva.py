"""Hayagriva YAML, the bibliography format of Typst.

What a work appeared in is its `parent`. A type of ours is a type there together with the parent's type
("article" in a "proceedings"); where two of ours share both, the first of the table is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.files import Source
from citemill.formats import WriteOptions, arxiv, dates, yaml
from citemill.formats import hayagriva_tables as tables
from citemill.formats.hayagriva_tables import CARRIED, EXACT
from citemill.formats.losses import report_losses
from citemill.formats.names import listed, two_parts
from citemill.formats.rows import written
from citemill.record import Record
from citemill.text import markup
from citemill.text.rich import Mark, Rich

__all__ = ["CARRIED", "EXACT", "detects", "read", "write"]


def detects(head: str) -> bool:
    """Whether a file that begins so may be Hayagriva: a mapping of mappings with a `type` it knows."""
    return bool(
        re.search(
            r"^[^\s#:-][^\n:]*:[ \t]*\n(?:[ \t]+[^\s-][^\n]*\n)*?[ \t]+type:[ \t]*\w+", head, re.MULTILINE
        )
    )


# --- writing


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write one mapping; two records of one id would be one entry, so the second gets a letter."""
    used: set[str] = set()

    def one(record: Record) -> str:
        if options.losses:
            report_losses(record, CARRIED - _lost_values(record), "Hayagriva", report)
        entry = _entry(record)
        key = str(record.get("id", "")) or "entry"
        unique, count = key, 1
        while unique in used:
            count += 1
            unique = f"{key}-{count}"
        if count > 1:
            found = f'two records have this id; the second is written as "{unique}"'
            report(Diagnostic("duplicate-key", Severity.WARNING, Place(key=key), found))
        used.add(unique)
        return yaml.pair(unique, entry)

    yield from written(records, one, report)


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _lost_values(record: Record) -> set[str]:
    """Variables whose values are of no kind that Hayagriva knows."""
    lost = {
        variable
        for variable in ("issued", "accessed")
        if record.get(variable) and not _date(record[variable])
    }
    if not _LANGUAGE.fullmatch(str(record.get("language", "en"))):
        lost.add("language")
    lost |= {
        name for name in ("number-of-pages", "number-of-volumes") if not str(record.get(name, 0)).isdecimal()
    }
    if "accessed" in record and "URL" not in record:
        lost.add("accessed")
    return lost


def _entry(record: Record) -> dict[str, Any]:
    csl = str(record.get("type", "document"))
    kind, parent_kind = tables.TYPES.get(csl, ("misc", ""))
    lost = _lost_values(record)
    entry: dict[str, Any] = {"type": kind}
    title, short = _string(record, "title"), _string(record, "title-short")
    if short:
        entry["title"] = {"value": title, "short": short}
    elif title:
        entry["title"] = title
    for field in ("author", "editor"):
        names = [_name(*two_parts(one)) for one in listed(record.get(field))]
        if field in (record.get("custom") or {}).get("cut-off", ()):
            names.append("others")
        if names:
            entry[field] = names
    affiliated = [
        {"role": role, "names": [_name(*two_parts(one)) for one in listed(record[variable])]}
        for role, variable in tables.ROLES.items()
        if record.get(variable)
    ]
    if affiliated:
        entry["affiliated"] = affiliated
    if "issued" in record and "issued" not in lost:
        entry["date"] = _date(record["issued"])
    place, publisher = _string(record, "publisher-place"), _string(record, "publisher")
    if publisher or place:
        entry["publisher"] = {"name": publisher, "location": place} if place else publisher
    for field, variable in tables.PLAIN.items():
        value = _string(record, variable)
        if value and variable not in lost:
            entry[field] = int(value) if variable in ("number-of-pages", "number-of-volumes") else value
    if record.get("URL"):
        accessed = "" if "accessed" in lost else _date(record.get("accessed"))
        entry["url"] = {"value": str(record["URL"]), "date": accessed} if accessed else str(record["URL"])
    if kind in tables.IN_ANTHOLOGY and not parent_kind and _series(record):
        parent_kind = "misc"  # else its series would be taken for what it stands in
    parent = _parent(record, parent_kind)
    serials = {
        name: str(record[variable]) for name, variable in tables.SERIALS.items() if record.get(variable)
    }
    number = arxiv.number(record)
    if number and csl == "article":
        serials["arxiv"] = number
        if serials.get("serial", "").lower().endswith(number.lower()):
            del serials["serial"]
    if serials:
        entry["serial-number"] = serials
    if not parent:
        entry |= {
            field: str(record[variable]) for field, variable in tables.NUMBERS.items() if record.get(variable)
        }
    series = _series(record)
    if parent and series:
        parent["parent"] = series
    if parent or series:
        entry["parent"] = parent or series
    return entry


def _parent(record: Record, kind: str) -> dict[str, Any]:
    """What the work appeared in; empty where there is nothing to say of it and its type does not need it."""
    parent: dict[str, Any] = {}
    title = _string(record, "container-title")
    authors = [_name(*two_parts(one)) for one in listed(record.get("container-author"))]
    if title:
        parent["title"] = title
    if authors:
        parent["author"] = authors
    if kind or parent:
        parent |= {
            field: str(record[variable]) for field, variable in tables.NUMBERS.items() if record.get(variable)
        }
    needed = record.get("type") in tables.NEED_PARENT or (kind and _series(record))
    return {"type": kind or "misc", **parent} if parent or needed else {}


def _series(record: Record) -> dict[str, Any]:
    title, number = _string(record, "collection-title"), str(record.get("collection-number", ""))
    if not title and not number:
        return {}
    return (
        {"type": "anthology"} | ({"title": title} if title else {}) | ({"volume": number} if number else {})
    )


def _date(date: Any) -> str:
    """A date as Hayagriva can read it, else empty: it knows no ranges, seasons or words."""
    text = dates.write(date)
    return (
        text if text.rstrip("~") == dates.day(date) and re.fullmatch(r"-?\d{4}(-\d\d){0,2}~?", text) else ""
    )


def _name(last: str, first: str) -> Any:
    """A name as one text where that is read the same, else by its parts."""
    joined = _LOWER_INSIDE.search(last) is not None
    if not first:
        return {"name": last} if "," in last or joined else last
    if joined or "," in last or "," in first:
        head, _, suffix = first.rpartition(", ")
        parts = {"name": last, "given-name": head or first}
        return parts | {"suffix": suffix} if head else parts
    return f"{last}, {first}"


_LOWER_INSIDE = re.compile(r"^[^\W\d_a-z]\w*\W.*\b[a-z]\w*\b.*\s\S")
"""A capital first and a small word inside: all before it would be taken for a particle ("Dupré la Tour")."""

_ESCAPED = re.compile(r"[\\{}$]")


def _string(record: Record, variable: str) -> str:
    """A variable's text; in a string that styles may change the case of, markup and braces are escaped."""
    value = record.get(variable, "")
    text = value if isinstance(value, str) else str(value)
    if variable not in tables.FORMATTED or not text:
        return text
    return _protected(markup.parse(text))


def _protected(text: Rich) -> str:
    pieces = []
    for part in text:
        if isinstance(part, str):
            pieces.append(_ESCAPED.sub(r"\\\g<0>", part))
        else:
            inner = _protected(part.children)
            pieces.append(f"{{{inner}}}" if part.mark is Mark.NOCASE else inner)
    return "".join(pieces)


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read each entry of the mapping."""
    from citemill.formats import hayagriva_reader

    return hayagriva_reader.read(source, report=report)
