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
    BLOCK_END,
    CLOSE,
    CLOSE_QUOTE,
    CLOSE_SINGLE,
    DELIMITED,
    GROUP_END,
    JOINT,
    LEAF_END,
    MIXED,
    NUMBER_END,
    OPEN,
    OPEN_QUOTE,
    OPEN_SINGLE,
    SWALLOWS,
    WIDE,
)
from citemill.text.rich import Mark

__all__ = ["Quotes", "finish"]

_BETWEEN = "\ufdd4" + "".join(map(chr, range(0xFDD7, 0xFDF0)))
"""What may stand between two marks that meet."""
_QUOTES = OPEN_QUOTE + CLOSE_QUOTE + OPEN_SINGLE + CLOSE_SINGLE
_MARKS = "\ufdd4\ufdd7-\ufdef"  # all controls but quotes, joint and value
_BLOCKS = "".join(OPEN[mark] for mark in (Mark.BLOCK, Mark.LEFT_MARGIN, Mark.RIGHT_INLINE, Mark.INDENT))
_ENDS = LEAF_END + NUMBER_END + DELIMITED + GROUP_END + MIXED
_PAIR = re.compile(f"([.,;:!?])([{_MARKS}{_ENDS}{BLOCK_END}]*)([.,;:!?])")
_SUFFIXED = re.compile(
    f"([.,;:!?]){LEAF_END}([{_MARKS}{DELIMITED}{GROUP_END}]*{GROUP_END}[{_MARKS}{GROUP_END}]*)([.,;:!?])"
)
_QUOTED_PAIR = re.compile(
    f"([.,;:!?])((?:[{CLOSE}{_ENDS}]*[{CLOSE_QUOTE}{CLOSE_SINGLE}])+[{_MARKS}{_ENDS}]*)([.,;:!?])"
)
_AFTER_QUOTED_GROUP = re.compile(
    f"([{CLOSE_QUOTE}{CLOSE_SINGLE}]{CLOSE}*)({GROUP_END}[{_MARKS}{_ENDS}]*)([;:])"
)
_SWALLOWED = re.compile(f"{SWALLOWS}(?:{DELIMITED}?[.,;:!?])?")
_AFTER_BLOCK = re.compile(f"({CLOSE}{BLOCK_END})([{_BLOCKS}]?)([.,;:!?])")
_END = re.compile(f"[{_ENDS}]")
_OPENS = re.compile("[\ufdd7-\ufde9\ufdee]")
_BLANKS = re.compile("  +")
_BLANKS_AT_BLOCK = re.compile(f" ({CLOSE}*(?:{BLOCK_END}[{_BLOCKS}]?|[{_BLOCKS}])) +")
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
    if SWALLOWS in text:
        text = _SWALLOWED.sub("", text)
    if BLOCK_END in text:
        text = _AFTER_BLOCK.sub(rf"{GROUP_END}\3\1\2", text)
    if GROUP_END in text and LEAF_END in text:
        text = _join_suffixes(text, quotes.punctuation_inside)
    if _PAIR.search(text):
        text = _merge(text)
    if CLOSE_QUOTE in text and (GROUP_END in text or MIXED in text):
        text = _merge_quoted(text)
        if quotes.punctuation_inside:
            text = _AFTER_QUOTED_GROUP.sub(r"\3\1\2", text)
    if _END.search(text):
        text = _END.sub("", text)
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    if BLOCK_END in text:
        text = _BLANKS_AT_BLOCK.sub(r" \1", text).replace(BLOCK_END, "")
    if WIDE in text:
        text = text.replace(" " + WIDE, " ").replace(WIDE, "\u00a0")
    if CLOSE_QUOTE in text or CLOSE_SINGLE in text or "”" in text:
        text = _quoted(text, quotes)
    return text.replace(JOINT, "") if JOINT in text else text


def _join_suffixes(text: str, inside: bool) -> str:
    """Put the suffix of a group before the suffix of its last text, where one of the two would give way.

    `inside`: marks behind quotation marks belong into them.
    """
    match = _SUFFIXED.search(text)
    while match:
        left, right = match[1], match[3]
        start, end = match.start(), match.end()
        place = len(text[:start].rstrip(_CLOSING_MARKS))
        merged = _MERGED.get(left + right)
        if merged and (left == right or text[place - 1] in _PIECED):
            text = f"{text[:start]}{merged}{text[start + 1 : end - 1]}{text[end:]}"
        elif merged or (inside and CLOSE_QUOTE in text[place:start] and text[place - 1] not in _PIECED):
            text = f"{text[:place]}{right}{text[place : end - 1]}{text[end:]}"
            start += 1
        else:
            start = end - 1
        match = _SUFFIXED.search(text, start)
    return text


