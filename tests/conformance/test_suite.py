"""The open fixtures of the CSL test suite against the list of those that are known to fail."""

from __future__ import annotations

from pathlib import Path

import expected_failures
import pytest
from run_suite import Result, run_folder
from suite_engines import Citemill


@pytest.fixture(scope="module")
def results(shared: Path) -> dict[str, Result]:
    return run_folder(Citemill(), shared / "csl-suite" / "open")


def test_no_fixture_is_lost(results: dict[str, Result]) -> None:
    lost = sorted(expected_failures.failing(results) - expected_failures.load().keys())
    shown = "\n".join(
        f"{name}: {one.remark}\n{one.expected.strip()}\n--- got\n{one.got}"
        for name, one in results.items()
        if name in lost[:5]
    )
    assert not lost, f"{len(lost)} fixtures passed and now fail: {', '.join(lost)}\n{shown}"


def test_every_gain_leaves_the_list(results: dict[str, Result]) -> None:
    gained = sorted(expected_failures.load().keys() - expected_failures.failing(results))
    assert not gained, (
        f"these pass now: {', '.join(gained)}\nshrink the list with: {expected_failures.COMMAND}"
    )


def test_every_failure_has_its_reason() -> None:
    assert [name for name, reason in expected_failures.load().items() if len(reason) < 20] == []


def test_the_whole_suite_was_run(results: dict[str, Result]) -> None:
    unusable = [name for name, result in results.items() if result.status == "unusable"]
    assert len(results) == 585
    assert unusable == ["experiments/title_sub-form"]
