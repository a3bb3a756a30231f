"""A listing's records completed from an index: match, gather the versions of the work, merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from citemill.enrich.choices import Choices
from citemill.enrich.index import Candidate, Index
from citemill.enrich.keys import identifiers, title_parts
from citemill.enrich.matching import Match, Matcher, Verdict
from citemill.enrich.merging import Merged, Prefer, Sourced, merge
from citemill.enrich.titles import agreement
from citemill.record import Name, Record, cut_off

__all__ = ["Enriched", "Enricher", "Summary", "Tally", "enrich"]


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


Ask = Callable[[Record, Match, list[Record]], str | None]
"""Is asked about an ambiguous entry: gives the id of a candidate, "" for none of them, None for no answer."""


class Enricher:
    """Completes the entries of one listing from an index."""

    def __init__(
        self,
        index: Index,
        *,
        owner: Name | None = None,
        prefer: Prefer = Prefer.PREPRINT,
        on: str,
        choices: Choices | None = None,
        ask: Ask | None = None,
    ) -> None:
        """`on` is today's date for the provenance; `choices` are a person's, and `ask` asks for more."""
        self._index, self._prefer, self._on = index, prefer, on
        self._choices, self._ask = choices, ask
        self._matcher = Matcher(index, owner)

    def enrich(self, entry: Record) -> Enriched:
        """Match an entry and complete it where it was accepted, by us or by a person."""
        match = self._decided(entry, self._matcher.match(entry))
        if match.verdict is not Verdict.ACCEPTED:
            return Enriched(entry, match, Merged(entry, ()))
        found = _versions(self._index, [one.candidate for one in match.candidates])
        merged = merge(entry, found, prefer=self._prefer, on=self._on, score=match.score)
        return Enriched(entry, match, merged)

    def _decided(self, entry: Record, match: Match) -> Match:
        """The match with a person's decision in it, asked for now or remembered."""
        chosen = self._choices.get(entry) if self._choices else None
        if chosen is None and self._ask and match.verdict is Verdict.AMBIGUOUS:
            records = [self._index.record(one.candidate) for one in match.candidates]
            chosen = self._ask(entry, match, records)
            if chosen is not None and self._choices:
                self._choices.set(entry, chosen)
        if chosen is None:
            return match
        taken = tuple(one for one in match.candidates if one.candidate.id == chosen)
        if chosen and taken:
            return Match(Verdict.ACCEPTED, taken)
        # Nothing was chosen, or something that is not among the candidates any more.
        return Match(Verdict.UNMATCHED, ()) if not chosen else match


def enrich(
    records: Iterable[Record],
    index: Index,
    *,
    owner: Name | None = None,
    prefer: Prefer = Prefer.PREPRINT,
    on: str,
) -> Iterator[Enriched]:
    """Match each record and complete what was accepted; `on` is today's date for the provenance."""
    enricher = Enricher(index, owner=owner, prefer=prefer, on=on)
    return (enricher.enrich(record) for record in records)


class Tally:
    """Counts what became of entries."""

    def __init__(self) -> None:
        self._verdicts: Counter[Verdict] = Counter()
        self._complete = 0

    def add(self, one: Enriched) -> None:
        """Count an entry."""
        self._verdicts[one.match.verdict] += 1
        self._complete += not cut_off(one.merged.record)

    def summary(self) -> Summary:
        """The counts."""
        accepted, ambiguous, unmatched = (self._verdicts[verdict] for verdict in Verdict)
        return Summary(self._verdicts.total(), accepted, ambiguous, unmatched, self._complete)


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
