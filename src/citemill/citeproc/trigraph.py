"""The citation-label of a record that has none: letters of its authors and two digits of its year."""

from __future__ import annotations

from citemill.citeproc.items import Item
from citemill.citeproc.markup import strip
from citemill.citeproc.textcase import STOP_WORDS

__all__ = ["trigraph"]

_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}
"""How many letters of each name, by the number of names; from four names on one of each of the first four."""


def trigraph(item: Item) -> str:
    """Make a label such as "Doe65" or "DoRo65"; the title stands in for names, 00 for the year."""
    names = next(
        (item.persons[variable] for variable in ("author", "editor", "translator") if item.persons[variable]),
        (),
    )
    counts = _LETTERS.get(len(names), (1, 1, 1, 1))
    letters = "".join(
        "".join(char for char in strip(person.family or person.literal) if char.isalnum())[
            :count
        ].capitalize()
        for person, count in zip(names, counts, strict=False)
    )
    if not letters:
        words = [word for word in strip(item.texts["title"]).split() if word not in STOP_WORDS]
        letters = "".join(words)[:4].capitalize()
    date = item.dates["issued"]
    return f"{letters}{abs(date.start.year or 0) % 100 if date is not None else 0:02d}"
