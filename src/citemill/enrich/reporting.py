"""What enrichment did, told to a person or a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citemill.record import Record
from citemill.text.markup import plain

if TYPE_CHECKING:
    from citemill.enrich.enricher import Enriched

__all__ = ["as_json", "described", "lines"]


def described(record: Record) -> str:
    """A record on one line: title, first authors, date, id."""
    names = [name.get("family") or name.get("literal", "") for name in record.get("author", ())]
    shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
    parts = (record.get("issued") or {}).get("date-parts", [[]])[0]
    day = "-".join(f"{int(part):02}" for part in parts)
    return f"{plain(record.get('title', ''))} | {shown} | {day} | {record['id']}"


def lines(one: Enriched) -> Iterator[str]:
    """One entry's part of the report: the verdict, then what changed, or what it may have been."""
    score = f" ({one.match.score:.4f})" if one.match.candidates else ""
    yield f"{one.match.verdict}{score}: {described(one.entry)}"
    yield from (f"    {change}" for change in one.merged.changes)
    if one.match.verdict != "accepted":
        for each in one.match.candidates:
            yield f"    {each.score:.2f} {each.candidate.id}: {'; '.join(each.evidence.remarks)}"


def as_json(one: Enriched) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "key": one.entry["id"],
        "verdict": str(one.match.verdict),
        "candidates": [
            {
                "record": each.candidate.id,
                "score": round(each.score, 4),
                "remarks": list(each.evidence.remarks),
            }
            for each in one.match.candidates
        ],
        "changes": [{**change._asdict(), "how": str(change.how)} for change in one.merged.changes],
    }
