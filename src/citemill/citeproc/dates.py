"""Dates: how they are read from records, and how `cs:date` writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from citemill.citeproc.locale import Locale
from citemill.citeproc.markup import LEAF_END, STOPS, encode, encode_affix
from citemill.citeproc.nodes import DateNode, DatePart, Format
from citemill.citeproc.style import read_date_part
from citemill.citeproc.textcase import CASES

__all__ = ["YEAR_SLOT", "DateValue", "Day", "date_key", "date_writer", "read_date"]

YEAR_SLOT = "\ufdef"
"""Stands behind a year, where a year-suffix can be put."""


class Day(NamedTuple):
    """A day, month or year; `month` from 1, 0 where unknown; `season` 1 to 4, or a text.

    `bare`: its era stands behind another year.
    """

    year: int
    month: int = 0
    day: int = 0
    season: str = ""
    bare: bool = False


class DateValue(NamedTuple):
    """A date, or a range of dates; `end.year` 0 in a range that is open."""

    start: Day
    end: Day | None = None
    literal: str = ""
    circa: bool = False


def read_date(value: Any) -> DateValue | None:
    """Read a CSL-JSON date; None where it holds nothing. A text is read as `raw`."""
    if isinstance(value, str | int):
        value = {"raw": str(value)}
    if not isinstance(value, dict):
        return None
    circa = value.get("circa") not in (None, "", False, 0, "false", "0")
    parts = value.get("date-parts")
    days = []
    if isinstance(parts, list):
        for part in parts[:2]:
            day = _read_day(part)
            if day is not None:
                days.append(day)
    if days and days[0].year:
        season = value.get("season")
        start = days[0]
        if season and not start.month:
            start = start._replace(season=str(season))
        return DateValue(start, days[1] if len(days) > 1 else None, "", circa)
    raw = value.get("raw") or ""
    if raw:
        read = _read_raw(str(raw))
        return read._replace(circa=circa or read.circa)
    literal = value.get("literal") or ""
    if literal:
        return DateValue(Day(0), None, str(literal), circa)
    return None


def _read_day(parts: Any) -> Day | None:
    if not isinstance(parts, list | tuple):
        return None
    numbers = []
    for part in parts[:3]:
        try:
            numbers.append(int(part))
        except (TypeError, ValueError):
            break
    if not numbers:
        return None
    return _day(*numbers)


def _day(year: int, month: int = 0, day: int = 0) -> Day:
    """Months from 13 on are seasons, as of EDTF (21 to 24) or of old practice (13 to 16)."""
    if 21 <= month <= 24:
        return Day(year, 0, 0, str(month - 20))
    if 13 <= month <= 20:
        return Day(year, 0, 0, str((month - 13) % 4 + 1))
    return Day(year, max(month, 0) if month <= 12 else 0, day if 0 < day <= 31 else 0)


_ISO = re.compile(r"(-?\d{1,6})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),
        1,
    )
}
_SEASONS = {"spring": "1", "summer": "2", "autumn": "3", "fall": "3", "winter": "4"}
_WORD_DATE = re.compile(
    r"(?:(?P<d1>\d{1,2})\s+)?(?P<m>[A-Za-z]{3,9})\.?(?:\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?P<y>-?\d{1,4})"
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def _read_raw(text: str) -> DateValue:
    """Read ISO dates and ranges, "May 5, 2010", "5 May 2010", "Summer 1999"; the rest is literal."""
    text = text.strip()
    circa = False
    if text[:2].lower() in ("c.", "ca") or text.endswith(("?", "~")):
        stripped = re.sub(r"^(?:circa|ca?\.?)\s*|[?~]$", "", text)
        if _one_raw(stripped) is not None:
            text, circa = stripped, True
    one = _one_raw(text)
    if one is not None:
        return DateValue(one, None, "", circa)
    for separator in ("/", "–", "--", " - ", "-"):
        first, found, second = text.partition(separator)
        if not found:
            continue
        start, end = _one_raw(first.strip()), _one_raw(second.strip())
        if start is None and end is not None and end.year:
            start = _one_raw(f"{first.strip()} {end.year}")
        if start is not None and end is not None:
            return DateValue(start, end, "", circa)
        if start is not None and not second.strip():
            return DateValue(start, Day(0), "", circa)
    return DateValue(Day(0), None, text, circa)


def _one_raw(text: str) -> Day | None:
    match = _ISO.fullmatch(text)
    if match:
        return _day(*(int(part) for part in match.groups() if part is not None))
    match = _SLASHED.fullmatch(text)
    if match:
        return _day(int(match[3]), int(match[1]), int(match[2]))
    match = _WORD_DATE.fullmatch(text)
    if match:
        word = match["m"].lower()
        if word in _SEASONS:
            return Day(int(match["y"]), 0, 0, _SEASONS[word])
        month = _MONTHS.get(word[:3])
        if month:
            return Day(int(match["y"]), month, int(match["d1"] or match["d2"] or 0))
    return None


def date_key(date: DateValue, parts: str = "year-month-day") -> str:
    """Give a date's sort key: YYYYMMDD with zeros for what is missing, the end of a range after it.

    Negative years sort from the far past on; only the named `parts` count, the others are zeros too, so that
    dates of which a macro shows the year compare with dates of which it shows the day.
    """
    start, end = (_day_key(day, parts) if day else "" for day in (date.start, date.end))
    return f"{start} {end}" if end.strip("0") else start


def _day_key(day: Day, parts: str) -> str:
    number = day.year if "year" in parts else 0
    year = f"{number:06d}" if number >= 0 else f"${1_000_000 + number:06d}"
    month = day.month if "month" in parts else 0
    return f"{year}{month:02d}{day.day if 'day' in parts else 0:02d}"


PartWriter = Callable[[Day], str]
_SIZE = {"year": 3, "month": 2, "day": 1}


class _Part(NamedTuple):
    name: str
    write: PartWriter
    prefix: str
    suffix: str
    opens: str
    closes: str
    range_delimiter: str
    change: Callable[[str], str] | None
    """Its text-case and strip-periods."""


def date_writer(node: DateNode, locale: Locale, *, slots: bool) -> Callable[[DateValue], str]:
    """Make the function that writes a date as `cs:date` says, without the affixes of `cs:date` itself.

    With `slots` a YEAR_SLOT stands behind each year.
    """
    elements, delimiter = _elements(node, locale)
    shown = node.date_parts.split("-") if node.form else ["year", "month", "day"]
    parts = [_part(element, locale, slots) for element in elements if element.name in shown]
    memo: dict[DateValue, str] = {}

    def literally(date: DateValue) -> str:
        # what cannot be divided stands for the year: styles print a date in several pieces
        year = next((part for part in parts if part.name == "year"), None)
        if year is None:
            return ""
        text = encode(date.literal)
        return _around(year, year.change(text) if year.change else text)

    def write(date: DateValue) -> str:
        text = memo.get(date)
        if text is None:
            text = memo[date] = literally(date) if date.literal else _write(date, parts, delimiter)
        return text

    return write


def _elements(node: DateNode, locale: Locale) -> tuple[Sequence[DatePart], str]:
    """Find the date-part elements: the style's own, or the locale's with the style's attributes laid over."""
    if not node.form:
        return node.parts, node.delimiter
    localized = locale.date_format(node.form)
    if localized is None:
        return node.parts, node.delimiter
    over = {part.name: part.attributes for part in node.parts}
    merged = []
    for element in localized.parts:
        part = read_date_part(element)
        extra = over.get(part.name)
        if extra:
            element.attributes, kept = {**element.attributes, **extra}, element.attributes
            for affix in ("prefix", "suffix"):  # very locale-specific: not to be overridden
                element.attributes.pop(affix, None)
                if affix in kept:
                    element.attributes[affix] = kept[affix]
            part = read_date_part(element)
            element.attributes = kept
        merged.append(part)
    return merged, localized.delimiter


