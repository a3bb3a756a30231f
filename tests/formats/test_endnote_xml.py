"""EndNote XML: laws, real files, and bibutils as a reader of ours."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import DATE_RANGE, NAME, TEXT, records

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.formats import WriteOptions, endnote_xml
from citemill.record import NAME_VARIABLES, VARIABLES, Record


def written(*found: Record, options: WriteOptions | None = None, said: Diagnostics | None = None) -> str:
    report = Diagnostics() if said is None else said
    return "".join(endnote_xml.write(found, options=options or WriteOptions(), report=report))


def read(text: str, said: Diagnostics | None = None) -> list[Record]:
    report = Diagnostics() if said is None else said
    return list(endnote_xml.read(Source(text.encode(), name="a.xml"), report=report))


LAW = records(
    endnote_xml.REF_TYPES,
    lambda csl: endnote_xml.carried(csl) - {"citation-key"},
    date=DATE_RANGE,
    values={"note": st.lists(TEXT, min_size=1, max_size=3).map("\n".join)},
)


@given(st.lists(LAW, max_size=3, unique_by=lambda record: record["id"]))
def test_what_is_written_is_read_back(found: list[Record]) -> None:
    assert read(written(*found)) == found


def test_the_tables_name_variables() -> None:
    for csl in endnote_xml.REF_TYPES:
        assert endnote_xml.carried(csl) <= VARIABLES
        assert endnote_xml.carried(csl) & NAME_VARIABLES
    numbers = [number for number, _ in endnote_xml.REF_TYPES.values()]
    assert len(set(numbers)) == len(numbers)


NAMES = [
    ({"literal": "World Health Organization"}, "World Health Organization,"),
    ({"literal": "University of California, Berkeley"}, "University of California,, Berkeley,"),
    ({"literal": "Plato"}, "Plato"),
    ({"family": "King", "given": "Martin Luther", "suffix": "Jr."}, "King, Martin Luther, Jr."),
    ({"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"}, "van der Maaten, Laurens"),
]


@pytest.mark.parametrize(("name", "text"), NAMES)
def test_names(name: dict[str, str], text: str) -> None:
    record = {"id": "a", "type": "book", "author": [name]}
    assert f"<author>{text}</author>" in written(record)
    assert read(written(record)) == [record]


@given(NAME)
def test_any_name(name: dict[str, str]) -> None:
    record = {"id": "a", "type": "book", "author": [name]}
    assert read(written(record)) == [record]


def test_rows_that_differ_by_type() -> None:
    report = {"id": "r", "type": "report", "number": "TR-7", "collection-title": "Reports"}
    assert "<isbn>TR-7</isbn>" in written(report)
    assert "<secondary-title>Reports</secondary-title>" in written(report)
    edited = {"id": "e", "type": "book", "title": "T", "editor": [{"family": "Doe", "given": "J"}]}
    assert '<ref-type name="Edited Book">28</ref-type>' in written(edited)
    dated = {"id": "d", "type": "article-journal", "issued": {"date-parts": [[2016, 11, 9]]}}
    assert "<year>2016</year>" in written(dated)
    assert "<date>2016-11-09</date>" in written(dated)
    for record in (report, edited, dated):
        assert read(written(record)) == [record]


def test_styled_titles() -> None:
    record = {"id": "a", "type": "book", "title": "On <i>E. <b>coli</b></i> & RL<sup>2</sup>: a < b"}
    assert '<style face="italic bold"' in written(record)
    assert read(written(record)) == [record]


def test_a_cut_off_list() -> None:
    record = {
        "id": "a",
        "type": "book",
        "author": [{"family": "A", "given": "B"}],
        "custom": {"cut-off": ["author"]},
    }
    assert read(written(record)) == [record]


def test_dates_as_endnote_writes_them() -> None:
    text = written({"id": "a", "type": "book", "issued": {"date-parts": [[2016, 11, 9]]}})
    for day, parts in (("November 9", [2016, 11, 9]), ("Nov", [2016, 11]), ("odd", [2016])):
        assert read(text.replace("2016-11-09", day))[0]["issued"] == {"date-parts": [parts]}


def test_losses() -> None:
    said = Diagnostics()
    written({"id": "a", "type": "book", "scale": "1:2"}, options=WriteOptions(losses=True), said=said)
    assert [str(one) for one in said] == ["a: info: EndNote XML has no place for scale [not-carried]"]


def test_real_files(shared: Path) -> None:
    files = sorted((shared / "real-inputs/endnote-xml").glob("*.xml"))
    assert len(files) == 2
    for path in files:
        said = Diagnostics()
        found = list(endnote_xml.read(Source(path), report=said))
        assert len(found) == path.read_text(encoding="utf-8").count("</record>")
        assert not list(said)
        assert read(written(*found)) == found


def test_what_the_real_files_say(shared: Path) -> None:
    folder = shared / "real-inputs/endnote-xml"
    found = list(endnote_xml.read(Source(folder / "zotero-endnote-xml-01.xml"), report=Diagnostics()))
    kinds = "report book article-journal book book chapter book patent webpage".split()
    assert [record["type"] for record in found] == kinds
    assert found[5]["editor"] == [
        {"family": "Hall", "given": "Peter A"},
        {"family": "Soskice", "given": "David"},
    ]
    assert found[7]["number"] == "WO2011US30214"
    assert found[8]["URL"] == "http://editor.citationstyles.org/searchByExample/"
    (styled,) = endnote_xml.read(Source(folder / "zotero-endnote-xml-02.xml"), report=Diagnostics())
    assert styled["title"].startswith(
        "Plain <b>Bold</b><i> Italics</i> Underline <sup>Superscript</sup> <sub>"
    )


def test_malformed() -> None:
    said = Diagnostics()
    text = written(*({"id": f"a{n}", "type": "book", "title": f"T{n}"} for n in range(3)))
    found = read(text.replace("<title>T1</title>", "<title>T1 < 2</titl>"), said)
    assert [record["id"] for record in found] == ["a0", "a1", "a2"]
    assert {one.place.line for one in said} == {text[: text.index("T1<")].count("\n") + 1}


@pytest.mark.slow
def test_bibutils_reads_what_we_write(tmp_path: Path) -> None:
    if not shutil.which("endx2xml"):
        pytest.skip("bibutils is not installed (Debian: bibutils)")
    path = tmp_path / "a.xml"
    path.write_text(
        written(
            {
                "id": "doe2016",
                "type": "article-journal",
                "title": "On kites",
                "container-title": "Nature",
                "author": [{"family": "Doe", "given": "Jane"}],
                "issued": {"date-parts": [[2016, 11, 9]]},
                "volume": "5",
                "issue": "2",
                "page": "1-10",
                "DOI": "10.1000/1",
            },
            {
                "id": "roe2015",
                "type": "book",
                "title": "On ropes",
                "author": [{"family": "Roe", "given": "Ann"}],
                "publisher": "Press",
                "publisher-place": "London",
                "issued": {"date-parts": [[2015]]},
            },
        ),
        encoding="utf-8",
    )
    mods = subprocess.run(["endx2xml", path], capture_output=True, check=True).stdout
    bib = subprocess.run(["xml2bib", "-nb"], input=mods, capture_output=True, check=True).stdout.decode()
    for part in (
        "@Article{", "@Book{", 'author="Doe, Jane"', 'journal="Nature"', 'volume="5"', 'number="2"',
        'pages="1--10"', 'year="2016"', 'publisher="Press"', 'address="London"', 'doi="10.1000/1"',
    ):  # fmt: skip
        assert part in bib, bib
