"""MEDLINE as PubMed exports it (.nbib): tags of up to four letters, long lines continued. Read only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from citemill.diagnostics import Place, Report
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import keywords, languages, pages, pubmed
from citemill.formats.tagged import Field, fields, made_id, report_unknown, without_blank
from citemill.record import Name, Record

__all__ = ["VARIABLES", "detects", "read"]

_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3})(?: *-(?: |$)|(?<=^....)-|(?<=^...) -)(.*)$")
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
    "IS": "ISSN",
    "AB": "abstract",
    "GN": "note",
    "PL": "publisher-place",
}
"""Tag -> CSL variable, for tags that hold one text; of several the first."""

_SILENT = frozenset(
    """
    AU FAU AUID CN ED FED OWN STAT DCOM LR DA JID RN SB MHDA CRDT CTDT EDAT PHST PST PUBM CI COIS IR FIR
    IRAD GR SI NM RF CIN CON EIN EFR OAB OABL OTO OID PMCR MID TT TIL PS FPS DRDT
    """.split()
)
_DATES = {"DP": "issued", "DEP": "available-date"}
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")


def _issn(text: str) -> str:
    """The number alone: "0955-2359 (Print)", "EISSN-2375-5636"."""
    match = _ISSN.search(text)
    return match[0] if match else text


_TIDIED = {
    "TI": lambda text: text.removesuffix("."),
    "LA": languages.code,
    "PG": pages.whole,
    "IS": _issn,
    "ISSN": _issn,
}
"""What is done to the text of some tags."""
_SUFFIXED = re.compile(r"(.+?),? (Jr\.?|Sr\.?|[2-9](?:nd|rd|th)|III|IV)")


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
    blank: set[int] = set()
    for field in fields(without_blank(source.lines(report), blank), _TAG):
        again = field.tag == "PMID" and any(one.tag == "PMID" for one in collected)
        if collected and (again or field.line - 1 in blank):
            yield collected
            collected = []
        collected.append(field)
    if collected:
        yield collected


def _record(collected: list[Field], name: str, seen: dict[str, int], report: Report) -> Record:
    kinds = [field.text for field in collected if field.tag == "PT"]
    tags = {field.tag for field in collected if field.text}
    record: Record = {"id": "", "type": pubmed.record_type(kinds)}
    words: list[str] = []
    left: dict[str, int] = {}
    for tag, text, line in collected:
        if not text:
            continue
        text = " ".join(text.split("\n"))
        variable = VARIABLES.get(tag)
        if variable:
            record.setdefault(variable, _TIDIED[tag](text) if tag in _TIDIED else text)
        elif tag in ("MH", "OT", "KW"):
            words.append(text.replace("*", ""))
        elif tag in ("AID", "LID", "SO"):
            value, _, kind = text.rpartition(" ")
            if kind == "[doi]":
                record.setdefault("DOI", value)
            elif kind == "[pii]" and tag == "LID" and "PG" not in tags:
                record.setdefault("page", value)
        elif tag == "AD":
            affiliations = record.setdefault("custom", {}).setdefault("affiliations", [])
            if {"name": text} not in affiliations:
                affiliations.append({"name": text})
        elif tag in _DATES:
            record.setdefault(_DATES[tag], pubmed.date(text))
        elif tag not in _SILENT and tag != "PT":
            left.setdefault(tag, line)
    _names(record, collected)
    if words:
        record["keyword"] = keywords.join(words)
    pubmed.complete(record, kinds)
    record["id"] = f"pmid{record['PMID']}" if record.get("PMID") else made_id(record, seen)
    report_unknown(left, Place(name, key=record["id"]), report)
    return record


def _names(record: Record, collected: list[Field]) -> None:
    """Authors and editors: the full names where the citation has them, else the short ones."""
    for variable, full, short in (("author", "FAU", "AU"), ("editor", "FED", "ED")):
        tags = {field.tag for field in collected}
        wanted = full if full in tags else short
        people: list[Any] = []
        for tag, text, _ in collected:
            if tag == wanted and text:
                people.append(_name(" ".join(text.split("\n"))))
            elif tag == "CN" and variable == "author" and text:
                people.append({"literal": " ".join(text.split("\n"))})
        if people:
            record[variable] = people


def _name(text: str) -> Name:
    """A name by PubMed: "Himmelstein, Daniel S", "King, Martin L Jr", or short "Himmelstein DS"."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma:
        family, _, given = text.rpartition(" ")
    match = _SUFFIXED.fullmatch(given) if comma else None
    return pubmed.name(family, match[1], match[2]) if match else pubmed.name(family, given)
