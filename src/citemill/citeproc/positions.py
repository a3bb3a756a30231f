"""Positions: first, subsequent, ibid, near-note (CSL 1.0.2, `position`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from citemill.citeproc.model import Citation, Cite, Position

__all__ = ["Place", "places"]


class Place(NamedTuple):
    """Where a cite stands."""

    position: Position = Position.FIRST
    near_note: bool = False
    first_note: int = 0
    """The number of the note that cites the record first; 0 where there is none before."""


def places(citations: Sequence[Citation], near_note_distance: int) -> list[list[Place]]:
    """Work out the place of every cite of a document."""
    first_note: dict[str, int] = {}
    last_note: dict[str, int] = {}
    seen: set[str] = set()
    result = []
    previous: Citation | None = None
    for citation in citations:
        row = []
        before: Cite | None = None
        if previous is not None and len({cite.id for cite in previous.cites}) == 1:
            before = previous.cites[-1] if _comparable(previous, citation) else None
        for number, cite in enumerate(citation.cites):
            if number:
                before = citation.cites[number - 1]
            position = Position.FIRST
            near = False
            if cite.id in seen:
                position = _repeated(before, cite)
                if citation.note_index and cite.id in last_note:
                    near = citation.note_index - last_note[cite.id] <= near_note_distance
            row.append(
                Place(
                    cite.position if cite.position is not None else position,
                    cite.near_note if cite.near_note is not None else near,
                    first_note.get(cite.id, 0) if cite.id in seen else 0,
                )
            )
            if cite.id not in seen:
                first_note[cite.id] = citation.note_index
            seen.add(cite.id)
            if citation.note_index:
                last_note[cite.id] = citation.note_index
        result.append(row)
        previous = citation
    return result


def _comparable(previous: Citation, citation: Citation) -> bool:
    """Whether "ibid." can refer to the previous citation: notes to notes, text to text."""
    return bool(previous.note_index) == bool(citation.note_index)


def _repeated(before: Cite | None, cite: Cite) -> Position:
    if before is None or before.id != cite.id:
        return Position.SUBSEQUENT
    if not before.locator:
        return Position.IBID_WITH_LOCATOR if cite.locator else Position.IBID
    if not cite.locator:
        return Position.SUBSEQUENT
    same = (before.locator, before.label) == (cite.locator, cite.label)
    return Position.IBID if same else Position.IBID_WITH_LOCATOR
