"""RIS files -> records, with what Zotero, EndNote, Mendeley, RefWorks, Web of Science and publishers write.

The writer's table is read backwards; besides it stand the tags that others use. Tags that say nothing CSL has
a variable for are named in a diagnostic.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import dates, keywords, ris
from citemill.formats.names import from_inverted
from citemill.formats.ris_kinds import Kind
from citemill.formats.rows import Row, fields_of
from citemill.formats.tagged import Field, fields, made_id
from citemill.record import NAME_VARIABLES, TYPES, Record

__all__ = ["read"]

_TAG = re.compile(r"[ \t]?([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
"""One blank in front is an accident; two are the indentation of a paragraph that looks like a tag."""
_ROWS = tuple(row for row in ris.ROWS if not row.variable.startswith("custom."))

TYPE_NAMES = {
    **{tag: name for name, tag in reversed(ris.TYPES.items())},
    "ABST": "article-journal",
    "AGGR": "dataset",
    "ANCIENT": "classic",
    "CHART": "figure",
    "CONF": "paper-conference",
    "CTLG": "book",
    "DBASE": "dataset",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ENCYC": "entry-encyclopedia",
    "EQUA": "figure",
    "GEN": "document",
    "GOVDOC": "report",
    "GRANT": "document",
    "ICOMM": "personal_communication",
    "INPR": "article-journal",
    "JFULL": "article-journal",
    "JOUR": "article-journal",
    "MISC": "document",
    "MULTI": "document",
    "PREPRINT": "article",
    "UNBILL": "bill",
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
}
"""Reference type -> CSL type."""

ALIASES = {
    "A1": "AU",
    "CP": "IS",
    "CT": "TI",
    "JF": "T2",
    "JO": "T2",
    "JA": "J2",
    "J1": "J2",
    "N2": "AB",
    "PP": "CY",
    "T1": "TI",
}
"""Tags of older files and other programs that mean the same as another one, which goes first."""

OTHERS = {
    "A2": "editor",
    "A3": "collection-editor",
    "C3": "container-title",
    "ED": "editor",
    "IS": "issue",
    "J2": "container-title-short",
    "SE": "section",
    "T3": "collection-title",
    "TA": "translator",
}
"""What a tag means for types for which the table has no row with it."""

_SILENT = frozenset("TY ER L1 L2 L3 L4 LK RP AV ID U1 U2 U3 U4 U5 LB".split())
"""Tags that say nothing about the work: files, reprint status, what users kept for themselves."""

_SPECIAL = frozenset("SP EP DA PY Y1 Y2 SN DO M3 BT T2 C3 PB".split())
"""Tags that are read with regard to others, or to what they hold."""

_LABELS = {
    "archive id": "number",
    "number": "number",
    "series number": "collection-number",
    "event place": "event-place",
    "event title": "event-title",
    "edition": "edition",
    "version": "version",
    "medium": "medium",
    "format": "medium",
    "number of pages": "number-of-pages",
    "pages": "page",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "issn": "ISSN",
    "isbn": "ISBN",
    "status": "status",
    "citation key": "citation-key",
}
"""Lines "Name: value" of M2, which Zotero keeps in Extra."""

_CUT_OFF = re.compile(
    r"Comment: the list of ([a-z-]+)s is incomplete; the source names only the first(?: \d+)?"
)
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_DATE = re.compile(r"(\d{4})/(\d{0,2})/?(\d{0,2})/?(.*)")
_RANGE = re.compile(r"\d{4}(?:-\d\d){0,2}/\d{4}(?:-\d\d){0,2}")
_PARAGRAPHS = re.compile("\n{2,}")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read references one by one; a missing ER or TY costs nothing but a remark."""
    reading = _Reading(source, report)
    collected: list[Field] = []
    found = False
    for field in fields(source.lines(report), _TAG):
        if field.tag == "TY" and collected:
            if any(one.tag == "TY" for one in collected):
                reading.say(
                    "end-missing", Severity.WARNING, field.line, "the reference before has no ER line"
                )
            found = True
            yield reading.reference(collected)
            collected = []
        if field.tag != "ER":
            collected.append(field)
        elif collected:
            found = True
            yield reading.reference(collected)
            collected = []
    if collected and any(field.tag == "TY" for field in collected):
        reading.say("end-missing", Severity.WARNING, collected[-1].line, "the last reference has no ER line")
        found = True
        yield reading.reference(collected)
    if not found and source.head(1):
        raise BadInput("this is no RIS file", place=Place(source.name, 1), hint='references begin "TY  - "')


