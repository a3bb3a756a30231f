"""Page ranges as databases shorten them."""

from __future__ import annotations

import re

__all__ = ["whole"]

_PAGES = re.compile(r"([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)")


def whole(text: str) -> str:
    """A range with its last page in full: 1234-41 is 1234-1241, and S12-8 is S12-S18.

    >>> whole("1234-41"), whole("e10-e12"), whole("S12-8"), whole("12, 15-7")
    ('1234-1241', 'e10-e12', 'S12-S18', '12, 15-7')
    """
    match = _PAGES.fullmatch(text)
    if match is None or match[3] not in ("", match[1]):
        return text
    prefix, first, again, last = match.groups()
    if len(last) >= len(first):
        return text if again == prefix else f"{prefix}{first}-{prefix}{last}"
    return f"{prefix}{first}-{prefix}{first[: -len(last)]}{last}"