def _part(element: DatePart, locale: Locale, slots: bool) -> _Part:
    form = element.format
    write = {"year": _year, "month": _month, "day": _day_part}.get(element.name, _year)(element, locale)
    change = _change(form)
    if change is not None:
        write = _changed(write, change)
    if slots and element.name == "year":
        write = _slotted(write)
    suffix = form.suffix + LEAF_END if form.suffix[-1:] in STOPS else form.suffix
    affixes = (form.prefix, suffix, form.opens, form.closes)
    return _Part(element.name, write, *affixes, element.range_delimiter, change)


def _change(form: Format) -> Callable[[str], str] | None:
    case = CASES.get(form.text_case)
    if not form.strip_periods:
        return case
    return lambda text: case(text.replace(".", "")) if case else text.replace(".", "")


def _changed(write: PartWriter, change: Callable[[str], str]) -> PartWriter:
    return lambda day: change(write(day))


def _slotted(write: PartWriter) -> PartWriter:
    return lambda day: text + YEAR_SLOT if (text := write(day)) else ""


def _year(element: DatePart, locale: Locale) -> PartWriter:
    bc, ad = locale.text("bc"), locale.text("ad")
    short = element.form == "short"

    def write(day: Day) -> str:
        year = day.year
        if not year:
            return ""
        if year < 0:
            return str(-year) if day.bare else f"{-year}{bc}"
        if short:
            return f"{year % 100:02d}" if year >= 1000 else str(year)
        return str(year) if year >= 1000 or day.bare else f"{year}{ad}"

    return write


