"""The reference of each entry, from the citation processor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from citemill.casing import recased
from citemill.citeproc import bibliography
from citemill.citeproc.model import EtAl, NameMarks
from citemill.citeproc.repository import StyleFile, find_style
from citemill.diagnostics import Report, ignore
from citemill.publications.build import Render
from citemill.publications.plan import Plan
from citemill.record import Record
from citemill.text.bibliography import Bibliography
from citemill.text.case import Casing
from citemill.text.language import with_title_language

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["ListStyle", "language_of", "renderer"]

_CSL = "{http://purl.org/net/xbiblio/csl}"

_DISAMBIGUATE = (
    "disambiguate-add-year-suffix",
    "disambiguate-add-names",
    "disambiguate-add-givenname",
    "givenname-disambiguation-rule",
)
_SUBSTITUTE = ("subsequent-author-substitute", "subsequent-author-substitute-rule")


class ListStyle(StyleFile):
    """A style without what makes sense only for the bibliography of a text.

    A dash for the author of the entry before would be wrong in the first entry of a section, and in any order
    that the reader of a page chooses. Letters after years ("1991b") are there to be cited.
    """

    def __init__(self, style: StyleFile, *, numbered: bool, in_order: bool, year_letters: bool) -> None:
        """`numbered`: the style's own numbers are printed; `in_order`: its order counts."""
        super().__init__(style.info, style.path, style.independent)
        self._numbered = numbered
        self._in_order = in_order
        self._year_letters = year_letters

    def read(self) -> bytes:
        """The XML of the style."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(StyleFile.read(self), parser)
        for area in root.iter(f"{_CSL}bibliography"):
            for name in _SUBSTITUTE if self._numbered else (*_SUBSTITUTE, "second-field-align"):
                area.attrib.pop(name, "")
        if not self._year_letters:  # nor names, or more of a name, that tell cites apart
            for area in root.iter(f"{_CSL}citation"):
                for name in _DISAMBIGUATE:
                    area.attrib.pop(name, "")
        for element in list(self._unwanted(root)):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        return etree.tostring(root)

    def _unwanted(self, root: _Element) -> Iterator[_Element]:
        if not self._numbered:
            for element in root.iter(f"{_CSL}text", f"{_CSL}number"):
                if element.get("variable") == "citation-number":
                    yield element
        if not self._in_order:  # the style would number in its own order
            for area in root.iter(f"{_CSL}bibliography"):
                yield from area.iterfind(f"{_CSL}sort")


def language_of(plan: Plan) -> str:
    """The language of the list: that of the plan, or else of its style. Raises `UnknownName`."""
    return plan.locale or find_style(plan.style).default_locale or "en-US"


def renderer(plan: Plan, *, report: Report = ignore) -> Render:
    """The style and locale of the plan, made ready. Raises `UnknownName`, `BadStyle`."""
    return partial(_render, find_style(plan.style), plan, report)


def _render(
    style: StyleFile,
    plan: Plan,
    report: Report,
    records: Sequence[Record],
    *,
    marks: NameMarks,
    et_al: EtAl,
    numbered: bool,
    sort: bool,
) -> Bibliography:
    casing = Casing(plan.casing)
    return bibliography(
        [recased(with_title_language(record), casing) for record in records],
        ListStyle(style, numbered=numbered, in_order=sort, year_letters=plan.year_letters),
        plan.locale or None,
        engine=plan.engine,
        sort=sort,
        marks=marks,
        et_al=et_al,
        links=plan.links.inline,
        report=report,
    )
