"""CITATION.cff (Citation File Format 1.2.0): the `references` of a software's citation file, both ways.

The file that is written is valid by itself; its own title and authors are placeholders for the software's. A
reference has no key in this format, so the key stands among its `identifiers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.files import Source
from citemill.formats import WriteOptions, dates, keywords, yaml
from citemill.formats.losses import report_losses
from citemill.formats.names import listed, split_person, two_parts
from citemill.formats.rows import written
from citemill.record import Name, Record
from citemill.text.markup import plain

__all__ = ["EXACT", "carried", "detects", "read", "write"]

EXACT: Mapping[str, str] = {
    "article-journal": "article",
    "article-magazine": "magazine-article",
    "article-newspaper": "newspaper-article",
    "bill": "bill",
    "book": "book",
    "broadcast": "video",
    "classic": "historical-work",
    "dataset": "data",
    "document": "generic",
    "entry-dictionary": "dictionary",
    "entry-encyclopedia": "encyclopedia",
    "graphic": "art",
    "hearing": "hearing",
    "legal_case": "legal-case",
    "legislation": "statute",
    "manuscript": "unpublished",
    "map": "map",
    "motion_picture": "film-broadcast",
    "musical_score": "music",
    "pamphlet": "pamphlet",
    "paper-conference": "conference-paper",
    "patent": "patent",
    "periodical": "serial",
    "personal_communication": "personal-communication",
    "post-weblog": "blog",
    "regulation": "legal-rule",
    "report": "report",
    "software": "software",
    "song": "sound-recording",
    "speech": "slides",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "website",
}
"""CSL types with a reference type of their own."""

_NEAREST: Mapping[str, str] = {
    "article": "article",
    "entry": "encyclopedia",
    "figure": "art",
    "post": "website",
    "review": "article",
    "review-book": "article",
}
_OTHERS: Mapping[str, str] = {
    "audiovisual": "motion_picture",
    "catalogue": "book",
    "conference": "event",
    "database": "dataset",
    "edited-work": "book",
    "government-document": "report",
    "grant": "document",
    "manual": "book",
    "multimedia": "webpage",
    "proceedings": "book",
    "software-code": "software",
    "software-container": "software",
    "software-executable": "software",
    "software-virtual-machine": "software",
}
"""Reference types that no type of ours is written as."""

_IN_JOURNAL = frozenset({"article", "magazine-article", "newspaper-article"})
_IN_COLLECTION = frozenset({"conference-paper", "dictionary", "encyclopedia", "blog", "website"})
CHAPTER = ("generic", "book")
"""A chapter: `type` and `collection-type`."""
PREPRINT = ("article", "preprint")
"""A preprint: `type` and `status`."""

_PLAIN: Mapping[str, str] = {
    "title": "title",
    "abbreviation": "title-short",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "number-volumes": "number-of-volumes",
    "pages": "number-of-pages",
    "section": "section",
    "edition": "edition",
    "version": "version",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pmcid": "PMCID",
    "medium": "medium",
    "database": "archive",
    "volume-title": "volume-title",
    "abstract": "abstract",
    "notes": "note",
}
_ROLES: Mapping[str, str] = {
    "authors": "author",
    "editors": "editor",
    "editors-series": "collection-editor",
    "translators": "translator",
    "recipients": "recipient",
}
_KEY = "citation key"
"""Description of the identifier that holds the key."""

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
_URL = re.compile(r"(?:https?|s?ftp)://.+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def carried(csl: str) -> frozenset[str]:
    """The variables that a reference of that CSL type has a place for."""
    more = "container-title publisher publisher-place issued accessed URL DOI PMID keyword language page"
    if csl not in ("article", "chapter", "article-journal", "article-magazine", "article-newspaper"):
        more += " collection-title" if EXACT.get(csl) not in _IN_COLLECTION else ""
    if csl == "thesis":
        more += " genre"
    if csl in ("paper-conference", "speech"):
        more += " event-title event-place"
    return frozenset((*_PLAIN.values(), *_ROLES.values(), *more.split()))


def detects(head: str) -> bool:
    """Whether a file that begins so is a citation file."""
    return re.search(r"^cff-version:", head, re.MULTILINE) is not None


# --- writing

_HEAD = """\
cff-version: 1.2.0
message: Please cite these references where you use this work.
title: References
authors:
  - name: anonymous
"""


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write a citation file with the records as its `references`."""

    def one(record: Record) -> str:
        if options.losses:
            report_losses(record, carried(str(record.get("type"))) - _lost(record), "CITATION.cff", report)
        return yaml.element(_reference(record), 1)

    yield _HEAD
    before = "references:\n"
    for text in written(records, one, report):
        yield before + text
        before = ""


