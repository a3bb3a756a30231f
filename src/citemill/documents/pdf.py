"""PDF, set by Typst (the extra `pdf`): what `typst compile` makes of the Typst document."""

from __future__ import annotations

from citemill.documents import typst as typst_writer
from citemill.errors import CitemillError
from citemill.text.document import Document

__all__ = ["document"]


def document(document: Document, *, standalone: bool = True) -> bytes:
    """The document as a PDF; a fragment of one there is not, so `standalone` makes no difference.

    Raises `CitemillError` where the package typst is not installed.
    """
    try:
        import typst
    except ImportError:
        raise CitemillError(
            "PDF needs the package typst, which is not installed", hint="pip install 'citemill[pdf]'"
        ) from None
    compiled: bytes = typst.compile(typst_writer.document(document).encode("utf-8"))
    return compiled
