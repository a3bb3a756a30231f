"""CSL dates as texts, both ways."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.formats import dates

TEXTS: dict[str, dict[str, Any]] = {
    "2016-11-09": {"date-parts": [[2016, 11, 9]]},
    "2016-11": {"date-parts": [[2016, 11]]},
    "2016": {"date-parts": [[2016]]},
    "0987": {"date-parts": [[987]]},
    "-0043": {"date-parts": [[-43]]},
    "Y12000": {"date-parts": [[12000]]},
    "2016-11-09/2016-11-12": {"date-parts": [[2016, 11, 9], [2016, 11, 12]]},
    "2016~": {"date-parts": [[2016]], "circa": True},
    "Spring 2016": {"date-parts": [[2016]], "season": 1},
    "in press": {"literal": "in press"},
}

READ_ONLY: dict[str, dict[str, Any]] = {
    "": {},
    "2016/11/09": {"date-parts": [[2016, 11, 9]]},
    "2016-11-09T10:20:30Z": {"date-parts": [[2016, 11, 9]]},
    "2016-11-09 10:20:30": {"date-parts": [[2016, 11, 9]]},
    "20161109": {"date-parts": [[2016, 11, 9]]},
    "9 November 2016": {"date-parts": [[2016, 11, 9]]},
    "November 9, 2016": {"date-parts": [[2016, 11, 9]]},
    "Nov. 2016": {"date-parts": [[2016, 11]]},
    "2016 Nov 9": {"date-parts": [[2016, 11, 9]]},
    "2016 Winter": {"date-parts": [[2016]], "season": 4},
    "2016-24": {"date-parts": [[2016]], "season": 4},
    "2016-00-00": {"date-parts": [[2016]]},
    "2016-13-01": {"literal": "2016-13-01"},
    "2016-11-32": {"literal": "2016-11-32"},
    "Foo 2016": {"literal": "Foo 2016"},
}


@pytest.mark.parametrize(("text", "date"), TEXTS.items())
def test_both_ways(text: str, date: dict[str, Any]) -> None:
    assert dates.write(date) == text
    assert dates.read(text) == date


@pytest.mark.parametrize(("text", "date"), READ_ONLY.items())
def test_read(text: str, date: dict[str, Any]) -> None:
    assert dates.read(text) == date


PARTS = st.one_of(
    st.tuples(st.integers(-9999, 99999)),
    st.tuples(st.integers(-9999, 99999), st.integers(1, 12)),
    st.tuples(st.integers(-9999, 99999), st.integers(1, 12), st.integers(1, 31)),
).map(list)


@given(st.lists(PARTS, min_size=1, max_size=2))
def test_what_is_written_is_read_back(parts: list[list[int]]) -> None:
    date = {"date-parts": parts}
    assert dates.read(dates.write(date)) == date


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    date = dates.read(text)
    assert not date or dates.read(dates.write(date)) == date


@pytest.mark.parametrize(
    "date", [None, {}, "2016", {"date-parts": [[]]}, {"date-parts": [["x"]]}, {"date-parts": 7}]
)
def test_no_date(date: Any) -> None:
    assert dates.write(date) == dates.day(date) == dates.year(date) == ""


def test_parts_given_as_texts() -> None:
    assert dates.write({"date-parts": [["2016", "03", ""]]}) == "2016-03"
    assert dates.day({"raw": "2016-11-09"}) == "2016-11-09"
