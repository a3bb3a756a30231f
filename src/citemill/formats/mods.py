"""MODS 3.7 (Metadata Object Description Schema of the Library of Congress), read and written.

What a work appeared in is its `relatedItem type="host"`, a series is one of type "series", an original one
of type "original", a reviewed work one of type "reviewOf"; the same elements mean the same things inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.files import Source
from citemill.formats import WriteOptions, dates, keywords, xml
from citemill.formats.losses import report_losses
from citemill.formats.names import from_inverted, from_natural, listed, split, two_parts
from citemill.formats.rows import written
from citemill.formats.xml import Node, node, text_of
from citemill.formats.zotero_fields import ITEM_TYPES, item_type
from citemill.record import TYPES, Name, Record
from citemill.text.markup import plain

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["CARRIED", "detects", "read", "write"]

NAMESPACE = "http://www.loc.gov/mods/v3"


class Kind(NamedTuple):
    """How MODS says a CSL type: resource type, issuance, MARC genre term, and the MARC genre of its host."""

    resource: str = "text"
    issuance: str = ""
    genre: str = ""
    host: str = ""


_KINDS: Mapping[str, Kind] = {
    "article-journal": Kind(genre="article", host="periodical"),
    "article-magazine": Kind(genre="article", host="magazine"),
    "article-newspaper": Kind(genre="article", host="newspaper"),
    "bill": Kind(issuance="monographic", genre="legislation"),
    "book": Kind(issuance="monographic", genre="book"),
    "broadcast": Kind("moving image", issuance="monographic"),
    "chapter": Kind(host="collection"),
    "dataset": Kind("software, multimedia", genre="numeric data"),
    "entry-dictionary": Kind(host="dictionary"),
    "entry-encyclopedia": Kind(host="encyclopedia"),
    "graphic": Kind("still image", genre="art original"),
    "interview": Kind(genre="interview"),
    "legal_case": Kind(issuance="monographic", genre="legal case and case notes"),
    "legislation": Kind(issuance="monographic", genre="legislation"),
    "manuscript": Kind(genre="manuscript"),
    "map": Kind("cartographic", genre="map"),
    "motion_picture": Kind("moving image", genre="motion picture"),
    "paper-conference": Kind(host="conference publication"),
    "patent": Kind(genre="patent"),
    "periodical": Kind(issuance="continuing", genre="periodical"),
    "personal_communication": Kind(genre="letter"),
    "report": Kind(issuance="monographic", genre="technical report"),
    "review": Kind(genre="review", host="periodical"),
    "software": Kind("software, multimedia"),
    "song": Kind("sound recording"),
    "speech": Kind(genre="speech"),
    "thesis": Kind(issuance="monographic", genre="thesis"),
    "treaty": Kind(issuance="monographic", genre="treaty"),
    "webpage": Kind(genre="web site"),
}
"""Terms of the MARC Genre Term List where it has one; the exact type stands beside them in `genre` too."""

_AUTHORITIES = {"collection": "bibutilsgt", "magazine": "bibutilsgt"}
"""Terms for a host that are not of the MARC list."""

_RESOURCES: Mapping[str, str] = {
    "cartographic": "map",
    "notated music": "musical_score",
    "sound recording": "song",
    "sound recording-musical": "song",
    "sound recording-nonmusical": "broadcast",
    "still image": "graphic",
    "moving image": "motion_picture",
    "software, multimedia": "software",
}

_GENRES: Mapping[str, str] = {
    "academic journal": "article-journal",
    "article": "article-journal",
    "journal article": "article-journal",
    "collection": "book",
    "conference publication": "paper-conference",
    "conference paper": "paper-conference",
    "electronic": "webpage",
    "masters thesis": "thesis",
    "ph.d. thesis": "thesis",
    "habilitation thesis": "thesis",
    "doctoral thesis": "thesis",
    "mastersthesis": "thesis",
    "newspaper": "article-newspaper",
    "magazine": "article-magazine",
    "report": "report",
    "research report": "report",
    "web page": "webpage",
} | {kind.genre: name for name, kind in reversed(list(_KINDS.items())) if kind.genre}
"""Genre terms that name a type, by any authority, in lower case."""

_HOSTS: Mapping[str, str] = {
    "academic journal": "article-journal",
    "journal": "article-journal",
    "periodical": "article-journal",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "book": "chapter",
    "collection": "chapter",
    "conference publication": "paper-conference",
    "dictionary": "entry-dictionary",
    "encyclopedia": "entry-encyclopedia",
}

_ROLES: Mapping[str, str] = {
    "author": "aut",
    "compiler": "com",
    "composer": "cmp",
    "contributor": "ctb",
    "curator": "cur",
    "director": "drt",
    "editor": "edt",
    "host": "hst",
    "illustrator": "ill",
    "interviewer": "ivr",
    "narrator": "nrt",
    "organizer": "orm",
    "performer": "prf",
    "producer": "pro",
    "recipient": "rcp",
    "script-writer": "aus",
    "series-creator": "cre",
    "translator": "trl",
    "chair": "",
    "editorial-director": "",
    "executive-producer": "",
    "guest": "",
}
"""Name variables that stand in the item itself, with the MARC relator code where there is one."""

_RELATED_ROLES: Mapping[str, tuple[str, str]] = {
    "container-author": ("host", "author"),
    "collection-editor": ("series", "editor"),
    "original-author": ("original", "author"),
    "reviewed-author": ("reviewOf", "author"),
}
"""Name variables that stand in a related item: its type, and the role there."""

_ROLE_OF = {name.replace("-", " "): name for name in _ROLES} | {
    code: name for name, code in _ROLES.items() if code
}
_ROLE_OF |= {"creator": "author", "cre": "author", "ed.": "editor", "interviewee": "author", "ive": "author"}
_ROLE_OF |= {"art": "author", "artist": "author", "pht": "author", "photographer": "author", "ctg": "author"}
_ROLE_OF |= {
    "joint author": "author",
    "dissertant": "author",
    "dis": "author",
    "inv": "author",
    "prg": "author",
}

_IDENTIFIERS: Mapping[str, str] = {
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "issn",
    "PMID": "pmid",
    "PMCID": "pmc",
    "citation-key": "citekey",
}
_HOST_DETAILS = ("volume", "issue", "section", "chapter-number", "supplement")
_OWN_DETAILS = ("number", "part", "printing")
_DETAILS = _HOST_DETAILS + _OWN_DETAILS
"""`part/detail` by type, of the host and of the item; "chapter-number" is MODS's "chapter"."""

