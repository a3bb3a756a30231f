"""The citation processor: style + locale + records -> rich text.

    from citemill.citeproc import bibliography, load_style
    style = load_style(xml, source="apa.csl", parent=read_parent)
    bibliography(records, style, "de-DE") -> Bibliography

An engine is a module with

    def bibliography(records: Sequence[Record], style: Style, locale: str | None) -> Bibliography
"""

from __future__ import annotations

from collections.abc import Sequence

from citemill.citeproc.model import Citation, Cite, EtAl, NameMarks, Position, RenderedCitation
from citemill.citeproc.processor import Processor
from citemill.citeproc.style import Style, load_style
from citemill.diagnostics import Report, ignore
from citemill.record import Record
from citemill.text.bibliography import Bibliography

__all__ = [
    "Citation",
    "Cite",
    "EtAl",
    "NameMarks",
    "Position",
    "Processor",
    "RenderedCitation",
    "Style",
    "bibliography",
    "load_style",
]


def bibliography(
    records: Sequence[Record],
    style: Style,
    locale: str | None = None,
    *,
    sort: bool = True,
    marks: NameMarks | None = None,
    et_al: EtAl | None = None,
    links: bool = False,
    report: Report = ignore,
) -> Bibliography:
    """Format records in a style: in the style's order or, without `sort`, in that of `records`."""
    processor = Processor(style, locale, marks=marks, et_al=et_al, links=links, report=report)
    processor.register(records)
    return processor.bibliography(sort=sort)
