"""ISI tagged files of the Web of Science (.isi, .ciw, savedrecs.txt), tagged or tab-delimited. Read only.

A tag is two characters and a blank; lines that begin none continue the field before, indented or, in some
exports, not. A record ends with ER, the file with EF. The tab-delimited export has the same tags as the names
of its columns, and semicolons where the tagged one has lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import dates, keywords, languages, pages
from citemill.formats import isi_values as values
from citemill.formats.rows import ALL, Row, fields_of, types
from citemill.formats.tagged import Field, fields, made_id, report_unknown
from citemill.record import Record

__all__ = ["DOCUMENT_TYPES", "ROWS", "detects", "read"]

DOCUMENT_TYPES = {
    "proceedings paper": "paper-conference",
    "book chapter": "chapter",
    "book review": "review-book",
    "database review": "review",
    "software review": "review",
    "hardware review": "review",
    "data set": "dataset",
    "data study": "dataset",
    "repository": "dataset",
    "software": "software",
    "thesis": "thesis",
    "dissertation": "thesis",
    "thesis/dissertation": "thesis",
    "report": "report",
    "patent": "patent",
    "book": "book",
    "preprint": "article",
    "awarded grant": "document",
}
"""Document type (DT) -> CSL type. What is in a journal stays an article of it, though read at a meeting."""

PUBLICATION_TYPES = {
    "J": "article-journal",
    "B": "book",
    "S": "chapter",
    "P": "patent",
    "C": "paper-conference",
}
"""Publication type (PT) -> CSL type: journal, book, book in a series, patent, conference."""

_IN_JOURNALS = frozenset({"review-book", "review", "article", "dataset", "software"})
"""Document types that say more than that the record stands in a journal."""

TEXT, NAMES, SPAN = "text", "names", "span"

_BOOKS = types("book")

ROWS: tuple[Row[str], ...] = (
    Row("TI", "title", TEXT),
    Row("FT", "original-title", TEXT),
    Row("SO", "container-title", TEXT, ALL - types("patent thesis")),
    Row("JI", "container-title-short", TEXT),
    Row("SE", "collection-title", TEXT),
    Row("BE", "editor", NAMES),
    Row("ED", "editor", NAMES),
    Row("LA", "language", TEXT),
    Row("CT", "event-title", TEXT),
    Row("CL", "event-place", TEXT),
    Row("CY", "event-date", SPAN),
    Row("AB", "abstract", "abstract"),
    Row("PU", "publisher", TEXT),
    Row("PI", "publisher-place", TEXT),
    Row("SN", "ISSN", TEXT),
    Row("EI", "ISSN", TEXT),
    Row("BN", "ISBN", TEXT),
    Row("VL", "volume", TEXT),
    Row("IS", "issue", TEXT),
    Row("PN", "number", TEXT, types("patent")),
    Row("PN", "part", TEXT, ALL - types("patent")),
    Row("SU", "supplement", TEXT),
    Row("MA", "number", TEXT, ALL - types("patent")),
    Row("PG", "number-of-pages", TEXT, _BOOKS),
    Row("DI", "DOI", TEXT),
    Row("D2", "DOI", TEXT, _BOOKS),
    Row("PM", "PMID", TEXT),
    Row("UR", "URL", TEXT),
)
"""Tag -> CSL variable, kind of value, and the types for which it is so; of several texts the first counts."""

_COMBINED = frozenset("PT DT AU AF BA BF CA GP UT DE ID PD PY EA EY DG BP EP BR PS AR AE C1".split())
"""Tags that are read together with others."""

_SILENT = frozenset(
    """
    AN BD BS C3 CC CH CN CO CP CR D2 DA DN DS EC EM ET FN FP FU FX GA GE GN HC HL HO HP J9 JI LT MC ME MH MI
    MQ NR OA OI OR P2 PA PC PG PL PR PV RI RP SC SD SI SP TA TC TD TM TN TY U1 U2 VR WC WE Z8 Z9 ZA ZB ZR ZS
    """.split()
)
"""Tags that say nothing a reference has: counts, funding, addresses, classifications."""

_LISTS = frozenset("AU AF BA BF CA GP BE ED C1".split())
"""In the tab-delimited form a semicolon stands between the values of these."""

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|\s*)$")
_DETECTED = re.compile(r"(?:FN .*\nVR |PT [A-Z] *\n(?:[A-Z][A-Z0-9] | {3}))")
_TABBED = re.compile(r"PT\t[A-Z0-9]{2}\t[^\n]*\bTI\t")


def detects(head: str) -> bool:
    """Whether a file that begins so is of the Web of Science."""
    head = head.lstrip("\ufeff \n")
    return (_DETECTED.match(head) or _TABBED.match(head)) is not None


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read record by record; a missing ER costs nothing but a remark."""
    seen: dict[str, int] = {}
    used: set[str] = set()
    found = False
    tabbed = _TABBED.match(source.head().decode(source.encoding(report), "ignore").lstrip("\ufeff \n"))
    collecting = _rows if tabbed else _records
    for collected in collecting(source, report):
        found = True
        record = _record(collected, source.name, seen, report)
        if record["id"] in used:
            place = Place(source.name, collected[0].line, record["id"])
            report(Diagnostic("duplicate-key", Severity.WARNING, place, "two records have this key"))
        used.add(record["id"])
        yield record
    if not found and source.head(1):
        raise BadInput(
            "this is no file of the Web of Science", place=Place(source.name, 1), hint='records begin "PT "'
        )


