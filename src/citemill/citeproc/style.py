"""CSL styles: read, checked and turned into a tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Style", "load_style"]


@dataclass(frozen=True, slots=True)
class Style:
    """An independent style."""

    title: str
    note: bool
    """`class="note"`: citations stand in foot- or endnotes."""
    default_locale: str
    has_bibliography: bool


def load_style(xml: bytes | str, *, source: str, parent: Callable[[str], bytes]) -> Style:
    """Read a style; a dependent one by way of `parent`, which gives the XML for the parent's address.

    `source` names the style in errors. Raises `BadStyle` with the line.
    """
    raise NotImplementedError
