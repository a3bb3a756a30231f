"""CSL-JSON's tags in strings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.text.markup import TAGS, parse, plain, write
from citemill.text.rich import Mark, Span

CASES = {
    "": (),
    "plain": ("plain",),
    "a < b > c": ("a < b > c",),
    "<i>E. coli</i>": (Span(Mark.ITALIC, ("E. coli",)),),
    "x<sub>i</sub><sup>2</sup>": ("x", Span(Mark.SUB, ("i",)), Span(Mark.SUP, ("2",))),
    "<b>a <i>b</i></b>": (Span(Mark.BOLD, ("a ", Span(Mark.ITALIC, ("b",)))),),
    "<sc>nato</sc>": (Span(Mark.SMALL_CAPS, ("nato",)),),
    "<span style='font-variant: small-caps'>x</span>": (Span(Mark.SMALL_CAPS, ("x",)),),
    '<span class="nocase">GPT</span>': (Span(Mark.NOCASE, ("GPT",)),),
    # what does not fit is text
    "</i>": ("</i>",),
    "<i>open": ("<i>open",),
    "<br>line": ("<br>line",),
    '<span class="other">x</span>': ('<span class="other">x</span>',),
    "<i>a <b>c</i>": (Span(Mark.ITALIC, ("a <b>c",)),),
    "<i>a</b></i>": (Span(Mark.ITALIC, ("a</b>",)),),
    "<i><b>x</i></b>": (Span(Mark.ITALIC, ("<b>x",)), "</b>"),
    "Vec<T> and <I>": ("Vec<T> and <I>",),
}


@pytest.mark.parametrize("text", CASES)
def test_parse(text: str) -> None:
    assert parse(text) == CASES[text]


def test_plain_drops_tags_only() -> None:
    assert plain('<span class="nocase">a</span> < <i>b</i> <br>') == "a < b <br>"


def test_depth_is_bounded_and_nothing_is_lost() -> None:
    deep = "<i>" * 5000 + "x" + "</i>" * 5000
    assert write(parse(deep)) == deep
    assert plain("<b>" * 100_000 + "</i>" * 100_000) == "<b>" * 100_000 + "</i>" * 100_000


pieces = st.sampled_from([*(tag for pair in TAGS.values() for tag in pair), "x", " ", "<", ">", "</", "<br>"])


@given(st.lists(pieces, max_size=12).map("".join))
def test_what_is_read_is_written_back(text: str) -> None:
    assert write(parse(text)) == text
