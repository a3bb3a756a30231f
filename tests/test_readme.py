"""What the README and the manual show is what the commands print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(str(page.relative_to(ROOT)) for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_consoles(page: str, root: Path, transcript: Any) -> None:
    text = (root / page).read_text(encoding="utf-8")
    for match in CONSOLE.finditer(text):
        transcript(match[1], f"{page}, line {text.count(chr(10), 0, match.start()) + 1}")


def test_the_readme_has_some(root: Path) -> None:
    assert len(CONSOLE.findall((root / "README.md").read_text(encoding="utf-8"))) >= 3
