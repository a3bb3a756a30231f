"""Entries of a listing find their works, and nothing but theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citemill.enrich.build import build_index
from citemill.enrich.dumps import json_values
from citemill.enrich.evidence import same_person
from citemill.enrich.index import Index
from citemill.enrich.keys import person, title_parts
from citemill.enrich.matching import Matcher, Verdict
from citemill.enrich.sources import arxiv
from citemill.enrich.titles import Ending, agreement
from citemill.files import Source
from citemill.record import Record

ROE = {"family": "Roe", "given": "Jane"}
DOE = {"family": "Doe", "given": "John Quincy"}
KAISER = {"family": "Kaiser", "given": "Łukasz"}
POE = {"family": "Poe", "given": "Edgar"}


def work(number: int, title: str, authors: list[Any], day: list[int], **more: Any) -> Record:
    custom = {"arxiv": f"2001.{number:05}", "classes": ["cs.LG", "stat.ML"], **more.pop("custom", {})}
    return {
        "id": f"arxiv:2001.{number:05}",
        "type": "article",
        "title": title,
        "author": authors,
        "issued": {"date-parts": [day]},
        "custom": custom,
        **more,
    }


WORKS = [
    work(1, "Sparse engines: A survey of their notes", [ROE, DOE, KAISER, POE], [2020, 5, 4]),
    work(2, "Thinking machines, part I", [ROE, DOE], [2020, 5, 4]),
    work(3, "Thinking machines, part II", [ROE, DOE], [2020, 5, 4]),
    work(4, "Optimal routing in directed graphs with costs", [DOE, POE], [2020, 6, 1]),
    work(5, "Twins", [POE], [2020, 7, 1]),
    work(6, "Twins", [POE], [2020, 7, 2]),
    work(7, "The annual report of engines", [ROE], [2018, 1, 1]),
    work(8, "The annual report of engines", [ROE], [2020, 1, 1]),
    work(9, "RL$^2$: Fast engines via slow engines", [KAISER, ROE, DOE, POE], [2020, 8, 9]),
    work(
        10,
        "A revised paper on looms",
        [POE, ROE],
        [2020, 1, 1],
        custom={"versions": ["2020-01-01", "2020-09-09"]},
    ),
    *(work(100 + n, f"Filler work {n} on looms and graphs", [POE, DOE], [2019, 1, 1]) for n in range(20)),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("index") / "library.db"
    build_index(path, (("arxiv", one) for one in WORKS))
    with Index(path) as opened:
        yield opened


def entry(title: str, authors: list[Any], day: list[int], *, cut: bool = False, **more: Any) -> Record:
    custom = {"cut-off": ["author"]} if cut else {}
    issued = {"issued": {"date-parts": [day]}} if day else {}
    return {
        "id": "e",
        "type": "article",
        "title": title,
        "author": authors,
        **issued,
        "custom": custom,
        **more,
    }


L = {"family": "Kaiser", "given": "L."}
PLAIN = {"family": "Kaiser", "given": "Lukasz"}
JQ = {"family": "Doe", "given": "J. Q."}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (entry("Sparse engines: A survey of their notes", [ROE, DOE, KAISER], [2020, 5, 4], cut=True), 1),
        (entry("Sparse Engines: a Survey of their Notes", [ROE, JQ, L], [2020, 5, 6], cut=True), 1),
        (entry("Sparse engines", [ROE, DOE, PLAIN], [2020, 5, 3], cut=True), 1),
        (entry("Sparse engines: A survey", [ROE, DOE, PLAIN], [2020, 5, 4], cut=True), 1),
        (entry("Sparse engnes: A survei of their notes", [DOE, ROE, L], [2020, 5, 4], cut=True), 1),
        (entry("Thinking machines, part II", [ROE, DOE], [2020, 5, 4]), 3),
        (entry("RL²: fast engines via slow engines", [PLAIN, ROE, DOE], [2020, 8, 9], cut=True), 9),
        (entry("The annual report of engines", [ROE], [2020, 1, 2]), 8),
        (entry("A revised paper on looms", [POE, ROE], [2020, 9, 10]), 10),
        (entry("Optimal routing in directed graphs with costs", [DOE, POE], [2020]), 4),
        (entry("Optimal routing in directed graphs with costs", [DOE, POE], []), 4),
        (entry("Anything at all", [], [], number="arXiv:2001.00004v2", archive="arXiv"), None),
        (entry("Optimal routing in graphs", [], [], number="arXiv:2001.00004v2", archive="arXiv"), 4),
    ],
)
def test_accepted(index: Index, asked: Record, found: int | None) -> None:
    match = Matcher(index).match(asked)
    if found is None:
        assert match.verdict is Verdict.UNMATCHED, "an identifier of another work convinces nobody"
        return
    assert match.verdict is Verdict.ACCEPTED, match
    assert match.candidates[0].candidate.id == f"arxiv:2001.{found:05}"
    assert match.score > 0.8


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        (entry("Twins", [POE], [2020, 7, 1]), Verdict.AMBIGUOUS),
        (entry("Thinking machines", [ROE, DOE], [2020, 5, 4]), Verdict.AMBIGUOUS),
        (entry("Thinking machines, part III", [ROE, DOE], [2020, 5, 4]), Verdict.UNMATCHED),
        (entry("Optimal routing in undirected graphs with costs", [DOE, POE], [2020, 6, 1]), None),
        (entry("Fast routing in directed graphs with costs", [DOE, POE], [2020, 6, 1]), None),
        (entry("Sparse engines: A survey of their notes", [POE], [2013, 5, 4]), None),
        (
            entry("Sparse engines: A survey of their notes", [{"family": "Other", "given": "A."}], [2020]),
            None,
        ),
        (entry("Wholly unknown", [ROE], [2020, 5, 4]), Verdict.UNMATCHED),
        (entry("???", [ROE], [2020, 5, 4]), Verdict.UNMATCHED),
    ],
)
def test_not_taken_as_fact(index: Index, asked: Record, verdict: Verdict | None) -> None:
    match = Matcher(index).match(asked)
    assert match.verdict is not Verdict.ACCEPTED, match
    if verdict:
        assert match.verdict is verdict, match


def test_the_owner_must_be_among_the_authors(index: Index) -> None:
    asked = entry("Sparse engines: A survey of their notes", [ROE], [2020], cut=True)
    stranger = {"family": "Stranger", "given": "Ann"}
    with_owner, without = Matcher(index, POE).match(asked), Matcher(index, stranger).match(asked)
    assert with_owner.verdict is Verdict.ACCEPTED
    assert without.score < with_owner.score
    assert "owner: not among the authors" in (without.candidates or with_owner.candidates)[0].evidence.remarks


def test_the_real_listing_s_works(shared: Path, tmp_path: Path) -> None:
    """One entry as printed that is there, and one that is not, among the works of a month."""
    dump = Source(shared / "arxiv-metadata/arxiv-cs-to-2019.jsonl.xz")
    items = (item for _, item in json_values(dump) if item["id"].startswith("1611"))
    works = (one for item in items if (one := arxiv.record(item)))
    build_index(tmp_path / "x.db", (("arxiv", one) for one in works))
    owner = {"family": "Sutskever", "given": "Ilya"}
    names = [("Duan", "Yan"), ("Schulman", "John"), ("Chen", "Xi")]
    rl2 = entry(
        "RL$^2$: Fast Reinforcement Learning via Slow Reinforcement Learning",
        [{"family": family, "given": given} for family, given in names],
        [2016, 11, 9],
        cut=True,
    )
    missing = {**rl2, "title": "InfoGAN: Interpretable Representation Learning"}
    with Index(tmp_path / "x.db") as opened:
        match = Matcher(opened, owner).match(rl2)
        assert match.verdict is Verdict.ACCEPTED
        assert match.candidates[0].candidate.id == "arxiv:1611.02779"
        assert len(opened.record(match.candidates[0].candidate)["author"]) == 6
        assert Matcher(opened, owner).match(missing).verdict is Verdict.UNMATCHED


@pytest.mark.parametrize(
    ("one", "other", "costs_less_than", "ending"),
    [
        ("Deep nets", "Deep Nets", 0.1, Ending.SAME),
        ("Multi-task learning", "Multitask learning", 0.1, Ending.SAME),
        ("Robust detection of engines", "Robust detecton of engines", 1.0, Ending.SAME),
        ("Robust detector of engines", "Robust detectors of engines", 1.0, Ending.SAME),
        ("The optimisation of an engine", "Optimization of engine", 2.5, Ending.SAME),
        ("Deep nets", "Deep nets: a survey", 2.0, Ending.SUBTITLE),
        ("Deep nets for all engines", "Deep nets for all engines in the world", 4.0, Ending.CUT),
    ],
)
def test_titles_that_agree(one: str, other: str, costs_less_than: float, ending: Ending) -> None:
    for a, b in ((one, other), (other, one)):
        found = agreement(title_parts(a), title_parts(b), lambda word: False)
        assert found.cost < costs_less_than, found
        assert found.ending is ending


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Column 33", "Column 34"),
        ("Directed graphs", "Undirected graphs"),
        ("Synchronous engines", "Asynchronous engines"),
        ("Upper bounds for engines", "Lower bounds for engines"),
        ("Engines, part I", "Engines, part II"),
        ("2D engines", "3D engines"),
        ("Proactive routing", "Reactive routing"),
        ("Comment on engines", "On engines"),
    ],
)
def test_titles_of_different_works(one: str, other: str) -> None:
    assert agreement(title_parts(one), title_parts(other), lambda word: True).cost >= 5.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Łukasz", "Kaiser"), ("Lukasz", "Kaiser"), True),
        (("L.", "Kaiser"), ("Łukasz", "Kaiser"), True),
        (("Jean-Luc", "Roe"), ("J.-L.", "Roe"), True),
        (("Kaiser", "Łukasz"), ("Łukasz", "Kaiser"), True),
        (("Tom Dupré", "la Tour"), ("Tom", "Dupré la Tour"), True),
        (("Jörg", "Müller"), ("Joerg", "Mueller"), True),
        (("Anna", "Muller"), ("Anna", "Mueller"), True),
        (("Illia", "Polosukhin"), ("Ilya", "Polosukhin"), True),
        (("J. Robert", "Oppenheimer"), ("Robert", "Oppenheimer"), True),
        (("Jane", "Hemaspandra"), ("Jane", "Hemaspaandra"), True),
        (("Anna", "Roe"), ("Bert", "Roe"), False),
        (("Anna", "Roe"), ("Anna", "Doe"), False),
        (("Wei", "Li"), ("Wei", "Lu"), False),
        (("A. B.", "Roe"), ("A. C.", "Roe"), False),
    ],
)
def test_persons(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    a, b = ({"given": given, "family": family} for given, family in (one, other))
    assert (same_person(person(a), person(b)) > 0) is same  # type: ignore[arg-type]
    assert (same_person(person(b), person(a)) > 0) is same  # type: ignore[arg-type]
