"""Records from elsewhere made to keep to the schema: what nearly fits is put right, the rest left out.

Crossref's API, DOI content negotiation, Zotero and many scripts write CSL-JSON that the schema refuses: lists
where a text is wanted, types by Crossref's names, four date parts, names with ORCID iDs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.record import (
    DATE_VARIABLES,
    NAME_VARIABLES,
    NUMBER_VARIABLES,
    STRING_VARIABLES,
    TYPES,
    Record,
    faults,
    keeps_to_schema,
)

__all__ = ["repaired"]

TYPE_NAMES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-series": "book",
    "book-set": "book",
    "proceedings": "book",
    "journal": "periodical",
    "journal-issue": "periodical",
    "journal-volume": "periodical",
    "posted-content": "article",
    "preprint": "article",
    "dissertation": "thesis",
    "report-component": "report",
    "report-series": "report",
    "peer-review": "review",
    "component": "document",
    "other": "document",
    "misc": "document",
}
"""What others call a type: Crossref's API mostly."""

VARIABLE_NAMES = {
    "short-title": "title-short",
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "event": "event-title",
}
"""Older or other names of variables; taken where the record lacks the usual one."""

_NAME_TEXTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
_NAME_FLAGS = ("comma-suffix", "static-ordering", "parse-names")


def repaired(item: Any, place: Place, report: Report) -> Record | None:
    """The item as a record that keeps to the schema; None where it is no record at all."""
    if not isinstance(item, dict):
        report(Diagnostic("no-record", Severity.ERROR, place, "this is no record but a bare value"))
        return None
    usual = keeps_to_schema(item) or next(faults(item), None) is None
    if usual and VARIABLE_NAMES.keys().isdisjoint(item):
        return item
    place = place._replace(key=str(item.get("id", item.get("DOI", ""))))
    record: Record = {}
    left_out = []
    for name, value in item.items():
        variable = name
        if name in VARIABLE_NAMES:
            variable = VARIABLE_NAMES[name]
            if variable in item:
                continue
        repair = _REPAIRS.get(variable)
        fixed = repair(value) if repair else None
        if fixed is None:
            if value not in (None, "", [], {}):
                left_out.append(name)
        else:
            record[variable] = fixed
    record.setdefault("id", _id(item))
    if "type" not in record:
        record["type"] = "document"
        report(
            Diagnostic(
                "type-unknown",
                Severity.WARNING,
                place,
                f'"{item.get("type", "")}" is no CSL type; the record is taken for a document',
            )
        )
    if left_out:
        report(
            Diagnostic(
                "not-csl",
                Severity.INFO,
                place,
                f"CSL has no place for {', '.join(sorted(left_out))}; left out",
            )
        )
    return record


def _id(item: dict[str, Any]) -> str:
    return str(
        item.get("citation-key") or item.get("DOI") or item.get("URL") or item.get("title") or "record"
    )


def _type(value: Any) -> str | None:
    name = str(value)
    return name if name in TYPES else TYPE_NAMES.get(name.lower())


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return value[0] if len(value) == 1 else ", ".join(value)
    return None


def _first_text(value: Any) -> str | None:
    return _text(value[:1]) if isinstance(value, list) else _text(value)


def _number(value: Any) -> str | int | float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return _text(value)


def _names(value: Any) -> list[dict[str, Any]] | None:
    found = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one:
            found.append({"literal": one})
        elif isinstance(one, dict):
            name = {part: text for part in _NAME_TEXTS if (text := _text(one.get(part)))}
            name |= {part: one[part] for part in _NAME_FLAGS if isinstance(one.get(part), str | int | bool)}
            if "literal" not in name and "family" not in name and isinstance(one.get("name"), str):
                name["literal"] = one["name"]
            if any(part in name for part in ("family", "given", "literal")):
                found.append(name)
    return found or None


def _date(value: Any) -> dict[str, Any] | None:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return {"raw": str(value)} if str(value) else None
    if not isinstance(value, dict):
        return None
    date: dict[str, Any] = {}
    parts = value.get("date-parts")
    if isinstance(parts, list):
        found = []
        for part in parts[:2]:
            numbers = []
            for number in part[:3] if isinstance(part, list) else ():
                if not isinstance(number, int | str) or isinstance(number, bool) or number == "":
                    break
                numbers.append(number)
            if numbers:
                found.append(numbers)
        if found:
            date["date-parts"] = found
    for name in ("literal", "raw"):
        if isinstance(value.get(name), str) and value[name]:
            date[name] = value[name]
    for name in ("season", "circa"):
        if isinstance(value.get(name), str | int):
            date[name] = value[name]
    if isinstance(date.get("season"), bool):
        del date["season"]
    return date or None


def _list(value: Any) -> list[str] | None:
    return [one for one in value if isinstance(one, str)] or None if isinstance(value, list) else None


_REPAIRS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(STRING_VARIABLES, _text),
    **dict.fromkeys(("title", "title-short", "container-title", "container-title-short"), _first_text),
    **dict.fromkeys(("original-title", "collection-title", "event-title"), _first_text),
    **dict.fromkeys(NUMBER_VARIABLES, _number),
    **dict.fromkeys(NAME_VARIABLES, _names),
    **dict.fromkeys(DATE_VARIABLES, _date),
    "id": _number,
    "type": _type,
    "categories": _list,
    "custom": lambda value: value if isinstance(value, dict) else None,
}
