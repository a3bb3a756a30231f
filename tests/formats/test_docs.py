"""docs/formats.md has two tables made from the code; `pytest tests/formats/test_docs.py --update-golden`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from citemill.diagnostics import Diagnostics, ignore
from citemill.files import Source
from citemill.formats import FORMATS, WriteOptions
from citemill.formats.losses import CODE
from citemill.record import DATE_VARIABLES, NAME_VARIABLES, STRING_VARIABLES, TYPES, VARIABLES

WITHOUT_MEANING = frozenset(
    """
    citation-number first-reference-note-number locator year-suffix citation-label citation-key page-first
    event journalAbbreviation shortTitle
    """.split()
)
"""Variables that a processor sets, or older names of others."""


def value(variable: str) -> Any:
    if variable in NAME_VARIABLES:
        return [{"family": "Gao", "given": "Leo"}]
    if variable in DATE_VARIABLES:
        return {"date-parts": [[2024, 6, 6]]}
    return "https://example.org/1" if variable == "URL" else "1"


def everything(record_type: str) -> dict[str, Any]:
    return {
        "id": "x",
        "type": record_type,
        **{name: value(name) for name in sorted(VARIABLES - WITHOUT_MEANING)},
    }


def lost(name: str, record_type: str) -> set[str]:
    """The variables that a format's writer says it has no place for, beside the others and without them."""
    whole = everything(record_type)
    among = lost_of(name, whole)
    return among & lost_of(name, {one: whole[one] for one in ("id", "type", *sorted(among))})


def lost_of(name: str, record: dict[str, Any]) -> set[str]:
    said = Diagnostics()
    list(FORMATS.load(name).write([record], options=WriteOptions(losses=True), report=said))
    found = [one.found.partition(" has no place for ")[2] for one in said if one.code == CODE]
    return {variable for text in found for variable in text.split(", ")}


def formats_table() -> str:
    lines = ["| format | name | suffixes | reads | writes |", "| --- | --- | --- | --- | --- |"]
    for row in FORMATS:
        suffixes = ", ".join(f"`{suffix}`" for suffix in row.suffixes)
        marks = ("yes" if row.reads else "", "yes" if row.writes else "")
        lines.append(f"| {row.label} | `{row.name}` | {suffixes} | {marks[0]} | {marks[1]} |")
    return "\n".join(lines)


def matrix() -> str:
    names = [row.name for row in FORMATS if row.writes and not row.name.startswith("csl-")]
    losses = {name: {kind: lost(name, kind) for kind in sorted(TYPES)} for name in names}
    lines = [
        "`●` for every type of record, `◐` for some, empty for none. CSL-JSON carries everything. The same",
        "is said of each record when an export is asked for its losses.",
        "",
        f"| variable | {' | '.join(names)} |",
        f"| --- |{' :-: |' * len(names)}",
    ]
    for variable in sorted(VARIABLES - WITHOUT_MEANING, key=str.lower):
        marks = []
        for name in names:
            missing = sum(variable in kinds for kinds in losses[name].values())
            marks.append("●" if not missing else "◐" if missing < len(TYPES) else " ")
        lines.append(f"| `{variable}` | {' | '.join(marks)} |")
    return "\n".join(lines)


def types_table() -> str:
    """By format the types that come back as another one."""
    lines = ["| format | types that it has not, and what they come back as |", "| --- | --- |"]
    for row in FORMATS:
        if not (row.reads and row.writes):
            continue
        module = FORMATS.load(row.name)
        others: dict[str, list[str]] = {}
        for kind in sorted(TYPES):
            record = {"id": "x", "type": kind, "title": "T"}
            text = "".join(module.write([record], options=WriteOptions(), report=ignore))
            (found,) = module.read(Source(text.encode(), name="x"), report=ignore)
            if found["type"] != kind:
                others.setdefault(found["type"], []).append(kind)
        if others:
            cell = "; ".join(f"{', '.join(kinds)}: *{other}*" for other, kinds in sorted(others.items()))
            lines.append(f"| {row.label} | {cell} |")
    return "\n".join(lines)


def test_the_tables_are_those_of_the_code(root: Path, golden: Callable[[Path, str], None]) -> None:
    path = root / "docs/formats.md"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\| format \| name .*?\n\n", lambda _: formats_table() + "\n\n", text, flags=re.DOTALL)
    pattern = r"(## What each format carries\n\n).*?(?=## Types that)"
    text = re.sub(pattern, lambda match: f"{match[1]}{matrix()}\n\n", text, flags=re.DOTALL)
    pattern = r"(## Types that a format has not\n\n.*?\n\n).*?(?=\n\n## )"
    text = re.sub(pattern, lambda match: f"{match[1]}{types_table()}", text, flags=re.DOTALL)
    golden(path, text)


def test_string_variables_are_all_in_the_matrix() -> None:
    assert everything("book").keys() >= STRING_VARIABLES - WITHOUT_MEANING
