"""EndNote XML: the export of EndNote and the import of many other programs.

A reference has a numbered type and generic fields; what a field means depends on the type ("isbn" holds a
report's number). Styled text (`<style face="italic">`) is read into CSL's markup and written from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from citemill.diagnostics import Report
from citemill.files import Source
from citemill.formats import WriteOptions, dates, keywords, xml
from citemill.formats.losses import report_losses
from citemill.formats.names import endnote, from_endnote, listed
from citemill.formats.rows import written
from citemill.formats.xml import Node, node, text_of
from citemill.record import DATE_VARIABLES, Record
from citemill.text import markup
from citemill.text.rich import Inline, Mark, Rich, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["carried", "detects", "read", "write"]

REF_TYPES: Mapping[str, tuple[int, str]] = {
    "article": (43, "Electronic Article"),
    "article-journal": (17, "Journal Article"),
    "article-magazine": (19, "Magazine Article"),
    "article-newspaper": (23, "Newspaper Article"),
    "bill": (4, "Bill"),
    "book": (6, "Book"),
    "broadcast": (3, "Audiovisual Material"),
    "chapter": (5, "Book Section"),
    "classic": (49, "Classical Work"),
    "dataset": (59, "Dataset"),
    "document": (13, "Generic"),
    "entry-dictionary": (52, "Dictionary"),
    "entry-encyclopedia": (53, "Encyclopedia"),
    "figure": (37, "Figure"),
    "graphic": (2, "Artwork"),
    "hearing": (14, "Hearing"),
    "legal_case": (7, "Case"),
    "legislation": (31, "Statute"),
    "manuscript": (36, "Manuscript"),
    "map": (20, "Map"),
    "motion_picture": (21, "Film or Broadcast"),
    "pamphlet": (35, "Pamphlet"),
    "paper-conference": (10, "Conference Proceedings"),
    "patent": (25, "Patent"),
    "periodical": (57, "Serial"),
    "personal_communication": (26, "Personal Communication"),
    "post-weblog": (56, "Blog"),
    "regulation": (50, "Legal Rule or Regulation"),
    "report": (27, "Report"),
    "software": (9, "Computer Program"),
    "song": (61, "Music"),
    "standard": (58, "Standard"),
    "thesis": (32, "Thesis"),
    "webpage": (12, "Web Page"),
}
"""EndNote's type of each CSL type that has one of its own."""

_NEAREST: Mapping[str, str] = {
    "collection": "manuscript",
    "entry": "entry-encyclopedia",
    "interview": "personal_communication",
    "musical_score": "song",
    "post": "webpage",
    "review": "article-journal",
    "review-book": "article-journal",
    "speech": "paper-conference",
    "treaty": "legislation",
}

_TYPE_NAMES: Mapping[str, str] = {name.lower(): csl for csl, (_, name) in REF_TYPES.items()} | {
    "aggregated database": "dataset",
    "ancient text": "classic",
    "chart or table": "figure",
    "conference paper": "paper-conference",
    "edited book": "book",
    "electronic book": "book",
    "electronic book section": "chapter",
    "government document": "report",
    "interview": "interview",
    "online database": "dataset",
    "online multimedia": "webpage",
    "unpublished work": "manuscript",
}
_TYPE_NUMBERS: Mapping[int, str] = {number: csl for csl, (number, _) in REF_TYPES.items()} | {
    28: "book",
    34: "manuscript",
    44: "book",
    45: "dataset",
    46: "report",
    47: "paper-conference",
    60: "chapter",
}
EDITED_BOOK = (28, "Edited Book")
"""A book whose `authors` are its editors."""

