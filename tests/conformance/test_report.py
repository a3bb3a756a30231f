"""The page about conformance: what it counts, and what it explains."""

from __future__ import annotations

import re
import tomllib

import report
from run_suite import Result


def test_the_table_counts_by_category_and_engine() -> None:
    ours = {
        "date_A": Result("passed", "date"),
        "date_B": Result("failed", "date"),
        "name_A": Result("passed", "name"),
    }
    theirs = {**ours, "date_B": Result("passed", "date")}
    lines = report.suite_table({"citemill": ours, "citeproc-js": theirs})
    assert lines[2:] == ["| date | 2 | 1 | 2 |", "| name | 1 | 1 | 1 |", "| **all** | 3 | 2 | 3 |"]


def test_every_explanation_says_why_and_where() -> None:
    for entry in tomllib.loads(report.EXPLAINED.read_text(encoding="utf-8"))["explained"]:
        assert len(entry["why"]) > 60
        assert entry["where"].keys() <= {"style", "kind", "record", "ours", "theirs", "name"}
        for pattern in entry["where"].values():
            re.compile(pattern)


def test_what_nothing_explains_is_counted() -> None:
    known = {"record": "conference-unpublished", "theirs": "A. Ḥasan ibn", "ours": "A. Ḥ. ibn", "name": "x"}
    other = {"record": "other", "theirs": "", "ours": "odd", "name": "theirs is empty"}
    rest = {"style": "apa", "kind": "bibliography"}
    explained, unknown = report.explanations([{**known, **rest}, {**other, **rest}])
    assert [(entry["title"], count) for entry, count, _ in explained] == [
        ("Initials of letters outside of Latin-1", 1)
    ]
    assert dict(unknown) == {"theirs is empty": 1}
