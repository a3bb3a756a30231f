"""Sections, order, numbering, highlighted and hidden names, notes, badges, links, header."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from list_making import paper, render

from citemill.diagnostics import Diagnostics
from citemill.errors import UnknownName
from citemill.listings.model import Figure, Profile
from citemill.publications.build import build
from citemill.publications.model import PublicationList
from citemill.publications.plan import (
    Badges,
    EntryPlan,
    Group,
    Header,
    Names,
    Numbering,
    Owner,
    Plan,
    Rule,
    Sections,
    Selected,
)
from citemill.record import Record
from citemill.text.rich import Mark, Span, plain

ILYA = Profile(
    name="Ilya Sutskever", papers=Figure(59, "59"), h_index=Figure(74, "74"), listed=Figure(59, "59")
)


def made(records: list[Record], by_owner: tuple[str, ...] = (), **plan: Any) -> PublicationList:
    whose = dict.fromkeys(by_owner, (ILYA.name,))
    return build(records, Plan(**plan), render, profile=ILYA, by_owner=whose, as_of="2026-01-31")


def outline(publications: PublicationList) -> list[tuple[str, list[str]]]:
    return [(section.title, [entry.id for entry in section.entries]) for section in publications.sections]


def labels(publications: PublicationList) -> list[list[str]]:
    return [[plain(entry.label) for entry in section.entries] for section in publications.sections]


def text(publications: PublicationList, key: str) -> str:
    return next(plain(entry.content) for entry in publications.entries() if entry.id == key)


def test_newest_first_by_default_and_the_undated_last(papers: list[Record]) -> None:
    assert outline(made(papers)) == [("", ["new", "mid", "old", "undated"])]


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (
            Sections(by="year"),
            [("2024", ["new"]), ("2019", ["mid"]), ("2014", ["old"]), ("Without date", ["undated"])],
        ),
        (
            Sections(by="year", order=("oldest",)),
            [("2014", ["old"]), ("2019", ["mid"]), ("2024", ["new"]), ("Without date", ["undated"])],
        ),
        (
            Sections(by="type"),
            [("Books", ["undated"]), ("Conference papers", ["mid"]), ("Preprints", ["new", "old"])],
        ),
        (
            Sections(by="type", titles={"article": "On arXiv", "book": "Monographs"}, counts=True),
            [
                ("On arXiv (2)", ["new", "old"]),
                ("Monographs (1)", ["undated"]),
                ("Conference papers (1)", ["mid"]),
            ],
        ),
        (
            Sections(by="subject"),
            [("Without subject", ["mid", "undated"]), ("cs.LG", ["new"]), ("cs.CL", ["old"])],
        ),
        (
            Sections(by="type", order=("Preprints",)),
            [("Preprints", ["new", "old"]), ("Books", ["undated"]), ("Conference papers", ["mid"])],
        ),
        (
            Sections(rules=(Rule("Early", until="2015"), Rule("First", first_authors=("A. King",)))),
            [("Early", ["old"]), ("First", ["new"]), ("Other publications", ["mid", "undated"])],
        ),
        (Sections(rules=(Rule("With code", code=True),), rest="-"), [("With code", ["mid"])]),
        (Sections(rules=(Rule("M", words=("MID",)),), rest="-"), [("M", ["mid"])]),
        (
            Sections(rules=(Rule("L", subjects=("cs",), types=("article",)),), rest="-"),
            [("L", ["new", "old"])],
        ),
    ],
)
def test_sections(papers: list[Record], sections: Sections, expected: list[tuple[str, list[str]]]) -> None:
    assert outline(made(papers, sections=sections)) == expected


def test_a_section_given_for_an_entry(papers: list[Record]) -> None:
    publications = made(papers, entries={"mid": EntryPlan(section="Theses")}, sections=Sections(by="type"))
    assert ("Theses", ["mid"]) in outline(publications)


@pytest.mark.parametrize(
    ("numbering", "expected"),
    [
        (Numbering("up"), [["1."], ["2."], ["3."], ["4."]]),
        (Numbering("down"), [["4."], ["3."], ["2."], ["1."]]),
        (Numbering("down", "section"), [["1."], ["1."], ["1."], ["1."]]),
        (Numbering("up", format="[{n}]"), [["[1]"], ["[2]"], ["[3]"], ["[4]"]]),
        (Numbering("style"), [["[1]"], ["[2]"], ["[3]"], ["[4]"]]),
        (Numbering("none"), [[""], [""], [""], [""]]),
    ],
)
def test_numbering(papers: list[Record], numbering: Numbering, expected: list[list[str]]) -> None:
    assert labels(made(papers, numbering=numbering, sections=Sections(by="year"))) == expected


def test_numbers_of_sections_start_anew(papers: list[Record]) -> None:
    publications = made(papers, numbering=Numbering("down", "section"), sections=Sections(by="type"))
    assert labels(publications) == [["1."], ["1."], ["2.", "1."]]


def test_selected_papers_stand_first_with_the_number_they_have_below(papers: list[Record]) -> None:
    publications = made(papers, numbering=Numbering("down"), selected=Selected(rule=Rule(keys=("old",))))
    assert outline(publications) == [
        ("Selected publications", ["old"]),
        ("Publications", ["new", "mid", "old", "undated"]),
    ]
    assert labels(publications) == [["2."], ["4.", "3.", "2.", "1."]]
    assert [entry.id for entry in publications.entries()] == ["new", "mid", "old", "undated"]


def test_selected_papers_alone_or_not_repeated(papers: list[Record]) -> None:
    entries = {"old": EntryPlan(selected=True), "mid": EntryPlan(tags=("best",))}
    only = Selected(only=True, rule=Rule(tags=("best",)))
    assert outline(made(papers, entries=entries, selected=only)) == [("", ["mid", "old"])]
    moved = Selected(repeat=False, title="Best")
    assert outline(made(papers, entries=entries, selected=moved)) == [
        ("Best", ["old"]),
        ("Other publications", ["new", "mid", "undated"]),
    ]


def test_a_selected_paper_that_no_section_takes_is_counted_once(papers: list[Record]) -> None:
    publications = made(
        papers,
        numbering=Numbering("up"),
        selected=Selected(rule=Rule(keys=("old",))),
        sections=Sections(rules=(Rule("Code", code=True),), rest="-"),
    )
    assert [entry.id for entry in publications.entries()] == ["old", "mid"]
    assert labels(publications) == [["2."], ["1."]]


def test_the_owner_is_bold_and_his_namesake_is_not() -> None:
    publications = made([paper("x", 2020, "I. Sutskever", "Igor Sutskever", "Bo Li")])
    content = next(publications.entries()).content
    assert content[:2] == (Span(Mark.BOLD, ("Sutskever I",)), ", ")
    assert Mark.BOLD not in {part.mark for part in content[1:] if isinstance(part, Span)}


def test_the_whole_list_tells_whose_initials_they_are() -> None:
    records = [
        paper("a", 2020, "Wei Li", "Ada King"),
        paper("b", 2019, "Wen Li", "Bob Ray"),
        paper("c", 2018, "W. Li", "Ada King"),
        paper("d", 2017, "W. Li", "Bob Ray"),
        paper("e", 2016, "W. Li", "Jo Doe"),
    ]

    def bold(**known: Any) -> list[str]:
        publications = build(records, Plan(owner=Owner("Wei Li")), render, **known)
        return [one.id for one in publications.entries() if any(_is_bold(part) for part in one.content)]

    assert bold() == ["a", "c"], "of the last one nobody knows"
    assert bold(by_owner={"e": ("Wei Li",)}) == ["a", "c", "e"], "but on his own page it is he"


def _is_bold(part: Any) -> bool:
    return isinstance(part, Span) and part.mark is Mark.BOLD


def test_groups_have_looks_and_legends() -> None:
    publications = made(
        [paper("x", 2020, "Ilya Sutskever", "Ada King", "Bo Li")],
        groups={
            "students": Group(("King, A.",), underline=True),
            "equal": Group(after="*", legend="equal contribution"),
            "unmet": Group(("Nobody",), after="!", legend="never"),
        },
        entries={"x": EntryPlan(groups={"equal": ("Ilya Sutskever", "B. Li")})},
    )
    content = next(publications.entries()).content
    assert content[:6] == (
        Span(Mark.BOLD, ("Sutskever I",)),
        "*",
        ", ",
        Span(Mark.UNDERLINE, ("King A",)),
        ", ",
        "Li B",
    )
    assert publications.legends == (("* equal contribution",),)


def test_the_owner_behind_the_listing_s_et_al_is_named_without_a_place(papers: list[Record]) -> None:
    named = made(papers, by_owner=("new",))
    assert text(named, "new") == "King A, Li B, Wu E et al., including Sutskever I (2024). On new."
    content = next(entry.content for entry in named.entries() if entry.id == "new")
    assert Span(Mark.BOLD, ("Sutskever I",)) in content


def test_the_wording_for_the_hidden_owner_can_be_chosen(papers: list[Record]) -> None:
    names = Names(hidden="{et-al} (with {names})")
    assert "et al. (with Sutskever I)" in text(made(papers, by_owner=("new",), names=names), "new")
    silent = Names(hidden="{et-al}")
    assert "Wu E et al. (2024)" in text(made(papers, by_owner=("new",), names=silent), "new")


def test_nobody_is_named_whom_nothing_says_to_be_there(papers: list[Record]) -> None:
    assert "Sutskever" not in text(made(papers), "new"), "not from the owner's own listing"
    shown = [paper("x", 2020, "Ilya Sutskever", "Bo Li", cut=True)]
    assert text(made(shown, by_owner=("x",)), "x") == "Sutskever I, Li B et al. (2020). On x."


MANY = [f"Author{letter} Family{letter}" for letter in "abcdefgh"]


def test_long_lists_are_shortened_around_the_owner() -> None:
    record = paper("x", 2020, *MANY[:5], "Ilya Sutskever", *MANY[5:])
    publications = made([record], names=Names(longer_than=6, first=3))
    assert text(publications, "x").startswith(
        "Familya A, Familyb A, Familyc A …, Sutskever I, … (9 authors) (2020)"
    )
    assert record["author"][5] == {"family": "Sutskever", "given": "Ilya"}, "the record itself is as it was"


def test_long_lists_without_the_owner_say_how_many() -> None:
    publications = made([paper("x", 2020, *MANY)], names=Names(longer_than=6, first=1))
    assert text(publications, "x").startswith("Familya A … (8 authors) (2020)")


def test_a_style_that_shortens_by_itself_names_the_owner_too() -> None:
    publications = made([paper("x", 2020, *MANY[:5], "Ilya Sutskever", *MANY[5:])])
    assert "Familyb A …, Sutskever I, … (9 authors)" in text(publications, "x")


def test_of_a_list_cut_off_by_the_listing_no_number_is_claimed() -> None:
    publications = made([paper("x", 2020, *MANY[:5], "Ilya Sutskever", cut=True)], by_owner=("x",))
    assert "…, Sutskever I, …" in text(publications, "x")
    assert "authors" not in text(publications, "x")


def test_several_owners_are_each_named_where_they_are_hidden() -> None:
    owners = ("Ilya Sutskever", "Ada King")
    cut = [paper(key, 2020, "Bo Li", "Eve Wu", cut=True) for key in ("both", "one", "none")]
    cut.append(paper("shown", 2020, "Ada King", "Bo Li", cut=True))
    by_owner = {"both": owners, "one": owners[1:], "shown": owners}
    publications = build(cut, Plan(), render, owners=owners, by_owner=by_owner)
    assert publications.title == "Publications of Ilya Sutskever and Ada King"
    assert text(publications, "both").endswith("et al., including Sutskever I, King A (2020). On both.")
    assert text(publications, "one").endswith("et al., including King A (2020). On one.")
    assert "including" not in text(publications, "none")
    assert text(publications, "shown").endswith("et al., including Sutskever I (2020). On shown.")


def test_notes_awards_badges_and_links(papers: list[Record]) -> None:
    publications = made(
        papers,
        entries={
            "mid": EntryPlan(
                note="with <i>Nature</i>",
                award="Best paper",
                badges=("Oral",),
                links={"slides": "https://example.org/s", "bad": "javascript:alert(1)"},
                set={"DOI": "https://doi.org/doi:10.1000/ABC"},
            ),
            "old": EntryPlan(set={"DOI": "10.48550/arXiv.1409.3215", "archive": "arXiv"}),
            "undated": EntryPlan(hide=True),
        },
        badges=Badges(open_access="auto"),
    )
    entries = {entry.id: entry for entry in publications.entries()}
    assert set(entries) == {"new", "mid", "old"}
    mid = entries["mid"]
    assert [badge.label for badge in mid.badges] == ["Best paper", "Code", "Oral"]
    assert mid.notes == (("with ", Span(Mark.ITALIC, ("Nature",))),)
    assert [(link.label, link.href) for link in mid.links] == [
        ("DOI", "https://doi.org/10.1000/ABC"),
        ("slides", "https://example.org/s"),
    ]
    assert [link.href for link in entries["old"].links] == [
        "https://doi.org/10.48550/arXiv.1409.3215",
        "https://arxiv.org/abs/1409.3215",
        "https://arxiv.org/pdf/1409.3215",
    ]
    assert [badge.label for badge in entries["old"].badges] == ["Open access"]


def test_a_key_that_no_entry_has_is_reported(papers: list[Record]) -> None:
    said = Diagnostics()
    build(papers, Plan(entries={"midd": EntryPlan(note="x")}), render, report=said)
    assert [(one.code, one.hint) for one in said] == [("unknown-key", "did you mean mid?")]


def test_the_header_gives_the_figures_as_printed_and_their_day(papers: list[Record]) -> None:
    header = made(papers).header
    assert header.figures == (("Papers", "59"), ("h-index", "74"))
    assert header.as_of == "as of 2026-01-31"
    assert header.size == "4 of 59 publications"
    assert made(papers, entries={"old": EntryPlan(hide=True)}).header.size == "3 publications"
    assert made(papers, header=Header(show=False)).header == type(header)()


def test_a_limit_keeps_the_first_of_the_list_in_its_order(papers: list[Record]) -> None:
    assert outline(made(papers, limit=2)) == [("", ["new", "mid"])]
    assert outline(made(papers, limit=1, order="date")) == [("", ["old"])]


def test_titles_and_languages(papers: list[Record]) -> None:
    assert made(papers).title == "Publications of Ilya Sutskever"
    german = made(papers, locale="de-DE", sections=Sections(by="type"))
    assert german.title == "Publikationen von Ilya Sutskever"
    assert [section.title for section in german.sections] == ["Bücher", "Konferenzbeiträge", "Preprints"]
    assert made(papers, title="My work", owner=Owner("A B")).title == "My work"


def test_the_style_s_own_order(papers: list[Record]) -> None:
    assert outline(made(papers, order="style")) == [("", ["mid", "new", "old", "undated"])]
    assert outline(made(papers, order="listing")) == [("", ["old", "new", "mid", "undated"])]
    with pytest.raises(UnknownName, match="did you mean"):
        made(papers, order="datee")


def test_an_entry_that_could_not_be_rendered_is_left_out_and_not_counted(papers: list[Record]) -> None:
    def lossy(records: Any, **options: Any) -> Any:
        whole = render(records, **options)
        return whole._replace(entries=whole.entries[1:])

    publications = build(papers, Plan(numbering=Numbering("down")), lossy, profile=ILYA)
    assert labels(publications) == [["3.", "2.", "1."]]


def test_plans_are_values() -> None:
    assert dataclasses.replace(Plan(), style="mla") == Plan(style="mla")
