"""Word's bibliography sources (`Sources.xml`, Office Open XML part 1, section 22.6), read and written.

Word has 17 types of source. A type of ours without one of its own is written as the nearest, and reads back
as that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from citemill.diagnostics import Report
from citemill.files import Source
from citemill.formats import WriteOptions, dates, xml
from citemill.formats.losses import report_losses
from citemill.formats.names import listed, split, two_parts
from citemill.formats.rows import written
from citemill.formats.xml import Node, node, text_of
from citemill.record import DATE_VARIABLES, Record
from citemill.text.markup import plain

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["EXACT", "carried", "detects", "read", "write"]

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"

EXACT: Mapping[str, str] = {
    "article-journal": "JournalArticle",
    "article-magazine": "ArticleInAPeriodical",
    "book": "Book",
    "chapter": "BookSection",
    "document": "Misc",
    "graphic": "Art",
    "interview": "Interview",
    "legal_case": "Case",
    "motion_picture": "Film",
    "paper-conference": "ConferenceProceedings",
    "patent": "Patent",
    "performance": "Performance",
    "post-weblog": "DocumentFromInternetSite",
    "report": "Report",
    "software": "ElectronicSource",
    "song": "SoundRecording",
    "webpage": "InternetSite",
}
"""CSL types with a type of source that reads back as them."""

_NEAREST: Mapping[str, str] = {
    "article": "DocumentFromInternetSite",
    "article-newspaper": "ArticleInAPeriodical",
    "dataset": "ElectronicSource",
    "entry": "BookSection",
    "entry-dictionary": "BookSection",
    "entry-encyclopedia": "BookSection",
    "figure": "Art",
    "map": "Art",
    "musical_score": "SoundRecording",
    "post": "DocumentFromInternetSite",
    "review": "JournalArticle",
    "review-book": "JournalArticle",
    "speech": "Performance",
    "standard": "Report",
    "thesis": "Report",
}

_COMMON: Mapping[str, str] = {
    "Title": "title",
    "ShortTitle": "title-short",
    "Year": "issued",
    "YearAccessed": "accessed",
    "City": "publisher-place",
    "Publisher": "publisher",
    "Edition": "edition",
    "Volume": "volume",
    "NumberVolumes": "number-of-volumes",
    "Issue": "issue",
    "Pages": "page",
    "StandardNumber": "ISBN",
    "Medium": "medium",
    "Version": "version",
    "URL": "URL",
    "DOI": "DOI",
    "Comments": "note",
}
"""Elements that mean the same in every type. `Year` stands for the three elements of a date."""

_BY_TYPE: Mapping[str, Mapping[str, str]] = {
    "JournalArticle": {"JournalName": "container-title", "StandardNumber": "ISSN"},
    "ArticleInAPeriodical": {"PeriodicalTitle": "container-title", "StandardNumber": "ISSN"},
    "BookSection": {"BookTitle": "container-title", "ChapterNumber": "chapter-number"},
    "ConferenceProceedings": {"ConferenceName": "container-title"},
    "Report": {
        "Institution": "publisher",
        "Publisher": "",
        "StandardNumber": "number",
        "ThesisType": "genre",
    },
    "InternetSite": {"InternetSiteTitle": "container-title"},
    "DocumentFromInternetSite": {"InternetSiteTitle": "container-title"},
    "ElectronicSource": {"PublicationTitle": "container-title"},
    "Art": {"PublicationTitle": "container-title", "Institution": "archive"},
    "SoundRecording": {"AlbumTitle": "container-title", "RecordingNumber": "number"},
    "Film": {"Distributor": "publisher", "Publisher": "", "ProductionCompany": "authority"},
    "Performance": {"Theater": "event-place"},
    "Interview": {"PublicationTitle": "container-title", "BroadcastTitle": "collection-title"},
    "Patent": {"PatentNumber": "number", "CountryRegion": "jurisdiction", "Type": "genre"},
    "Case": {"CaseNumber": "number", "Court": "authority", "Reporter": "container-title"},
    "Misc": {"PublicationTitle": "container-title"},
}
"""What a type has besides; empty takes an element of `_COMMON` away."""

_ROLES: Mapping[str, str] = {
    "Author": "author",
    "Editor": "editor",
    "Translator": "translator",
    "BookAuthor": "container-author",
    "Compiler": "compiler",
    "Composer": "composer",
    "Performer": "performer",
    "Interviewer": "interviewer",
    "Director": "director",
    "ProducerName": "producer",
}
_MAIN_ROLES: Mapping[str, str] = {
    "Art": "Artist",
    "Interview": "Interviewee",
    "Patent": "Inventor",
    "SoundRecording": "Artist",
    "Performance": "Writer",
    "Film": "Writer",
}
"""The element of a type that takes the place of `Author`."""


def detects(head: str) -> bool:
    """Whether a file that begins so is a list of Word's sources."""
    return NAMESPACE in head and "Sources" in head


def _fields(kind: str) -> dict[str, str]:
    return {name: variable for name, variable in {**_COMMON, **_BY_TYPE.get(kind, {})}.items() if variable}


def _roles(kind: str) -> dict[str, str]:
    main = _MAIN_ROLES.get(kind)
    return {main if main and name == "Author" else name: variable for name, variable in _ROLES.items()}


def _source_type(csl: str) -> str:
    return EXACT.get(csl) or _NEAREST.get(csl, "Misc")


def carried(csl: str) -> frozenset[str]:
    """The variables that Word has a place for in a source of that CSL type."""
    kind = _source_type(csl)
    return frozenset(_fields(kind).values()) | frozenset(_roles(kind).values())


