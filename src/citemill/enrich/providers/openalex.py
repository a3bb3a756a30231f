"""OpenAlex's interface."""

from __future__ import annotations

from collections.abc import Sequence

from citemill.enrich.keys import title_words
from citemill.enrich.providers.answers import records_of
from citemill.enrich.providers.client import Request
from citemill.record import Record

__all__ = ["lookup", "records", "search"]

_URL = "https://api.openalex.org/works"


def search(title: str, author: str) -> Request:
    """By title; commas and bars are signs of the filter, folded words have none."""
    return Request(_URL, (("filter", f"title.search:{' '.join(title_words(title))}"), ("per_page", "10")))


def lookup(names: Sequence[str]) -> Request | None:
    """Many DOIs at once."""
    dois = [name.removeprefix("doi:") for name in names if name.startswith("doi:")]
    return (
        Request(_URL, (("filter", f"doi:{'|'.join(dois)}"), ("per_page", str(len(dois))))) if dois else None
    )


def records(body: bytes) -> list[Record]:
    """The works of an answer."""
    return records_of(body, "openalex")
