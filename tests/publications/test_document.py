"""The list as a document, for every format that is not the HTML page."""

from __future__ import annotations

from typing import Any

from list_making import paper, render

from citemill.documents import markdown
from citemill.listings.model import Figure, Profile
from citemill.publications.build import build
from citemill.publications.document import as_document
from citemill.publications.plan import EntryPlan, Group, Numbering, Plan, Sections, Selected
from citemill.record import Record
from citemill.text.document import Document, Heading, Paragraph, References


def a_document(records: list[Record], *, links: bool = True, **plan: Any) -> Document:
    profile = Profile(
        name="Ilya Sutskever", papers=Figure(59, "59"), citations=Figure(300200, "300.2K", exact=False)
    )
    return as_document(build(records, Plan(**plan), render, profile=profile, as_of="2026-01-31"), links=links)


def test_header_headings_and_entries(papers: list[Record]) -> None:
    document = a_document(papers, sections=Sections(by="type"), numbering=Numbering("down"))
    assert document.title == "Publications of Ilya Sutskever"
    assert document.author == "Ilya Sutskever"
    header, *blocks = document.blocks
    assert header == Paragraph(
        ("4 publications · Papers 59 · Citations 300.2K (as of 2026-01-31)",), small=True
    )
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        ("Books",),
        ("Conference papers",),
        ("Preprints",),
    ]
    lists = [block for block in blocks if isinstance(block, References)]
    assert [[entry.number for entry in one.entries] for one in lists] == [[4], [3], [2, 1]]
    assert lists[0].label_width == 2


def test_awards_notes_badges_and_links() -> None:
    entry = EntryPlan(
        award="Best paper", note="A note", badges=("Oral",), links={"code": "https://example.org/c"}
    )
    records = [paper("x", 2020, "Ilya Sutskever", DOI="10.1000/1", custom={"code": True})]
    text = markdown.document(a_document(records, entries={"x": entry}))
    assert text.endswith(
        "**Sutskever I** (2020). On x. \\[Oral\\] \\[[DOI](<https://doi.org/10.1000/1>)\\] "
        "\\[[Code](<https://example.org/c>)\\]\\\n**Best paper**\\\nA note\n"
    )
    unlinked = markdown.document(a_document(records, entries={"x": entry}, links=False))
    assert "On x. \\[Code\\] \\[Oral\\]\\\n" in unlinked
    assert "https" not in unlinked


def test_a_repeated_entry_gives_its_name_to_one_place(papers: list[Record]) -> None:
    document = a_document(papers, entries={"old": EntryPlan(selected=True)}, selected=Selected())
    names = [
        entry.id for block in document.blocks if isinstance(block, References) for entry in block.entries
    ]
    assert names == ["", "new", "mid", "old", "undated"]


def test_legends_are_told_once(papers: list[Record]) -> None:
    groups = {"students": Group(("Bob Li",), underline=True, legend="students")}
    text = markdown.document(a_document(papers, groups=groups))
    assert text.count("<small><u>students</u></small>") == 1


def test_numbers_that_run_down_are_never_counted_by_the_format() -> None:
    """Nor where a section has one entry: in a list that counts upwards it would be "3." by itself."""
    papers = [paper("a", 2001, "A B"), paper("b", 2002, "A B"), paper("c", 2002, "A B")]
    down = markdown.document(a_document(papers, sections=Sections("year"), numbering=Numbering("down")))
    assert [line[:3] for line in down.splitlines() if line[:1].isdigit()] == ["3\\.", "2\\.", "1\\."]
    up = markdown.document(a_document(papers, sections=Sections("year"), numbering=Numbering("up")))
    assert [line[:2] for line in up.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]
