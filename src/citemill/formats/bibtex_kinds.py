"""How BibTeX fields hold values: one kind per sort of value, with its writer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from citemill.formats import bibtex_names, dates
from citemill.text.latex import LatexWriter
from citemill.text.memo import Memo

__all__ = [
    "AFFILIATIONS",
    "AFFILIATIONS_LABEL",
    "DATE",
    "DAY",
    "EPRINT",
    "MONTH",
    "MONTHS",
    "NAMES",
    "PAGES",
    "PMCID",
    "PMCID_LABEL",
    "PUBMED",
    "SUBTYPE",
    "TEXT",
    "TITLE",
    "UNSPECIFIED",
    "VERBATIM",
    "YEAR",
    "YEAR_TEXT",
    "Kind",
]

MONTHS = ("", *"jan feb mar apr may jun jul aug sep oct nov dec".split())
AFFILIATIONS_LABEL = "Affiliations: "
PMCID_LABEL = "PMCID: "


class Kind(NamedTuple):
    """A kind of value: `writer` takes what escapes texts and gives the function that writes one value."""

    name: str
    writer: Callable[[LatexWriter], Callable[[Any], str]]
    bare: bool = False
    """Written without braces: a macro."""
    names: bool = False
    """A list of names, which may end in "and others"."""


_PAGE_RANGE = re.compile(r"(?<=\w) ?(?:–|--?) ?(?=\w)")
_BLANKS = re.compile(r"(?<!\n)[ \t]*\n[ \t]*(?!\s)|[ \t]{2,}")
_ENTRY_LIKE = re.compile(r"@(?=\w*[ \t]*\{)")
_UNSAFE = re.compile(r"[{}\\\s\"<>^`|\x00-\x20\x7f\ud800-\udfff]")
_UNSAFE_ASCII = re.compile(r"[^!#-;=?-\[\]_a-z~]")
_ARXIV_PREFIX = re.compile("arxiv:", re.IGNORECASE)


_SHORT = 48
"""Texts below this length are remembered."""


UNSPECIFIED = {"thesis": "Thesis", "report": "Report"}
"""Type of record -> the field `type` where it has no genre: for none styles make "PhD thesis" and "Technical
Report", which nobody said; biblatex demands the field."""


def _string(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    if "\n" not in text and "  " not in text:
        return text
    return _BLANKS.sub(" ", text.strip())  # BibTeX knows paragraphs, but no lines


def _text(tex: LatexWriter) -> Callable[[Any], str]:
    def escaped(value: Any) -> str:
        text = tex.text(_string(value))
        # "@word{" would be taken for the start of an entry by readers that look for these first.
        return text if "@" not in text else _ENTRY_LIKE.sub("{@}", text)

    known = Memo(escaped)

    def write(value: Any) -> str:
        # "arXiv", "cs.LG", a journal's name: short texts come again and again.
        if isinstance(value, str) and len(value) < _SHORT and value.isascii():
            return known[value]
        return escaped(value)

    return write


def _title(tex: LatexWriter) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        text = _string(value)
        text = tex.title(text if text.isprintable() and "  " not in text else " ".join(text.split()))
        return text if "@" not in text else _ENTRY_LIKE.sub("{@}", text)

    return write


def _names(tex: LatexWriter) -> Callable[[Any], str]:
    return lambda value: bibtex_names.write(value, tex)


def percent_encoded(text: str, *, ascii: bool) -> str:
    """An address with what could end its field, or is no part of an address, percent-encoded."""
    pattern = _UNSAFE_ASCII if ascii else _UNSAFE
    return pattern.sub(_percent, text.strip())


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def _verbatim(tex: LatexWriter) -> Callable[[Any], str]:
    return lambda value: percent_encoded(_string(value), ascii=tex.ascii)


def _pages(tex: LatexWriter) -> Callable[[Any], str]:
    return lambda value: tex.text(_PAGE_RANGE.sub("–", _string(value))).replace("–", "--")


def _eprint(tex: LatexWriter) -> Callable[[Any], str]:
    return lambda value: tex.text(_ARXIV_PREFIX.sub("", _string(value), count=1))


def _year(tex: LatexWriter) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        parts = value.get("date-parts")
        if parts and isinstance(parts[0][0], int) and 1000 <= parts[0][0] <= 9999:  # nearly always
            return str(parts[0][0])
        return dates.year(value) or (tex.text(str(value.get("literal") or value.get("raw") or "")))

    return write


def _year_text(tex: LatexWriter) -> Callable[[Any], str]:
    """What stands in place of a date ("in press"), where there is none."""
    date = _date(tex)

    def write(value: Any) -> str:
        return "" if date(value) else tex.text(str(value.get("literal") or value.get("raw") or ""))

    return write


def _month(tex: LatexWriter) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        parts = value.get("date-parts")
        if not parts or len(parts[0]) < 2:
            return ""
        number = int(parts[0][1])
        return MONTHS[number] if 1 <= number <= 12 else ""

    return write


def _day(tex: LatexWriter) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        parts = value.get("date-parts")
        return str(int(parts[0][2])) if parts and len(parts[0]) > 2 else ""

    return write


def _date(tex: LatexWriter) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        season = value.get("season")
        if season in (1, 2, 3, 4, "1", "2", "3", "4"):
            return f"{dates.year(value)}-{20 + int(season)}"
        text = dates.write(value)
        if not text[:4].lstrip("-Y").isdigit():
            return ""
        return text if value.get("date-parts") else tex.text(text)  # a literal may hold anything

    return write


def _affiliations(tex: LatexWriter) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        names = [str(one.get("name") or one.get("slug")) for one in value]
        return tex.text(AFFILIATIONS_LABEL + ", ".join(names)) if names else ""

    return write


def _subtype(tex: LatexWriter) -> Callable[[Any], str]:
    return lambda value: "preprint" if str(value).lower() == "preprint" else tex.text(str(value))


def _pubmed(tex: LatexWriter) -> Callable[[Any], str]:
    return lambda value: "pubmed"


def _pmcid(tex: LatexWriter) -> Callable[[Any], str]:
    return lambda value: tex.text(f"{PMCID_LABEL}{value}")


TEXT = Kind("text", _text)
TITLE = Kind("title", _title)
NAMES = Kind("names", _names, names=True)
VERBATIM = Kind("verbatim", _verbatim)
PAGES = Kind("pages", _pages)
EPRINT = Kind("eprint", _eprint)
YEAR = Kind("year", _year)
YEAR_TEXT = Kind("year-text", _year_text)
MONTH = Kind("month", _month, bare=True)
DAY = Kind("day", _day)
DATE = Kind("date", _date)
SUBTYPE = Kind("subtype", _subtype)
PUBMED = Kind("pubmed", _pubmed)
PMCID = Kind("pmcid", _pmcid)
AFFILIATIONS = Kind("affiliations", _affiliations)
