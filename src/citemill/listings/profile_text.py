"""A profile page copied as text."""

from __future__ import annotations

from citemill.diagnostics import Report
from citemill.files import Source
from citemill.listings.model import Listing
from citemill.listings.reader import read_lines

__all__ = ["read"]


def read(source: Source, *, report: Report) -> Listing:
    """Read the page. Raises `BadInput` where it has no entry or is no text."""
    return read_lines(
        lambda: enumerate(source.lines(report), start=1),
        source.name,
        report,
        wanted="the text of a profile page",
    )
