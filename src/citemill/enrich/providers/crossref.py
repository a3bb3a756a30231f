"""Crossref's REST interface."""

from __future__ import annotations

from collections.abc import Sequence

from citemill.enrich.providers.answers import HITS, records_of
from citemill.enrich.providers.client import Request
from citemill.record import Record
from citemill.text.markup import plain

__all__ = ["lookup", "records", "search"]

_URL = "https://api.crossref.org/works"


def search(title: str, author: str, page: int = 1) -> Request | None:
    """Several hits: the right one is often not the first, and the score says little.

    There are millions of hits for any title, ordered by likeness: what is not on the first page is not there.
    """
    if page > 1:
        return None
    return Request(_URL, (("query.bibliographic", f"{plain(title)} {author}".strip()), ("rows", str(HITS))))


def lookup(names: Sequence[str]) -> Request | None:
    """Many at once by a filter; unknown ones are left out."""
    names = [name.removeprefix("doi:") for name in names if name.startswith("doi:")]
    if not names:
        return None
    return Request(_URL, (("filter", ",".join(f"doi:{name}" for name in names)), ("rows", str(len(names)))))


def records(body: bytes) -> list[Record]:
    """The works of an answer."""
    return records_of(body, "crossref")
