"""Which entries a rule of the plan is about, and in which order entries stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citemill.errors import UnknownName
from citemill.normalizer.persons import Persons
from citemill.publications.plan import Rule
from citemill.record import Record
from citemill.selection import SORT_KEYS, Selection, parse_bound, sort_records

__all__ = ["Matcher", "date_of", "in_order", "subject_of"]

_AS_GIVEN = ("listing", "style")


class Matcher:
    """A rule made ready to be asked about many records. Raises `BadDate` for a date that is none."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._selection = Selection(
            since=parse_bound(rule.since) if rule.since else (),
            until=parse_bound(rule.until) if rule.until else (),
            subjects=rule.subjects,
        )
        self._authors = Persons((name,) for name in rule.authors)
        self._first_authors = Persons((name,) for name in rule.first_authors)
        self._words = [re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE) for word in rule.words]

    def __call__(self, record: Record, tags: Sequence[str]) -> bool:
        """Whether every condition of the rule holds; False for a rule without conditions."""
        answers = list(self._answers(record, tags))
        return bool(answers) and all(answers)

    def _answers(self, record: Record, tags: Sequence[str]) -> Iterator[bool]:
        rule = self._rule
        if rule.keys:
            yield str(record["id"]) in rule.keys
        if rule.tags:
            yield not set(rule.tags).isdisjoint(tags)
        if rule.types:
            yield record["type"] in rule.types
        if rule.since or rule.until or rule.subjects:
            yield any(True for _ in self._selection([record]))
        if rule.authors:
            yield bool(self._authors.among(record.get("author") or ()))
        if rule.first_authors:
            yield bool(self._first_authors.among((record.get("author") or ())[:1]))
        if self._words:
            variables = ("title", "container-title", "genre", "keyword")
            text = "\n".join(str(record.get(variable, "")) for variable in variables)
            yield any(word.search(text) for word in self._words)
        if rule.code is not None:
            yield rule.code is bool((record.get("custom") or {}).get("code"))


def date_of(record: Record) -> tuple[int, ...]:
    """The date a record was issued, as far as it is known; empty where it is not."""
    try:
        return tuple(int(part) for part in record["issued"]["date-parts"][0])
    except (KeyError, IndexError, TypeError, ValueError):
        return ()


def subject_of(record: Record) -> str:
    """The full arXiv category of a record ("cs.LG"), or empty."""
    return str((record.get("custom") or {}).get("primary-class", ""))


def in_order(records: Sequence[Record], order: str) -> list[Record]:
    """Sort as `citemill.selection` does; "listing" and "style" leave the records as they are.

    Raises `UnknownName`.
    """
    if order in _AS_GIVEN:
        return list(records)
    if order.removeprefix("-") not in SORT_KEYS:
        raise UnknownName("order", order, [*_AS_GIVEN, *SORT_KEYS, *(f"-{name}" for name in SORT_KEYS)])
    return sort_records(records, order)
