"""A listing's records completed from an index: match, gather the versions of the work, merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from citemill.enrich.index import Candidate, Index
from citemill.enrich.keys import identifiers, title_parts
from citemill.enrich.matching import Match, Matcher, Verdict
from citemill.enrich.merging import Merged, Prefer, Sourced, merge
from citemill.enrich.titles import agreement
from citemill.record import Name, Record, cut_off

__all__ = ["Enriched", "Summary", "enrich", "summary"]


class Enriched(NamedTuple):
    """One entry: as it was, what it was matched with, and what became of it."""

    entry: Record
    match: Match
    merged: Merged
    """The completed record; where nothing was accepted, the entry itself without changes."""


class Summary(NamedTuple):
    """How a listing stands now."""

    entries: int
    accepted: int
    ambiguous: int
    unmatched: int
    complete: int
    """Entries whose list of authors is complete."""

    def __str__(self) -> str:
        return (
            f"{self.accepted} of {self.entries} found, {self.ambiguous} ambiguous, "
            f"{self.unmatched} not found; {self.complete} of {self.entries} have all their authors"
        )


def enrich(
    records: Iterable[Record],
    index: Index,
    *,
    owner: Name | None = None,
    prefer: Prefer = Prefer.PREPRINT,
    on: str,
) -> Iterator[Enriched]:
    """Match each record and complete what was accepted; `on` is today's date for the provenance."""
    matcher = Matcher(index, owner)
    for entry in records:
        match = matcher.match(entry)
        if match.verdict is not Verdict.ACCEPTED:
            yield Enriched(entry, match, Merged(entry, ()))
            continue
        found = _versions(index, [one.candidate for one in match.candidates])
        yield Enriched(entry, match, merge(entry, found, prefer=prefer, on=on, score=match.score))


def summary(enriched: Iterable[Enriched]) -> Summary:
    """Count."""
    verdicts: Counter[Verdict] = Counter()
    complete = 0
    for one in enriched:
        verdicts[one.match.verdict] += 1
        complete += not cut_off(one.merged.record)
    return Summary(
        sum(verdicts.values()),
        verdicts[Verdict.ACCEPTED],
        verdicts[Verdict.AMBIGUOUS],
        verdicts[Verdict.UNMATCHED],
        complete,
    )


def _versions(index: Index, accepted: list[Candidate]) -> list[Sourced]:
    """The accepted records and those that share an identifier with them, if their titles agree.

    An identifier alone proves little: aggregators give works the DOI of somebody else's copy.
    """
    found = {one.work: Sourced(one.source, index.record(one)) for one in accepted}
    first = title_parts(found[accepted[0].work].record["title"])
    names = dict.fromkeys(name for one in found.values() for name in identifiers(one.record))
    for other in index.by_identifiers(names):
        if other.work in found:
            continue
        theirs = [part.split() for part in other.title.split(" : ")]
        if agreement(first, theirs, lambda word: False).cost < 3.0:
            found[other.work] = Sourced(other.source, index.record(other))
    return list(found.values())
