"""A YAML text cut into its entries by indentation alone, so that a fault in one costs no other.

This is no parser: it only finds the lines at which an entry may begin. Each piece is then parsed for itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

__all__ = ["Piece", "entries", "fields"]

_HEADER = re.compile(r"([\w-]+):\s*(?:#.*)?")
_ELEMENT = re.compile(r" *-(?: |$)")
_APART = ("---", "...", "%")


class Piece(NamedTuple):
    """The lines of one entry, the line of the first one, and the key of the list that it stands in."""

    key: str
    lines: list[str]
    line: int

    @property
    def text(self) -> str:
        """The entry as a document."""
        return "\n".join(self.lines) + "\n"


def entries(lines: Iterable[str], lists: Collection[str]) -> Iterator[Piece]:
    """The entries at the top of a document, and in place of a list of one of those keys its elements."""
    piece: Piece | None = None
    key = ""
    level = -1  # of the list that the lines are in; -1 before its first element
    mapping = False
    for number, line in enumerate(lines, 1):
        begins = False
        depth = _depth(line)
        if depth == 0 and line.startswith(_APART):
            begins, line = True, ""
        elif depth == 0 and not _ELEMENT.match(line):
            header = _HEADER.fullmatch(line)
            key = header[1] if header and header[1] in lists else ""
            begins, mapping, level = True, not key, -1
            line = "" if key else line
        elif depth >= 0 and _ELEMENT.match(line) and not mapping:
            level = depth if level < 0 else level
            begins = depth == level
        if begins:
            if piece:
                yield piece
            piece = Piece(key, [line], number) if line else None
        elif piece:
            piece.lines.append(line)
    if piece:
        yield piece


def fields(piece: Piece) -> Iterator[Piece]:
    """The fields of an entry that is a mapping: of an element of a list, or of a key with lines below it."""
    lines = [line.expandtabs(2) for line in piece.lines]
    if _ELEMENT.match(lines[0]):
        lines[0] = lines[0].replace("-", " ", 1)
    else:
        lines[0] = ""
    level = next((_depth(line) for line in lines if _depth(line) >= 0), -1)
    field: Piece | None = None
    for number, line in enumerate(lines, piece.line):
        if _depth(line) == level >= 0 and not _ELEMENT.match(line):
            if field:
                yield field
            field = Piece("", [line], number)
        elif field:
            field.lines.append(line)
    if field:
        yield field


def _depth(line: str) -> int:
    """By how many blanks a line is indented; -1 for one with nothing on it but a comment."""
    line = line.expandtabs(2)  # YAML allows no tabs there, but people use them
    bare = line.lstrip(" ")
    return len(line) - len(bare) if bare.strip() and not bare.startswith("#") else -1
