"""Online metadata providers: one module each, saying what to ask and how to read the answer.

A provider's module has

    def search(title: str, author: str, page: int) -> Request | None
                                                           works by title; `author`: a family name or ""
    def lookup(names: Sequence[str]) -> Request | None     works by "doi:..." and "arxiv:...", `batch` at most
    def records(body: bytes) -> list[Record]               what an answer holds; ValueError for garbage

(None where it cannot be asked so, and for a further page where the best hits stand on the first) and does not
touch the network: `client` does, with the politeness that the provider asks for.
"""

from __future__ import annotations

from dataclasses import dataclass

from citemill.enrich.providers.client import Request
from citemill.registry import Registry

__all__ = ["PROVIDERS", "Provider", "Request"]


@dataclass(frozen=True, slots=True)
class Provider:
    """One row of the table of providers."""

    name: str
    label: str
    module: str
    host: str
    interval: float
    """Least seconds between two requests."""
    batch: int = 1
    """Names that one lookup may hold: as documented, or as keeps the address short."""
    suffixes: tuple[str, ...] = ()


_ROOM = "citemill.enrich.providers"

PROVIDERS: Registry[Provider] = Registry(
    "provider",
    "citemill.providers",
    (
        Provider("arxiv", "arXiv", f"{_ROOM}.arxiv", "export.arxiv.org", 3.0, 100),
        Provider("crossref", "Crossref", f"{_ROOM}.crossref", "api.crossref.org", 0.35, 50),
        Provider("datacite", "DataCite", f"{_ROOM}.datacite", "api.datacite.org", 0.6, 50),
        Provider("dblp", "DBLP", f"{_ROOM}.dblp", "dblp.org", 1.0),
        Provider("openalex", "OpenAlex", f"{_ROOM}.openalex", "api.openalex.org", 0.2, 50),
        Provider(
            "semanticscholar",
            "Semantic Scholar",
            f"{_ROOM}.semanticscholar",
            "api.semanticscholar.org",
            1.1,
            500,
        ),
        Provider("doi", "doi.org", f"{_ROOM}.doi", "doi.org", 0.35),
    ),
)
