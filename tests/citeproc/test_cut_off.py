"""No style of the repository prints a cut-off list of authors as if it were complete."""

from __future__ import annotations

from typing import Any

import pytest

from citemill.citeproc import DEFAULT_ENGINE, bibliography
from citemill.citeproc.repository import all_styles
from citemill.errors import CitemillError
from citemill.text.rich import plain

COMPLETE: dict[str, Any] = {
    "id": "o1",
    "type": "article-journal",
    "title": "System Card",
    "container-title": "Nature",
    "author": [
        {"family": "Jaech", "given": "Aaron"},
        {"family": "Kalai", "given": "Adam"},
        {"family": "Lerer", "given": "Adam"},
    ],
    "issued": {"date-parts": [[2024, 12, 21]]},
}
CUT_OFF = {**COMPLETE, "custom": {"cut-off": ["author"]}}

NO_TERM = {"rassegna-degli-archivi-di-stato", "rassegna-degli-archivi-di-stato-bibliografia-generale"}
"""Styles whose own term for et al. is empty: our engine prints nothing for it yet."""


def shows_as_complete(style: str) -> bool:
    """Whether all three known names stand there, and nothing tells that there are more."""
    try:
        cut_off, complete = (
            plain(bibliography([record], style).entries[0].content).casefold()
            for record in (CUT_OFF, COMPLETE)
        )
    except CitemillError:  # a style without bibliography
        return False
    return cut_off == complete and all(name["family"].casefold() in cut_off for name in COMPLETE["author"])


def test_some_styles() -> None:
    names = [style.name for style in all_styles() if not style.parent]
    assert not [name for name in names[::60] if shows_as_complete(name)]
    assert plain(bibliography([COMPLETE], "apa").entries[0].content).startswith("Jaech, A., Kalai, A., &")


@pytest.mark.slow
def test_every_style() -> None:
    names = [style.name for style in all_styles() if not style.parent]
    assert len(names) > 2_800
    assert {name for name in names if shows_as_complete(name)} <= NO_TERM, DEFAULT_ENGINE
