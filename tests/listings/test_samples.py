"""The samples that come with citemill."""

from __future__ import annotations

from pathlib import Path

import pytest

from citemill.diagnostics import Diagnostics, Severity
from citemill.files import Source
from citemill.listings import read

SAMPLES = {  # entries, warnings
    "collaborations.txt": (10, []),
    "darmont.txt": (12, []),
    "de-freitas.txt": (12, ["page-cut-off"]),
    "demaine.html": (12, []),
    "knuth.txt": (5, []),
    "sutskever.txt": (50, ["page-cut-off"]),
    "van-der-aalst.txt": (12, ["page-cut-off"]),
}


def test_all_samples_are_tested(root: Path) -> None:
    found = [path.name for path in (root / "samples").iterdir() if path.suffix in (".txt", ".html")]
    assert sorted(found) == sorted(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_sample(root: Path, name: str) -> None:
    said = Diagnostics()
    entries = list(read(Source(root / "samples" / name), report=said).entries)
    count, warnings = SAMPLES[name]
    assert len(entries) == count
    assert [one.code for one in said if one.severity > Severity.INFO] == warnings
    assert all(entry.title and entry.authors for entry in entries)


def test_the_first_sample_is_the_real_listing_with_other_abstracts(root: Path, shared: Path) -> None:
    sample = read(Source(root / "samples/sutskever.txt"))
    real = read(Source(shared / "seed/profile-listing.txt"))
    assert sample.profile == real.profile
    for ours, theirs in zip(sample.entries, real.entries, strict=True):
        assert ours._replace(abstract="") == theirs._replace(abstract="")
        assert ours.abstract
        assert ours.abstract not in theirs.abstract
        assert len(ours.abstract) < len(theirs.abstract) / 2
