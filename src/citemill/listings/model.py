"""What a listing page says, exactly as printed: no interpretation beyond telling the parts apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

__all__ = ["Entry", "EntrySource", "Figure", "Listing", "Profile"]


class Figure(NamedTuple):
    """A number of the page's header. "300.2K" is (300200, "300.2K", exact=False)."""

    value: int
    printed: str
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    """The header of the page: its owner and his figures; None stands for what the page does not say."""

    name: str = ""
    subject: str = ""
    """Tail of the owner's main arXiv category, as printed ("LG")."""
    h_index: Figure | None = None
    papers: Figure | None = None
    citations: Figure | None = None
    novelty: Figure | None = None
    """Per cent."""
    ai_score: Figure | None = None
    listed: Figure | None = None
    """How many entries the page claims to list ("59 Papers")."""


class Entry(NamedTuple):
    """One entry as printed. A missing part is an empty string or tuple."""

    title: str
    subject: str
    """Tail of an arXiv category ("LG"), or a full one ("cs.LG") where the page prints it."""
    date: str
    """As printed: "Jun 6, 2024", "Jun 2024", "2024" or empty."""
    authors: tuple[str, ...]
    """The names printed, at most three on today's pages."""
    cut_off: bool
    """The page printed "et al.": there are more authors than `authors`."""
    affiliations: tuple[str, ...]
    """Slugs as printed ("berkeley")."""
    code: bool
    """The page says that an implementation is public."""
    abstract: str
    """Paragraphs joined by an empty line."""
    line: int
    """Line of the entry's first line in its source, from 1."""


class EntrySource(Protocol):
    """Entries that can be gone through more than once; a large file is read again each time."""

    def __iter__(self) -> Iterator[Entry]: ...


@dataclass(frozen=True, slots=True)
class Listing:
    """One page: its profile and its entries, and the name of the source for diagnostics."""

    source: str
    profile: Profile
    entries: EntrySource
