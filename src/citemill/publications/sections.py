"""Dividing records into sections, and putting these in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from citemill.errors import UnknownName
from citemill.publications.labels import TYPE_ORDER
from citemill.publications.model import year_of
from citemill.publications.plan import EntryPlan, Plan, Sections
from citemill.publications.rules import Matcher, subject_of
from citemill.record import Record

__all__ = ["Division", "divide", "slug"]

_NEWEST, _OLDEST, _NAME, _COUNT = ORDERS = ("newest", "oldest", "name", "count")
_LEAVE_OUT = "-"


class Division(NamedTuple):
    """A heading and the records under it."""

    title: str
    records: list[Record]


class _Place(NamedTuple):
    """Where a record goes: the section's heading, and where that stands if nothing else is asked for."""

    title: str
    rank: int


def divide(
    records: Iterable[Record], plan: Plan, labels: Mapping[str, str], default_order: str = ""
) -> list[Division]:
    """Divide records, which keep their order within each section. Raises `UnknownName` for an order."""
    place_of = _places(plan, labels)
    found: dict[str, Division] = {}
    ranks: dict[str, int] = {}
    for record in records:
        own = plan.entries.get(str(record["id"]), EntryPlan()).section
        place = _Place(own, len(TYPE_ORDER) + len(plan.sections.rules)) if own else place_of(record)
        if place is None:
            continue
        found.setdefault(place.title, Division(place.title, [])).records.append(record)
        ranks[place.title] = min(place.rank, ranks.get(place.title, place.rank))
    divisions = sorted(found.values(), key=lambda one: ranks[one.title])
    if plan.sections.by == "subject" and not plan.sections.order:
        return _in_order(divisions, (_COUNT,))
    return _in_order(divisions, plan.sections.order)


def _places(plan: Plan, labels: Mapping[str, str]) -> Callable[[Record], _Place | None]:
    sections = plan.sections
    if sections.rules or sections.by == "rules":
        return _by_rules(plan, labels)
    by: dict[str, Callable[[Record], _Place]] = {
        "type": lambda record: _by_type(record, sections, labels),
        "year": lambda record: _by_year(record, labels),
        "subject": lambda record: _by_subject(record, sections, labels),
        "none": lambda record: _Place("", 0),
    }
    return by[sections.by]


def _by_type(record: Record, sections: Sections, labels: Mapping[str, str]) -> _Place:
    kind = record["type"]
    title = sections.titles.get(kind) or labels.get(f"type:{kind}") or kind.replace("-", " ").capitalize()
    listed = list(sections.titles)
    rank = TYPE_ORDER.index(kind) if kind in TYPE_ORDER else len(TYPE_ORDER)
    return _Place(title, listed.index(kind) - len(listed) if kind in listed else rank)


def _by_year(record: Record, labels: Mapping[str, str]) -> _Place:
    year = year_of(record)
    return _Place(labels["undated"], 1) if year is None else _Place(str(year), -year)


def _by_subject(record: Record, sections: Sections, labels: Mapping[str, str]) -> _Place:
    subject = subject_of(record)
    label = (record.get("custom") or {}).get("primary-class-label", "")
    return _Place(
        sections.titles.get(subject) or label or subject or labels["no-subject"], 0 if subject else 1
    )


def _by_rules(plan: Plan, labels: Mapping[str, str]) -> Callable[[Record], _Place | None]:
    rules = [(rule.title, Matcher(rule)) for rule in plan.sections.rules]
    rest = plan.sections.rest or labels["other"]

    def place(record: Record) -> _Place | None:
        tags = plan.entries.get(str(record["id"]), EntryPlan()).tags
        for rank, (title, holds) in enumerate(rules):
            if holds(record, tags):
                return _Place(title, rank)
        return None if rest == _LEAVE_OUT else _Place(rest, len(rules))

    return place


def _in_order(divisions: list[Division], order: Sequence[str]) -> list[Division]:
    if not order:
        return divisions
    if len(order) == 1 and order[0] in ORDERS:
        if order[0] == _NAME:
            return sorted(divisions, key=lambda one: one.title.casefold())
        if order[0] == _COUNT:
            return sorted(divisions, key=lambda one: -len(one.records))
        years = {
            one.title: [year for year in map(year_of, one.records) if year is not None] for one in divisions
        }
        dated = [one for one in divisions if years[one.title]]
        dated.sort(key=lambda one: max(years[one.title]), reverse=order[0] == _NEWEST)
        return dated + [one for one in divisions if not years[one.title]]
    by_title = {one.title: one for one in divisions}
    known = [title for title in order if title in by_title]
    if not known and divisions:
        raise UnknownName("section", order[0], [*ORDERS, *by_title])
    return [by_title[title] for title in known] + [one for one in divisions if one.title not in order]


def slug(title: str) -> str:
    """A heading as an identifier for links: "Journal articles" is "journal-articles"."""
    return re.sub(r"[^\w]+", "-", title.casefold()).strip("-") or "section"
