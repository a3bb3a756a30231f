"""The arXiv taxonomy and the rule for tails."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from citemill.normalizer.subjects import ARCHIVES, CATEGORIES, FORMER, find_subject


@pytest.mark.parametrize(
    ("printed", "owner", "category", "inferred"),
    [
        ("LG", "", "cs.LG", False),
        ("CL", "hep-th", "cs.CL", False),
        ("AI", "", "cs.AI", False),
        ("NE", "", "cs.NE", False),
        ("DC", "", "cs.DC", False),
        ("AS", "LG", "eess.AS", False),
        ("ML", "LG", "stat.ML", False),
        ("CV", "LG", "cs.CV", True),
        ("CV", "AG", "math.CV", True),
        ("IT", "", "cs.IT", True),
        ("NA", "NT", "math.NA", True),
        ("ST", "LG", "math.ST", True),
        ("ST", "q-fin.PM", "q-fin.ST", True),
        ("GN", "q-bio.NC", "q-bio.GN", True),
        ("CO", "stat.ML", "stat.CO", True),
        ("SP", "AS", "eess.SP", True),
        ("TH", "", "stat.TH", True),
        ("cs.LG", "", "cs.LG", False),
        ("hep-th", "", "hep-th", False),
        ("mtrl-sci", "", "cond-mat.mtrl-sci", False),
        ("cmp-lg", "", "cs.CL", False),
    ],
)
def test_tails(printed: str, owner: str, category: str, inferred: bool) -> None:
    subject = find_subject(printed, owner)
    assert subject is not None
    assert (subject.category, subject.inferred) == (category, inferred)
    assert subject.label == CATEGORIES[category]


@pytest.mark.parametrize("printed", ["", "XX", "lg", "cs.XX", "Code"])
def test_unknown_tails_stay_unknown(printed: str) -> None:
    assert find_subject(printed, "LG") is None


def test_tables_agree() -> None:
    assert set(FORMER.values()) <= CATEGORIES.keys()
    divided = {category.partition(".")[0] for category in CATEGORIES if "." in category}
    assert divided == ARCHIVES.keys()


@pytest.mark.slow
def test_every_category_of_real_records_is_known(shared: Path) -> None:
    seen = set()
    with lzma.open(shared / "arxiv-metadata/arxiv-cs-to-2019.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            seen.update(json.loads(line)["categories"].split())
    assert len(seen) > 100
    assert sorted(one for one in seen if find_subject(one) is None) == []
