"""Every row of the tables of Zotero facts that concerns a field we write: what the profiles put there.

The facts are what Zotero's import translators were observed to do with RIS, BibTeX and CSL-JSON. A row here
is named by the section and the row of these tables; it gives a record and what must, and must not, be in
the file.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

import pytest

from citemill.diagnostics import Diagnostics
from citemill.formats import FORMATS, WriteOptions
from citemill.record import Record

ZOTERO = WriteOptions(profile="zotero")


def text(name: str, record: Record) -> str:
    whole = {"id": "key1", "type": "book", "title": "T", **record}
    return "".join(FORMATS.load(name).write([whole], options=ZOTERO, report=Diagnostics()))


def csl(record: Record) -> dict[str, Any]:
    (item,) = json.loads(text("csl-json", record))
    return item


def ris(record: Record) -> list[str]:
    return text("ris", record).splitlines()


def bib(name: str, record: Record) -> dict[str, str]:
    """The fields of the entry, without protecting braces; the entry type as "@"."""
    written = text(name, record)
    fields = dict(re.findall(r"^  (\w+) = \{?(.*?)\}?,$", written, re.MULTILINE | re.DOTALL))
    kind = re.search(r"^@(\w+)\{", written, re.MULTILINE)
    assert kind, written
    plain = {field: re.sub(r"(?<![\\^_])\{([^{}]*)\}", r"\1", value) for field, value in fields.items()}
    return {**plain, "@": kind[1]}


class Row(NamedTuple):
    """A row of the facts: in each format what must be there (None: the field must not be)."""

    name: str
    record: Record
    ris: tuple[str, ...] = ()
    bib: dict[str, str | None] = {}  # noqa: RUF012  never changed
    csl: dict[str, Any] = {}  # noqa: RUF012
    not_ris: tuple[str, ...] = ()
    """Regular expressions that no line may match."""


def date(*parts: int) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


def person(**parts: str) -> list[dict[str, str]]:
    return [{name.replace("_", "-"): value for name, value in parts.items()}]


# --- 2. Item types: what gives what

TYPES = [
    Row("preprint", {"type": "article"}, ("M2  - type: preprint",), {"@": "misc"}, {"type": "article"}),
    Row("journalArticle", {"type": "article-journal"}, ("TY  - JOUR",), {"@": "article"}),
    Row("conferencePaper", {"type": "paper-conference"}, ("TY  - CPAPER",), {"@": "inproceedings"}),
    Row("book", {}, ("TY  - BOOK",), {"@": "book"}, {"type": "book", "version": None}),
    Row("bookSection", {"type": "chapter"}, ("TY  - CHAP",), {"@": "incollection"}, {"type": "chapter"}),
    Row("thesis", {"type": "thesis"}, ("TY  - THES",), csl={"type": "thesis"}),
    Row("report", {"type": "report"}, ("TY  - RPRT",), csl={"type": "report"}),
    Row("webpage", {"type": "webpage"}, ("TY  - ELEC",), csl={"type": "webpage"}),
    Row("dataset", {"type": "dataset"}, ("TY  - DATA",), {"@": "misc"}, {"type": "dataset"}),
    Row(
        "computerProgram",
        {"type": "software", "version": "1.2"},
        ("TY  - COMP", "ET  - 1.2"),
        {"@": "software", "version": "1.2"},
        {"type": "book", "version": "1.2"},
    ),
    Row("presentation", {"type": "speech"}, ("TY  - SLIDE",), csl={"type": "speech"}),
    Row("document", {"type": "document"}, ("M2  - type: document",), {"@": "misc"}, {"type": "document"}),
    Row("manuscript", {"type": "manuscript"}, ("TY  - MANSCPT",), {"@": "unpublished"}),
    Row("standard", {"type": "standard"}, ("M2  - type: standard",), {"@": "misc"}, {"type": "standard"}),
]

# --- 4. Fields common to (nearly) all types

COMMON = [
    Row("title", {"title": "Kites"}, ("TI  - Kites",), {"title": "Kites"}, {"title": "Kites"}),
    Row("shortTitle", {"title-short": "K"}, ("ST  - K",), {"shorttitle": "K"}, {"title-short": "K"}),
    Row("abstractNote", {"abstract": "One."}, ("AB  - One.",), {"abstract": "One."}, {"abstract": "One."}),
    Row("date", {"issued": date(2016, 11, 9)}, ("DA  - 2016/11/09",), csl={"issued": {"raw": "2016-11-09"}}),
    Row(
        "accessDate",
        {"accessed": date(2024, 1, 15), "URL": "https://x.org"},
        ("Y2  - 2024/01/15",),
        {"urldate": "2024-01-15"},
        {"accessed": date(2024, 1, 15)},
    ),
    Row(
        "DOI",
        {"DOI": "https://doi.org/10.1000/1"},
        bib={"doi": "10.1000/1"},
        csl={"DOI": "10.1000/1"},
    ),
    Row(
        "url",
        {"URL": "https://x.org/a_b?c=%20&d=1#e"},
        ("UR  - https://x.org/a_b?c=%20&d=1#e",),
        {"url": "https://x.org/a_b?c=%20&d=1#e"},
        {"URL": "https://x.org/a_b?c=%20&d=1#e"},
    ),
    Row("language", {"language": "de"}, ("LA  - de",), {"language": "de"}, {"language": "de"}),
    Row("tags", {"keyword": "a, b c"}, ("KW  - a", "KW  - b c"), {"keywords": "a, b c"}),
    Row("child note", {"annote": "Good."}, bib={}, csl={"note": "Good."}, not_ris=("M2  - Good",)),
    Row(
        "archive, archiveLocation",
        {"type": "manuscript", "archive": "BnF", "archive_location": "Ms 5"},
        ("DB  - BnF", "AN  - Ms 5"),
        csl={"archive": "BnF", "archive_location": "Ms 5"},
    ),
    Row(
        "libraryCatalog, callNumber",
        {"source": "arXiv.org", "call-number": "QA76"},
        ("DP  - arXiv.org", "CN  - QA76"),
        csl={"source": "arXiv.org", "call-number": "QA76"},
    ),
    Row("extra", {"note": "A remark"}, ("M2  - A remark",), {"note": "A remark"}, {"note": "A remark"}),
    Row("citationKey", {}, ("M2  - Citation Key: key1",), csl={"citation-key": "key1"}),
    Row(
        "place",
        {"publisher-place": "Oslo"},
        ("CY  - Oslo",),
        {"address": "Oslo"},
        {"publisher-place": "Oslo"},
    ),
]

# --- 5. Fields that differ by type

ARTICLE: Record = {"type": "article-journal"}
CONFERENCE: Record = {"type": "paper-conference"}
CHAPTER: Record = {"type": "chapter"}
BY_TYPE = [
    Row(
        "preprint: archiveID",
        {"type": "article", "number": "arXiv:1706.03762", "archive": "arXiv"},
        ("M2  - Archive ID: 1706.03762",),
        {"eprint": "1706.03762", "eprinttype": "arxiv", "archiveprefix": "arxiv", "number": None},
        {"number": "arXiv:1706.03762"},
        not_ris=("AN  -", "M1  -", "SN  -"),
    ),
    Row(
        "preprint: repository",
        {"type": "article", "archive": "bioRxiv"},
        ("PB  - bioRxiv",),
        {"publisher": "bioRxiv"},
        {"publisher": "bioRxiv", "archive": None},
        not_ris=("DB  -",),
    ),
    Row(
        "preprint: genre",
        {"type": "article", "genre": "Preprint"},
        ("M2  - Genre: Preprint",),
        {"type": "Preprint"},
        {"genre": "Preprint"},
    ),
    Row(
        "journalArticle: publicationTitle",
        ARTICLE | {"container-title": "Nature"},
        ("T2  - Nature",),
        csl={"container-title": "Nature"},
    ),
    Row(
        "journalArticle: journalAbbreviation",
        ARTICLE | {"container-title": "Nature", "container-title-short": "Nat."},
        ("J2  - Nat.",),
        {"shortjournal": "Nat."},
        {"journalAbbreviation": "Nat.", "container-title-short": None},
    ),
    Row(
        "journalArticle: volume, issue, pages",
        ARTICLE | {"volume": "5", "issue": "2", "page": "1-10"},
        ("VL  - 5", "IS  - 2", "SP  - 1", "EP  - 10"),
        {"volume": "5", "number": "2"},
        {"volume": "5", "issue": "2", "page": "1-10"},
    ),
    Row("journalArticle: ISSN", ARTICLE | {"ISSN": "1234-5679"}, ("SN  - 1234-5679",), {"issn": "1234-5679"}),
    Row("journalArticle: series", ARTICLE | {"collection-title": "B"}, ("T3  - B",), {"series": "B"}),
    Row("journalArticle: section", ARTICLE | {"section": "Home"}, ("SE  - Home",), csl={"section": "Home"}),
    Row("journalArticle: publisher", ARTICLE | {"publisher": "P"}, ("PB  - P",), {"publisher": "P"}),
    Row(
        "journalArticle: PMID, PMCID",
        ARTICLE | {"PMID": "1", "PMCID": "PMC2"},
        ("M2  - PMID: 1", "M2  - PMCID: PMC2"),
        csl={"PMID": "1", "PMCID": "PMC2"},
    ),
    Row("journalArticle: partNumber", ARTICLE | {"part": "2"}, csl={"part-number": "2"}),
    Row(
        "conferencePaper: proceedingsTitle, conferenceName",
        CONFERENCE | {"container-title": "Proc", "event-title": "Conf"},
        ("C3  - Proc", "T2  - Conf"),
        {"booktitle": "Proc", "eventtitle": "Conf"},
        {"container-title": "Proc", "event-title": "Conf", "event": None},
    ),
    Row(
        "conferencePaper: place, eventPlace",
        CONFERENCE | {"publisher-place": "Oslo", "event-place": "Rome"},
        ("CY  - Oslo", "M2  - Event Place: Rome"),
        {"address": "Oslo", "location": "Rome", "venue": None},
        {"publisher-place": "Oslo", "event-place": "Rome"},
    ),
    Row(
        "conferencePaper: series, volume, issue, ISBN",
        CONFERENCE | {"collection-title": "S", "volume": "1", "ISBN": "978-0-306-40615-7"},
        ("T3  - S", "VL  - 1", "SN  - 978-0-306-40615-7"),
        {"series": "S", "volume": "1", "isbn": "978-0-306-40615-7"},
    ),
    Row("conferencePaper: ISSN", CONFERENCE | {"ISSN": "1234-5679"}, ("M2  - ISSN: 1234-5679",)),
    Row(
        "conferencePaper: seriesNumber",
        CONFERENCE | {"collection-number": "3"},
        ("M2  - Series Number: 3",),
        csl={"collection-number": "3"},
    ),
    Row(
        "book: series, seriesNumber",
        {"collection-title": "S", "collection-number": "3"},
        ("T3  - S", "M1  - 3"),
        {"series": "S", "number": "3"},
        {"collection-title": "S", "collection-number": "3"},
    ),
    Row("book: edition", {"edition": "2"}, ("ET  - 2",), {"edition": "2"}, {"edition": "2"}),
    Row("book: numPages", {"number-of-pages": "99"}, ("SP  - 99",), {"pagetotal": "99"}, not_ris=("EP  -",)),
    Row("book: numberOfVolumes", {"number-of-volumes": "4"}, ("NV  - 4",), csl={"number-of-volumes": "4"}),
    Row("book: format", {"medium": "Braille"}, ("M2  - Format: Braille",), csl={"medium": "Braille"}),
    Row(
        "bookSection: bookTitle, series, seriesNumber",
        CHAPTER | {"container-title": "B", "collection-title": "S", "collection-number": "3"},
        ("T2  - B", "T3  - S", "SV  - 3"),
        {"booktitle": "B", "series": "S", "number": "3"},
    ),
    Row(
        "thesis: university, thesisType, numPages",
        {"type": "thesis", "publisher": "Oslo", "genre": "PhD thesis", "number-of-pages": "99"},
        ("PB  - Oslo", "M3  - PhD thesis", "SP  - 99"),
        {"type": "PhD thesis", "pagetotal": "99"},
        {"publisher": "Oslo", "genre": "PhD thesis", "number-of-pages": "99"},
    ),
    Row(
        "thesis: advisor",
        {"type": "thesis", "contributor": person(family="Doe", given="J")},
        ("A3  - Doe, J",),
        csl={"contributor": person(family="Doe", given="J")},
        not_ris=("A2  -",),
    ),
    Row(
        "report: institution, reportNumber, reportType",
        {"type": "report", "publisher": "NASA", "number": "TR-1", "genre": "Memo"},
        ("PB  - NASA", "SN  - TR-1", "M3  - Memo"),
        {"institution": "NASA", "number": "TR-1", "type": "Memo"},
        {"publisher": "NASA", "number": "TR-1", "genre": "Memo"},
    ),
    Row(
        "report: seriesTitle, pages",
        {"type": "report", "collection-title": "S", "page": "1-9"},
        ("T2  - S", "SP  - 1", "EP  - 9"),
        csl={"collection-title": "S"},
    ),
    Row(
        "report: ISBN, ISSN",
        {"type": "report", "ISBN": "978-0-306-40615-7", "ISSN": "1234-5679"},
        ("M2  - ISBN: 978-0-306-40615-7", "M2  - ISSN: 1234-5679"),
        {"isbn": "978-0-306-40615-7", "issn": "1234-5679"},
    ),
    Row(
        "webpage: websiteTitle, websiteType, publisher",
        {"type": "webpage", "container-title": "Site", "genre": "Blog", "publisher": "P"},
        ("T2  - Site", "M3  - Blog", "PB  - P"),
        {"booktitle": "Site", "type": "Blog", "publisher": "P", "organization": None},
        not_ris=("M1  -", "VL  -"),
    ),
    Row(
        "dataset: repository, versionNumber, identifier",
        {"type": "dataset", "publisher": "Zenodo", "version": "2", "number": "x1"},
        ("PB  - Zenodo", "ET  - 2", "NV  - x1"),
        csl={"publisher": "Zenodo", "version": "2", "number": "x1"},
    ),
    Row(
        "dataset: format", {"type": "dataset", "medium": "CSV"}, ("M2  - Format: CSV",), csl={"medium": "CSV"}
    ),
    Row(
        "computerProgram: company, versionNumber",
        {"type": "software", "publisher": "P", "version": "2"},
        ("PB  - P", "ET  - 2"),
        {"publisher": "P", "version": "2"},
        {"publisher": "P", "version": "2"},
    ),
    Row("computerProgram: system", {"type": "software", "version": "2", "medium": "Unix"}, ("M1  - Unix",)),
    Row(
        "computerProgram: natural language has no field, LA is the programming language",
        {"type": "software", "version": "2", "language": "en"},
        not_ris=("LA  - en",),
    ),
    Row(
        "computerProgram: programmingLanguage",
        {"type": "software", "version": "2", "genre": "Python"},
        ("LA  - Python",),
        csl={"genre": "Python"},
        not_ris=("M3  -",),
    ),
    Row(
        "preprint: class into keywords",
        {"type": "article", "keyword": "a", "custom": {"primary-class": "cs.CL"}},
        bib={"keywords": "a, cs.CL"},
    ),
    Row(
        "presentation: meetingName, presentationType, place",
        {"type": "speech", "event-title": "Conf", "genre": "Keynote", "event-place": "Rome"},
        ("T2  - Conf", "M3  - Keynote", "CY  - Rome"),
        csl={"event-title": "Conf", "genre": "Keynote", "event-place": "Rome"},
    ),
]

# --- 6. Creators

MAATEN = person(family="Maaten", given="Laurens", non_dropping_particle="van der")
CREATORS = [
    Row(
        "van der Maaten, Laurens",
        {"author": MAATEN},
        ("AU  - van der Maaten, Laurens",),
        {"author": "van der Maaten, Laurens"},
        {"author": person(family="van der Maaten", given="Laurens")},
    ),
    Row(
        "a dropping particle",
        {"author": person(family="Humboldt", given="Alexander", dropping_particle="von")},
        csl={"author": person(family="Humboldt", given="Alexander von")},
    ),
    Row(
        "suffix Jr.",
        {"author": person(family="King", given="Martin Luther", suffix="Jr.")},
        ("AU  - King, Martin Luther, Jr.",),
        {"author": "King, Jr., Martin Luther"},
        {"author": person(family="King", given="Martin Luther, Jr.")},
    ),
    Row(
        "institution with a comma",
        {"author": person(literal="Google, Inc.")},
        ("AU  - Google Inc.",),
        {"author": "Google, Inc."},
        {"author": person(literal="Google, Inc.")},
    ),
    Row(
        "single word",
        {"author": person(family="Plato")},
        ("AU  - Plato",),
        csl={"author": person(literal="Plato")},
    ),
    Row(
        "and others / et al.",
        {"author": person(family="Doe", given="J"), "custom": {"cut-off": ["author"]}},
        ("M2  - List of authors is incomplete, cut off after 1",),
        {"author": "Doe, J"},
        {"author": person(family="Doe", given="J"), "note": "List of authors is incomplete, cut off after 1"},
        not_ris=("et al", "others"),
    ),
    Row(
        "and in a name is braced", {"author": person(literal="Barnes and Noble")}, ("AU  - Barnes and Noble",)
    ),
    Row(
        "roles: editors of a journal article",
        ARTICLE | {"editor": person(family="Ng", given="A")},
        ("A2  - Ng, A",),
    ),
    Row(
        "roles: book editors",
        {"editor": person(family="Ng", given="A")},
        ("ED  - Ng, A",),
        not_ris=("A2  -",),
    ),
    Row("roles: translator", {"translator": person(family="Ng", given="A")}, ("A4  - Ng, A",)),
]

# --- 7. Titles, markup, escaping

ESCAPING = [
    Row("UTF-8 is safe", {"title": "Łódź α√n 日本"}, ("TI  - Łódź α√n 日本",), {"title": "Łódź α√n 日本"}),
    Row("% & # _", {"note": r"50% & #1 a_b"}, bib={"note": r"50\% \& \#1 a\_b"}),
    Row("$ at most one", {"title": "$5"}, ("TI  - $5",), {"title": r"\$5"}, {"title": "$5"}),
    Row("$ in pairs", {"title": "$5 or $10"}, ("TI  - $5 or $10",), {"title": "＄5 or ＄10"}),
    Row("{ }", {"title": "a {b} c"}, ("TI  - a {b} c",), {"title": r"a \{b\} c"}, {"title": "a {b} c"}),
    Row("~ has no escape", {"title": "a ~b"}, ("TI  - a ~b",), {"title": "a ∼b"}),
    Row("\\", {"title": r"a \b c"}, (r"TI  - a \b c",), {"title": r"a \\b c"}),
    Row("< > | ^", {"title": "a < b > c | d ^ e"}, bib={"title": "a < b > c | d ^ e"}),
    Row("-- `` ''", {"title": "a -- b ``c''"}, bib={"title": "a – b “c”"}),
    Row("superscripts", {"title": "RL<sup>2</sup>"}, ("TI  - RL²",), {"title": "RL$^{2}$"}),
    Row("RIS: markup as entities", {"title": "<i>E. coli</i>"}, ("TI  - &lt;i&gt;E. coli&lt;/i&gt;",)),
    Row("RIS: what looks like a tag", {"title": "Vec<T>"}, ("TI  - Vec&lt;T>",)),
    Row("RIS: what looks like an entity", {"title": "A &amp; B"}, ("TI  - A &amp;amp; B",)),
    Row("RIS: a lone ampersand", {"title": "A & B"}, ("TI  - A & B",)),
    Row("RIS: AB is verbatim", {"abstract": "a & b <c"}, ("AB  - a & b <c",)),
    Row("CSL: no decoding", {"title": "A &amp; $B$"}, csl={"title": "A &amp; $B$"}),
]

# --- 8. Dates, numbers, identifiers, attachments

VALUES = [
    Row(
        "ranges",
        {"issued": {"date-parts": [[2016, 11, 9], [2016, 11, 12]]}},
        ("DA  - 2016-11-09/2016-11-12",),
    ),
    Row("a year alone", {"issued": date(2016)}, ("PY  - 2016",), csl={"issued": date(2016)}),
    Row("year and month", {"issued": date(2016, 11)}, ("DA  - 2016-11",), csl={"issued": {"raw": "2016-11"}}),
    Row("words without a year", {"issued": {"literal": "in press"}}, not_ris=("(DA|PY)  -",)),
    Row("access date of less than a day", {"accessed": date(2024, 1)}, not_ris=("Y2  -",)),
    Row(
        "an article number",
        ARTICLE | {"page": "e1234"},
        ("SP  - e1234",),
        {"pages": "e1234"},
        not_ris=("EP  -",),
    ),
    Row("pages with an en dash", ARTICLE | {"page": "1–10"}, ("SP  - 1", "EP  - 10")),
    Row(
        "URL with what looks like an entity",
        {"URL": "https://x.org/?a=1&copy=2"},
        ("UR  - https://x.org/?a=1&amp;copy=2",),
    ),
    Row(
        "attachments end in .pdf",
        {"type": "article", "archive": "arXiv", "number": "arXiv:1706.03762"},
        ("L1  - https://arxiv.org/pdf/1706.03762.pdf",),
    ),
    Row(
        "paragraphs of an abstract",
        {"abstract": "One.\n\nAI  - two."},
        ("AB  - One.", "", "  AI  - two."),
        csl={"abstract": "One.\n\nAI  - two."},
    ),
    Row("BibTeX note like an identifier", {"note": "MRI study"}, bib={"note": "Note: MRI study"}),
]

# --- 3. and 10. Extra lines and traps

TRAPS = [
    Row(
        "a key with a colon stays in Extra",
        {"id": "DBLP:x"},
        csl={"citation-key": "DBLP:x"},
        not_ris=("Citation Key",),
    ),
    Row("R1: ProCite labels", {"annote": "Edition: second"}, ("RN  - Comment: Edition: second",)),
    Row("C1: software makes the file unreadable", {"type": "software"}, csl={"type": "document"}),
    Row(
        "base names are lost: the publisher of a thesis is no M2 line",
        {"type": "thesis", "publisher": "Oslo"},
        not_ris=("M2  - Publisher", "M2  - Publication Title", "M2  - Medium"),
    ),
    Row("base names are lost: Number", {"type": "dataset", "number": "x1"}, not_ris=("M2  - Number",)),
    Row("base names are lost: Medium of a chapter", CHAPTER | {"medium": "CD"}, not_ris=("M2  - Medium",)),
]

ROWS = [
    *(Row(f"2 {row.name}", *row[1:]) for row in TYPES),
    *(Row(f"4 {row.name}", *row[1:]) for row in COMMON),
    *(Row(f"5 {row.name}", *row[1:]) for row in BY_TYPE),
    *(Row(f"6 {row.name}", *row[1:]) for row in CREATORS),
    *(Row(f"7 {row.name}", *row[1:]) for row in ESCAPING),
    *(Row(f"8 {row.name}", *row[1:]) for row in VALUES),
    *(Row(f"10 {row.name}", *row[1:]) for row in TRAPS),
]


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_ris(row: Row) -> None:
    lines = ris(row.record)
    assert [line for line in row.ris if line not in lines] == [], lines
    for pattern in row.not_ris:
        assert [line for line in lines if re.search(pattern, line)] == []


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
@pytest.mark.parametrize("row", [row for row in ROWS if row.bib], ids=lambda row: row.name)
def test_bibtex(row: Row, name: str) -> None:
    fields = bib(name, row.record)
    assert {field: fields.get(field) for field in row.bib} == row.bib


@pytest.mark.parametrize("row", [row for row in ROWS if row.csl], ids=lambda row: row.name)
def test_csl_json(row: Row) -> None:
    found = csl(row.record)
    assert {variable: found.get(variable) for variable in row.csl} == row.csl