_NOTES: Mapping[str, str] = {
    "note": "",
    "annote": "annotation",
    "version": "version identification",
    "status": "publication status",
    "references": "bibliography",
}

_RELATED: Mapping[str, Mapping[str, str]] = {
    "host": {"title": "container-title", "short": "container-title-short"},
    "series": {"title": "collection-title", "number": "collection-number"},
    "original": {
        "title": "original-title",
        "publisher": "original-publisher",
        "place": "original-publisher-place",
        "date": "original-date",
    },
    "reviewOf": {"title": "reviewed-title", "genre": "reviewed-genre"},
}
"""The variables that stand in a related item, by its type."""

CARRIED = frozenset(
    {
        *_ROLES, *_RELATED_ROLES, *_IDENTIFIERS, *_DETAILS, *_NOTES,
        *(variable for variables in _RELATED.values() for variable in variables.values()),
        *"""title title-short genre publisher publisher-place issued submitted available-date edition
        event-title event-place event-date language medium dimensions number-of-pages number-of-volumes
        abstract keyword scale call-number URL accessed archive archive_location source page
        part-title""".split(),
    }
)  # fmt: skip
"""The CSL variables that MODS has a place for."""


def detects(head: str) -> bool:
    """Whether a file that begins so is MODS."""
    return NAMESPACE in head or "<modsCollection" in head or "<mods:mods" in head


