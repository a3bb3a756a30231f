"""One person under many names, and namesakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.normalizer.persons import Match, Persons, match, of_name, parse

SAME = [
    ("Ilya Sutskever", "I. Sutskever", Match.INITIALS),
    ("Ilya Sutskever", "Sutskever, I.", Match.INITIALS),
    ("Ilya Sutskever", "Sutskever I", Match.INITIALS),
    ("Ilya Sutskever", "Sutskever, Ilya", Match.FULL),
    ("Ilya Sutskever", "Ilya V. Sutskever", Match.FULL),
    ("Ilya Sutskever", "Ílya Sutskéver", Match.FULL),
    ("Ilya Sutskever", "ILYA SUTSKEVER", Match.FULL),
    ("Jürgen Schmidhuber", "Schmidhuber, Juergen", Match.FULL),
    ("Jürgen Schmidhuber", "Jurgen Schmidhuber", Match.FULL),
    ("Müller, K.", "Klaus Mueller", Match.INITIALS),
    ("Łukasz Kaiser", "Lukasz Kaiser", Match.FULL),
    ("Łukasz Kaiser", "L. Kaiser", Match.INITIALS),
    ("Ł. Kaiser", "L. Kaiser", Match.FULL),
    ("Søren Kierkegaard", "Kierkegaard, Soeren", Match.FULL),
    ("Minh-Thang Luong", "Luong, Minhthang", Match.FULL),
    ("Luong MT", "Minh-Thang Luong", Match.INITIALS),
    ("Quoc V. Le", "Le, Quoc", Match.FULL),
    ("Tom Dupré la Tour", "Dupre la Tour, Tom", Match.FULL),
    ("Beethoven, Ludwig", "van Beethoven, Ludwig", Match.FULL),
    ("Ludwig van Beethoven", "Beethoven, Ludwig van", Match.FULL),
    ("Sammy Davis Jr.", "Davis, Sammy, Jr.", Match.FULL),
    ("O'Brien, Pat", "Pat O’Brien", Match.FULL),
    ("Ян Лекун", "Лекун, Я.", Match.INITIALS),
    ("OpenAI", "OpenAI", Match.FULL),
]
OTHERS = [
    ("Ilya Sutskever", "Igor Sutskever"),
    ("Ilya Sutskever", "Sutskever, J."),
    ("Ilya Sutskever", "Ilya Zaremba"),
    ("Ilya Sutskever", "Sutskever"),
    ("Tom B. Brown", "Tom C. Brown"),
    ("Xi Chen", "Chen Xi"),
    ("Sammy Davis Jr.", "Davis, Sammy, Sr."),
    ("Wei Li", "Wei Liu"),
    ("Song Yang", "Yang Song"),
]


@pytest.mark.parametrize(("one", "two", "grade"), SAME)
def test_one_person(one: str, two: str, grade: Match) -> None:
    assert match(parse(one), parse(two)) is grade
    assert match(parse(two), parse(one)) is grade


@pytest.mark.parametrize(("one", "two"), OTHERS)
def test_namesakes(one: str, two: str) -> None:
    assert match(parse(one), parse(two)) is Match.NONE
    assert match(parse(two), parse(one)) is Match.NONE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tom Dupre la Tour", {"family": "Tour", "given": "Tom Dupré", "non-dropping-particle": "la"}),
        ("Ludwig van Beethoven", {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}),
        ("Beethoven, L.", {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}),
        ("李明", {"family": "李", "given": "明"}),
        ("OpenAI", {"literal": "OpenAI"}),
        ("Ilya Sutskever", {"literal": "Ilya Sutskever"}),
    ],
)
def test_csl_names(text: str, name: dict[str, str]) -> None:
    assert match(parse(text), of_name(name)) is not Match.NONE


def test_who_is_there_in_full_is_not_there_in_initials_as_well() -> None:
    full, initials = {"family": "Li", "given": "Wei"}, {"family": "Li", "given": "W."}
    assert Persons([["Wei Li"]]).among([initials, full]) == [1]
    assert Persons([["Wei Li"]]).among([initials]) == [0]


def test_each_person_is_looked_for_by_himself() -> None:
    students = Persons([["Ada King", "Ada Lovelace"], ["Charles Babbage"]])
    names = [{"family": "Babbage", "given": "C."}, {"family": "King", "given": "Ada"}, {"literal": "X"}]
    assert students.among(names) == [0, 1]
    assert Persons([]).among(names) == []
    assert students.among([]) == []


words = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)


@given(words, words)
def test_a_name_agrees_with_itself_however_it_is_written(given_name: str, family: str) -> None:
    name = of_name({"family": family, "given": given_name})
    assert match(name, parse(f"{family}, {given_name}")) is not Match.NONE


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_compared(one: str, two: str) -> None:
    assert match(parse(one), parse(two)) is match(parse(two), parse(one))
