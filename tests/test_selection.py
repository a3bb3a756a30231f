"""The filters and sort orders that every command offers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.diagnostics import Diagnostics
from citemill.errors import CitemillError, UnknownName
from citemill.selection import SORT_KEYS, Selection, parse_bound, sort_records


def record(id: str, *date: int, **more: Any) -> dict[str, Any]:
    issued = {"issued": {"date-parts": [list(date)]}} if date else {}
    return {"id": id, "type": "article", **issued, **more}


RECORDS = [
    record("day", 2024, 6, 3, custom={"primary-class": "cs.LG", "code": True}),
    record("month", 2024, 6, custom={"primary-class": "stat.ML"}),
    record("year", 2024, author=[{"family": "la Tour", "non-dropping-particle": "de", "given": "Tom"}]),
    record(
        "old", 2015, 11, 19, author=[{"family": "Kaiser", "given": "Łukasz"}], custom={"cut-off": ["author"]}
    ),
    record("undated", author=[{"literal": "ATLAS Collaboration"}]),
]


def kept(**conditions: Any) -> list[str]:
    return [one["id"] for one in Selection(**conditions)(RECORDS)]


@pytest.mark.parametrize(
    ("conditions", "ids"),
    [
        ({}, ["day", "month", "year", "old", "undated"]),
        ({"since": (2024,)}, ["day", "month", "year"]),
        ({"since": (2024, 6, 4)}, ["month", "year"]),
        ({"since": (2024, 7)}, ["year"]),
        ({"until": (2015, 11, 19)}, ["old"]),
        ({"until": (2015, 11, 18)}, []),
        ({"until": (2024, 6, 1)}, ["month", "year", "old"]),
        ({"since": (2015,), "until": (2015,)}, ["old"]),
        ({"subjects": ("cs.lg",)}, ["day"]),
        ({"subjects": ("cs", "stat")}, ["day", "month"]),
        ({"subjects": ("c",)}, []),
        ({"has_code": True}, ["day"]),
        ({"authors": ("Kaiser",)}, ["old"]),
        ({"authors": ("kaiser, lukasz",)}, ["old"]),
        ({"authors": ("Tom de la Tour",)}, ["year"]),
        ({"authors": ("Kai",)}, []),
        ({"authors": ("atlas",)}, ["undated"]),
        ({"limit": 2}, ["day", "month"]),
        ({"limit": 0}, []),
        ({"since": (2024,), "limit": 1}, ["day"]),
    ],
)
def test_conditions(conditions: dict[str, Any], ids: list[str]) -> None:
    assert kept(**conditions) == ids


def test_doubtful_omissions_are_told() -> None:
    said = Diagnostics()
    list(Selection(since=(2010,), authors=("Sutskever",))(RECORDS, said))
    assert [(one.code, one.place.key) for one in said] == [
        ("author-perhaps-hidden", "old"),
        ("no-date", "undated"),
    ]


@pytest.mark.parametrize("text", ["", "20", "2024-13", "2024-00", "2024-1-32", "June 2024", "2024-06-03x"])
def test_bad_dates(text: str) -> None:
    with pytest.raises(CitemillError, match="is no date; write 2020, 2020-06 or 2020-06-12"):
        parse_bound(text)


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("date", ["old", "year", "month", "day", "undated"]),
        ("-date", ["day", "month", "year", "old", "undated"]),
        ("author", ["undated", "old", "year", "day", "month"]),
        ("key", ["day", "month", "old", "undated", "year"]),
    ],
)
def test_orders(order: str, ids: list[str]) -> None:
    assert [one["id"] for one in sort_records(RECORDS, order)] == ids


def test_unknown_order() -> None:
    with pytest.raises(UnknownName, match='did you mean "date"'):
        sort_records([], "dates")


@given(st.permutations(RECORDS), st.sampled_from(sorted(SORT_KEYS)))
def test_sorting_keeps_every_record(records: list[dict[str, Any]], order: str) -> None:
    assert sorted(one["id"] for one in sort_records(records, f"-{order}")) == sorted(
        one["id"] for one in RECORDS
    )
