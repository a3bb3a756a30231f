"""MODS 3.7 -> records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.files import Source
from citemill.formats import dates, keywords, languages, xml
from citemill.formats import mods_tables as tables
from citemill.formats.names import from_inverted, from_natural, split
from citemill.formats.xml import text_of
from citemill.formats.zotero_fields import ITEM_TYPES
from citemill.record import TYPES, Name, Record

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read each `mods` element."""
    used: set[str] = set()
    for count, element in enumerate(xml.elements(source, {"mods"}, report), 1):
        record = _record(element)
        if not record.get("id"):
            record = {**record, "id": f"mods{count}"}
        if record["id"] in used:
            place = Place(source.name, xml.line_of(element), str(record["id"]))
            report(Diagnostic("duplicate-key", Severity.WARNING, place, "two records have this key"))
        used.add(str(record["id"]))
        yield record


def _children(element: _Element, name: str) -> Iterator[_Element]:
    return (child for child in element if xml.local(child) == name)


def _child(element: _Element | None, name: str) -> _Element | None:
    return None if element is None else next(_children(element, name), None)


def _record(element: _Element) -> Record:
    found: Record = {"id": element.get("ID", ""), "type": ""}
    custom: dict[str, Any] = {}
    _read_titles(element, found)
    cut_off = _read_names(element, found, "")
    _read_origin(element, found)
    _read_described(element, found)
    _read_part(element, found, {"chapter": "chapter-number", "report number": "number"})
    for related in _children(element, "relatedItem"):
        _read_related(related, found)
    _read_identifiers(element, found)
    _read_locations(element, found)
    found["type"] = _type(element, found)
    if found["type"] in _WHOLE and "page" not in found and not _is_ours(element):
        _put(found, "collection-title", found.pop("container-title", ""))
    if cut_off:
        custom["cut-off"] = cut_off
    if _INFERRED in found:
        custom[_INFERRED] = found.pop(_INFERRED)
    record = {variable: value for variable, value in found.items() if value not in ("", {}, [])}
    return record | {"custom": custom} if custom else record


_WHOLE = frozenset({"book", "thesis", "report"})
"""Types of works that stand in nothing: a host that others give them is their series."""


def _is_ours(element: _Element) -> bool:
    """Whether the type is CSL's own, as we write it, and so every field is what it says."""
    return any(genre.get("authority") in ("csl", "local") for genre in _children(element, "genre"))


def _put(record: Record, variable: str, value: Any) -> None:
    """Set a variable that has no value yet: of several values in a file the first one counts."""
    if value and variable not in record:
        record[variable] = value


def _title(info: _Element | None) -> str:
    if info is None:
        return ""
    title = " ".join(filter(None, (text_of(_child(info, "nonSort")), text_of(_child(info, "title")))))
    subtitle = text_of(_child(info, "subTitle"))
    return f"{title.rstrip(' :')}: {subtitle}" if subtitle else title


def _read_titles(element: _Element, record: Record) -> None:
    for info in _children(element, "titleInfo"):
        kind = info.get("type", "")
        if not kind:
            _put(record, "title", _title(info))
            _put(record, "part-title", text_of(_child(info, "partName")))
            _put(record, "part", text_of(_child(info, "partNumber")))
        elif kind == "abbreviated":
            _put(record, "title-short", _title(info))


def _read_names(element: _Element, record: Record, related: str) -> list[str]:
    """Read the names; gives the variables whose list is said to go on."""
    cut_off: list[str] = []
    variables = {
        role: variable for variable, (where, role) in tables.RELATED_ROLES.items() if where == related
    }
    for holder in _children(element, "name"):
        if holder.get("type") == "conference" and not related:
            _put(record, "event-title", " ".join(text_of(part) for part in _children(holder, "namePart")))
            continue
        role = _role_of(holder)
        if role == _GRANTOR:
            _put(record, "publisher", " ".join(text_of(part) for part in _children(holder, "namePart")))
            continue
        if related:
            role = variables.get(role, "editor" if related == "host" and role == "editor" else "")
        if not role:
            continue
        if _child(holder, "etal") is not None:
            cut_off.append(role)
        name, guessed = _read_name(holder)
        if name:
            record.setdefault(role, []).append(name)
            if guessed:
                record.setdefault(_INFERRED, {}).setdefault(role, []).append(len(record[role]) - 1)
    return cut_off


