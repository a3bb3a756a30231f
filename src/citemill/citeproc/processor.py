"""The processor: one style, one locale, a set of records, a document's citations and its bibliography."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, cast

from citemill.citeproc.clusters import NO_PRINTED_FORM, Placed, in_order, render_cluster
from citemill.citeproc.collector import paused_collector
from citemill.citeproc.disambiguation import Disambiguator
from citemill.citeproc.engine import Engine, Entry
from citemill.citeproc.items import Item
from citemill.citeproc.markup import decode
from citemill.citeproc.model import Citation, Cite, EtAl, NameMarks, Position, RenderedCitation
from citemill.citeproc.persons import Person
from citemill.citeproc.positions import Place as CitePlace
from citemill.citeproc.positions import places
from citemill.citeproc.punctuation import finish
from citemill.citeproc.sorting import KeyMaker, sort_by
from citemill.citeproc.state import Ambiguity
from citemill.citeproc.style import Style
from citemill.citeproc.substitution import AuthorSubstitute
from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.errors import UnknownName
from citemill.record import Name, Record
from citemill.text.bibliography import Bibliography, RenderedEntry
from citemill.text.rich import Mark, Rich, Span, plain

__all__ = ["Processor"]


_State: TypeAlias = tuple[tuple[Cite, ...], list[CitePlace], list[tuple[int, Ambiguity, Item]]]
"""What a citation is rendered from: its cites, their places, and what is known of their records."""
_Rendered: TypeAlias = tuple[_State, Rich]


class Processor:
    """Formats citations and a bibliography.

    `locale` is the language of the output (None: the style's default-locale, else en-US). `marks` singles out
    names, which come out in HIGHLIGHT spans; `et_al` words what stands for names left out; with `links` DOI,
    URL, PMID and PMCID come out in LINK spans. Raises `UnknownName` where there is no such locale.
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
        self._engine = Engine(
            style, locale, links=links, marks=_marker(marks) if marks else None, et_al=et_al
        )
        self._style = style
        self._report = report
        self._disambiguator = Disambiguator(self._engine)
        self._known: dict[str, Entry] = {}
        self._registered: dict[str, None] = {}
        self._document: list[Citation] = []
        self._rendered: dict[str, _Rendered] = {}
        self._sorted_cites: dict[str, tuple[object, tuple[Cite, ...]]] = {}
        self._order: list[Entry] | None = None

    def register(self, records: Iterable[Record]) -> None:
        """Add records that are listed in the bibliography and disambiguated, cited or not.

        A record whose id is known already replaces the earlier one.
        """
        for item in self._take(records):
            self._registered[item.id] = None

    def supply(self, records: Iterable[Record]) -> None:
        """Add records that are listed, and disambiguated, only as long as the document cites them."""
        self._take(records)

    def _take(self, records: Iterable[Record]) -> list[Item]:
        items = []
        taken: set[str] = set()
        with paused_collector():
            for record in records:
                item = Item(record)
                if item.id in taken:
                    found = "a second record has this id; the last one counts"
                    place = Place(key=item.id)
                    self._report(Diagnostic("double-id", Severity.WARNING, place, found, "give it another"))
                taken.add(item.id)
                self._known[item.id] = self._engine.entry(item)
                items.append(item)
                for variable in item.unread():
                    found = f"nothing can be made of its {variable}, which is left out"
                    place = Place(key=item.id)
                    self._report(Diagnostic("unreadable", Severity.WARNING, place, found, "correct it"))
        self._order = None
        return items

    # -- the document --------------------------------------------------------------------------------

    def cite(
        self,
        citation: Citation,
        before: Sequence[tuple[str, int]],
        after: Sequence[tuple[str, int]],
    ) -> list[RenderedCitation]:
        """Put a citation into the document: afterwards it consists of before + citation + after.

        `before` and `after` give (citation id, note index). An id that is known is replaced, one in neither
        list is dropped. Gives what is new or reads differently now, and what has other numbers or another
        disambiguation, be its text the same ("1-3" of other records). Raises `UnknownName`.
        """
        for cite in citation.cites:
            self._entry(cite.id)
        known = {one.id: one for one in self._document}
        document = [self._renumbered(known, *place) for place in before]
        document.append(citation)
        document += [self._renumbered(known, *place) for place in after]
        cited = list(self._cited())
        self._document = document
        if list(self._cited()) != cited:
            self._order = None
        self._rendered.pop(citation.id, None)
        old = dict(self._rendered)
        return [
            one
            for one in self.citations()
            if one.id == citation.id
            or one.id not in old
            or self._differs(old[one.id], self._rendered[one.id])
        ]

    def _differs(self, old: _Rendered, new: _Rendered) -> bool:
        numbered = self._engine.cites_numbers
        before, after = (
            [(number if numbered else 0, ambiguity, item) for number, ambiguity, item in state[2]]
            for state in (old[0], new[0])
        )
        return old[1] != new[1] or before != after

    def cite_all(self, citations: Iterable[Citation]) -> list[RenderedCitation]:
        """Make the document consist of these citations, and give them all. Raises `UnknownName`."""
        document = list(citations)
        for citation in document:
            for cite in citation.cites:
                self._entry(cite.id)
        self._document = document
        self._rendered = {}
        self._order = None
        return self.citations()

    def _cited(self) -> dict[str, None]:
        """Give the ids that the document cites, in the order of their first cites."""
        return dict.fromkeys(str(cite.id) for one in self._document for cite in one.cites)

    def _renumbered(self, known: dict[str, Citation], name: str, note_index: int) -> Citation:
        citation = known.get(name)
        if citation is None:
            raise UnknownName("citation", name, known)
        if citation.note_index == note_index:
            return citation
        return Citation(citation.id, citation.cites, note_index)

    def citations(self) -> list[RenderedCitation]:
        """Give all citations in the document's order."""
        self._prepare()
        distance = _integer(self._style.citation.options.get("near-note-distance"), 5)
        document = self._sorted_document()
        rows = places(document, distance)
        rendered: dict[str, _Rendered] = {}
        result = []
        for index, (citation, row) in enumerate(zip(document, rows, strict=True)):
            entries = [self._entry(cite.id) for cite in citation.cites]
            state: _State = (citation.cites, row, _states(entries))
            known = self._rendered.get(citation.id)
            if known is not None and known[0] == state:
                rendered[citation.id] = known
            else:
                placed = [Placed(*one) for one in zip(citation.cites, entries, row, strict=True)]
                rendered[citation.id] = (state, decode(render_cluster(self._engine, placed)))
            result.append(RenderedCitation(citation.id, index, citation.note_index, rendered[citation.id][1]))
        self._rendered = rendered
        return result

    def _sorted_document(self) -> list[Citation]:
        """Give the citations with their cites in the style's order; only then is known what is "ibid."."""
        if not self._engine.citation_sorter.keys:
            return self._document
        document = []
        sorted_cites: dict[str, tuple[object, tuple[Cite, ...]]] = {}
        for citation in self._document:
            if len(citation.cites) > 1:
                entries = [self._entry(cite.id) for cite in citation.cites]
                state = (citation.cites, _states(entries))
                known = self._sorted_cites.get(citation.id)
                if known is None or known[0] != state:
                    known = (state, tuple(in_order(self._engine, citation.cites, entries)))
                sorted_cites[citation.id] = known
                citation = citation._replace(cites=known[1])
            document.append(citation)
        self._sorted_cites = sorted_cites
        return document

    def render_citation(self, cites: Sequence[Cite], note_index: int = 0) -> Rich:
        """Format a citation against the registered records, without putting it into the document."""
        self._prepare()
        entries = [self._entry(cite.id) for cite in cites]
        placed = [
            Placed(
                cite,
                self._entry(cite.id),
                CitePlace(cite.position or Position.FIRST, bool(cite.near_note)),
            )
            for cite in in_order(self._engine, cites, entries)
        ]
        return decode(render_cluster(self._engine, placed))

    def _entry(self, name: str) -> Entry:
        entry = self._known.get(str(name))
        if entry is None:
            raise UnknownName("record", str(name), self._known)
        return entry

    # -- the bibliography -----------------------------------------------------------------------------

    def order(self) -> list[str]:
        """Give the ids of the listed records in bibliography order, or input order if the style has none."""
        return [entry.item.id for entry in self._prepare()]

    def _prepare(self) -> list[Entry]:
        """Sort the listed records, number them and disambiguate their cites."""
        if self._order is not None:
            return self._order
        entries = [self._known[name] for name in {**self._cited(), **self._registered}]
        for number, entry in enumerate(entries, 1):
            entry.number = number
        entries = self._sorted(entries)
        sorter = self._engine.bibliography_sorter
        if sorter is not None and sorter.counts_down:
            for number, entry in enumerate(reversed(entries), 1):
                entry.number = number
        else:
            for number, entry in enumerate(entries, 1):
                entry.number = number
        self._disambiguator.apply(entries)
        self._order = entries
        return entries

    def _sorted(self, entries: list[Entry]) -> list[Entry]:
        sorter = self._engine.bibliography_sorter
        if sorter is None or not sorter.keys:
            return entries
        if sorter.by_number:
            for entry in entries:
                entry.sort_keys = {}
        return sort_by(
            entries,
            [(self._sort_key(level, make), down) for level, (make, down) in enumerate(sorter.keys)],
        )

    def _sort_key(self, level: int, make: KeyMaker) -> Callable[[Entry], str]:
        """Give the function for one key of the bibliography; entries keep their keys."""
        engine = self._engine

        def key(entry: Entry) -> str:
            known = entry.sort_keys.get(level)
            if known is None:
                known = entry.sort_keys[level] = make(*engine.run(entry))
            return known

        return key

    def bibliography(self, *, sort: bool = True) -> Bibliography:
        """Format the listed records, in the style's order or, without `sort`, in the order of registering."""
        with paused_collector():
            return self._bibliography(sort)

    def _bibliography(self, sort: bool) -> Bibliography:
        engine = self._engine
        area = self._style.bibliography
        if area is None:
            return Bibliography((), language=engine.locale.name)
        order = self._prepare()
        if not sort:
            order = [self._known[name] for name in {**self._cited(), **self._registered}]
        substitute = AuthorSubstitute(engine)
        entries = []
        for entry in order:
            text = finish(substitute.render(entry), engine.quotes)
            if not text:
                place = Place(key=entry.item.id)
                found = f'the style "{self._style.title}" prints nothing for this record'
                self._report(Diagnostic("no-printed-form", Severity.WARNING, place, found))
                if not engine.prints_number:
                    continue
                text = f"{entry.number}. {NO_PRINTED_FORM}"  # its number is in the text
            entries.append(RenderedEntry(entry.item.id, decode(text)))
        options = area.options
        align = options.get("second-field-align", "")
        return Bibliography(
            tuple(entries),
            hanging_indent=options.get("hanging-indent") == "true",
            second_field_align=align,
            line_spacing=_integer(options.get("line-spacing"), 1),
            entry_spacing=_integer(options.get("entry-spacing"), 1),
            max_offset=max(map(_offset, entries), default=0),
            language=engine.locale.name,
        )


def _states(entries: Iterable[Entry]) -> list[tuple[int, Ambiguity, Item]]:
    """Give what a citation's text depends on besides its cites and their places."""
    return [(entry.number, entry.ambiguity, entry.item) for entry in entries]


def _marker(marks: NameMarks) -> Callable[[Item, str, Person], str | None]:
    def marker(item: Item, variable: str, person: Person) -> str | None:
        return marks(item.source, variable, cast("Name", person.source))

    return marker


def _offset(entry: RenderedEntry) -> int:
    """Count the characters in the left margin."""
    return sum(
        len(plain(part.children))
        for part in entry.content
        if isinstance(part, Span) and part.mark is Mark.LEFT_MARGIN
    )


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
