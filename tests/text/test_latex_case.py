"""Which words of a title keep their capitals."""

from __future__ import annotations

import pytest

from citemill.text.latex import from_markup

TITLES = [
    # title case: only what a style would spoil
    ("Consistency Models", "Consistency Models"),
    ("A Survey of GPT-4 and InfoGAN", "A Survey of {GPT-4} and {InfoGAN}"),
    ("Vitamin C in Plan A", "Vitamin {C} in Plan A"),
    ("From 2D to 3D: A Q-Learning Agent", "From {2D} to {3D}: A {Q}-Learning Agent"),
    ("The O'Neil Theorem", "The {O'Neil} Theorem"),
    ("Étude for the XII. École", "Étude for the {XII}. École"),
    # sentence case: names too, but not the first word, nor that after a colon
    ("A history of Japan in seven maps", "A history of {Japan} in seven maps"),
    ("Exact Cover with light", "Exact {Cover} with light"),
    ("Learning: Towards a theory in Élan", "Learning: Towards a theory in Élan"),
    ("Learning: Towards some theory from Élan", "Learning: Towards some theory from {Élan}"),
    ("B-trees for small worlds", "B-trees for small worlds"),
    # capitals say nothing
    ("THE ART OF GPT", "THE ART OF GPT"),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_protection(title: str, expected: str) -> None:
    assert from_markup(title, protect=True) == expected


def test_marked_parts_belong_to_one_title() -> None:
    assert from_markup("The <i>E. coli</i> Model of GPT", protect=True) == (
        r"The \textit{{E}. coli} Model of {GPT}"
    )
