"""What the two formats of PubMed (MEDLINE and XML) share: publication types, dates, names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from citemill.formats import dates
from citemill.formats.names import split
from citemill.record import Name, Record

__all__ = ["TYPES", "complete", "date", "name", "record_type"]

TYPES = {
    "journal article": "article-journal",
    "review": "article-journal",
    "book": "book",
    "book chapter": "chapter",
    "preprint": "article",
    "technical report": "report",
    "dataset": "dataset",
    "newspaper article": "article-newspaper",
    "academic dissertation": "thesis",
    "inproceeding": "paper-conference",
    "video-audio media": "motion_picture",
    "webcast": "broadcast",
}
"""Publication type -> CSL type; "journal article" says least, since most have it beside another."""

_WEAK = "article-journal"


def record_type(kinds: Iterable[str]) -> str:
    """The CSL type of a work with these publication types; a journal article where they name none.

    >>> record_type(["Journal Article", "Preprint"]), record_type(["Editorial"])
    ('article', 'article-journal')
    """
    found = [TYPES[kind.lower()] for kind in kinds if kind.lower() in TYPES]
    return next((one for one in found if one != _WEAK), _WEAK)


def complete(record: Record, kinds: Iterable[str]) -> None:
    """Put in order what the publication types imply: a preprint is in no journal, a work was retracted."""
    if record["type"] == "article":
        record.setdefault("genre", "Preprint")
        server = str(record.pop("container-title", "")).partition(" : ")[0]
        record.pop("container-title-short", None)
        if server:
            record.setdefault("archive", "arXiv" if server == "ArXiv" else server)
        number = record.pop("page", "")  # a preprint is in no issue: this is what its server calls it
        if number:
            record.setdefault("number", re.sub(r"^(arXiv:.*)v\d+$", r"\1", number))
    if any(kind.lower() == "retracted publication" for kind in kinds):
        record["status"] = "retracted"
    if record.get("available-date") == record.get("issued"):
        record.pop("available-date", None)


_NUMBERS = re.compile(r"\d{4} \d{1,2}(?: \d{1,2})?")
_YEAR = re.compile(r"\b\d{4}\b")
_SPAN = re.compile(r"(\d{4}(?: [^-–/]+)?)\s*[-–/]\s*(.+)")


def date(text: str) -> dict[str, Any]:
    """A date of MEDLINE, ranges among them; of two seasons the first.

    >>> date("2018 Nov-Dec"), date("2000 Dec 23-30")
    ({'date-parts': [[2018, 11], [2018, 12]]}, {'date-parts': [[2000, 12, 23], [2000, 12, 30]]})
    """
    text = " ".join(text.split())
    if _NUMBERS.fullmatch(text):
        text = text.replace(" ", "-")
    whole = dates.read(text)
    if "literal" not in whole:
        return whole
    match = _SPAN.fullmatch(text)
    if match is None:
        years = _YEAR.findall(text)
        return dates.read(years[0]) if len(years) == 1 else whole
    first, last = match[1].strip(), match[2].strip()
    if not re.match(r"\d{4}", last):  # what the end does not say is that of the beginning
        kept = first.split()[: 2 if last[0].isdigit() else 1]
        last = " ".join((*kept, last))
    start, end = dates.read(first), dates.read(last)
    if "date-parts" not in start:
        return whole
    if "date-parts" in end and not {"season"} & (start.keys() | end.keys()):
        return {"date-parts": start["date-parts"] + end["date-parts"]}
    return start


def name(family: str, given: str, suffix: str = "") -> Name:
    """A person's name from its parts, particles found; all of it as `literal` where one part is missing."""
    found = split(family, given)
    if suffix and "family" in found:
        found["suffix"] = suffix
    return found
