"""What all document writers ask of a text before they escape it for their format."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from citemill.text.rich import Mark, Rich, Span, plain

__all__ = ["Line", "lines", "runs_left", "safe_address", "settled", "unique_ids"]

_SPACE = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
# Embeddings, overrides and isolates turn round what follows them, in the document too. The marks U+200E and
# U+200F do not, and are enough for names and titles that mix directions.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s/]|mailto:[^\s]", re.IGNORECASE)
_IN_ADDRESS = re.compile(r'[\s<>"\\^`{|}\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')


def settled(text: str) -> str:
    """The text on one line, with a replacement character for what no document may hold.

    Line ends and tabs mean nothing within a reference; other control characters, lone surrogates and
    noncharacters are not allowed in XML, HTML or LaTeX. Characters that turn the direction of the text are
    left out, since a listing that leaves one open would turn the rest of the document.

    >>> settled("a\\nb\\x00")
    'a b\ufffd'
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNWRITABLE.sub("\ufffd", _TURNING.sub("", _SPACE.sub(" ", text)))


def runs_left(text: str) -> bool:
    """Whether a text is set from right to left: its first letter is (UAX #9, P2 and P3).

    >>> runs_left("1. מבוא"), runs_left("Introduction to עברית")
    (True, False)
    """
    if text.isascii():
        return False
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def safe_address(address: str) -> str:
    """The address where it is one to link to, with percent signs for what may not stand in it; else nothing.

    Addresses come from listings: a scheme that a browser would execute is none to link to.

    >>> safe_address("https://example.org/a b"), safe_address("javascript:alert(1)")
    ('https://example.org/a%20b', '')
    """
    address = settled(address.strip())
    if not _ADDRESS.match(address):
        return ""
    return _IN_ADDRESS.sub(_percent, address)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8"))


class Line(NamedTuple):
    """A part of an entry that stands on a line of its own; `indented` where the style sets it back."""

    content: Rich
    indented: bool = False


def lines(content: Rich) -> list[Line]:
    """The lines of an entry, split where the style asks for blocks (CSL `display`).

    >>> lines(("Gauss.", Span(Mark.BLOCK, ("Abstract.",))))
    [Line(content=('Gauss.',), indented=False), Line(content=('Abstract.',), indented=False)]
    """
    done: list[Line] = []
    running: list[str | Span] = []
    for part in content:
        if isinstance(part, Span) and part.mark in (Mark.BLOCK, Mark.INDENT):
            done += [Line(tuple(running)), Line(part.children, part.mark is Mark.INDENT)]
            running = []
        else:
            running.append(part)
    done.append(Line(tuple(running)))
    return [line for line in done if plain(line.content).strip()]


def unique_ids(ids: list[str], prefix: str) -> list[str]:
    """Anchors for records: without white space, each only once.

    >>> unique_ids(["a b", "a b", ""], "ref-")
    ['ref-a-b', 'ref-a-b-2', '']
    """
    seen: dict[str, int] = {}
    anchors = []
    for one in ids:
        anchor = prefix + re.sub(r"\s+", "-", settled(one)) if one else ""
        seen[anchor] = seen.get(anchor, 0) + 1
        anchors.append(f"{anchor}-{seen[anchor]}" if anchor and seen[anchor] > 1 else anchor)
    return anchors
