"""Records as the compiled style wants them: each variable read once, when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from citemill.citeproc.dates import DateValue, read_date
from citemill.citeproc.markup import encode_field
from citemill.citeproc.numbers import as_text
from citemill.citeproc.persons import Person, read_persons
from citemill.record import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES, STRING_VARIABLES, Record

__all__ = ["ALIASES", "DATES", "NAMES", "NUMBERS", "Item", "canonical"]

ALIASES = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "event": "event-title",
}
"""Names of one variable in older styles and records."""

DATES = DATE_VARIABLES
NAMES = NAME_VARIABLES | {"editor-translator", "editortranslator"}
NUMBERS = (NUMBER_VARIABLES | {"part-number", "printing-number", "supplement-number"}) - {
    "citation-number",
    "first-reference-note-number",
}


def canonical(variable: str) -> str:
    """Give the present name of a variable in a style; `event` in a style means what a record calls so."""
    return ALIASES.get(variable, variable) if variable != "event" else variable


class _Texts(dict[str, str]):
    """Inner text by variable."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record

    def __missing__(self, variable: str) -> str:
        value = self._record.get(variable)
        text = as_text(value).strip() if value is not None else ""
        text = self[variable] = encode_field(text) if variable not in _VERBATIM else text
        return text


_VERBATIM = ("DOI", "URL", "PMID", "PMCID")


class _Persons(dict[str, "tuple[Person, ...]"]):
    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record

    def __missing__(self, variable: str) -> tuple[Person, ...]:
        persons = self[variable] = read_persons(self._record.get(variable))
        return persons


class _Dates(dict[str, "DateValue | None"]):
    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record

    def __missing__(self, variable: str) -> DateValue | None:
        date = self[variable] = read_date(self._record.get(variable))
        return date


class Item:
    """One record."""

    __slots__ = ("cut", "dates", "id", "language", "persons", "record", "source", "texts", "type")

    def __init__(self, record: Record) -> None:
        self.source = record
        if not ALIASES.keys().isdisjoint(record):
            record = dict(record)
            for alias, variable in ALIASES.items():
                if alias in record and not record.get(variable):
                    record[variable] = record[alias]
        note = record.get("note")
        if isinstance(note, str) and ":" in note:
            record = _with_note_fields(record, note)
        self.id = str(record.get("id", ""))
        self.record = record
        self.type = str(record.get("type") or "")
        language = record.get("language")
        self.language = language if isinstance(language, str) else ""
        self.texts = _Texts(record)
        self.persons = _Persons(record)
        self.dates = _Dates(record)
        custom = record.get("custom")
        cut = None
        if isinstance(custom, dict):
            cut = custom.get("cut-off")
            self.language = self.language or custom.get("title-language", "")
        self.cut: frozenset[str] = frozenset(cut) if isinstance(cut, list) else frozenset()

    def unread(self) -> Iterator[str]:
        """Give the dates and names that were asked for and hold something, but no date and no name."""
        for read in (self.dates, self.persons):
            for variable, value in read.items():
                if not value and _says_something(self.record.get(variable)):
                    yield variable


def _says_something(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_says_something, value.values()))
    if isinstance(value, list):
        return any(map(_says_something, value))
    return value not in (None, "", False)


_NOTE_LINE = re.compile(r"([A-Za-z][-_A-Za-z ]+?)\s*:\s*(\S.*)")
_NOTE_BRACED = re.compile(r"\{:([-_A-Za-z]+)\s*:\s*([^}]*)\}")
_KNOWN = {
    name.lower(): name
    for name in STRING_VARIABLES | NUMBERS | DATE_VARIABLES | NAME_VARIABLES | {"type", "license", "division"}
}


def _with_note_fields(record: Record, note: str) -> Record:
    """Read variables that stand in `note`, one a line ("event-date: 2004-10-01"), or as `{:volume: 5}`.

    Only what the record does not say itself is taken from there.
    """
    found: dict[str, Any] = {}
    kept: list[str] = []
    for line in note.split("\n"):
        for match in _NOTE_BRACED.finditer(line):
            _take(found, record, match[1], match[2])
        rest = _NOTE_BRACED.sub("", line)
        match_line = _NOTE_LINE.fullmatch(rest.strip())
        if match_line is None or not _take(found, record, match_line[1], match_line[2]):
            kept.append(rest)
    if not found:
        return record
    return {**record, **found, "note": "\n".join(kept).strip()}


def _take(found: dict[str, Any], record: Record, name: str, value: str) -> bool:
    variable = _KNOWN.get(name.strip().lower().replace(" ", "-"))
    if variable is None:
        return False
    variable = canonical(variable)
    value = value.strip()
    if variable in NAME_VARIABLES:
        family, _, given = (part.strip() for part in value.partition("||"))
        name_value = {"family": family, "given": given} if given else {"literal": family}
        if not record.get(variable):
            found.setdefault(variable, []).append(name_value)
    elif record.get(variable) and variable != "type":
        return False
    elif variable in DATE_VARIABLES:
        found[variable] = {"raw": value}
    else:
        found[variable] = value
    return True
