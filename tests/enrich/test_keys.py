"""Two spellings of one title or name fold to one key."""

from __future__ import annotations

import pytest

from citemill.enrich.keys import compact, date_span, person, title_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("RL$^2$: Fast Reinforcement Learning", "RL²: fast reinforcement learning"),
        ("$\\beta$-VAE and $\\alpha$", "β-VAE and α"),
        ("An $O(n \\sqrt{n})$ bound", "An O(n √n) bound"),
        ("Pr\\'{e}diction d\\'{e}j\\`a vue", "Prédiction déjà vue"),
        ("M{\\\"u}ller's F{\\'a}ry theorem", "Müller’s Fáry Theorem"),
        ("Stra{\\ss}e \\& Stra\\ss e", "Straße and Straße"),
        ("A {BERT} for \\emph{all}", "A BERT for all"),
        ("Multi-task, end-to-end", "Multitask end to end"),
        ("On <i>H<sub>2</sub>O</i>", "On H2O"),
        ("Limit groups acting on $\\mathbb{R}^n$-trees", "Limit groups acting on R^n-trees"),
        ("ﬁne “quoted” naïve", 'fine "quoted" naive'),
    ],
)
def test_one_title_in_two_spellings(one: str, other: str) -> None:
    assert compact(one) == compact(other)


def test_other_scripts_stay() -> None:
    assert title_words("深度学习 综述") == ["深度学习", "综述"]
    assert title_words("Теория игр") == ["теория", "игр"]


def test_names() -> None:
    assert person({"family": "Tour", "given": "Tom Dupré", "non-dropping-particle": "la"}).words == (
        *("tom", "dupre", "la", "tour"),
    )
    assert person({"family": "O'Murchadha", "given": "A."}).family == ("omurchadha",)
    assert person({"literal": "The ATLAS Collaboration"}).given == ()


@pytest.mark.parametrize(
    ("parts", "days"),
    [
        ([2020], 366),
        ([2019], 365),
        ([2020, 2], 29),
        ([2020, 12], 31),
        ([2020, 12, 31], 1),
        (["2020", "2", "1"], 1),
        ([2020, 2, 30], None),
        ([], None),
        (["n.d."], None),
        ([2020, 21], 366),
    ],
)
def test_date_spans(parts: list[object], days: int | None) -> None:
    span = date_span({"date-parts": [parts]})
    assert (span and span[1] - span[0] + 1) == days


def test_no_date() -> None:
    assert date_span(None) is None
    assert date_span({"raw": "soon"}) is None
