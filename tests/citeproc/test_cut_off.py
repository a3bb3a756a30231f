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


def test_a_style_that_sets_its_et_al_to_nothing_speaks_as_its_locale() -> None:
    entry = bibliography([CUT_OFF], "rassegna-degli-archivi-di-stato-bibliografia-generale").entries[0]
    assert plain(entry.content).startswith("Aaron Jaech - Adam Kalai - Adam Lerer - et al., System Card")


@pytest.mark.slow
def test_every_style() -> None:
    names = [style.name for style in all_styles() if not style.parent]
    assert len(names) > 2_800
    assert not [name for name in names if shows_as_complete(name)], DEFAULT_ENGINE
