"""An index first, then providers: what is open is settled by both together."""

from __future__ import annotations

from pathlib import Path

import pytest

from citemill.enrich.build import build_index
from citemill.enrich.choices import Choices
from citemill.enrich.completing import Completing, Means
from citemill.enrich.enricher import Enriched
from citemill.enrich.matching import Match, Verdict
from citemill.record import Record

DAY = "2026-11-22"


def work(number: str, title: str, *more: str) -> Record:
    names = [{"family": family, "given": "Jane"} for family in ("Roe", "Doe", "Poe", *more)]
    return {
        "id": f"arxiv:{number}",
        "type": "article",
        "title": title,
        "author": names,
        "issued": {"date-parts": [[2020, 1, 2]]},
        "custom": {"arxiv": number},
    }


def entry(title: str) -> Record:
    shown = work("", title)
    return {**shown, "id": title[:3], "custom": {"cut-off": ["author"]}}


ENGINES, LOOMS = (
    work("2001.00001", "Engines that think", "Zoe"),
    work("2001.00002", "Looms that weave", "Zoe"),
)
TWIN = work("2001.00003", "Looms that weave", "Ada")


@pytest.fixture
def index(tmp_path: Path) -> str:
    path = tmp_path / "library.db"
    build_index(path, [("arxiv", ENGINES), ("arxiv", LOOMS), ("arxiv", TWIN)])
    return str(path)


def answers(monkeypatch: pytest.MonkeyPatch, *works: Record) -> list[str]:
    """Let providers answer these works; gives the titles they are asked about."""
    asked: list[str] = []

    def gather(entries, names, client, *, report, progress):  # type: ignore[no-untyped-def]
        asked.extend(one["title"] for one in progress(entries))
        return (("crossref", one) for one in works)

    monkeypatch.setattr("citemill.enrich.online.gather", gather)
    return asked


def completed(means: Means, *entries: Record) -> list[Enriched]:
    with Completing(means) as completing:
        return list(completing.complete(entries))


def test_an_index_alone(index: str) -> None:
    found, open_ = completed(Means(index, on=DAY), entry("Engines that think"), entry("Looms that weave"))
    assert found.merged.record["custom"]["arxiv"] == "2001.00001"
    assert open_.match.verdict is Verdict.AMBIGUOUS
    assert completed(Means(on=DAY), entry("Engines that think")) == []


def test_providers_are_asked_about_the_rest(
    index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    online = {**work("2002.00009", "Mills that grind", "Zoe"), "id": "doi:10.1/mills", "DOI": "10.1/mills"}
    asked = answers(monkeypatch, online)
    means = Means(index, ("crossref",), str(tmp_path), on=DAY, offline=True)
    titles = ["Mills that grind", "Engines that think", "Looms that weave", "Nobody knows this"]
    found = completed(means, *map(entry, titles))
    assert [one.entry["title"] for one in found] == titles
    assert asked == ["Mills that grind", "Looms that weave", "Nobody knows this"]
    assert [str(one.match.verdict) for one in found] == ["accepted", "accepted", "ambiguous", "unmatched"]
    assert found[0].merged.record["DOI"] == "10.1/mills"
    assert len(found[2].match.candidates) == 2, "what the index had is still to choose from"


def test_a_person_is_asked_once(index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch)
    put: list[str] = []

    def ask(one: Record, match: Match, records: list[Record]) -> str:
        put.append(one["title"])
        return "arxiv:2001.00003"

    choices = Choices(tmp_path / "choices.json")
    means = Means(index, ("crossref",), str(tmp_path), on=DAY, offline=True, ask=ask, choices=choices)
    for _ in range(2):
        (found,) = completed(means, entry("Looms that weave"))
        assert found.merged.record["author"][-1]["family"] == "Ada"
    assert put == ["Looms that weave"]
