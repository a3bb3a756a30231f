"""Letter case (CSL 1.0.2, "Text-case") on inner text: marks and `nocase` spans are passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from citemill.citeproc.markup import CLOSE, CONTROLS, FIELD_SMALL_CAPS, NO_DECORATION, OPEN, TERM, VALUE
from citemill.text.rich import Mark

__all__ = ["CASES", "STOP_WORDS", "TURKISH", "TextCase", "capitalize_first", "is_turkish"]

TextCase = Callable[[str], str]

STOP_WORDS = frozenset(
    """
    a about above according across afore after against along alongside amid amidst among amongst an and
    anenst apropos apud around as aside astride at athwart atop barring before behind below beneath beside
    besides between beyond but by c ca circa d de despite down during e et except for forenenst from given
    in inside into lest like modulo near next nor notwithstanding of off on onto or out over per plus pro
    qua sans since so than the through throughout thru thruout till to toward towards under underneath
    until unto up upon v van versus via von vs with within without y yet
    """.split()
)
"""Words that title case leaves small (the schema's stop-words.json)."""

_SPECIAL = re.compile(f"[{CONTROLS}{TERM}]")
_PROTECTED = (
    OPEN[Mark.NOCASE],
    NO_DECORATION,
    OPEN[Mark.SUP],
    OPEN[Mark.SUB],
    FIELD_SMALL_CAPS,
    OPEN[Mark.SMALL_CAPS],
)
_VALUED = (OPEN[Mark.LINK], OPEN[Mark.HIGHLIGHT])


def _segments(text: str) -> Iterator[tuple[bool, int, int]]:
    """Cut inner text into stretches without control characters: (case may change, start, end)."""
    stack: list[bool] = []
    start = 0
    free = True
    for match in _SPECIAL.finditer(text):
        if match.start() < start:
            continue
        if match.start() > start:
            yield free, start, match.start()
        start = match.end()
        char = match[0]
        if char == CLOSE:
            free = stack.pop() if stack else True
        elif char in _VALUED:
            stack.append(free)
            start = text.index(VALUE, start) + 1
        elif "\ufdd7" <= char <= "\ufdef":
            stack.append(free)
            free = free and char not in _PROTECTED
    if start < len(text):
        yield free, start, len(text)


def _each(change: Callable[[str], str]) -> TextCase:
    """Apply a change to all stretches whose case may change."""

    def apply(text: str) -> str:
        if not _SPECIAL.search(text):
            return change(text)
        pieces = []
        last = 0
        for free, start, end in _segments(text):
            pieces.append(text[last:start])
            pieces.append(change(text[start:end]) if free else text[start:end])
            last = end
        return "".join(pieces) + text[last:]

    return apply


class _Words:
    """The words of an inner text, and how they stand; `raise_first` marks a word for a capital."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.raised: list[int] = []
        if _SPECIAL.search(text):
            places: list[int] = []
            plain: list[str] = []
            for free, start, end in _segments(text):
                places.extend(range(start, end))
                plain.append(text[start:end] if free else _PROTECTED_CHAR * (end - start))
            self.plain = "".join(plain)
            self._places: list[int] | None = places
        else:
            self.plain = text
            self._places = None

    def raise_first(self, place: int) -> None:
        self.raised.append(place if self._places is None else self._places[place])

    def result(self) -> str:
        text = self.text
        pieces = []
        last = 0
        for place in self.raised:
            upper = text[place].upper()
            pieces.append(text[last:place])
            pieces.append(upper if len(upper) == 1 else text[place])
            last = place + 1
        pieces.append(text[last:])
        return "".join(pieces)


_PROTECTED_CHAR = "\ue000"  # stands for each character of a nocase span
_WORD = re.compile(r"(?:[^\W_]|\ue000)(?:\w|['’\ue000](?=\w))*")
_BEFORE_WORD = " \t\n\u00a0\u202f-–—/.,:;!?([\"'“‘«"


def capitalize_first(text: str) -> str:
    """Raise the first letter of inner text, unless a nocase span comes first."""
    if not text:
        return text
    words = _Words(text)
    match = _WORD.search(words.plain)
    first = match[0][0] if match else ""
    if match and first != _PROTECTED_CHAR and not first.isdecimal() and not any(map(str.isupper, match[0])):
        words.raise_first(match.start())
    return words.result()


def _capitalize_all(text: str) -> str:
    words = _Words(text)
    for match in _WORD.finditer(words.plain):
        before = words.plain[match.start() - 1] if match.start() else " "
        if before in _BEFORE_WORD and match[0].islower():
            words.raise_first(match.start())
    return words.result()


def _sentence(text: str) -> str:
    """Lower all words but the first, and raise the first."""
    plain = _Words(text).plain
    match = _WORD.search(plain)
    if match is None:
        return text
    seen = False

    def lower(stretch: str) -> str:
        nonlocal seen
        if seen:
            return stretch.lower()
        first = _WORD.search(stretch)
        if first is None:
            return stretch
        seen = True
        return stretch[: first.end()] + stretch[first.end() :].lower()

    return capitalize_first(_each(lower)(text))


def title_case(text: str) -> str:
    """Raise the first letter of lower-case words but stop words; the first, the last and after : ? ! any."""
    words = _Words(text)
    plain = words.plain
    spans = [match.span() for match in _WORD.finditer(plain)]
    ended = -1  # the end of the word before
    for start, end in spans:
        word = plain[start:end]
        if word.islower() and word[0].isalpha() and word[0] != _PROTECTED_CHAR:
            before = plain[start - 1] if start else " "
            first = ended < 0 or (start - ended > 1 and _begins(plain[ended:start]))
            if before in _BEFORE_WORD and (
                first or _takes_capital(word, before, plain[end : end + 1], last=end == spans[-1][1])
            ):
                words.raise_first(start)
        ended = end
    return words.result() if words.raised else text


def _begins(between: str) -> bool:
    """Whether what stands between two words ends a title or sentence."""
    bare = between.strip(" \u00a0\u202f\"'“”‘’«»()[]\u2026.")
    return bare[-1:] in (":", "?", "!") if bare else False


def _takes_capital(word: str, before: str, after: str, *, last: bool) -> bool:
    if len(word) == 1 or word[1] in "'’":
        return after == "-" and before != "-"  # x-ray, but vitamin c, l’homme
    if word in STOP_WORDS and not last:
        return after == "-" and before != "-"
    return True


_lower = _each(str.lower)
_upper = _each(str.upper)

CASES: dict[str, TextCase] = {
    "lowercase": _lower,
    "uppercase": _upper,
    "capitalize-first": capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": lru_cache(maxsize=20_000)(title_case),  # a title is sorted by, cited and listed
}
"""By the values of `text-case`."""


def _raised_turkish(change: TextCase, text: str) -> str:
    """Write İ where a change made I of i."""
    changed = change(text)
    if len(changed) != len(text):
        return changed
    return "".join("İ" if old == "i" and new == "I" else new for old, new in zip(text, changed, strict=True))


TURKISH: dict[str, TextCase] = {
    **CASES,
    "lowercase": _each(lambda text: text.replace("I", "ı").replace("İ", "i").lower()),
    "uppercase": _each(lambda text: text.replace("i", "İ").upper()),
    "capitalize-first": lambda text: _raised_turkish(capitalize_first, text),
    "capitalize-all": lambda text: _raised_turkish(_capitalize_all, text),
    "title": lambda text: _raised_turkish(title_case, text),
}
"""The same for records in Turkish and Azerbaijani."""


def is_turkish(language: str) -> bool:
    """Whether a language has two letters i."""
    return language[:2].lower() in ("tr", "az")