class _Reading:
    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.seen: dict[str, int] = {}
        self.key = ""

    def say(self, code: str, severity: Severity, line: int, found: str) -> None:
        self.report(Diagnostic(code, severity, Place(self.source.name, line, self.key), found))

    def reference(self, collected: list[Field]) -> Record:
        """The record of one reference."""
        self.key = next((field.text for field in collected if field.tag == "ID"), "")
        record: Record = {"id": self.key, "type": self.type_of(collected)}
        custom: dict[str, Any] = {}
        rows = _rows(record["type"])
        words: list[str] = []
        left: dict[str, int] = {}
        tags = {field.tag for field in collected}
        for tag, text, line in collected:
            if not text or tag in _SILENT:
                continue
            if tag == "KW":
                words += [word for one in text.split("\n") for word in keywords.split(_decoded(one) + ";")]
            elif tag == "M2":
                self.labelled(record, text)
            elif tag == "N1" and (match := _CUT_OFF.fullmatch(text)):
                custom.setdefault("cut-off", []).append(match[1])
            elif tag == "AD":
                custom.setdefault("affiliations", []).extend(_affiliations(text))
            elif not self.store(record, rows, tags, tag, text):
                left.setdefault(tag, line)
        self.complete(record, collected, tags)
        if words:
            record["keyword"] = keywords.join(words)
        if custom:
            record["custom"] = custom
        record["id"] = self.key or made_id(record, self.seen)
        for tag, line in left.items():
            self.say("tag-unknown", Severity.INFO, line, f"no CSL variable for the tag {tag}; left out")
        return record

    def type_of(self, collected: list[Field]) -> str:
        for tag, text, _ in collected:
            if tag == "M2" and text.startswith("type: "):
                name = text[6:].strip()
                if name == "preprint":
                    return "article"
                if name in TYPES:
                    return name
        for tag, text, line in collected:
            if tag == "TY":
                name = text.strip().upper()
                if name not in TYPE_NAMES:
                    self.say(
                        "type-unknown",
                        Severity.WARNING,
                        line,
                        f'"{text}" is no reference type; taken for GEN',
                    )
                return TYPE_NAMES.get(name, "document")
        self.say(
            "type-missing", Severity.WARNING, collected[0].line, "the reference has no TY line; taken for GEN"
        )
        return "document"

    def store(self, record: Record, rows: dict[str, Any], tags: set[str], tag: str, text: str) -> bool:
        """Put one field into the record; False where nothing has a place for it."""
        if tag == "M1" and "IS" not in tags and record["type"].startswith("article-"):
            record.setdefault("issue", _decoded(text))
            return True
        journal = "JF" in tags and record["type"].startswith("article-")
        if journal and tag == "T2":
            return True  # JF can only be the journal, where bibutils has a short title in T2
        if tag in _SPECIAL:
            return self.special(record, rows, tags, tag, text)
        meant = "J2" if tag == "JO" and tags & {"JF", "T2"} else ALIASES.get(tag, tag)
        row = rows.get(meant)
        variable = row.variable if row else OTHERS.get(meant, "")
        if not variable:
            return False
        if meant != tag and meant in tags and variable not in NAME_VARIABLES and not journal:
            return True
        if variable in NAME_VARIABLES:
            people = record.setdefault(variable, [])
            people += [from_inverted(_decoded(one)) for one in text.split("\n") if one.strip()]
        elif variable in ("abstract", "note", "annote"):
            if "\n" in text:
                text = "\n\n".join(" ".join(part.split("\n")) for part in _PARAGRAPHS.split(text))
            joined = f"{record[variable]}\n\n{text}" if variable in record else text
            record[variable] = joined
        elif variable not in record:
            decoded = _plain_entities(text) if variable == "URL" else _decoded(text)
            record[variable] = decoded.split("\n")[0] if variable == "URL" else " ".join(decoded.split("\n"))
        return True

    def special(self, record: Record, rows: dict[str, Any], tags: set[str], tag: str, text: str) -> bool:
        """Fields whose meaning hangs on others, or on what they hold."""
        if tag in ("SP", "EP", "DA", "PY", "Y1"):
            return True  # put together when all of the reference is known
        if tag == "Y2":
            date = _date(text)
            if date and "literal" not in date:
                record["accessed"] = date
        elif tag == "SN":
            row = rows.get("SN")
            variable = row.variable if row else "ISBN"
            if variable in ("ISBN", "ISSN"):
                variable = "ISSN" if _ISSN.fullmatch(text.split()[0].strip(",;()")) else "ISBN"
            record.setdefault(variable, _decoded(text).replace("\n", ", "))
        elif tag == "DO" or (tag == "M3" and _DOI.fullmatch(text)):
            match = _DOI.fullmatch(_decoded(text).strip())
            record.setdefault("DOI", match[1] if match else _decoded(text).strip())
        elif tag == "M3":
            record.setdefault("genre", _decoded(text))
        elif tag == "PB":
            same = record["type"] == "article" and "DB" in tags
            record.setdefault("_publisher" if same else "publisher", _decoded(text).replace("\n", " "))
        else:
            self.host(record, rows, tags, tag, " ".join(_decoded(text).split("\n")))
        return True

    def host(self, record: Record, rows: dict[str, Any], tags: set[str], tag: str, text: str) -> None:
        """Titles of what the work stands in: T2, C3 and BT mean another thing for each type."""
        if tag == "BT":
            own = record["type"] in ("book", "report", "thesis") and "TI" not in tags and "T1" not in tags
            record.setdefault("title" if own else "container-title", text)
        elif tag == "T2" and record["type"] == "paper-conference":
            # The conference where the proceedings have a tag of their own; the proceedings where not.
            named = tags & {"C3", "BT", "JF", "JO"}
            record.setdefault("event-title" if named else "container-title", text)
        elif tag == "T2" and record["type"] in ("book", "classic", "report") and "T3" not in tags:
            record.setdefault("collection-title", text)
        else:
            row = rows.get(tag)
            record.setdefault(row.variable if row else "container-title", text)

    def labelled(self, record: Record, text: str) -> None:
        name, colon, value = text.partition(": ")
        variable = _LABELS.get(name.lower())
        if name == "Date" and colon:
            record.setdefault("issued", dates.read(_decoded(value)))
        elif colon and variable:
            value = _decoded(value)
            if variable == "number" and name == "Archive ID" and re.match(r"\d{4}\.|[a-z-]+/", value):
                value = f"arXiv:{value}"
            record.setdefault(variable, value)

    def complete(self, record: Record, collected: list[Field], tags: set[str]) -> None:
        """Put together what several tags say: dates, pages, publisher."""
        texts = {field.tag: field.text for field in reversed(collected)}
        publisher = record.pop("_publisher", "")
        if publisher and publisher != record.get("archive"):
            record["publisher"] = publisher
        date = _best_date([texts[tag] for tag in ("DA", "PY", "Y1") if texts.get(tag)])
        if date:
            record.setdefault("issued", date)
        first, last = texts.get("SP", ""), texts.get("EP", "")
        if first or last:
            counted = record["type"] in ("book", "thesis") and not last
            pages = _decoded(first if not last or last == first else f"{first}-{last}" if first else last)
            record.setdefault("number-of-pages" if counted else "page", pages)