def _records(source: Source, report: Report) -> Iterator[list[Field]]:
    collected: list[Field] = []
    for field in fields(source.lines(report), _TAG):
        if field.tag in ("FN", "VR", "EF"):
            continue
        if field.tag == "ER" and not field.text:
            if collected:
                yield collected
            collected = []
            continue
        if field.tag == "PT" and any(one.tag == "PT" for one in collected):
            _say_unended(collected, source.name, report)
            yield collected
            collected = []
        collected.append(field)
    if any(field.tag in ("PT", "TI", "AU") for field in collected):
        _say_unended(collected, source.name, report)
        yield collected


def _say_unended(collected: list[Field], name: str, report: Report) -> None:
    place = Place(name, collected[-1].line)
    report(Diagnostic("end-missing", Severity.WARNING, place, "the record has no ER line"))


def _rows(source: Source, report: Report) -> Iterator[list[Field]]:
    """The records of the tab-delimited form, as if they were tagged."""
    tags: list[str] = []
    for number, line in enumerate(source.lines(report), 1):
        cells = [cell.strip() for cell in line.lstrip("\ufeff").split("\t")]
        if not tags:
            tags = cells if "PT" in cells else []
        elif any(cells):
            if len(cells) > len(tags):
                found = f"{len(cells)} cells in a table of {len(tags)} columns; the last ones were left out"
                report(Diagnostic("cells-left", Severity.WARNING, Place(source.name, number), found))
            pairs = zip(tags, cells, strict=False)
            yield [Field(tag, _listed(tag, cell), number) for tag, cell in pairs if cell]


def _listed(tag: str, cell: str) -> str:
    if tag != "C1":
        return "\n".join(cell.split("; ")) if tag in _LISTS else cell
    # A semicolon in the brackets parts the authors of one address.
    return "\n".join(re.split(r"; (?=\[)", cell))


def _record(collected: list[Field], name: str, seen: dict[str, int], report: Report) -> Record:
    texts: dict[str, str] = {}
    for field in collected:
        if field.text and field.text != "-":
            texts.setdefault(field.tag, field.text)
    record: Record = {"id": "", "type": _type(texts)}
    _read_people(record, texts)
    rows = fields_of(ROWS, record["type"])
    left: dict[str, int] = {}
    for tag, text, line in collected:
        row = rows.get(tag)
        if row is not None and text:
            _store(record, row, text)
        elif row is None and text and tag not in _COMBINED and tag not in _SILENT:
            left.setdefault(tag, line)
    _read_dates(record, texts)
    _read_pages(record, texts)
    _complete(record, texts)
    accession = texts.get("UT", "")
    record["id"] = accession if accession and " " not in accession else made_id(record, seen)
    report_unknown(left, Place(name, key=record["id"]), report)
    return record


def _type(texts: dict[str, str]) -> str:
    publication = PUBLICATION_TYPES.get(texts.get("PT", "J")[:1], "article-journal")
    kinds = values.line(texts.get("DT", "")).lower().split("; ")
    found = next((DOCUMENT_TYPES[kind] for kind in kinds if kind in DOCUMENT_TYPES), "")
    if publication == "article-journal":
        return found if found in _IN_JOURNALS else publication
    if publication == "book" and not found:
        title, whole = (values.line(texts.get(tag, "")).lower().rstrip(".") for tag in ("TI", "SO"))
        return "book" if whole in ("", title) else "paper-conference" if "CT" in texts else "chapter"
    if publication == "chapter" and not found and "CT" in texts:
        return "paper-conference"
    return found or publication


