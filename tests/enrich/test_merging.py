"""Completed entries: everything has its source, and the listing is never overwritten in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from citemill.enrich.build import build_index
from citemill.enrich.enricher import Tally, enrich
from citemill.enrich.index import Index
from citemill.enrich.matching import Verdict
from citemill.enrich.merging import How, Merged, Prefer, Sourced, merge
from citemill.record import Record, faults

A, B, C, D = ({"family": family, "given": "Jane"} for family in ("Roe", "Doe", "Poe", "Loe"))

ENTRY: Record = {
    "id": "roe2020",
    "type": "article",
    "genre": "Preprint",
    "archive": "arXiv",
    "title": "Sparse Engines",
    "author": [A, {"family": "Doe", "given": "J."}, C],
    "issued": {"date-parts": [[2020, 5, 4]]},
    "abstract": "As listed.",
    "custom": {"cut-off": ["author"], "primary-class": "cs.LG", "primary-class-inferred": True, "code": True},
}
PREPRINT: Record = {
    "id": "arxiv:2005.00001",
    "type": "article",
    "genre": "Preprint",
    "archive": "arXiv",
    "number": "arXiv:2005.00001",
    "DOI": "10.48550/arXiv.2005.00001",
    "URL": "https://arxiv.org/abs/2005.00001",
    "title": "Sparse engines: a survey",
    "author": [A, B, C, D],
    "issued": {"date-parts": [[2020, 5, 5]]},
    "abstract": "As submitted.",
    "custom": {"arxiv": "2005.00001", "classes": ["cs.LG", "stat.ML"], "published-doi": "10.1000/S.1"},
}
ARTICLE: Record = {
    "id": "doi:10.1000/s.1",
    "type": "article-journal",
    "DOI": "10.1000/s.1",
    "title": "Sparse engines: a survey",
    "container-title": "Journal of Engines",
    "volume": "3",
    "page": "1-9",
    "author": [A, B, C, D],
    "issued": {"date-parts": [[2021, 2]]},
}
DAY = "2026-11-22"


def merged(entry: Record, *found: Record, prefer: Prefer = Prefer.PREPRINT) -> Merged:
    sources = [Sourced(one["id"].split(":")[0].replace("doi", "crossref"), one) for one in found]
    before = repr(entry)
    result = merge(entry, sources, prefer=prefer, on=DAY, score=0.99987)
    assert repr(entry) == before, "records are values"
    assert not list(faults(result.record))
    return result


def test_a_preprint_is_completed() -> None:
    record, changes = merged(ENTRY, PREPRINT)
    assert record["author"] == [A, B, C, D]
    assert record["number"] == "arXiv:2005.00001"
    assert record["title"] == "Sparse engines: a survey"
    assert record["issued"] == ENTRY["issued"], "one day off: the listing's stays"
    assert record["abstract"] == "As listed."
    assert record["custom"] == {
        "primary-class": "cs.LG",
        "code": True,
        "arxiv": "2005.00001",
        "classes": ["cs.LG", "stat.ML"],
        "published-doi": "10.1000/S.1",
        "match": {"record": "arxiv:2005.00001", "score": 0.9999},
        "provenance": {
            name: {"source": "arxiv", "record": "arxiv:2005.00001", "on": DAY}
            for name in ("number", "DOI", "URL", "title", "author")
        },
        "listing": {"title": "Sparse Engines", "author": ENTRY["author"]},
    }
    assert {(one.variable, one.how) for one in changes} == {
        ("number", How.ADDED),
        ("DOI", How.ADDED),
        ("URL", How.ADDED),
        ("title", How.COMPLETED),
        ("author", How.COMPLETED),
        ("issued", How.CONTRADICTED),
    }
    lines = [str(one) for one in changes]
    assert 'title: "Sparse Engines" -> "Sparse engines: a survey" (arxiv:2005.00001)' in lines
    assert "issued: stays 2020-05-04, though arxiv:2005.00001 has 2020-05-05" in lines


def test_the_published_version_by_option() -> None:
    record, changes = merged(ENTRY, PREPRINT, ARTICLE, prefer=Prefer.PUBLISHED)
    assert record["type"] == "article-journal"
    assert record["container-title"] == "Journal of Engines"
    assert record["DOI"] == "10.1000/s.1"
    assert record["issued"] == {"date-parts": [[2021, 2]]}
    assert record["custom"]["arxiv"] == "2005.00001", "both identifiers are kept"
    assert "published-doi" not in record["custom"]
    assert not {"archive", "genre", "number"} & record.keys()
    listed = record["custom"]["listing"]
    assert listed["issued"] == ENTRY["issued"]
    assert listed["type"] == "article"
    assert listed["archive"] == "arXiv"
    assert ("type", How.REPLACED) in {(one.variable, one.how) for one in changes}


def test_a_preprint_stays_one_unless_asked() -> None:
    both, _ = merged(ENTRY, ARTICLE, PREPRINT)
    assert (both["type"], both["DOI"]) == ("article", "10.48550/arXiv.2005.00001")
    assert both["custom"]["published-doi"].lower() == "10.1000/s.1"
    only, _ = merged(ENTRY, ARTICLE)
    assert only["type"] == "article"
    assert "container-title" not in only
    assert only["author"] == [A, B, C, D]
    assert only["custom"]["published-doi"] == "10.1000/s.1"


def test_no_published_version_leaves_the_preprint() -> None:
    record, _ = merged(ENTRY, PREPRINT, prefer=Prefer.PUBLISHED)
    assert record["type"] == "article"
    assert record["number"] == "arXiv:2005.00001"


@pytest.mark.parametrize(
    "theirs",
    [
        [A, B, D],  # who is shown is not there
        [A, C],  # fewer than shown
    ],
)
def test_authors_that_contradict_are_not_taken(theirs: list[Any]) -> None:
    record, changes = merged(ENTRY, {**PREPRINT, "author": theirs})
    assert record["author"] == ENTRY["author"]
    assert record["custom"]["cut-off"] == ["author"]
    assert ("author", How.CONTRADICTED) in {(one.variable, one.how) for one in changes}


def test_a_list_that_is_cut_off_itself_completes_nothing() -> None:
    cut = {**PREPRINT, "custom": {"cut-off": ["author"]}}
    record, _ = merged(ENTRY, cut)
    assert record["custom"]["cut-off"] == ["author"]
    assert record["author"] == ENTRY["author"]


def test_a_value_that_stands_is_not_overwritten() -> None:
    entry = {**ARTICLE, "id": "mine", "volume": "4", "page": "1–9"}
    record, changes = merged(entry, ARTICLE)
    assert record["volume"] == "4"
    assert [str(one) for one in changes] == ['volume: stays "4", though doi:10.1000/s.1 has "3"']


def test_a_less_precise_date_is_completed() -> None:
    record, _ = merged({**ENTRY, "issued": {"date-parts": [[2020]]}}, PREPRINT)
    assert record["issued"] == {"date-parts": [[2020, 5, 5]]}
    unknown, _ = merged({key: value for key, value in ENTRY.items() if key != "issued"}, PREPRINT)
    assert unknown["issued"] == {"date-parts": [[2020, 5, 5]]}


def test_full_given_names_replace_initials() -> None:
    shown = {**ENTRY, "author": [A, {"family": "Doe", "given": "J."}, C, D], "custom": {}}
    record, _ = merged(shown, PREPRINT)
    assert record["author"][1] == B
    assert record["custom"]["listing"]["author"] == shown["author"]


def test_a_listing_from_the_index(tmp_path: Path) -> None:
    others = [{**PREPRINT, "id": f"arxiv:2005.1000{n}", "title": f"Looms number {n}"} for n in range(9)]
    polluted = {
        **ARTICLE,
        "id": "openalex:W1",
        "title": "Wholly another work",
        "custom": {"arxiv": "2005.00001"},
    }
    works = [("arxiv", PREPRINT), ("crossref", ARTICLE), ("openalex", polluted)]
    works += [("arxiv", {**one, "custom": {}, "DOI": ""}) for one in others]
    build_index(tmp_path / "x.db", works)
    unknown = {**ENTRY, "id": "other", "title": "Something else"}
    with Index(tmp_path / "x.db") as index:
        found = list(enrich([ENTRY, unknown], index, owner=D, prefer=Prefer.PUBLISHED, on=DAY))
    assert found[0].match.verdict is Verdict.ACCEPTED
    assert found[0].merged.record["container-title"] == "Journal of Engines"
    assert found[1].merged.record == unknown
    assert all(one.record != "openalex:W1" for one in found[0].merged.changes)
    tally = Tally()
    for one in found:
        tally.add(one)
    assert str(tally.summary()) == ("1 of 2 found, 0 ambiguous, 1 not found; 1 of 2 have all their authors")
