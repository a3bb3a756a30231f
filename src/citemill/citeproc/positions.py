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
    """It stands near to the cite before, as all do in running text; where false in a note: far from it."""
    first_note: int = 0
    """The number of the note that cites the record first; 0 where there is none before."""
    in_text: bool = False
    """It stands in running text."""


def places(citations: Sequence[Citation], near_note_distance: int) -> list[list[Place]]:
    """Work out the place of every cite of a document."""
    first_note: dict[str, int] = {}
    last_note: dict[str, int] = {}
    seen: set[str] = set()
    result = []
    previous: dict[bool, list[Citation]] = {True: [], False: []}  # by: in a note
    for citation in citations:
        row = []
        added: dict[str, int] = {}  # a note does not refer to itself
        before = _single(previous[citation.note_index > 0], citation)
        for number, cite in enumerate(citation.cites):
            if number:
                before = citation.cites[number - 1]
            position = Position.FIRST
            near = False
            if cite.id in seen:
                position = _repeated(before, cite)
                near = citation.note_index - last_note.get(cite.id, 0) <= near_note_distance
            row.append(
                Place(
                    cite.position if cite.position is not None else position,
                    cite.near_note if cite.near_note is not None else near,
                    first_note.get(cite.id, 0),
                    not citation.note_index,
                )
            )
            if cite.id not in seen:
                added[cite.id] = citation.note_index
            seen.add(cite.id)
            if citation.note_index:
                last_note[cite.id] = citation.note_index
        first_note.update(added)
        result.append(row)
        others = previous[citation.note_index > 0]
        if others and (not citation.note_index or others[0].note_index != citation.note_index):
            others.clear()
        others.append(citation)
    return result


def _single(previous: Sequence[Citation], citation: Citation) -> Cite | None:
    """Give the cite that "ibid." in the first cite of a citation would refer to.

    It is the only cite of the previous citation: in running text the last one there, in notes the whole of
    the previous note, or what stands before in the same note.
    """
    if not previous:
        return None
    same_note = citation.note_index and previous[-1].note_index == citation.note_index
    cites = previous[-1].cites if same_note else [cite for one in previous for cite in one.cites]
    return cites[-1] if len({cite.id for cite in cites}) == 1 and (same_note or len(cites) == 1) else None


def _repeated(before: Cite | None, cite: Cite) -> Position:
    if before is None or before.id != cite.id:
        return Position.SUBSEQUENT
    if not before.locator:
        return Position.IBID_WITH_LOCATOR if cite.locator else Position.IBID
    if not cite.locator:
        return Position.SUBSEQUENT
    same = (before.locator, before.label) == (cite.locator, cite.label)
    return Position.IBID if same else Position.IBID_WITH_LOCATOR