@cache
def _rows(record_type: str) -> dict[str, Row[Kind]]:
    return fields_of(_ROWS, record_type)


def _decoded(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _plain_entities(text: str) -> str:
    """An address with only those entities decoded that a writer must put in."""
    return _ENTITY.sub(lambda match: _CHARACTERS[match[1]], text) if "&" in text else text


def _date(text: str) -> dict[str, Any]:
    """A date of RIS: YYYY/MM/DD/other with parts left empty, or in any usual form."""
    text = text.strip()
    if _RANGE.fullmatch(text):
        return dates.read(text)
    match = _DATE.fullmatch(text)
    if match is None:
        return dates.read(text)
    found = dates.read("-".join(part.zfill(2) for part in match.groups()[:3] if part.strip("0")))
    other = match[4].strip().lower()
    if other in dates.SEASONS and len(found.get("date-parts", [[]])[0]) == 1:
        found["season"] = dates.SEASONS[other]
    return found


def _best_date(texts: list[str]) -> dict[str, Any]:
    """The date that says most; "Nov 9" in one tag and the year in another belong together."""
    found = []
    for text in texts:
        date = _date(text)
        if len(date.get("date-parts", ((),))[0]) == 3:
            return date
        found.append(date)
    whole = [date for date in found if "date-parts" in date]
    if whole and len(whole) < len(found):
        year = dates.year(whole[0])
        joined = [dates.read(f"{text} {year}") for text in texts]
        whole += [date for date in joined if "date-parts" in date]
    if whole:
        return max(whole, key=lambda date: len(date["date-parts"][0]))
    return found[-1] if found else {}


def _affiliations(text: str) -> list[dict[str, str]]:
    return [{"name": name.strip()} for name in _decoded(text).replace("\n", " ").split("; ") if name.strip()]