_GENERIC: Mapping[str, str] = {
    "titles/title": "title",
    "titles/secondary-title": "container-title",
    "titles/tertiary-title": "collection-title",
    "titles/short-title": "title-short",
    "titles/translated-title": "original-title",
    "periodical/abbr-1": "container-title-short",
    "pages": "page",
    "volume": "volume",
    "number": "number",
    "num-vols": "number-of-volumes",
    "edition": "edition",
    "section": "section",
    "reprint-edition": "original-date",
    "dates/year": "issued",
    "pub-location": "publisher-place",
    "publisher": "publisher",
    "orig-pub": "original-publisher",
    "isbn": "ISBN",
    "accession-num": "archive_location",
    "call-num": "call-number",
    "electronic-resource-num": "DOI",
    "abstract": "abstract",
    "notes": "note",
    "research-notes": "annote",
    "work-type": "genre",
    "reviewed-item": "reviewed-title",
    "urls/web-urls/url": "URL",
    "access-date": "accessed",
    "remote-database-name": "archive",
    "remote-database-provider": "source",
    "language": "language",
    "custom2": "PMCID",
    "custom6": "PMID",
}
"""Each generic field and the variable it holds where the type says nothing else, in the order of EndNote."""

_ARTICLE = {"number": "issue", "isbn": "ISSN"}
_BOOK = {
    "titles/secondary-title": "collection-title",
    "titles/tertiary-title": "",
    "number": "collection-number",
}
_BY_TYPE: Mapping[str, Mapping[str, str]] = {
    "article": _ARTICLE,
    "article-journal": _ARTICLE,
    "article-magazine": _ARTICLE,
    "article-newspaper": _ARTICLE,
    "book": {**_BOOK, "pages": "number-of-pages", "custom6": "medium"},
    "chapter": {"number": "collection-number", "section": "chapter-number"},
    "legal_case": {"titles/secondary-title": "container-title", "publisher": "authority"},
    "paper-conference": {"number": "issue", "custom1": "event-place", "custom3": "event-title"},
    "patent": {"isbn": "number", "number": "issue", "publisher": "authority"},
    "report": {**_BOOK, "isbn": "number"},
    "software": {**_BOOK, "edition": "version", "custom6": "medium"},
    "dataset": {"edition": "version"},
    "standard": {"publisher": "authority", "edition": "version"},
    "thesis": {"number": "number", "pages": "number-of-pages"},
}
"""Where a type's field means something else; empty where it means nothing."""

_ROLES: Mapping[str, str] = {
    "authors": "author",
    "secondary-authors": "editor",
    "tertiary-authors": "collection-editor",
    "subsidiary-authors": "translator",
    "translated-authors": "original-author",
}
_DIRECTED = {"authors": "director", "secondary-authors": "producer", "subsidiary-authors": "performer"}

_FACES: Mapping[str, Mark] = {
    "italic": Mark.ITALIC,
    "bold": Mark.BOLD,
    "superscript": Mark.SUP,
    "subscript": Mark.SUB,
}


def detects(head: str) -> bool:
    """Whether a file that begins so is EndNote XML."""
    return "<records>" in head and "<record>" in head and "<ref-type" in head


def _fields(kind: str) -> dict[str, str]:
    """The variable in each field of a CSL type; a variable stands in one field only."""
    fields = {**_GENERIC, **_BY_TYPE.get(kind, {})}
    path_of = {variable: path for path, variable in reversed(fields.items()) if variable}
    return {path: variable for path, variable in fields.items() if path_of.get(variable) == path}


def _roles(kind: str) -> Mapping[str, str]:
    return {**_ROLES, **_DIRECTED} if kind == "motion_picture" else _ROLES


def _settled_type(csl: str) -> str:
    return csl if csl in REF_TYPES else _NEAREST.get(csl, "document")


def carried(csl: str) -> frozenset[str]:
    """The variables that EndNote has a place for in a record of that CSL type."""
    kind = _settled_type(csl)
    return frozenset(_fields(kind).values()) | frozenset(_roles(kind).values()) | {"keyword", "citation-key"}


