"""schema.org JSON-LD: the vocabulary that search engines and browser extensions read in pages.

A journal's volume and issue are nodes of their own between the article and the journal.
The exact CSL type stands as `additionalType`, since schema.org has fewer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import WriteOptions, dates, keywords
from citemill.formats.losses import report_losses
from citemill.formats.names import from_natural, listed, natural, split_person, two_parts
from citemill.formats.rows import written
from citemill.record import TYPES, Name, Record
from citemill.text.markup import plain

__all__ = ["CARRIED", "detects", "node_of", "read", "script", "write"]

CONTEXT = "https://schema.org"

_TYPES: Mapping[str, str] = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "broadcast": "Episode",
    "chapter": "Chapter",
    "collection": "Collection",
    "dataset": "Dataset",
    "entry-dictionary": "DefinedTerm",
    "event": "Event",
    "graphic": "VisualArtwork",
    "interview": "Conversation",
    "legislation": "Legislation",
    "manuscript": "Manuscript",
    "map": "Map",
    "motion_picture": "Movie",
    "musical_score": "SheetMusic",
    "paper-conference": "ScholarlyArticle",
    "periodical": "Periodical",
    "personal_communication": "Message",
    "post": "DiscussionForumPosting",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "review": "Review",
    "software": "SoftwareSourceCode",
    "song": "MusicRecording",
    "speech": "PresentationDigitalDocument",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
OTHER_TYPE = "CreativeWork"

_READ_TYPES: Mapping[str, str] = {name: csl for csl, name in reversed(list(_TYPES.items()))} | {
    "Article": "article-journal",
    "MedicalScholarlyArticle": "article-journal",
    "Blog": "webpage",
    "PublicationIssue": "periodical",
    "ScholarlyArticle": "article-journal",
    "SoftwareApplication": "software",
    "TechArticle": "article-journal",
    "VideoObject": "motion_picture",
    "WebSite": "webpage",
}

_PLAIN: Mapping[str, str] = {
    "name": "title",
    "alternateName": "title-short",
    "abstract": "abstract",
    "bookEdition": "edition",
    "version": "version",
    "isbn": "ISBN",
    "numberOfPages": "number-of-pages",
    "genre": "genre",
    "inLanguage": "language",
    "url": "URL",
    "comment": "note",
    "material": "medium",
    "creativeWorkStatus": "status",
    "reportNumber": "number",
    "holdingArchive": "archive",
}
_ROLES: Mapping[str, str] = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "contributor": "contributor",
    "illustrator": "illustrator",
    "composer": "composer",
    "director": "director",
    "producer": "producer",
    "performer": "performer",
    "recipient": "recipient",
}
_IDENTIFIERS = ("DOI", "PMID", "PMCID")
KEY = "citation-key"
"""`propertyID` of the identifier that is the record's id."""

CARRIED = frozenset(
    {
        *_PLAIN.values(), *_ROLES.values(), *_IDENTIFIERS, "ISSN", "container-title", "container-title-short",
        "volume", "issue", "page", "collection-title", "collection-number", "publisher", "publisher-place",
        "issued", "keyword", "event-title", "event-place", "event-date",
    }
)  # fmt: skip


def detects(head: str) -> bool:
    """Whether a file that begins so is schema.org JSON-LD."""
    return '"@context"' in head and "schema.org" in head


