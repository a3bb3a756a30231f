"""RefWorks tagged: a tag of two characters and a blank begins each field, RT each reference. Read only.

The tags are those of the page "RefWorks Tagged Format" in the Ex Libris Knowledge Center.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import dates, keywords, languages
from citemill.formats.names import from_inverted
from citemill.formats.rows import ALL, Row, fields_of, types
from citemill.formats.tagged import Field, fields, made_id, report_unknown
from citemill.record import NAME_VARIABLES, Record

__all__ = ["ROWS", "TYPES", "detects", "read"]

TYPES = {
    "abstract": "article-journal",
    "artwork": "graphic",
    "bills/resolutions": "bill",
    "bill/resolutions": "bill",
    "blog": "post-weblog",
    "book, edited": "book",
    "book, section": "chapter",
    "book, whole": "book",
    "book chapter": "chapter",
    "case": "legal_case",
    "case/court decisions": "legal_case",
    "computer program": "software",
    "conference proceedings": "paper-conference",
    "dissertation": "thesis",
    "dissertation/thesis": "thesis",
    "dissertation/thesis, unpublished": "thesis",
    "generic": "document",
    "grant": "document",
    "hearing": "hearing",
    "journal": "article-journal",
    "journal article": "article-journal",
    "journal, electronic": "article-journal",
    "laws/statutes": "legislation",
    "magazine article": "article-magazine",
    "map": "map",
    "monograph": "book",
    "motion picture": "motion_picture",
    "music score": "musical_score",
    "newspaper article": "article-newspaper",
    "online discussion forum": "post",
    "online discussion forum/blogs": "post-weblog",
    "patent": "patent",
    "personal communication": "personal_communication",
    "report": "report",
    "sound recording": "song",
    "unpublished material": "manuscript",
    "video": "motion_picture",
    "video/dvd": "motion_picture",
    "web page": "webpage",
}
"""Reference type (RT) -> CSL type."""

_SERIAL = types("article-journal article-magazine article-newspaper")
_TITLED = types("chapter paper-conference entry-dictionary entry-encyclopedia webpage")
_WHOLE = types("book report thesis")

ROWS: tuple[Row[str], ...] = (
    Row("T1", "title", "text"),
    Row("OT", "original-title", "text"),
    Row("ST", "title-short", "text"),
    Row("A1", "author", "names"),
    Row("A2", "editor", "names", ALL - types("patent")),
    Row("A3", "collection-editor", "names", _TITLED | _WHOLE),
    Row("A4", "translator", "names"),
    Row("A5", "compiler", "names"),
    Row("A6", "editor", "names", types("webpage")),
    Row("JF", "container-title", "text"),
    Row("JO", "container-title-short", "text"),
    Row("WT", "container-title", "text", types("webpage")),
    Row("T2", "container-title", "text", ALL - _WHOLE - _SERIAL),
    Row("T2", "collection-title", "text", _WHOLE),
    Row("T3", "collection-title", "text"),
    Row("VO", "volume", "text"),
    Row("IS", "issue", "text", _SERIAL | _TITLED),
    Row("IS", "number", "text", ALL - _SERIAL - _TITLED),
    Row("ED", "edition", "text"),
    Row("PB", "publisher", "text"),
    Row("PP", "publisher-place", "text"),
    Row("LA", "language", "text"),
    Row("AB", "abstract", "paragraphs"),
    Row("NO", "note", "paragraphs"),
    Row("K1", "keyword", "words"),
    Row("SN", "ISSN", "text", _SERIAL),
    Row("SN", "ISBN", "text", ALL - _SERIAL),
    Row("DO", "DOI", "text"),
    Row("UL", "URL", "text"),
    Row("LK", "URL", "text"),
    Row("RD", "accessed", "date"),
    Row("CN", "call-number", "text"),
    Row("AV", "archive", "text"),
    Row("DB", "source", "text"),
    Row("WV", "version", "text", types("webpage")),
    Row("AD", "custom.affiliations", "affiliations"),
)
"""Tag -> CSL variable, kind of value, and the types for which it is so; of several texts the first counts."""

_COMBINED = frozenset("RT ID YR FD SP OP".split())

_SILENT = frozenset(
    """
    SR AN CL SF OL DS IP SL LL CR WP PMID PMCID U1 U2 U3 U4 U5 U6 U7 U8 U9 U10 U11 U12 U13 U14 U15 IS2 ER
    """.split()
)
"""What users and databases kept for themselves; WP, the day a page went up, is mostly that of FD."""

_TAG = re.compile(r"([A-Z][A-Z0-9]|U1[0-5]|PMC?ID)(?: (.*)|\s*)$")
_DETECTED = re.compile(
    r"RT (?:"
    + "|".join(map(re.escape, sorted(TYPES, key=len, reverse=True)))
    + r")\s*\n(?:SR|ID|[A-Z][A-Z0-9]) ",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_NUMBER = re.compile(r"[\dXx][\dXx -]{6,16}[\dXx]")


def detects(head: str) -> bool:
    """Whether a file that begins so is RefWorks tagged."""
    return _DETECTED.match(head.lstrip("\ufeff \n")) is not None


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read reference by reference."""
    seen: dict[str, int] = {}
    found = False
    collected: list[Field] = []
    for field in fields(source.lines(report), _TAG):
        if field.tag == "RT" and collected:
            found = True
            yield _record(collected, source.name, seen, report)
            collected = []
        if collected or field.tag == "RT":
            collected.append(field)
    if collected:
        found = True
        yield _record(collected, source.name, seen, report)
    if not found and source.head(1):
        raise BadInput("this is no RefWorks file", place=Place(source.name, 1), hint='references begin "RT "')


