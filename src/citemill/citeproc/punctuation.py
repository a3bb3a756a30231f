"""What happens where two pieces of output meet: colliding punctuation, blanks, and quotation marks.

Works once on a finished cite or entry. Text that came from one field is not touched: `encode` put joints
between the punctuation inside it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from citemill.citeproc.locale import Locale
from citemill.citeproc.markup import (
    CLOSE,
    CLOSE_QUOTE,
    CLOSE_SINGLE,
    GROUP_END,
    JOINT,
    OPEN_QUOTE,
    OPEN_SINGLE,
)

__all__ = ["Quotes", "finish"]

_BETWEEN = "\ufdd4" + "".join(map(chr, range(0xFDD7, 0xFDF0))) + GROUP_END
"""What may stand between two marks that meet."""
_QUOTES = OPEN_QUOTE + CLOSE_QUOTE + OPEN_SINGLE + CLOSE_SINGLE
_MARKS = "\ufdd4\ufdd7-\ufdef"  # all controls but quotes, joint and value
_INLINE = "\ufdd4\ufdd7-\ufde9\ufdee\ufdef"  # of these, what does not begin a block
_PAIR = re.compile(f"([.,;:!?])([{_MARKS}{GROUP_END}]*)([.,;:!?])")
_BLANKS = re.compile(f" ([{_INLINE}]*) +")
_CLOSES = f"(?:[{CLOSE_QUOTE}{CLOSE_SINGLE}”]{CLOSE}*)+"
_AFTER_QUOTE = re.compile(f"({_CLOSES})([.,!?])")
_BEFORE_QUOTE = re.compile(f"([,;:])({_CLOSES})")
_TWICE_AROUND_QUOTE = re.compile(f"([.,;:!?])({_CLOSES})\\1")
_STOP_AFTER_MARK = re.compile(f"([?!])({_CLOSES})\\.")
_MERGED = {
    "..": ".",
    ",,": ",",
    ";.": ";",
    ";;": ";",
    ";:": ";",
    ";!": "!",
    ";?": "?",
    ":.": ":",
    "::": ":",
    ":!": "!",
    ":?": "?",
    "!.": "!",
    "!:": "!",
    "!!": "!",
    "?.": "?",
    "?:": "?",
    "??": "?",
}
"""What remains of two marks that meet; pairs that are not here both stay."""


class Quotes(NamedTuple):
    """A locale's quotation marks, and whether periods and commas go inside them."""

    open: str
    close: str
    open_inner: str
    close_inner: str
    punctuation_inside: bool

    @classmethod
    def of(cls, locale: Locale) -> Quotes:
        """Take them from a locale's terms."""
        return cls(
            locale.text("open-quote") or "“",
            locale.text("close-quote") or "”",
            locale.text("open-inner-quote") or "‘",
            locale.text("close-inner-quote") or "’",
            locale.punctuation_in_quote,
        )


def finish(text: str, quotes: Quotes) -> str:
    """Settle punctuation and quotation marks; what is left are marks for `decode`."""
    if _PAIR.search(text):
        text = _merge(text)
    if GROUP_END in text:
        text = text.replace(GROUP_END, "")
    if "  " in text or _BLANKS.search(text):
        text = _BLANKS.sub(r" \1", text)
    if "\u00a0\u00a0" in text:
        text = text.replace("\u00a0\u00a0", "\u00a0")
    if CLOSE_QUOTE in text or CLOSE_SINGLE in text or "”" in text:
        text = _quoted(text, quotes)
    return text.replace(JOINT, "") if JOINT in text else text


def _merge(text: str, position: int = 0) -> str:
    """Merge the marks that meet, from a position on."""
    while True:
        match = _PAIR.search(text, position)
        if match is None:
            return text
        left, between, right = match.groups()
        if between and GROUP_END not in between:
            merged = left if left == right else None  # the mark ends with the field that has it
        else:
            merged = _MERGED.get(left + right)
        if merged is None:
            position = match.start(3)
        else:
            text = f"{text[: match.start()]}{merged}{between}{text[match.end() :]}"
            position = match.start()


def _quoted(text: str, quotes: Quotes) -> str:
    """Move punctuation in or out of quotation marks (CSL 1.0.2, `punctuation-in-quote`) and print them."""
    move = _AFTER_QUOTE if quotes.punctuation_inside else _BEFORE_QUOTE
    while match := move.search(text):
        start, end = match.span()
        begin = len(text[:start].rstrip(_BETWEEN))  # behind the mark that the moved one may meet
        text = _merge(f"{text[:start]}{match[2]}{match[1]}{text[end:]}", max(begin - 1, 0))
    for pattern in (_TWICE_AROUND_QUOTE, _STOP_AFTER_MARK):
        if pattern.search(text):
            text = pattern.sub(r"\1\2", text)
    return _flipped(text, quotes)


def _flipped(text: str, quotes: Quotes) -> str:
    """Print quotation marks: inner ones inside outer ones, and the other way round.

    Typographic marks of a field that are the locale's own count as well; outermost ones stay what they are.
    """
    own, marks = _own_marks(quotes)
    stack: list[tuple[str, bool]] = []  # what closes a pair, and whether it is an inner one

    def shown(match: re.Match[str]) -> str:
        char = match[0]
        if char in (OPEN_QUOTE, OPEN_SINGLE):
            inner = not stack[-1][1] if stack else char == OPEN_SINGLE
            stack.append(("", inner))
            return quotes.open_inner if inner else quotes.open
        if char in own and own[char][0] in text[match.end() :]:
            closing, inner = own[char]
            inner = not stack[-1][1] if stack else inner
            stack.append((closing, inner))
            return quotes.open_inner if inner else quotes.open
        if char not in _QUOTES and not (stack and stack[-1][0] == char):
            return char  # an apostrophe, or a mark that has no partner
        inner = stack.pop()[1] if stack else char == CLOSE_SINGLE
        return quotes.close_inner if inner else quotes.close

    return marks.sub(shown, text)


@lru_cache(maxsize=256)
def _own_marks(quotes: Quotes) -> tuple[dict[str, tuple[str, bool]], re.Pattern[str]]:
    """Give what closes a locale's opening marks, whether these are inner ones, and a pattern of all marks."""
    own = {
        opening: (closing, inner)
        for opening, closing, inner in (
            (quotes.open, quotes.close, False),
            (quotes.open_inner, quotes.close_inner, True),
        )
        if len(opening) == len(closing) == 1 and opening != closing
    }
    closings = "".join(closing for closing, _ in own.values())
    return own, re.compile(f"[{_QUOTES}{re.escape(''.join(own) + closings)}]")
