"""Letter case (CSL 1.0.2, "Text-case") on inner text: marks and `nocase` spans are passed over."""

from __future__ import annotations

import re
from collections.abc import Callable

from citemill.citeproc.markup import CLOSE, CONTROLS, FIELD_SMALL_CAPS, OPEN, VALUE
from citemill.text.rich import Mark

__all__ = ["CASES", "TextCase", "capitalize_first"]

TextCase = Callable[[str], str]

_STOP_WORDS = frozenset(
    """
    a according across afore after against along alongside among an and anenst anti apropos apud around
    as aside astride at athwart atop barring before behind below beneath beside besides between beyond but
    by circa contra cum d de despite down du during ere et except far following for forenenst fornenst
    from given in inside into la le les like lest mid midst minus modulo near next nor notwithstanding of
    off on onto or out over pace past per plus pro qua re round sans save since so than the thorough
    through throughout thru till to toward towards under underneath unlike until unto up upon van versus
    via vis-à-vis von vs. vs v. v with within without worth yet amid amidst 
    """.split()
)
"""Words that title case leaves small (the schema's stop-words.json, and what the test suite adds)."""

_SPECIAL = re.compile(f"[{CONTROLS}]")
_PROTECTED = (OPEN[Mark.NOCASE], OPEN[Mark.SUP], OPEN[Mark.SUB], FIELD_SMALL_CAPS, OPEN[Mark.SMALL_CAPS])
_VALUED = (OPEN[Mark.LINK], OPEN[Mark.HIGHLIGHT])


def _segments(text: str) -> list[tuple[bool, str]]:
    """Cut inner text into pieces: (letters whose case may change, text)."""
    pieces: list[tuple[bool, str]] = []
    stack: list[bool] = []
    start = 0
    free = True
    for match in _SPECIAL.finditer(text):
        if match.start() < start:
            continue
        pieces.append((free, text[start : match.start()]))
        start = match.end()
        char = match[0]
        if char == CLOSE:
            free = stack.pop() if stack else True
        elif char in _VALUED:
            stack.append(free)
            start = text.index(VALUE, start) + 1
        elif char >= "\ufdd7":
            stack.append(free)
            if char in _PROTECTED:
                free = False
        pieces.append((False, text[match.start() : start]))
    pieces.append((free, text[start:]))
    return [piece for piece in pieces if piece[1]]


def _each(change: Callable[[str], str]) -> TextCase:
    def apply(text: str) -> str:
        if not _SPECIAL.search(text):
            return change(text)
        return "".join(change(piece) if free else piece for free, piece in _segments(text))

    return apply


_FIRST_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\s\u2013\u2014/-]+")


def _capitalize(word: str) -> str:
    """Raise the first character."""
    upper = word[:1].upper()
    return upper + word[1:] if len(upper) == 1 else word


def capitalize_first(text: str) -> str:
    """Raise the first letter of inner text, wherever marks and quotation marks let it stand.

    Nothing is raised where a nocase span or superscript comes first.
    """
    if not text:
        return text
    if text[0].isalnum():
        return _capitalize(text)
    if not _SPECIAL.search(text):
        match = _FIRST_LETTER.search(text)
        return text[: match.start()] + _capitalize(text[match.start() :]) if match else text
    pieces = _segments(text)
    for number, (free, piece) in enumerate(pieces):
        if _SPECIAL.match(piece):
            continue
        match = _FIRST_LETTER.search(piece)
        if match:
            if free:
                pieces[number] = (True, piece[: match.start()] + _capitalize(piece[match.start() :]))
            break
    return "".join(piece for _, piece in pieces)


def _capitalize_all(text: str) -> str:
    return _WORD_START.sub(lambda match: match[1] + _capitalize(match[2]), text)


_WORD_START = re.compile(r"(^|[\s\u2013\u2014/-]|(?<=[\s([\"“‘])[([\"“‘])([^\W\d_]\S*)")


def _has_lower(text: str) -> bool:
    return text.upper() != text


def _sentence(text: str) -> str:
    """Lower everything in a text that is all capitals; raise the first letter in any case."""
    free = "".join(piece for may, piece in _segments(text) if may)
    if not _has_lower(free):
        text = _lower(text)
    return capitalize_first(text)


_TITLE_WORD = re.compile(r"[^\s\u2013\u2014/\u00a0-]+")


def title_case(text: str) -> str:
    """Raise the first letter of lower-case words but stop words; after a colon every word."""
    pieces = _segments(text)
    free = "".join(piece for may, piece in pieces if may)
    all_caps = not _has_lower(free) and any(char.isalpha() for char in free)
    plain = "".join(piece if not _SPECIAL.match(piece) else " " * 0 for _, piece in pieces)
    last = max((match.start() for match in _TITLE_WORD.finditer(plain)), default=-1)
    done: list[str] = []
    offset = 0  # in the text without control characters
    fresh = True  # a word that comes now is the first, or follows a colon
    inside = ""  # the character before this piece
    for may, piece in pieces:
        if _SPECIAL.match(piece):
            done.append(piece)
            if "\ufdd0" in piece or "\ufdd2" in piece:
                inside = " "
            continue
        if not may:
            done.append(piece)
            offset += len(piece)
            fresh = False
            inside = piece[-1:]
            continue
        out: list[str] = []
        end = 0
        for match in _TITLE_WORD.finditer(piece):
            between = piece[end : match.start()]
            out.append(between)
            word = match[0]
            whole = match.start() > 0 or not inside or not (inside.isalnum() or inside in "’'.")
            if whole:
                before = piece[match.start() - 1] if match.start() else inside
                after = piece[match.end() : match.end() + 1]
                out.append(_title_word(word, fresh, offset + match.start() == last, before, after, all_caps))
            else:
                out.append(word.lower() if all_caps else word)
            fresh = word[-1] in ":?!" or (word[-1] in '.”"' and word[-2:-1] in "?!:" and len(word) > 1)
            end = match.end()
        out.append(piece[end:])
        done.append("".join(out))
        offset += len(piece)
        inside = piece[-1:]
    return "".join(done)


def _title_word(word: str, first: bool, last: bool, before: str, after: str, all_caps: bool) -> str:
    start = _FIRST_LETTER.search(word)
    if start is None:
        return word
    head, body = word[: start.start()], word[start.start() :]
    if all_caps:
        body = body.lower()
    if body[0].isupper() or any(char.isupper() for char in body):
        return head + body if not all_caps else head + _capitalize(body)
    bare = body.rstrip(".,;:!?)]}”’\"'")
    if not first and not last and before != "-" and after != "-":
        if bare in _STOP_WORDS or body in _STOP_WORDS:
            return head + body
    elif not first and not last and bare in _STOP_WORDS:
        return head + body
    return head + _capitalize(body)


_lower = _each(str.lower)

CASES: dict[str, TextCase] = {
    "lowercase": _lower,
    "uppercase": _each(str.upper),
    "capitalize-first": capitalize_first,
    "capitalize-all": _each(_capitalize_all),
    "sentence": _sentence,
    "title": title_case,
}
"""By the values of `text-case`."""
