"""What the comparison of styles gave, in figures and by class of difference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from classes import Difference, grouped

SLOW = 0.050
"""Seconds that no entry may take."""


@dataclass
class Outcome:
    """What the comparison of one style gave."""

    style: str
    records: int = 0
    citations: int = 0
    compared: int = 0
    """Texts: references and citations."""
    to_the_letter: int = 0
    """Texts whose HTML is the same, tag by tag."""
    differences: list[Difference] = field(default_factory=list)
    order_differs: bool = False
    crash: str = ""
    """Our error."""
    peer_error: str = ""
    """citeproc-js's error: then there is nothing to compare with."""
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")
    """Seconds and the id of the record, where timing was asked for."""


def summary(done: list[Outcome]) -> dict[str, Any]:
    compared = sum(one.compared for one in done)
    differing = sum(len(one.differences) for one in done)
    return {
        "styles": len(done),
        "records": max((one.records for one in done), default=0),
        "citations": max((one.citations for one in done), default=0),
        "entries": compared,
        "identical": compared - differing,
        "identical %": round(100 * (compared - differing) / compared, 3) if compared else 0.0,
        "identical HTML": sum(one.to_the_letter for one in done),
        "styles without a difference": sum(not one.differences and not one.crash for one in done),
        "styles in another order": [one.style for one in done if one.order_differs],
        "crashes": {one.style: one.crash for one in done if one.crash},
        "citeproc-js fails": {one.style: one.peer_error for one in done if one.peer_error},
        "slow entries": {one.style: one.slowest for one in done if one.slowest[0] > SLOW},
        "slowest": max((one.slowest for one in done), default=(0.0, "")),
        "seconds, ours": round(sum(one.seconds for one in done), 1),
    }


def report_text(done: list[Outcome], classes: int = 60) -> str:
    """The report in Markdown: figures, then the classes, the biggest first, with two examples each."""
    lines = ["# Differences from citeproc-js", ""]
    for name, value in summary(done).items():
        shown = value if not isinstance(value, dict | list) else f"{len(value)} {_clipped(value)}"
        lines.append(f"- {name}: {shown}")
    every = [difference for one in done for difference in one.differences]
    for number, (name, members) in enumerate(grouped(every)[:classes], 1):
        styles = sorted({one.style for one in members})
        records = sorted({one.record for one in members})
        lines += ["", f"## {number}. {name}", ""]
        lines.append(f"{len(members)} entries, {len(styles)} styles, {len(records)} records")
        for example in {members[0], members[-1]}:
            lines += ["", f"    {example.style} / {example.record}"]
            lines += [f"    ours   {example.ours!r}", f"    theirs {example.theirs!r}"]
    return "\n".join(lines) + "\n"


def _clipped(value: Any) -> str:
    return str(value)[:2000] if value else ""
