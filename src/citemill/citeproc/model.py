"""What goes into the processor and comes out of it: cites, citations, rendered citations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import NamedTuple, Protocol, TypeAlias

from citemill.record import Name, Record
from citemill.text.rich import Rich

__all__ = ["Citation", "Cite", "EtAl", "NameMarks", "Position", "RenderedCitation"]


class Position(IntEnum):
    """Where a cite stands in the document; the numbers are those of the CSL test suite."""

    FIRST = 0
    SUBSEQUENT = 1
    IBID = 2
    IBID_WITH_LOCATOR = 3


class Cite(NamedTuple):
    """One reference to one record.

    `prefix` and `suffix` are texts, in which the inline markup of CSL-JSON (`<i>` ...) is understood.
    `suppress_author` leaves out what the first `cs:names` prints, `author_only` prints nothing else.
    `position` and `near_note` overrule what the place in the document says; None means: work it out.
    """

    id: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    position: Position | None = None
    near_note: bool | None = None

    @property
    def is_partial(self) -> bool:
        """Whether only the names are wanted, or all but the names."""
        return self.suppress_author or self.author_only


class Citation(NamedTuple):
    """One or more cites that stand together; `note_index` is the number of the note, 0 in running text."""

    id: str
    cites: tuple[Cite, ...]
    note_index: int = 0


class RenderedCitation(NamedTuple):
    """A citation's formatted text; `index` is its place in the document, from 0."""

    id: str
    index: int  # type: ignore[assignment]  # the place, not the method of tuples
    note_index: int
    content: Rich


NameMarks: TypeAlias = "Callable[[Record, str, Name], str | None]"
"""Says of a record's name, in a name variable, which group it is highlighted for; None: not at all."""


class EtAl(Protocol):
    """Says what stands in a list of names for those it leaves out.

    Called wherever the style's own "et al." (or the ellipsis before the last name) would stand, because the
    style shortens the list or because the record's list is cut off. What it gives takes the place of `term`
    before punctuation is settled, so that a period that follows is neither lost nor doubled.
    """

    def __call__(
        self,
        record: Record,
        variable: str,
        hidden: Sequence[Name],
        term: Rich,
        rendered: Callable[[Name], Rich],
    ) -> Rich:
        """Give the text; `term` itself for what the style says.

        `hidden` are the names of the record that are not shown (none where the record itself lacks them), and
        `rendered` formats a name as this list formats those after the first, with its mark.
        """
