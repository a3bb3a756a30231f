"""Records for property tests: of the variables that a format can carry, in the form it gives them back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from hypothesis import strategies as st

from citemill.record import DATE_VARIABLES, NAME_VARIABLES, Record

LETTERS = st.characters(
    categories=["Lu", "Ll", "Lo", "Nd", "Po", "Sm"],
    exclude_characters=";:|",
    codec="utf-8",
    max_codepoint=0x2FFFF,
)
WORD = st.text(LETTERS, min_size=1, max_size=8)
TEXT = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
"""Words with single spaces: markup characters, quotes and every script, but nothing a format trims."""

KEY = st.from_regex(r"[a-z]{2,8}[0-9]{4}[a-z]?", fullmatch=True)

FAMILY = st.text(st.characters(categories=["Lu", "Lo"], codec="utf-8"), min_size=1, max_size=6)
PARTICLE = st.sampled_from(["van", "von", "de la", "van der", "el"])
PERSON = st.fixed_dictionaries(
    {"family": FAMILY, "given": FAMILY},
    optional={
        "non-dropping-particle": PARTICLE,
        "dropping-particle": PARTICLE,
        "suffix": st.sampled_from(["Jr.", "III"]),
    },
)
LITERAL = TEXT.filter(lambda text: "," not in text).map(lambda text: {"literal": text})
NAME = st.one_of(PERSON, LITERAL)

YEAR = st.integers(1000, 2100)
DATE_PARTS = st.one_of(
    st.tuples(YEAR),
    st.tuples(YEAR, st.integers(1, 12)),
    st.tuples(YEAR, st.integers(1, 12), st.integers(1, 28)),
).map(list)
DATE = DATE_PARTS.map(lambda parts: {"date-parts": [parts]})
DATE_RANGE = st.lists(DATE_PARTS, min_size=1, max_size=2).map(lambda parts: {"date-parts": parts})


@st.composite
def records(
    draw: st.DrawFn,
    types: Collection[str],
    variables: Callable[[str], Collection[str]],
    *,
    text: st.SearchStrategy[str] = TEXT,
    name: st.SearchStrategy[Any] = NAME,
    date: st.SearchStrategy[Any] = DATE,
    values: dict[str, st.SearchStrategy[Any]] | None = None,
) -> Record:
    """A record of one of `types` with a title and some of the variables that its type may have."""
    kind = draw(st.sampled_from(sorted(types)))
    known = sorted(variables(kind))
    chosen = draw(st.lists(st.sampled_from(known), max_size=8, unique=True)) if known else []
    record: Record = {"id": draw(KEY), "type": kind}
    for variable in chosen:
        if values and variable in values:
            record[variable] = draw(values[variable])
        elif variable in NAME_VARIABLES:
            record[variable] = draw(st.lists(name, min_size=1, max_size=3))
        elif variable in DATE_VARIABLES:
            record[variable] = draw(date)
        elif variable == "keyword":
            record[variable] = ", ".join(
                draw(st.lists(WORD.filter(lambda w: "," not in w), min_size=1, max_size=3, unique=True))
            )
        else:
            record[variable] = draw(text)
    return record
