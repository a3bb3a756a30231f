"""Hayagriva YAML, the bibliography format of Typst.

What a work appeared in is its `parent`. A type of ours is a type there together with the parent's type
("article" in a "proceedings"); where two of ours share both, the first of the table is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.files import Source
from citemill.formats import WriteOptions, arxiv, dates, yaml
from citemill.formats.losses import report_losses
from citemill.formats.names import from_inverted, listed, split, two_parts
from citemill.formats.rows import written
from citemill.record import Record
from citemill.text import markup
from citemill.text.rich import Mark, Rich, Span

__all__ = ["CARRIED", "EXACT", "detects", "read", "write"]

_TYPES: Mapping[str, tuple[str, str]] = {
    "article-journal": ("article", "periodical"),
    "article-magazine": ("article", "periodical"),
    "article-newspaper": ("article", "newspaper"),
    "article": ("article", ""),
    "paper-conference": ("article", "proceedings"),
    "post-weblog": ("article", "blog"),
    "book": ("book", ""),
    "chapter": ("chapter", "book"),
    "entry-encyclopedia": ("entry", "reference"),
    "entry-dictionary": ("entry", "reference"),
    "entry": ("entry", "reference"),
    "report": ("report", ""),
    "thesis": ("thesis", ""),
    "webpage": ("web", "web"),
    "software": ("repository", ""),
    "dataset": ("repository", ""),
    "graphic": ("artwork", ""),
    "patent": ("patent", ""),
    "legal_case": ("case", ""),
    "legislation": ("legislation", ""),
    "bill": ("legislation", ""),
    "manuscript": ("manuscript", ""),
    "post": ("post", ""),
    "performance": ("performance", ""),
    "periodical": ("periodical", ""),
    "motion_picture": ("video", ""),
    "song": ("audio", ""),
    "broadcast": ("video", ""),
    "speech": ("misc", "conference"),
    "document": ("misc", ""),
    "review": ("article", "periodical"),
    "review-book": ("article", "periodical"),
}

_NEED_PARENT = frozenset(
    csl for csl, (kind, parent) in _TYPES.items() if parent and kind in ("article", "misc")
)
"""Types that only their parent's type tells from another."""

EXACT = frozenset(
    csl for at, (csl, pair) in enumerate(_TYPES.items()) if pair not in list(_TYPES.values())[:at]
)
"""CSL types that read back as themselves."""

_OTHERS: Mapping[str, str] = {
    "anthology": "book",
    "anthos": "chapter",
    "blog": "webpage",
    "conference": "event",
    "newspaper": "periodical",
    "proceedings": "book",
    "reference": "book",
    "thread": "post",
    "tweet": "post",
}
"""Types of Hayagriva that stand in no row of the table, and what they are read as."""

_PLAIN: Mapping[str, str] = {
    "genre": "genre",
    "edition": "edition",
    "page-range": "page",
    "page-total": "number-of-pages",
    "volume-total": "number-of-volumes",
    "chapter": "chapter-number",
    "archive": "archive",
    "archive-location": "archive_location",
    "call-number": "call-number",
    "language": "language",
    "abstract": "abstract",
    "note": "note",
}
_NUMBERS: Mapping[str, str] = {"volume": "volume", "issue": "issue"}
"""Of the parent where the type has one."""

_SERIALS: Mapping[str, str] = {
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "serial": "number",
}
_ROLES: Mapping[str, str] = {
    "translator": "translator",
    "compiler": "compiler",
    "organizer": "organizer",
    "cast-member": "performer",
    "composer": "composer",
    "producer": "producer",
    "executive-producer": "executive-producer",
    "writer": "script-writer",
    "director": "director",
    "illustrator": "illustrator",
    "narrator": "narrator",
    "collaborator": "contributor",
}
_FORMATTED = frozenset(
    {"title", "title-short", "publisher", "publisher-place", "container-title", "collection-title"}
)
_FORMATTED |= {"genre", "archive", "archive_location", "note", "abstract", "call-number", "event-title"}

CARRIED = frozenset(
    {
        *_PLAIN.values(), *_NUMBERS.values(), *_SERIALS.values(), *_ROLES.values(), *_FORMATTED,
        "author", "editor", "issued", "URL", "accessed", "collection-number", "container-author",
    }
) - {"event-title"}  # fmt: skip
"""The CSL variables that Hayagriva has a place for."""


