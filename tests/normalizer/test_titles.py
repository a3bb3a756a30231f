"""Which texts are TeX, and what they are without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.normalizer.titles import holds_tex, plain_title, untexed


@pytest.mark.parametrize(
    ("printed", "markup", "plain"),
    [
        ("RL$^2$: Fast", "RL<sup>2</sup>: Fast", "RL2: Fast"),
        (r"In $O(n \sqrt{n})$ Time", "In O(n√n) Time", "In O(n√n) Time"),
        (r"Gr\"obner Bases", "Gröbner Bases", "Gröbner Bases"),
        (r"The F{\'a}ry-Wagner Theorem", "The Fáry-Wagner Theorem", "The Fáry-Wagner Theorem"),
        (r"50\% of \emph{E. coli}", "50% of <i>E. coli</i>", "50% of E. coli"),
        ("Games in $ O(n^2) $ Time", "Games in O(n<sup>2</sup>) Time", "Games in O(n2) Time"),
    ],
)
def test_tex(printed: str, markup: str, plain: str) -> None:
    assert holds_tex(printed)
    assert untexed(printed) == markup
    assert plain_title(printed) == plain


@pytest.mark.parametrize(
    "printed",
    [
        "A $35 Firewall",
        "From $5 to $10 a Day",
        "Costs $5, Not $",
        "On $5-$10 a Day",
        "The 2^(n\\5) Bound",
        "Programs\\",
        "Sets {a, b} and a~b -- with `quotes'",
        "a < b",
        "",
    ],
)
def test_no_tex_stays_as_it_is(printed: str) -> None:
    assert not holds_tex(printed)
    assert untexed(printed) == printed == plain_title(printed)


@given(st.text(st.sampled_from("ab $\\{}^_%<>/i'1 "), max_size=30))
def test_any_title(printed: str) -> None:
    plain_title(printed)
    assert holds_tex(printed) or untexed(printed) == printed