def _store(record: Record, row: Row[str], text: str) -> None:
    if row.kind == NAMES:
        people = [name for name, _ in values.names(text.split("\n"))]
        record.setdefault(row.variable, []).extend(people)
    elif row.kind == SPAN:
        date = values.span(values.line(text))
        if date:
            record.setdefault(row.variable, date)
    elif row.kind == "abstract":
        record.setdefault(row.variable, values.abstract(text))
    else:
        value = values.line(text)
        if row.variable in ("title", "original-title"):
            value = value[:-1] if value.endswith(".") and not value.endswith("..") else value
        if value and not (row.variable == "DOI" and not value.startswith("10.")):
            record.setdefault(row.variable, languages.code(value) if row.variable == "language" else value)


def _read_people(record: Record, texts: dict[str, str]) -> None:
    """Authors: the full names (AF) where there are as many as short ones (AU), and groups (CA)."""

    def people(full: str, short: str) -> list[str]:
        long, brief = (texts.get(tag, "").split("\n") for tag in (full, short))
        return long if full in texts and len(long) >= len(brief) else [name for name in brief if name]

    authors = list(values.names(people("AF", "AU")))
    groups = values.literals(texts.get("CA", ""))
    of_book = [name for name, _ in values.names(people("BF", "BA"))]
    found = [name for name, _ in authors] + groups
    if record["type"] == "book":
        # A group (GP) is the author of a book, but of proceedings it is the society that held the meeting.
        found = found or of_book or values.literals(texts.get("GP", ""))
    elif of_book:
        record["container-author"] = of_book
    if found:
        record["author"] = found
    guessed = [at for at, (_, guess) in enumerate(authors) if guess]
    if guessed:
        record.setdefault("custom", {})["inferred-names"] = {"author": guessed}


def _read_dates(record: Record, texts: dict[str, str]) -> None:
    """The year (PY) with what PD says of it; an article ahead of its issue has only EA."""
    early = dates.read(values.line(texts.get("EA", "")).capitalize())
    year = texts.get("PY", "")[:4]
    if year.isdecimal():
        record["issued"] = values.dated(values.line(texts.get("PD", "")), int(year))
    elif "date-parts" in dates.read(texts.get("DG", "")):
        record["issued"] = dates.read(texts["DG"])
    elif "date-parts" in early:
        record["issued"] = early
    if "date-parts" in early and early != record.get("issued"):
        record["available-date"] = early


def _read_pages(record: Record, texts: dict[str, str]) -> None:
    """PS is the whole range; else BP and EP; an article number (AR) is cited where neither is."""
    first, last = texts.get("BP") or texts.get("BR", ""), texts.get("EP", "")
    ends = f"{first}-{last}" if first and last and first != last else first or last
    found = pages.whole(values.line(texts.get("PS", ""))) or values.line(ends or texts.get("AR", ""))
    if found and record["type"] != "patent":
        record["page"] = found


def _complete(record: Record, texts: dict[str, str]) -> None:
    """What hangs on several tags: a book is in no container, an assignee, keywords, addresses."""
    if record["type"] == "book":
        title = record.pop("container-title", "")
        record.pop("container-title-short", None)
        if title:
            record.setdefault("title", title)
        if record.get("ISSN") and not record.get("collection-title"):
            del record["ISSN"]
    words = values.line(texts.get("DE", "")).split("; ")
    if texts.get("UT", "WOS:").startswith(("WOS:", "ISI:")):  # in other databases ID holds codes
        words += values.line(texts.get("ID", "")).split("; ")
    if any(words):
        record["keyword"] = keywords.join(words)
    if record["type"] == "patent" and texts.get("AE"):
        assignees = ", ".join(values.line(line) for line in texts["AE"].split("\n"))
        record.setdefault("custom", {})["zotero"] = {"assignee": assignees}
    affiliations = [{"name": name} for name in dict.fromkeys(values.addresses(texts.get("C1", "")))]
    if affiliations:
        record.setdefault("custom", {})["affiliations"] = affiliations
