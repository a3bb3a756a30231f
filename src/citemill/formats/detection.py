"""Which format a file is in, told by its content; the suffix only helps where several would do.

Each format module that reads has `detects(head)`, which looks at the first characters of a file.
"""

from __future__ import annotations

from pathlib import PurePath

from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import FORMATS, Format

__all__ = ["detect"]

_HEAD = 1 << 15


def detect(source: Source) -> Format | None:
    """The format whose module knows the file's beginning; None where none does.

    Raises `BadInput` for what is no text at all.

    >>> detect(Source(b"TY  - JOUR\\nER  - \\n")).name
    'ris'
    """
    head = text_head(source)
    found = [row for row in FORMATS if row.reads and _detects(row, head)]
    if len(found) < 2:
        return found[0] if found else None
    suffix = PurePath(source.name).suffix.lower()
    return next((row for row in found if suffix in row.suffixes), found[0])


def text_head(source: Source) -> str:
    """The first characters of a text; empty for a binary file."""
    try:
        encoding = source.encoding()
    except BadInput:
        return ""
    return source.head(_HEAD).decode(encoding, errors="ignore").replace("\r\n", "\n").replace("\r", "\n")


def _detects(row: Format, head: str) -> bool:
    module = FORMATS.load(row.name)
    return bool(module.detects(head)) if hasattr(module, "detects") else False
