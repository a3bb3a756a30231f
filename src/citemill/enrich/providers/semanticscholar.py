"""Semantic Scholar's Graph interface."""

from __future__ import annotations

import json
from collections.abc import Sequence

from citemill.enrich.keys import title_words
from citemill.enrich.providers.answers import HITS, records_of
from citemill.enrich.providers.client import Request
from citemill.record import Record

__all__ = ["lookup", "records", "search"]

_URL = "https://api.semanticscholar.org/graph/v1/paper"
_FIELDS = (
    "fields",
    "title,authors,year,publicationDate,venue,journal,externalIds,publicationTypes,abstract,url",
)

_KINDS = {"doi": "DOI", "arxiv": "ARXIV", "pmid": "PMID"}


def search(title: str, author: str, page: int = 1) -> Request | None:
    """By title; the hits are ordered by likeness, so further pages say nothing."""
    if page > 1:
        return None
    return Request(f"{_URL}/search", (("query", " ".join(title_words(title))), ("limit", str(HITS)), _FIELDS))


def lookup(names: Sequence[str]) -> Request | None:
    """Many at once, by POST; the answer has null for what is unknown."""
    known = (name.partition(":") for name in names)
    ids = [f"{_KINDS[kind]}:{value}" for kind, _, value in known if kind in _KINDS]
    return Request(f"{_URL}/batch", (_FIELDS,), body=json.dumps({"ids": ids})) if ids else None


def records(body: bytes) -> list[Record]:
    """The papers of an answer."""
    return records_of(body, "semanticscholar")
