"""The errors citemill raises, as one small family.

    CitemillError            status 1   base class; part of the work could not be done
    ├── UnknownName          status 2   a style, locale, format, listing kind ... that does not exist
    ├── BadInput             status 3   a file that cannot be read at all: missing, binary, too large
    ├── BadStyle             status 4   a CSL style or locale file that cannot be used
    └── BadOutput            status 5   a file that cannot, or must not, be written

Each error says where (a file and line, or a record's key), what was found, and what to do about it.
The exit status belongs to the class; only the command line uses it. What is wrong with *one entry* of
an input is not an error but a `citemill.diagnostics.Diagnostic`: the rest of the input goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from citemill.diagnostics import Place

__all__ = ["BadInput", "BadOutput", "BadStyle", "CitemillError", "UnknownName"]


class CitemillError(Exception):
    """Something citemill cannot do; `str()` gives one line: place, what was found, what to do."""

    status: ClassVar[int] = 1

    def __init__(self, found: str, *, place: Place | None = None, hint: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        remedy = f"; {self.hint}" if self.hint else ""
        return f"{where}{self.found}{remedy}"


class UnknownName(CitemillError):
    """A name that is in none of our tables: never replaced by a default, always answered with neighbours.

    `what` is the kind of thing ("style", "format"), `name` what was asked for, `known` all names there are.
    `near` are the neighbours, best first, where the caller has a better way to find them than by spelling.
    """

    status = 2

    def __init__(
        self,
        what: str,
        name: str,
        known: Iterable[str],
        *,
        near: Iterable[str] | None = None,
        see: str = "",
    ) -> None:
        self.name = name
        self.known = tuple(sorted(known))
        if near is None:
            import difflib  # only on the way out: keeps the start of the command line fast

            near = difflib.get_close_matches(name.lower(), self.known, n=3, cutoff=0.6)
        self.near = tuple(near)
        if self.near:
            hint = "did you mean " + " or ".join(f'"{near}"' for near in self.near) + "?"
        elif len(self.known) <= 30:
            hint = "known: " + ", ".join(self.known)
        else:
            hint = f"{len(self.known):,} are known"
        if see:
            hint = f"{hint} ({see})"
        super().__init__(f'no {what} is named "{name}"', hint=hint)


class BadInput(CitemillError):
    """An input file that cannot be read at all."""

    status = 3


class BadStyle(CitemillError):
    """A CSL style or locale that cannot be used: not XML, not CSL, or in conflict with the specification."""

    status = 4


class BadOutput(CitemillError):
    """An output file that cannot be written, or that must not be overwritten with less."""

    status = 5
