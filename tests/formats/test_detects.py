"""Each structured format knows its own files, and no other format takes them for its own."""

from __future__ import annotations

import fuzz_readers
import pytest

from citemill.diagnostics import Diagnostics
from citemill.formats import FORMATS, WriteOptions

OURS = "zotero-rdf mods endnote-xml word-xml csl-yaml cff hayagriva schema-org".split()


@pytest.mark.parametrize("written", [row.name for row in FORMATS if row.reads and row.writes])
def test_a_written_file_is_detected(written: str) -> None:
    pieces = FORMATS.load(written).write(
        fuzz_readers.samples()[:5], options=WriteOptions(), report=Diagnostics()
    )
    head = "".join(pieces)[:4096]
    found = [name for name in OURS if FORMATS.load(name).detects(head)]
    assert found == ([written] if written in OURS else [])
