"""The header of a profile page: who it is about, and the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.listings.layout import is_furniture, is_subject
from citemill.listings.model import Figure, Profile

__all__ = ["Header", "figures_in", "read_header"]

_NUMBER = r"(?:\d{1,3}(?:[ '’.,]\d{3})+|\d+(?:[.,]\d+)?)\s?[KMB]?%?\+?"
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’ ]\d{3})+").fullmatch
_UNITS = {"K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
_LABELS = {  # label on the page -> field of Profile
    "h-index": "h_index",
    "papers": "papers",
    "citations": "citations",
    "Novelty": "novelty",
    "AI Score": "ai_score",
}
_FIELDS = {label.lower(): field for label, field in _LABELS.items()}
_AFTER = r"papers?|citations?"
_BEFORE = r"h-?\s?index|novelty|ai\s?score"
_FIGURE = re.compile(
    rf"(?P<before>{_BEFORE})\s?:?\s?(?P<first>{_NUMBER})"
    rf"|(?P<second>{_NUMBER})\s?(?P<after>{_AFTER})"
    rf"|(?P<before2>{_AFTER}|{_BEFORE})\s?:\s?(?P<third>{_NUMBER})",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(rf"(?:{_AFTER}|{_BEFORE}):?", re.IGNORECASE).fullmatch
_NUMBER_ALONE = re.compile(_NUMBER).fullmatch
_LISTED = re.compile(rf"(?P<number>{_NUMBER})\s(?:Papers?|PAPERS?)").fullmatch
_LONGEST = 120
"""Characters; a longer line is none of the header's."""


class Header(NamedTuple):
    """The profile, and the line that says how many entries the page lists (0 where none does)."""

    profile: Profile
    listed_line: int


class _Found(NamedTuple):
    field: str
    figure: Figure
    line: int


def figures_in(line: str) -> bool:
    """Whether the line holds figures of a header and nothing else ("h-index74").

    >>> figures_in("h-index74"), figures_in("59 Papers"), figures_in("We survey 59 papers.")
    (True, True, False)
    """
    return len(line) <= _LONGEST and any(True for _ in _figures(line, 0))


def _figures(line: str, number: int) -> Iterator[_Found]:
    """The figures of a line that has nothing else in it but perhaps a subject in front ("LG h-index 74")."""
    if listed := _LISTED(line):
        yield _Found("listed", _figure(listed["number"]), number)
        return
    found = list(_FIGURE.finditer(line))
    between = _FIGURE.sub("", line).strip(" |·•,;")
    if not found or (between and not is_subject(between)):
        return
    for match in found:
        label = (match["before"] or match["after"] or match["before2"]).lower()
        value = match["first"] or match["second"] or match["third"]
        yield _Found(_field(label), _figure(value), number)


def _field(label: str) -> str:
    label = label.rstrip(":").strip()
    if label.startswith("h"):
        label = "h-index"
    elif label.endswith("score"):
        label = "ai score"
    elif label in ("paper", "citation"):
        label += "s"
    return _FIELDS[label]


def _figure(printed: str) -> Figure:
    """Read a number.

    >>> _figure("300,203"), _figure("300.2K").value, _figure("63%").value, _figure("1.234.567").value
    (Figure(value=300203, printed='300,203', exact=True), 300200, 63, 1234567)
    """
    printed = printed.strip()
    body = printed.rstrip("%+ ").upper()
    unit = _UNITS.get(body[-1], 1)
    body = body.rstrip("KMB .,")
    if _GROUPED(body) and (unit == 1 or body.count(",")):
        body = re.sub(r"\D", "", body)
    whole = body.isdecimal()
    value = int(body) * unit if whole else round(float(body.replace(",", ".")) * unit)
    return Figure(value, printed, exact=whole and unit == 1 and "+" not in printed)


