"""Each file in cases/ is a transcript (tests/transcripts.py): commands, what they print, how they end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path, transcript: Any) -> None:
    transcript(case.read_text(encoding="utf-8"), case.name)


def test_there_are_cases() -> None:
    assert len(CASES) >= 5
