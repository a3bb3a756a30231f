"""Choosing and ordering records: the filters and sort orders that every command offers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.errors import CitemillError, UnknownName
from citemill.record import Date, Name, Record, cut_off
from citemill.text.ascii import fold

__all__ = ["SORT_KEYS", "BadDate", "Bound", "Selection", "parse_bound", "sort_records"]

Bound: TypeAlias = tuple[int, ...]
"""A day, month or year as `(2024, 6, 3)`, `(2024, 6)` or `(2024,)`."""

_BOUND = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_FIRST = (1, 1)
_LAST = (12, 31)


class BadDate(CitemillError):
    """A text given as a date that is none."""

    status = 2


def parse_bound(text: str) -> Bound:
    """Read "2020", "2020-06" or "2020-06-12".

    >>> parse_bound("2020-06")
    (2020, 6)
    """
    match = _BOUND.fullmatch(text.strip())
    bound = tuple(int(part) for part in match.groups() if part) if match else ()
    if not bound or not all(1 <= part <= most for part, most in zip(bound[1:], _LAST, strict=False)):
        raise BadDate(f'"{text}" is no date', hint="write 2020, 2020-06 or 2020-06-12")
    return bound


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records to keep; every condition that is given must hold.

    A date is compared only as far as it is known: a record of "2024" is kept by `since=(2024, 6)`, since it
    may be from after June. A record without a date is kept only where no dates are asked for.
    """

    since: Bound = ()
    until: Bound = ()
    subjects: tuple[str, ...] = ()
    """arXiv categories or archives ("cs.LG", "cs"); one of them must be the record's."""
    authors: tuple[str, ...] = ()
    """Names, as family name or in full, in any order of parts; one of them must be among the authors."""
    has_code: bool = False
    limit: int | None = None

    def __call__(self, records: Iterable[Record], report: Report = ignore) -> Iterator[Record]:
        """Give the records to keep, in their order; report why one was left out on doubtful grounds."""
        asked = self.since or self.until or self.subjects or self.authors or self.has_code
        kept = (record for record in records if self._keeps(record, report)) if asked else records
        return islice(kept, self.limit)

    def _keeps(self, record: Record, report: Report) -> bool:
        custom = record.get("custom", {})
        if self.has_code and not custom.get("code"):
            return False
        if self.subjects and not _is_of_subject(custom.get("primary-class", ""), self.subjects):
            return False
        if (self.since or self.until) and not self._is_in_time(record, report):
            return False
        return not self.authors or self._has_author(record, report)

    def _is_in_time(self, record: Record, report: Report) -> bool:
        date = _bound_of(record.get("issued"))
        if not date:
            report(_left_out(record, "no-date", "it has no date, so it is left out of a choice by date"))
            return False
        if self.since and date + _LAST[len(date) - 1 :] < self.since + _FIRST[len(self.since) - 1 :]:
            return False
        return not self.until or date + _FIRST[len(date) - 1 :] <= self.until + _LAST[len(self.until) - 1 :]

    def _has_author(self, record: Record, report: Report) -> bool:
        names = [_words(_full_name(name)) for name in record.get("author", ())]
        for wanted in map(_words, self.authors):
            if any(wanted <= name for name in names):
                return True
        if cut_off(record):
            report(_left_out(record, "author-perhaps-hidden", 'the author may stand behind its "et al."'))
        return False


def _left_out(record: Record, code: str, why: str) -> Diagnostic:
    return Diagnostic(code, Severity.INFO, Place(key=str(record.get("id", ""))), f"left out: {why}")


def _is_of_subject(category: str, wanted: tuple[str, ...]) -> bool:
    category = category.lower()
    archive = category.partition(".")[0]
    return any(one.lower() in (category, archive) for one in wanted)


def _bound_of(date: Date | None) -> Bound:
    """The start of a record's date as numbers, as far as it is known."""
    parts = (date or {}).get("date-parts") or [[]]
    try:
        return tuple(int(part) for part in parts[0])
    except ValueError:
        return ()


def _full_name(name: Name) -> str:
    if "literal" in name:
        return name["literal"]
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(part for part in map(name.get, parts) if isinstance(part, str))


def _words(name: str) -> frozenset[str]:
    """A name's words, so that "Sutskever", "Ilya Sutskever" and "Sutskever, Ilya" meet."""
    return frozenset(re.findall(r"\w+", fold(name).lower()))


def _date_key(record: Record) -> Bound | None:
    return _bound_of(record.get("issued")) or None


def _author_key(record: Record) -> tuple[list[str], Bound] | None:
    names = record.get("author")
    if not names:
        return None
    families = [fold(name.get("family") or name.get("literal") or "").lower() for name in names]
    return (families, _bound_of(record.get("issued")))


def _title_key(record: Record) -> str | None:
    return fold(re.sub(r"<[^>]+>", "", record.get("title", ""))).lower() or None


SORT_KEYS: dict[str, Callable[[Record], Any]] = {
    "date": _date_key,
    "author": _author_key,
    "title": _title_key,
    "key": lambda record: str(record.get("id", "")),
}
"""Sort orders by name; with a "-" in front they run backwards ("-date": newest first)."""


def sort_records(records: Iterable[Record], order: str) -> list[Record]:
    """Sort by one of `SORT_KEYS`. Equal records keep their order, those without the key come last.

    >>> records = [{"id": "b"}, {"id": "a"}, {"id": "c", "issued": {"date-parts": [[2024]]}}]
    >>> [one["id"] for one in sort_records(records, "key")]
    ['a', 'b', 'c']
    >>> [one["id"] for one in sort_records(records, "-date")]
    ['c', 'b', 'a']

    Raises `UnknownName` for another order.
    """
    try:
        key = SORT_KEYS[order.removeprefix("-")]
    except KeyError:
        raise UnknownName("sort order", order, [*SORT_KEYS, *(f"-{one}" for one in SORT_KEYS)]) from None
    keyed = [(key(record), record) for record in records]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=order.startswith("-"))
    return [record for _, record in known] + [record for value, record in keyed if value is None]
