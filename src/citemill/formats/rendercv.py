"""RenderCV YAML: the section `publications` of a CV.

RenderCV reads Markdown in every text, so what would be markup there is escaped, and italics of a title stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from citemill.diagnostics import Report
from citemill.formats import WriteOptions, dates, yaml
from citemill.formats.losses import report_losses
from citemill.formats.names import listed, natural
from citemill.formats.rows import written
from citemill.record import Record
from citemill.text import markup
from citemill.text.rich import Mark, Rich

__all__ = ["entry", "write"]

_CARRIED = frozenset({"title", "author", "container-title", "publisher", "archive", "issued", "URL", "DOI"})


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write a CV that holds nothing but its publications."""

    def one(record: Record) -> str:
        if options.losses:
            report_losses(record, _CARRIED, "RenderCV", report)
        return yaml.element(entry(record), 3)

    yield "cv:\n  sections:\n"
    empty = True
    for text in written(records, one, report):
        yield "    publications:\n" + text if empty else text
        empty = False
    if empty:
        yield "    publications: []\n"


def entry(record: Record) -> dict[str, Any]:
    """One PublicationEntry; a cut-off list of authors ends in "et al."."""
    cut_off = "author" in (record.get("custom") or {}).get("cut-off", ())
    authors = [_escaped(natural(name)) for name in listed(record.get("author"))]
    venue = record.get("container-title") or record.get("publisher") or record.get("archive") or ""
    date = dates.day(record.get("issued"))
    doi = str(record.get("DOI", ""))
    values: dict[str, Any] = {
        "title": _markdown(markup.parse(str(record.get("title", "")))),
        "authors": [*authors, "et al."] if cut_off else authors,
        "journal": _markdown(markup.parse(str(venue))),
        "date": date or dates.write(record.get("issued")),
        "doi": doi if re.fullmatch(r"10\..+/.+", doi) else "",
    }
    if not values["doi"]:  # RenderCV takes one of the two
        values["url"] = str(record.get("URL", ""))
    kept = {name: value for name, value in values.items() if value}
    return {"title": "", "authors": [], **kept}


_SPECIAL = re.compile(r"[\\`*_\[\]#<>$~^]")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


_MARKS = {Mark.ITALIC: "*", Mark.BOLD: "**"}


def _markdown(text: Rich) -> str:
    pieces = []
    for part in text:
        if isinstance(part, str):
            pieces.append(_escaped(part))
        else:
            mark = _MARKS.get(part.mark, "")
            pieces += (mark, _markdown(part.children), mark)
    return "".join(pieces)
