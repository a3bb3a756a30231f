"""samples/output/ holds what the samples give; written by `pytest tests/test_samples.py --update-golden`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from citemill import api
from citemill.diagnostics import Diagnostics, Severity
from citemill.record import faults

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.is_file() and path.suffix != ".md")
SUFFIXES = {".bib": "bibtex", ".ris": "ris", ".json": "csl-json"}


def test_there_are_enough() -> None:
    assert len(SAMPLES) >= 6


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_references(sample: Path, suffix: str, golden: Callable[[Path, str], None]) -> None:
    records = api.normalize(api.read(sample))
    text = "".join(map(str, api.serialize(records, SUFFIXES[suffix])))
    golden(ROOT / "samples/output" / f"{sample.stem}{suffix}", text)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_bibliography(sample: Path, golden: Callable[[Path, str], None]) -> None:
    records = list(api.normalize(api.read(sample)))
    page = api.render(records, style="apa", to="html", title=f"Publications: {sample.stem}", standalone=True)
    golden(ROOT / "samples/output" / f"{sample.stem}.html", page)
    text = api.render(records, style="chicago", to="markdown")
    golden(ROOT / "samples/output" / f"{sample.stem}.md", text)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_record_is_valid(sample: Path) -> None:
    said = Diagnostics()
    records = list(api.normalize(api.read(sample, report=said), report=said))
    assert records
    assert [fault for record in records for fault in faults(record)] == []
    assert said.worst is not Severity.ERROR
    assert len({record["id"] for record in records}) == len(records)
