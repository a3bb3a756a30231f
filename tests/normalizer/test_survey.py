"""Keys that hold whatever else is in the file, and entries that are listed twice."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_writer import entry, entry_text
from test_records import listing

from citemill.diagnostics import Diagnostics
from citemill.errors import UnknownName
from citemill.files import Source
from citemill.listings import read, reader
from citemill.listings.model import Entry, Listing
from citemill.normalizer import normalize
from citemill.record import Record


def records(*listings: Listing, pattern: str = "") -> tuple[list[Record], list[tuple[str, str]]]:
    said = Diagnostics()
    options = {"key_pattern": pattern} if pattern else {}
    found = list(normalize(listings, report=said, **options))
    return found, [(one.code, str(one)) for one in said if one.code != "author-list-cut"]


def keys(*listings: Listing, pattern: str = "") -> list[str]:
    return [record["id"] for record in records(*listings, pattern=pattern)[0]]


# Keys.

ONE = entry("Deep Nets", date="Jun 6, 2024", authors=["Xi Chen"])
OTHER = entry("Deep Trees", date="May 2024", authors=["Xi Chen"])
THIRD = entry("Deep Seas", date="2024", authors=["Bo Chen"])


def test_colliding_works_each_get_a_suffix_of_their_own() -> None:
    assert keys(listing(ONE)) == ["chen2024deep"]
    assert keys(listing(ONE, OTHER)) == ["chen2024deep-ugr5", "chen2024deep-ozlw"]
    assert keys(listing(OTHER, THIRD, ONE)) == ["chen2024deep-ozlw", "chen2024deep-d2sj", "chen2024deep-ugr5"]
    assert keys(listing(THIRD), listing(ONE)) == ["chen2024deep-d2sj", "chen2024deep-ugr5"]


def test_what_does_not_collide_keeps_its_key() -> None:
    assert keys(listing(ONE, entry("Notes"), OTHER))[1] == "lovelace2024notes"


def test_many_works_of_one_key() -> None:
    """So many that four characters would not tell them apart."""
    many = [entry(f"Title {number}") for number in range(3000)]
    random.Random(1).shuffle(many)
    found = keys(listing(*many), pattern="[year]")
    assert len(set(found)) == 3000
    assert sorted(found) == sorted(keys(listing(*sorted(many)), pattern="[year]"))


def test_a_pattern_that_gives_nothing() -> None:
    assert keys(listing(entry(authors=[])), pattern="[auth]") == ["entry"]
    found = keys(listing(entry("A", authors=[]), entry("B", authors=[])), pattern="[auth]")
    assert len(set(found)) == 2
    assert all(key.startswith("entry-") for key in found)


def test_a_suffix_makes_no_other_works_key() -> None:
    clash = keys(listing(ONE, OTHER), pattern="x-[auth:lower]")
    taken = clash[0].removeprefix("x-")
    third = entry("A", authors=[f"Ann {taken.replace('-', '')}"])
    found = keys(listing(ONE, OTHER, third), pattern="x-[auth:lower]")
    assert len(set(found)) == 3


def test_a_bad_pattern_is_said_at_once() -> None:
    with pytest.raises(UnknownName):
        normalize(listing(ONE), key_pattern="[author]")


titles = st.sampled_from(["Deep Nets", "Deep Trees", "Deep Seas", "On Deep Nets", "Trees", ""])
some_entries = st.builds(
    entry,
    titles,
    authors=st.lists(st.sampled_from(["Xi Chen", "Bo Chen", "X. Chen", "Ada Lovelace"]), max_size=2),
    date=st.sampled_from(["Jun 6, 2024", "May 2024", "2024", "2023"]),
    abstract=st.sampled_from(["We compute.", "We compute more.", ""]),
)


@given(st.lists(some_entries, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_keys_do_not_depend_on_the_order(entries: list[Entry], dice: random.Random) -> None:
    """Of different works; of one that is listed twice, the merged entry may depend on which came first."""
    works = list({(one.title or one.abstract).lower(): one for one in entries}.values())
    shuffled = works.copy()
    dice.shuffle(shuffled)
    in_order = dict(zip(works, keys(listing(*works)), strict=True))
    assert [in_order[one] for one in shuffled] == keys(listing(*shuffled))


@given(st.lists(some_entries, max_size=10), st.integers(0, 10))
@settings(max_examples=300, deadline=None)
def test_keys_are_unique_over_several_listings(entries: list[Entry], at: int) -> None:
    found = keys(listing(*entries[:at]), listing(*entries[at:]))
    assert len(set(found)) == len(found)
    for key, record in zip(found, records(listing(*entries[:at]), listing(*entries[at:]))[0], strict=True):
        assert record["id"] == record["citation-key"] == key


# Repeated entries.

FULL = entry(
    "Notes on Engines",
    "cs.LG",
    "Jun 6, 2024",
    ["Ada Lovelace", "Charles Babbage"],
    abstract="We compute. Fast.",
)


@pytest.mark.parametrize(
    "again",
    [
        FULL,
        FULL._replace(title="NOTES ON  ENGINES."),
        FULL._replace(date="2024"),
        FULL._replace(date="Jun 2024"),
        FULL._replace(authors=()),
        FULL._replace(authors=("A. Lovelace",), cut_off=True, abstract=""),
        FULL._replace(abstract="We compute."),
        FULL._replace(subject="LG"),
        FULL._replace(subject=""),
    ],
)
@pytest.mark.parametrize("files", [1, 2])
def test_repeated_entries_are_merged(again: Entry, files: int) -> None:
    alone = records(listing(FULL))[0]
    between = entry("Something Else")
    for first, second in ((FULL, again), (again, FULL)):
        pages = (
            [listing(first, between, second)]
            if files == 1
            else [listing(first, source="one"), listing(between, second, source="two")]
        )
        merged, said = records(*pages)
        assert len(merged) == 2
        assert {**merged[0], "title": ""} == {**alone[0], "title": ""}
        [(code, remark)] = said
        assert code == "repeated-entry"
        if files == 1:
            assert "page:30:" in remark
            assert "stands at page:10 already; the two were merged" in remark
        else:
            assert "two:20:" in remark
            assert "stands at one:10 already" in remark


def test_what_differs_is_said() -> None:
    again = FULL._replace(abstract="Another one.", authors=("Ada Lovelace", "Luigi Menabrea"), subject="AI")
    [(_, remark)] = records(listing(FULL, again))[1]
    assert remark == (
        'page:20: warning: "Notes on Engines" stands at page:10 already; the two were merged, but differ in '
        "their authors and their abstracts and their subjects; compare the two [repeated-entry]"
    )


@pytest.mark.parametrize(
    "other",
    [
        FULL._replace(date="Jun 7, 2024"),
        FULL._replace(date="2023"),
        FULL._replace(authors=("Anna Lovelady",)),
        FULL._replace(title="Notes on Engines, Part 2"),
    ],
)
def test_different_works_stay_two(other: Entry) -> None:
    found, said = records(listing(FULL, other))
    assert len(found) == 2
    assert said == []


def test_three_times_and_a_stranger_with_the_same_title() -> None:
    stranger = FULL._replace(authors=("Bo Chen",))
    found, said = records(
        listing(FULL._replace(code=True), stranger, FULL, FULL._replace(affiliations=("mit",)))
    )
    assert [record["author"][0]["family"] for record in found] == ["Lovelace", "Chen"]
    assert found[0]["custom"]["code"] is True
    assert found[0]["custom"]["affiliations"] == [{"slug": "mit", "name": "MIT"}]
    assert len(said) == 2


def test_a_repeated_work_clashes_with_others_once() -> None:
    found = keys(listing(ONE, ONE, OTHER))
    assert found == keys(listing(ONE, OTHER))
    assert keys(listing(ONE, ONE)) == ["chen2024deep"]


def test_entries_without_title_are_told_apart() -> None:
    first = entry("", abstract="We compute.")
    assert len(keys(listing(first, first._replace(abstract="We print."), first))) == 2


NAMES = "Ay Bee Cee Dee Eff Gee".split()


def test_two_pastes_that_overlap() -> None:
    entries = [entry(f"Title {number}", authors=[f"Ann {name}"]) for number, name in enumerate(NAMES)]
    top = "\n".join(entry_text(one) for one in entries[:4])
    top = top[: top.index("Ann Dee")]
    bottom = "\n".join(entry_text(one) for one in entries[2:])
    pages = [read(Source(text.encode())) for text in (top, bottom)]
    found, said = records(*pages)
    assert [record["title"] for record in found] == [one.title for one in entries]
    assert [record["author"][0]["family"] for record in found] == NAMES
    assert [code for code, _ in said] == ["repeated-entry"] * 2


def test_memory_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of an entry is far less than the entry."""
    import tracemalloc

    monkeypatch.setattr(reader, "KEPT_LIMIT", 100_000)
    text = "\n".join(
        entry_text(entry(f"Title {number}", abstract="We compute numbers. " * 100)) for number in range(3000)
    )
    page = read(Source(text.encode()))
    tracemalloc.start()
    count = sum(1 for _ in normalize(page))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 3000
    assert peak < len(text) / 2