def _lost(record: Record) -> set[str]:
    """Variables whose values the schema would not allow, or whose field another one takes."""
    lost = (
        {"language"}
        if not _LANGUAGE.fullmatch(str(record.get("language", "en")).partition("-")[0])
        else set()
    )
    if record.get("accessed") and not re.fullmatch(r"\d{4}-\d\d-\d\d", dates.write(record["accessed"])):
        lost.add("accessed")
    if not _URL.fullmatch(str(record.get("URL", "http://x"))):
        lost.add("URL")
    if record.get("container-title"):
        lost.add("collection-title")  # one field for both
    if not record.get("event-title"):
        lost.add("event-place")
    return lost


def _reference(record: Record) -> dict[str, Any]:
    csl = str(record.get("type", "document"))
    kind = CHAPTER[0] if csl == "chapter" else EXACT.get(csl) or _NEAREST.get(csl, "generic")
    lost = _lost(record)
    reference: dict[str, Any] = {"type": kind}
    if csl == "article":
        reference["status"] = PREPRINT[1]
    texts = {field: _text(record, variable) for field, variable in _PLAIN.items()}
    reference["title"] = texts.pop("title") or "untitled"
    for field, variable in _ROLES.items():
        people = [_person(one) for one in listed(record.get(variable))]
        if variable in (record.get("custom") or {}).get("cut-off", ()):
            people.append({"name": "others"})
        if people or field == "authors":
            reference[field] = people or [{"name": "anonymous"}]
    reference |= _containers(record, csl, kind)
    reference |= _date(record)
    if "accessed" in record and "accessed" not in lost:
        reference["date-accessed"] = dates.write(record["accessed"])
    reference |= {field: text for field, text in texts.items() if text}
    start, dash, end = _text(record, "page").partition("-")
    if start:
        reference["start"] = start
        reference |= {"end": end} if dash and end else {}
    if csl == "thesis" and record.get("genre"):
        reference["thesis-type"] = _text(record, "genre")
    reference |= _publisher(record)
    if record.get("language") and "language" not in lost:
        reference["languages"] = [str(record["language"]).partition("-")[0]]
    words = keywords.split(_text(record, "keyword"))
    if words:
        reference["keywords"] = words
    if record.get("URL") and "URL" not in lost:
        reference["url"] = str(record["URL"])
    return reference | _identifiers(record)


def _text(record: Record, variable: str) -> str:
    value = record.get(variable, "")
    return plain(value) if isinstance(value, str) else str(value)


def _person(name: Name) -> dict[str, str]:
    if name.get("literal"):
        return {"name": name["literal"]}
    bare: Name = {**name}
    particle, suffix = bare.pop("non-dropping-particle", ""), bare.pop("suffix", "")
    family, given = two_parts(bare)
    parts = {"family-names": family, "given-names": given, "name-particle": particle, "name-suffix": suffix}
    return {part: text for part, text in parts.items() if text}


def _containers(record: Record, csl: str, kind: str) -> dict[str, Any]:
    container, series = _text(record, "container-title"), _text(record, "collection-title")
    found: dict[str, Any] = {}
    if csl == "chapter":
        found["collection-type"] = CHAPTER[1]
    if container and kind in _IN_JOURNAL:
        found["journal"] = container
    elif container:
        found["collection-title"] = container
        found["collection-type"] = found.get("collection-type", "container")
    elif series and "collection-title" in carried(csl):
        found["collection-title"] = series
    event = _text(record, "event-title")
    if event and "event-title" in carried(csl):
        place = _text(record, "event-place")
        found["conference"] = {"name": event, **({"location": place} if place else {})}
    return found


def _date(record: Record) -> dict[str, Any]:
    date = record.get("issued")
    text = dates.write(date)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return {"date-published": text}
    match = re.fullmatch(r"([1-9]\d{3})(?:-(\d\d))?", text)
    if match:
        return {"year": int(match[1])} | ({"month": int(match[2])} if match[2] else {})
    return {"year": text} if text else {}


def _publisher(record: Record) -> dict[str, Any]:
    name, place = _text(record, "publisher"), _text(record, "publisher-place")
    if name:
        return {"publisher": {"name": name, **({"city": place} if place else {})}}
    return {"location": {"name": place}} if place else {}


