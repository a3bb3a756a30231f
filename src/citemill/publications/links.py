"""The links and badges after an entry, from what its record says; nothing is made up.

Only web addresses become links: what a record calls its URL may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from citemill.formats import arxiv
from citemill.publications.model import Badge, Link
from citemill.publications.plan import Badges, EntryPlan, Links
from citemill.record import Record
from citemill.text.rich import Mark, Rich, Span

__all__ = ["badges_of", "doi_of", "links_of", "not_in", "web_address"]

_DOI = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)*(10\.\d{4,9}/\S+)", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def doi_of(record: Record) -> str:
    """The bare DOI ("10.1000/182"), however the record writes it; empty where there is none.

    >>> doi_of({"id": "x", "type": "book", "DOI": "https://doi.org/https://doi.org/10.1000/182"})
    '10.1000/182'
    """
    match = _DOI.fullmatch(str(record.get("DOI", "")).strip())
    return match[1] if match else ""


def web_address(text: str) -> str:
    """The text as an address that can stand in any document, if it is one of the web; else empty.

    >>> web_address("javascript:alert(1)"), web_address("https://example.org/a b")
    ('', '')
    """
    text = text.strip()
    if not _WEB.fullmatch(text):
        return ""
    return _UNSAFE.sub(lambda found: quote(found[0]), text)


def _from_record(record: Record) -> Iterator[tuple[str, str]]:
    doi = doi_of(record)
    number = arxiv.number(record)
    if doi:
        yield (
            "doi",
            "https://doi.org/"
            + quote(doi, safe="/:;()._-<>+@!*$,'~").replace("<", "%3C").replace(">", "%3E"),
        )
    if number:
        yield "arxiv", f"https://arxiv.org/abs/{number}"
        yield "pdf", f"https://arxiv.org/pdf/{number}"
    if re.fullmatch(r"\d{1,9}", str(record.get("PMID", ""))):
        yield "pubmed", f"https://pubmed.ncbi.nlm.nih.gov/{record['PMID']}/"
    url = web_address(str(record.get("URL", "")))
    if url and not (doi and doi.lower() in url.lower()) and not (number and number in url):
        yield ("pdf" if url.lower().endswith(".pdf") else "url"), url


def links_of(record: Record, plan: EntryPlan, links: Links, labels: Mapping[str, str]) -> tuple[Link, ...]:
    """The links of an entry in the order of the plan; those given for the entry take the place of others."""
    found: dict[str, str] = {}
    for kind, href in _from_record(record):
        found.setdefault(kind, href)
    for kind, text in plan.links.items():
        href = web_address(text)
        if href:
            found[kind] = href
    order = [*links.show, *(kind for kind in plan.links if kind not in links.show)]
    return tuple(Link(kind, labels.get(kind, kind), found[kind]) for kind in order if kind in found)


def not_in(content: Rich, links: Iterable[Link]) -> tuple[Link, ...]:
    """The links that the reference itself does not have already: many styles print the DOI."""
    there = set(_addresses(content))
    return tuple(link for link in links if link.href not in there)


def _addresses(rich: Rich) -> Iterator[str]:
    for part in rich:
        if isinstance(part, Span):
            if part.mark is Mark.LINK:
                yield part.value
            yield from _addresses(part.children)


def badges_of(
    record: Record, plan: EntryPlan, badges: Badges, labels: Mapping[str, str]
) -> tuple[Badge, ...]:
    """The badges of an entry: its award, those of the plan that the record bears out, and the user's own."""
    custom = record.get("custom") or {}
    open_archive = arxiv.is_arxiv(record) or bool(arxiv.number(record)) or "PMCID" in record
    facts = {
        "code": bool(custom.get("code")) or "code" in plan.links,
        "preprint": record["type"] == "article" and str(record.get("genre", "")).lower() in ("preprint", ""),
        "open-access": open_archive,
    }
    found = [Badge("award", plan.award)] if plan.award else []
    for kind, holds in facts.items():
        word = getattr(badges, kind.replace("-", "_"))
        if holds and word:
            found.append(Badge(kind, labels[kind] if word == "auto" else word))
    return (*found, *(Badge("own", label) for label in plan.badges))