# --- writing


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write `xml/records/record`."""
    yield f"{xml.HEAD}<xml>\n  <records>\n"
    numbers = count(1)

    def one(record: Record) -> str:
        if options.losses:
            report_losses(record, carried(str(record.get("type", ""))), "EndNote XML", report)
        return xml.render(_reference(record, next(numbers)), 2)

    yield from written(records, one, report)
    yield "  </records>\n</xml>\n"


_ORDER = (
    "contributors titles periodical pages volume number num-vols edition section reprint-edition keywords"
    " dates pub-location publisher orig-pub isbn accession-num call-num label electronic-resource-num"
    " abstract notes research-notes work-type reviewed-item urls access-date remote-database-name"
    " remote-database-provider language custom1 custom2 custom3 custom6"
).split()


def _reference(record: Record, number: int) -> Node:
    kind = _settled_type(str(record.get("type", "")))
    edited = kind == "book" and "editor" in record and "author" not in record
    type_number, type_name = EDITED_BOOK if edited else REF_TYPES[kind]
    tree: dict[str, list[Node]] = {}
    for path, variable in _fields(kind).items():
        value = record.get(variable)
        if value in (None, ""):
            continue
        *outer, name = path.split("/")
        leaf = _leaf(name, variable, value)
        if path == "dates/year":
            tree["dates"] = _year(value)
            continue
        for holder in reversed(outer[1:]):
            leaf = node(holder, leaf)
        tree.setdefault(outer[0] if outer else "", []).append(leaf)
        if path == "titles/secondary-title" and variable == "container-title":
            tree.setdefault("periodical", []).append(_leaf("full-title", variable, value))
        if variable == "URL":  # Zotero looks for the work's address in web-urls, EndNote and bibutils here
            tree["urls"].insert(0, node("related-urls", _leaf(name, variable, value)))
    roles = _roles(kind)
    if edited:
        roles = {**roles, "authors": "editor", "secondary-authors": ""}
    people = [_people(field, record.get(role), _cut_off(record, role)) for field, role in roles.items()]
    tree["contributors"] = [one for one in people if one]
    words = keywords.split(str(record.get("keyword", "")))
    tree["keywords"] = [node("keyword", word) for word in words]
    flat = {leaf.name: leaf for leaf in tree.pop("", [])}
    flat["label"] = node("label", str(record.get("citation-key") or record.get("id", "")))
    ordered = (flat.get(name) or (node(name, *tree[name]) if tree.get(name) else None) for name in _ORDER)
    head = (
        node("source-app", "citemill", name="citemill"),
        node("rec-number", str(number)),
        node("ref-type", str(type_number), name=type_name),
    )
    return node("record", *head, *ordered)


def _cut_off(record: Record, role: str) -> bool:
    return role in (record.get("custom") or {}).get("cut-off", ())


def _year(date: Any) -> list[Node]:
    year, text = dates.year(date), dates.write(date)
    if text == year or not year:
        return [node("year", text)]
    return [node("year", year), node("pub-dates", node("date", text))]


def _leaf(name: str, variable: str, value: Any) -> Node:
    if variable in DATE_VARIABLES:
        return node(name, dates.write(value))
    text = value if isinstance(value, str) else str(value)
    if "<" not in text or not name.endswith("title"):
        return node(name, text)
    parts = [
        (faces, "".join(part for _, part in run))
        for faces, run in groupby(_styled(markup.parse(text), ()), key=itemgetter(0))
    ]
    if all(faces == "normal" for faces, _ in parts):
        return node(name, "".join(part for _, part in parts))
    styles = [node("style", part, face=faces, font="default", size="100%") for faces, part in parts]
    return node(name, *styles)._replace(inline=True)


def _styled(text: Rich, faces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The parts of a text, each behind its faces."""
    names = {mark: face for face, mark in _FACES.items()}
    for part in text:
        if isinstance(part, str):
            yield " ".join(faces) or "normal", part
        else:
            yield from _styled(part.children, (*faces, *filter(None, [names.get(part.mark)])))


def _people(field: str, names: Any, cut_off: bool) -> Node | None:
    authors = [node("author", endnote(name)) for name in listed(names)]
    if cut_off:
        authors.append(node("author", ET_AL))
    return node(field, *authors) if authors else None


ET_AL = "et al.,"
"""EndNote's way to say that a list of names goes on: a corporate name that its styles print as it stands."""


