"""MEDLINE as PubMed exports it (.nbib): tags of up to four letters, long lines continued. Read only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import dates, keywords
from citemill.formats.tagged import Field, fields, made_id
from citemill.record import Name, Record

__all__ = ["VARIABLES", "detects", "read"]

_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) *-(?: (.*))?$")
_DETECTED = re.compile(r"^(?:PMID|PT|TI|STAT|OWN) *- ", re.MULTILINE)

VARIABLES = {
    "TI": "title",
    "BTI": "container-title",
    "JT": "container-title",
    "TA": "container-title-short",
    "CTI": "collection-title",
    "VI": "volume",
    "IP": "issue",
    "PG": "page",
    "LA": "language",
    "PMID": "PMID",
    "PMC": "PMCID",
    "PB": "publisher",
    "EN": "edition",
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "AB": "abstract",
    "GN": "note",
    "PL": "publisher-place",
}
"""Tag -> CSL variable, for tags that hold one text."""

TYPE_NAMES = {
    "journal article": "article-journal",
    "review": "article-journal",
    "book": "book",
    "book chapter": "chapter",
    "preprint": "article",
    "technical report": "report",
    "dataset": "dataset",
    "newspaper article": "article-newspaper",
    "academic dissertation": "thesis",
    "inproceeding": "paper-conference",
}
"""Publication type (PT) -> CSL type; the first that is here counts, else it is a journal article."""

_SILENT = frozenset(
    """
    AU FAU AD AUID CN ED FED OWN STAT DCOM LR DA DEP JID RN SB MHDA CRDT EDAT PHST PST PUBM CI COIS IR FIR
    IRAD GR SI NM RF CIN CON EIN EFR OAB OABL OT OTO OID PMCR MID TT TIL PS FPS DRDT
    """.split()
)
_PAGES = re.compile(r"(\d+)-(\d+)")


def detects(head: str) -> bool:
    """Whether a file that begins so is MEDLINE."""
    return _DETECTED.search(head) is not None and "TY  - " not in head


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read citations one by one; each begins with its PMID, or follows an empty line."""
    seen: dict[str, int] = {}
    found = False
    for collected in _citations(source, report):
        found = True
        yield _record(collected, source.name, seen, report)
    if not found and source.head(1):
        raise BadInput(
            "this is no MEDLINE file", place=Place(source.name, 1), hint='citations begin "PMID- "'
        )


def _citations(source: Source, report: Report) -> Iterator[list[Field]]:
    collected: list[Field] = []
    for field in fields(source.lines(report), _TAG):
        if field.tag == "PMID" and any(one.tag == "PMID" for one in collected):
            yield collected
            collected = []
        collected.append(field)
    if collected:
        yield collected


def _record(collected: list[Field], name: str, seen: dict[str, int], report: Report) -> Record:
    kinds = [field.text.lower() for field in collected if field.tag == "PT"]
    record_type = next((TYPE_NAMES[kind] for kind in kinds if kind in TYPE_NAMES), "article-journal")
    record: Record = {"id": "", "type": record_type}
    words: list[str] = []
    left: dict[str, int] = {}
    for tag, text, line in collected:
        if not text:
            continue
        text = " ".join(text.split("\n"))
        variable = VARIABLES.get(tag)
        if variable:
            record.setdefault(variable, text.removesuffix(".") if tag == "TI" else text)
        elif tag in ("MH", "KW"):
            words.append(text.replace("*", ""))
        elif tag in ("AID", "LID", "SO"):
            value, _, kind = text.rpartition(" ")
            if kind == "[doi]":
                record.setdefault("DOI", value)
            elif kind == "[pii]" and tag == "LID" and "PG" not in {field.tag for field in collected}:
                record.setdefault("page", value)
        elif tag == "IS":
            record.setdefault("ISSN", text.split()[0])
        elif tag == "DP":
            record["issued"] = dates.read(text.partition("-")[0] if text[:4].isdigit() else text)
        elif tag not in _SILENT and tag != "PT":
            left.setdefault(tag, line)
    _names(record, collected)
    if "page" in record:
        record["page"] = _whole_pages(record["page"])
    if words or any(field.tag == "OT" for field in collected):
        words += [field.text.replace("*", "") for field in collected if field.tag == "OT"]
        record["keyword"] = keywords.join(words)
    record["id"] = f"pmid{record['PMID']}" if record.get("PMID") else made_id(record, seen)
    for tag, line in left.items():
        place = Place(name, line, record["id"])
        report(
            Diagnostic("tag-unknown", Severity.INFO, place, f"no CSL variable for the tag {tag}; left out")
        )
    return record


def _names(record: Record, collected: list[Field]) -> None:
    """Authors and editors: the full names where the citation has them, else the short ones."""
    for variable, full, short in (("author", "FAU", "AU"), ("editor", "FED", "ED")):
        tags = {field.tag for field in collected}
        wanted = full if full in tags else short
        people: list[Any] = []
        for tag, text, _ in collected:
            if tag == wanted and text:
                people.append(_name(text))
            elif tag == "CN" and variable == "author" and text:
                people.append({"literal": text})
        if people:
            record[variable] = people


def _name(text: str) -> Name:
    """A name by PubMed: "Himmelstein, Daniel S", or short "Himmelstein DS"."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma:
        family, _, given = text.rpartition(" ")
    return {"family": family, "given": given} if family and given else {"literal": text}


def _whole_pages(text: str) -> str:
    """MEDLINE shortens the last page: 1234-41 is 1234-1241."""
    match = _PAGES.fullmatch(text)
    if match and len(match[2]) < len(match[1]):
        return f"{match[1]}-{match[1][: -len(match[2])]}{match[2]}"
    return text
