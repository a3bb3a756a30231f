"""The real page: every field of every entry."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.listings import read
from citemill.listings.model import Figure, Listing, Profile

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def said() -> Diagnostics:
    return Diagnostics()


@pytest.fixture
def listing(shared: Path, said: Diagnostics) -> Listing:
    return read(Source(shared / "seed/profile-listing.txt", name="profile-listing.txt"), report=said)


def test_header(listing: Listing) -> None:
    assert listing.profile == Profile(
        name="Ilya Sutskever",
        subject="LG",
        h_index=Figure(74, "74"),
        papers=Figure(59, "59"),
        citations=Figure(300_203, "300,203"),
        novelty=Figure(63, "63%"),
        ai_score=Figure(43, "43"),
        listed=Figure(59, "59"),
    )


def test_entries(listing: Listing, golden) -> None:
    """Everything but the abstracts' text, which is not ours to copy: a hash of each stands for it."""
    entries = [entry._asdict() for entry in listing.entries]
    for entry in entries:
        abstract = entry.pop("abstract")
        entry["abstract-sha256"] = hashlib.sha256(abstract.encode()).hexdigest()
        entry["abstract-characters"] = len(abstract)
    golden(GOLDEN / "sutskever.json", json.dumps(entries, ensure_ascii=False, indent=1) + "\n")


def test_facts(listing: Listing) -> None:
    entries = list(listing.entries)
    assert len(entries) == 50
    assert sum(entry.code for entry in entries) == 5
    assert sum(entry.cut_off for entry in entries) == 42
    assert sum(bool(entry.affiliations) for entry in entries) == 5
    assert [entry.title for entry in entries if "$" in entry.title] == [
        "RL$^2$: Fast Reinforcement Learning via Slow Reinforcement Learning"
    ]
    assert all(entry.abstract and len(entry.authors) >= 2 for entry in entries)


def test_cut_off_page_is_said_once(listing: Listing, said: Diagnostics) -> None:
    assert not len(said)
    assert list(listing.entries) == list(listing.entries)
    assert [str(one) for one in said] == [
        "profile-listing.txt:10: warning: the page says 59 papers, 50 are here; it seems cut off; "
        "scroll to its end before saving [page-cut-off]"
    ]
