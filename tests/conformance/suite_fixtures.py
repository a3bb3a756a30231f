"""Fixtures of the CSL test suite: how a file is read and how a result is compared with what it expects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_OPENS = re.compile(r">>=+ ([A-Z-]+) =+>>\s*")
_CLOSES = re.compile(r"<<=+ ([A-Z-]+) =+<<\s*")
_JSON_SECTIONS = ("INPUT", "CITATION-ITEMS", "CITATIONS", "BIBENTRIES", "BIBSECTION", "ABBREVIATIONS")
MODES = ("citation", "bibliography", "bibliography-nosort", "bibliography-header")


class UnusableFixture(Exception):
    """A file that is no complete fixture; the text says what is missing or wrong."""


class Fixture(NamedTuple):
    name: str
    """The file's path below the suite's folder, without `.txt`: "off-spec/sort_X"."""
    mode: str
    csl: str
    items: list[dict[str, Any]]
    expected: str
    clusters: list[list[dict[str, Any]]] | None = None
    """CITATION-ITEMS: citations, each rendered on its own."""
    steps: list[list[Any]] | None = None
    """CITATIONS: edits of a document, each [citation, pre, post]."""
    bibentries: list[list[str]] | None = None
    bibsection: dict[str, Any] | None = None
    abbreviations: dict[str, Any] | None = None

    @property
    def category(self) -> str:
        return self.name.rpartition("/")[2].partition("_")[0]

    @property
    def cited_at_end(self) -> list[str] | None:
        """The ids cited in the document as the last step leaves it; None for a fixture without CITATIONS."""
        if self.steps is None:
            return None
        cites = (cite["id"] for citation in document_after(self.steps) for cite in citation["citationItems"])
        return list(dict.fromkeys(map(str, cites)))


def sections(text: str) -> dict[str, str]:
    """The named sections of a fixture's text; what stands outside them is commentary."""
    found: dict[str, str] = {}
    name, lines = "", []
    for line in text.split("\n"):  # not splitlines: a form feed or U+2028 may stand inside a value
        if not name:
            if opening := _OPENS.fullmatch(line):
                name, lines = opening[1], []
        elif (closing := _CLOSES.fullmatch(line)) and closing[1] == name:
            found[name] = "\n".join(lines)
            name = ""
        else:
            lines.append(line)
    return found


def read_fixture(path: Path, name: str) -> Fixture:
    """Read one file. Raises UnusableFixture for one that cannot be run."""
    found = sections(path.read_text(encoding="utf-8-sig"))
    for needed in ("MODE", "CSL", "INPUT", "RESULT"):
        if needed not in found:
            raise UnusableFixture(f"no section {needed}")
    data = {}
    for section in _JSON_SECTIONS:
        try:
            data[section] = json.loads(found[section]) if found.get(section, "").strip() else None
        except ValueError as error:
            raise UnusableFixture(f"section {section} is no JSON: {error}") from error
    mode = found["MODE"].strip()
    if mode not in MODES:
        raise UnusableFixture(f'the mode "{mode}" is not known')
    clusters = data["CITATION-ITEMS"]
    return Fixture(
        name=name,
        mode=mode,
        csl=found["CSL"].strip(),
        items=_unique(data["INPUT"] or []),
        expected=found["RESULT"],
        clusters=clusters,
        steps=None if clusters else data["CITATIONS"],
        bibentries=data["BIBENTRIES"],
        bibsection=data["BIBSECTION"],
        abbreviations=data["ABBREVIATIONS"],
    )


def _unique(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items by id as text: an id may be a number here and a string there, be missing, or occur twice.

    Of two items with one id the later counts, in the place of the earlier.
    """
    by_id: dict[str, dict[str, Any]] = {}
    for position, item in enumerate(items, 1):
        by_id[str(item.get("id", f"item-without-id-{position}"))] = item
    return [{**item, "id": id} for id, item in by_id.items()]


def find_fixtures(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every `*.txt` below a folder with its name, in the order of the names."""
    for path in sorted(folder.rglob("*.txt")):
        yield path.relative_to(folder).with_suffix("").as_posix(), path


def document_after(steps: list[list[Any]]) -> list[dict[str, Any]]:
    """The citations of the document, in order, as the last of these steps leaves it.

    Each has the note number that the last mention gave it: in `pre` or `post`, or its own.
    """
    known: dict[str, dict[str, Any]] = {}
    order: list[str] = []
    for citation, pre, post in steps:
        known[citation["citationID"]] = {"properties": {"noteIndex": 0}, **citation}
        order = []
        for id, note in (*pre, (citation["citationID"], None), *post):
            order.append(id)
            if note is not None:
                known[id] = {**known[id], "properties": {**known[id]["properties"], "noteIndex": note}}
    return [known[id] for id in order]


def normalized(text: str) -> str:
    """A result as it is compared: without blanks that end a line, blank lines at the ends, named entities."""
    for named, numeric in (("&amp;", "&#38;"), ("&lt;", "&#60;"), ("&gt;", "&#62;")):
        text = text.replace(named, numeric)
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(lines)


def agrees(fixture: Fixture, got: str) -> bool:
    """Whether a result is the expected one.

    A header lists a processor's parameters, some of them its own; those that the fixture names count.
    """
    if fixture.mode == "bibliography-header":
        lines = set(normalized(got).split("\n"))
        return all(line in lines for line in normalized(fixture.expected).split("\n") if ":" in line)
    return normalized(got) == normalized(fixture.expected)
