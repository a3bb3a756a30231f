"""A listing's records by hand, and a renderer that needs no style: it prints names, year and title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from citemill.citeproc.model import EtAl, NameMarks
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
