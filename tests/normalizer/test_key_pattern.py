"""The language of key patterns: every field and modifier, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.errors import UnknownName
from citemill.normalizer.key_pattern import FIELDS, MODIFIERS, BadPattern, compile_pattern
from citemill.record import Name


class Work(NamedTuple):
    """Any value with these parts is a work to a pattern."""

    authors: Sequence[str | Name]
    cut_off: bool
    date: Sequence[int]
    title: str
    subject: str
    keywords: Sequence[str]


WORK = Work(
    ("Łukasz Kaiser", "Vincent van Gogh", "ATLAS Collaboration"),
    cut_off=False,
    date=(2024, 6, 9),
    title="On the Use of GPT-4o: Straße für Anfänger",
    subject="cs.LG",
    keywords=("Machine Learning", "Code"),
)
ONE = WORK._replace(authors=("Tom Dupré la Tour",))
TWO = WORK._replace(authors=("Łukasz Kaiser", "Alexander von Humboldt"))
FIVE = WORK._replace(authors=("Ann Ay", "Bo Bee", "Cy Cee", "Di Dee", "Ed Eff"))
CUT = TWO._replace(cut_off=True)
BARE = Work((), cut_off=False, date=(), title="", subject="", keywords=())
HAN = WORK._replace(authors=("王小明",), title="深度学习 综述")


@pytest.mark.parametrize(
    ("pattern", "work", "key"),
    [
        ("[auth:lower][year][shorttitle:3]", WORK, "kaiser2024UseGPT4oStrasse"),
        ("[auth]", WORK, "Kaiser"),
        ("[auth]", ONE, "DuprelaTour"),
        ("[auth3]", WORK, "Kai"),
        ("[auth:3:upper]", WORK, "KAI"),
        ("[authorLast]", TWO, "Humboldt"),
        ("[authorLast]", WORK, "ATLASCollaboration"),
        ("[authorLast]", CUT, ""),
        ("[authForeIni]", WORK, "L"),
        ("[authors]", WORK, "KaiservanGoghATLASCollaboration"),
        ("[authors]", CUT, "KaiserHumboldtEtAl"),
        ("[authors2]", WORK, "KaiservanGoghEtAl"),
        ("[authors:1]", CUT, "KaiserEtAl"),
        ("[authors3]", WORK, "KaiservanGoghATLASCollaboration"),
        ("[authors:abbr]", TWO, "KH"),
        ("[authEtAl]", ONE, "DuprelaTour"),
        ("[authEtAl]", TWO, "KaiserHumboldt"),
        ("[authEtAl]", WORK, "KaiserEtAl"),
        ("[auth.etal]", CUT, "Kaiser.etal"),
        ("[auth.etal]", TWO, "Kaiser.Humboldt"),
        ("[authorsAlpha]", ONE, "Dup"),
        ("[authorsAlpha]", TWO, "KH"),
        ("[authorsAlpha]", FIVE, "ABC+"),
        ("[authorsAlpha]", CUT, "KH+"),
        ("[year]-[month]-[day]", WORK, "2024-06-09"),
        ("[shortyear]", WORK, "24"),
        ("[year][month]", WORK._replace(date=(2024,)), "2024"),
        ("[title]", WORK, "OntheUseofGPT4oStrassefurAnfanger"),
        ("[title:skipwords:capitalize]", WORK, "UseGPT4oStrasseFurAnfanger"),
        ("[title:abbr]", WORK, "OtUoGSfA"),
        ("[camel]", WORK, "OnTheUseOfGPT4oStrasseFurAnfanger"),
        ("[shorttitle]", WORK, "UseGPT4oStrasse"),
        ("[veryshorttitle:lower]", WORK, "use"),
        ("[firstword]", WORK._replace(title="The In and Of"), "The"),
        ("[firstword]", WORK._replace(title="GLIDE:Towards Images"), "GLIDE"),
        ("[auth]", WORK._replace(authors=("The Theano Development Team",)), "TheanoDevelopment"),
        ("[auth]", WORK._replace(authors=("OpenAI",)), "OpenAI"),
        ("[keyword]", WORK, "MachineLearning"),
        ("[keywords:abbr:lower]", WORK, "mc"),
        ("[subject]", WORK, "csLG"),
        ("smith:[year]", WORK, "smith:2024"),
        ("[auth:lower:(anon)][year:(nd)]", BARE, "anonnd"),
        ("[authors:(anon):upper]", BARE, "ANON"),
        ("[auth:ascii:fold]", WORK, "Kaiser"),
        ("[auth][title]", HAN, "urxh27ux6ak5ur3qyi"),
    ],
)
def test_keys(pattern: str, work: Work, key: str) -> None:
    assert compile_pattern(pattern)(work) == key


def test_hash_is_that_of_the_content() -> None:
    make = compile_pattern("[hash]")
    assert re.fullmatch("[a-z2-7]{8}", make(WORK))
    assert make(WORK) == make(WORK._replace(title=WORK.title.upper()))
    assert len({make(work) for work in (WORK, ONE, TWO, FIVE, BARE, HAN)}) == 6


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("[auth", r'key pattern "\[auth": the bracket at column 1 has no partner; write \[field\]'),
        ("[year]]", "the bracket at column 7 has no partner"),
        ("", "there is nothing in it"),
        ("[]", r'"\[\]" names no field'),
        ("[auth] [year]", '" " is not safe in a citation key; use ASCII letters'),
        ("{[auth]}", '"{" is not safe'),
        ("[auth:(a b)]", '" " is not safe'),
        ("[auth:(]", r'":\(" is no default'),
        ("ü[auth]", '"ü" is not safe'),
    ],
)
def test_bad_patterns(pattern: str, message: str) -> None:
    with pytest.raises(BadPattern, match=message):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("[author]", 'no key field is named "author"; did you mean "authors"'),
        ("[auth:lowercase]", 'no key modifier is named "lowercase"; did you mean "lower"'),
        ("[auth:]", 'no key modifier is named ""'),
    ],
)
def test_unknown_names(pattern: str, message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        compile_pattern(pattern)


def test_the_manual_names_them_all(root) -> None:
    manual = (root / "docs/keys.md").read_text(encoding="utf-8")
    for name in (*FIELDS, *MODIFIERS):
        assert f"`{name}`" in manual, name


names = (
    st.just({"family": "Gogh", "non-dropping-particle": "van"})
    | st.text(max_size=12)
    | st.sampled_from(["Ada Lovelace", "王小明", "Łukasz Kaiser", "{x}, \\y"])
)
works = st.builds(
    Work,
    st.lists(names, max_size=4).map(tuple),
    st.booleans(),
    st.sampled_from([(), (2024,), (2024, 6), (2024, 6, 6)]),
    st.text(max_size=30),
    st.text(max_size=6),
    st.lists(st.text(max_size=8), max_size=2).map(tuple),
)
patterns = st.lists(
    st.tuples(st.sampled_from(FIELDS), st.lists(st.sampled_from([*MODIFIERS, "2", "(x)"]), max_size=2)).map(
        lambda parts: f"[{':'.join([parts[0], *parts[1]])}]"
    ),
    min_size=1,
    max_size=4,
).map("".join)


@given(patterns, works)
def test_every_key_is_safe(pattern: str, work: Work) -> None:
    make = compile_pattern(pattern)
    assert re.fullmatch(r"[A-Za-z0-9.+]*", make(work))
    assert make(work) == make(work)
