"""Every real file through every format: what is written and read again is written the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from citemill.diagnostics import ignore
from citemill.files import Source
from citemill.formats import FORMATS, WriteOptions
from citemill.formats.detection import detect
from citemill.record import Record, faults

BOTH_WAYS = [row.name for row in FORMATS if row.reads and row.writes]
UNREADABLE = {"jabref-RisImporterCorrupted.ris"}
SETTLES_LATER = {("zotero-rdf", "zotero-bibtex-11.bib")}
"""A note that holds what Zotero has a field for: the second file has it there."""


def written(name: str, records: list[Record]) -> str:
    return "".join(FORMATS.load(name).write(records, options=WriteOptions(), report=ignore))


def read(name: str, text: str) -> list[Record]:
    return list(FORMATS.load(name).read(Source(text.encode(), name="x"), report=ignore))


@pytest.fixture(scope="module")
def real(shared: Path) -> dict[str, list[Record]]:
    """The records of each real file that holds any."""
    found = {}
    for path in sorted((shared / "real-inputs").glob("*/*")):
        row = detect(Source(path))
        if row is None:
            assert path.name in UNREADABLE
            continue
        found[path.name] = list(FORMATS.load(row.name).read(Source(path), report=ignore))
        assert found[path.name], path
        assert [list(faults(record)) for record in found[path.name]] == [[]] * len(found[path.name])
    assert len(found) > 90
    return found


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_real_files_are_fixed_points(name: str, real: dict[str, list[Record]]) -> None:
    for file, records in real.items():
        first = written(name, records)
        again = read(name, first)
        assert len(again) == len(records), file
        assert all(list(faults(record)) == [] for record in again), file
        second = written(name, again)
        if (name, file) in SETTLES_LATER:
            first, again = second, read(name, second)
            second = written(name, again)
        assert second == first, file
        assert read(name, second) == again, file
