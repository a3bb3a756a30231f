"""The engine citemill: our own processor behind the interface for engines."""

from __future__ import annotations

from collections.abc import Sequence

from citemill.citeproc.collector import paused_collector
from citemill.citeproc.model import EtAl, NameMarks
from citemill.citeproc.processor import Processor
from citemill.citeproc.repository import StyleFile, parent_xml
from citemill.citeproc.style import load_style
from citemill.diagnostics import Place, Report
from citemill.errors import BadStyle
from citemill.record import Record
from citemill.text.bibliography import Bibliography

__all__ = ["bibliography"]


def bibliography(
    records: Sequence[Record],
    style: StyleFile,
    locale: str,
    *,
    sort: bool,
    marks: NameMarks | None,
    et_al: EtAl | None,
    links: bool,
    report: Report,
) -> Bibliography:
    """Format records; see `citemill.citeproc` for the contract. Raises `BadStyle`, `UnknownName`."""
    with paused_collector():
        loaded = load_style(style.read(), source=str(style.independent), parent=parent_xml)
    if not loaded.has_bibliography:
        raise BadStyle(
            f'the style "{style.name}" has no bibliography',
            place=Place(str(style.independent)),
            hint="choose another style",
        )
    processor = Processor(loaded, locale, marks=marks, et_al=et_al, links=links, report=report)
    processor.register(records)
    return processor.bibliography(sort=sort)
