"""Names in two parts and in one, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.formats import names
from citemill.record import Name

NAMES: dict[str, Name] = {
    "van der Maaten, Laurens": {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
    "Humboldt, Alexander von": {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
    "King, Martin Luther, Jr.": {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
    "hooks, bell": {"family": "hooks", "given": "bell"},
    "Dupré la Tour, Tom": {"family": "Dupré la Tour", "given": "Tom"},
    "Plato": {"literal": "Plato"},
    "Aho, A. V.": {"family": "Aho", "given": "A. V."},
    "La Fontaine, Jean de": {"family": "La Fontaine", "given": "Jean", "dropping-particle": "de"},
}


@pytest.mark.parametrize(("text", "name"), NAMES.items())
def test_inverted(text: str, name: Name) -> None:
    assert names.inverted(name) == text
    assert names.from_inverted(text) == name


def test_a_literal_is_never_taken_apart() -> None:
    assert names.two_parts({"literal": "Google, Inc."}) == ("Google, Inc.", "")
    assert names.split("Google, Inc.", "") == {"literal": "Google, Inc."}


def test_nothing_of_an_incomplete_name_is_lost() -> None:
    assert names.inverted({"family": "Beethoven", "dropping-particle": "van"}) == "van Beethoven"
    assert names.inverted({"family": "King", "suffix": "Jr."}) == "King Jr."
    assert names.inverted({"given": "Cher"}) == "Cher"
    assert (
        names.inverted({"family": "Alembert", "given": "Jean", "non-dropping-particle": "d'"})
        == "d'Alembert, Jean"
    )


def test_natural_order() -> None:
    assert names.natural({"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}) == (
        "Alexander von Humboldt"
    )
    assert names.natural({"family": "King", "given": "Martin", "suffix": "Jr."}) == "Martin King Jr."


def test_listed_leaves_out_what_is_no_name() -> None:
    assert list(names.listed([{"family": "A"}, {}, {"suffix": "Jr."}])) == [{"family": "A"}]
    assert list(names.listed(None)) == []
    for broken in ("A", ["A"], {"family": "A"}):
        with pytest.raises(TypeError):
            list(names.listed(broken))


WORD = st.text(st.characters(categories=["Lu"]), min_size=1, max_size=6)
PARTICLE = st.sampled_from(["van", "von", "de la", "van der", "el"])
NAME = st.fixed_dictionaries(
    {"family": WORD, "given": WORD},
    optional={
        "non-dropping-particle": PARTICLE,
        "dropping-particle": PARTICLE,
        "suffix": st.sampled_from(["Jr.", "III"]),
    },
)


@given(NAME)
def test_two_parts_are_reversible(name: Name) -> None:
    assert names.split(*names.two_parts(name)) == name
    assert names.from_inverted(names.inverted(name)) == name


def test_a_suffix_with_the_family_name() -> None:
    """As pandoc and bibutils write it."""
    assert names.from_inverted("King Jr., Martin") == {"family": "King", "given": "Martin", "suffix": "Jr."}
    assert names.from_inverted("Malcolm X, Al") == {"family": "Malcolm X", "given": "Al"}
    assert names.from_inverted("Jr., Al") == {"family": "Jr.", "given": "Al"}
