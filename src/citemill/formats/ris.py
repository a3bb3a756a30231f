"""RIS: what its reference types and tags mean, and its writer.

RIS has no authority; Zotero, EndNote, Mendeley, bibutils and the publishers each read it in their own way.
Where these programs and the specification of 2011 differ, the tables follow the programs.

One line is one tag. A text stands on one line, the paragraphs of an abstract with an empty line between, and
every line that continues a field is indented, so that no text can be taken for a tag. All tags but AB, N1 and
RN are read as HTML by Zotero: in these, what looks like a tag or an entity is written as entities. CSL's own
markup stands as it is, which other programs understand or show, and Zotero drops; its profile keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from citemill.diagnostics import Report
from citemill.files import Source
from citemill.formats import WriteOptions
from citemill.formats import ris_kinds as kinds
from citemill.formats.losses import report_losses
from citemill.formats.rows import ALL, BROKEN, Row, Shapes, for_type, types, unwritable
from citemill.formats.zotero_profile import RIS_OVERRIDES, RIS_ROWS, for_ris, profiled
from citemill.record import Record

__all__ = ["ROWS", "TYPES", "detects", "read", "write"]

TYPES = {
    "article": "GEN",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "MPCT",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "dataset": "DATA",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "VIDEO",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "SER",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""CSL type -> reference type; every other type is GEN. Zotero knows no GEN, so the M2 line below names it."""

TYPE_LINES = {"article": "preprint", "standard": "standard"}
"""CSL type -> what the line "M2  - type: ..." calls it, which Zotero takes for the item's type."""

_IMPLIED = {"ENCYC": "entry-encyclopedia"}
"""Reference type -> CSL type, where several have it; else the one that is written so."""

_IN_SERIAL = types("article-journal article-magazine article-newspaper review review-book")
_IN_BOOK = types("chapter entry entry-dictionary entry-encyclopedia")
_CONFERENCE = types("paper-conference")
_MEETING = types("paper-conference speech")
_BOOKS = types("book classic periodical")
_NUMBERED = types("report patent standard")
_VERSIONED = types("dataset software")
_PREPRINT = types("article")
_REPORT = types("report")
_ALONE = types("book classic")  # whose T2 is a series

ROWS: tuple[Row[kinds.Kind], ...] = (
    Row("ID", "id", kinds.text),
    Row("TI", "title", kinds.text),
    Row("ST", "title-short", kinds.text),
    Row("AU", "author", kinds.names),
    Row("A2", "editor", kinds.names, _IN_SERIAL | _IN_BOOK | _CONFERENCE),
    Row("ED", "editor", kinds.names),
    Row("A3", "contributor", kinds.names, types("thesis")),
    Row("A4", "translator", kinds.names),
    Row("T2", "event-title", kinds.text, _MEETING),
    Row("C3", "container-title", kinds.text, _CONFERENCE),
    Row("T2", "container-title", kinds.text, ALL - _MEETING - _REPORT - _ALONE),
    Row(
        "JF", "container-title", kinds.text, _IN_SERIAL, beside=True
    ),  # bibutils takes T2 for its abbreviation
    Row("J2", "container-title-short", kinds.text, _IN_SERIAL),
    Row("T3", "collection-title", kinds.text, ALL - _REPORT),
    Row("T2", "collection-title", kinds.text, _REPORT),
    Row("VL", "volume", kinds.text),
    Row("IS", "issue", kinds.text, _IN_SERIAL | _CONFERENCE),
    Row("M1", "collection-number", kinds.text, _BOOKS),
    Row("SV", "collection-number", kinds.text, _IN_BOOK),
    Row("ET", "edition", kinds.text, ALL - _VERSIONED),
    Row("ET", "version", kinds.text, _VERSIONED),
    Row("SE", "section", kinds.text, _IN_SERIAL),
    Row("SE", "chapter-number", kinds.text, _IN_BOOK),
    Row("NV", "number-of-volumes", kinds.text, ALL - types("dataset")),
    Row("NV", "number", kinds.text, types("dataset")),
    Row("SP", "page", kinds.pages, ALL - types("book thesis")),
    Row("SP", "number-of-pages", kinds.text, types("book thesis")),
    Row("PY", "issued", kinds.year),
    Row("DA", "issued", kinds.date, beside=True),
    Row("M3", "genre", kinds.text),
    Row("PB", "publisher", kinds.text),
    Row("PB", "archive", kinds.text, _PREPRINT),
    Row("CY", "publisher-place", kinds.text),
    Row("SN", "ISSN", kinds.text, _IN_SERIAL),
    Row("SN", "number", kinds.text, _NUMBERED),
    Row("SN", "ISBN", kinds.text, ALL - _IN_SERIAL - _NUMBERED),
    Row("DO", "DOI", kinds.text),
    Row("UR", "URL", kinds.text),
    Row("Y2", "accessed", kinds.day),
    Row("LA", "language", kinds.text),
    Row("DB", "archive", kinds.text, beside=True),
    Row("AN", "archive_location", kinds.text),
    Row("DP", "source", kinds.text),
    Row("CN", "call-number", kinds.text),
    Row("KW", "keyword", kinds.tags),
    Row("AD", "custom.affiliations", kinds.affiliations),
    Row("N1", "custom.cut-off", kinds.cut_off),
    Row("N1", "note", kinds.note),
    Row("RN", "annote", kinds.note),
    Row("M2", "number", kinds.archive_id, _PREPRINT),
    Row("M2", "number", kinds.labelled("Number")),
    Row("M2", "collection-number", kinds.labelled("Series Number")),
    Row("M2", "event-place", kinds.labelled("Event Place")),
    Row("M2", "event-title", kinds.labelled("Event Title")),
    Row("M2", "edition", kinds.labelled("Edition")),
    Row("M2", "version", kinds.labelled("Version")),
    Row("M2", "medium", kinds.labelled("Format"), types("book chapter dataset")),
    Row("M2", "medium", kinds.labelled("Medium")),
    Row("M2", "number-of-pages", kinds.labelled("Number of Pages")),
    Row("M2", "page", kinds.labelled("Pages")),
    Row("M2", "PMID", kinds.labelled("PMID")),
    Row("M2", "PMCID", kinds.labelled("PMCID")),
    Row("M2", "ISSN", kinds.labelled("ISSN")),
    Row("M2", "ISBN", kinds.labelled("ISBN")),
    Row("M2", "status", kinds.labelled("Status")),
    Row("AB", "abstract", kinds.abstract),
)


