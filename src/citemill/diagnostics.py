"""What a stage has to say about its input without stopping: diagnostics, as data.

Every stage takes a `report`: a callable that receives each `Diagnostic` as it arises, so that stages can
stream. `Diagnostics` is the collecting one; `ignore` the deaf one. The core prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import Any, NamedTuple

__all__ = ["Diagnostic", "Diagnostics", "Place", "Report", "Severity", "ignore"]


class Severity(IntEnum):
    """How much a diagnostic matters: `--strict` fails on a warning, an error always does."""

    INFO = 1
    """Something was inferred or put in order; nothing is missing."""
    WARNING = 2
    """The input does not say something that it seems to claim, or says it doubtfully."""
    ERROR = 3
    """Part of the input could not be read and is missing from the output."""


class Place(NamedTuple):
    """Where in the input: a file's name, a line (from 1), a record's key; each only where it is known."""

    source: str = ""
    line: int | None = None
    key: str = ""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.source, self.line) if part not in ("", None))
        return f"{where} [{self.key}]" if where and self.key else where or self.key


class Diagnostic(NamedTuple):
    """One remark on the input.

    `code` is a stable kebab-case name for the kind of remark ("author-list-cut"), `found` says what was
    found and `hint` what to do about it, or is empty.
    """

    code: str
    severity: Severity
    place: Place
    found: str
    hint: str = ""

    def __str__(self) -> str:
        remedy = f"; {self.hint}" if self.hint else ""
        return f"{self.place}: {self.severity.name.lower()}: {self.found}{remedy} [{self.code}]"

    def as_json(self) -> dict[str, Any]:
        """As plain values for `--json` output."""
        return {
            "code": self.code,
            "severity": self.severity.name.lower(),
            "source": self.place.source or None,
            "line": self.place.line,
            "key": self.place.key or None,
            "found": self.found,
            "hint": self.hint or None,
        }


Report = Callable[[Diagnostic], None]
"""Receives each diagnostic as it arises."""


def ignore(diagnostic: Diagnostic) -> None:
    """Take no notice: the `report` of a caller that does not want to know."""


class Diagnostics:
    """A `report` that collects.

    >>> said = Diagnostics()
    >>> said(Diagnostic("page-cut-off", Severity.WARNING, Place("me.txt", 10), "59 papers claimed, 50 found"))
    >>> [str(one) for one in said]
    ['me.txt:10: warning: 59 papers claimed, 50 found [page-cut-off]']
    >>> said.worst is Severity.WARNING
    True
    """

    __slots__ = ("_said",)

    def __init__(self) -> None:
        self._said: list[Diagnostic] = []

    def __call__(self, diagnostic: Diagnostic) -> None:
        """Keep the diagnostic."""
        self._said.append(diagnostic)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    @property
    def worst(self) -> Severity | None:
        """The gravest severity seen, or None when nothing was said."""
        return max((one.severity for one in self._said), default=None)
