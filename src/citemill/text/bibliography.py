"""A rendered bibliography: what an engine gives out and a document writer takes in."""

from __future__ import annotations

from typing import NamedTuple

from citemill.text.rich import Rich

__all__ = ["Bibliography", "RenderedEntry"]


class RenderedEntry(NamedTuple):
    """One reference: the record's id and its formatted text.

    Where the style aligns the second field, `content` holds a LEFT_MARGIN span and a RIGHT_INLINE span.
    """

    id: str
    content: Rich


class Bibliography(NamedTuple):
    """The references in the style's order, with the layout parameters of CSL's `cs:bibliography`."""

    entries: tuple[RenderedEntry, ...]
    hanging_indent: bool = False
    second_field_align: str = ""
    """"flush", "margin" or empty."""
    line_spacing: int = 1
    entry_spacing: int = 1
    max_offset: int = 0
    """Widest first field in characters, for styles that align the second field."""
    language: str = "en-US"
    """The locale it was rendered in, for a document's language attribute."""