# --- writing


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write one JSON-LD document with a node for each record, one a line, in its `@graph`."""

    def one(record: Record) -> str:
        if options.losses:
            report_losses(record, CARRIED, "schema.org", report)
        return json.dumps(node_of(record), ensure_ascii=False)

    yield f'{{"@context": "{CONTEXT}", "@graph": [\n'
    separator = ""
    for text in written(records, one, report):
        yield separator + text
        separator = ",\n"
    yield "\n]}\n"


def script(records: Iterable[Record]) -> str:
    """The records as a `script` element for a page; no text of theirs can end the element."""
    nodes = json.dumps(
        {"@context": CONTEXT, "@graph": [node_of(record) for record in records]}, ensure_ascii=False
    )
    safe = nodes.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    safe = safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'<script type="application/ld+json">{safe}</script>'


def node_of(record: Record) -> dict[str, Any]:
    """The node of a record, without a context."""
    csl = str(record.get("type", "document"))
    node: dict[str, Any] = {"@type": _TYPES.get(csl, OTHER_TYPE), "additionalType": csl}
    for name, variable in _PLAIN.items():
        if record.get(variable) not in (None, ""):
            node[name] = _text(record[variable])
    cut_off = (record.get("custom") or {}).get("cut-off", ())
    for name, variable in _ROLES.items():
        people = [_agent(one) for one in listed(record.get(variable))]
        if people:
            node[name] = people
        if variable in cut_off and variable == "author":
            node["creditText"] = ", ".join(natural(one) for one in listed(record.get(variable))) + " et al."
    if record.get("issued"):
        node["datePublished"] = dates.write(record["issued"])
    if record.get("publisher") or record.get("publisher-place"):
        place = record.get("publisher-place")
        node["publisher"] = {"@type": "Organization", "name": _text(record.get("publisher", ""))}
        node["publisher"] |= {"location": _text(place)} if place else {}
    words = keywords.split(_text(record.get("keyword", "")))
    if words:
        node["keywords"] = words
    node |= _pages(_text(record.get("page", "")))
    container = _container(record)
    if container:
        node["isPartOf"] = container
    event = {
        "name": _text(record.get("event-title", "")),
        "location": _text(record.get("event-place", "")),
        "startDate": dates.write(record.get("event-date")),
    }
    if any(event.values()):
        node["recordedAt"] = {"@type": "Event", **{name: text for name, text in event.items() if text}}
    node["identifier"] = _identifiers(record)
    if record.get("DOI"):
        node["sameAs"] = f"https://doi.org/{record['DOI']}"
    return node


def _text(value: Any) -> str:
    return plain(value) if isinstance(value, str) else str(value)


def _agent(name: Name) -> dict[str, str]:
    literal = name.get("literal")
    if literal:
        return {"@type": "Organization", "name": literal}
    bare: Name = {**name}
    suffix = bare.pop("suffix", "")
    family, given = two_parts(bare)
    parts = {"name": natural(name), "familyName": family, "givenName": given, "honorificSuffix": suffix}
    return {"@type": "Person", **{part: text for part, text in parts.items() if text}}


def _pages(pages: str) -> dict[str, str]:
    if not pages:
        return {}
    start, dash, end = pages.partition("-")
    if dash and start.isalnum() and end.isalnum():
        return {"pageStart": start, "pageEnd": end}
    return {"pagination": pages}


_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper", "review", "article"})


def _container(record: Record) -> dict[str, Any]:
    """Issue in volume in journal; for what stands in a book the book; around it the series."""
    kind = "Periodical" if record.get("type") in _PERIODICALS else "Book"
    node: dict[str, Any] = {}
    for name, variable in (
        ("name", "container-title"),
        ("alternateName", "container-title-short"),
        ("issn", "ISSN"),
    ):
        if record.get(variable):
            node[name] = _text(record[variable])
    if node:
        node = {"@type": kind, **node}
    series, number = _text(record.get("collection-title", "")), _text(record.get("collection-number", ""))
    if series or number:
        around = {"@type": "CreativeWorkSeries"} | ({"name": series} if series else {})
        around |= {"position": number} if number else {}
        node = {**node, "isPartOf": around} if node else around
    for own, name, variable in (
        ("PublicationVolume", "volumeNumber", "volume"),
        ("PublicationIssue", "issueNumber", "issue"),
    ):
        if record.get(variable) not in (None, ""):
            node = {"@type": own, name: _text(record[variable]), **({"isPartOf": node} if node else {})}
    return node


def _identifiers(record: Record) -> list[dict[str, str]]:
    found = [(KEY, str(record["id"]))]
    found += [(name, _text(record[name])) for name in _IDENTIFIERS if record.get(name)]
    return [{"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in found]


# --- reading


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read each work of a JSON-LD document: of its graph, its list, or the one it is."""
    try:
        document = json.loads(source.text(report))
    except json.JSONDecodeError as error:
        raise BadInput(f"this is no JSON: {error.msg}", place=Place(source.name, error.lineno)) from error
    except RecursionError as error:
        raise BadInput("this JSON is nested too deeply", place=Place(source.name)) from error
    for count, node in enumerate(_works(document), 1):
        if not isinstance(node, dict) or not _types(node):
            place = Place(source.name)
            report(
                Diagnostic(
                    "not-an-entry", Severity.ERROR, place, f"entry {count} is no node with a @type; left out"
                )
            )
            continue
        yield _record(node, count)


def _works(document: Any) -> Iterator[Any]:
    if isinstance(document, list):
        for one in document:
            yield from _works(one)
    elif isinstance(document, dict) and "@graph" in document:
        yield from _list(document["@graph"])
    elif isinstance(document, dict) and document.get("@type") == "ItemList":
        for one in _list(document.get("itemListElement")):
            yield one.get("item", one) if isinstance(one, dict) else one
    elif isinstance(document, dict) and "mainEntity" in document:
        for one in _list(document["mainEntity"]):
            yield from _works(one)
    else:
        yield document


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _types(node: Mapping[str, Any]) -> list[str]:
    return [str(one).rpartition("/")[2].rpartition(":")[2] for one in _list(node.get("@type")) if one]


