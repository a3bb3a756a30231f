"""What a list takes from a citation style, and what it leaves out."""

from __future__ import annotations

from typing import Any

import pytest
from list_making import paper

from citemill.publications.build import build
from citemill.publications.plan import Numbering, Plan, Sections
from citemill.publications.rendering import renderer
from citemill.record import Record
from citemill.text.rich import Mark, Rich, Span, plain

PAPERS = [
    paper("b", 2001, "Ada King", title="Beta"),
    paper("a", 2001, "Ada King", title="Alpha"),
    paper("c", 2003, "Ada King", title="Gamma"),
]


def listed(records: list[Record], **plan: Any) -> list[tuple[str, str]]:
    made = Plan(**plan)
    publications = build(records, made, renderer(made))
    return [(plain(entry.label), plain(entry.content)) for entry in publications.entries()]


def test_years_have_letters_only_where_they_are_asked_for() -> None:
    assert [text[:16] for _, text in listed(PAPERS)] == [
        "King, A. (2003).",
        "King, A. (2001).",
        "King, A. (2001).",
    ]
    lettered = listed(PAPERS, year_letters=True, order="style")
    assert [text[:17] for _, text in lettered] == [
        "King, A. (2001a).",
        "King, A. (2001b).",
        "King, A. (2003). ",
    ]


def test_no_dash_stands_for_an_author() -> None:
    """It would be wrong where a section begins, and in any other order."""
    for by in ("none", "year"):
        texts = listed(PAPERS, style="american-journal-of-sociology", sections=Sections(by))
        assert all(text.startswith("King, Ada") for _, text in texts)


def test_the_style_s_numbers_follow_the_order_of_the_list() -> None:
    style = "elsevier-with-titles-alphabetical"
    given = listed(PAPERS, style=style, order="-date", numbering=Numbering("style"))
    assert [label for label, _ in given] == ["[1]", "[2]", "[3]"]
    assert "Gamma" in given[0][1]
    own = listed(PAPERS, style=style, order="style", numbering=Numbering("style"))
    assert "Gamma" in own[2][1], "by author, and then as given"


def marked(rich: Rich, mark: Mark) -> list[tuple[str, str]]:
    found = []
    for part in rich:
        if isinstance(part, Span):
            found += [(plain(part.children), part.value)] if part.mark is mark else []
            found += marked(part.children, mark)
    return found


@pytest.mark.parametrize(
    ("title", "said", "locale", "expected"),
    [
        (
            "Vers l'auto-administration des entrepôts",
            {},
            "",
            [("Vers l’auto-administration des entrepôts", "fr")],
        ),
        ("Die Kunst", {"language": "de-AT"}, "", [("Die Kunst", "de-AT")]),
        ("Zur Kunst des Schreibens von Titeln", {}, "de-DE", []),
        ("The art of titles", {}, "", []),
        ("Chimie du CO<sub>2</sub> dans les océans", {}, "", []),  # not found as one text: nothing is marked
    ],
)
def test_titles_in_other_languages_are_marked_and_keep_their_case(
    title: str, said: dict[str, str], locale: str, expected: list[tuple[str, str]]
) -> None:
    plan = Plan(style="chicago-author-date", locale=locale)
    publications = build([paper("x", 2001, "Ada King", title=title, **said)], plan, renderer(plan))
    (entry,) = publications.entries()
    assert marked(entry.content, Mark.LANGUAGE) == expected
