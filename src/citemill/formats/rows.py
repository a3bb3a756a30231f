"""Tables that tie a format's fields to CSL variables, and the plan made of one for a type of record.

A row says: this field holds that variable, converted so, for these types. Rows stand in the order in which
fields are written. A table is read both ways: of the rows for one variable the first that fits the record's
type writes it (and those `beside` it), of the rows for one field the first that fits reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.record import TYPES, Record, faults

__all__ = ["ALL", "BROKEN", "Row", "Shapes", "fields_of", "for_type", "types", "unwritable", "written"]

K = TypeVar("K")

ALL = TYPES
"""Every type of record."""


def types(names: str) -> frozenset[str]:
    """A set of CSL types from their names in one text; an unknown one is a mistake in a table.

    >>> sorted(types("book chapter"))
    ['book', 'chapter']
    """
    found = frozenset(names.split())
    assert found <= TYPES, f"no CSL types: {sorted(found - TYPES)}"
    return found


class Row(NamedTuple, Generic[K]):
    """A field of the format, the CSL variable in it ("custom.x" for a part of `custom`), and its kind."""

    field: str
    variable: str
    kind: K
    only: frozenset[str] = ALL
    beside: bool = False
    """Written beside an earlier row of the same variable, not in place of it."""


def for_type(rows: Iterable[Row[K]], record_type: str) -> Iterator[Row[K]]:
    """The rows that write a record of one type, in order."""
    claimed: set[str] = set()
    for row in rows:
        if record_type in row.only and (row.beside or row.variable not in claimed):
            claimed.add(row.variable)
            yield row


def fields_of(rows: Iterable[Row[K]], record_type: str) -> dict[str, Row[K]]:
    """By field the row that reads it into a record of one type; of several the first."""
    found: dict[str, Row[K]] = {}
    for row in rows:
        if record_type in row.only:
            found.setdefault(row.field, row)
    return found


P = TypeVar("P")

_SHAPES = 5_000
"""Plans that are kept; no real file has so many shapes of record."""


class Shapes(Generic[P]):
    """A plan for each shape of record: its type and the variables it has.

    Records of one source have the same few shapes, so what depends on the shape alone is worked out once.
    """

    __slots__ = ("_make", "_plans")

    def __init__(self, make: Callable[[str, frozenset[str]], P]) -> None:
        self._make = make
        self._plans: dict[tuple[str, ...], P] = {}

    def plan(self, record: Record) -> P:
        """The plan for the record's shape; made by `make(type, variables)` where it is new."""
        shape = (record["type"], *record)
        plan = self._plans.get(shape)
        if plan is None:
            if len(self._plans) >= _SHAPES:
                self._plans.clear()
            plan = self._plans[shape] = self._make(shape[0], frozenset(shape[1:]))
        return plan


def unwritable(record: Any, error: Exception) -> Diagnostic:
    """What to say of a record that breaks the schema so that a writer cannot write it."""
    found = next(faults(record), None)
    key = str(record.get("id", "")) if isinstance(record, dict) else ""
    return Diagnostic(
        "record-not-written",
        Severity.ERROR,
        Place(key=key),
        f"the record cannot be written: {found or error}",
        "correct the record; the others were written",
    )


BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What a writer runs into with a record that breaks the schema."""


def written(records: Iterable[Record], write_one: Callable[[Record], P], report: Report) -> Iterator[P]:
    """What `write_one` makes of each record; one that breaks the schema is reported and left out."""
    for record in records:
        try:
            yield write_one(record)
        except BROKEN as error:
            report(unwritable(record, error))