def _record(node: Mapping[str, Any], count: int) -> Record:
    record: Record = {"id": f"work{count}", "type": "document"}
    custom: dict[str, Any] = {}
    exact = next((one for one in _list(node.get("additionalType")) if one in TYPES), "")
    named = next((_READ_TYPES[one] for one in _types(node) if one in _READ_TYPES), "document")
    record["type"] = exact or named
    for name, variable in _PLAIN.items():
        _put(record, variable, _first(node.get(name)))
    _put(record, "title", _first(node.get("headline")))
    if named not in ("software", "dataset") and not exact:
        _put(record, "abstract", _first(node.get("description")))
    for name, variable in _ROLES.items():
        for one in _list(node.get(name)) + (
            _list(node.get("creator")) if name == "author" and "author" not in node else []
        ):
            person, guessed = _name(one)
            if person:
                record.setdefault(variable, []).append(person)
                if guessed:
                    inferred = custom.setdefault("inferred-names", {})
                    inferred.setdefault(variable, []).append(len(record[variable]) - 1)
    if str(node.get("creditText", "")).endswith(" et al."):
        custom["cut-off"] = ["author"]
    for name in ("datePublished", "dateCreated"):
        _put(record, "issued", dates.read(_first(node.get(name))))
    publisher = next(iter(_list(node.get("publisher"))), None)
    if isinstance(publisher, dict):
        _put(record, "publisher", _first(publisher.get("name")))
        _put(record, "publisher-place", _first(publisher.get("location") or publisher.get("address")))
    else:
        _put(record, "publisher", _first(publisher))
    words = node.get("keywords")
    listed_words = (
        [_first(word) for word in words] if isinstance(words, list) else keywords.split(_first(words))
    )
    _put(record, "keyword", keywords.join(listed_words))
    start, end = _first(node.get("pageStart")), _first(node.get("pageEnd"))
    _put(record, "page", f"{start}-{end}" if start and end and start != end else start)
    _put(record, "page", _first(node.get("pagination")))
    for part in _list(node.get("isPartOf")):
        _read_part(record, part)
    event = node.get("recordedAt")
    if isinstance(event, dict):
        _put(record, "event-title", _first(event.get("name")))
        _put(record, "event-place", _first(event.get("location")))
        _put(record, "event-date", dates.read(_first(event.get("startDate"))))
    _read_identifiers(record, node)
    return record | {"custom": custom} if custom else record


def _put(record: Record, variable: str, value: Any) -> None:
    if value and variable not in record:
        record[variable] = value


def _first(value: Any) -> str:
    """The text of a value: of a list the first, of a node its name."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("value") or ""
        return _first(value)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _name(value: Any) -> tuple[Name | None, bool]:
    """A name, and whether its division into parts is a guess."""
    if isinstance(value, str):
        return (from_natural(value), " " in value.strip()) if value.strip() else (None, False)
    if not isinstance(value, dict):
        return None, False
    family, given, whole = (_first(value.get(part)) for part in ("familyName", "givenName", "name"))
    if family or given:
        name = split_person(family, given)
        suffix = _first(value.get("honorificSuffix"))
        if suffix and "family" in name:
            name["suffix"] = suffix
        return name, False
    if not whole:
        return None, False
    return (
        ({"literal": whole}, False) if "Person" not in _types(value) else (from_natural(whole), " " in whole)
    )


def _read_part(record: Record, part: Any) -> None:
    if not isinstance(part, dict):
        _put(record, "container-title", _first(part))
        return
    kinds = _types(part)
    _put(record, "volume", _first(part.get("volumeNumber")))
    _put(record, "issue", _first(part.get("issueNumber")))
    if "CreativeWorkSeries" in kinds or "BookSeries" in kinds:
        _put(record, "collection-title", _first(part.get("name")))
        _put(record, "collection-number", _first(part.get("position")))
    elif not {"PublicationVolume", "PublicationIssue"} & set(kinds) or part.get("name"):
        _put(record, "container-title", _first(part.get("name")))
        _put(record, "container-title-short", _first(part.get("alternateName")))
    _put(record, "ISSN", _first(part.get("issn")))
    _put(record, "ISBN", _first(part.get("isbn")))
    for outer in _list(part.get("isPartOf")):
        _read_part(record, outer)


def _read_identifiers(record: Record, node: Mapping[str, Any]) -> None:
    for one in _list(node.get("identifier")) + _list(node.get("sameAs")) + _list(node.get("@id")):
        if isinstance(one, dict):
            name, value = str(one.get("propertyID", "")), _first(one.get("value"))
            if name.lower() == KEY and value:
                record["id"] = value
            else:
                known = {kind.lower(): kind for kind in _IDENTIFIERS}.get(name.lower().rpartition("/")[2])
                if known:
                    _put(record, known, value)
        elif isinstance(one, str) and "doi.org/10." in one:
            _put(record, "DOI", one.partition("doi.org/")[2])
        elif isinstance(one, str) and one.startswith("10."):
            _put(record, "DOI", one)
