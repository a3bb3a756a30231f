"""Legal files that look unlike most, and files of careless programs: what must come out of them."""

# ruff: noqa: E501  the documents stand as programs write them, on long lines

from __future__ import annotations

from typing import Any

import pytest

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.formats import FORMATS
from citemill.formats.detection import detect
from citemill.record import Record

DOE = [{"family": "Doe", "given": "J"}]


def read(text: str) -> tuple[str, list[Record], list[str]]:
    """The format found, the records, and the codes and lines of the remarks."""
    source = Source(text.encode(), name="x")
    row = detect(source)
    assert row is not None
    said = Diagnostics()
    records = list(FORMATS.load(row.name).read(source, report=said))
    return row.name, records, [f"{one.code}:{one.place.line}" for one in said]


BIBTEX = r"""@preamble{ "\newcommand{\noop}[1]{}" # "x" }
@comment{ @article{no, title={no}} }
@string( acm = {ACM} # " Press")
@ARTICLE ( key1 , author = "von Last, Jr, First and {Barnes and Noble} and First von der Last and others" ,
  title = "A {B} " # { {C} d}, year = 2001, publisher = acm # { & Co}, month = 10 # "~" # jan )
@inproceedings{kid, crossref = {par}, title={Kid}, pages={1--2}, xdata={xd}}
@xdata{xd, publisher={P}}
@proceedings{par, crossref={gpar}, title={Proc}, year=1999}
@proceedings{gpar, editor={Ed, A}, series={S}}
junk between @ entries foo@bar.com
@misc{dup,title={One}, title={Two}}
@book{unclosed, title = {Oops
@book{after, title={{{Deep {Nested} Braces}}}}
"""


def test_bibtex() -> None:
    name, records, said = read(BIBTEX)
    assert name == "bibtex"
    by_id = {record["id"]: record for record in records}
    assert list(by_id) == ["key1", "kid", "par", "gpar", "dup", "after"]
    assert by_id["key1"] == {
        "id": "key1",
        "type": "article-journal",
        "title": "A B C d",
        "author": [
            {"family": "Last", "given": "First", "non-dropping-particle": "von", "suffix": "Jr"},
            {"literal": "Barnes and Noble"},
            {"family": "Last", "given": "First", "non-dropping-particle": "von der"},
        ],
        "publisher": "ACM Press & Co",
        "issued": {"date-parts": [[2001, 10]]},
        "custom": {"cut-off": ["author"]},
    }
    assert by_id["kid"] == {
        "id": "kid",
        "type": "paper-conference",
        "title": "Kid",
        "page": "1-2",
        "publisher": "P",
        "container-title": "Proc",
        "editor": [{"family": "Ed", "given": "A"}],
        "collection-title": "S",
        "issued": {"date-parts": [[1999]]},
    }
    assert "Deep Nested Braces" in by_id["after"]["title"]
    assert said == ["field-twice:11", "entry-unreadable:12"]


