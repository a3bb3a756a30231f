"""What a compiled style reads and notes down while it renders one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from citemill.citeproc.items import Item
from citemill.citeproc.model import EtAl
from citemill.citeproc.names import NamesFormat, Shown
from citemill.citeproc.persons import Person

__all__ = ["Ambiguity", "Run"]


class Ambiguity(NamedTuple):
    """What keeps a record's cites apart from those of others; nothing of it by default."""

    names: dict[str, Shown] = {}  # noqa: RUF012  # never changed: what differs is a new one
    """By name variable."""
    disambiguate: int = 0
    """How many of the `disambiguate` conditions are true."""
    suffix: str = ""
    """The year-suffix."""


class Run:
    """The state of one rendering; what holds at its beginning stands here, and is set where it differs."""

    shape = 0
    """The shape of the record and the cite, as far as the layout asks for it."""
    number = ""
    """The citation-number."""
    locator = ""
    label = ""
    first_note = ""
    suffix = ""
    suffix_pending = False
    """The year-suffix has still to be put behind a year."""
    subsequent = False
    shown: dict[str, Shown] | None = None
    lists: dict[str, tuple[NamesFormat, tuple[Person, ...]]] | None = None
    """Collects the lists of names that were rendered, by variable, where disambiguation wants to know."""
    names = 0
    """How many cs:names elements were rendered."""
    first_text = ""
    """What the first of them gave."""
    first_is_term = False
    """That is a term which stands for the names ("Anon.")."""
    first_singles: Sequence[str] = ()
    """The single names that were shown, and whose they are."""
    first_persons: tuple[Person, ...] = ()
    substitutes: list[str] | str | None = None
    """What takes the place of names in the first cs:names: single names, or all of the list."""
    suppress_names = False
    """Leave out what the first cs:names gives."""
    suppress_year = False
    """Of a date with a year-suffix only the suffix is wanted."""
    marks: Callable[[Item, str, Person], str | None] | None = None
    """Says which group a name is highlighted for."""
    et_al: EtAl | None = None
    """Words what stands for names left out."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.texts = item.texts
        self.persons = item.persons
