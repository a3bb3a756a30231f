"""Folding to ASCII."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.text.ascii import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasz Kaiser", "Lukasz Kaiser"),
        ("Dupré la Tour", "Dupre la Tour"),
        ("Ångström, Weiß & Ærø", "Angstrom, Weiss & AEro"),
        ("Đorđević", "Dordevic"),
        ("Nguyễn Thị Hồng", "Nguyen Thi Hong"),
        ("İstanbul ığdır", "Istanbul igdir"),
        ("Ψυχή", "Psychi"),
        ("Щёголев", "Shchegolev"),
        ("“quoted” – dash…", '"quoted" - dash...'),
        ("ﬁne ½ x²", "fine 1/2 x2"),
        ("やまだ タロウ", "yamada tarou"),
        ("김철수", "gimceolsu"),
        ("李明", ""),
        ("", ""),
    ],
)
def test_spellings(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_always_ascii_and_stable(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert fold(folded) == folded


@given(st.text(st.characters(max_codepoint=126, min_codepoint=32)))
def test_ascii_stays(text: str) -> None:
    assert fold(text) == text
