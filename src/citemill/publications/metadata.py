"""What machines read in the page: COinS for reference managers, JSON-LD for search engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from citemill.documents.plain import settled
from citemill.publications.links import doi_of
from citemill.publications.model import Entry, PublicationList
from citemill.record import Name, Record, cut_off
from citemill.text import markup

__all__ = ["coins", "json_ld"]

# Format and genre of OpenURL (ANSI/NISO Z39.88-2004) for each CSL type; all others go as Dublin Core, whose
# `type` keeps what OpenURL has no genre for.
_OPENURL = {
    "article-journal": ("journal", "article"),
    "article-magazine": ("journal", "article"),
    "article-newspaper": ("journal", "article"),
    "review": ("journal", "article"),
    "paper-conference": ("book", "proceeding"),
    "chapter": ("book", "bookitem"),
    "book": ("book", "book"),
    "report": ("book", "report"),
    "thesis": ("dissertation", "dissertation"),
}
_DC_TYPES = {"article": "preprint", "dataset": "dataset", "software": "computerProgram"}

_SCHEMA_TYPES = {
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "software": "SoftwareSourceCode",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
    "post-weblog": "BlogPosting",
    "article-newspaper": "NewsArticle",
}

_SAFE = "".join(chr(code) for code in range(33, 127) if chr(code) not in "%&+;=\"'<>#")
_QUOTED = str.maketrans(
    {chr(code): f"%{code:02X}" for code in range(128) if chr(code) not in _SAFE and not chr(code).isalnum()}
)


def _quote(text: str) -> str:
    """Percent-encode; the usual, ASCII, text fast."""
    return text.translate(_QUOTED) if text.isascii() else quote(text, safe=_SAFE)


def coins(record: Record) -> str:
    """The record as an OpenURL ContextObject, for the `title` of a span of class Z3988."""
    return "&".join(f"{key}={_quote(settled(value))}" for key, value in _context(record) if value)


def _context(record: Record) -> Iterator[tuple[str, str]]:
    kind, genre = _OPENURL.get(record["type"], ("dc", ""))
    title = markup.plain(record.get("title", ""))
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{kind}"
    if kind == "dc":
        yield "rft.type", _DC_TYPES.get(record["type"], "document")
        yield "rft.title", title
        yield "rft.publisher", str(record.get("publisher") or record.get("archive") or "")
    else:
        yield "rft.genre", genre
        yield {"journal": "rft.atitle", "dissertation": "rft.title"}.get(kind, "rft.btitle"), title
        container = markup.plain(record.get("container-title", ""))
        yield (
            ("rft.jtitle" if kind == "journal" else "rft.btitle" if genre == "bookitem" else "rft.series"),
            container,
        )
        for key, variable in (("volume", "volume"), ("issue", "issue"), ("pages", "page")):
            yield f"rft.{key}", str(record.get(variable, ""))
        yield (
            "rft.issn" if kind == "journal" else "rft.isbn",
            str(record.get("ISSN" if kind == "journal" else "ISBN", "")),
        )
    yield "rft.date", _date(record)
    doi = doi_of(record)
    yield "rft_id", f"info:doi/{doi}" if doi else str(record.get("URL", ""))
    person = "rft.creator" if kind == "dc" else "rft.au"
    for name in record.get("author") or ():
        yield person, _full(name)
    if cut_off(record):
        yield person, "et al."  # else the names shown would pass for all


def _date(record: Record) -> str:
    parts = (record.get("issued") or {}).get("date-parts") or [[]]
    return "-".join(f"{int(part):02d}" for part in parts[0] if str(part).lstrip("-").isdigit())


def _full(name: Name) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return name.get("literal") or " ".join(str(name[part]) for part in parts if name.get(part))  # type: ignore[literal-required]  # all are parts of a name


def json_ld(publications: PublicationList, address: str = "") -> str:
    """The list as schema.org JSON-LD, safe inside a script element.

    The owner is an author of a paper only where the listing shows him or is his own profile; names that a
    listing cuts off are not presented as all: `creditText` says "et al.".
    """
    person: dict[str, Any] = {"@type": "Person", "name": publications.owner}
    if publications.homepage:
        person["url"] = publications.homepage
    if publications.orcid:
        person["sameAs"] = [f"https://orcid.org/{publications.orcid.rpartition('/')[2]}"]
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": publications.title,
        "inLanguage": publications.language,
        **({"url": address} if address else {}),
        **({"about": person} if publications.owner else {}),
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "item": _work(entry)}
                for position, entry in enumerate(publications.entries(), 1)
            ],
        },
    }
    return (
        settled(json.dumps(page, ensure_ascii=False, separators=(",", ":")))
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
    )


def _work(entry: Entry) -> dict[str, Any]:
    record = entry.record
    authors = [_agent(name) for name in record.get("author") or ()]
    work: dict[str, Any] = {
        "@type": _SCHEMA_TYPES.get(record["type"], "ScholarlyArticle"),
        "name": markup.plain(record.get("title", "")),
    }
    if authors:
        work["author"] = authors
    if cut_off(record):
        work["creditText"] = ", ".join(author["name"] for author in authors) + " et al."
    date = _date(record)
    if date:
        work["datePublished"] = date
    if record.get("container-title"):
        work["isPartOf"] = {"@type": "CreativeWork", "name": markup.plain(record["container-title"])}
    doi = doi_of(record)
    if doi:
        work["identifier"] = {"@type": "PropertyValue", "propertyID": "DOI", "value": doi}
    if entry.links:
        work["url"] = entry.links[0].href
    return work


def _agent(name: Name) -> dict[str, str]:
    if "literal" in name:
        return {"@type": "Organization", "name": name["literal"]}
    parts = {"givenName": name.get("given", ""), "familyName": name.get("family", "")}
    return {"@type": "Person", "name": _full(name), **{key: part for key, part in parts.items() if part}}
