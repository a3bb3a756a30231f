"""Dates as printed -> CSL dates with exactly the parts that were given."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

from citemill.record import Date

__all__ = ["date_parts", "parse_date"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}

_FORMS = (
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})"),  # Jun 6, 2024
    re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})"),  # 6 Jun 2024
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})"),  # Jun 2024
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"),  # 2024, 2024-06, 2024-06-06
)


@lru_cache(maxsize=1 << 14)
def date_parts(printed: str) -> tuple[int, ...]:
    """Year, month and day as far as they are printed; nothing where there is no such date.

    >>> date_parts("Jun 2024"), date_parts("Feb 30, 2024")
    ((2024, 6), ())
    """
    for form in _FORMS:
        match = form.fullmatch(printed)
        if match is None:
            continue
        given = match.groupdict()
        parts = [int(given["year"])]
        if given["month"]:
            month = given["month"]
            parts.append(int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0))
            if given.get("day"):
                parts.append(int(given["day"]))
        return tuple(parts) if _exists(parts) else ()
    return ()


def _exists(parts: list[int]) -> bool:
    if not parts[0] or not all(1 <= month <= 12 for month in parts[1:2]):
        return False
    return all(1 <= day <= monthrange(parts[0], parts[1])[1] for day in parts[2:])


def parse_date(printed: str) -> Date | None:
    """The date with the parts that are printed, None where there is no such date.

    >>> parse_date("Jun 6, 2024"), parse_date("Jun 2024"), parse_date("2024"), parse_date("Feb 30, 2024")
    ({'date-parts': [[2024, 6, 6]]}, {'date-parts': [[2024, 6]]}, {'date-parts': [[2024]]}, None)
    """
    parts = date_parts(printed)
    return {"date-parts": [list(parts)]} if parts else None