# --- writing


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write `b:Sources`."""
    yield f'{xml.HEAD}<b:Sources xmlns:b="{NAMESPACE}" xmlns="{NAMESPACE}" SelectedStyle="">\n'

    def one(record: Record) -> str:
        if options.losses:
            report_losses(record, carried(str(record.get("type", ""))), "Word XML", report)
        return xml.render(_source(record), 1)

    yield from written(records, one, report)
    yield "</b:Sources>\n"


def _source(record: Record) -> Node:
    kind = _source_type(str(record.get("type", "")))
    key = str(record.get("id", ""))
    people = [_people(name, record, variable) for name, variable in _roles(kind).items()]
    known = [one for one in people if one]
    children: list[Node | None] = [
        node("b:Tag", key),
        node("b:SourceType", kind),
        node("b:Guid", f"{{{str(uuid5(NAMESPACE_URL, f'citemill:{key}')).upper()}}}"),
        node("b:Author", *known) if known else None,
    ]
    for name, variable in _fields(kind).items():
        value = record.get(variable)
        if name == "ThesisType" and record.get("type") == "thesis" and "thesis" not in str(value).lower():
            value = f"{value} ({THESIS})" if value else THESIS  # a thesis is a report that says so here
        if variable in DATE_VARIABLES:
            children += _date(value, "Accessed" if variable == "accessed" else "")
        elif value not in (None, ""):
            text = plain(value) if isinstance(value, str) else str(value)
            children.append(node(f"b:{name}", re.sub(r"[ \t]+", " ", text)))
    return node("b:Source", *children)


def _people(name: str, record: Record, variable: str) -> Node | None:
    names = list(listed(record.get(variable)))
    if not names:
        return None
    if len(names) == 1 and not two_parts(names[0])[1]:
        return node(f"b:{name}", node("b:Corporate", two_parts(names[0])[0]))
    persons: list[Node] = []
    for one in names:
        last, first = two_parts(one)
        persons.append(node("b:Person", node("b:Last", last), node("b:First", first) if first else None))
    if variable in (record.get("custom") or {}).get("cut-off", ()):
        persons.append(node("b:Person", node("b:Last", ET_AL)))
    return node(f"b:{name}", node("b:NameList", *persons))


THESIS = "Thesis"

ET_AL = "et al."
"""Word has no mark for a list of names that goes on; these words stand last, as a name."""


def _date(value: Any, suffix: str) -> Iterator[Node]:
    text = dates.write(value)
    if not text:
        return
    number, *rest = dates.day(value).removeprefix("-").split("-")
    if text != dates.day(value) or not number or text.startswith(("-", "Y")):
        yield node(f"b:Year{suffix}", text)
        return
    yield node(f"b:Year{suffix}", number)
    if rest:
        yield node(f"b:Month{suffix}", dates.MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        yield node(f"b:Day{suffix}", str(int(rest[1])))


# --- reading


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read each `b:Source`."""
    for count, element in enumerate(xml.elements(source, {"Source"}, report), 1):
        yield _record(element, count)


def _record(element: _Element, count: int) -> Record:
    texts = {xml.local(child): _text_of(child) for child in element if not len(child)}
    kind = texts.get("SourceType", "Misc")
    record: Record = {"id": texts.get("Tag") or f"source{count}", "type": _csl_type(kind, texts)}
    for name, variable in _fields(kind).items():
        if variable in DATE_VARIABLES:
            date = _read_date(texts, "Accessed" if variable == "accessed" else "")
            if date:
                record[variable] = date
        elif texts.get(name):
            text = texts[name]
            if name == "ThesisType" and record["type"] == "thesis":
                text = text.removesuffix(THESIS) if text == THESIS else text.removesuffix(f" ({THESIS})")
            if text:
                record[variable] = text
    cut_off: list[str] = []
    roles = {**_roles(kind), "Author": "author"}
    for holder in element:
        for role in holder if xml.local(holder) == "Author" else ():
            variable = roles.get(xml.local(role), "contributor")
            for person in role.iter():
                name = _read_name(person)
                if name == {"literal": ET_AL}:
                    cut_off.append(variable)
                elif name:
                    record.setdefault(variable, []).append(name)
    if cut_off:
        record["custom"] = {"cut-off": cut_off}
    return record


def _csl_type(kind: str, texts: Mapping[str, str]) -> str:
    if kind == "Report" and "thesis" in texts.get("ThesisType", "").lower():
        return "thesis"
    return next((csl for csl, name in EXACT.items() if name == kind), "document")


def _text_of(element: _Element) -> str:
    """The text of a field, with its own line ends in comments."""
    if xml.local(element) != "Comments":
        return text_of(element)
    lines = (element.text or "").strip().split("\n")
    return "\n".join(re.sub(r"[ \t\r]+", " ", line).strip(" ") for line in lines)


def _read_name(person: _Element) -> Any:
    if xml.local(person) == "Corporate":
        return {"literal": text_of(person)} if text_of(person) else None
    if xml.local(person) != "Person":
        return None
    parts = {xml.local(part): text_of(part) for part in person}
    given = " ".join(filter(None, (parts.get("First"), parts.get("Middle"))))
    last = parts.get("Last", "")
    return split(last, given) if last or given else None


def _read_date(texts: Mapping[str, str], suffix: str) -> dict[str, Any]:
    date = dates.read(texts.get(f"Year{suffix}", ""))
    parts = date.get("date-parts", [[]])
    month = dates.month_number(texts.get(f"Month{suffix}", ""))
    if len(parts) == 1 and len(parts[0]) == 1 and month:
        day = texts.get(f"Day{suffix}", "")
        parts[0] += [month, int(day)] if day.isdecimal() and 1 <= int(day) <= 31 else [month]
    return date
