"""Variants of one person's name are joined over a listing, namesakes are not."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.normalizer.identities import Identities, same_either_way
from citemill.normalizer.names import parse_name
from citemill.normalizer.persons import Match, match, of_name, parse
from citemill.record import Name, Record


def name(text: str) -> Name:
    """ "Kaiser, Łukasz" or "Łukasz Kaiser"."""
    family, comma, given_name = text.partition(", ")
    return {"family": family, "given": given_name} if comma else parse_name(text).name


def records(*lists: str) -> list[Record]:
    """One record for each text of names with semicolons between them; ids are "0", "1" ..."""
    return [
        {"id": str(at), "type": "article", "author": [name(one) for one in text.split("; ")]}
        for at, text in enumerate(lists)
    ]


def persons(*lists: str) -> set[frozenset[str]]:
    """The forms that were joined, each set as printed."""
    return {frozenset(form for form, _ in one.forms) for one in Identities(records(*lists)).all}


@pytest.mark.parametrize(
    "forms",
    [
        ("Łukasz Kaiser", "Lukasz Kaiser", "L. Kaiser", "Ł. Kaiser"),
        ("Ilya Sutskever", "I. Sutskever", "Sutskever, Ilya"),
        ("Quoc V. Le", "Quoc Le", "Q. V. Le", "Q. Le"),
        ("Minh-Thang Luong", "Minh Thang Luong", "Luong, Minhthang", "M.-T. Luong"),
        ("Maruan Al-Shedivat", "M. Al-Shedivat", "Al Shedivat, Maruan"),
        ("Tom Dupré la Tour", "Dupre la Tour, Tom", "T. Dupré la Tour"),
        ("Jürgen Müller", "Juergen Mueller", "J. Mueller"),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig", "Beethoven, L."),
        ("Jan van den Berg", "Vandenberg, Jan", "van den Berg, J."),
    ],
)
def test_one_person(forms: tuple[str, ...]) -> None:
    found = Identities(records(*forms)).all
    assert len(found) == 1
    assert found[0].records == tuple(map(str, range(len(forms))))
    assert found[0].name == name(forms[0]), "the fullest form"


@pytest.mark.parametrize(
    "forms",
    [
        ("Wei Li", "Wen Li"),
        ("Tom B. Brown", "Tom C. Brown"),
        ("Sammy Davis Jr.", "Sammy Davis Sr."),
        ("Yang Song", "Song Yang"),
        ("OpenAI", "Open Phil"),
        ("I. Sutskever", "J. Sutskever"),
        ("Sutskever", "Ilya Sutskever"),
    ],
)
def test_namesakes(forms: tuple[str, ...]) -> None:
    assert len(Identities(records(*forms)).all) == len(forms)


def test_initials_of_two_persons_stay_apart() -> None:
    found = Identities(records("Wei Li", "Wen Li", "W. Li"))
    assert [one.perhaps for one in found.all] == [("Wei Li", "Wen Li"), (), ()]
    one = found.of("2", name("W. Li"))
    assert one is not None
    assert one.records == ("2",)
    assert found.of("2", name("Wei Li")) is None
    assert found.of("9", name("Wei Li")) is None


def test_co_authors_tell_whose_initials_they_are() -> None:
    owner = "Jane Roe; "
    lists = (owner + "Wei Li; Ada King", owner + "Wen Li; Bob Ray", owner + "W. Li; A. King", owner + "W. Li")
    found = Identities(records(*lists))
    whose = [found.of(str(at), name("W. Li")) for at in (2, 3)]
    assert [one and one.name["given"] for one in whose] == ["Wei", "W."], "all have written with Jane Roe"
    both = Identities(records(*lists, owner + "W. Li; Ada King; Bob Ray")).of("4", name("W. Li"))
    assert both is not None
    assert both.perhaps == ("Wei Li", "Wen Li")


def test_who_stand_in_one_list_are_two() -> None:
    assert persons("Wei Li; W. Li", "Tom Brown; Tom B. Brown") == {
        frozenset({text}) for text in ("Wei Li", "W. Li", "Tom Brown", "Tom B. Brown")
    }


def test_back_to_front() -> None:
    chen = frozenset({"Xi Chen", "Chen Xi"})
    shared = ("Chen, Xi; Duan, Yan", "Xi, Chen; Duan, Yan", "Duan, Yan", "Ho, Jo", "Ray, Bob", "King, Ada")
    assert chen in persons(*shared)
    assert chen not in persons(shared[0], "Xi, Chen; Ho, Jo"), "no co-author says so"
    assert chen not in persons(*shared, "Chen, Xi; Xi, Chen"), "they stand in one list"


def test_of_the_real_listing(shared) -> None:  # type: ignore[no-untyped-def]
    from citemill.inputs import Inputs

    listing = list(Inputs((str(shared / "seed/profile-listing.txt"),)).records())
    joined = {one.forms for one in Identities(listing).all if len(one.forms) > 1}
    assert joined == {(("Lukasz Kaiser", 1), ("Łukasz Kaiser", 1))}


FAMILIES = st.sampled_from(["van den Berg", *"Li Lì Brown Vandenberg Müller Mueller Xi Wei".split()])
GIVENS = st.sampled_from(
    ["Wei", "Wen", "W.", "Xi", "Tom", "Tom B.", "Tom C.", "T. B.", "T.", "Li", "Thomas", "J.-L.", "Jean Luc"]
)
NAMES = st.builds(lambda family, given_name: {"family": family, "given": given_name}, FAMILIES, GIVENS)
LISTS = st.lists(st.lists(NAMES, max_size=4, unique_by=str), max_size=9)


def of_lists(lists: list[list[Name]]) -> list[Record]:
    return [{"id": str(at), "type": "article", "author": names} for at, names in enumerate(lists)]


@given(LISTS)
def test_no_person_has_names_that_contradict_each_other(lists: list[list[Name]]) -> None:
    found = Identities(of_lists(lists))
    for person in found.all:
        names = [one for at in person.records for one in lists[int(at)] if found.of(at, one) is person]
        for one, other in combinations(map(of_name, names), 2):
            assert match(one, other) is not Match.NONE or same_either_way(one, other)


@given(LISTS)
def test_every_name_is_one_person_s_and_no_list_names_a_person_twice(lists: list[list[Name]]) -> None:
    found = Identities(of_lists(lists))
    assert sum(count for one in found.all for _, count in one.forms) == sum(map(len, lists))
    for at, names in enumerate(lists):
        keys = {of_name(one) for one in names}
        whose = [found.of(str(at), one) for one in names]
        assert None not in whose
        assert len({id(one) for one in whose}) == len(keys)


@given(LISTS, st.randoms(use_true_random=False))
def test_order_makes_no_difference(lists: list[list[Name]], dice) -> None:  # type: ignore[no-untyped-def]
    def partition(one: list[Record]) -> set[tuple[frozenset[str], frozenset[str]]]:
        return {(frozenset(who.records), frozenset(who.forms)) for who in Identities(one).all}  # type: ignore[arg-type]

    listing = of_lists(lists)
    turned = [{**one, "author": dice.sample(one["author"], len(one["author"]))} for one in listing]
    dice.shuffle(turned)
    assert partition(turned) == partition(listing)


@given(st.text(max_size=12), st.text(max_size=12))
def test_what_may_be_one_person_stands_on_one_shelf(one: str, other: str) -> None:
    from citemill.normalizer.persons import shelves

    a, b = parse(one), parse(other)
    if match(a, b) is not Match.NONE:
        assert shelves(a) & shelves(b)