def detects(head: str) -> bool:
    """Whether a file that begins so may be Hayagriva: a mapping of mappings with a `type` it knows."""
    return bool(
        re.search(
            r"^[^\s#:-][^\n:]*:[ \t]*\n(?:[ \t]+[^\s-][^\n]*\n)*?[ \t]+type:[ \t]*\w+", head, re.MULTILINE
        )
    )


# --- writing


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write one mapping; two records of one id would be one entry, so the second gets a letter."""
    used: set[str] = set()

    def one(record: Record) -> str:
        if options.losses:
            report_losses(record, CARRIED - _lost_values(record), "Hayagriva", report)
        entry = _entry(record)
        key = str(record.get("id", "")) or "entry"
        unique, count = key, 1
        while unique in used:
            count += 1
            unique = f"{key}-{count}"
        if count > 1:
            found = f'two records have this id; the second is written as "{unique}"'
            report(Diagnostic("duplicate-key", Severity.WARNING, Place(key=key), found))
        used.add(unique)
        return yaml.pair(unique, entry)

    yield from written(records, one, report)


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _lost_values(record: Record) -> set[str]:
    """Variables whose values are of no kind that Hayagriva knows."""
    lost = {
        variable
        for variable in ("issued", "accessed")
        if record.get(variable) and not _date(record[variable])
    }
    if not _LANGUAGE.fullmatch(str(record.get("language", "en"))):
        lost.add("language")
    lost |= {
        name for name in ("number-of-pages", "number-of-volumes") if not str(record.get(name, 0)).isdecimal()
    }
    if "accessed" in record and "URL" not in record:
        lost.add("accessed")
    return lost


def _entry(record: Record) -> dict[str, Any]:
    csl = str(record.get("type", "document"))
    kind, parent_kind = _TYPES.get(csl, ("misc", ""))
    lost = _lost_values(record)
    entry: dict[str, Any] = {"type": kind}
    title, short = _string(record, "title"), _string(record, "title-short")
    if short:
        entry["title"] = {"value": title, "short": short}
    elif title:
        entry["title"] = title
    for field in ("author", "editor"):
        names = [_name(*two_parts(one)) for one in listed(record.get(field))]
        if field in (record.get("custom") or {}).get("cut-off", ()):
            names.append("others")
        if names:
            entry[field] = names
    affiliated = [
        {"role": role, "names": [_name(*two_parts(one)) for one in listed(record[variable])]}
        for role, variable in _ROLES.items()
        if record.get(variable)
    ]
    if affiliated:
        entry["affiliated"] = affiliated
    if "issued" in record and "issued" not in lost:
        entry["date"] = _date(record["issued"])
    place, publisher = _string(record, "publisher-place"), _string(record, "publisher")
    if publisher or place:
        entry["publisher"] = {"name": publisher, "location": place} if place else publisher
    for field, variable in _PLAIN.items():
        value = _string(record, variable)
        if value and variable not in lost:
            entry[field] = int(value) if variable in ("number-of-pages", "number-of-volumes") else value
    if record.get("URL"):
        accessed = "" if "accessed" in lost else _date(record.get("accessed"))
        entry["url"] = {"value": str(record["URL"]), "date": accessed} if accessed else str(record["URL"])
    if kind in _IN_ANTHOLOGY and not parent_kind and _series(record):
        parent_kind = "misc"  # else its series would be taken for what it stands in
    parent = _parent(record, parent_kind)
    serials = {name: str(record[variable]) for name, variable in _SERIALS.items() if record.get(variable)}
    number = arxiv.number(record)
    if number and csl == "article":
        serials["arxiv"] = number
        if serials.get("serial", "").lower().endswith(number.lower()):
            del serials["serial"]
    if serials:
        entry["serial-number"] = serials
    if not parent:
        entry |= {
            field: str(record[variable]) for field, variable in _NUMBERS.items() if record.get(variable)
        }
    series = _series(record)
    if parent and series:
        parent["parent"] = series
    if parent or series:
        entry["parent"] = parent or series
    return entry


def _parent(record: Record, kind: str) -> dict[str, Any]:
    """What the work appeared in; empty where there is nothing to say of it and its type does not need it."""
    parent: dict[str, Any] = {}
    title = _string(record, "container-title")
    authors = [_name(*two_parts(one)) for one in listed(record.get("container-author"))]
    if title:
        parent["title"] = title
    if authors:
        parent["author"] = authors
    if kind or parent:
        parent |= {
            field: str(record[variable]) for field, variable in _NUMBERS.items() if record.get(variable)
        }
    needed = record.get("type") in _NEED_PARENT or (kind and _series(record))
    return {"type": kind or "misc", **parent} if parent or needed else {}


def _series(record: Record) -> dict[str, Any]:
    title, number = _string(record, "collection-title"), str(record.get("collection-number", ""))
    if not title and not number:
        return {}
    return (
        {"type": "anthology"} | ({"title": title} if title else {}) | ({"volume": number} if number else {})
    )


def _date(date: Any) -> str:
    """A date as Hayagriva can read it, else empty: it knows no ranges, seasons or words."""
    text = dates.write(date)
    return (
        text if text.rstrip("~") == dates.day(date) and re.fullmatch(r"-?\d{4}(-\d\d){0,2}~?", text) else ""
    )


def _name(last: str, first: str) -> Any:
    """A name as one text where that is read the same, else by its parts."""
    joined = _LOWER_INSIDE.search(last) is not None
    if not first:
        return {"name": last} if "," in last or joined else last
    if joined or "," in last or "," in first:
        head, _, suffix = first.rpartition(", ")
        parts = {"name": last, "given-name": head or first}
        return parts | {"suffix": suffix} if head else parts
    return f"{last}, {first}"


_LOWER_INSIDE = re.compile(r"^[^\W\d_a-z]\w*\W.*\b[a-z]\w*\b.*\s\S")
"""A capital first and a small word inside: all before it would be taken for a particle ("Dupré la Tour")."""

_ESCAPED = re.compile(r"[\\{}$]")


def _string(record: Record, variable: str) -> str:
    """A variable's text; in a string that styles may change the case of, markup and braces are escaped."""
    value = record.get(variable, "")
    text = value if isinstance(value, str) else str(value)
    if variable not in _FORMATTED or not text:
        return text
    return _protected(markup.parse(text))


