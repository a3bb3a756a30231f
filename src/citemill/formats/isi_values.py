"""How ISI tagged files hold values: names, dates of issues and conferences, addresses, abstracts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from citemill.formats import dates
from citemill.formats.names import from_inverted, from_natural
from citemill.record import Name

__all__ = ["abstract", "addresses", "dated", "line", "literals", "names", "span"]


def line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


_PARAGRAPH = re.compile(r"\s*\n\s*(?=[A-Z][A-Z /&]{2,} - )")


def abstract(text: str) -> str:
    """Lines run together; what Derwent labels ("NOVELTY - ...") is a paragraph."""
    return "\n\n".join(filter(None, (line(part) for part in _PARAGRAPH.split(text))))


_ADDRESS = re.compile(r"\s*\([^()]*@[^()]*\)")
_INITIALS = re.compile(r"(.+?) ([A-Z]{1,3})")


def names(lines: Iterable[str]) -> Iterator[tuple[Name, bool]]:
    """Names, and whether the division of each into parts is a guess."""
    for one in lines:
        text = _ADDRESS.sub("", one).strip()
        if not text:
            continue
        initials = _INITIALS.fullmatch(text)
        if "," in text:
            yield from_inverted(text), False
        elif initials:  # as Derwent has them: "YANG Y"
            yield {"family": initials[1], "given": initials[2]}, False
        else:
            found = from_natural(text)
            yield found, "family" in found


def literals(text: str) -> list[Name]:
    """Groups, one a line."""
    return [cast(Name, {"literal": name.strip()}) for name in text.split("\n") if name.strip()]


_MONTHS = re.compile(r"\b([A-Z][A-Za-z]{2,8})\b\.?(?:[ -]+(\d{1,2})(?!\d))?")
_NUMBERED = re.compile(r"(\d{2}) \d{4}")
_SEASONS = {"spr": 1, "sum": 2, "fal": 3, "aut": 3, "win": 4} | dates.SEASONS


def dated(text: str, year: int) -> dict[str, Any]:
    """A date in a year: "SPR", "DEC 15", "JAN-MAR", "04 2006"; the year alone where nothing is understood."""
    whole = dates.read(text)
    if dates.year(whole) == str(year) and len(whole["date-parts"][0]) == 3:
        return whole
    numbered = _NUMBERED.fullmatch(text)
    if numbered and 1 <= int(numbered[1]) <= 12:
        return {"date-parts": [[year, int(numbered[1])]]}
    found: list[list[int]] = []
    for name, day in _MONTHS.findall(text):
        season = _SEASONS.get(name.lower())
        if season and not found:
            return {"date-parts": [[year]], "season": season}
        month = dates.month_number(name)
        if month:
            found.append([year, month, int(day)] if day and 1 <= int(day) <= 31 else [year, month])
    return {"date-parts": found[:2] or [[year]]}


_DAYS = re.compile(r"([A-Z]{3,9})\.? (\d{1,2})(?:-(?:([A-Z]{3,9})\.? )?(\d{1,2}))?,? (\d{4})", re.IGNORECASE)


def span(text: str) -> dict[str, Any]:
    """The days of a conference: "FEB 21-23, 2005", "JUN 30-JUL 02, 2019"."""
    match = _DAYS.fullmatch(text)
    if match is None:
        found = dates.read(text.capitalize())
        return found if "date-parts" in found else {}
    month, last_month = dates.month_number(match[1]), dates.month_number(match[3] or match[1])
    if not month or not last_month:
        return {}
    year = int(match[5])
    parts = [[year, month, int(match[2])]]
    if match[4]:
        parts.append([year, last_month, int(match[4])])
    return {"date-parts": parts} if all(1 <= day <= 31 for _, _, day in parts) else {}


def addresses(text: str) -> Iterator[str]:
    """Addresses without the authors who are there; each ends with a full stop, or begins with authors."""
    for part in re.split(r"\.\n|\n(?=\[)", text):
        address = re.sub(r"^\[[^\]]*\]\s*", "", line(part)).rstrip(".")
        if address:
            yield address
