"""BibLaTeX: what its entry types and fields mean (biblatex documentation, chapter 2), and its writer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from citemill.diagnostics import Report
from citemill.files import Source
from citemill.formats import WriteOptions
from citemill.formats import bibtex_kinds as kinds
from citemill.formats.bibtex_writer import Dialect, entries_text
from citemill.formats.rows import ALL, Row, types
from citemill.formats.zotero_profile import bibtex_dialect, bibtex_text, for_bibtex, profiled
from citemill.record import Record

__all__ = ["DIALECT", "detects", "read", "write"]

ENTRY_TYPES = {
    "article": "online",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "classic": "book",
    "dataset": "dataset",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "post": "online",
    "post-weblog": "online",
    "report": "report",
    "review": "article",
    "review-book": "article",
    "software": "software",
    "speech": "unpublished",
    "thesis": "thesis",
    "webpage": "online",
}
"""CSL type -> entry type; every other type is `misc`, since biblatex's types for laws, films, music, letters
... are names without fields (documentation, 2.1.3), which biber's validation refuses to fill."""

NEEDED = {"online": frozenset({"DOI", "URL", "number"})}
"""Entry type -> variables of which it must have one (blx-dm.def, mandatory fields); else it is `misc`."""

IMPLIED = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "collection",
    "commentary": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "mastersthesis": "thesis",
    "misc": "document",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
}
"""Entry type -> the CSL type it stands for; another one is named in the field `entrysubtype`."""

_IN_SERIAL = types("article-journal article-magazine article-newspaper review review-book")
_IN_BOOK = types("chapter paper-conference entry entry-dictionary entry-encyclopedia")
_BOOKS = types("book classic collection periodical chapter entry entry-dictionary entry-encyclopedia")
_COLLECTED = _BOOKS | types("paper-conference thesis")
_PREPRINT = types("article")
_PUBLISHED = _BOOKS | types("article-journal dataset paper-conference")
_ON_WEB = types("webpage post post-weblog")

ROWS = (
    Row("author", "author", kinds.NAMES),
    Row("bookauthor", "container-author", kinds.NAMES),
    Row("editor", "editor", kinds.NAMES),
    Row("translator", "translator", kinds.NAMES),
    Row("title", "title", kinds.TITLE),
    Row("shorttitle", "title-short", kinds.TITLE),
    Row("origtitle", "original-title", kinds.TITLE),
    Row("journaltitle", "container-title", kinds.TEXT, _IN_SERIAL),
    Row("booktitle", "container-title", kinds.TITLE, _IN_BOOK),
    Row("organization", "container-title", kinds.TEXT, _ON_WEB),
    Row("titleaddon", "container-title", kinds.TEXT, ALL - _ON_WEB),
    Row("shortjournal", "container-title-short", kinds.TEXT, _IN_SERIAL),
    Row("eventtitle", "event-title", kinds.TEXT),
    Row("eventdate", "event-date", kinds.DATE),
    Row("venue", "event-place", kinds.TEXT),
    Row("series", "collection-title", kinds.TEXT),
    Row("volume", "volume", kinds.TEXT),
    Row("number", "issue", kinds.TEXT, _IN_SERIAL),
    Row("number", "collection-number", kinds.TEXT, _COLLECTED),
    Row("eprint", "number", kinds.EPRINT, _PREPRINT),
    Row("eprint", "PMID", kinds.TEXT, ALL - _PREPRINT),
    Row("number", "number", kinds.TEXT, ALL - _IN_SERIAL - _COLLECTED),
    Row("eprinttype", "archive", kinds.TEXT, _PREPRINT),
    Row("eprinttype", "PMID", kinds.PUBMED, ALL - _PREPRINT, beside=True),
    Row("eprintclass", "custom.primary-class", kinds.TEXT, _PREPRINT),
    Row("edition", "edition", kinds.TEXT),
    Row("chapter", "chapter-number", kinds.TEXT),
    Row("part", "part", kinds.TEXT),
    Row("pages", "page", kinds.PAGES),
    Row("pagetotal", "number-of-pages", kinds.TEXT),
    Row("volumes", "number-of-volumes", kinds.TEXT),
    Row("institution", "publisher", kinds.TEXT, types("thesis report")),
    Row("publisher", "publisher", kinds.TEXT, _PUBLISHED),
    Row("organization", "publisher", kinds.TEXT, ALL - _ON_WEB),
    Row("location", "publisher-place", kinds.TEXT),
    Row("entrysubtype", "genre", kinds.SUBTYPE, _PREPRINT),
    Row("titleaddon", "genre", kinds.TEXT, _ON_WEB),
    Row("type", "genre", kinds.TEXT),
    Row("version", "version", kinds.TEXT),
    Row("howpublished", "medium", kinds.TEXT),
    Row("date", "issued", kinds.DATE),
    Row("year", "issued", kinds.YEAR_TEXT, beside=True),
    Row("origdate", "original-date", kinds.DATE),
    Row("origpublisher", "original-publisher", kinds.TEXT),
    Row("origlocation", "original-publisher-place", kinds.TEXT),
    Row("pubstate", "status", kinds.TEXT),
    Row("isbn", "ISBN", kinds.TEXT),
    Row("issn", "ISSN", kinds.TEXT),
    Row("doi", "DOI", kinds.VERBATIM),
    Row("url", "URL", kinds.VERBATIM),
    Row("urldate", "accessed", kinds.DATE),
    Row("language", "language", kinds.TEXT, ALL - types("patent")),
    Row("library", "call-number", kinds.TEXT),
    Row("note", "note", kinds.TEXT),
    Row("annotation", "annote", kinds.TEXT),
    Row("keywords", "keyword", kinds.TEXT),
    Row("userb", "PMCID", kinds.PMCID),
    Row("usera", "custom.affiliations", kinds.AFFILIATIONS),
    Row("abstract", "abstract", kinds.TEXT),
)

DIALECT = Dialect("BibLaTeX", ENTRY_TYPES, "misc", IMPLIED, ROWS, preprint="eprinttype", needed=NEEDED)


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write records as BibLaTeX, one entry at a time."""
    if not options.profile:
        return entries_text(records, DIALECT, options, report)
    changed = profiled(records, options, for_bibtex)
    return bibtex_text(entries_text(changed, bibtex_dialect(DIALECT), options, report))


def detects(head: str) -> bool:
    """Whether a file that begins so has fields that only BibLaTeX has."""
    return re.search(r"^\s*(?:date|journaltitle|eprinttype|langid)\s*=", head, re.MULTILINE) is not None


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read the entries of a BibTeX or BibLaTeX file; which of the two it is makes no difference."""
    from citemill.formats import bibtex_reader  # reading needs more modules than writing

    return bibtex_reader.read(source, report=report)
