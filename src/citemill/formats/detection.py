"""Which format a file is in, told by its content; the suffix only says what to try first.

Each format module that reads has `detects(head)`, which looks at the first characters of a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import FORMATS, Format

__all__ = ["detect"]

_HEAD = 1 << 15


def detect(source: Source) -> Format | None:
    """The format whose module knows the file's beginning; None where none does, as for what is no text.

    >>> detect(Source(b"TY  - JOUR\\nER  - \\n")).name
    'ris'
    """
    head = text_head(source)
    suffix = PurePath(source.name).suffix.lower()
    return next((row for row in _in_order(suffix) if FORMATS.load(row.name).detects(head)), None)


def text_head(source: Source) -> str:
    """The first characters of a text; empty for a binary file."""
    try:
        encoding = source.encoding()
    except BadInput:
        return ""
    return (
        source.head(_HEAD)
        .decode(encoding, errors="ignore")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\0", "")
    )


def _in_order(suffix: str) -> Iterator[Format]:
    """The formats that can be read, those with the suffix first: then no other module need be loaded."""
    readable = [row for row in FORMATS if row.reads]
    yield from (row for row in readable if suffix in row.suffixes)
    yield from (row for row in readable if suffix not in row.suffixes)
