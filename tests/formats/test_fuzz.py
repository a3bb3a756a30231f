"""A short run of the fuzzer over every reader; the long one is a command of its own (`make fuzz`)."""

from __future__ import annotations

from pathlib import Path

import fuzz_readers
import pytest


@pytest.mark.parametrize("name", fuzz_readers.readers())
def test_mangled_files(name: str) -> None:
    for seed in range(150):
        fuzz_readers.run(name, seed)


@pytest.mark.parametrize("name", fuzz_readers.readers())
def test_mangled_real_files(name: str, shared: Path) -> None:
    for seed in range(100):
        fuzz_readers.run(name, seed, shared / "real-inputs")
