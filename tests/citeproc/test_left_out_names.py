"""What stands for names left out can be worded by the caller, and names can be marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from citemill.citeproc import bibliography
from citemill.record import Name, Record
from citemill.text.rich import Mark, Rich, Span, plain

CUT: Record = {
    "id": "cut",
    "type": "article-journal",
    "title": "On cuts",
    "issued": {"date-parts": [[2024]]},
    "author": [{"family": "Jaech", "given": "Aaron"}, {"family": "Kalai", "given": "Adam"}],
    "custom": {"cut-off": ["author"]},
}
LONG: Record = {
    "id": "long",
    "type": "article-journal",
    "title": "On length",
    "issued": {"date-parts": [[2024]]},
    "author": [{"family": f"Fam{letter}", "given": "Ann"} for letter in "abcdefghijklmnopqrstuvwxyz"],
}


def marks(record: Record, variable: str, name: Name) -> str | None:
    return "owner" if name.get("family") in ("Famu", "Owner") else None


def wording(
    record: Record,
    variable: str,
    hidden: Sequence[Name],
    term: Rich,
    rendered: Callable[[Name], Rich],
) -> Rich:
    assert variable == "author"
    named = [name for name in hidden if name["family"] == "Famu"]
    if not named:
        return (*term, ", with ", *rendered({"family": "Owner", "given": "Olga"}))
    return (*term, ", ", *rendered(named[0]), f", {len(hidden)} hidden")


def rendered(record: Record, style: str, **options: Any) -> Rich:
    return bibliography([record], style, et_al=wording, marks=marks, **options).entries[0].content


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", "Jaech, A., Kalai, A., et al., with Owner, O. (2024)."),
        ("ieee", "A. Jaech et al., with O. Owner, “"),
        ("modern-language-association", "Jaech, Aaron, et al., with Olga Owner. "),
        ("nlm-citation-sequence", "Jaech A, Kalai A, et al., with Owner O. On cuts."),
    ],
)
def test_a_name_behind_et_al_has_the_style_s_form_and_punctuation(style: str, expected: str) -> None:
    text = plain(rendered(CUT, style)).removeprefix("[1]").removeprefix("1.").strip()
    assert text.startswith(expected)


def test_the_hook_is_told_who_is_hidden() -> None:
    text = plain(rendered(LONG, "modern-language-association"))
    assert text.startswith("Fama, Ann, et al., Ann Famu, 25 hidden. ")


def test_before_the_last_name_as_well() -> None:
    text = plain(rendered(LONG, "apa"))
    assert "Fams, A., …, Famu, A., 6 hidden Famz, A. (2024)" in text


def test_the_named_one_is_marked_like_the_others() -> None:
    marked = [part for part in rendered(CUT, "apa") if isinstance(part, Span) and part.mark is Mark.HIGHLIGHT]
    assert marked == [Span(Mark.HIGHLIGHT, ("Owner, O.",), "owner")]


def test_what_the_hook_gives_is_text_not_markup() -> None:
    def odd(record: Record, variable: str, hidden: Any, term: Rich, rendered: Any) -> Rich:
        return ('<i>"x"</i> \ufdda..,', Span(Mark.LINK, ("y",), "https://example.org"))

    content = bibliography([CUT], "apa", et_al=odd).entries[0].content
    assert '<i>"x"</i> ..,' in plain(content)
    assert Span(Mark.LINK, ("y",), "https://example.org") in content
