"""What databases export and citemill only reads: PubMed XML, ISI (Web of Science), RefWorks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.diagnostics import Diagnostics, ignore
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import FORMATS
from citemill.formats.detection import detect
from citemill.record import Record, faults

HERE = Path(__file__).parent / "golden"
SAMPLES = {
    "pubmed.xml": "pubmed-xml",
    "savedrecs.isi": "isi",
    "savedrecs.txt": "isi",
    "refworks.txt": "refworks",
}
FOLDERS = {"pubmed-xml": "pubmed-xml", "isi": "isi", "refworks": "refworks"}


def read(name: str, data: bytes, said: Diagnostics | None = None) -> list[Record]:
    report = ignore if said is None else said
    return list(FORMATS.load(name).read(Source(data, name="sample"), report=report))


@pytest.mark.parametrize("file", SAMPLES)
def test_samples(file: str, golden: Callable[[Path, str], None]) -> None:
    """The records and remarks that each sample gives."""
    data = (HERE / file).read_bytes()
    found = detect(Source(data, name="unnamed"))
    assert found is not None
    assert found.name == SAMPLES[file]
    said = Diagnostics()
    records = read(found.name, data, said)
    assert [list(faults(record)) for record in records] == [[]] * len(records)
    result = {"records": records, "remarks": [str(one) for one in said]}
    golden(HERE / f"{file}.json", json.dumps(result, indent=1, ensure_ascii=False) + "\n")


REAL: dict[str, list[dict[str, Any]]] = {
    "isi/zotero-web-of-science-tagged-03.txt": [
        {"author": [{"family": "Smith", "given": "J. Mark"}], "issued": {"date-parts": [[2011]], "season": 1}}
    ],
    "isi/zotero-web-of-science-tagged-06.txt": [{"type": "book"}, {"volume": "58"}, {}, {"page": "1459"}],
    "isi/zotero-web-of-science-tagged-07.txt": [
        {
            "title": "Importance of methane-derived carbon as a basal resource for two benthic "
            "consumers in arctic lakes"
        }
    ],
    "isi/zotero-web-of-science-tagged-08.txt": [{"type": "patent", "number": "CN110836969-A"}],
    "isi/zotero-web-of-science-tagged-09.txt": [
        {"type": "paper-conference", "event-date": {"date-parts": [[2005, 2, 21], [2005, 2, 23]]}}
    ],
    "pubmed-xml/zotero-pubmed-xml-02.xml": [{"type": "book", "ISBN": "1859962521", "PMID": "20821847"}],
    "pubmed-xml/zotero-pubmed-xml-06.xml": [{"page": "e42692", "PMCID": "PMC6391070"}],
    "pubmed-xml/zotero-pubmed-xml-07.xml": [{"language": "sv"}],
    "pubmed-xml/zotero-pubmed-xml-10.xml": [{"archive": "arXiv", "number": "arXiv:2304.02112"}],
    "refworks/zotero-refworks-tagged-01.txt": [{"type": "chapter", "ISBN": "0727912771", "page": "101-123"}],
    "refworks/zotero-refworks-tagged-02.txt": [{"type": "thesis", "number-of-pages": "141"}],
}


@pytest.mark.parametrize("file", REAL)
def test_real_files(file: str, shared: Path) -> None:
    data = (shared / "real-inputs" / file).read_bytes()
    said = Diagnostics()
    records = read(file.partition("/")[0], data, said)
    for record, want in zip(records, REAL[file], strict=True):
        assert {name: record.get(name) for name in want} == want
        assert list(faults(record)) == []
    assert not list(said)


@pytest.mark.parametrize("folder", FOLDERS)
def test_all_real_files_are_detected_and_read(folder: str, shared: Path) -> None:
    files = sorted((shared / "real-inputs" / folder).iterdir())
    assert files
    for file in files:
        found = detect(Source(file.read_bytes(), name="unnamed"))
        assert found is not None, file.name
        assert found.name == FOLDERS[folder], file.name
        for record in read(found.name, file.read_bytes()):
            assert list(faults(record)) == []


PIECES = {
    "isi": "FN x|VR 1.0|PT J|PT B|PT P|AU Doe, J|   Roe K|AF a|TI on|SO s|PY 2001|PY x|PD SPR|PD 31 FOO-BAR"
    "|BP 1|EP|CY FEB 99, 2001|C1 [a; b] c|DE a; b|ER|EF||XX y|  |CA ;|PT\tAU\tTI\tSO\ta|x\ty\tz",
    "refworks": "RT Journal Article|RT Book, Whole|RT|RT x|A1 Doe,J|A1 ,|A1 ;;|T1 t|YR 2001|FD Nov|FD 99 99"
    "|SP 1|OP 2|K1 a; b|SN |SN x|DO 10.1/x|RD x|AB a||more|  b|AD ; |LA English",
    "nbib": "PMID- 1|PMID-2|TI  - t|AB  -|AB  - a|      more||DP  - 2001 Nov-Dec|DP  - 2001 -|DP  - Nov"
    "|FAU - Doe, Jane Jr|FAU - ,|AU  - Doe J|IS  - x|IS  -|PT  - Preprint|JT  - a : b|PG  - 1-|LID - x [pii]",
}


@pytest.mark.parametrize("name", PIECES)
@given(data=st.data())
def test_any_lines_are_read_or_refused(name: str, data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.sampled_from(PIECES[name].split("|")), max_size=25))
    try:
        records = read(name, "\n".join(lines).encode())
    except BadInput:
        return
    for record in records:
        assert list(faults(record)) == []


ELEMENTS = (
    "PubmedArticle PubmedBookArticle MedlineCitation BookDocument Article Book Journal JournalIssue PubDate"
    " ArticleTitle VernacularTitle Pagination MedlinePgn AuthorList Author LastName ForeName CollectiveName"
    " Abstract AbstractText Year Month MedlineDate i PublicationTypeList PublicationType KeywordList Keyword"
).split()
TREES = st.recursive(
    st.sampled_from(["", "x", "2001", "Nov-Dec", "[a].", "Preprint", "a &amp; b"]),
    lambda inner: st.tuples(st.sampled_from(ELEMENTS), st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=25,
)


@given(TREES)
def test_any_elements_are_read_or_refused(tree: str) -> None:
    try:
        records = read("pubmed-xml", f"<PubmedArticleSet>{tree}</PubmedArticleSet>".encode())
    except BadInput:
        return
    for record in records:
        assert list(faults(record)) == []


def test_one_broken_article_costs_no_other() -> None:
    data = (HERE / "pubmed.xml").read_bytes().replace(b"<Title>ArXiv</Title>", b"<Title>ArXiv</Titel> & ")
    said = Diagnostics()
    records = read("pubmed-xml", data, said)
    assert [record["id"] for record in records] == ["pmid1001", "pmid1002", "pmid1003", "pmid1004"]
    assert {one.place.line for one in said} == {61}


def test_unindented_lines_and_carriage_returns() -> None:
    data = b"FN x\rVR 1.0\rPT J\rTI On wet\rropes\rAU Doe, J\rRoe, K\rPY 2001\rER\rEF\r"
    (record,) = read("isi", data)
    assert (record["title"], len(record["author"])) == ("On wet ropes", 2)
