"""Records of one work found among records, and made one."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from citemill.enrich.build import build_index
from citemill.enrich.index import Index
from citemill.enrich.keys import identifiers
from citemill.enrich.matching import ACCEPTED, Matcher
from citemill.enrich.merging import Change, Prefer, Sourced, is_preprint, merge
from citemill.record import Record

__all__ = ["Deduplicated", "Pair", "deduplicate", "pairs"]


class Pair(NamedTuple):
    """Two records, by their places, that may be of one work."""

    one: int
    other: int
    sure: bool
    """They share an identifier, or nothing but their being one work explains what agrees."""
    score: float
    remarks: tuple[str, ...]


class Deduplicated(NamedTuple):
    """What is left: records, what was merged into them, and what only may belong together."""

    records: list[Record]
    merged: list[tuple[str, list[str], tuple[Change, ...]]]
    """Id of the record that was kept, ids of those that went into it, what changed in it."""
    likely: list[tuple[str, str, float]]
    """Ids of two records that may be one work, and how probable that is."""


_LIKELY = 0.05
"""How probable it must be that two records are of one work to be told or asked about."""

_SETTLED = frozenset(("type", "title", "title-short"))
"""What the kept record says as well as any other one in the library."""

Ask = Callable[[Record, Record, Pair], bool | None]
"""Is asked whether two records are of one work; None for no answer."""


def pairs(records: Sequence[Record]) -> list[Pair]:
    """Pairs that are, or may be, records of one work, each once."""
    found: dict[tuple[int, int], Pair] = {}
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        for name in identifiers(record):
            by_name[name].append(at)
    for name, places in by_name.items():
        for other in places[1:]:
            found[places[0], other] = Pair(places[0], other, True, 1.0, (name,))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "records.db")
        build_index(
            path, (("library", {**one, "id": str(at)}) for at, one in enumerate(records) if one.get("title"))
        )
        with Index(path) as index:
            matcher = Matcher(index)
            for at, record in enumerate(records):
                for each in matcher.candidates(record) if record.get("title") else ():
                    other = int(each.candidate.id)
                    key = min(at, other), max(at, other)
                    if other != at and each.score >= _LIKELY and key not in found:
                        clash = _clash(records[at], records[other])
                        sure = each.total >= ACCEPTED and not clash
                        found[key] = Pair(*key, sure, each.score, each.evidence.remarks)
    return sorted(found.values())


def _clash(one: Record, other: Record) -> bool:
    """Whether both have an arXiv number, or both a DOI of a published version, and not the same."""
    for kind in ("arxiv:", "doi:"):
        ours, theirs = (
            {name for name in identifiers(each) if name.startswith(kind)} for each in (one, other)
        )
        if ours and theirs and not ours & theirs:
            return True
    return False


def deduplicate(
    records: Sequence[Record], *, prefer: Prefer = Prefer.PUBLISHED, on: str, ask: Ask | None = None
) -> Deduplicated:
    """Merge records of one work into the fullest of them, which keeps its id and its place.

    Pairs that are only likely are merged where `ask` says so; those it does not know are told in the result.
    """
    group = list(range(len(records)))

    def head(at: int) -> int:
        while group[at] != at:
            at = group[at]
        return at

    likely = []
    for pair in pairs(records):
        one, other = head(pair.one), head(pair.other)
        if one == other:
            continue
        said = True if pair.sure else ask(records[pair.one], records[pair.other], pair) if ask else None
        if said:
            group[max(one, other)] = min(one, other)
        elif said is None:
            likely.append(
                (str(records[pair.one]["id"]), str(records[pair.other]["id"]), round(pair.score, 4))
            )
    members: defaultdict[int, list[Record]] = defaultdict(list)
    for at, record in enumerate(records):
        members[head(at)].append(record)
    left: list[Record] = []
    merged = []
    for together in members.values():
        if len(together) == 1:
            left.append(together[0])
            continue
        wanted = prefer is Prefer.PREPRINT
        kept = min(together, key=lambda one: (is_preprint(one) is not wanted, -len(one)))
        others = [one for one in together if one is not kept]
        found = [Sourced("library", one) for one in others]
        chosen = Prefer.PREPRINT if is_preprint(kept) else Prefer.PUBLISHED
        result = merge(kept, found, prefer=chosen, on=on, score=1.0, settled=_SETTLED)
        left.append(result.record)
        merged.append((str(kept["id"]), [str(one["id"]) for one in others], result.changes))
    return Deduplicated(left, merged, likely)
