"""BibTeX: what its entry types and fields mean, and its writer.

The fields are those of BibTeX's documentation, and those that styles and programs have agreed on since (doi,
url, eprint and archiveprefix, abstract, keywords, language ...). A style passes over what it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from citemill.diagnostics import Report
from citemill.files import Source
from citemill.formats import WriteOptions
from citemill.formats import bibtex_kinds as kinds
from citemill.formats.bibtex_writer import Dialect, entries_text
from citemill.formats.rows import ALL, Row, types
from citemill.record import Record

__all__ = ["DIALECT", "detects", "read", "write"]

ENTRY_TYPES = {
    "article": "misc",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "classic": "book",
    "collection": "book",
    "entry": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "periodical": "book",
    "report": "techreport",
    "review": "article",
    "review-book": "article",
    "thesis": "phdthesis",
}
"""CSL type -> entry type; every other type is `misc`."""

IMPLIED = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "mastersthesis": "thesis",
    "misc": "document",
    "phdthesis": "thesis",
    "proceedings": "book",
    "techreport": "report",
    "unpublished": "manuscript",
}
"""Entry type -> the CSL type it stands for; another one is named in the field `entrysubtype`."""

_IN_SERIAL = types("article-journal article-magazine article-newspaper review review-book")
_IN_BOOK = types("chapter paper-conference entry entry-dictionary entry-encyclopedia")
_BOOKS = types("book classic collection periodical chapter entry entry-dictionary entry-encyclopedia")
_PREPRINT = types("article")

ROWS = (
    Row("author", "author", kinds.NAMES),
    Row("editor", "editor", kinds.NAMES),
    Row("translator", "translator", kinds.NAMES),
    Row("title", "title", kinds.TITLE),
    Row("shorttitle", "title-short", kinds.TITLE),
    Row("journal", "container-title", kinds.TEXT, _IN_SERIAL),
    Row("booktitle", "container-title", kinds.TITLE, _IN_BOOK),
    Row("howpublished", "container-title", kinds.TEXT),
    Row("shortjournal", "container-title-short", kinds.TEXT, _IN_SERIAL),
    Row("eventtitle", "event-title", kinds.TEXT),
    Row("venue", "event-place", kinds.TEXT),
    Row("series", "collection-title", kinds.TEXT),
    Row("volume", "volume", kinds.TEXT),
    Row("number", "issue", kinds.TEXT, _IN_SERIAL),
    Row("number", "collection-number", kinds.TEXT, _BOOKS | types("paper-conference thesis")),
    Row("eprint", "number", kinds.EPRINT, _PREPRINT),
    Row("number", "number", kinds.TEXT, ALL - _IN_SERIAL - _BOOKS - types("paper-conference thesis")),
    Row("eprint", "archive_location", kinds.EPRINT, ALL - _PREPRINT),
    Row("archiveprefix", "archive", kinds.TEXT),
    Row("primaryclass", "custom.primary-class", kinds.TEXT, _PREPRINT),
    Row("edition", "edition", kinds.TEXT),
    Row("chapter", "chapter-number", kinds.TEXT),
    Row("pages", "page", kinds.PAGES),
    Row("pagetotal", "number-of-pages", kinds.TEXT),
    Row("volumes", "number-of-volumes", kinds.TEXT),
    Row("school", "publisher", kinds.TEXT, types("thesis")),
    Row("institution", "publisher", kinds.TEXT, types("report")),
    Row("publisher", "publisher", kinds.TEXT),
    Row("address", "publisher-place", kinds.TEXT),
    Row("type", "genre", kinds.TEXT),
    Row("version", "version", kinds.TEXT),
    Row("year", "issued", kinds.YEAR),
    Row("month", "issued", kinds.MONTH, beside=True),
    Row("day", "issued", kinds.DAY, beside=True),
    Row("pubstate", "status", kinds.TEXT),
    Row("isbn", "ISBN", kinds.TEXT),
    Row("issn", "ISSN", kinds.TEXT),
    Row("doi", "DOI", kinds.VERBATIM),
    Row("pmid", "PMID", kinds.TEXT),
    Row("pmcid", "PMCID", kinds.TEXT),
    Row("url", "URL", kinds.VERBATIM),
    Row("urldate", "accessed", kinds.DATE),
    Row("language", "language", kinds.TEXT),
    Row("lccn", "call-number", kinds.TEXT),
    Row("note", "note", kinds.TEXT),
    Row("annote", "annote", kinds.TEXT),
    Row("keywords", "keyword", kinds.TEXT),
    Row("usera", "custom.affiliations", kinds.AFFILIATIONS),
    Row("abstract", "abstract", kinds.TEXT),
)

DIALECT = Dialect("BibTeX", ENTRY_TYPES, "misc", IMPLIED, ROWS, preprint="archiveprefix")


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write records as BibTeX, one entry at a time."""
    if not options.profile:
        return entries_text(records, DIALECT, options, report)
    from citemill.formats.zotero_profile import bibtex_dialect, bibtex_text, for_bibtex, profiled

    changed = profiled(records, options, for_bibtex)
    return bibtex_text(entries_text(changed, bibtex_dialect(DIALECT), options, report))


_ENTRY = re.compile(
    rf"^\s*@\s*(?:{'|'.join(IMPLIED)}|string|preamble|comment|conference|online|software|dataset|thesis|report)"
    r"\s*[{(]",
    re.IGNORECASE | re.MULTILINE,
)


def detects(head: str) -> bool:
    """Whether a file that begins so holds BibTeX entries."""
    return _ENTRY.search(head) is not None


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read the entries of a BibTeX or BibLaTeX file; which of the two it is makes no difference."""
    from citemill.formats import bibtex_reader  # reading needs more modules than writing

    return bibtex_reader.read(source, report=report)
