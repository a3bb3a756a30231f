"""OpenAlex's interface."""

from __future__ import annotations

from collections.abc import Sequence

from citemill.enrich.keys import title_words
from citemill.enrich.providers.answers import HITS, records_of
from citemill.enrich.providers.client import Request
from citemill.record import Record

__all__ = ["lookup", "records", "search"]

_URL = "https://api.openalex.org/works"


def search(title: str, author: str, page: int = 1) -> Request:
    """By title; commas and bars are signs of the filter, folded words have none."""
    wanted = ("filter", f"title.search:{' '.join(title_words(title))}")
    paging = (("page", str(page)),) if page > 1 else ()
    return Request(_URL, (wanted, *paging, ("per_page", str(HITS))))


def lookup(names: Sequence[str]) -> Request | None:
    """Many DOIs at once; one may have several works."""
    dois = [name.removeprefix("doi:") for name in names if name.startswith("doi:")]
    return Request(_URL, (("filter", f"doi:{'|'.join(dois)}"), ("per_page", "100"))) if dois else None


def records(body: bytes) -> list[Record]:
    """The works of an answer."""
    return records_of(body, "openalex")
