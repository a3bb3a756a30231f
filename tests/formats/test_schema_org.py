"""schema.org JSON-LD: laws, scripts in pages, and what other sites write."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import DATE_RANGE, TEXT, records

from citemill.diagnostics import Diagnostics
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import WriteOptions, schema_org
from citemill.record import TYPES, VARIABLES, Record


def written(*found: Record) -> str:
    return "".join(schema_org.write(found, options=WriteOptions(), report=Diagnostics()))


def read(text: str, said: Diagnostics | None = None) -> list[Record]:
    report = Diagnostics() if said is None else said
    return list(schema_org.read(Source(text.encode(), name="a.jsonld"), report=report))


PLAIN = TEXT.filter(lambda text: "<" not in text)
LAW = records(
    TYPES,
    lambda _: schema_org.CARRIED,
    text=PLAIN,
    date=DATE_RANGE,
    values={"page": st.sampled_from(["1-10", "e1234", "1-3, 7"])},
)


@given(st.lists(LAW, max_size=3, unique_by=lambda record: record["id"]))
def test_what_is_written_is_read_back(found: list[Record]) -> None:
    assert read(written(*found)) == found


def test_the_tables_name_variables() -> None:
    assert schema_org.CARRIED <= VARIABLES
    assert set(schema_org._TYPES) <= TYPES


ARTICLE: Record = {
    "id": "doe2016",
    "type": "article-journal",
    "title": "On kites",
    "author": [
        {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
        {"literal": "Google, Inc."},
    ],
    "container-title": "Nature",
    "ISSN": "0028-0836",
    "volume": "5",
    "issue": "2",
    "page": "1-10",
    "issued": {"date-parts": [[2016, 11, 9]]},
    "DOI": "10.1000/1",
    "custom": {"cut-off": ["author"]},
}


def test_an_article_is_in_an_issue_in_a_volume_of_a_journal() -> None:
    node = schema_org.node_of(ARTICLE)
    issue = node["isPartOf"]
    assert (issue["@type"], issue["issueNumber"]) == ("PublicationIssue", "2")
    volume = issue["isPartOf"]
    assert (volume["@type"], volume["volumeNumber"]) == ("PublicationVolume", "5")
    assert volume["isPartOf"] == {"@type": "Periodical", "name": "Nature", "issn": "0028-0836"}
    assert node["sameAs"] == "https://doi.org/10.1000/1"
    assert node["creditText"] == "Laurens van der Maaten, Google, Inc. et al."
    assert node["author"][0]["name"] == "Laurens van der Maaten"
    assert read(written(ARTICLE)) == [ARTICLE]


class Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.data += data


@given(st.text())
def test_no_text_ends_the_script(title: str) -> None:
    page = Scripts()
    page.feed(schema_org.script([{"id": "a", "type": "book", "title": f"</script><b>{title}<!--"}]))
    page.close()
    assert page.tags == ["script"]
    assert json.loads(page.data)["@graph"][0]["@type"] == "Book"


def test_what_other_sites_write() -> None:
    text = """{"@context": "http://schema.org", "@type": "MedicalScholarlyArticle", "@id": "https://doi.org/10.1000/2",
    "headline": "On ropes", "author": [{"@type": "Person", "name": "Jane Q. Doe"}, "Ann van Roe"],
    "datePublished": "2015-07-01T00:00:00Z", "keywords": "ropes, knots", "isPartOf": {"@type": "Periodical",
    "name": ["Science"], "issn": ["0036-8075"]}, "description": "A study.", "publisher": {"name": "AAAS"},
    "pageStart": 5, "pageEnd": 7}"""
    assert read(text) == [
        {
            "id": "work1",
            "type": "article-journal",
            "title": "On ropes",
            "abstract": "A study.",
            "author": [
                {"family": "Doe", "given": "Jane Q."},
                {"family": "Roe", "given": "Ann", "non-dropping-particle": "van"},
            ],
            "issued": {"date-parts": [[2015, 7, 1]]},
            "publisher": "AAAS",
            "keyword": "ropes, knots",
            "page": "5-7",
            "container-title": "Science",
            "ISSN": "0036-8075",
            "DOI": "10.1000/2",
            "custom": {"inferred-names": {"author": [0, 1]}},
        }
    ]
    item = {"@type": "ListItem", "item": {"@type": "Book", "name": "A"}}
    listed = {"@type": "ItemList", "itemListElement": [item]}
    assert read(json.dumps(listed)) == [{"id": "work1", "type": "book", "title": "A"}]


def test_faults() -> None:
    said = Diagnostics()
    assert read('[{"@type": "Book", "name": "A"}, {"name": "B"}, 5]', said)[0]["title"] == "A"
    assert len(said) == 2
    with pytest.raises(BadInput, match=r"a.jsonld:2"):
        read('{"@type":\n}')
    with pytest.raises(BadInput):
        read("[" * 100_000)
    assert schema_org.detects(written())
