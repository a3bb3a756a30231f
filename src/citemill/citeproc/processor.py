"""The processor: one style, one locale, a set of records, a document's citations and its bibliography."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citemill.citeproc.model import Citation, Cite, EtAl, NameMarks, RenderedCitation
from citemill.citeproc.style import Style
from citemill.diagnostics import Report, ignore
from citemill.record import Record
from citemill.text.bibliography import Bibliography
from citemill.text.rich import Rich

__all__ = ["Processor"]


class Processor:
    """Formats citations and a bibliography.

    `locale` is the language of the output (None: the style's default-locale, else en-US). `marks` singles out
    names, which come out in HIGHLIGHT spans; `et_al` words what stands for names left out; with `links` DOI,
    URL, PMID and PMCID come out in LINK spans.
    """

    def __init__(
        self,
        style: Style,
        locale: str | None = None,
        *,
        marks: NameMarks | None = None,
        et_al: EtAl | None = None,
        links: bool = False,
        report: Report = ignore,
    ) -> None:
        raise NotImplementedError

    def register(self, records: Iterable[Record]) -> None:
        """Add records that are listed in the bibliography and disambiguated, cited or not.

        A record whose id is known already replaces the earlier one.
        """
        raise NotImplementedError

    def supply(self, records: Iterable[Record]) -> None:
        """Add records that are listed, and disambiguated, only as long as the document cites them."""
        raise NotImplementedError

    def cite(
        self,
        citation: Citation,
        before: Sequence[tuple[str, int]],
        after: Sequence[tuple[str, int]],
    ) -> list[RenderedCitation]:
        """Put a citation into the document: afterwards it consists of before + citation + after.

        `before` and `after` give (citation id, note index). An id that is known is replaced, one in neither
        list is dropped. Gives the citations that are new or whose text changed. Raises `UnknownName`.
        """
        raise NotImplementedError

    def citations(self) -> list[RenderedCitation]:
        """Give all citations in the document's order."""
        raise NotImplementedError

    def render_citation(self, cites: Sequence[Cite], note_index: int = 0) -> Rich:
        """Format a citation against the registered records, without putting it into the document."""
        raise NotImplementedError

    def order(self) -> list[str]:
        """Give the ids of the listed records in bibliography order, or input order if the style has none."""
        raise NotImplementedError

    def bibliography(self, *, sort: bool = True) -> Bibliography:
        """Format the listed records, in the style's order or, without `sort`, in the order of registering."""
        raise NotImplementedError
