"""What a compiled style reads and notes down while it renders one record."""

from __future__ import annotations

from collections.abc import Callable
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
    """The state of one rendering."""

    __slots__ = (
        "et_al",
        "first_is_term",
        "first_list",
        "first_note",
        "first_singles",
        "first_text",
        "item",
        "label",
        "lists",
        "locator",
        "marks",
        "names",
        "number",
        "persons",
        "shape",
        "shown",
        "subsequent",
        "substitutes",
        "suffix",
        "suffix_pending",
        "suppress_names",
        "suppress_year",
        "texts",
    )

    def __init__(self, item: Item) -> None:
        self.item = item
        self.texts = item.texts
        self.persons = item.persons
        self.shape = 0
        """The shape of the record and the cite, as far as the layout asks for it."""
        self.number = ""
        """The citation-number."""
        self.locator = ""
        self.label = ""
        self.first_note = ""
        self.suffix = ""
        self.suffix_pending = False
        """The year-suffix has still to be put behind a year."""
        self.subsequent = False
        self.shown: dict[str, Shown] | None = None
        self.lists: dict[str, tuple[NamesFormat, tuple[Person, ...]]] | None = None
        """Collects the lists of names that were rendered, by variable, where disambiguation wants to know."""
        self.names = 0
        """How many cs:names elements were rendered."""
        self.first_text = ""
        """What the first of them gave."""
        self.first_is_term = False
        """That is a term which stands for the names ("Anon.")."""
        self.first_list = ""
        """The names in that, without their labels."""
        self.first_singles: list[str] = []
        self.substitutes: list[str] | str | None = None
        """What takes the place of names in the first cs:names: single names, or all of the list."""
        self.suppress_names = False
        """Leave out what the first cs:names gives."""
        self.suppress_year = False
        """Of a date with a year-suffix only the suffix is wanted."""
        self.marks: Callable[[Item, str, Person], str | None] | None = None
        """Says which group a name is highlighted for."""
        self.et_al: EtAl | None = None
        """Words what stands for names left out."""
