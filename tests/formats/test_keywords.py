from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from citemill.formats import keywords

WORDS = st.lists(
    st.text(st.characters(exclude_characters=";"), min_size=1).map(lambda t: " ".join(t.split())).filter(bool)
)


@given(WORDS)
def test_joined_keywords_come_apart_again(words: list[str]) -> None:
    assert keywords.split(keywords.join(words)) == list(dict.fromkeys(words))
