"""A short run of the fuzzer over every reader; the long one is a command of its own."""

from __future__ import annotations

import fuzz
import pytest

from citemill.formats import FORMATS


@pytest.mark.parametrize("name", [row.name for row in FORMATS if row.reads and row.writes])
def test_mangled_files(name: str) -> None:
    for seed in range(150):
        fuzz.run(name, seed)
