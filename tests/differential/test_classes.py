from __future__ import annotations

import pytest
from classes import Difference, classify, grouped

RECORD = {
    "id": "ng",
    "type": "book",
    "title": "The Title of it",
    "author": [{"family": "Ng", "given": "Ann"}],
    "volume": 12,
    "issued": {"date-parts": [[1999]]},
}


@pytest.mark.parametrize(
    ("ours", "theirs", "name"),
    [
        ("Ng, The Title of It", "Ng. The Title of It", 'ours "," theirs "." between word and " "'),
        ("The Title of It", "The title of It", 'ours case theirs lower between " " and " "'),
        ("Ng. It", "The. It", 'ours author theirs title between start and "."'),
        ("12.", "", "theirs is empty"),
        ("", "x", "ours is empty"),
        ("same", "same", "identical"),
    ],
)
def test_a_class_is_named_in_terms_of_the_record(ours: str, theirs: str, name: str) -> None:
    assert classify(ours, theirs, RECORD) == name


def test_the_same_difference_in_two_records_is_one_class() -> None:
    other = {"title": "Quite another", "author": [{"family": "Wu"}]}
    first = classify("Ng, The Title of It", "Ng. The Title of It", RECORD)
    assert classify("Wu, Quite another", "Wu. Quite another", other) == first


def test_the_biggest_class_comes_first() -> None:
    differences = [Difference("apa", "citation", "ng", "a", "b", name) for name in ("one", "two", "two")]
    assert [(name, len(members)) for name, members in grouped(differences)] == [("two", 2), ("one", 1)]
