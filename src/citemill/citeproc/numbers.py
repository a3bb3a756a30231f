"""Numbers: what counts as numeric, how numbers are written, and page ranges."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from citemill.citeproc.locale import Locale
from citemill.citeproc.markup import encode_affix

__all__ = [
    "Numeric",
    "as_text",
    "conjunctions",
    "format_number",
    "leading_label",
    "page_range",
    "read_number",
    "roman",
    "written",
]

_NUMBER = r"(?:[^\W\d_]*\d+[^\W\d_]*|[ivxlcdm]+)"
_LABELS = {
    "art": "article", "bk": "book", "ch": "chapter", "chap": "chapter", "col": "column", "fig": "figure",
    "fol": "folio", "l": "line", "n": "note", "no": "issue", "op": "opus", "p": "page", "pp": "page",
    "para": "paragraph", "pt": "part", "sec": "section", "v": "verse", "vol": "volume", "vols": "volume",
}  # fmt: skip
"""Abbreviations by which locators and numbers name a part of a work, and the terms they stand for."""
_LABEL = rf"({'|'.join(sorted(_LABELS, key=len, reverse=True))})\.\s+(?=\d|[ivxlcdm]+\b)"
_EMBEDDED = re.compile(rf"(,\s+|\s*&\s*|\s+){_LABEL}")
_LEADING_LABEL = re.compile(_LABEL)
_DIGITS = re.compile(r"\d+")
_LETTERED = re.compile(r"([^\W\d_]*)\d")
_SIMPLE_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")


Joins: TypeAlias = "tuple[str, str, str]"
"""What joins numbers: "and" as a word and as a symbol, the dash of ranges."""
_JOINS: Joins = ("and", "&", "–")


class Numeric(NamedTuple):
    """A variable's content, looked at as numbers."""

    text: str
    """As it is printed: hyphens between numbers are en dashes, `&` stands between blanks."""
    numeric: bool
    plural: bool
    """More than one number."""
    pieces: tuple[str, ...]
    """Numbers (even places) and what joins them (odd places); empty where the content is not numeric."""
    rest: tuple[str, str, str] | None = None
    """What follows with a label of its own: what joins it, the label's term, the text."""


def conjunctions(locale: Locale) -> Joins:
    """Give what joins numbers in a locale: "and" as a word and as a symbol, and the dash of ranges."""
    symbol = locale.text("and", "symbol")
    word = locale.text("and").strip()
    dash = locale.text("page-range-delimiter") or "–"
    return word, symbol if symbol and symbol != word else "&", dash


