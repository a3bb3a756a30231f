"""CSL-JSON as an array and as lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from hypothesis import given, settings
from tests.formats.samples import PREPRINT, records

from citemill.diagnostics import Diagnostics, ignore
from citemill.formats import WriteOptions, csl_json, csl_jsonl
from citemill.record import Record

OPTIONS = WriteOptions()


@settings(max_examples=200, deadline=None)
@given(record=records)
def test_what_is_written_is_read_back(record: Record) -> None:
    text = "".join(csl_json.write([record, record], options=OPTIONS, report=ignore))
    assert json.loads(text.encode()) == [record, record]
    lines = "".join(csl_jsonl.write([record, record], options=OPTIONS, report=ignore)).split("\n")
    assert [json.loads(line) for line in lines if line] == [record, record]
    assert len(lines) == 3


def test_nothing_is_an_empty_array() -> None:
    assert "".join(csl_json.write([], options=OPTIONS, report=ignore)) == "[]\n"
    assert "".join(csl_jsonl.write([], options=OPTIONS, report=ignore)) == ""


def test_the_order_is_always_the_same() -> None:
    one = "".join(csl_json.write([PREPRINT], options=OPTIONS, report=ignore))
    other = "".join(csl_json.write([dict(reversed(PREPRINT.items()))], options=OPTIONS, report=ignore))
    assert one == other
    assert one.startswith('[\n  {\n    "id": "gao2024scaling",\n    "type": "article",\n    "title"')
    assert "Dupré" in one


def test_records_are_written_as_they_come() -> None:
    def endless() -> Iterator[Record]:
        while True:
            yield PREPRINT

    for module in (csl_json, csl_jsonl):
        assert len(list(islice(module.write(endless(), options=OPTIONS, report=ignore), 3))) == 3


def test_what_is_no_json_costs_one_record() -> None:
    said = Diagnostics()
    bad = {"id": "y", "type": "book", "volume": float("nan")}
    text = "".join(csl_json.write([PREPRINT, bad, PREPRINT], options=OPTIONS, report=said))
    assert len(json.loads(text)) == 2
    assert [(one.code, one.place.key) for one in said] == [("record-not-written", "y")]
