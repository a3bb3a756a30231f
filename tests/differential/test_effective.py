from __future__ import annotations

import pytest
from effective import effective


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<b><b>x</b></b>", "<b>x</b>"),
        ("<i><b>x</b></i>", "<b><i>x</i></b>"),
        ('<span style="font-variant:normal;">x</span>', "x"),
        ('<sup>a<span style="baseline">b</span></sup>', "<sup>a</sup>b"),
        ("a &amp; b", "a &#38; b"),
        ("<i></i>x  ", "x"),
        ("a  b", "a b"),
    ],
)
def test_what_looks_the_same_is_the_same(one: str, other: str) -> None:
    assert effective(one) == effective(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<i>x</i>", "x"),
        ("<i>a</i>b", "a<i>b</i>"),
        ("<b>x</b>", '<span style="font-variant:small-caps;">x</span>'),
        ("a\u00a0 b", "a b"),
        ('<div class="csl-block">x</div>', "x"),
    ],
)
def test_what_looks_different_is_different(one: str, other: str) -> None:
    assert effective(one) != effective(other)
