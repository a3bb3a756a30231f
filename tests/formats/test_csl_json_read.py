"""The CSL-JSON reader: streaming, repair, and faults by line."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.samples import PREPRINT, records

from citemill.diagnostics import Diagnostics, Severity, ignore
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import WriteOptions, csl_json, csl_jsonl
from citemill.record import Record, faults

GOOD = {"id": "a", "type": "book", "title": "T"}


def read(text: str | bytes, said: Diagnostics | None = None) -> list[Record]:
    data = text.encode() if isinstance(text, str) else text
    return list(csl_json.read(Source(data, name="x.json"), report=ignore if said is None else said))


@settings(max_examples=150, deadline=None)
@given(st.lists(records, max_size=4), st.sampled_from([csl_json, csl_jsonl]))
def test_what_is_written_is_read(items: list[Record], module: Any) -> None:
    text = "".join(module.write(items, options=WriteOptions(), report=ignore))
    assert read(text) == items


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([GOOD]),
        json.dumps(GOOD),
        json.dumps({"items": [GOOD]}),
        json.dumps({"message": {"items": [GOOD]}}),
        "\ufeff" + json.dumps([GOOD]),
        f"[{json.dumps(GOOD)},]",
        json.dumps([GOOD]).encode("utf-16"),
    ],
)
def test_shapes(text: str | bytes) -> None:
    assert read(text) == [GOOD]


def test_a_large_file_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csl_json, "_CHUNK", 50)
    items = [{**PREPRINT, "id": str(number)} for number in range(20)]
    assert read(json.dumps(items, indent=1)) == items


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize(
    "fault", ['{"id": "bad", "type": }', '{"id": "bad" "type": "book"}', '{"id": bad}', "{'id': 'bad'}"]
)
def test_a_fault_costs_one_record_and_has_its_line(fault: str, at: int) -> None:
    lines = [json.dumps({**GOOD, "id": str(number)}) for number in range(2)]
    lines.insert(at, fault)
    said = Diagnostics()
    found = read("[\n" + ",\n".join(lines) + "\n]\n", said)
    assert [one["id"] for one in found] == ["0", "1"]
    assert [(one.code, one.place.line) for one in said] == [("json-faulty", at + 2)]


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(BadInput, match="no JSON"):
        read("@article{x, title = {y}}")
    assert read("") == []
    assert read("[]") == []


def test_repair() -> None:
    said = Diagnostics()
    [record] = read(
        json.dumps(
            {
                "DOI": "10.1/x",
                "type": "journal-article",
                "title": ["Title"],
                "ISSN": ["1", "2"],
                "author": [{"family": "A", "given": "B", "ORCID": "x", "sequence": "first"}, {"name": "Org"}],
                "issued": {"date-parts": [[2018, 10, 21, 13]]},
                "created": {"date-parts": [[None]], "timestamp": 3},
                "shortTitle": "T",
                "score": 1.0,
            }
        ),
        said,
    )
    assert record == {
        "id": "10.1/x",
        "DOI": "10.1/x",
        "type": "article-journal",
        "title": "Title",
        "ISSN": "1, 2",
        "author": [{"family": "A", "given": "B"}, {"literal": "Org"}],
        "issued": {"date-parts": [[2018, 10, 21]]},
        "title-short": "T",
    }
    assert [(one.code, one.severity) for one in said] == [("not-csl", Severity.INFO)]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["id", "type", "title", "author", "issued", "custom", "x"]), values))
def test_whatever_comes_keeps_to_the_schema(item: dict[str, Any]) -> None:
    for record in read(json.dumps([item])):
        assert list(faults(record)) == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*'[]{},:"\\', '"id"', "1", "null", " ", "\n", "x"]), max_size=30).map("".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadInput):
        assert isinstance(read(text), list)


def test_real_files_are_fixed_points(shared: Path) -> None:
    files = sorted((shared / "real-inputs/csl-json").glob("*.json"))
    assert files
    for file in files:
        first = list(csl_json.read(Source(file), report=ignore))
        assert first
        assert all(list(faults(record)) == [] for record in first)
        text = "".join(csl_json.write(first, options=WriteOptions(), report=ignore))
        assert read(text) == first