def _month(element: DatePart, locale: Locale) -> PartWriter:
    form = element.form or "long"
    seasons = {str(number): locale.text(f"season-{number:02d}") for number in range(1, 5)}
    if form.startswith("numeric"):
        names = [""] + [f"{number:02d}" if form != "numeric" else str(number) for number in range(1, 13)]
    else:
        names = [""] + [locale.text(f"month-{number:02d}", form) for number in range(1, 13)]

    def write(day: Day) -> str:
        if day.season:
            return seasons.get(day.season, day.season)
        return names[day.month]

    return write


def _day_part(element: DatePart, locale: Locale) -> PartWriter:
    form = element.form

    def write(day: Day) -> str:
        number = day.day
        if not number:
            return ""
        if form == "ordinal" and (number == 1 or not locale.limit_day_ordinals):
            month = locale.term(f"month-{day.month:02d}") if day.month else None
            suffix = locale.ordinal_suffix(number, month.gender if month else "")
            return f"{number}{encode_affix(suffix)}"
        return f"{number:02d}" if form == "numeric-leading-zeros" else str(number)

    return write


def _write(date: DateValue, parts: Sequence[_Part], delimiter: str) -> str:
    start, end = date.start, date.end
    if end is None or end == start:
        return delimiter.join(_affixed(parts, start))
    if not end.year:  # an open range
        return delimiter.join(_affixed(parts, start)) + _range_delimiter(parts, "year")
    differing = _differing(parts, start, end)
    if not differing:
        return delimiter.join(_affixed(parts, start))
    if differing == "year" and (start.year < 0) == (end.year < 0):
        start = start._replace(bare=max(start.year, end.year) < 1000)  # 100–44 BC
    limit = _SIZE[differing]
    shown = [part for part in parts if part.write(start) or part.write(end)]
    doubled = [place for place, part in enumerate(shown) if _SIZE[part.name] <= limit]
    first, last = doubled[0], doubled[-1]
    before = [text for part in shown[:first] if (text := _affix(part, start))]
    twice = shown[first : last + 1]
    twice_from = _joined(twice, start, delimiter, bare_end=True)
    twice = [part for part in twice if _SIZE[part.name] <= limit]  # January 2001 30–February 4
    twice_to = _joined(twice, end, delimiter, bare_end=False, bare_start=True)
    after = [text for part in shown[last + 1 :] if (text := _affix(part, start))]
    middle = twice_from + _range_delimiter(parts, differing) + twice_to
    return delimiter.join([*before, middle, *after])


def _affix(part: _Part, day: Day) -> str:
    text = part.write(day)
    return _around(part, text) if text else ""


def _around(part: _Part, text: str) -> str:
    return f"{part.prefix}{part.opens}{text}{part.closes}{part.suffix}"


def _affixed(parts: Sequence[_Part], day: Day) -> list[str]:
    return [text for part in parts if (text := _affix(part, day))]


def _joined(
    parts: Sequence[_Part], day: Day, delimiter: str, *, bare_end: bool, bare_start: bool = False
) -> str:
    """Join parts; without the suffix of the last and the prefix of the first where a range is cut there."""
    shown = [(part, text) for part in parts if (text := part.write(day))]
    texts = []
    for place, (part, text) in enumerate(shown):
        prefix = "" if bare_start and place == 0 else part.prefix
        suffix = "" if bare_end and place == len(shown) - 1 else part.suffix
        texts.append(f"{prefix}{part.opens}{text}{part.closes}{suffix}")
    return delimiter.join(texts)


def _differing(parts: Sequence[_Part], start: Day, end: Day) -> str:
    """Find the largest part shown in which two dates differ."""
    for name in ("year", "month", "day"):
        for part in parts:
            if part.name == name and part.write(start) != part.write(end):
                return name
    return ""


def _range_delimiter(parts: Sequence[_Part], name: str) -> str:
    for part in parts:
        if part.name == name:
            return part.range_delimiter
    return "–"
