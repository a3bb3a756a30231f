"""Hayagriva YAML -> records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.files import Source
from citemill.formats import dates, yaml
from citemill.formats import hayagriva_tables as tables
from citemill.formats.names import from_inverted, split
from citemill.record import Record
from citemill.text import markup
from citemill.text.rich import Mark, Span

__all__ = ["read"]


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
            _put_names(record, custom, tables.ROLES.get(role, "contributor"), one.get("names"))
    _put(record, "issued", dates.read(_plain(entry.get("date"))))
    _put_publisher(record, entry)
    for field, variable in tables.PLAIN.items():
        _put(
            record,
            variable,
            _text(entry.get(field)) if variable in tables.FORMATTED else _plain(entry.get(field)),
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
    of_kind = [csl for csl, (own, _) in tables.TYPES.items() if own == kind]
    for wanted in (parent, ""):
        for csl in of_kind:
            if tables.TYPES[csl][1] == wanted:
                return csl
    return of_kind[0] if of_kind else tables.OTHERS.get(kind, "document")


_DEFAULT_PARENTS = {"article": "periodical", "chapter": "book", "entry": "reference", "web": "web"}


def _kind(entry: Mapping[str, Any]) -> str:
    return str(entry.get("type") or "").lower()


def _is_series(parent: Mapping[str, Any], kind: str) -> bool:
    """Whether the parent of an entry of that kind is the series it belongs to, and not what it stands in."""
    return _kind(parent) == "anthology" and kind not in tables.IN_ANTHOLOGY


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
        for field, variable in tables.NUMBERS.items():
            _put(record, variable, _plain(parent.get(field)))
        _put(record, "issued", dates.read(_plain(parent.get("date"))))
        _put_publisher(record, parent)
        _put_serials(record, parent)
        for series in _list(parent.get("parent")):
            if isinstance(series, dict):
                _put_series(record, series)
    for field, variable in tables.NUMBERS.items():
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
    for name, variable in tables.SERIALS.items():
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