def _protected(text: Rich) -> str:
    pieces = []
    for part in text:
        if isinstance(part, str):
            pieces.append(_ESCAPED.sub(r"\\\g<0>", part))
        else:
            inner = _protected(part.children)
            pieces.append(f"{{{inner}}}" if part.mark is Mark.NOCASE else inner)
    return "".join(pieces)


# --- reading


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read each entry of the mapping."""
    used: set[str] = set()
    for item in yaml.items(source, report):
        place = Place(source.name, item.line, item.key)
        if not isinstance(item.value, dict):
            found = "an entry is a mapping of fields; left out"
            report(Diagnostic("not-an-entry", Severity.ERROR, place, found))
            continue
        if item.key in used:
            report(Diagnostic("duplicate-key", Severity.WARNING, place, "two entries have this key"))
        used.add(item.key)
        yield _record(item.key, item.value)


def _record(key: str, entry: dict[str, Any]) -> Record:
    parents = [one for one in _list(entry.get("parent")) if isinstance(one, dict)]
    record: Record = {"id": key, "type": _csl_type(entry, parents)}
    custom: dict[str, Any] = {}
    title = entry.get("title")
    _put(record, "title", _text(title))
    if isinstance(title, dict):
        _put(record, "title-short", _text(title.get("short") or title.get("shorthand")))
    for field in ("author", "editor"):
        _put_names(record, custom, field, entry.get(field))
    for one in _list(entry.get("affiliated")):
        if isinstance(one, dict):
            role = str(one.get("role", "")).lower().replace("castmember", "cast-member")
            role = role.replace("executiveproducer", "executive-producer")
            _put_names(record, custom, _ROLES.get(role, "contributor"), one.get("names"))
    _put(record, "issued", dates.read(_plain(entry.get("date"))))
    _put_publisher(record, entry)
    for field, variable in _PLAIN.items():
        _put(
            record, variable, _text(entry.get(field)) if variable in _FORMATTED else _plain(entry.get(field))
        )
    url = entry.get("url")
    _put(record, "URL", _plain(url.get("value") if isinstance(url, dict) else url))
    if isinstance(url, dict):
        _put(record, "accessed", dates.read(_plain(url.get("date"))))
    _put_serials(record, entry)
    _put_parents(record, custom, entry, parents)
    if custom:
        record["custom"] = custom
    return record


def _csl_type(entry: Mapping[str, Any], parents: list[dict[str, Any]]) -> str:
    kind = _kind(entry) or "misc"
    containers = [one for one in parents if not _is_series(one, kind)]
    parent = _kind(containers[0]) or _DEFAULT_PARENTS.get(kind, "") if containers else ""
    of_kind = [csl for csl, (own, _) in _TYPES.items() if own == kind]
    for wanted in (parent, ""):
        for csl in of_kind:
            if _TYPES[csl][1] == wanted:
                return csl
    return of_kind[0] if of_kind else _OTHERS.get(kind, "document")


_DEFAULT_PARENTS = {"article": "periodical", "chapter": "book", "entry": "reference", "web": "web"}
_IN_ANTHOLOGY = frozenset({"anthos", "article", "chapter", "entry"})


def _kind(entry: Mapping[str, Any]) -> str:
    return str(entry.get("type") or "").lower()


def _is_series(parent: Mapping[str, Any], kind: str) -> bool:
    """Whether the parent of an entry of that kind is the series it belongs to, and not what it stands in."""
    return _kind(parent) == "anthology" and kind not in _IN_ANTHOLOGY


def _put_parents(
    record: Record, custom: dict[str, Any], entry: Mapping[str, Any], parents: list[dict[str, Any]]
) -> None:
    for parent in parents:
        if _is_series(parent, _kind(entry)):
            _put_series(record, parent)
            continue
        _put(record, "container-title", _text(parent.get("title")))
        _put_names(record, custom, "container-author", parent.get("author"))
        _put_names(record, custom, "editor", parent.get("editor"))
        for field, variable in _NUMBERS.items():
            _put(record, variable, _plain(parent.get(field)))
        _put(record, "issued", dates.read(_plain(parent.get("date"))))
        _put_publisher(record, parent)
        _put_serials(record, parent)
        for series in _list(parent.get("parent")):
            if isinstance(series, dict):
                _put_series(record, series)
    for field, variable in _NUMBERS.items():
        _put(record, variable, _plain(entry.get(field)))


def _put_series(record: Record, series: Mapping[str, Any]) -> None:
    _put(record, "collection-title", _text(series.get("title")))
    _put(record, "collection-number", _plain(series.get("volume")) or _plain(series.get("issue")))


def _put_publisher(record: Record, entry: Mapping[str, Any]) -> None:
    publisher = entry.get("publisher")
    if isinstance(publisher, dict):
        _put(record, "publisher", _text(publisher.get("name") or publisher))
        _put(record, "publisher-place", _text(publisher.get("location")))
    else:
        _put(record, "publisher", _text(publisher) or _text(entry.get("organization")))
    _put(record, "publisher-place", _text(entry.get("location")))


def _put_serials(record: Record, entry: Mapping[str, Any]) -> None:
    serial = entry.get("serial-number")
    values = serial if isinstance(serial, dict) else {"serial": serial}
    for name, variable in _SERIALS.items():
        _put(record, variable, _plain(values.get(name)) or _plain(entry.get(name)))
    if values.get("arxiv"):
        _put(record, "number", f"arXiv:{_plain(values['arxiv']).removeprefix('arXiv:')}")


def _put(record: Record, variable: str, value: Any) -> None:
    if value and variable not in record:
        record[variable] = value


def _put_names(record: Record, custom: dict[str, Any], variable: str, names: Any) -> None:
    for one in _list(names):
        if one == "others":
            custom.setdefault("cut-off", []).append(variable)
        elif isinstance(one, dict):
            family = " ".join(filter(None, (_plain(one.get("prefix")), _plain(one.get("name")))))
            name = split(family, _plain(one.get("given-name")))
            if one.get("suffix") and "family" in name:
                name["suffix"] = _plain(one["suffix"])
            record.setdefault(variable, []).append(name)
        elif _plain(one):
            record.setdefault(variable, []).append(from_inverted(_plain(one)))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _plain(value: Any) -> str:
    """A text as it stands; the value of a formattable string."""
    if isinstance(value, dict):
        value = value.get("value")
    return value.strip() if isinstance(value, str) else ""


_TOKEN = re.compile(r"\\(.)|([{}])|([^\\{}]+)|\\", re.DOTALL)


def _text(value: Any) -> str:
    """A formattable string as CSL markup: what stands in braces keeps its case."""
    text = _plain(value)
    if isinstance(value, dict) and str(value.get("verbatim", "")).lower() == "true":
        return text
    if "\\" not in text and "{" not in text:
        return text
    stack: list[list[Any]] = [[]]
    for match in _TOKEN.finditer(text):
        if match[2] == "{":
            stack.append([])
        elif match[2] == "}" and len(stack) > 1:
            inner = stack.pop()
            stack[-1].append(Span(Mark.NOCASE, tuple(inner)))
        else:
            stack[-1].append(match[1] or match[3] or match[0])
    while len(stack) > 1:
        inner = stack.pop()
        stack[-1] += ["{", *inner]
    return markup.write(tuple(stack[0]))
