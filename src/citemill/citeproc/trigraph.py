"""The citation-label of a record that has none: letters of its authors and two digits of its year."""

from __future__ import annotations

from citemill.citeproc.items import Item
from citemill.citeproc.markup import strip

__all__ = ["trigraph"]

_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}
"""How many letters of each name, by the number of names; from four names on one of each of the first four."""


def trigraph(item: Item) -> str:
    """Make a label such as "Doe65" or "DoRo65"."""
    names = next(
        (item.persons[variable] for variable in ("author", "editor", "translator") if item.persons[variable]),
        (),
    )
    counts = _LETTERS.get(len(names), (1, 1, 1, 1))
    letters = "".join(
        "".join(char for char in strip(person.family or person.literal) if char.isalnum())[:count]
        for person, count in zip(names, counts, strict=False)
    )
    date = item.dates["issued"]
    year = f"{abs(date.start.year) % 100:02d}" if date is not None and date.start.year else ""
    return (letters or strip(item.texts["title"])[:4]) + year
