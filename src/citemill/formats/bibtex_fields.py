"""What the fields of BibTeX and BibLaTeX files mean: the writers' tables, and what others write besides."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from citemill.formats import biblatex, bibtex, dates, keywords
from citemill.formats import bibtex_kinds as kinds
from citemill.formats.rows import Row, fields_of
from citemill.text import markup, rich
from citemill.text.latex import to_markup
from citemill.text.latex_case import letter_case, protected
from citemill.text.rich import Inline, Mark, Rich, Span

__all__ = [
    "GENRES",
    "IMPLIED",
    "MEDIUM",
    "NOT_ARCHIVES",
    "READERS",
    "UNREAD",
    "read_date",
    "rows_for",
    "verbatim",
]

IMPLIED = {**biblatex.IMPLIED, **bibtex.IMPLIED, "collection": "book", "preprint": "article"}
IMPLIED |= dict.fromkeys(("softwareversion", "softwaremodule", "codefragment"), "software")
"""Entry type -> CSL type, of both dialects."""

GENRES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master’s thesis",
    "techreport": "Technical report",
}
"""What an entry type says that CSL keeps as genre."""

MEDIUM = Row("howpublished", "medium", kinds.TEXT)
"""What the field is in biblatex; in BibTeX it says where a work is."""

_ONLY_READ = (
    Row("journal", "container-title", kinds.TEXT),
    Row("journaltitle", "container-title", kinds.TEXT),
    Row("booktitle", "container-title", kinds.TITLE),
    Row("maintitle", "collection-title", kinds.TITLE),
    Row("conference", "event-title", kinds.TEXT),
    Row("shortjournal", "container-title-short", kinds.TEXT),
    Row("issue", "issue", kinds.TEXT),
    Row("number", "number", kinds.TEXT),
    Row("eid", "page", kinds.PAGES),
    Row("articleno", "page", kinds.PAGES),
    Row("school", "publisher", kinds.TEXT),
    Row("institution", "publisher", kinds.TEXT),
    Row("organization", "publisher", kinds.TEXT),
    Row("location", "publisher-place", kinds.TEXT),
    Row("howpublished", "medium", kinds.TEXT),
    Row("titleaddon", "genre", kinds.TEXT),
    Row("langid", "language", kinds.TEXT),
    Row("annotation", "annote", kinds.TEXT),
    Row("keyword", "keyword", kinds.TEXT),
    Row("tags", "keyword", kinds.TEXT),
    Row("summary", "abstract", kinds.TEXT),
    Row("lccn", "call-number", kinds.TEXT),
    Row("eventdate", "event-date", kinds.DATE),
    Row("bookauthor", "container-author", kinds.NAMES),
    Row("pagetotal", "number-of-pages", kinds.TEXT),
)
_TABLES = {
    False: (*bibtex.ROWS, *biblatex.ROWS, *_ONLY_READ),
    True: (*biblatex.ROWS, *bibtex.ROWS, *_ONLY_READ),
}
_known: dict[tuple[str, bool], dict[str, Row[kinds.Kind]]] = {}

BIBLATEX = frozenset({"date", "journaltitle", "titleaddon", "library", "eventdate", "origdate", "userb"})
"""Fields that only BibLaTeX has: of a field that means two things, its meaning goes first beside these."""

UNREAD = frozenset(
    """
    year month day date crossref xref xdata related relatedtype options ids key file pdf timestamp owner
    groups date-added date-modified bdsk-url-1 bdsk-url-2 bdsk-file-1 entrysubtype eprint eprinttype
    eprintclass archiveprefix primaryclass bibsource biburl priority ranking readstatus sortname
    sorttitle sortyear presort gender hyphenation urlday subtitle booksubtitle __markedentry
    creationdate modificationdate qualityassured printed
    """.split()
)
"""Fields that the reader looks at itself, or that say nothing about the work."""

SUBTYPES = {
    ("article-journal", "magazine"): "article-magazine",
    ("article-journal", "newspaper"): "article-newspaper",
}
"""CSL type for an `entrysubtype` as styles of biblatex have it, by the type of the entry itself."""

NOT_ARCHIVES = frozenset("pubmed pmid pmc pmcid jstor hdl googlebooks ads mr zbl".split())
"""Kinds of eprint that are no archive of preprints."""


def rows_for(record_type: str, *, biblatex: bool = False) -> dict[str, Row[kinds.Kind]]:
    """By field the row that reads it into a record of this type."""
    found = _known.get((record_type, biblatex))
    if found is None:
        found = _known[record_type, biblatex] = fields_of(_TABLES[biblatex], record_type)
    return found


_SPACE = re.compile(r"[ \t\r]*\n[ \t\r]*|[ \t]{2,}|\t")
_PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")
_FIRST_LETTER = re.compile(r"(?<![\w\\}])\{([A-Z])\}([a-z]+)")
_URL_MACRO = re.compile(r"\\(?:url|nolinkurl|href)\s*\{([^{}]*)\}(?:\{.*\})?")
_ESCAPED = re.compile(r"\\([%_#&~$^{}])")
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_UNKNOWN = Callable[[str], None]


def _spaced(text: str) -> str:
    """White space as BibTeX sees it, save that an empty line still parts paragraphs."""
    if "\n" not in text and "  " not in text and "\t" not in text:
        return text.strip()
    return "\n\n".join(_SPACE.sub(" ", part).strip() for part in _PARAGRAPH.split(text.strip()))


def _text(text: str, unknown: _UNKNOWN) -> str:
    return to_markup(_spaced(text), unknown=unknown).strip()


def _title(text: str, unknown: _UNKNOWN) -> str:
    text = _spaced(text)
    if "{" not in text:
        return to_markup(text, unknown=unknown).strip()
    marked = to_markup(_FIRST_LETTER.sub(r"{\1\2}", text), nocase=True, unknown=unknown)
    return _without_usual_protection(marked) if 'class="nocase"' in marked else marked.strip()


def _without_usual_protection(title: str) -> str:
    """Take away the protection that the writer would give anyway: it says nothing of its own."""
    parsed = markup.parse(title)
    words = rich.plain(parsed)
    usual = list(protected(words, letter_case(words)))
    kept, _ = _unprotected(parsed, 0, usual)
    return markup.write(kept).strip()


def _unprotected(text: Rich, at: int, usual: list[tuple[int, int]]) -> tuple[Rich, int]:
    kept: list[Inline] = []
    for part in text:
        if isinstance(part, str):
            kept.append(part)
            at += len(part)
            continue
        begin = at
        children, at = _unprotected(part.children, at, usual)
        covered = any(start <= begin and at <= end for start, end in usual)
        if part.mark is Mark.NOCASE and covered:
            kept += children
        else:
            kept.append(Span(part.mark, children))
    return tuple(kept), at


def verbatim(text: str, unknown: _UNKNOWN) -> str:
    """An address: taken as it is, without the macro and the escapes that some put in."""
    text = "".join(text.split())
    if "\\" in text or "{" in text:
        text = _URL_MACRO.sub(r"\1", text)
        text = _ESCAPED.sub(r"\1", text)
        if text.startswith("{") and text.endswith("}"):
            text = text[1:-1]
    return text


def _doi(text: str, unknown: _UNKNOWN) -> str:
    return _DOI_PREFIX.sub("", verbatim(text, unknown), count=1)


def _pages(text: str, unknown: _UNKNOWN) -> str:
    return _text(text, unknown).replace("–", "-").replace("—", "-")


def _keywords(text: str, unknown: _UNKNOWN) -> str:
    return keywords.join(keywords.split(_text(text, unknown)))


def _date(text: str, unknown: _UNKNOWN) -> dict[str, Any]:
    return dates.read(_text(text, unknown).replace("–", "/"))


def _affiliations(text: str, unknown: _UNKNOWN) -> Any:
    found = _text(text, unknown)
    if not found.startswith(kinds.AFFILIATIONS_LABEL):
        return None
    return [{"name": name} for name in found.removeprefix(kinds.AFFILIATIONS_LABEL).split(", ")]


def _pmcid(text: str, unknown: _UNKNOWN) -> Any:
    found = _text(text, unknown)
    return found.removeprefix(kinds.PMCID_LABEL) if found.startswith(kinds.PMCID_LABEL) else None


READERS: dict[str, Callable[[str, _UNKNOWN], Any]] = {
    kinds.TEXT.name: _text,
    kinds.TITLE.name: _title,
    kinds.VERBATIM.name: verbatim,
    kinds.PAGES.name: _pages,
    kinds.DATE.name: _date,
    kinds.AFFILIATIONS.name: _affiliations,
    kinds.PMCID.name: _pmcid,
    "keyword": _keywords,
    "DOI": _doi,
}
"""Reader by the name of a kind, or by the variable, which goes first."""


_YEAR = re.compile(r"\D{0,4}(\d{4})\D?")
_CIRCA = re.compile(r"(?:c|ca|circa)\b", re.IGNORECASE)
_DAY = re.compile(r"(?:^|\D)(\d{1,2})(?:\D|$)")


def read_date(year: str, month: str, day: str) -> dict[str, Any]:
    """A date from BibTeX's fields; each part only as far as it is one."""
    year = " ".join(to_markup(year).split())
    match = _YEAR.fullmatch(year)
    if match is None:
        return dates.read(year)
    date: dict[str, Any] = {"date-parts": [[int(match[1])]]}
    parts = date["date-parts"][0]
    words = to_markup(month).replace("\u00a0", " ").split()
    number = dates.month_number(re.split(r"[\W_]", words[0])[0]) if words else 0
    if number:
        parts.append(number)
        found = _DAY.search(day) or _DAY.search(" ".join(words[1:]))
        if found and 1 <= int(found[1]) <= 31:
            parts.append(int(found[1]))
    elif words and words[0].lower() in dates.SEASONS:
        date["season"] = dates.SEASONS[words[0].lower()]
    if _CIRCA.match(year):
        date["circa"] = True
    return date
