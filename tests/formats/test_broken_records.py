"""Every writer reports a record that breaks the schema and writes the others."""

from __future__ import annotations

from typing import Any

import pytest

from citemill.diagnostics import Diagnostics
from citemill.formats import FORMATS, WriteOptions

BROKEN: list[Any] = [
    {"id": "x", "type": "book", "author": "Jane Doe"},
    {"id": "x", "type": "book", "author": ["Jane Doe"]},
    {"id": "x", "type": "book", "issued": "2016"},
    {"id": "x", "type": "book", "issued": {"date-parts": [["x"]]}},
    {"id": "x", "type": "book", "title": {"a": 1}},
    {"id": "x", "type": "book", "custom": "text"},
    {"id": "x", "type": "no type"},
    {"type": "book"},
    {"id": "x"},
    {},
    [],
    None,
    "text",
]
STRUCTURED = [
    row.name
    for row in FORMATS
    if row.writes and row.name not in ("bibtex", "biblatex", "ris", "csl-json", "csl-jsonl")
]


@pytest.mark.parametrize("name", STRUCTURED)
@pytest.mark.parametrize("record", BROKEN, ids=str)
def test_a_broken_record_costs_no_other(name: str, record: Any) -> None:
    module = FORMATS.load(name)
    whole: Any = [
        {"id": "one", "type": "book", "title": "First"},
        record,
        {"id": "two", "type": "book", "title": "Second"},
    ]
    pieces = list(module.write(whole, options=WriteOptions(losses=True), report=Diagnostics()))
    if not FORMATS.find(name).binary:
        text = "".join(pieces)
        assert "First" in text
        assert "Second" in text
