"""docs/keys.md and docs/records.md show what really comes out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from citemill.files import Source
from citemill.listings import read
from citemill.normalizer import DEFAULT_KEY_PATTERN, normalize
from citemill.record import Record


def sample(root: Path, pattern: str = DEFAULT_KEY_PATTERN) -> list[Record]:
    return list(normalize(read(Source(root / "samples/sutskever.txt")), key_pattern=pattern))


def test_the_record_that_is_shown(root: Path) -> None:
    manual = (root / "docs/records.md").read_text(encoding="utf-8")
    [shown] = map(json.loads, re.findall(r"```json\n(.*?)```", manual, re.DOTALL))
    [record] = [one for one in sample(root) if one["id"] == shown["id"]]
    assert {**shown, "abstract": ""} == {**record, "abstract": ""}


def test_the_patterns_that_are_shown(root: Path) -> None:
    manual = (root / "docs/keys.md").read_text(encoding="utf-8")
    shown = re.findall(r"^    (\S*\[\S+) +(\S+)$", manual, re.MULTILINE)
    assert len(shown) == 5
    for pattern, key in shown:
        assert sample(root, pattern)[0]["id"].split("-")[0] == key.split("-")[0], pattern
    assert f"`{DEFAULT_KEY_PATTERN}`" in manual


def test_the_fields_that_are_shown(root: Path) -> None:
    manual = (root / "docs/keys.md").read_text(encoding="utf-8")
    table = manual[manual.index("### Fields") : manual.index("### Modifiers")]
    rows = re.findall(r"^\| (`.*?) \|.*\| (\S.*?) \|$", table, re.MULTILINE)
    assert len(rows) == 14
    for names, values in rows:
        fields = re.findall("`(.+?)`", names)
        shown = values.split(", ")
        for at, field in enumerate(fields):
            # behind the hash of a work no other has that key
            [key, *_] = (one["id"] for one in sample(root, f"[hash]-[{field}]"))
            assert key.partition("-")[2] == shown[min(at, len(shown) - 1)], field


@pytest.mark.parametrize("name", ["keys", "records", "listings"])
def test_lines_are_not_too_long(root: Path, name: str) -> None:
    lines = (root / f"docs/{name}.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 130 and not line.startswith("|")] == []
