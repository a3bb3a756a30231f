"""DataCite's REST interface."""

from __future__ import annotations

from collections.abc import Sequence

from citemill.enrich.keys import title_words
from citemill.enrich.providers.answers import HITS, records_of
from citemill.enrich.providers.client import Request
from citemill.record import Record

__all__ = ["lookup", "records", "search"]

_URL = "https://api.datacite.org/dois"


def search(title: str, author: str, page: int = 1) -> Request:
    """All words of the title; the folded words hold nothing that its query language would take for a sign."""
    words = " AND ".join(f"titles.title:{word}" for word in title_words(title)[:12])
    paging = (("page[number]", str(page)),) if page > 1 else ()
    return Request(_URL, (("query", words), *paging, ("page[size]", str(HITS))))


def lookup(names: Sequence[str]) -> Request | None:
    """Many at once; an arXiv number has a DOI here."""
    dois = [name.removeprefix("doi:") for name in names if name.startswith("doi:")]
    dois += [f"10.48550/arxiv.{name.removeprefix('arxiv:')}" for name in names if name.startswith("arxiv:")]
    return Request(_URL, (("ids", ",".join(dois)), ("page[size]", str(len(dois))))) if dois else None


def records(body: bytes) -> list[Record]:
    """The DOIs of an answer."""
    return records_of(body, "datacite")
