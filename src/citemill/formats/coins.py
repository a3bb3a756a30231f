"""COinS: OpenURL ContextObjects (ANSI/NISO Z39.88-2004) in HTML spans, which browser connectors collect.

Each type goes as the metadata format that Zotero takes for its twin; what OpenURL has no genre for goes as
Dublin Core with the type's name. A list of authors that is cut off is not completed by an author "et al.": a
span cannot say that there are more, the page beside it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from citemill.diagnostics import Report
from citemill.formats import WriteOptions, dates, keywords
from citemill.formats.losses import report_losses
from citemill.formats.names import listed, natural, two_parts
from citemill.formats.rows import written
from citemill.formats.zotero_fields import item_type
from citemill.record import Record
from citemill.text.markup import plain

__all__ = ["context_object", "span", "write"]

_GENRES: Mapping[str, tuple[str, str]] = {
    "article-journal": ("journal", "article"),
    "article-magazine": ("journal", "article"),
    "article-newspaper": ("journal", "article"),
    "review": ("journal", "article"),
    "review-book": ("journal", "article"),
    "book": ("book", "book"),
    "chapter": ("book", "bookitem"),
    "paper-conference": ("book", "proceeding"),
    "report": ("book", "report"),
    "thesis": ("dissertation", "dissertation"),
    "patent": ("patent", "patent"),
}
"""CSL type -> metadata format and genre; every other type is Dublin Core ("dc")."""

_KEYS: Mapping[str, Mapping[str, str]] = {
    "journal": {
        "atitle": "title",
        "jtitle": "container-title",
        "stitle": "container-title-short",
        "date": "issued",
        "volume": "volume",
        "issue": "issue",
        "pages": "page",
        "issn": "ISSN",
    },
    "book": {
        "btitle": "title",
        "series": "collection-title",
        "edition": "edition",
        "place": "publisher-place",
        "pub": "publisher",
        "date": "issued",
        "volume": "volume",
        "pages": "page",
        "tpages": "number-of-pages",
        "isbn": "ISBN",
        "issn": "ISSN",
    },
    "dissertation": {
        "title": "title",
        "inst": "publisher",
        "degree": "genre",
        "date": "issued",
        "tpages": "number-of-pages",
    },
    "patent": {"title": "title", "number": "number", "date": "issued", "applcc": "jurisdiction"},
    "dc": {
        "title": "title",
        "publisher": "publisher",
        "date": "issued",
        "description": "abstract",
        "language": "language",
        "source": "container-title",
    },
}
_IN_BOOK = {"atitle": "title", "btitle": "container-title"}
"""Keys of the book format for what stands in a book."""

_ENCODED = re.compile("[A-Za-z0-9_.~%-]*")
_ALWAYS = frozenset({"author", "DOI", "URL", "PMID"})


def _keys(csl: str) -> tuple[str, str, dict[str, str]]:
    """Metadata format, genre, and the variable of each key."""
    form, genre = _GENRES.get(csl, ("dc", ""))
    inside = _IN_BOOK if genre in ("bookitem", "proceeding") else {}
    return form, genre, {**inside, **{key: name for key, name in _KEYS[form].items() if key not in inside}}


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write one empty span a line, to be put into any page."""

    def one(record: Record) -> str:
        if options.losses:
            form, _, keys = _keys(str(record.get("type")))
            more = {"keyword", "archive"} if form == "dc" else set()
            report_losses(record, _ALWAYS | more | frozenset(keys.values()), "COinS", report)
        return span(record) + "\n"

    yield from written(records, one, report)


def span(record: Record) -> str:
    """A record as a span of class Z3988."""
    return f'<span class="Z3988" title="{escape(context_object(record))}"></span>'


def context_object(record: Record) -> str:
    """A record as the key-encoded-value text of a ContextObject, not yet escaped for HTML."""
    return "&".join(f"{key}={_quoted(value)}" for key, value in _pairs(record) if value)


def _quoted(value: str) -> str:
    """The value percent-encoded; most hold nothing to encode but spaces, commas and colons."""
    text = (
        value.replace("%", "%25")
        .replace(" ", "%20")
        .replace(",", "%2C")
        .replace(":", "%3A")
        .replace("/", "%2F")
    )
    return text if _ENCODED.fullmatch(text) else quote(value, "", errors="replace")


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    form, genre, keys = _keys(str(record.get("type", "document")))
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"
    if record.get("DOI"):
        yield "rft_id", f"info:doi/{record['DOI']}"
    if record.get("PMID"):
        yield "rft_id", f"info:pmid/{record['PMID']}"
    if record.get("URL"):
        yield "rft_id", str(record["URL"])
    if genre:
        yield "rft.genre", genre
    else:
        yield "rft.type", item_type(str(record.get("type", "document")))
    for key, variable in keys.items():
        yield f"rft.{key}", _text(record, variable)
    if form == "dc":
        if not record.get("publisher"):
            yield "rft.publisher", _text(record, "archive")  # Zotero's "repository" of a preprint
        for word in keywords.split(_text(record, "keyword")):
            yield "rft.subject", word
    yield from _authors(record, form)


def _text(record: Record, variable: str) -> str:
    value: Any = record.get(variable, "")
    if variable == "issued":
        return dates.day(value) or dates.write(value)
    return plain(value) if isinstance(value, str) else str(value)


def _authors(record: Record, form: str) -> Iterator[tuple[str, str]]:
    """The first author by parts, the others whole; never one of them both ways, which doubles him."""
    names = list(listed(record.get("author")))
    if form == "dc":
        for name in names:
            yield "rft.creator", ", ".join(filter(None, two_parts(name)))
        return
    if names and not names[0].get("literal"):
        last, first = two_parts(names[0])
        yield "rft.aulast", last
        yield "rft.aufirst", first
        del names[0]
    for name in names:
        yield "rft.aucorp" if name.get("literal") else "rft.au", natural(name)
