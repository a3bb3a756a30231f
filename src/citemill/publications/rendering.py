"""The reference of each entry, from the citation processor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from citemill.casing import recased
from citemill.citeproc import DEFAULT_ENGINE, bibliography
from citemill.citeproc.model import EtAl, NameMarks
from citemill.citeproc.repository import StyleFile, find_style
from citemill.diagnostics import Report, ignore
from citemill.publications.build import Render
from citemill.publications.plan import Plan
from citemill.record import Record
from citemill.text.bibliography import Bibliography
from citemill.text.case import Casing

__all__ = ["Unnumbered", "language_of", "renderer"]

_CSL = "{http://purl.org/net/xbiblio/csl}"


class Unnumbered(StyleFile):
    """A style that prints no citation numbers: the list has its own, or none."""

    def read(self) -> bytes:
        """The XML of the style without what prints the number, and without a column for it."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(StyleFile.read(self), parser)
        for area in root.iter(f"{_CSL}bibliography"):
            area.attrib.pop("second-field-align", "")
        for element in list(root.iter(f"{_CSL}text", f"{_CSL}number")):
            parent = element.getparent()
            if element.get("variable") == "citation-number" and parent is not None:
                parent.remove(element)
        return etree.tostring(root)


def language_of(plan: Plan) -> str:
    """The language of the list: that of the plan, or else of its style. Raises `UnknownName`."""
    return plan.locale or find_style(plan.style).default_locale or "en-US"


def renderer(plan: Plan, *, engine: str = DEFAULT_ENGINE, report: Report = ignore) -> Render:
    """The style and locale of the plan, made ready. Raises `UnknownName`, `BadStyle`."""
    return partial(_render, find_style(plan.style), plan, engine, report)


def _render(
    style: StyleFile,
    plan: Plan,
    engine: str,
    report: Report,
    records: Sequence[Record],
    *,
    marks: NameMarks,
    et_al: EtAl,
    numbered: bool,
    sort: bool,
) -> Bibliography:
    file = style if numbered else Unnumbered(style.info, style.path, style.independent)
    casing = Casing(plan.casing)
    return bibliography(
        [recased(record, casing) for record in records],
        file,
        plan.locale or None,
        engine=engine,
        sort=sort,
        marks=marks,
        et_al=et_al,
        links=plan.links.inline,
        report=report,
    )
