"""A style compiled for a locale, and the rendering of single cites and entries with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import takewhile

from citemill.citeproc.code import Render
from citemill.citeproc.collation import Collator
from citemill.citeproc.compiler import Compiler
from citemill.citeproc.items import Item
from citemill.citeproc.layout import entry_render
from citemill.citeproc.locale import Locale, locale_for
from citemill.citeproc.markup import TERM
from citemill.citeproc.model import Cite, EtAl, Position
from citemill.citeproc.names import NameOptions
from citemill.citeproc.nodes import (
    Area,
    Choose,
    Group,
    Layout,
    Names,
    Node,
    TermText,
    TextMacro,
    TextVariable,
    walk,
)
from citemill.citeproc.numbers import leading_label, read_number
from citemill.citeproc.persons import Person
from citemill.citeproc.positions import Place
from citemill.citeproc.punctuation import Quotes
from citemill.citeproc.shapes import Shapes
from citemill.citeproc.sorting import Sorter
from citemill.citeproc.state import Ambiguity, Run
from citemill.citeproc.style import Style
from citemill.citeproc.textcase import capitalize_first, is_turkish

__all__ = ["Engine", "Entry"]

_NO_AMBIGUITY = Ambiguity()
_FIRST = Place()


class Entry:
    """A record among the records of a processor."""

    __slots__ = ("ambiguity", "base", "item", "number", "shape", "sort_keys")

    def __init__(self, item: Item, shape: int) -> None:
        self.item = item
        self.shape = shape
        self.number = 0
        """The citation-number: its place in the bibliography, from 1."""
        self.ambiguity = _NO_AMBIGUITY
        self.base: Run | None = None
        """Its cite without anything that disambiguates."""
        self.sort_keys: dict[int, str] = {}
        """By the place of the key, as far as they were asked for."""


class Engine:
    """One style in one locale."""

    def __init__(
        self,
        style: Style,
        locale: str | None,
        *,
        links: bool,
        marks: Callable[[Item, str, Person], str | None] | None,
        et_al: EtAl | None,
    ) -> None:
        """Raise `UnknownName` where there is no such locale."""
        self.style = style
        self.marks = marks
        self.et_al = et_al
        self.locale: Locale = locale_for(
            locale or style.default_locale or "en-US", style.locales, lenient=not locale
        )
        self.quotes = Quotes.of(self.locale)
        english = not style.default_locale or style.default_locale.lower().startswith("en")
        self.shapes = Shapes(english, is_turkish(self.locale.name))
        areas = [style.citation, *([style.bibliography] if style.bibliography else [])]
        for area in areas:
            self.shapes.mask(area.layout)
            for key in area.keys:
                if key.macro is not None:
                    self.shapes.mask(key.macro)
        facts = [_Facts(area.layout) for area in areas]
        own_suffix = any("year-suffix" in area.variables for area in facts)
        self.conditions = [self.shapes.bit("disambiguate", value) for value in facts[0].conditions]
        """The bits of the `disambiguate` conditions in the order in which they come true."""
        self._listed_conditions = [
            self.shapes.bit("disambiguate", value) for area in facts[1:] for value in area.conditions
        ]
        self.cites_numbers = "citation-number" in facts[0].variables
        """Citations print citation-numbers."""
        self.prints_number = any("citation-number" in area.variables for area in facts)
        # as in citeproc-js names reach the bibliography where given names may be added, too
        self._lists_names = style.citation.options.get("disambiguate-add-givenname") == "true"
        self._links = links
        self._collator = Collator(self.locale.name)
        self.citation = self._compiler(style.citation, own_suffix=own_suffix, cites=True)
        self.bibliography = (
            self._compiler(style.bibliography, own_suffix=own_suffix, cites=False)
            if style.bibliography is not None
            else None
        )
        self._positions = {
            Position.FIRST: self._position_bits("first"),
            Position.SUBSEQUENT: self._position_bits("subsequent"),
            Position.IBID: self._position_bits("ibid", "subsequent"),
            Position.IBID_WITH_LOCATOR: self._position_bits("ibid-with-locator", "ibid", "subsequent"),
        }
        self._near_note = self._position_bits("near-note")
        self._far_note = self._position_bits("far-note")
        has = self.shapes.bit
        self._has_locator = has("has", "locator")
        self._numeric_locator = has("numeric", "locator")
        self._has_first_note = has("has", "first-reference-note-number")
        self._entries: dict[int, Render] = {}
        self._cites: dict[int, Render] = {}

    def _position_bits(self, *names: str) -> int:
        bits = 0
        for name in names:
            bits |= self.shapes.bit("position", name)
        return bits

    def _compiler(self, area: Area, *, own_suffix: bool, cites: bool) -> Compiler:
        return Compiler(
            area,
            self.style.options,
            self.locale,
            self.shapes,
            links=self._links and not cites,
            names_may_vanish=cites or area.options.get("subsequent-author-substitute") == "",
            own_suffix=own_suffix,
            mark_terms=not cites or self.style.note,
        )

    def _sorter(self, area: Area) -> Sorter:
        def compiler(options: dict[str, str]) -> Compiler:
            return Compiler(area, self.style.options, self.locale, self.shapes, sorting=options)

        options = NameOptions(
            self.style.options.get("demote-non-dropping-particle", "display-and-sort"),
            self.style.options.get("initialize-with-hyphen", "true") != "false",
        )
        return Sorter(area, compiler, options, self._collator)

    @cached_property
    def citation_sorter(self) -> Sorter:
        """The sort keys of cites."""
        return self._sorter(self.style.citation)

    @cached_property
    def bibliography_sorter(self) -> Sorter | None:
        """The sort keys of the bibliography."""
        return self._sorter(self.style.bibliography) if self.style.bibliography is not None else None

    def entry(self, record_item: Item) -> Entry:
        """Take a record in."""
        return Entry(record_item, self.shapes.of(record_item))

    def run(self, entry: Entry, ambiguity: Ambiguity | None = None) -> tuple[Run, int]:
        """Begin a rendering: its state and its shape."""
        ambiguity = ambiguity or entry.ambiguity
        run = Run(entry.item)
        run.number = str(entry.number)
        shape = entry.shape
        if ambiguity != _NO_AMBIGUITY:
            if ambiguity.names:
                run.shown = ambiguity.names
            if ambiguity.suffix:
                run.suffix = ambiguity.suffix
                run.suffix_pending = True
                shape |= self.shapes.suffix
            for conditions in (self.conditions, self._listed_conditions):
                for bit in conditions[: ambiguity.disambiguate]:
                    shape |= bit
        if self.marks is not None:
            run.marks = self.marks
        if self.et_al is not None:
            run.et_al = self.et_al
        return run, shape

    def cite(
        self,
        entry: Entry,
        cite: Cite | None = None,
        place: Place = _FIRST,
        ambiguity: Ambiguity | None = None,
        *,
        suppress_names: bool = False,
        suppress_year: bool = False,
        collect: bool = False,
    ) -> tuple[str, Run]:
        """Render one cite, without its own prefix and suffix and the layout's affixes, as inner text."""
        run, shape = self.run(entry, ambiguity)
        shape |= self._positions[place.position]
        run.subsequent = place.position is not Position.FIRST
        if place.near_note:
            shape |= self._near_note
        elif run.subsequent and not place.in_text:
            shape |= self._far_note
        if cite is not None and cite.locator:
            label, run.locator = leading_label(str(cite.locator))
            run.label = label or (cite.label or "page").replace(" ", "-")
            shape |= self._has_locator | self.shapes.bit("locator", run.label)
            if read_number(run.locator).numeric:
                shape |= self._numeric_locator
        if place.first_note:
            run.first_note = str(place.first_note)
            shape |= self._has_first_note
        if suppress_names:
            run.suppress_names = True
            run.suppress_year = suppress_year
        if collect:
            run.lists = {}
        shape &= self.shapes.mask(self.style.citation.layout)
        run.shape = shape
        render = self._cites.get(shape)
        if render is None:
            render = self._cites[shape] = self.citation.code(self.style.citation.layout, shape).function
        return render(run), run

    def tries_text(self, run: Run) -> bool:
        """Whether a cite asks for a variable by `cs:text`, be it empty, besides what any cite may have."""
        return self._tries_text(self.style.citation.layout.children, run.shape)

    def _tries_text(self, nodes: Iterable[Node], shape: int) -> bool:
        for node in nodes:
            if isinstance(node, TextVariable):
                found = node.variable not in ("locator", "year-suffix", "citation-label")
            elif isinstance(node, Group):
                found = self._tries_text(node.children, shape)
            elif isinstance(node, TextMacro):
                found = self._tries_text(node.macro.children, shape)
            elif isinstance(node, Choose):
                found = self._tries_text(self.citation.branch(node, shape), shape)
            elif isinstance(node, Names):
                alternatives = takewhile(lambda child: not isinstance(child, TermText), node.substitute)
                found = self._tries_text(alternatives, shape)
            else:
                found = False
            if found:
                return True
        return False

    def bibliography_entry(self, entry: Entry, substitutes: list[str] | str | None = None) -> tuple[str, Run]:
        """Render one entry of the bibliography as inner text."""
        compiler = self.bibliography
        assert compiler is not None
        run, shape = self.run(entry)
        if run.shown is not None and not self._lists_names:
            run.shown = None
        if substitutes is not None:
            run.substitutes = substitutes
        shape &= self.shapes.mask(compiler.area.layout)
        render = self._entries.get(shape)
        if render is None:
            render = self._entries[shape] = entry_render(compiler, shape)
        text = render(run)
        return _capital(text, run.number) if TERM in text else text, run


def _capital(text: str, number: str) -> str:
    """Begin an entry with a capital where it begins with a term; its number before that does not matter."""
    before, _, rest = text.partition(TERM)
    rest = rest.replace(TERM, "")
    bare = before.replace(number, "", 1)
    return before + (capitalize_first(rest) if not any(map(str.isalnum, bare)) else rest)


class _Facts:
    """What has to be known of an area before it is compiled."""

    def __init__(self, layout: Layout) -> None:
        self.variables: set[str] = set()
        """What `cs:text` prints."""
        conditions: dict[str, None] = {}
        for node in walk(layout.children):
            if isinstance(node, TextVariable):
                self.variables.add(node.variable)
            elif isinstance(node, Choose):
                for branch in node.branches:
                    for test in branch.tests:
                        if test.kind == "disambiguate":
                            conditions[test.value] = None
        self.conditions = tuple(conditions)
        """The values of its `disambiguate` conditions, in the order of the layout."""
