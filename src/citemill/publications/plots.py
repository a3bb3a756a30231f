"""Figures about a publication list, drawn with matplotlib: papers per year by subject, growth, co-authors."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from citemill.errors import CitemillError, UnknownName
from citemill.normalizer.identities import Identities
from citemill.normalizer.names import printed
from citemill.normalizer.persons import Persons
from citemill.publications.chart import tabulate
from citemill.publications.plan import Owner
from citemill.record import Record, cut_off

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

__all__ = ["FORMATS", "KINDS", "co_authors", "plot"]

FORMATS = ("svg", "png", "pdf")

# Okabe and Ito's colours, which people who see no red or no green can tell apart.
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#8C8C8C")
_MOST_CO_AUTHORS = 15
_WIDTH, _HEIGHT = 8.0, 3.2  # inches, of one figure


def co_authors(records: Sequence[Record], owner: Owner) -> Counter[str]:
    """With whom the owner is shown to have written, and how often; names that a listing hides are not there.

    Variants of one person's name count together, under the fullest of them.
    """
    own = Persons([(owner.name, *owner.aliases)])
    counts: Counter[str] = Counter()
    for person in Identities(records).all:
        if not own.among([person.name]):
            counts[printed(person.name)] += len(person.records)
    return counts


def plot(
    records: Sequence[Record],
    owner: Owner,
    kinds: Sequence[str],
    format: str,
    labels: Mapping[str, str],
    title: str = "",
) -> bytes:
    """Draw one or several of `KINDS` below each other, as "svg", "png" or "pdf".

    Raises `UnknownName` for another kind or format, `CitemillError` where matplotlib is not installed or
    where no record has a date to plot.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UnknownName("kind of figure", kind, KINDS)
    if format not in FORMATS:
        raise UnknownName("figure format", format, FORMATS)
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise CitemillError(
            "figures are drawn with matplotlib, which is not installed", hint="pip install 'citemill[plot]'"
        ) from None
    if not tabulate(records).years:
        raise CitemillError("no entry has a date, so there is nothing to plot")
    # Text stays text in SVG and PDF; the same figure gives the same file.
    with mpl.rc_context({"svg.fonttype": "none", "pdf.fonttype": 42, "svg.hashsalt": "citemill"}):
        figure = Figure(figsize=(_WIDTH, _HEIGHT * len(kinds) + 0.4 * bool(title)), layout="constrained")
        if title:
            figure.suptitle(_literal(title))
        for axes, kind in zip(figure.subplots(len(kinds), squeeze=False)[:, 0], kinds, strict=True):
            axes.spines[["top", "right"]].set_visible(False)
            KINDS[kind](axes, records, owner, labels)
        out = io.BytesIO()
        dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}[format]
        figure.savefig(out, format=format, dpi=150, metadata=dated)
    return out.getvalue()


def _literal(text: str) -> str:
    """Text from a listing as it stands: matplotlib takes what is between dollar signs for a formula."""
    return text.replace("$", r"\$")


def _years(axes: Axes, records: Sequence[Record], owner: Owner, labels: Mapping[str, str]) -> None:
    table = tabulate(records)
    below = [0] * len(table.years)
    for colour, subject in enumerate(table.subjects):
        counts = [table.count(year, subject) for year in table.years]
        name = _literal(subject or labels["other-subjects"])
        axes.bar(list(table.years), counts, bottom=below, label=name, color=_COLOURS[colour], width=0.75)
        below = [low + count for low, count in zip(below, counts, strict=True)]
    axes.set_title(labels["per-year"], loc="left", fontsize="medium")
    _whole_years(axes, table.years)
    if len(table.subjects) > 1:
        axes.legend(frameon=False, ncols=min(3, len(table.subjects)), fontsize="small")


def _cumulative(axes: Axes, records: Sequence[Record], owner: Owner, labels: Mapping[str, str]) -> None:
    table = tabulate(records)
    total = list(accumulate(map(table.total, table.years)))
    axes.step(list(table.years), total, where="mid", color=_COLOURS[0])
    axes.fill_between(list(table.years), total, step="mid", color=_COLOURS[0], alpha=0.15)
    axes.annotate(
        f"{total[-1]:,}", (table.years[-1], total[-1]), xytext=(0, 4), textcoords="offset points", ha="center"
    )
    axes.set_title(labels["cumulative"], loc="left", fontsize="medium")
    axes.set_ylim(0, total[-1] * 1.12)
    _whole_years(axes, table.years)


def _co_authors(axes: Axes, records: Sequence[Record], owner: Owner, labels: Mapping[str, str]) -> None:
    most = co_authors(records, owner).most_common(_MOST_CO_AUTHORS)[::-1]
    axes.barh([_literal(name) for name, _ in most], [count for _, count in most], color=_COLOURS[0])
    axes.xaxis.set_major_locator(_whole_numbers())
    axes.tick_params(axis="y", labelsize="small")
    cut = sum(map(cut_off, records))
    note = labels["shown-only"].format(n=cut) if cut else ""
    axes.set_title(labels["co-authors"] + (f" ({note})" if note else ""), loc="left", fontsize="medium")


def _whole_years(axes: Axes, years: range) -> None:
    step = max(1, len(years) // 12)
    axes.set_xticks(list(years)[::step])
    axes.yaxis.set_major_locator(_whole_numbers())


def _whole_numbers() -> MaxNLocator:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(integer=True)


KINDS: dict[str, Callable[[Axes, Sequence[Record], Owner, Mapping[str, str]], None]] = {
    "years": _years,
    "cumulative": _cumulative,
    "co-authors": _co_authors,
}
"""The kinds of figures, by name."""
