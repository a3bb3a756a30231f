"""Dates as texts: CSL dates written the ISO 8601 / EDTF way, and read from what files hold.

A CSL date has one to three parts; none is ever added. What is no date ("in press") is kept as `literal`.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["day", "month_number", "read", "write", "year"]

MONTHS = "January February March April May June July August September October November December".split()
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
"""CSL's `season` by its English name; EDTF writes the same as months 21 to 24."""

_SEASON_NAMES = ("", "Spring", "Summer", "Autumn", "Winter")
_MONTH_NUMBERS = {name[:length].lower(): at for at, name in enumerate(MONTHS, 1) for length in (3, len(name))}
_MONTH_NUMBERS["sept"] = 9

_ISO = re.compile(
    r"(-?\d{4}|Y-?\d{5,})(?:[-/.](\d\d?)(?:[-/.](\d\d?))?)?(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?([~?%]?)"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_NAMED = (  # "9 November 2016", "November 9, 2016", "Nov. 2016", "Winter 2016", "2016 Nov 9", "2016 Winter"
    re.compile(r"(?P<day>\d{1,2})\.? +(?P<name>[A-Za-z]+)\.?,? +(?P<year>-?\d{4,})"),
    re.compile(r"(?P<name>[A-Za-z]+)\.?(?: +(?P<day>\d{1,2}))?,? +(?P<year>-?\d{4,})"),
    re.compile(r"(?P<year>-?\d{4,}),? +(?P<name>[A-Za-z]+)\.?(?: +(?P<day>\d{1,2}))?"),
)


def year(date: Any) -> str:
    """The (first) year in at least four digits, or empty: "2016", "0987", "-0043".

    >>> year({"date-parts": [[987]]})
    '0987'
    """
    parts = _parts(date)
    return _year(parts[0][0]) if parts else ""


def day(date: Any) -> str:
    """The first date of a CSL date by ISO 8601, as far as it is known; empty where there is none.

    >>> day({"date-parts": [[2016, 11, 9], [2016, 11, 12]]})
    '2016-11-09'
    """
    parts = _parts(date)
    return _iso(parts[0]) if parts else ""


def month_number(name: str) -> int:
    """1 to 12 for an English month's name, its abbreviation or its number; 0 for anything else.

    >>> month_number("Sept."), month_number("07"), month_number("Easter")
    (9, 7, 0)
    """
    name = name.strip().rstrip(".").lower()
    if name.isdecimal():
        return int(name) if 1 <= int(name) <= 12 else 0
    return _MONTH_NUMBERS.get(name, 0)


def write(date: Any) -> str:
    """A CSL date as a text that `read` gives back: "2016-11-09", "2016-11/2016-12", "Spring 2016", "2016~".

    >>> write({"date-parts": [[2016, 11]]}), write({"literal": "in press"})
    ('2016-11', 'in press')
    """
    parts = _parts(date)
    if not parts:
        if not isinstance(date, dict):
            return ""
        return str(date.get("literal") or date.get("raw") or "")
    season = str(date.get("season", ""))
    if season and len(parts) == 1 and len(parts[0]) == 1:
        name = _SEASON_NAMES[int(season)] if season in ("1", "2", "3", "4") else season
        return f"{name} {_year(parts[0][0])}"
    mark = "~" if date.get("circa") else ""
    return "/".join(_iso(part) + mark for part in parts)


def read(text: str) -> dict[str, Any]:
    """A CSL date from a text; `literal` where it is no date, empty for an empty text.

    >>> read("2016/11/09"), read("Nov 2016"), read("in press")
    ({'date-parts': [[2016, 11, 9]]}, {'date-parts': [[2016, 11]]}, {'literal': 'in press'})
    """
    text = text.strip()
    if not text:
        return {}
    single = _read_single(text)
    if single:
        return single
    first, slash, last = text.partition("/")
    if slash:
        start, end = _read_single(first.strip()), _read_single(last.strip())
        if start and end and "season" not in start and "season" not in end:
            span: dict[str, Any] = {"date-parts": start["date-parts"] + end["date-parts"]}
            if start.get("circa"):
                span["circa"] = True
            return span
    return {"literal": text}


def _parts(date: Any) -> list[list[int]]:
    """The date's parts as whole numbers, empty parts left out; none where it is no such date."""
    if not isinstance(date, dict):
        return []
    found: list[list[int]] = []
    try:
        for part in date.get("date-parts", ()):
            numbers = [int(number) for number in part if number not in ("", None)]
            if numbers:
                found.append(numbers[:3])
    except (TypeError, ValueError):
        return []
    if not found and date.get("raw"):
        return _parts(read(str(date["raw"])))
    return found


def _year(number: int) -> str:
    return f"-{-number:04d}" if number < 0 else f"{number:04d}"


def _iso(part: list[int]) -> str:
    number = part[0]
    first = f"Y{number}" if abs(number) > 9999 else _year(number)
    return "-".join((first, *(f"{number:02d}" for number in part[1:])))


def _read_single(text: str) -> dict[str, Any]:
    match = _ISO.fullmatch(text)
    if match:
        number, month, day_, mark = int(match[1].lstrip("Y")), match[2], match[3], match[4]
        if month is None or 1 <= int(month) <= 12:
            parts = [number, *(int(part) for part in (month, day_) if part is not None)]
            if day_ is not None and not 1 <= parts[2] <= 31:
                return {"date-parts": [parts[:2]]} if parts[2] == 0 else {}
            return {"date-parts": [parts], "circa": True} if mark else {"date-parts": [parts]}
        if 21 <= int(month) <= 24 and day_ is None:
            return {"date-parts": [[number]], "season": int(month) - 20}
        return {"date-parts": [[number]]} if int(month) == 0 else {}
    match = _COMPACT.fullmatch(text)
    if match and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31:
        return {"date-parts": [[int(match[1]), int(match[2]), int(match[3])]]}
    for pattern in _NAMED:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        name, number = match["name"].lower(), int(match["year"])
        if name in SEASONS and not match["day"]:
            return {"date-parts": [[number]], "season": SEASONS[name]}
        month_ = _MONTH_NUMBERS.get(name)
        if month_:
            return {"date-parts": [[number, month_, *([int(match["day"])] if match["day"] else [])]]}
    return {}
