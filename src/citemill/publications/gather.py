"""What a publication list is made from: the records of listings and reference files, and whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple

from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.errors import UnknownName
from citemill.files import Source
from citemill.formats import FORMATS
from citemill.listings.model import Listing, Profile
from citemill.normalizer.persons import Match, match, parse
from citemill.publications.plan import Plan
from citemill.record import Record
from citemill.selection import Selection, parse_bound

__all__ = ["Gathered", "gather", "selection_of"]


class Gathered(NamedTuple):
    """Records, and whose they are."""

    records: list[Record]
    owners: tuple[str, ...]
    """Whose list this is: whom the plan names, or else the persons whose pages were read."""
    profile: Profile | None
    """The header of the owner's page, where there is one owner and his page was read."""
    by_owner: Mapping[str, tuple[str, ...]]
    """By the key of a record, the owners whose own pages list it: they are authors of it, shown or not."""


Complete = Callable[[Iterable[Record], str], Iterable[Record]]
"""Completes records; the text is the name of the one whose works they are, or empty."""


def gather(
    sources: Sequence[Source], plan: Plan, report: Report = ignore, *, complete: Complete | None = None
) -> Gathered:
    """Read listings and reference files, and keep what the plan asks for.

    Of a listing's entries the owner is an author, shown or not, if the listing is the owner's own page; of
    the records of other files only what they say is known. Raises `BadInput`.
    """
    from citemill.listings import read
    from citemill.normalizer import normalize

    pages: list[Listing] = []
    records: list[Record] = []
    for source in sources:
        reader = _reader(source)
        if reader:
            records += import_module(reader).read(source, report=report)
        else:
            pages.append(read(source, report=report))
    from_pages = list(normalize(tuple(pages), report=report)) if pages else []
    names = [page.profile.name for page in pages]
    owners = (plan.owner.name,) if plan.owner.name else _persons(names)
    whose = {name: tuple(one for one in owners if _is_of(name, one, plan)) for name in names}
    profiles = [page.profile for page in pages if whose[page.profile.name]] if len(owners) == 1 else []
    by_owner: dict[str, tuple[str, ...]] = {}
    for record in from_pages:
        listed_by = (record.get("custom") or {}).get("listed-by", names)
        if found := dict.fromkeys(one for name in listed_by for one in whose[name]):
            by_owner[str(record["id"])] = tuple(found)
    records = list(selection_of(plan)(_once(from_pages + records, report), report))
    if complete:
        own = len(owners) == 1 and all(str(record["id"]) in by_owner for record in records)
        records = list(complete(records, owners[0] if own else ""))
    return Gathered(records, owners, profiles[0] if profiles else None, by_owner)


def selection_of(plan: Plan) -> Selection:
    """The filters of the plan; its limit is one of the list in its order. Raises `BadDate`."""
    return Selection(
        since=parse_bound(plan.since) if plan.since else (),
        until=parse_bound(plan.until) if plan.until else (),
        subjects=plan.subjects,
        authors=plan.authors,
        has_code=plan.has_code,
    )


def _reader(source: Source) -> str:
    """The module that reads the file, by its suffix; empty for a listing."""
    try:
        row = FORMATS.by_suffix(PurePath(source.name).suffix or ".txt")
    except UnknownName:
        return ""
    return row.module if row.reads else ""


def _persons(names: Sequence[str]) -> tuple[str, ...]:
    """The names without those that are another one's, written differently."""
    found: list[str] = []
    for name in filter(None, names):
        if all(match(parse(one), parse(name)) is Match.NONE for one in found):
            found.append(name)
    return tuple(found)


def _is_of(name: str, owner: str, plan: Plan) -> bool:
    """Whether a page of that name is the owner's."""
    known = (owner, *plan.owner.aliases) if owner == plan.owner.name else (owner,)
    return bool(name) and any(match(parse(one), parse(name)) is not Match.NONE for one in known if one)


def _once(records: list[Record], report: Report) -> list[Record]:
    """The records without those whose key an earlier one has."""
    known: dict[str, Record] = {}
    for record in records:
        key = str(record["id"])
        if known.setdefault(key, record) is not record:
            report(
                Diagnostic(
                    "key-twice",
                    Severity.WARNING,
                    Place(key=key),
                    "two entries have this key; the first is kept",
                    "change the key of one of them",
                )
            )
    return list(known.values())
