"""A publication list: what `build` makes of records and a plan, and what pages and documents are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from citemill.publications.labels import joined
from citemill.record import Record
from citemill.text.rich import Rich

__all__ = ["Badge", "Entry", "Header", "Link", "PublicationList", "Section", "year_of"]


class Link(NamedTuple):
    """A link after an entry; `kind` is "doi", "arxiv", "pdf" ... or a name of the user's own."""

    kind: str
    label: str
    href: str


class Badge(NamedTuple):
    """A short label after an entry; `kind` is "code", "preprint", "open-access", "award" or "own"."""

    kind: str
    label: str


class Entry(NamedTuple):
    """One publication as it is shown."""

    record: Record
    content: Rich
    """The reference, with the names that are set apart in their marks."""
    label: Rich = ()
    """What stands before it: its number, or what the style aligns there."""
    number: int | None = None
    notes: tuple[Rich, ...] = ()
    badges: tuple[Badge, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    repeated: bool = False
    """It stands in another section as well."""

    @property
    def id(self) -> str:
        """The record's citation key."""
        return str(self.record["id"])


class Section(NamedTuple):
    """Entries under a heading, which is empty where the list is not divided."""

    title: str
    entries: tuple[Entry, ...]
    id: str = ""


class Header(NamedTuple):
    """What stands above the list: texts, and figures as (label, as printed)."""

    text: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    as_of: str = ""
    size: str = ""
    """How many publications are listed, in words."""


@dataclass(frozen=True, slots=True)
class PublicationList:
    """A whole list."""

    title: str
    language: str
    owners: tuple[str, ...]
    header: Header
    sections: tuple[Section, ...]
    legends: tuple[Rich, ...]
    labels: Mapping[str, str]
    hanging: bool = False
    label_width: int = 0
    """Width of the widest label in characters: all sections are aligned alike."""
    countdown: bool = False
    """The numbers run down."""
    orcid: str = ""
    homepage: str = ""

    @property
    def owner(self) -> str:
        """Whose list it is, in words; empty where that is not known."""
        return joined(self.owners, self.labels)

    def entries(self) -> Iterator[Entry]:
        """Every publication once, in the order of the list."""
        for section in self.sections:
            for entry in section.entries:
                if not entry.repeated:
                    yield entry


def year_of(record: Record) -> int | None:
    """The year a record was issued, where it is known.

    >>> year_of({"id": "x", "type": "book", "issued": {"date-parts": [["1801"]]}})
    1801
    """
    try:
        return int(record["issued"]["date-parts"][0][0])
    except (KeyError, IndexError, TypeError, ValueError):
        return None
