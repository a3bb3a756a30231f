"""Shapes: what a style asks about a record and a cite, as the bits of one integer.

Every question that the style's conditions ask (type, presence of a variable, is-numeric, position ...) and
every variable that it prints has a bit. The bits of a record and a cite together are the *shape*; the
compiler decides all of `cs:choose` and all suppression of empty elements from it, once for each shape.
"""

from __future__ import annotations

from collections.abc import Iterable

from citemill.citeproc.items import DATES, NAMES, Item, canonical
from citemill.citeproc.nodes import (
    Choose,
    DateNode,
    Group,
    Label,
    Layout,
    Macro,
    Names,
    Node,
    NumberNode,
    TextMacro,
    TextVariable,
)
from citemill.citeproc.numbers import as_text, read_number
from citemill.citeproc.persons import same
from citemill.citeproc.textcase import is_turkish

__all__ = ["SHORT_FORMS", "Shapes"]

SHORT_FORMS = {
    "title": "title-short",
    "container-title": "container-title-short",
    "title-short": "title-short",
    "container-title-short": "container-title-short",
}
"""Which variable holds the short form of a variable."""

_EMPTY: tuple[object, ...] = ("", None)
_TEXTS, _NAMES, _DATES = range(3)
_MADE_UP = ("citation-label", "citation-number")
"""The processor gives every record these: they can be printed always, and a condition asks the record."""


class Shapes:
    """The bits of one style. `has[variable]` ... give a bit, made at the first question."""

    def __init__(self, default_english: bool, default_turkish: bool = False) -> None:
        """Say what records without a language are taken for."""
        self._bits: dict[tuple[str, str], int] = {}
        self._masks: dict[int, int] = {}
        self._kept: list[object] = []  # masks are kept by id(): these must not die
        self._default_english = default_english
        self._default_turkish = default_turkish
        self.types: dict[str, int] = {}
        self.has: dict[str, int] = {}
        self.numeric: dict[str, int] = {}
        self.uncertain: dict[str, int] = {}
        self.english = self.bit("english")
        self.turkish = self.bit("turkish")
        self.suffix = self.bit("suffix")
        self.same_editors = self.bit("same-editors")
        self._wants_editors = False
        self._asked: dict[str, tuple[int, int, int, int]] = {}

    def bit(self, kind: str, value: str = "") -> int:
        """Give the bit for a question."""
        key = (kind, value)
        bit = self._bits.get(key)
        if bit is None:
            bit = self._bits[key] = 1 << len(self._bits)
            table = {
                "has": self.has,
                "type": self.types,
                "numeric": self.numeric,
                "uncertain": self.uncertain,
            }
            if kind in table:
                table[kind][value] = bit
                self._asked = {}
        return bit

    def present(self, variable: str) -> tuple[int, int]:
        """Give the bits "has a value" and "is suppressed, for it was a substitute"."""
        variable = canonical(variable)
        kind = "has" if variable not in _MADE_UP else "made-up"
        return self.bit(kind, variable), self.bit("done", variable)

    def mask(self, node: Node | Macro) -> int:
        """Give all bits that the output of a node depends on."""
        key = id(node)
        mask = self._masks.get(key)
        if mask is None:
            mask = self._mask(node)
            self._masks[key] = mask
            self._kept.append(node)
        return mask

    def _all(self, nodes: Iterable[Node]) -> int:
        mask = 0
        for node in nodes:
            mask |= self.mask(node)
        return mask

    def _variable(self, variable: str) -> int:
        has, done = self.present(variable)
        return has | done

    def _mask(self, node: Node | Macro) -> int:
        if isinstance(node, Macro | Group | Layout):
            return self._all(node.children)
        if isinstance(node, TextVariable):
            mask = self._variable(node.variable) | self.english | self.turkish
            if node.variable == "page-first":
                mask |= self._variable("page")
            if node.variable in ("year-suffix", "citation-label"):
                mask |= self.suffix
            short = SHORT_FORMS.get(canonical(node.variable))
            if short:
                mask |= self._variable(short)
            return mask
        if isinstance(node, TextMacro):
            return self.mask(node.macro) | self.english | self.turkish
        if isinstance(node, NumberNode | Label):
            return (
                self._variable(node.variable) | self.english | self.turkish
                if node.variable
                else self.english | self.turkish
            )
        if isinstance(node, DateNode):
            return self._variable(node.variable) | self.suffix | self.english | self.turkish
        if isinstance(node, Names):
            if "editor" in node.variables and "translator" in node.variables:
                self._wants_editors = True
            mask = self.same_editors | self.english | self.turkish
            for variable in node.variables:
                mask |= self._variable(variable)
            return mask | self._all(node.substitute)
        if isinstance(node, Choose):
            mask = 0
            for branch in node.branches:
                mask |= self._all(branch.children)
                for test in branch.tests:
                    mask |= self.test(test.kind, test.value)
            return mask
        return self.english | self.turkish

    def test(self, kind: str, value: str) -> int:
        """Give the bit that decides a condition."""
        if kind == "variable":
            return self.bit("has", canonical(value))
        if kind == "type":
            return self.bit("type", value)
        if kind == "is-numeric":
            return self.bit("numeric", canonical(value))
        if kind == "is-uncertain-date":
            return self.bit("uncertain", value)
        if kind == "locator":
            return self.bit("locator", value.replace(" ", "-"))
        if kind == "position":
            return self.bit("position", value)
        return self.bit("disambiguate", value)

    def _questions(self) -> dict[str, tuple[int, int, int, int]]:
        """Sort the questions by variable: its kind; the bits has, numeric and uncertain (0: not asked)."""
        self._asked = {
            variable: (
                _NAMES if variable in NAMES else _DATES if variable in DATES else _TEXTS,
                self.has.get(variable, 0),
                self.numeric.get(variable, 0),
                self.uncertain.get(variable, 0),
            )
            for variable in {**self.has, **self.numeric, **self.uncertain}
        }
        return self._asked

    def of(self, item: Item) -> int:
        """Give the shape of a record; every node must have been asked for its mask before."""
        shape = self.types.get(item.type, 0)
        asked = self._asked or self._questions()
        for variable, value in item.record.items():
            questions = asked.get(variable)
            if questions is None or value is None or value == "":
                continue
            kind, has, numeric, uncertain = questions
            if kind == _NAMES:
                if item.persons[variable]:
                    shape |= has
            elif kind == _DATES:
                date = item.dates[variable]
                if date is not None:
                    shape |= has | uncertain if date.circa else has
            else:
                if value.strip() if isinstance(value, str) else not isinstance(value, dict | list):
                    shape |= has
                if numeric and read_number(as_text(value)).numeric:
                    shape |= numeric
        if self._wants_editors:
            editors = item.persons["editor"]
            if editors and same(editors, item.persons["translator"]):
                shape |= self.same_editors
        page = item.record.get("page")
        if page not in _EMPTY:
            shape |= self.has.get("page-first", 0)
            if "page-first" in self.numeric and not item.record.get("page-first"):
                shape |= self.numeric["page-first"] if read_number(as_text(page)).numeric else 0
        for variable in _MADE_UP:
            shape |= self._bits.get(("made-up", variable), 0)
        language = item.language
        english = language.lower().startswith("en") if language else self._default_english
        if english and item.record.get("jurisdiction") in _EMPTY:  # law is cited in the case it has
            shape |= self.english
        if is_turkish(language) if language else self._default_turkish:
            shape |= self.turkish
        return shape
