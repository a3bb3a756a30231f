"""Zotero RDF: what lands in which field of which item type, and everything back again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import DATE_RANGE, TEXT, records

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.formats import WriteOptions, zotero_rdf
from citemill.formats.zotero_fields import CSL_TYPES, ITEM_TYPES, creators, fields, item_type
from citemill.formats.zotero_item import item_of, note_html, note_text, record_of
from citemill.record import TYPES, VARIABLES, Record


def written(*found: Record) -> str:
    return "".join(zotero_rdf.write(found, options=WriteOptions(), report=Diagnostics()))


def read(text: str, said: Diagnostics | None = None) -> list[Record]:
    report = Diagnostics() if said is None else said
    return list(zotero_rdf.read(Source(text.encode(), name="a.rdf"), report=report))


# --- the tables, row by row as the importer was observed to fill the fields

ITEM_TYPE_ROWS = """
article preprint | article-journal journalArticle | paper-conference conferencePaper | book book
chapter bookSection | thesis thesis | report report | webpage webpage | dataset dataset
software computerProgram | speech presentation | document document | manuscript manuscript | standard standard
"""

FIELD_ROWS = """
article             number archiveID, publisher repository, genre genre, collection-title series
article             collection-number seriesNumber
article-journal     container-title publicationTitle, container-title-short journalAbbreviation
article-journal     volume volume, issue issue, page pages, ISSN ISSN, collection-title seriesTitle
article-journal     section section, publisher publisher, PMID PMID, PMCID PMCID
article-journal     part partNumber, part-title partTitle
paper-conference    container-title proceedingsTitle, event-title conferenceName
paper-conference    publisher-place place, event-place eventPlace, publisher publisher
paper-conference    collection-title series, collection-number seriesNumber, volume volume
paper-conference    issue issue, number-of-volumes numberOfVolumes, ISBN ISBN, ISSN ISSN, page pages
book                collection-title series, collection-number seriesNumber, edition edition
book                number-of-pages numPages, number-of-volumes numberOfVolumes
book                original-date originalDate, original-publisher originalPublisher
book                original-publisher-place originalPlace, medium format, volume volume, ISBN ISBN
chapter             container-title bookTitle, collection-title series, collection-number seriesNumber
chapter             page pages, number-of-volumes numberOfVolumes, edition edition
thesis              publisher university, genre thesisType, number-of-pages numPages
thesis              publisher-place place
report              publisher institution, number reportNumber, genre reportType
report              collection-title seriesTitle, page pages, ISBN ISBN, ISSN ISSN
report              collection-number seriesNumber
webpage             container-title websiteTitle, genre websiteType, publisher publisher
dataset             publisher repository, version versionNumber, number identifier, genre type
dataset             medium format
software            publisher company, version versionNumber, medium system, genre programmingLanguage
software            collection-title seriesTitle
speech              event-title meetingName, genre presentationType, event-place place
speech              container-title sessionTitle
legal_case          title caseName, authority court, issued dateDecided, number docketNumber
legal_case          volume reporterVolume
patent              authority issuingAuthority, number patentNumber, submitted filingDate
patent              status legalStatus
"""

COMMON_ROWS = """
title-short shortTitle, abstract abstractNote, accessed accessDate, DOI DOI, URL url, language language
citation-key citationKey
"""


@pytest.mark.parametrize(
    "row", [pair.split() for pair in ITEM_TYPE_ROWS.replace("\n", "|").split("|") if pair.strip()]
)
def test_item_types(row: list[str]) -> None:
    csl, name = row
    assert item_type(csl) == name
    assert ITEM_TYPES[name].csl == csl
    assert f"<z:itemType>{name}</z:itemType>" in written({"id": "a", "type": csl, "title": "T"})


def field_rows() -> list[tuple[str, str, str]]:
    rows = []
    for line in FIELD_ROWS.strip().splitlines():
        csl, pairs = line.split(maxsplit=1)
        rows += [(csl, *pair.split()) for pair in pairs.split(",")]
    for csl in CSL_TYPES:
        rows += [(csl, *pair.split()) for pair in COMMON_ROWS.replace("\n", ",").split(",") if pair.strip()]
    return rows  # type: ignore[return-value]


@pytest.mark.parametrize(("csl", "variable", "field"), field_rows())
def test_fields(csl: str, variable: str, field: str) -> None:
    value: Any = "Sentinel 7"
    if variable in ("issued", "accessed", "submitted", "original-date"):
        value = {"date-parts": [[2016, 11, 9]]}
    text = written({"id": "a", "type": csl, variable: value})
    shown = "2016-11-09" if isinstance(value, dict) else value
    assert f"<z:{field}>{shown}</z:{field}>" in text
    assert read(text)[0][variable] == value


def test_every_field_of_the_tables_belongs_to_its_type() -> None:
    for name, row in ITEM_TYPES.items():
        own = {word.partition(":")[0] for word in row.fields.split()}
        assert len(own) == len(row.fields.split()), name
        assert set(fields(name).values()) <= own
        assert set(fields(name)) <= VARIABLES
        assert set(creators(name).values()) <= set(row.creators.split())
        assert row.csl in TYPES


# --- creators

CREATORS: list[tuple[str, str, dict[str, str], str]] = [
    ("article", "author", {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
     "bib:authors van der Maaten | Laurens"),
    ("article", "author", {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
     "bib:authors King | Martin Luther, Jr."),
    ("article", "author", {"literal": "Google, Inc."}, "bib:authors Google, Inc."),
    ("article", "author", {"literal": "Plato"}, "bib:authors Plato"),
    ("book", "editor", {"family": "Doe", "given": "Jane"}, "bib:editors Doe | Jane"),
    ("book", "contributor", {"family": "Doe", "given": "Jane"}, "bib:contributors Doe | Jane"),
    ("book", "translator", {"family": "Doe", "given": "Jane"}, "z:translators Doe | Jane"),
    ("book", "collection-editor", {"family": "Doe", "given": "Jane"}, "z:seriesEditors Doe | Jane"),
    ("chapter", "container-author", {"family": "Doe", "given": "Jane"}, "z:bookAuthors Doe | Jane"),
    ("software", "author", {"family": "Doe", "given": "Jane"}, "so:author Doe | Jane"),
    ("speech", "author", {"family": "Doe", "given": "Jane"}, "z:presenters Doe | Jane"),
    ("patent", "author", {"family": "Doe", "given": "Jane"}, "z:inventors Doe | Jane"),
    ("thesis", "editor", {"family": "Doe", "given": "Jane"}, "z:extra editor: Doe || Jane"),
]  # fmt: skip


@pytest.mark.parametrize(("csl", "variable", "name", "shown"), CREATORS)
def test_creators(csl: str, variable: str, name: dict[str, str], shown: str) -> None:
    record = {"id": "a", "type": csl, "title": "T", variable: [name]}
    text = written(record)
    element, _, person = shown.partition(" ")
    block = re.search(f"<{element}>(.*?)</{element}>", text, re.DOTALL)
    assert block
    parts = [part.strip() for part in re.sub(r"<[^>]*>", "\n", block[1]).split("\n") if part.strip()]
    assert " | ".join(parts) == person
    assert read(text) == [record]


def test_a_cut_off_list_is_stated_and_never_an_author() -> None:
    record = {
        "id": "a",
        "type": "article",
        "author": [{"family": "Gao", "given": "Leo"}],
        "custom": {"cut-off": ["author"]},
    }
    text = written(record)
    assert "et al" not in text
    assert text.count("<foaf:Person>") == 1
    assert "List of authors is incomplete, cut off after 1" in text
    assert read(text) == [record]


# --- the arXiv preprint, tags, notes, text

PREPRINT = {
    "id": "vaswani2017",
    "type": "article",
    "title": "Attention is all you need",
    "author": [{"family": "Vaswani", "given": "Ashish"}],
    "issued": {"date-parts": [[2017, 6, 12]]},
    "archive": "arXiv",
    "number": "arXiv:1706.03762",
    "genre": "Preprint",
    "keyword": "Computer Science - Computation and Language, Code",
    "annote": "Comment: 15 pages",
    "note": "version: 2",
    "custom": {"primary-class": "cs.CL"},
}


def test_the_preprint_has_the_shape_that_zotero_saves() -> None:
    item = item_of(PREPRINT)
    assert item.item_type == "preprint"
    assert item.fields == {
        "title": "Attention is all you need",
        "date": "2017-06-12",
        "archiveID": "arXiv:1706.03762",
        "genre": "Preprint",
        "repository": "arXiv",
        "DOI": "10.48550/arXiv.1706.03762",
        "url": "https://arxiv.org/abs/1706.03762",
        "libraryCatalog": "arXiv.org",
        "citationKey": "vaswani2017",
        "extra": "arXiv:1706.03762 [cs.CL]\nversion: 2",
    }
    assert item.tags == ["Computer Science - Computation and Language", "Code"]
    assert item.notes == ["Comment: 15 pages"]
    assert [one.url for one in item.attachments] == ["https://arxiv.org/pdf/1706.03762.pdf"]


def test_no_arxiv_number_is_invented() -> None:
    record = {name: value for name, value in PREPRINT.items() if name not in ("number", "note")}
    item = item_of(record)
    assert not {"archiveID", "DOI", "url"} & item.fields.keys()
    assert not item.attachments
    assert item.fields["repository"] == "arXiv"
    assert item.fields["extra"] == "arXiv [cs.CL]"
    assert read(written(record)) == [record]


@pytest.mark.parametrize(
    "where",
    [
        {"archive": "arXiv", "number": "1706.03762"},
        {"archive": "arXiv", "archive_location": "1706.03762"},
        {"DOI": "10.48550/arXiv.1706.03762"},
        {"URL": "https://arxiv.org/pdf/1706.03762.pdf"},
        {"URL": "http://arxiv.org/abs/1706.03762"},
    ],
)
def test_the_arxiv_number_is_found_wherever_it_stands(where: Record) -> None:
    fields_ = item_of({"id": "a", "type": "article", **where}).fields
    assert fields_["archiveID"] in ("arXiv:1706.03762", "1706.03762")
    assert fields_["extra"] == "arXiv:1706.03762"


def test_markup_paragraphs_and_commas_in_tags_stay() -> None:
    record = {
        "id": "a",
        "type": "article-journal",
        "title": "<i>E. coli</i> & RL<sup>2</sup>: a < b",
        "abstract": "First paragraph.\n\nSecond, with $x^2$ & <T>.",
        "keyword": "Mice, Inbred; Humans",
        "annote": "One & <two>\n\nThree\nFour",
    }
    assert read(written(record)) == [record]


def test_two_records_of_one_id_are_both_written() -> None:
    said = Diagnostics()
    both = [{"id": "a", "type": "book", "title": "A"}, {"id": "a", "type": "book", "title": "B"}]
    text = "".join(zotero_rdf.write(both, options=WriteOptions(), report=said))
    assert [one.code for one in said] == ["duplicate-key"]
    assert len(set(re.findall(r'<rdf:Description rdf:about="(.*?)"', text))) == 2


def test_notes_as_html() -> None:
    for text in ("a", "a < b & c > d", "one\n\ntwo", "one\ntwo"):
        assert note_text(note_html(text)) == text


# --- laws


def carried(csl: str) -> set[str]:
    """Every variable has a place: a field, a creator, Extra, a tag or a note."""
    own = {"citation-key", "note", "journalAbbreviation", "shortTitle", "title", "abstract", "keyword"}
    return (VARIABLES - own) | {"title", "abstract", "keyword"}


LAW = records(
    TYPES - {"article"},
    carried,
    date=DATE_RANGE,
    values={
        "accessed": st.just({"date-parts": [[2024, 1, 15]]}),
        "abstract": st.lists(TEXT, max_size=3).map("\n\n".join),
    },
)


@given(st.lists(LAW, max_size=3, unique_by=lambda record: record["id"]))
def test_what_is_written_is_read_back(found: list[Record]) -> None:
    assert read(written(*found)) == [
        {name: value for name, value in record.items() if value} for record in found
    ]


@given(st.lists(LAW, max_size=2, unique_by=lambda record: record["id"]))
def test_reading_is_a_fixed_point(found: list[Record]) -> None:
    once = read(written(*found))
    assert read(written(*once)) == once


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_each_item_type_survives(name: str) -> None:
    """A record read from any of Zotero's types goes back into the same type."""
    item = item_of({"id": "a", "type": ITEM_TYPES[name].csl, "title": "T"})._replace(
        item_type=name, creators=[]
    )
    title = fields(name)["title"]
    record = record_of(item._replace(fields={title: "T", "rights": "CC-BY"}))
    again = item_of(record)
    assert (again.item_type, again.fields["rights"], again.fields[title]) == (name, "CC-BY", "T")


