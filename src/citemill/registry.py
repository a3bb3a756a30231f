"""Tables of named parts (formats, listing kinds, document writers, engines), loaded on use.

Each room keeps one visible table of rows; a row names the module to import when the part is wanted. A third
party adds a row through the entry-point group of the table, without touching this repository:

    [project.entry-points."citemill.formats"]
    myformat = "mypackage.citemill_format:FORMAT"
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import Generic, Protocol, TypeVar

from citemill.errors import UnknownName

__all__ = ["Registry", "Row"]


class Row(Protocol):
    """What every table's row has."""

    @property
    def name(self) -> str:
        """The name on the command line and in the API, lower case."""

    @property
    def module(self) -> str:
        """Import path of the module that does the work."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File suffixes with their dot, the usual one first; empty for parts that are no file kind."""


R = TypeVar("R", bound=Row)


class Registry(Generic[R]):
    """The rows of one kind of part, by name and by file suffix."""

    def __init__(self, what: str, group: str, rows: tuple[R, ...]) -> None:
        """`what` names the kind in messages ("format"), `group` is the entry-point group."""
        self.what = what
        self.group = group
        self._own = rows

    @cached_property
    def _rows(self) -> dict[str, R]:
        rows = {row.name: row for row in self._own}
        from importlib.metadata import entry_points  # 15 ms: not at start-up

        for point in entry_points(group=self.group):
            rows.setdefault(point.name, point.load())
        return rows

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows.values())

    def names(self) -> tuple[str, ...]:
        """All names, in the table's order."""
        return tuple(self._rows)

    def find(self, name: str) -> R:
        """The row of that name; `UnknownName` with the nearest ones where there is none."""
        for own in self._own:
            if own.name == name.lower():
                return own
        try:
            return self._rows[name.lower()]
        except KeyError:
            raise UnknownName(self.what, name, self._rows) from None

    def by_suffix(self, suffix: str) -> R:
        """The first row with that file suffix (".bib"); `UnknownName` where there is none."""
        for row in chain(self._own, self):  # the usual case needs no look at the installed packages
            if suffix.lower() in row.suffixes:
                return row
        known = (known for row in self for known in row.suffixes)
        raise UnknownName(f"{self.what} with the file suffix", suffix, known)

    def owns(self, suffix: str) -> bool:
        """Whether a row of the table itself has that file suffix, without a look at other packages."""
        return any(suffix.lower() in row.suffixes for row in self._own)

    def load(self, name: str) -> ModuleType:
        """The module that does the work of that name."""
        return import_module(self.find(name).module)
