"""COinS: what a connector reads in the span, as Zotero was observed to take it."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from strategies import TEXT, records

from citemill.diagnostics import Diagnostics
from citemill.formats import WriteOptions, coins
from citemill.record import TYPES, Record


class Spans(HTMLParser):
    """The ContextObjects of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert (tag, values.keys()) == ("span", {"class", "title"})
        self.found.append(parse_qs(values["title"] or "", strict_parsing=True))


def read(*found: Record) -> list[dict[str, list[str]]]:
    page = Spans()
    page.feed("".join(coins.write(found, options=WriteOptions(), report=Diagnostics())))
    return page.found


AUTHORS = [
    {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
    {"family": "Doe", "given": "Jane"},
]

ROWS: list[tuple[Record, dict[str, list[str]]]] = [
    (
        {
            "type": "article-journal",
            "title": "On <i>kites</i> & ropes",
            "container-title": "Nature",
            "volume": 5,
            "issue": "2",
            "page": "1-10",
            "ISSN": "0028-0836",
            "DOI": "10.1000/1",
            "author": AUTHORS,
            "issued": {"date-parts": [[2016, 11, 9]]},
        },
        {
            "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
            "rft.genre": ["article"],
            "rft.atitle": ["On kites & ropes"],
            "rft.jtitle": ["Nature"],
            "rft.volume": ["5"],
            "rft.issue": ["2"],
            "rft.pages": ["1-10"],
            "rft.issn": ["0028-0836"],
            "rft.date": ["2016-11-09"],
            "rft_id": ["info:doi/10.1000/1"],
            "rft.aulast": ["van der Maaten"],
            "rft.aufirst": ["Laurens"],
            "rft.au": ["Jane Doe"],
        },
    ),
    (
        {"type": "chapter", "title": "T", "container-title": "B", "collection-title": "S", "publisher": "P"},
        {
            "rft_val_fmt": ["info:ofi/fmt:kev:mtx:book"],
            "rft.genre": ["bookitem"],
            "rft.atitle": ["T"],
            "rft.btitle": ["B"],
            "rft.series": ["S"],
            "rft.pub": ["P"],
        },
    ),
    (
        {"type": "paper-conference", "title": "T", "container-title": "B"},
        {
            "rft_val_fmt": ["info:ofi/fmt:kev:mtx:book"],
            "rft.genre": ["proceeding"],
            "rft.atitle": ["T"],
            "rft.btitle": ["B"],
        },
    ),
    (
        {"type": "thesis", "title": "T", "publisher": "MIT", "genre": "PhD"},
        {
            "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dissertation"],
            "rft.genre": ["dissertation"],
            "rft.title": ["T"],
            "rft.inst": ["MIT"],
            "rft.degree": ["PhD"],
        },
    ),
    (
        {
            "type": "article",
            "title": "T",
            "archive": "arXiv",
            "abstract": "A",
            "keyword": "x, y",
            "author": AUTHORS,
        },
        {
            "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
            "rft.type": ["preprint"],
            "rft.title": ["T"],
            "rft.publisher": ["arXiv"],
            "rft.description": ["A"],
            "rft.subject": ["x", "y"],
            "rft.creator": ["van der Maaten, Laurens", "Doe, Jane"],
        },
    ),
    ({"type": "dataset", "title": "T"}, {"rft.type": ["dataset"]}),
    ({"type": "software", "title": "T"}, {"rft.type": ["computerProgram"]}),
    (
        {"type": "book", "title": "T", "author": [{"literal": "World Health Organization"}]},
        {"rft.aucorp": ["World Health Organization"]},
    ),
]


@pytest.mark.parametrize(("record", "expected"), ROWS, ids=[record["type"] for record, _ in ROWS])
def test_rows(record: Record, expected: dict[str, list[str]]) -> None:
    (found,) = read({"id": "a", **record})
    assert {key: found.get(key) for key in expected} == expected


def test_no_author_is_given_twice_or_invented() -> None:
    (found,) = read({"id": "a", "type": "book", "author": AUTHORS, "custom": {"cut-off": ["author"]}})
    people = [*found["rft.aulast"], *found["rft.au"]]
    assert people == ["van der Maaten", "Jane Doe"]


@given(records(TYPES, lambda _: {"title", "author", "container-title", "issued"}, text=TEXT))
def test_any_text_comes_through(record: Record) -> None:
    (found,) = read(record)
    if "title" in record and "<" not in record["title"]:
        assert [record["title"]] in found.values()
