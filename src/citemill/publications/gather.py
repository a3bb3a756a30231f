"""What a publication list is made from: the records of listings and reference files, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
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
    """Records, the header of the first listing, and the keys of the records that are the owner's for sure."""

    records: list[Record]
    profile: Profile | None
    by_owner: frozenset[str]


def gather(sources: Sequence[Source], plan: Plan, report: Report = ignore) -> Gathered:
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
    owner = plan.owner.name or (pages[0].profile.name if pages else "")
    own = all(_is_of(page, owner, plan.owner.aliases) for page in pages)
    keys = frozenset(str(record["id"]) for record in from_pages) if own else frozenset()
    records = _once(from_pages + records, report)
    return Gathered(list(selection_of(plan)(records, report)), pages[0].profile if pages else None, keys)


def selection_of(plan: Plan) -> Selection:
    """The filters of the plan. Raises `BadDate`."""
    return Selection(
        since=parse_bound(plan.since) if plan.since else (),
        until=parse_bound(plan.until) if plan.until else (),
        subjects=plan.subjects,
        authors=plan.authors,
        has_code=plan.has_code,
        limit=plan.limit or None,
    )


def _reader(source: Source) -> str:
    """The module that reads the file, by its suffix; empty for a listing."""
    try:
        row = FORMATS.by_suffix(PurePath(source.name).suffix or ".txt")
    except UnknownName:
        return ""
    return row.module if row.reads else ""


def _is_of(page: Listing, owner: str, aliases: tuple[str, ...]) -> bool:
    name = page.profile.name
    return bool(name) and any(
        match(parse(one), parse(name)) is not Match.NONE for one in (owner, *aliases) if one
    )


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