# --- writing


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write a `modsCollection`."""
    yield f'{xml.HEAD}<modsCollection xmlns="{NAMESPACE}">\n'

    def one(record: Record) -> str:
        if options.losses:
            report_losses(record, CARRIED, "MODS", report)
        return xml.render(_mods(record), 1)

    yield from written(records, one, report)
    yield "</modsCollection>\n"


def _text(record: Record, variable: str) -> str:
    value = record.get(variable, "")
    return plain(value) if isinstance(value, str) else str(value)


def _field(record: Record, variable: str, name: str, **attributes: str) -> Node | None:
    text = _text(record, variable)
    return node(name, text, **attributes) if text else None


def _held(name: str, *children: Node | None, **attributes: str) -> Node | None:
    """An element around its children, or none where there are none."""
    return node(name, *children, **attributes) if any(children) else None


def _mods(record: Record) -> Node:
    kind = _KINDS.get(str(record.get("type", "")), Kind())
    keyed = {"ID": _id(record)} if _id(record) else {}
    own_host = bool(kind.host) or not record.keys().isdisjoint(_OF_HOST)
    details = _details(record, _HOST_DETAILS)
    return node(
        "mods",
        _title_info(record),
        _held("titleInfo", _field(record, "title-short", "title"), type="abbreviated"),
        *_names(record),
        node("typeOfResource", kind.resource, manuscript="yes" if record.get("type") == "manuscript" else ""),
        *_genres(record, kind),
        _origin(record, kind),
        _event_origin(record),
        _held("language", _field(record, "language", "languageTerm")),
        _physical(record),
        _field(record, "abstract", "abstract"),
        *(_field(record, variable, "note", type=kind_) for variable, kind_ in _NOTES.items()),
        *(node("subject", node("topic", word)) for word in keywords.split(_text(record, "keyword"))),
        _held("subject", _held("cartographics", _field(record, "scale", "scale"))),
        _field(record, "call-number", "classification"),
        _host(record, kind, _held("part", *details, _extent(record))) if own_host else None,
        *(_related(record, name) for name in ("series", "original", "reviewOf")),
        *_identifiers(record),
        *_locations(record),
        _held("part", *_details(record, _OWN_DETAILS), *([] if own_host else [*details, _extent(record)])),
        _held("recordInfo", _field(record, "source", "recordContentSource")),
        version="3.7",
        **keyed,
    )


_NAME_START = re.compile(r"[^\W\d][\w.-]*")


_OF_HOST = frozenset({"container-title", "container-title-short", "container-author"})


def _id(record: Record) -> str:
    """The record's id where it may be an XML ID; the identifier "citekey" has it in any case."""
    key = str(record.get("id", ""))
    return key if _NAME_START.fullmatch(key) else ""


def _title_info(record: Record) -> Node | None:
    return _held("titleInfo", _field(record, "title", "title"), _field(record, "part-title", "partName"))


def _names(record: Record) -> Iterator[Node]:
    cut_off = (record.get("custom") or {}).get("cut-off", ())
    for variable, code in _ROLES.items():
        for name in listed(record.get(variable)):
            yield _name(name, variable.replace("-", " "), code)
        if variable in cut_off:
            yield node("name", node("etal"), _role(variable.replace("-", " "), code))
    if record.get("event-title"):
        yield node("name", node("namePart", _text(record, "event-title")), type="conference")


def _role(term: str, code: str) -> Node:
    return node(
        "role",
        node("roleTerm", term, type="text"),
        node("roleTerm", code, type="code", authority="marcrelator") if code else None,
    )


def _name(name: Name, term: str, code: str) -> Node:
    bare: Name = {**name}
    suffix = bare.pop("suffix", "")
    family, given = two_parts(bare)
    if not given:
        return node(
            "name", node("namePart", f"{family} {suffix}".strip()), _role(term, code), type="corporate"
        )
    return node(
        "name",
        node("namePart", family, type="family"),
        node("namePart", given, type="given"),
        node("namePart", suffix, type="termsOfAddress") if suffix else None,
        _role(term, code),
        type="personal",
    )


def _genres(record: Record, kind: Kind) -> Iterator[Node]:
    csl = str(record.get("type", "document"))
    name = item_type(csl)
    yield node("genre", name, authority="local")  # Zotero's item type: what Zotero goes by
    if ITEM_TYPES[name].csl != csl:
        yield node("genre", csl, authority="csl")
    if kind.genre:
        yield node("genre", kind.genre, authority="marcgt")
    if record.get("genre"):
        yield node("genre", _text(record, "genre"))


def _dates(record: Record, variable: str, name: str, **attributes: str) -> Iterator[Node]:
    """A date, or the two ends of a range."""
    date = record.get(variable)
    text = dates.write(date)
    if not text:
        return
    literal = not isinstance(date, dict) or not date.get("date-parts") or "season" in date
    qualifier = "approximate" if isinstance(date, dict) and date.get("circa") else ""
    if literal:
        yield node(name, text, **attributes)
        return
    ends = text.replace("~", "").split("/")
    points = ("start", "end") if len(ends) == 2 else ("",)
    for end, point in zip(ends, points, strict=True):
        yield node(name, end, encoding="w3cdtf", point=point, qualifier=qualifier, **attributes)