@lru_cache(maxsize=64)
def _patterns(word: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    join = rf"(?:\s*(?:--|[-–&/])\s*|,\s+|,?\s+(?:and|{re.escape(word)})\s+)"
    return re.compile(rf"{_NUMBER}(?:{join}{_NUMBER})*\s*[-–]?"), re.compile(rf"({join})")


@lru_cache(maxsize=100_000)
def read_number(value: str, ands: Joins = _JOINS) -> Numeric:
    r"""Read content as numbers (CSL 1.0.2, "Number" and `is-numeric`).

    >>> read_number("12 - 34").text, read_number("2&3").text, read_number("2nd edition").numeric
    ('12–34', '2 & 3', False)

    A hyphen behind a backslash joins nothing: it belongs to the number. A further number with a label of its
    own ("3, fig. 7") becomes the `rest`.
    """
    value = value.strip()
    if value.isdecimal():
        return Numeric(value, True, False, (value,))
    simple = _SIMPLE_RANGE.fullmatch(value)
    if simple:
        dash = "–" if "–" in value and ands[2] not in value else ands[2]
        return Numeric(f"{simple[1]}{dash}{simple[2]}", True, True, (simple[1], dash, simple[2]))
    escaped = value.replace("\\-", "\ue000")
    numeric, join = _patterns(ands[0])
    if not numeric.fullmatch(escaped.replace("\ue000", "0")):
        embedded = _EMBEDDED.search(value)
        if embedded:
            head = read_number(value[: embedded.start()], ands)
            if head.numeric:
                return head._replace(rest=(embedded[1], _LABELS[embedded[2]], value[embedded.end() :]))
        return Numeric(escaped.replace("\ue000", "-"), False, False, ())
    pieces = join.split(escaped)
    plural = len(pieces) > 1 and any(piece.strip() != "/" for piece in pieces[1::2])
    for place in range(1, len(pieces), 2):
        bare = pieces[place].strip()
        one = bare in ("-", "–") and not _alike(pieces[place - 1], pieces[place + 1])
        pieces[place] = bare if one else _join(pieces[place], ands)
    pieces = [piece.replace("\ue000", "-") for piece in pieces]
    return Numeric("".join(pieces), True, plural or value[-1:] in "-–", tuple(pieces))


def sortable(value: str) -> str:
    """Give what a number is sorted by: its first digits, or all of it (CSL 1.0.2, "Sorting Variables").

    >>> [sortable(value) for value in ("12-15", "A7", "2nd edition", "special")]
    ['12', '7', '2', 'special']
    """
    digits = _DIGITS.search(value)
    return digits[0] if digits else value


def _alike(first: str, last: str) -> bool:
    """Whether two numbers can be the ends of a range: S5 and S9 can, N110 and 5 are one number."""
    before, after = _LETTERED.match(first), _LETTERED.match(last)
    return not (before and after) or before[1] == after[1]


def _join(text: str, ands: Joins) -> str:
    bare = text.strip()
    if bare == "–":
        return text if text == ands[2] else bare  # as it is written
    if bare == "-":
        return ands[2]
    if bare == "&":
        return f" {ands[1]} "
    return text if bare[:1] == "," or bare.isalpha() else bare


def written(number: Numeric, locale: Locale) -> str:
    """Give the text of numbers, that of a further part behind its label."""
    if number.rest is None:
        return number.text
    return number.text + _rest(number.rest, locale)


def _rest(rest: tuple[str, str, str], locale: Locale) -> str:
    join, label, text = rest
    number = read_number(text)
    term = locale.text(label, "short", plural=number.plural)
    return f"{join}{term} {written(number, locale)}"


def leading_label(locator: str) -> tuple[str, str]:
    """Take a label off the beginning of a locator: ("volume", "1") from "vol. 1"; empty where none is."""
    match = _LEADING_LABEL.match(locator)
    return (_LABELS[match[1]], locator[match.end() :]) if match else ("", locator)


def as_text(value: Any) -> str:
    """Give a variable's value as text, a whole number without its point."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None or isinstance(value, dict | list) else str(value)


_ROMAN_DIGITS = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """Write a number in Roman numerals; beyond 3999 in Arabic ones.

    >>> roman(1496)
    'mcdxcvi'
    """
    if not 0 < number < 4000:
        return str(number)
    digits = []
    for value, letters in _ROMAN_DIGITS:
        count, number = divmod(number, value)
        digits.append(letters * count)
    return "".join(digits)


def format_number(number: Numeric, form: str, gender: str, locale: Locale) -> str:
    """Write numbers as "ordinal", "long-ordinal" or "roman"; those with letters stay as they are."""
    if not number.pieces or form == "numeric" or "/" in number.pieces:  # 2/3 is one number
        return written(number, locale)
    text = "".join(
        _one(piece, form, gender, locale) if place % 2 == 0 and piece.isdecimal() else piece
        for place, piece in enumerate(number.pieces)
    )
    return text if number.rest is None else text + _rest(number.rest, locale)


def _one(digits: str, form: str, gender: str, locale: Locale) -> str:
    number = int(digits)
    if form == "roman":
        return roman(number)
    if form == "long-ordinal" and 1 <= number <= 10:
        name = f"long-ordinal-{number:02d}"
        term = (locale.term(name, "long", gender) if gender else None) or locale.term(name)
        if term is not None:
            return term.single
    return f"{number}{encode_affix(locale.ordinal_suffix(number, gender))}"


_RANGE = re.compile(
    r"([^\s,;&–-]*?)(\d+)([^\W\d_]*)\s*(?:--|[-–])\s*([^\s,;&–-]*?)(\d+)([^\W\d_]*)(?![^\s,;&])"
)


@lru_cache(maxsize=100_000)
def page_range(pages: str, style: str, dash: str, ands: Joins = _JOINS) -> str:
    """Write the page ranges in a text the way `page-range-format` asks (CSL 1.0.2, Appendix V).

    >>> page_range("321-328, 1496-1504", "chicago", "–")
    '321–28, 1496–1504'

    Without a style numbers that are a range get the dash.
    """
    number = read_number(pages, (*ands[:2], "–"))
    if number.rest is not None:
        return pages
    text = number.text.replace("–", dash) if number.numeric else number.text
    if style and ("-" in pages or "–" in pages):
        return _RANGE.sub(lambda match: _range(match, style, dash), number.text if number.numeric else pages)
    return text


def _range(match: re.Match[str], style: str, dash: str) -> str:
    before, first, tail, before_last, last, after = match.groups()
    if (before_last and before_last != before) or (before and not before_last) or len(first) > 30:
        return f"{before}{first}{tail}-{before_last}{last}{after}"
    full = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    if int(full) < int(first):
        full = last
    begin = f"{before}{first}{tail}{dash}"
    if style == "expanded":
        return f"{begin}{before_last}{full}{after}"
    if len(full) != len(first):
        return f"{begin}{full}{after}"
    return f"{begin}{_SHORTENERS[style](first, full)}{after}"


def _changed(first: str, last: str, least: int) -> str:
    """Keep what differs at the end of the second number, and at least that many digits."""
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]


def _chicago(first: str, last: str, *, four_digits: bool) -> str:
    number = int(first)
    if number < 100 or number % 100 == 0:
        return last
    if four_digits and len(first) == 4:
        changed = _changed(first, last, 1)
        if len(changed) >= 3:
            return last
    if number % 100 < 10:
        return _changed(first, last, 1)
    return _changed(first, last, 2)


_SHORTENERS = {
    "minimal": lambda first, last: _changed(first, last, 1),
    "minimal-two": lambda first, last: _changed(first, last, min(2, len(last))),
    "chicago": lambda first, last: _chicago(first, last, four_digits=True),
    "chicago-15": lambda first, last: _chicago(first, last, four_digits=True),
    "chicago-16": lambda first, last: _chicago(first, last, four_digits=False),
}