# --- what Zotero itself exports, and faults

EXPORT = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:vcard="http://nwalsh.com/rdf/vCard#"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
 <bib:Article rdf:about="https://example.org/1">
  <z:itemType>journalArticle</z:itemType>
  <dcterms:isPartOf rdf:resource="urn:issn:0028-0836"/>
  <bib:authors><rdf:Seq>
   <rdf:li><foaf:Person><foaf:surname>Doe</foaf:surname><foaf:givenName>Jane</foaf:givenName></foaf:Person></rdf:li>
  </rdf:Seq></bib:authors>
  <dcterms:isReferencedBy rdf:resource="#item_7"/>
  <link:link rdf:resource="#item_8"/>
  <dc:subject>one</dc:subject>
  <dc:subject><z:AutomaticTag><rdf:value>two, three</rdf:value></z:AutomaticTag></dc:subject>
  <dc:subject><dcterms:LCC><rdf:value>QA76</rdf:value></dcterms:LCC></dc:subject>
  <dc:title>A title</dc:title>
  <dcterms:abstract>An abstract</dcterms:abstract>
  <dc:date>2016-11-09</dc:date>
  <bib:pages>1-10</bib:pages>
  <z:citationKey>doe2016</z:citationKey>
  <dc:identifier><dcterms:URI><rdf:value>https://example.org/1</rdf:value></dcterms:URI></dc:identifier>
  <dcterms:dateSubmitted>2024-01-15 14:31:22</dcterms:dateSubmitted>
  <dc:description>PMID: 123