# --- reading


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read each `record`."""
    for number, element in enumerate(xml.elements(source, {"record"}, report), 1):
        yield _record(element, number)


def _record(element: _Element, number: int) -> Record:
    type_element = _at(element, "ref-type")
    kind, edited = _kind(type_element)
    record: Record = {"id": "", "type": kind}
    for path, variable in _fields(kind).items():
        found = _at(element, path)
        text = _text(found)
        if text and variable not in record:
            record[variable] = dates.read(text) if variable in DATE_VARIABLES else text
    _read_rest(element, record, kind)
    cut_off: list[str] = []
    for field, role in _roles(kind).items():
        variable = "editor" if edited and field == "authors" else role
        for author in _all(element, f"contributors/{field}/author"):
            text = " ".join(_text(author).split())
            if text in (ET_AL, "et al.", "et al"):
                cut_off.append(variable)
            elif text:
                record.setdefault(variable, []).append(from_endnote(text))
    words = [_text(word) for word in _all(element, "keywords/keyword")]
    if any(words):
        record["keyword"] = keywords.join(words)
    record["id"] = _text(_at(element, "label")) or _text(_at(element, "rec-number")) or f"record{number}"
    if cut_off:
        record["custom"] = {"cut-off": cut_off}
    return record


def _kind(element: _Element | None) -> tuple[str, bool]:
    """The CSL type, and whether it is an edited book. The name counts: numbers differ between programs."""
    if element is None:
        return "document", False
    name, number = element.get("name", "").lower(), text_of(element)
    kind = _TYPE_NAMES.get(name)
    if kind is None and number.isdecimal():
        kind = _TYPE_NUMBERS.get(int(number))
    return kind or "document", name == "edited book" or (not name and number == str(EDITED_BOOK[0]))


def _all(element: _Element, path: str) -> Iterator[_Element]:
    name, _, rest = path.partition("/")
    for child in element:
        if xml.local(child) == name:
            if rest:
                yield from _all(child, rest)
            else:
                yield child


def _at(element: _Element, path: str) -> _Element | None:
    return next(_all(element, path), None)


def _text(element: _Element | None) -> str:
    """A field's text, styles as CSL markup, the line ends of a text kept."""
    if element is None:
        return ""
    if not len(element):
        return (element.text or "").strip()
    runs: list[_Run] = [((), element.text or "")]
    for child in element:
        marks = tuple(_FACES[face] for face in child.get("face", "").split() if face in _FACES)
        runs += [(marks, "".join(map(str, child.itertext()))), ((), child.tail or "")]
    return markup.write(_nested(run for run in runs if run[1])).strip()


_Run: TypeAlias = "tuple[tuple[Mark, ...], str]"


def _nested(runs: Iterable[_Run]) -> Rich:
    """Runs of text with their marks as rich text: neighbours share the marks they have in common."""
    parts: list[Inline] = []
    for mark, group in groupby(runs, key=lambda run: run[0][0] if run[0] else None):
        if mark is None:
            parts += (text for _, text in group)
        else:
            parts.append(Span(mark, _nested((marks[1:], text) for marks, text in group)))
    return tuple(parts)


def _read_rest(element: _Element, record: Record, kind: str) -> None:
    """What stands in more than one place: the date, the journal, the address."""
    year, day = record.get("issued", {}), dates.read(_text(_at(element, "dates/pub-dates/date")))
    if "date-parts" in day:
        record["issued"] = day
    elif day and "date-parts" in year and "literal" in day:
        whole = dates.read(
            f"{day['literal']} {dates.year(year)}"
        )  # EndNote's own dates say "November 9" there
        record["issued"] = whole if "date-parts" in whole else year
    if kind not in ("book", "report", "software") and "container-title" not in record:
        journal = _text(_at(element, "periodical/full-title"))
        if journal:
            record["container-title"] = journal
    for path in ("urls/related-urls/url", "urls/text-urls/url", "urls/url"):
        address = _text(_at(element, path))
        if address and "URL" not in record:
            record["URL"] = address
