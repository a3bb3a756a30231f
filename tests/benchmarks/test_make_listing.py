"""The maker of long listings: what it writes is read back, and is always the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from citemill.files import Source
from citemill.listings import read

RECORDS = [
    {
        "title": "Nested  satisfiability",
        "authors": "Donald E. Knuth",
        "categories": "cs.CC",
        "versions": [{"created": "1989-12-31"}],
    },
    {
        "title": "Neural\nGPUs",
        "authors": "Łukasz Kaiser, Ilya Sutskever, Ann Lee, and Bo Chen",
        "categories": "cs.LG cs.NE",
        "versions": [{"created": "2015-11-25"}],
    },
]


@pytest.fixture
def metadata(tmp_path: Path) -> Path:
    path = tmp_path / "arxiv.jsonl"
    path.write_text("\n".join(map(json.dumps, RECORDS)), encoding="utf-8")
    return path


def make(root: Path, *arguments: str) -> bytes:
    script = root / "benchmarks/make_listing.py"
    return subprocess.run([sys.executable, script, *arguments], capture_output=True, check=True).stdout


def test_entries(root: Path, metadata: Path) -> None:
    made = make(root, str(metadata), "-n", "3", "--authors", "2")
    assert made == make(root, str(metadata), "-n", "3", "--authors", "2")
    page = read(Source(made))
    assert page.profile.listed is not None
    assert page.profile.listed.value == 3
    entries = list(page.entries)
    assert [(one.subject, one.date, one.title) for one in entries] == [
        ("CC", "Dec 31, 1989", "Nested satisfiability"),
        ("LG", "Nov 25, 2015", "Neural GPUs"),
        ("CC", "Dec 31, 1989", "Nested satisfiability, Part 2"),
    ]
    assert [(one.authors, one.cut_off) for one in entries[:2]] == [
        (("Donald E. Knuth",), False),
        (("Łukasz Kaiser", "Ilya Sutskever"), True),
    ]
    assert all(300 <= len(one.abstract) <= 2500 for one in entries)


def test_choices(root: Path, metadata: Path) -> None:
    made = make(root, str(metadata), "-n", "1", "--subject", "cs.LG", "--full-subjects", "--no-abstracts")
    [one] = read(Source(made)).entries
    assert (one.subject, one.abstract) == ("cs.LG", "")