def _record(collected: list[Field], name: str, seen: dict[str, int], report: Report) -> Record:
    kind = collected[0].text.lower()
    record: Record = {"id": "", "type": TYPES.get(kind, "document")}
    if kind not in TYPES:
        found = f'"{collected[0].text}" is no reference type of RefWorks; taken for Generic'
        report(Diagnostic("type-unknown", Severity.WARNING, Place(name, collected[0].line), found))
    rows = fields_of(ROWS, record["type"])
    words: list[str] = []
    left: dict[str, int] = {}
    for tag, text, line in collected:
        row = rows.get(tag)
        if not text or tag in _COMBINED or tag in _SILENT:
            continue
        if row is None:
            left.setdefault(tag, line)
        elif row.kind == "words":
            words += [word for one in text.split("\n") for word in keywords.split(f"{one};")]
        else:
            _store(record, row, text)
    if words:
        record["keyword"] = keywords.join(words)
    _complete(record, {field.tag: field.text for field in reversed(collected) if field.text})
    record["id"] = made_id(record, seen)
    report_unknown(left, Place(name, key=record["id"]), report)
    return record


def _store(record: Record, row: Row[str], text: str) -> None:
    line = " ".join(text.split())
    if row.variable in NAME_VARIABLES:
        people = [from_inverted(one) for one in re.split(r"[;\n]", text) if one.strip()]
        record.setdefault(row.variable, []).extend(people)
    elif row.kind == "date":
        date = dates.read(line)
        if "date-parts" in date:
            record.setdefault(row.variable, date)
    elif row.kind == "affiliations":
        found = [{"name": one.strip()} for one in line.split("; ") if one.strip()]
        record.setdefault("custom", {}).setdefault("affiliations", []).extend(found)
    elif row.kind == "paragraphs":
        whole = "\n\n".join(filter(None, (one.strip() for one in text.split("\n"))))
        record[row.variable] = f"{record[row.variable]}\n\n{whole}" if row.variable in record else whole
    elif row.variable in ("ISSN", "ISBN"):
        match = _NUMBER.search(line)  # "0727912771 (paperback)"
        value = match[0].strip() if match else line
        number = re.sub(r"[^\dXx]", "", value)
        record.setdefault("ISSN" if len(number) == 8 else row.variable, value)
    elif row.variable == "DOI":
        match = _DOI.fullmatch(line)
        record.setdefault("DOI", match[1] if match else line)
    else:
        record.setdefault(row.variable, languages.code(line) if row.variable == "language" else line)


def _complete(record: Record, texts: dict[str, str]) -> None:
    """What several tags say together: dates and pages; a title that stands in the tag of another."""
    record.update({tag: texts[tag] for tag in ("PMID", "PMCID") if tag in texts})
    if "title" not in record and record["type"] in _WHOLE and "collection-title" in record:
        record["title"] = record.pop("collection-title")
    date = _date(texts.get("YR", ""), texts.get("FD", ""))
    if date:
        record["issued"] = date
    first, last = texts.get("SP", ""), texts.get("OP", "")
    if first and not last and record["type"] in _WHOLE:
        record["number-of-pages"] = first
    elif first or last:
        record["page"] = f"{first}-{last}" if first and last and first != last else first or last


def _date(year: str, free: str) -> dict[str, Any]:
    """FD says more than the year where it is a date, with the year or without."""
    found = [dates.read(text) for text in (free, f"{free} {year}", year) if text.strip()]
    return next((date for date in found if "date-parts" in date), found[-1] if found else {})
