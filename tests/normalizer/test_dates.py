"""Dates keep exactly the parts that are printed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.normalizer.dates import parse_date


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Jun 6, 2024", [2024, 6, 6]),
        ("June 6, 2024", [2024, 6, 6]),
        ("Sept. 16, 2017", [2017, 9, 16]),
        ("6 Jun 2024", [2024, 6, 6]),
        ("Jun 2024", [2024, 6]),
        ("2024", [2024]),
        ("2024-06", [2024, 6]),
        ("2024-06-06", [2024, 6, 6]),
        ("Feb 29, 2024", [2024, 2, 29]),
    ],
)
def test_parts(printed: str, parts: list[int]) -> None:
    assert parse_date(printed) == {"date-parts": [parts]}


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "soon",
        "Feb 29, 2023",
        "Jun 31, 2024",
        "Foo 1, 2024",
        "2024-13",
        "0000",
        "24",
        "Jun 0, 2024",
        "20245",
    ],
)
def test_no_date(printed: str) -> None:
    assert parse_date(printed) is None


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_day(day: datetime.date) -> None:
    printed = f"{day:%b} {day.day}, {day.year}"
    assert parse_date(printed) == {"date-parts": [[day.year, day.month, day.day]]}


def test_a_result_can_be_changed_without_harm() -> None:
    first = parse_date("2024")
    assert first is not None
    first["date-parts"][0].append(1)
    assert parse_date("2024") == {"date-parts": [[2024]]}