def _role_of(holder: _Element) -> str:
    terms = [
        text_of(term).lower().rstrip(".")
        for role in _children(holder, "role")
        for term in _children(role, "roleTerm")
    ]
    if not terms:
        return "author"
    if not _GRANTORS.isdisjoint(terms):
        return _GRANTOR
    return next((tables.ROLE_OF[term] for term in terms if term in tables.ROLE_OF), "contributor")


_GRANTOR = "degree grantor"
_GRANTORS = frozenset({_GRANTOR, "degree granting institution", "dgg"})
"""MARC's relators for the university of a thesis, which CSL has as its publisher."""


_INFERRED = "inferred-names"


_LIFE = re.compile(r",? *(?:b\. *|d\. *|ca\. *|fl\. *)?\d{4}\??-?(?:(?:ca\. *)?\d{4}\??)?\.?$")
"""The years of a life that catalogues put behind a name."""


def _read_name(holder: _Element) -> tuple[Name | None, bool]:
    """A name, and whether its division into parts is a guess."""
    parts: dict[str, list[str]] = {}
    for part in _children(holder, "namePart"):
        parts.setdefault(part.get("type", ""), []).append(text_of(part))
    family, given = " ".join(parts.get("family", ())), " ".join(parts.get("given", ()))
    whole = _LIFE.sub("", " ".join(filter(None, parts.get("", ()))))
    if not family and not given:
        if not whole:
            return None, False
        if holder.get("type") != "personal":
            return {"literal": whole}, False
        return (from_inverted(whole), False) if "," in whole else (from_natural(whole), " " in whole)
    name = split(family, given)
    suffix = ", ".join((*parts.get("termsOfAddress", ()), *parts.get("suffix", ())))  # bibutils says suffix
    if suffix and "family" in name:
        name["suffix"] = suffix
    return name, False


def _type(element: _Element, record: Record) -> str:
    """The CSL type: by an exact genre, a genre that names one, the host, or the kind of resource."""
    plain_genres: list[str] = []
    found = ""
    for genre in _children(element, "genre"):
        text, authority = text_of(genre), genre.get("authority", "")
        if authority == "csl" and text in TYPES:
            found = text
        elif authority == "local" and text in ITEM_TYPES:
            found = found or ITEM_TYPES[text].csl
        elif not authority:
            plain_genres.append(text)
    terms = [text_of(genre).lower() for genre in _children(element, "genre")]
    named = [tables.GENRES[term] for term in terms if term in tables.GENRES]
    other = [text for text in plain_genres if found or text.lower() not in _PLAIN_TYPES]
    _put(record, "genre", next((text for text in other if text), ""))
    if found:
        return found
    hosts = [one for one in _children(element, "relatedItem") if one.get("type") == "host"]
    for host in hosts:
        for genre in _children(host, "genre"):
            kind = tables.HOSTS.get(text_of(genre).lower())
            if kind and not (named and named[0] not in ("article-journal", "book")):
                return kind
    if named:
        return named[0]
    resource = _child(element, "typeOfResource")
    if resource is not None and resource.get("manuscript") == "yes":
        return "manuscript"
    kind = tables.RESOURCES.get(text_of(resource).lower())
    if kind:
        return kind
    issuance = {
        text_of(one) for origin in _children(element, "originInfo") for one in _children(origin, "issuance")
    }
    if hosts and "monographic" not in issuance:
        return "article-journal" if {"issue", "ISSN"} & record.keys() else "chapter"
    if issuance & {"continuing", "serial"}:
        return "periodical"
    return "book" if issuance else "document"


_PLAIN_TYPES = frozenset(term for term in tables.GENRES if not term.endswith("thesis") or term == "thesis")
"""Genre terms that say no more than the type does."""