def _identifiers(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = {}
    others: list[dict[str, str]] = []
    doi = _text(record, "DOI")
    if _DOI.fullmatch(doi):
        found["doi"] = doi
    elif doi:
        others.append({"type": "other", "value": doi, "description": "DOI"})
    if record.get("PMID"):
        others.append({"type": "other", "value": _text(record, "PMID"), "description": "PMID"})
    others.append({"type": "other", "value": str(record["id"]), "description": _KEY})
    return found | {"identifiers": others}


# --- reading


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read the `references`; where there are none, the preferred citation or the software itself."""
    own: dict[str, Any] = {}
    found = 0
    for item in yaml.items(source, report, {"references"}):
        if item.key != "references":
            own[item.key] = item.value
            continue
        found += 1
        if isinstance(item.value, dict):
            yield _record(item.value, f"reference{found}")
        elif item.value is not None:
            place = Place(source.name, item.line)
            report(Diagnostic("not-an-entry", Severity.ERROR, place, "a reference is a mapping; left out"))
    if not found and own.get("title"):
        preferred = own.get("preferred-citation")
        own.setdefault("type", "software")
        own["type"] = {"dataset": "data"}.get(str(own["type"]), own["type"])
        yield _record(preferred if isinstance(preferred, dict) else own, "software")


def _record(reference: dict[str, Any], fallback: str) -> Record:
    texts = {field: value for field, value in reference.items() if isinstance(value, str)}
    kind = texts.get("type", "generic")
    csl = next((name for name, own in EXACT.items() if own == kind), _OTHERS.get(kind, "document"))
    if (kind, texts.get("status")) == PREPRINT:
        csl = "article"
    elif (kind, texts.get("collection-type")) == CHAPTER:
        csl = "chapter"
    record: Record = {"id": fallback, "type": csl}
    custom: dict[str, Any] = {}
    for field, variable in _PLAIN.items():
        if texts.get(field) and not (field == "title" and texts[field] == "untitled"):
            record[variable] = texts[field]
    for field, variable in _ROLES.items():
        for person in reference.get(field) or ():
            name = _read_person(person)
            if name == {"literal": "others"}:
                custom.setdefault("cut-off", []).append(variable)
            elif name and name != {"literal": "anonymous"}:
                record.setdefault(variable, []).append(name)
    _read_containers(record, reference, texts, csl)
    _read_dates(record, texts)
    if texts.get("start"):
        record["page"] = "-".join(filter(None, (texts["start"], texts.get("end"))))
    if texts.get("thesis-type"):
        record["genre"] = texts["thesis-type"]
    for field, place in (("publisher", "city"), ("institution", "city"), ("location", "name")):
        entity = reference.get(field)
        if isinstance(entity, dict):
            if field != "location" and entity.get("name"):
                record.setdefault("publisher", entity["name"])
            if entity.get(place):
                record.setdefault("publisher-place", entity[place])
    if reference.get("languages"):
        record["language"] = str(reference["languages"][0])
    if reference.get("keywords"):
        record["keyword"] = keywords.join(str(word) for word in reference["keywords"])
    url = texts.get("url") or texts.get("repository-code") or texts.get("repository")
    if url:
        record["URL"] = url
    _read_identifiers(record, reference, texts)
    return record | {"custom": custom} if custom else record


def _read_person(person: Any) -> Name | None:
    if not isinstance(person, dict):
        return None
    if person.get("name"):
        return {"literal": str(person["name"])}
    family = str(person.get("family-names") or "")
    given = str(person.get("given-names") or "")
    if not family and not given:
        return {"literal": str(person["alias"])} if person.get("alias") else None
    name = split_person(family, given)
    for part, own in (("name-particle", "non-dropping-particle"), ("name-suffix", "suffix")):
        if person.get(part) and "family" in name:
            name |= {own: str(person[part])}  # type: ignore[misc]  # both are parts of a name
    return name


def _read_containers(
    record: Record, reference: Mapping[str, Any], texts: Mapping[str, str], csl: str
) -> None:
    title = texts.get("collection-title")
    if texts.get("journal"):
        record["container-title"] = texts["journal"]
    if title:
        inside = "collection-type" in texts or EXACT.get(csl) in _IN_COLLECTION
        variable = "container-title" if inside and "container-title" not in record else "collection-title"
        record[variable] = title
    conference = reference.get("conference")
    if isinstance(conference, dict) and conference.get("name"):
        record["event-title"] = str(conference["name"])
        place = conference.get("location") or conference.get("city")
        if place:
            record["event-place"] = str(place)


def _read_dates(record: Record, texts: Mapping[str, str]) -> None:
    date = texts.get("date-published") or texts.get("date-released") or ""
    if not date and texts.get("year"):
        month = texts.get("month", "")
        date = f"{texts['year']}-{int(month):02d}" if month.isdecimal() else texts["year"]
    for variable, text in (("issued", date), ("accessed", texts.get("date-accessed", ""))):
        if text:
            record[variable] = dates.read(text)


def _read_identifiers(record: Record, reference: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    if texts.get("doi"):
        record["DOI"] = texts["doi"]
    for one in reference.get("identifiers") or ():
        if not isinstance(one, dict) or not one.get("value"):
            continue
        description, value = str(one.get("description", "")), str(one["value"])
        if description == _KEY:
            record["id"] = value
        elif description in ("DOI", "PMID"):
            record.setdefault(description, value)
        elif one.get("type") in ("doi", "url"):
            record.setdefault({"doi": "DOI", "url": "URL"}[one["type"]], value)