a remark</dc:description>
 </bib:Article>
 <bib:Memo rdf:about="#item_7"><rdf:value>&lt;p&gt;A note&lt;/p&gt;</rdf:value></bib:Memo>
 <z:Attachment rdf:about="#item_8"><z:itemType>attachment</z:itemType><dc:title>PDF</dc:title></z:Attachment>
 <bib:Journal rdf:about="urn:issn:0028-0836">
  <prism:volume>5</prism:volume><prism:number>2</prism:number><dc:title>Nature</dc:title>
  <dcterms:alternative>Nat.</dcterms:alternative>
  <dc:identifier>ISSN 0028-0836</dc:identifier><dc:identifier>DOI 10.1000/1</dc:identifier>
 </bib:Journal>
 <bib:BookSection rdf:about="#item_9">
  <z:itemType>bookSection</z:itemType>
  <dcterms:isPartOf><bib:Book>
   <dc:identifier>ISBN 978-0-00-000000-2</dc:identifier><dc:title>The book</dc:title>
   <dcterms:isPartOf><bib:Series>
    <dc:title>The series</dc:title><dc:identifier>12</dc:identifier>
   </bib:Series></dcterms:isPartOf>
  </bib:Book></dcterms:isPartOf>
  <dc:publisher><foaf:Organization>
   <vcard:adr><vcard:Address><vcard:locality>London</vcard:locality></vcard:Address></vcard:adr>
   <foaf:name>Press</foaf:name>
  </foaf:Organization></dc:publisher>
  <dc:title>A chapter</dc:title>
 </bib:BookSection>