_ABOUT_YEAR = re.compile(r"\[?(?:c|ca\.? ?|©|cop\. ?)?(\d{4})\??\]?\.?")


def _date(element: _Element | None) -> dict[str, Any]:
    text = text_of(element)
    match = _ABOUT_YEAR.fullmatch(text)
    date = dates.read(match[1] if match else text)
    qualifier = element.get("qualifier") if element is not None else ""
    if qualifier in ("approximate", "inferred", "questionable") and "date-parts" in date:
        date["circa"] = True
    return date


def _span(found: list[_Element]) -> dict[str, Any]:
    """The date of several `dateIssued`: a range where two are its ends, else the one with an encoding."""
    points = {one.get("point", ""): _date(one) for one in found}
    start, end = points.get("start"), points.get("end")
    if end and end.get("date-parts") == [[9999]]:
        end = None  # MARC's way to say that it goes on
    if start and end and "date-parts" in start and "date-parts" in end:
        return {**start, "date-parts": start["date-parts"] + end["date-parts"]}
    if start and "date-parts" in start:
        return start
    encoded = [one for one in found if one.get("encoding") and _date(one).get("date-parts")]
    read = [_date(one) for one in encoded + found]
    return next((one for one in read if "date-parts" in one), read[0] if read else {})


def _read_origin(element: _Element, record: Record) -> None:
    for origin in _children(element, "originInfo"):
        event = origin.get("eventType") == "conference"
        for place in _children(origin, "place"):
            term = next((one for one in _children(place, "placeTerm") if one.get("type") != "code"), None)
            name = text_of(term)
            if name.count("]") > name.count("["):
                name = name.rstrip("]")  # the other half of a pair in cataloguing punctuation was lost
            _put(record, "event-place" if event else "publisher-place", name)
        _put(record, "publisher", text_of(_child(origin, "publisher")))
        _put(record, "edition", text_of(_child(origin, "edition")))
        for name in ("dateIssued", "copyrightDate", "dateCreated"):
            _put(record, "issued", _span(list(_children(origin, name))))
        _put(record, "accessed", _span(list(_children(origin, "dateCaptured"))))
        for kind, variable in (
            ("submitted", "submitted"),
            ("available", "available-date"),
            ("event", "event-date"),
        ):
            others = [one for one in _children(origin, "dateOther") if one.get("type") == kind]
            _put(record, variable, _span(others))


_WRAPPED = re.compile(r"[ \t]*\n[ \t]+(?=\S)|[ \t]+")


def _lines(element: _Element) -> str:
    """A text with its own line ends, but without those of an indented file."""
    return _WRAPPED.sub(" ", "".join(map(str, element.itertext()))).strip()


def _read_described(element: _Element, record: Record) -> None:
    terms = (term for one in _children(element, "language") for term in _children(one, "languageTerm"))
    _put(record, "language", next((_language(term) for term in terms), ""))
    for physical in _children(element, "physicalDescription"):
        for form in _children(physical, "form"):
            if not form.get("authority"):
                _put(record, "medium", text_of(form))
        for extent in _children(physical, "extent"):
            _put(record, _EXTENTS.get(extent.get("unit", ""), "dimensions"), text_of(extent))
    abstracts = [_lines(one) for one in _children(element, "abstract")]
    _put(record, "abstract", "\n\n".join(filter(None, abstracts)))
    by_kind = {kind: variable for variable, kind in tables.NOTES.items()}
    texts: dict[str, list[str]] = {}
    for note in _children(element, "note"):
        texts.setdefault(by_kind.get(note.get("type", ""), "note"), []).append(_lines(note))
    for variable, found in texts.items():
        _put(record, variable, "\n".join(filter(None, found)))
    words: list[str] = []
    for subject in _children(element, "subject"):
        words.append(
            " -- ".join(filter(None, (text_of(one) for one in subject if xml.local(one) in _SUBJECTS)))
        )
        _put(record, "scale", text_of(_child(_child(subject, "cartographics"), "scale")))
    _put(record, "keyword", keywords.join(filter(None, words)))
    _put(record, "call-number", text_of(_child(element, "classification")))
    _put(record, "source", text_of(_child(_child(element, "recordInfo"), "recordContentSource")))