def _merge(text: str, position: int = 0) -> str:
    """Merge the marks that meet, from a position on."""
    while True:
        match = _PAIR.search(text, position)
        if match is None:
            return text
        left, between, right = match.groups()
        if between[:1] == NUMBER_END and GROUP_END in between:
            pieced = text[: match.start()].rstrip(_CLOSING_MARKS)[-1:] == MIXED
            merged = _MERGED.get(left + right) if pieced or left == right else None
        else:
            merged = _merged(left, between, right)
        if merged is None:
            position = match.start(3)
        else:
            text = f"{text[: match.start()]}{merged}{between}{text[match.end() :]}"
            position = match.start()


_LEAVES = (LEAF_END, NUMBER_END)
_PIECED = (GROUP_END, MIXED)
_CLOSING_MARKS = CLOSE + CLOSE_QUOTE + CLOSE_SINGLE + DELIMITED


def _merged(left: str, between: str, right: str) -> str | None:
    """Say what remains of two marks: the one, the other, or None for both (see `seams`)."""
    if not between or between in _LEAVES:
        return _MERGED.get(left + right)
    if between[0] in _LEAVES:
        return left if left == right and not _OPENS.search(between) else None
    if GROUP_END in between or MIXED in between:
        return _MERGED.get(left + right)
    if between[0] != DELIMITED and _OPENS.search(between):
        return None
    return left if left == right else None  # the mark ends with the field that has it


def _merge_quoted(text: str) -> str:
    """Merge marks inside and behind the quotation marks that end a group."""
    match = _QUOTED_PAIR.search(text)
    while match:
        left, between, right = match.groups()
        merged = _MERGED.get(left + right) if GROUP_END in between or MIXED in between else None
        if merged is None:
            match = _QUOTED_PAIR.search(text, match.end(1))
            continue
        text = f"{text[: match.start()]}{merged}{between}{text[match.end() :]}"
        match = _QUOTED_PAIR.search(text, match.start())
    return text


def _quoted(text: str, quotes: Quotes) -> str:
    """Move punctuation in or out of quotation marks (CSL 1.0.2, `punctuation-in-quote`) and print them."""
    if "”" in text and "”" not in quotes.close + quotes.close_inner:
        text = text.replace("”", "”" + JOINT)  # a mark that means nothing in this language
    move = _AFTER_QUOTE if quotes.punctuation_inside else _BEFORE_QUOTE
    while match := move.search(text):
        start, end = match.span()
        place = _place_inside(text, start) if quotes.punctuation_inside else start
        begin = len(text[:place].rstrip(_BETWEEN))  # behind the mark that the moved one may meet
        text = _merge(f"{text[:place]}{match[2]}{text[place:start]}{match[1]}{text[end:]}", max(begin - 1, 0))
    for pattern in (_TWICE_AROUND_QUOTE, _STOP_AFTER_MARK)[: 1 + quotes.punctuation_inside]:
        if pattern.search(text):
            text = pattern.sub(r"\1\2", text)
    return _flipped(text, quotes)


def _place_inside(text: str, end: int) -> int:
    """Find where a mark goes that moves into quotation marks, of which the closing one is at `end`.

    Formatting that the quoting element lays around its text reaches over the mark; a field's own does not.
    """
    if text[end - 1] != CLOSE:
        return end
    start, inner = end - 1, 0
    while start >= 0 and (text[start] != OPEN_QUOTE or inner):
        inner += (text[start] == CLOSE_QUOTE) - (text[start] == OPEN_QUOTE)
        start -= 1
    opened = len(text) - start - 1 - len(text[start + 1 :].lstrip(_STYLE_OPENS)) if start >= 0 else 0
    while opened and text[end - 1] == CLOSE:
        end -= 1
        opened -= 1
    return end


_STYLE_OPENS = "".join(
    OPEN[mark]
    for mark in (
        *(Mark.ITALIC, Mark.OBLIQUE, Mark.UPRIGHT, Mark.BOLD, Mark.LIGHT, Mark.REGULAR, Mark.SMALL_CAPS),
        *(Mark.NO_SMALL_CAPS, Mark.UNDERLINE, Mark.NO_UNDERLINE, Mark.BASELINE),
    )
)
"""What only a style opens; fields have characters of their own for the same, but for SUP and SUB."""


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
