"""Records -> MODS 3.7."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from citemill.diagnostics import Report
from citemill.formats import WriteOptions, dates, keywords, xml
from citemill.formats import mods_tables as tables
from citemill.formats.losses import report_losses
from citemill.formats.names import listed, two_parts
from citemill.formats.rows import written
from citemill.formats.xml import Node, node
from citemill.formats.zotero_fields import ITEM_TYPES, item_type
from citemill.record import Name, Record
from citemill.text.markup import plain

__all__ = ["write"]


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write a `modsCollection`."""
    yield f'{xml.HEAD}<modsCollection xmlns="{tables.NAMESPACE}">\n'

    def one(record: Record) -> str:
        if options.losses:
            report_losses(record, tables.CARRIED, "MODS", report)
        return xml.render(_mods(record), 1)

    yield from written(records, one, report)
    yield "</modsCollection>\n"


def _text(record: Record, variable: str) -> str:
    value = record.get(variable, "")
    return plain(value) if isinstance(value, str) else str(value)


def _field(record: Record, variable: str, name: str, **attributes: str) -> Node | None:
    text = " ".join(_text(record, variable).split())
    return node(name, text, **attributes) if text else None


def _lines(record: Record, variable: str, name: str, **attributes: str) -> Node | None:
    """A text with its line ends, and single blanks: no reader keeps more."""
    text = re.sub(r"[ \t]+", " ", _text(record, variable))
    return node(name, text, **attributes) if text else None


def _held(name: str, *children: Node | None, **attributes: str) -> Node | None:
    """An element around its children, or none where there are none."""
    return node(name, *children, **attributes) if any(children) else None


def _mods(record: Record) -> Node:
    kind = tables.KINDS.get(str(record.get("type", "")), tables.Kind())
    keyed = {"ID": _id(record)} if _id(record) else {}
    own_host = bool(kind.host) or not record.keys().isdisjoint(_OF_HOST)
    details = _details(record, tables.HOST_DETAILS)
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
        _lines(record, "abstract", "abstract"),
        *(_lines(record, variable, "note", type=kind_) for variable, kind_ in tables.NOTES.items()),
        *(node("subject", node("topic", word)) for word in keywords.split(_text(record, "keyword"))),
        _held("subject", _held("cartographics", _field(record, "scale", "scale"))),
        _field(record, "call-number", "classification"),
        _host(record, kind, _held("part", *details, _extent(record))) if own_host else None,
        *(_related(record, name) for name in ("series", "original", "reviewOf")),
        *_identifiers(record),
        *_locations(record),
        _held(
            "part", *_details(record, tables.OWN_DETAILS), *([] if own_host else [*details, _extent(record)])
        ),
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
    for variable, code in tables.ROLES.items():
        for name in listed(record.get(variable)):
            yield _name(name, variable.replace("-", " "), code)
        if variable in cut_off:
            yield node("name", node("etal"), _role(variable.replace("-", " "), code))
    if record.get("event-title"):
        # Without a role bibutils takes the conference for an author.
        role = node("role", node("roleTerm", "event", type="text"))
        yield node("name", node("namePart", _text(record, "event-title")), role, type="conference")


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


def _genres(record: Record, kind: tables.Kind) -> Iterator[Node]:
    csl = str(record.get("type", "document"))
    name = item_type(csl)
    shown = xml.Cdata(name) if name in tables.MISTAKEN else name
    yield node("genre", shown, authority="local")  # Zotero's item type: what Zotero goes by
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


def _origin(record: Record, kind: tables.Kind) -> Node | None:
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


def _host(record: Record, kind: tables.Kind, part: Node | None) -> Node | None:
    found = [
        _held("titleInfo", _field(record, "container-title", "title")),
        _held("titleInfo", _field(record, "container-title-short", "title"), type="abbreviated"),
        *(_name(one, "author", "aut") for one in listed(record.get("container-author"))),
        node("genre", kind.host, authority=tables.AUTHORITIES.get(kind.host, "marcgt"))
        if kind.host
        else None,
        part,
    ]
    return _held("relatedItem", *found, type="host")


def _related(record: Record, kind: str) -> Node | None:
    places = tables.RELATED[kind]
    title = _field(record, places["title"], "title")
    number = _field(record, places["number"], "partNumber") if "number" in places else None
    people = [(variable, role) for variable, (where, role) in tables.RELATED_ROLES.items() if where == kind]
    found = [
        _held("titleInfo", title, number),
        *(
            _name(one, role, tables.ROLES[role])
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
    for variable, kind in tables.IDENTIFIERS.items():
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
