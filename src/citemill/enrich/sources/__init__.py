"""Kinds of metadata: one module each, turning what a source gives into records.

A JSON source's module has

    def record(item: dict[str, Any]) -> Record | None      one work; None for what is no citable work

and serves dumps and the provider's online answers alike. Any other source's module has

    def read(source: Source, *, report: Report) -> Iterator[Record]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.enrich.dumps import PACKED_SUFFIXES, json_values, open_dump, plain_file
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import FORMATS
from citemill.record import Record
from citemill.registry import Registry

__all__ = ["SOURCES", "MetadataSource", "read", "recognize"]


@dataclass(frozen=True, slots=True)
class MetadataSource:
    """One row of the table of metadata sources."""

    name: str
    label: str
    module: str
    signs: tuple[str, ...] = ()
    """Keys that together tell a JSON object of this kind ("title[]": holding a list); none: no JSON."""
    opening: bytes = b""
    """Bytes near the start of a file of this kind, for what is no JSON."""
    suffixes: tuple[str, ...] = ()


SOURCES: Registry[MetadataSource] = Registry(
    "metadata source",
    "citemill.sources",
    (
        MetadataSource(
            "arxiv",
            "arXiv metadata snapshot",
            "citemill.enrich.sources.arxiv",
            ("id", "authors", "categories"),
        ),
        MetadataSource("crossref", "Crossref", "citemill.enrich.sources.crossref", ("DOI", "title[]")),
        MetadataSource("openalex", "OpenAlex", "citemill.enrich.sources.openalex", ("id", "authorships")),
        MetadataSource(
            "semanticscholar",
            "Semantic Scholar",
            "citemill.enrich.sources.semanticscholar",
            ("title", "authors", "year"),
        ),
        MetadataSource(
            "datacite", "DataCite", "citemill.enrich.sources.datacite", ("id", "type", "attributes")
        ),
        MetadataSource("csl", "CSL-JSON", "citemill.enrich.sources.csl", ("type", "title")),
        MetadataSource("dblp", "DBLP XML", "citemill.enrich.sources.dblp", opening=b"<dblp"),
    ),
)


def recognize(item: dict[str, Any]) -> str:
    """The name of the source a JSON object comes from, or an empty text.

    >>> recognize({"id": "1706.03762", "authors": "A. Vaswani", "categories": "cs.CL"})
    'arxiv'
    """
    for row in SOURCES:
        if row.signs and all(_has(item, sign) for sign in row.signs):
            return row.name
    return ""


def _has(item: dict[str, Any], sign: str) -> bool:
    return isinstance(item.get(sign[:-2]), list) if sign.endswith("[]") else sign in item


def read(source: Source, kind: str = "", *, report: Report = ignore) -> Iterator[tuple[str, Record]]:
    """Every work of a file of metadata, with the name of its source; the kind is found out where not given.

    `kind` is a name of `SOURCES` or of a readable interchange format. Raises `BadInput`, `UnknownName`.
    """
    kind = kind or _kind_of_file(source)
    if kind in FORMATS.names():
        with plain_file(source) as plain:
            for one in FORMATS.load(kind).read(plain, report=report):
                yield kind, one
        return
    if kind and not SOURCES.find(kind).signs:
        for one in SOURCES.load(kind).read(source, report=report):
            yield kind, one
        return
    yield from _json_records(source, kind, report)


def _kind_of_file(source: Source) -> str:
    with open_dump(source) as stream:
        head = stream.read(4096)
    for row in SOURCES:
        if row.opening and row.opening in head:
            return row.name
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b""):
        return ""
    name = source.name.lower()
    for packed in PACKED_SUFFIXES:
        name = name.removesuffix(packed)
    suffix = name[name.rfind(".") :] if "." in name else ""
    for format_ in FORMATS:
        if format_.reads and suffix in format_.suffixes:
            return format_.name
    known = ", ".join((*SOURCES.names(), *(format_.name for format_ in FORMATS if format_.reads)))
    raise BadInput(
        "no kind of metadata that is known here", place=Place(source.name), hint=f"name it: {known}"
    )


def _json_records(source: Source, kind: str, report: Report) -> Iterator[tuple[str, Record]]:
    modules: dict[str, Any] = {}
    unknown = 0
    for line, item in json_values(source, report):
        name = kind or recognize(item)
        if not name:
            unknown += 1
            if unknown == 1:
                keys = ", ".join(list(item)[:6])
                _complain(report, source, line, f"an object of no kind that is known here (it has {keys})")
            continue
        module = modules.get(name)
        if module is None:
            module = modules[name] = SOURCES.load(name)
        try:
            one = module.record(item)
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            _complain(
                report, source, line, f"this is not what {name} gives ({type(error).__name__}: {error})"
            )
            continue
        if one is not None:
            yield name, one
    if unknown > 1:
        _complain(report, source, None, f"{unknown:,} objects of no kind that is known here")


def _complain(report: Report, source: Source, line: int | None, found: str) -> None:
    place = Place(source.name, line)
    report(Diagnostic("unreadable-metadata", Severity.ERROR, place, found, "it was passed over"))
