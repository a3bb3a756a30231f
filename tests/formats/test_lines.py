"""Every remark on a file, and every refusal of one, says the line."""

from __future__ import annotations

import random

import fuzz_readers
import pytest

from citemill.diagnostics import Diagnostics
from citemill.errors import CitemillError
from citemill.files import Source
from citemill.formats import FORMATS

BOTH_WAYS = [row.name for row in FORMATS if row.reads and row.writes]
BINARY = "this is no text"


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_remarks_on_mangled_files_have_a_line(name: str) -> None:
    module = FORMATS.load(name)
    heard = 0
    for seed in range(150):
        random_ = random.Random(seed)
        data = fuzz_readers.mangled(fuzz_readers.own_file(name, random_), random_)
        said = Diagnostics()
        lines = data.count(b"\n") + data.count(b"\r") + 1
        refused: list[CitemillError] = []
        try:
            list(module.read(Source(data, name="x"), report=said))
        except CitemillError as error:
            refused = [error]
        for fault in refused:
            assert fault.place is not None
            assert fault.found == BINARY or 1 <= (fault.place.line or 0) <= lines, fault
        for one in said:
            assert one.place.source == "x", one
            assert 1 <= (one.place.line or 0) <= lines, one
        heard += len(said)
    assert heard >= 5
