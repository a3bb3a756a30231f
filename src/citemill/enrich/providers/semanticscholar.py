"""Semantic Scholar's Graph interface."""

from __future__ import annotations

from collections.abc import Sequence

from citemill.enrich.keys import title_words
from citemill.enrich.providers.answers import records_of
from citemill.enrich.providers.client import Request
from citemill.record import Record

__all__ = ["lookup", "records", "search"]

_URL = "https://api.semanticscholar.org/graph/v1/paper"
_FIELDS = (
    "fields",
    "title,authors,year,publicationDate,venue,journal,externalIds,publicationTypes,abstract,url",
)


def search(title: str, author: str) -> Request:
    """By title."""
    return Request(f"{_URL}/search", (("query", " ".join(title_words(title))), ("limit", "10"), _FIELDS))


def lookup(names: Sequence[str]) -> Request | None:
    """One at a time: its batches would want a POST."""
    for name in names:
        kind, _, value = name.partition(":")
        if kind in ("doi", "arxiv"):
            return Request(f"{_URL}/{kind.upper()}:{value}", (_FIELDS,))
    return None


def records(body: bytes) -> list[Record]:
    """The papers of an answer."""
    return records_of(body, "semanticscholar")
