"""Rich text written as text, HTML, Markdown ...: one module per document format.

A document module has

    def inline(rich: Rich) -> str                                       one text, escaped for the format
    def bibliography(bibliography: Bibliography, *, title: str) -> str  a whole document

and does its escaping in one place.
"""

from __future__ import annotations

from dataclasses import dataclass

from citemill.registry import Registry

__all__ = ["DOCUMENTS", "DocumentFormat"]


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """One row of the table of document formats."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    media_type: str
    module: str


DOCUMENTS: Registry[DocumentFormat] = Registry(
    "document format",
    "citemill.documents",
    (
        DocumentFormat("text", "Plain text", (".txt",), "text/plain", "citemill.documents.text"),
        DocumentFormat("html", "HTML", (".html", ".htm"), "text/html", "citemill.documents.html"),
        DocumentFormat("markdown", "Markdown", (".md",), "text/markdown", "citemill.documents.markdown"),
    ),
)
