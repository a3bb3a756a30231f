"""What search engines read in the page: the list as JSON-LD. What reference managers read are COinS."""

from __future__ import annotations

import json
from typing import Any

from citemill.documents.plain import settled
from citemill.publications.links import doi_of
from citemill.publications.model import Entry, PublicationList
from citemill.record import Name, Record, cut_off
from citemill.text import markup

__all__ = ["json_ld"]

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
    persons: list[dict[str, Any]] = [{"@type": "Person", "name": name} for name in publications.owners]
    if len(persons) == 1:
        if publications.homepage:
            persons[0]["url"] = publications.homepage
        if publications.orcid:
            persons[0]["sameAs"] = [f"https://orcid.org/{publications.orcid.rpartition('/')[2]}"]
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": publications.title,
        "inLanguage": publications.language,
        **({"url": address} if address else {}),
        **({"about": persons[0] if len(persons) == 1 else persons} if persons else {}),
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