def _place(record: Record, variable: str) -> Node | None:
    return _held("place", _field(record, variable, "placeTerm", type="text"))


def _origin(record: Record, kind: Kind) -> Node | None:
    issuance = kind.issuance
    found = [
        _place(record, "publisher-place"),
        _field(record, "publisher", "publisher"),
        *_dates(record, "issued", "dateIssued"),
        *_dates(record, "submitted", "dateOther", type="submitted"),
        *_dates(record, "available-date", "dateOther", type="available"),
        _field(record, "edition", "edition"),
        node("issuance", issuance) if issuance else None,
    ]
    return _held("originInfo", *found)


def _event_origin(record: Record) -> Node | None:
    found = (_place(record, "event-place"), *_dates(record, "event-date", "dateOther", type="event"))
    return _held("originInfo", *found, eventType="conference")


def _physical(record: Record) -> Node | None:
    return _held(
        "physicalDescription",
        _field(record, "medium", "form"),
        _field(record, "number-of-pages", "extent", unit="pages"),
        _field(record, "number-of-volumes", "extent", unit="volumes"),
        _field(record, "dimensions", "extent"),
    )


_PAGES = re.compile(r"([\w.:]+)\s*[-–—]\s*([\w.:]+)")


def _details(record: Record, names: Iterable[str]) -> list[Node]:
    return [
        node(
            "detail",
            node("number", _text(record, name)),
            type="chapter" if name == "chapter-number" else name,
        )
        for name in names
        if _text(record, name)
    ]


def _extent(record: Record) -> Node | None:
    pages = _text(record, "page")
    match = _PAGES.fullmatch(pages)
    if match and pages == f"{match[1]}-{match[2]}":
        return node("extent", node("start", match[1]), node("end", match[2]), unit="pages")
    return node("extent", node("list", pages), unit="pages") if pages else None


def _host(record: Record, kind: Kind, part: Node | None) -> Node | None:
    found = [
        _held("titleInfo", _field(record, "container-title", "title")),
        _held("titleInfo", _field(record, "container-title-short", "title"), type="abbreviated"),
        *(_name(one, "author", "aut") for one in listed(record.get("container-author"))),
        node("genre", kind.host, authority=_AUTHORITIES.get(kind.host, "marcgt")) if kind.host else None,
        part,
    ]
    return _held("relatedItem", *found, type="host")


def _related(record: Record, kind: str) -> Node | None:
    places = _RELATED[kind]
    title = _field(record, places["title"], "title")
    number = _field(record, places["number"], "partNumber") if "number" in places else None
    people = [(variable, role) for variable, (where, role) in _RELATED_ROLES.items() if where == kind]
    found = [
        _held("titleInfo", title, number),
        *(
            _name(one, role, _ROLES[role])
            for variable, role in people
            for one in listed(record.get(variable))
        ),
        _field(record, places["genre"], "genre") if "genre" in places else None,
    ]
    if "date" in places:
        origin = (
            _place(record, places["place"]),
            _field(record, places["publisher"], "publisher"),
            *_dates(record, places["date"], "dateIssued"),
        )
        found.append(_held("originInfo", *origin))
    return _held("relatedItem", *found, type=kind)


def _identifiers(record: Record) -> Iterator[Node]:
    for variable, kind in _IDENTIFIERS.items():
        text = _text(record, variable)
        if variable == "citation-key":
            text = text or str(record.get("id", ""))
        if text:
            yield node("identifier", text, type=kind)


def _locations(record: Record) -> Iterator[Node]:
    if record.get("URL"):
        accessed = dates.write(record.get("accessed"))
        yield node("location", node("url", _text(record, "URL"), dateLastAccessed=accessed))
    elif record.get("accessed"):
        yield node("location", node("url", dateLastAccessed=dates.write(record["accessed"])))
    held = _held(
        "location",
        _field(record, "archive", "physicalLocation"),
        _field(record, "archive_location", "shelfLocator"),
    )
    if held:
        yield held