def _language(term: _Element) -> str:
    return languages.code(text_of(term)) if term.get("authority") or term.get("type") else text_of(term)


_EXTENTS = {"pages": "number-of-pages", "volumes": "number-of-volumes"}
_SUBJECTS = frozenset({"topic", "geographic", "temporal", "genre", "titleInfo", "name", "occupation"})


def _read_part(element: _Element, record: Record, names: Mapping[str, str]) -> None:
    for part in _children(element, "part"):
        for detail in _children(part, "detail"):
            kind = names.get(detail.get("type", ""), detail.get("type", ""))
            if kind in tables.DETAILS:
                _put(record, kind, text_of(_child(detail, "number")) or text_of(_child(detail, "caption")))
        for extent in _children(part, "extent"):
            start, end = text_of(_child(extent, "start")), text_of(_child(extent, "end"))
            pages = f"{start}-{end}" if start and end and start != end else start or end
            _put(record, "page", pages or text_of(_child(extent, "list")))
            total = _EXTENTS.get(extent.get("unit", ""), _EXTENTS["pages"])
            _put(record, total, text_of(_child(extent, "total")))
        _put(record, "issued", _span(list(_children(part, "date"))))


def _read_related(related: _Element, record: Record, host: str = "host") -> None:
    """Read what the record is part of or stands beside; `host` says what a host of it is."""
    kind = related.get("type", "")
    kind = host if kind == "host" else kind
    places = tables.RELATED.get(kind)
    if places is None:
        return
    for info in _children(related, "titleInfo"):
        if info.get("type") == "abbreviated":
            _put(record, places.get("short", ""), _title(info) if "short" in places else "")
        else:
            _put(record, places["title"], _title(info))
            if "number" in places:
                _put(record, places["number"], text_of(_child(info, "partNumber")))
    _read_names(related, record, kind)
    if kind == "host":
        _read_part(related, record, {"chapter": "chapter-number", "number": "issue"})
        _read_origin(related, record)
        _read_identifiers(related, record)
        for series in _children(related, "relatedItem"):
            _read_related(series, record, "series")  # where bibutils says host again
    elif kind == "reviewOf":
        _put(record, "reviewed-genre", text_of(_child(related, "genre")))
    elif kind == "original":
        origin: Record = {}
        _read_origin(related, origin)
        for variable in ("publisher", "publisher-place"):
            _put(record, f"original-{variable}", origin.get(variable))
        _put(record, "original-date", origin.get("issued"))


def _read_identifiers(element: _Element, record: Record) -> None:
    for identifier in _children(element, "identifier"):
        kind, text = identifier.get("type", "").lower(), text_of(identifier)
        if identifier.get("invalid") == "yes" or not text:
            continue
        if kind == "citekey":
            if not record.get("id"):
                record["id"] = text
            elif record["id"] != text:
                _put(record, "citation-key", text)
        elif kind in ("uri", "url") and text.startswith("http"):
            _put(record, "URL", text)
        else:
            variable = _VARIABLE_OF.get(kind)
            if variable:
                _put(record, variable, text)


_VARIABLE_OF = {kind: variable for variable, kind in tables.IDENTIFIERS.items()} | {
    "pubmed": "PMID",
    "pmcid": "PMCID",
}


def _read_locations(element: _Element, record: Record) -> None:
    for location in _children(element, "location"):
        for url in _children(location, "url"):
            if url.get("access") not in ("preview", "raw object"):
                _put(record, "URL", text_of(url))
                _put(record, "accessed", dates.read(url.get("dateLastAccessed", "")))
        for place in _children(location, "physicalLocation"):
            if not place.get("authority"):  # else it is a code for it
                _put(record, "archive", text_of(place))
        _put(record, "archive_location", text_of(_child(location, "shelfLocator")))