ROWS: dict[str, tuple[str, str, list[dict[str, Any]], list[str]]] = {
    "RIS without ER, odd indentation, values of several lines": (
        "\ufeff\nTY  - JOUR\nAU  - Doe, J\n TI  - Title\nN2  - one\ntwo\n\nthree\nPY  - 2001///\n"
        "TY  - BOOK\nTI  - B\nKW  - a\nb\nER  -\n",
        "ris",
        [{"title": "Title", "abstract": "one two\n\nthree", "author": DOE}, {"keyword": "a, b"}],
        ["end-missing:10"],
    ),
    "RIS with carriage returns": (
        "TY  - JOUR\rTI  - T\rAU  - Doe, J\rER  - \r",
        "ris",
        [{"title": "T", "author": DOE}],
        [],
    ),
    "RIS with one blank": ("TY - JOUR\nTI - T\nER - \n", "ris", [{"title": "T"}], []),
    "EndNote XML with styles": (
        '<?xml version="1.0"?><xml><records><record><ref-type name="Journal Article">17</ref-type><titles><title>'
        '<style face="normal">On </style><style face="italic">E. coli</style><style face="superscript">2</style>'
        "</title></titles></record></records></xml>",
        "endnote-xml",
        [{"type": "article-journal", "title": "On <i>E. coli</i><sup>2</sup>"}],
        [],
    ),
    "EndNote tagged with paragraphs": (
        "%0 Journal Article\n%A Doe, J\n%T T\n%X one\ntwo\n\nthree\n%K a\n%K b\n\n\n%0 Book\n%T B\n",
        "enw",
        [
            {"abstract": "one\n\ntwo\n\nthree", "keyword": "a, b", "author": DOE},
            {"type": "book", "title": "B"},
        ],
        [],
    ),
    "MEDLINE with continued lines": (
        "\nPMID- 1\nTI  - A long\n      title.\nFAU - Doe, J\n\nTI  - B\nPT  - Book\n",
        "nbib",
        [{"id": "pmid1", "title": "A long title", "author": DOE}, {"type": "book", "title": "B"}],
        [],
    ),
    "MODS with a prefix, years of a life, a role with a point": (
        '<m:modsCollection xmlns:m="http://www.loc.gov/mods/v3"><m:mods ID="a"><m:titleInfo><m:nonSort>The</m:nonSort>'
        '<m:title>T</m:title></m:titleInfo><m:name type="personal"><m:namePart>Doe, J, 1950-</m:namePart><m:role>'
        '<m:roleTerm type="text">Author.</m:roleTerm></m:role></m:name><m:language><m:languageTerm type="code"'
        ' authority="iso639-2b">ger</m:languageTerm></m:language></m:mods></m:modsCollection>',
        "mods",
        [{"title": "The T", "author": DOE, "language": "de"}],
        [],
    ),
    "one MODS record": (
        '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>T</title></titleInfo></mods>',
        "mods",
        [{"title": "T"}],
        [],
    ),
    "Word XML without prefixes": (
        '<Sources xmlns="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"><Source><Tag>a</Tag>'
        "<SourceType>Book</SourceType><Author><Author><NameList><Person><Last>Doe</Last><First>J</First></Person>"
        "</NameList></Author></Author><Title>T</Title></Source></Sources>",
        "word-xml",
        [{"id": "a", "type": "book", "author": DOE}],
        [],
    ),
    "CSL-JSON in an object, with a fault in the third line": (
        '{"total": 2, "items": [\n{"id": "a", "type": "book"},\n{"id": "b", "type": "no type"}\n], "more": false}',
        "csl-json",
        [{"id": "a", "type": "book"}, {"id": "b", "type": "document"}],
        ["type-unknown:3", "not-csl:3"],
    ),
    "CSL-JSON, a single record": (
        '{"id": "a", "type": "book"}',
        "csl-json",
        [{"id": "a", "type": "book"}],
        [],
    ),
    "CSL-JSON by keys": (
        '{"a": {"type": "book", "title": "T"}, "b": {"id": "c", "type": "book"}}',
        "csl-json",
        [{"id": "a", "title": "T"}, {"id": "c"}],
        [],
    ),
    "CSL-YAML of a document": (
        "---\ntitle: doc\nreferences:\n- id: a\n  type: book\n  author:\n  - family: Doe\n    given: J\n...\n",
        "csl-yaml",
        [{"id": "a", "author": DOE}],
        [],
    ),
    "JSON-LD with a graph": (
        '{"@context": "https://schema.org", "@graph": [{"@type": "Book", "name": "T"}]}',
        "schema-org",
        [{"type": "book", "title": "T"}],
        [],
    ),
    "Zotero RDF with a collection and an attachment": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/'
        'export#" xmlns:bib="http://purl.org/net/biblio#" xmlns:link="http://purl.org/rss/1.0/modules/link/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<bib:Book rdf:about="#item_1"><z:itemType>book</z:itemType><link:link rdf:resource="#item_2"/>'
        '<dc:title>T</dc:title></bib:Book><z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType>'
        '</z:Attachment><z:Collection rdf:about="#c"><dc:title>C</dc:title><dcterms:hasPart rdf:resource="#item_1"/>'
        "</z:Collection></rdf:RDF>",
        "zotero-rdf",
        [{"type": "book", "title": "T"}],
        [],
    ),
}


@pytest.mark.parametrize("text", ROWS)
def test_others(text: str) -> None:
    data, name, wanted, remarks = ROWS[text]
    found, records, said = read(data)
    assert found == name
    for record, want in zip(records, wanted, strict=True):
        assert {variable: record.get(variable) for variable in want} == want
    assert said == remarks
