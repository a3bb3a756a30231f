"""docs/listings.md names every remark that readers and normalizer make, and no other."""

from __future__ import annotations

import re
from pathlib import Path

_SAID = re.compile(r'(?:\bsay\(|Diagnostic\()\s*"([a-z]+(?:-[a-z]+)+)"')
_ROW = re.compile(r"^\| ((?:`[a-z-]+`(?:, )?)+) \|", re.MULTILINE)


def test_remarks(root: Path) -> None:
    said = {"encoding-guessed"}
    for room in ("listings", "normalizer"):
        for path in (root / "src/citemill" / room).glob("*.py"):
            said.update(_SAID.findall(path.read_text(encoding="utf-8")))
    manual = (root / "docs/listings.md").read_text(encoding="utf-8")
    named = {code for row in _ROW.findall(manual) for code in re.findall(r"`([^`]+)`", row)}
    assert len(said) > 20
    assert named == said
