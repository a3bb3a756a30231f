"""Rich text written as text, HTML, Markdown ...: one module per document format.

A document module has

    def inline(rich: Rich) -> str                                       one text, escaped for the format
    def document(document: Document, *, standalone: bool = True) -> str a whole document, or its body alone

and does its escaping in one place. `document` gives bytes where the row says `binary`, and such a module has
no `inline`. A bibliography is
written as the document that `citemill.text.document.of_bibliography` makes of it; publication lists make
theirs, so that one writer for each format does for both.
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
    binary: bool = False


DOCUMENTS: Registry[DocumentFormat] = Registry(
    "document format",
    "citemill.documents",
    (
        DocumentFormat("text", "Plain text", (".txt",), "text/plain", "citemill.documents.text"),
        DocumentFormat("html", "HTML", (".html", ".htm"), "text/html", "citemill.documents.html"),
        DocumentFormat("markdown", "Markdown", (".md",), "text/markdown", "citemill.documents.markdown"),
        DocumentFormat("latex", "LaTeX", (".tex",), "application/x-tex", "citemill.documents.latex"),
        DocumentFormat("typst", "Typst", (".typ",), "text/x-typst", "citemill.documents.typst"),
        DocumentFormat("rtf", "RTF", (".rtf",), "application/rtf", "citemill.documents.rtf"),
        DocumentFormat(
            "docx",
            "Word",
            (".docx",),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "citemill.documents.docx",
            binary=True,
        ),
        DocumentFormat("pdf", "PDF", (".pdf",), "application/pdf", "citemill.documents.pdf", binary=True),
    ),
)
