"""arXiv: the metadata snapshot, one JSON object a line, as arXiv publishes it.

The snapshot has `authors` as one text, in the newer form also `authors_parsed` (family, given, suffix ...),
and `versions` with the time each was submitted.
"""

from __future__ import annotations

import re
from email.utils import parsedate
from typing import Any

from citemill.enrich.sources.clean import date, display_name, present
from citemill.record import Date, Name, Record
from citemill.text.latex import to_markup

__all__ = ["preprint", "record"]


def record(item: dict[str, Any]) -> Record | None:
    """One line of the snapshot as a record."""
    number = str(item["id"])
    dates = [date_of(version.get("created")) for version in item.get("versions") or ()]
    return preprint(
        number,
        title=str(item["title"]),
        authors=_authors(item),
        issued=next((one for one in dates if one), None) or date_of(item.get("update_date")),
        versions=[*dates, date_of(item.get("update_date"))],
        categories=str(item.get("categories") or "").split(),
        published_doi=item.get("doi") or "",
        journal_ref=item.get("journal-ref") or "",
        abstract=item.get("abstract") or "",
    )


def preprint(
    number: str,
    *,
    title: str,
    authors: list[Name],
    issued: Date | None,
    versions: list[Date | None],
    categories: list[str],
    published_doi: str = "",
    journal_ref: str = "",
    abstract: str = "",
) -> Record:
    """The record of an arXiv paper; `number` without version, the first category being the primary one."""
    days = dict.fromkeys(
        "-".join(f"{part:02}" for part in one["date-parts"][0]) for one in versions if one is not None
    )
    return {
        "id": f"arxiv:{number}",
        "type": "article",
        "genre": "Preprint",
        **present(
            title=_clean_title(title),
            author=authors,
            issued=issued,
            abstract="\n\n".join(
                " ".join(part.split()) for part in re.split(r"\n\s{2,}|\n\n", abstract.strip())
            ),
        ),
        "archive": "arXiv",
        "number": f"arXiv:{number}",
        "DOI": f"10.48550/arXiv.{number}",  # arXiv registers one for every paper
        "URL": f"https://arxiv.org/abs/{number}",
        "custom": {
            "arxiv": number,
            **({"primary-class": categories[0], "classes": categories} if categories else {}),
            **({"versions": list(days)} if len(days) > 1 else {}),
            **({"published-doi": published_doi.split()[0]} if published_doi.strip() else {}),
            **({"published-in": " ".join(journal_ref.split())} if journal_ref.strip() else {}),
        },
    }


def _clean_title(text: str) -> str:
    text = " ".join(text.split())
    return to_markup(text) if any(sign in text for sign in "\\${~") else text


def date_of(text: Any) -> Date | None:
    """A date of the snapshot: "2017-06-12" or "Mon, 12 Jun 2017 17:57:34 GMT"."""
    if text and not str(text)[0].isdigit():
        parsed = parsedate(str(text))
        return {"date-parts": [[*parsed[:3]]]} if parsed else None
    return date(text)


def _authors(item: dict[str, Any]) -> list[Name]:
    parsed = item.get("authors_parsed")
    if parsed:
        return [name for parts in parsed if (name := _parsed_name(parts))]
    return [display_name(one) for one in divided(str(item.get("authors") or ""))]


def _parsed_name(parts: list[str]) -> Name | None:
    family, given, suffix = (*(" ".join(part.split()) for part in parts[:3]), "", "", "")[:3]
    if not family:
        return None
    if not given:
        return {"literal": family}
    name: Name = {"family": family, "given": given}
    if suffix:
        name["suffix"] = suffix
    return name


_REMARKS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_DIVIDERS = re.compile(r"\s*(?:,|;|\\and\b|\band\b|&|:)\s*")
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv)\.?$", re.I)


def divided(authors: str) -> list[str]:
    """The names in arXiv's one-piece author text; affiliations stand in brackets and are left out.

    >>> divided("Jane Doe (1), R. Roe, Jr. (2) and The X Collaboration ((1) MIT, (2) ETH)")
    ['Jane Doe', 'R. Roe Jr.', 'The X Collaboration']
    """
    if "\\" in authors:
        authors = to_markup(authors.replace("\\and", " and "))
    names: list[str] = []
    for part in _DIVIDERS.split(_REMARKS.sub(" ", " ".join(authors.split()))):
        if _SUFFIX.match(part) and names:
            names[-1] += f" {part}"
        elif any(letter.isalpha() for letter in part):
            names.append(part.strip())
    return names
