"""Word's bibliography sources: laws and what Word and other programs write."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import DATE_RANGE, TEXT, records

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.formats import WriteOptions, word_xml
from citemill.record import VARIABLES, Record


def written(*found: Record, options: WriteOptions | None = None, said: Diagnostics | None = None) -> str:
    report = Diagnostics() if said is None else said
    return "".join(word_xml.write(found, options=options or WriteOptions(), report=report))


def read(text: str, said: Diagnostics | None = None) -> list[Record]:
    report = Diagnostics() if said is None else said
    return list(word_xml.read(Source(text.encode(), name="a.xml"), report=report))


LAW = records(
    word_xml.EXACT,
    word_xml.carried,
    text=TEXT.filter(lambda text: "<" not in text),
    date=DATE_RANGE,
)


@given(st.lists(LAW, max_size=3, unique_by=lambda record: record["id"]))
def test_what_is_written_is_read_back(found: list[Record]) -> None:
    assert read(written(*found)) == found


def test_the_tables_name_variables() -> None:
    for csl in word_xml.EXACT:
        assert word_xml.carried(csl) <= VARIABLES


def test_a_source_as_word_has_it() -> None:
    record = {
        "id": "Doe16",
        "type": "article-journal",
        "title": "On <i>kites</i>",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "Google, Inc."}],
        "container-title": "Nature",
        "issued": {"date-parts": [[2016, 11, 9]]},
        "custom": {"cut-off": ["author"]},
    }
    text = written(record)
    for part in (
        "<b:SourceType>JournalArticle</b:SourceType>",
        "<b:Title>On kites</b:Title>",
        "<b:JournalName>Nature</b:JournalName>",
        "<b:Year>2016</b:Year>",
        "<b:Month>November</b:Month>",
        "<b:Day>9</b:Day>",
        "<b:Last>Google, Inc.</b:Last>",
    ):
        assert part in text
    assert read(text) == [{**record, "title": "On kites"}]


def test_what_other_programs_write() -> None:
    text = """<?xml version="1.0"?>
    <b:Sources SelectedStyle="\\APA.XSL" xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">
    <b:Source><b:Tag>Roe15</b:Tag><b:SourceType>Report</b:SourceType><b:ThesisType>PhD Thesis</b:ThesisType>
    <b:Author><b:Author><b:NameList><b:Person><b:Last>Roe</b:Last><b:First>Ann</b:First><b:Middle>B.</b:Middle>
    </b:Person></b:NameList></b:Author></b:Author><b:Institution>MIT</b:Institution><b:Year>2015</b:Year>
    <b:Month>07</b:Month></b:Source>
    <b:Source><b:SourceType>Film</b:SourceType><b:Author><b:Director>
    <b:Corporate>A Studio</b:Corporate></b:Director></b:Author></b:Source></b:Sources>"""
    assert read(text) == [
        {
            "id": "Roe15",
            "type": "thesis",
            "author": [{"family": "Roe", "given": "Ann B."}],
            "publisher": "MIT",
            "genre": "PhD Thesis",
            "issued": {"date-parts": [[2015, 7]]},
        },
        {"id": "source2", "type": "motion_picture", "director": [{"literal": "A Studio"}]},
    ]


def test_losses_and_detection() -> None:
    said = Diagnostics()
    text = written({"id": "a", "type": "book", "abstract": "x"}, options=WriteOptions(losses=True), said=said)
    assert [one.found for one in said] == ["Word XML has no place for abstract"]
    assert word_xml.detects(text)
    assert not word_xml.detects("<b:Sources>")