class _Column(NamedTuple):
    tag: str
    variable: str
    write: Callable[[str, Any], str]
    in_custom: bool


class _Plan(NamedTuple):
    head: str
    columns: tuple[_Column, ...]
    carried: frozenset[str]


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write records as RIS, one reference at a time."""
    rows = (*RIS_OVERRIDES, *ROWS, *RIS_ROWS) if options.profile else ROWS
    shapes = Shapes(lambda record_type, variables: _plan(rows, record_type, variables))
    for record in profiled(records, options, for_ris):
        try:
            text = _reference(record, shapes.plan(record), options, report)
        except BROKEN as error:
            report(unwritable(record, error))
            continue
        if options.profile and "<" in text:
            text = kinds.for_html(text)
        yield text.replace("\n", "\r\n") if options.crlf else text


def _reference(record: Record, plan: _Plan, options: WriteOptions, report: Report) -> str:
    custom = record.get("custom") or {}
    pieces = [plan.head]
    for tag, variable, write_, in_custom in plan.columns:
        value = custom.get(variable) if in_custom else record[variable]
        if write_ is kinds.cut_off:
            value = {cut: len(record.get(cut) or ()) for cut in value or ()}
        if value or value == 0:
            pieces.append(write_(tag, value))
    pieces.append("ER  - \n\n")
    if options.losses:
        report_losses(record, plan.carried, "RIS", report)
    return "".join(pieces)


def _plan(table: Iterable[Row[kinds.Kind]], record_type: str, variables: frozenset[str]) -> _Plan:
    rows = list(for_type(table, record_type))
    columns = []
    for row in rows:
        in_custom = row.variable.startswith("custom.")
        if row.field == "PB" and row.variable == "archive" and "publisher" in variables:
            continue  # the archive is the publisher of what has no other, as Zotero's "repository"
        if ("custom" if in_custom else row.variable) in variables:
            columns.append(_Column(row.field, row.variable.removeprefix("custom."), row.kind, in_custom))
    reference_type = TYPES.get(record_type, "GEN")
    same = [other for other, its in TYPES.items() if its == reference_type]
    head = f"TY  - {reference_type}\n"
    if record_type not in TYPES or record_type in TYPE_LINES or len(same) > 1:
        head += f"M2  - type: {TYPE_LINES.get(record_type, record_type)}\n"
    if "citation-key" in variables:
        columns = [one for one in columns if one.tag != "ID"]
        columns.insert(0, _Column("ID", "citation-key", kinds.text, False))
    carried = frozenset(row.variable for row in rows) | {"citation-key"}
    return _Plan(head, tuple(columns), carried)


def detects(head: str) -> bool:
    """Whether a file that begins so is RIS."""
    return re.search(r"^TY {1,2}- ?[A-Z]", head, re.MULTILINE) is not None


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read a RIS file."""
    from citemill.formats import ris_reader  # reading needs more modules than writing

    return ris_reader.read(source, report=report)
