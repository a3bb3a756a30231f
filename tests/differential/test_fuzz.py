"""The synthetic cases: a seed always makes the same ones, they load, and most agree with citeproc-js."""

from __future__ import annotations

from collections import Counter
from random import Random

import citeproc_js
import fuzz
import pytest
from fuzz_cases import CATEGORIES
from fuzz_shrink import shrunk
from suite_engines import Citemill

SAME = 85.0
"""Percent of cases that have to agree; docs/conformance.md says what the others are about."""


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_category_makes_cases_that_can_be_rendered(category: str) -> None:
    generator, weight = CATEGORIES[category]
    assert weight > 0
    texts = [Citemill().run(generator(Random(seed))) for seed in range(5)]
    assert any(texts)


def test_a_seed_always_makes_the_same_case() -> None:
    names = list(CATEGORIES)
    assert fuzz.case(7, 3, names) == fuzz.case(7, 3, names)
    assert fuzz.case(7, 3, names) != fuzz.case(7, 4, names)


def test_a_case_is_made_small_as_long_as_it_differs() -> None:
    generator, _ = CATEGORIES["punctuation"]
    case = generator(Random(5))._replace(mode="citation")
    small = shrunk(case, lambda one: "<text" in one.csl and "title" in one.items[0])
    assert small.csl.count("<text") == 1
    assert len(small.items) == 1
    assert set(small.items[0]) == {"id", "type", "title"}


@pytest.mark.slow
def test_a_sample_beside_citeproc_js() -> None:
    if reason := citeproc_js.missing():
        pytest.skip(reason)
    counts: Counter[str] = Counter()
    differences = list(fuzz.run(11, range(60), list(CATEGORIES), counts))
    compared = sum(counts[name] for name in CATEGORIES)
    same = sum(counts[f"{name} same"] for name in CATEGORIES)
    assert compared > 40
    assert not [one for one in differences if one.ours.startswith("error:")]
    assert 100 * same / compared >= SAME, fuzz.report(differences, counts, 1)
