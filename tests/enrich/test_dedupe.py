"""Records of one work are found and made one; records of several works stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from citemill.enrich.choices import Choices
from citemill.enrich.dedupe import deduplicate
from citemill.record import Record, faults

ROE, DOE = {"family": "Roe", "given": "Jane"}, {"family": "Doe", "given": "John"}
DAY = "2026-11-22"


def paper(key: str, title: str, year: int, **more: Any) -> Record:
    issued = {"date-parts": [[year]]}
    return {
        "id": key,
        "type": "article-journal",
        "title": title,
        "author": [ROE, DOE],
        "issued": issued,
        **more,
    }


def test_same_doi_in_other_letters() -> None:
    one = paper("a", "On engines", 2020, DOI="10.1000/ABC", volume="3")
    two = paper("b", "On Engines.", 2020, DOI="https://doi.org/10.1000/abc", page="1-9", publisher="X")
    result = deduplicate([one, paper("c", "On looms", 2020), two], on=DAY)
    assert [record["id"] for record in result.records] == ["b", "c"]
    merged = result.records[0]
    assert (merged["volume"], merged["page"]) == ("3", "1-9")
    assert not list(faults(merged))
    assert [(kept, others) for kept, others, _ in result.merged] == [("b", ["a"])]


def test_preprint_and_published_version() -> None:
    preprint = paper("p", "Sparse engines and their notes", 2019, number="arXiv:1901.00001", archive="arXiv")
    preprint = {**preprint, "type": "article", "genre": "Preprint"}
    article = paper("q", "Sparse Engines and Their Notes", 2020, DOI="10.1000/x", **{"container-title": "J"})
    result = deduplicate([preprint, article], on=DAY)
    (record,) = result.records
    assert (record["id"], record["type"]) == ("q", "article-journal")
    assert record["custom"]["arxiv"] == "1901.00001"
    assert "number" not in record


def test_other_works_stay() -> None:
    records = [
        paper("a", "Thinking engines, part I", 2020),
        paper("b", "Thinking engines, part II", 2020),
        paper("c", "Thinking engines", 2020, author=[{"family": "Poe", "given": "E."}]),
        paper("d", "Annual report", 2018, DOI="10.1000/1"),
        paper("e", "Annual report", 2019, DOI="10.1000/2"),
        {"id": "f", "type": "book"},
    ]
    result = deduplicate(records, on=DAY)
    assert result.records == records
    assert result.merged == []


def test_likely_ones_are_told_or_asked_about() -> None:
    records = [
        paper("d", "Annual report of all engines", 2019, DOI="10.1000/1"),
        paper("e", "Annual report of all engines", 2019, DOI="10.1000/2"),
    ]
    told = deduplicate(records, on=DAY)
    assert [pair[:2] for pair in told.likely] == [("d", "e")]
    asked: list[tuple[str, str]] = []

    def yes(one: Record, other: Record, pair: Any) -> bool:
        asked.append((one["id"], other["id"]))
        return True

    assert len(deduplicate(records, on=DAY, ask=yes).records) == 1
    assert asked == [("d", "e")]


def test_what_was_said_of_a_pair_is_remembered(tmp_path: Path) -> None:
    one, other = paper("d", "Annual report", 2019), paper("e", "Annual report of all", 2019)
    assert Choices(tmp_path / "c.json").get_pair(one, other) is None
    Choices(tmp_path / "c.json").set_pair(one, other, same=False)
    assert Choices(tmp_path / "c.json").get_pair(other, one) is False
    records = [
        paper("d", "Annual report of all engines", 2019, DOI="10.1000/1"),
        paper("e", "Annual report of all engines", 2019, DOI="10.1000/2"),
    ]
    said = deduplicate(records, on=DAY, ask=lambda one, other, pair: False)
    assert (len(said.records), said.likely) == (2, []), "nobody wants to be told again"


def test_the_kept_record_keeps_its_type_and_title() -> None:
    records = [
        {
            **paper("a", "On Engines That Think", 2020, DOI="10.1000/1"),
            "type": "paper-conference",
            "page": "1-9",
        },
        paper("b", "On engines that think", 2020, DOI="10.1000/1", volume="3"),
    ]
    (left,) = deduplicate(records, on=DAY).records
    assert (left["type"], left["title"], left["volume"]) == ("paper-conference", "On Engines That Think", "3")
