"""The figures of `citeproc.py` as the section of docs/benchmarks.md."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

HEADING = "## The citation processor"


def section(data: dict[str, Any], tables: str) -> str:
    """The whole section, from its heading on."""
    counts = sorted({row["count"] for row in data["bibliographies"]})
    command = "    python benchmarks/citeproc.py --counts {} --limit {:g} --page docs/benchmarks.md".format(
        " ".join(map(str, counts)), data["limit"]
    )
    limit = f"{data['limit']:g}"
    said = (
        "Bibliographies of articles, chapters and books in eight styles; each run is a process of its own, "
        'start-up included: seconds, then peak memory. "lead" is how many times longer the fastest of the '
        f"others took. A run over {limit} seconds was ended; one that would take longer, going by the next "
        f'smaller count, was not started: both are shown as ">". {data["machine"]}. '
        "`make bench-citeproc` takes the figures anew."
    )
    return "\n".join([HEADING, "", command, "", textwrap.fill(said, 120), "", tables.strip(), ""])


def with_section(page: str, new: str) -> str:
    """The page with its section replaced, which ends with the next heading of its level, or the page."""
    start = page.index(HEADING)
    end = page.find("\n## ", start)
    return page[:start] + new + ("" if end < 0 else page[end:])


def tables(data: dict[str, Any], known_engines: Iterable[str], known_styles: Iterable[str]) -> str:
    """The figures in Markdown."""
    by_key = {(row["engine"], row["style"], row["count"]): row for row in data["bibliographies"]}
    engines = [name for name in known_engines if any(row["engine"] == name for row in data["bibliographies"])]
    counts = sorted({row["count"] for row in data["bibliographies"]})
    styles = [name for name in known_styles if any(row["style"] == name for row in data["bibliographies"])]
    lines: list[str] = []
    for count in counts:
        lines += [f"### {count:,} records", "", "| style | " + " | ".join(engines) + " | lead |"]
        lines.append("|---|" + "---:|" * (len(engines) + 1))
        for style in styles:
            rows = [by_key.get((name, style, count)) for name in engines]
            cells = [_cell(row) for row in rows]
            lines.append(f"| {style} | " + " | ".join(cells) + f" | {_lead(rows)} |")
        lines.append("")
    lines += _growth(by_key, counts, styles)
    if data["incremental"]:
        lines += ["### One cite more in a document of 500 cites over 1,000 records", ""]
        lines += [
            "| style | citemill, median | longest | citeproc-js, median | longest |",
            "|---|---:|---:|---:|---:|",
        ]
        answers = {(row["engine"], row["style"]): row for row in data["incremental"]}
        for style in styles:
            cells = []
            for name in ("citemill", "citeproc-js"):
                row = answers.get((name, style), {})
                cells += [f"{row[key]:.1f} ms" if key in row else "-" for key in ("median", "longest")]
            lines.append(f"| {style} | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


def _cell(row: dict[str, Any] | None) -> str:
    if row is None:
        return "-"
    if row["seconds"] is None:
        return str(row["note"])
    return f"{row['seconds']:.2f} s, {row['megabytes']:.0f} MB"


def _lead(rows: list[dict[str, Any] | None]) -> str:
    """How many times faster than the fastest other engine the first one is."""
    own, *peers = rows
    times = [row["seconds"] for row in peers if row and row["seconds"]]
    if not own or own["engine"] != "citemill" or not own["seconds"] or not times:
        return "-"
    return f"{min(times) / own['seconds']:.1f} ×"


def _growth(
    by_key: dict[tuple[str, str, int], dict[str, Any]], counts: list[int], styles: list[str]
) -> list[str]:
    """Time per record at the largest count as a multiple of that at the smallest, for citemill."""
    lines = []
    for style in styles:
        first, last = (by_key.get(("citemill", style, count)) for count in (counts[0], counts[-1]))
        if first and last and first["seconds"] and last["seconds"] and counts[0] != counts[-1]:
            growth = (last["seconds"] / counts[-1]) / (first["seconds"] / counts[0])
            each = 1e6 * last["seconds"] / counts[-1]
            lines.append(f"| {style} | {each:.0f} µs | {growth:.2f} |")
    if not lines:
        return []
    head = [f"### Growth: time per record at {counts[-1]:,} and as a multiple of that at {counts[0]:,}", ""]
    return [*head, "| style | per record | growth |", "|---|---:|---:|", *lines, ""]
