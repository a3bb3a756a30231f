"""The chart of a page: papers per year, stacked by subject, as SVG that needs no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from citemill.publications.model import year_of
from citemill.publications.rules import subject_of
from citemill.record import Record

__all__ = ["Table", "svg", "tabulate"]

COLOURS = 6
"""So many subjects have a colour of their own in the style sheet (c0 ...); the last stands for all others."""

_HEIGHT, _FOOT, _STEP, _BAR = 120, 22, 36, 26


class Table:
    """Counts of records by year and subject: `subjects` from the commonest on, "" for others or none."""

    def __init__(self, records: Sequence[Record], *, most: int = COLOURS) -> None:
        counts: Counter[tuple[int, str]] = Counter()
        for record in records:
            year = year_of(record)
            if year is not None:
                counts[year, subject_of(record)] += 1
        totals: Counter[str] = Counter()
        for (_, subject), count in counts.items():
            totals[subject] += count
        named = [subject for subject, _ in totals.most_common() if subject]
        if len(named) > most or (len(named) == most and "" in totals):
            named = named[: most - 1]
        self.subjects = (*named, *([""] if len(named) < len(totals) else []))
        years = [year for year, _ in counts]
        self.years = range(min(years), max(years) + 1) if years else range(0)
        self._counts: Counter[tuple[int, str]] = Counter()
        for (year, subject), count in counts.items():
            self._counts[year, subject if subject in named else ""] += count

    def count(self, year: int, subject: str) -> int:
        """How many there are."""
        return self._counts[year, subject]

    def total(self, year: int) -> int:
        """How many there are in a year."""
        return sum(self._counts[year, subject] for subject in self.subjects)


def tabulate(records: Sequence[Record]) -> Table:
    """Count records by year and subject."""
    return Table(records)


def svg(table: Table, labels: Mapping[str, str]) -> str:
    """The chart with its legend; empty where there is nothing to compare."""
    if len(table.years) < 2 or len(table.years) > 80:
        return ""
    highest = max(map(table.total, table.years))
    width = len(table.years) * _STEP
    bars = []
    for position, year in enumerate(table.years):
        x, y = position * _STEP + (_STEP - _BAR) / 2, float(_HEIGHT)
        for colour, subject in enumerate(table.subjects):
            count = table.count(year, subject)
            if not count:
                continue
            height = count / highest * (_HEIGHT - 16)
            y -= height
            bars.append(
                f'<rect class="c{colour}" x="{x:g}" y="{y:.1f}" width="{_BAR}" height="{height:.1f}"/>'
            )
        middle = position * _STEP + _STEP / 2
        total = table.total(year)
        if total:
            bars.append(f'<text x="{middle:g}" y="{y - 4:.1f}">{total}</text>')
        bars.append(f'<text x="{middle:g}" y="{_HEIGHT + 16}">{year}</text>')
    legend = ""
    if len(table.subjects) > 1:
        items = (
            f'<li><span class="key c{colour}"></span>{escape(subject or labels["other-subjects"])}</li>'
            for colour, subject in enumerate(table.subjects)
        )
        legend = f'<ul class="legend" aria-hidden="true">{"".join(items)}</ul>'
    said = "; ".join(
        labels["per-year-of"].format(year=year, n=table.total(year))
        for year in table.years
        if table.total(year)
    )
    title = labels["per-year"]
    height = _HEIGHT + _FOOT
    drawn = (
        f'<svg role="img" aria-label="{escape(f"{title}: {said}")}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'{"".join(bars)}<line x1="0" y1="{_HEIGHT}" x2="{width}" y2="{_HEIGHT}"/></svg>'
    )
    caption = f"<figcaption>{escape(title)}</figcaption>"
    # What scrolls must be reachable by the keyboard.
    scroll = f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(title)}">{drawn}</div>'
    return f'<figure class="chart">{caption}{scroll}{legend}</figure>\n'
