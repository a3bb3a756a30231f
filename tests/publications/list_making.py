"""A listing's records by hand, and a renderer that needs no style: it prints names, year and title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from citemill.citeproc.model import EtAl, NameMarks
from citemill.listings.model import Figure, Profile
from citemill.publications.build import build
from citemill.publications.html_page import page
from citemill.publications.outputs import exports
from citemill.publications.plan import EntryPlan, Group, Numbering, Page, Plan, Sections
from citemill.record import Name, Record, cut_off
from citemill.text import markup
from citemill.text.bibliography import Bibliography, RenderedEntry
from citemill.text.rich import Inline, Mark, Span

SHOWN = 4
"""The renderer's own limit: of more names it shows the first two."""


def person(name: str) -> Name:
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given}


def paper(key: str, year: int | None, *authors: str, cut: bool = False, **others: Any) -> Record:
    custom = dict(others.pop("custom", {}))
    if cut:
        custom["cut-off"] = ["author"]
    issued = {"issued": {"date-parts": [[year]]}} if year else {}
    return {
        "id": key,
        "type": "article",
        "title": f"On {key}",
        "author": [person(name) for name in authors],
        **issued,
        **({"custom": custom} if custom else {}),
        **others,
    }


def render(
    records: Sequence[Record], *, marks: NameMarks, et_al: EtAl, numbered: bool, sort: bool
) -> Bibliography:
    """As an engine does it, in a style of its own: "Family G, ... (year). Title."."""
    entries = []
    ordered = sorted(records, key=lambda record: record["title"]) if sort else records
    for number, record in enumerate(ordered, 1):

        def printed(name: Name, record: Record = record) -> tuple[Inline, ...]:
            text = f"{name.get('family', name.get('literal', ''))} {name.get('given', '')[:1]}".strip()
            group = marks(record, "author", name)
            return (Span(Mark.HIGHLIGHT, (text,), group),) if group else (text,)

        names = record["author"]
        shown = names if len(names) <= SHOWN else names[:2]
        parts: list[Inline] = []
        for name in shown:
            parts += (", ", *printed(name)) if parts else printed(name)
        if len(shown) < len(names) or cut_off(record):
            parts += (" ", *et_al(record, "author", names[len(shown) :], ("et al.",), printed))
        year = record.get("issued", {}).get("date-parts", [["n.d."]])[0][0]
        content = (*parts, f" ({year}). ", *markup.parse(record["title"]), ".")
        if numbered:
            content = (Span(Mark.LEFT_MARGIN, (f"[{number}]",)), Span(Mark.RIGHT_INLINE, content))
        entries.append(RenderedEntry(record["id"], content))
    return Bibliography(tuple(entries), hanging_indent=True)


def some_papers() -> list[Record]:
    return [
        paper("old", 2014, "Ilya Sutskever", "Quoc V. Le", custom={"primary-class": "cs.CL"}),
        paper("new", 2024, "Ada King", "Bob Li", "Eve Wu", cut=True, custom={"primary-class": "cs.LG"}),
        paper("mid", 2019, "Bob Li", "Ilya Sutskever", type="paper-conference", custom={"code": True}),
        paper("undated", None, "Ilya Sutskever", type="book"),
    ]


def the_page(count: int = 0) -> str:
    """A page with three papers that have one of everything, and `count` others."""
    subjects = ("cs.LG", "cs.CL", "cs.CV")
    records = [
        paper("le2014seq", 2014, "Ilya Sutskever", "Quoc V. Le", custom={"primary-class": "cs.CL"}),
        paper(
            "king2024",
            2024,
            "Ada King",
            "Zoë Müller",
            cut=True,
            custom={"primary-class": "cs.LG", "code": True},
        ),
        paper("li2019", 2019, "Bo Li", type="paper-conference", abstract="Abstracts are *text* <b>."),
        *(
            paper(f"many{n}", 1990 + n % 30, "Bo Li", "Eve Wu", custom={"primary-class": subjects[n % 3]})
            for n in range(count)
        ),
    ]
    plan = Plan(
        sections=Sections(by="year"),
        numbering=Numbering("down"),
        groups={"students": Group(("Zoë Müller",), underline=True, legend="students")},
        entries={
            "le2014seq": EntryPlan(selected=True, note="A note about sequences", award="Best paper"),
            "li2019": EntryPlan(badges=("Oral",), links={"code": "https://example.org/code"}),
        },
    )
    publications = build(records, plan, render, profile=Profile(name="Ilya Sutskever", papers=Figure(3, "3")))
    return page(publications, Page(), tuple(exports()))