# --- reading


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
    if cut_off:
        custom["cut-off"] = cut_off
    if _INFERRED in found:
        custom[_INFERRED] = found.pop(_INFERRED)
    record = {variable: value for variable, value in found.items() if value not in ("", {}, [])}
    return record | {"custom": custom} if custom else record


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
    variables = {role: variable for variable, (where, role) in _RELATED_ROLES.items() if where == related}
    for holder in _children(element, "name"):
        if holder.get("type") == "conference" and not related:
            _put(record, "event-title", " ".join(text_of(part) for part in _children(holder, "namePart")))
            continue
        role = _role_of(holder)
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
        text_of(term).lower() for role in _children(holder, "role") for term in _children(role, "roleTerm")
    ]
    if not terms:
        return "author"
    return next((_ROLE_OF[term] for term in terms if term in _ROLE_OF), "contributor")


_INFERRED = "inferred-names"


def _read_name(holder: _Element) -> tuple[Name | None, bool]:
    """A name, and whether its division into parts is a guess."""
    parts: dict[str, list[str]] = {}
    for part in _children(holder, "namePart"):
        parts.setdefault(part.get("type", ""), []).append(text_of(part))
    family, given = " ".join(parts.get("family", ())), " ".join(parts.get("given", ()))
    whole = " ".join(filter(None, parts.get("", ())))
    if not family and not given:
        if not whole:
            return None, False
        if holder.get("type") != "personal":
            return {"literal": whole}, False
        return (from_inverted(whole), False) if "," in whole else (from_natural(whole), " " in whole)
    name = split(family, given)
    suffix = ", ".join(parts.get("termsOfAddress", ()))
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
    named = [_GENRES[term] for term in terms if term in _GENRES]
    other = [text for text in plain_genres if found or text.lower() not in _PLAIN_TYPES]
    _put(record, "genre", next((text for text in other if text), ""))
    if found:
        return found
    hosts = [one for one in _children(element, "relatedItem") if one.get("type") == "host"]
    for host in hosts:
        for genre in _children(host, "genre"):
            kind = _HOSTS.get(text_of(genre).lower())
            if kind and not (named and named[0] not in ("article-journal", "book")):
                return kind
    if named:
        return named[0]
    resource = _child(element, "typeOfResource")
    if resource is not None and resource.get("manuscript") == "yes":
        return "manuscript"
    kind = _RESOURCES.get(text_of(resource).lower())
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


_PLAIN_TYPES = frozenset(term for term in _GENRES if not term.endswith("thesis") or term == "thesis")
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
    languages = (term for one in _children(element, "language") for term in _children(one, "languageTerm"))
    _put(record, "language", next((text_of(term) for term in languages), ""))
    for physical in _children(element, "physicalDescription"):
        for form in _children(physical, "form"):
            if not form.get("authority"):
                _put(record, "medium", text_of(form))
        for extent in _children(physical, "extent"):
            _put(record, _EXTENTS.get(extent.get("unit", ""), "dimensions"), text_of(extent))
    abstracts = [_lines(one) for one in _children(element, "abstract")]
    _put(record, "abstract", "\n\n".join(filter(None, abstracts)))
    by_kind = {kind: variable for variable, kind in _NOTES.items()}
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


_EXTENTS = {"pages": "number-of-pages", "volumes": "number-of-volumes"}
_SUBJECTS = frozenset({"topic", "geographic", "temporal", "genre", "titleInfo", "name", "occupation"})


def _read_part(element: _Element, record: Record, names: Mapping[str, str]) -> None:
    for part in _children(element, "part"):
        for detail in _children(part, "detail"):
            kind = names.get(detail.get("type", ""), detail.get("type", ""))
            if kind in _DETAILS:
                _put(record, kind, text_of(_child(detail, "number")) or text_of(_child(detail, "caption")))
        for extent in _children(part, "extent"):
            start, end = text_of(_child(extent, "start")), text_of(_child(extent, "end"))
            pages = f"{start}-{end}" if start and end and start != end else start or end
            _put(record, "page", pages or text_of(_child(extent, "list")))
            _put(record, "number-of-pages", text_of(_child(extent, "total")))
        _put(record, "issued", _span(list(_children(part, "date"))))


def _read_related(related: _Element, record: Record) -> None:
    kind = related.get("type", "")
    places = _RELATED.get(kind)
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
            _read_related(series, record)
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


_VARIABLE_OF = {kind: variable for variable, kind in _IDENTIFIERS.items()} | {
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