</rdf:RDF>
"""


def test_an_export_of_zotero() -> None:
    article, chapter = read(EXPORT)
    assert article == {
        "id": "doe2016",
        "type": "article-journal",
        "title": "A title",
        "abstract": "An abstract",
        "accessed": {"date-parts": [[2024, 1, 15]]},
        "call-number": "QA76",
        "container-title": "Nature",
        "container-title-short": "Nat.",
        "DOI": "10.1000/1",
        "ISSN": "0028-0836",
        "issue": "2",
        "issued": {"date-parts": [[2016, 11, 9]]},
        "page": "1-10",
        "PMID": "123",
        "URL": "https://example.org/1",
        "volume": "5",
        "author": [{"family": "Doe", "given": "Jane"}],
        "note": "a remark",
        "keyword": "one; two, three",
        "annote": "A note",
    }
    assert chapter == {
        "id": "item_9",
        "type": "chapter",
        "title": "A chapter",
        "container-title": "The book",
        "collection-title": "The series",
        "collection-number": "12",
        "ISBN": "978-0-00-000000-2",
        "publisher": "Press",
        "publisher-place": "London",
    }
    assert read(written(article, chapter)) == [article, chapter]


def test_faults_are_reported_with_their_line() -> None:
    said = Diagnostics()
    text = EXPORT.replace("bookSection</z:itemType>", "novel</z:itemType>").replace(
        "</rdf:RDF>",
        "<rdf:Description rdf:about='#x'><z:title>No type</z:title></rdf:Description>\n</rdf:RDF>",
    )
    assert [record["type"] for record in read(text, said)] == ["article-journal", "document"]
    lines = [text[: text.index(mark)].count("\n") + 1 for mark in ("<bib:BookSection", "<rdf:Description")]
    assert [(one.code, one.place.line) for one in said] == [
        ("zotero-unknown-type", lines[0]),
        ("zotero-no-type", lines[1]),
    ]


def test_a_broken_file_is_read_as_far_as_possible() -> None:
    text = written(*({"id": f"a{n}", "type": "book", "title": f"T{n}"} for n in range(3)))
    said = Diagnostics()
    broken = text.replace("<z:title>T1</z:title>", "<z:title>T1 < T2</z:title>")
    assert [record["id"] for record in read(broken, said)] == ["a0", "a1", "a2"]
    assert [one.place.line for one in said] == [text[: text.index("T1<")].count("\n") + 1]


def test_detection() -> None:
    assert zotero_rdf.detects(EXPORT[:2000])
    assert zotero_rdf.detects(written())
    assert not zotero_rdf.detects("<?xml version='1.0'?><rdf:RDF xmlns='http://xmlns.com/foaf/0.1/'>")
