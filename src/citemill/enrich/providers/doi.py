"""doi.org's content negotiation: CSL-JSON for any DOI, from whichever agency registered it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from citemill.enrich.providers.answers import records_of
from citemill.enrich.providers.client import Request
from citemill.record import Record

__all__ = ["lookup", "records", "search"]


def search(title: str, author: str, page: int = 1) -> Request | None:
    """It knows nothing but DOIs."""
    return None


def lookup(names: Sequence[str]) -> Request | None:
    """One DOI at a time."""
    for name in names:
        if name.startswith("doi:"):
            address = f"https://doi.org/{quote(name.removeprefix('doi:'), safe='/')}"
            return Request(address, (), "application/vnd.citationstyles.csl+json")
    return None


def records(body: bytes) -> list[Record]:
    """The one item of an answer."""
    return records_of(body, "csl")