def read_header(lines: Sequence[tuple[int, str]], source: str, report: Report) -> Header:
    """Read the lines above the first entry (number and text, none of them blank)."""
    lines = _joined(lines)
    profile: dict[str, Figure] = {}
    listed_line = 0
    first = len(lines)
    for at, (number, line) in enumerate(lines):
        for field, figure, _ in _figures(line, number):
            if field == "listed" and "papers" not in profile and _is_first_of_several(lines[at + 1 :]):
                field = "papers"
            if field in profile and field == "papers":
                field = "listed"
            profile[field] = figure
            if field == "listed":
                listed_line = number
            first = min(first, at)
    subject, before = _subject(lines, first)
    name = _name(lines[:before], source, report)
    _report(lines, profile, name, subject, source, report)
    return Header(Profile(name=name, subject=subject, **profile), listed_line)


def _is_first_of_several(rest: Sequence[tuple[int, str]]) -> bool:
    """Whether more figures follow: then "59 Papers" was the author's figure, not the list's heading."""
    return any(found for number, line in rest for found in _figures(line, number))


def _joined(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Put together a label and its number where each has a line of its own."""
    joined: list[tuple[int, str]] = []
    run: list[tuple[int, str]] = []

    def close() -> None:
        numbers_first = bool(run) and _NUMBER_ALONE(run[0][1]) is not None
        while run:
            pair = run[:2]
            if len(pair) == 2 and bool(_NUMBER_ALONE(pair[0][1])) != bool(_NUMBER_ALONE(pair[1][1])):
                (number, one), (_, other) = pair
                figure, label = (one, other) if numbers_first else (other, one)
                joined.append((number, f"{label.rstrip(':')}: {figure}"))
                del run[:2]
            else:
                joined.append(run.pop(0))

    for number, line in lines:
        if _LABEL_ALONE(line) or _NUMBER_ALONE(line):
            run.append((number, line))
        else:
            close()
            joined.append((number, line))
    close()
    return joined


def _subject(lines: Sequence[tuple[int, str]], first: int) -> tuple[str, int]:
    """The owner's subject, and the position before which his name stands."""
    if first < len(lines):
        between = _FIGURE.sub("", lines[first][1]).strip(" |·•,;")
        if between and is_subject(between) and not _LISTED(lines[first][1]):
            return between, first
    for at in range(first - 1, -1, -1):
        if is_subject(lines[at][1]) and at > 0:
            return lines[at][1], at
    return "", first


def _name(lines: Sequence[tuple[int, str]], source: str, report: Report) -> str:
    """The last line that can be a name."""
    candidates = [(number, line) for number, line in lines if _can_be_name(line)]
    if not candidates:
        return ""
    number, name = candidates[-1]
    others = [line for _, line in candidates[:-1] if line != name]
    if others:
        report(
            Diagnostic(
                "owner-guessed",
                Severity.INFO,
                Place(source, number),
                f'"{name}" was taken as the owner of the page; above it stands "{others[-1]}"',
            )
        )
    return name


def _can_be_name(line: str) -> bool:
    return (
        len(line) <= _LONGEST
        and not is_furniture(line)
        and not any(character.isdigit() for character in line)
        and any(character.isalpha() for character in line)
        and line[-1] not in ".:!?"
        and len(line.split()) <= 8
    )


def _report(
    lines: Sequence[tuple[int, str]],
    profile: dict[str, Figure],
    name: str,
    subject: str,
    source: str,
    report: Report,
) -> None:
    place = Place(source, lines[0][0] if lines else 1)
    missing = [label for label, field in _LABELS.items() if field not in profile]
    parts = ["the owner's name"] * (not name) + ["the main subject"] * (not subject) + missing
    if not lines:
        report(Diagnostic("no-header", Severity.INFO, place, "the page has no header above its entries"))
    elif parts:
        report(Diagnostic("header-incomplete", Severity.INFO, place, f"the header lacks {', '.join(parts)}"))
    for figure in profile.values():
        if not figure.exact:
            report(
                Diagnostic(
                    "figure-rounded",
                    Severity.INFO,
                    place,
                    f'"{figure.printed}" is rounded; taken as {figure.value:,}',
                )
            )
