"""Rich text: what the CSL processor gives out and every document writer takes in.

A text is a tuple of inlines; an inline is a plain `str` or a `Span`, which lays one mark on its children.
Marks nest: bold italics are a bold span holding an italic one. A `str` is always literal text: nothing in it
is markup, and each document writer escapes it in one place.

    Rich = ("See ", Span(Mark.ITALIC, ("Nature",)), " 5.")

The nodes are tuples because bibliographies make them by the million: a tuple costs a third of a frozen
dataclass, is immutable, and compares and hashes by content.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

__all__ = ["Inline", "Mark", "Rich", "Span", "plain"]


class Mark(StrEnum):
    """What a span says about its text."""

    ITALIC = "italic"
    OBLIQUE = "oblique"
    UPRIGHT = "upright"
    """Back to normal inside italics (`font-style="normal"`, and italics that flip)."""
    BOLD = "bold"
    LIGHT = "light"
    REGULAR = "regular"
    """Back to normal weight inside bold."""
    SMALL_CAPS = "small-caps"
    NO_SMALL_CAPS = "no-small-caps"
    UNDERLINE = "underline"
    NO_UNDERLINE = "no-underline"
    SUP = "sup"
    SUB = "sub"
    BASELINE = "baseline"
    LINK = "link"
    """`value` is the address."""
    NOCASE = "nocase"
    """Letter case is as the author wants it; only records and formats care, documents show plain text."""
    HIGHLIGHT = "highlight"
    """A name singled out in a publication list; `value` is the group ("owner", "student" ...)."""
    LANGUAGE = "language"
    """Text in another language than what is around it; `value` is its code ("fr")."""
    BLOCK = "block"
    """CSL `display`: a block of its own."""
    LEFT_MARGIN = "left-margin"
    RIGHT_INLINE = "right-inline"
    INDENT = "indent"


class Span(NamedTuple):
    """One mark laid on some text."""

    mark: Mark
    children: tuple[Inline, ...]
    value: str = ""


Inline: TypeAlias = "str | Span"
Rich: TypeAlias = "tuple[Inline, ...]"


def plain(rich: Rich) -> str:
    """The text without its marks.

    >>> plain(("RL", Span(Mark.SUP, ("2",)), ": fast"))
    'RL2: fast'
    """
    return "".join(part if isinstance(part, str) else plain(part.children) for part in rich)
