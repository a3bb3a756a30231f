"""Crossref works: items of its REST interface and of its public data files."""

from __future__ import annotations

from typing import Any

from citemill.enrich.keys import doi
from citemill.enrich.sources.clean import abstract, display_name, present, title
from citemill.record import Date, Name, Record

__all__ = ["record"]

TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "proceedings": "book",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "reference-entry": "entry-encyclopedia",
    "dissertation": "thesis",
    "report": "report",
    "report-component": "report",
    "standard": "standard",
    "dataset": "dataset",
    "peer-review": "review",
    "other": "document",
    "database": "dataset",
}
"""Crossref's types that are citable works, with CSL's name for each."""

_DATES = ("published", "issued", "published-print", "published-online", "posted", "approved", "created")


def record(item: dict[str, Any]) -> Record | None:
    """One work; None for journals, components, grants and what has no title."""
    kind = TYPES.get(str(item.get("type")))
    titles = [title(text) for text in item.get("title") or () if text]
    if kind is None or not titles or not titles[0]:
        return None
    name = doi(str(item["DOI"])) or str(item["DOI"]).lower()
    containers = [title(text) for text in item.get("container-title") or () if text]
    short = [title(text) for text in item.get("short-container-title") or () if text]
    arxiv = _preprint_of(item)
    custom = present(
        arxiv=arxiv, updated_by=[one["DOI"] for one in item.get("updated-by") or () if "DOI" in one]
    )
    return {
        "id": f"doi:{name}",
        "type": kind,
        **present(
            title=_with_subtitle(titles[0], item),
            author=[one for person in item.get("author") or () if (one := _name(person))],
            editor=[one for person in item.get("editor") or () if (one := _name(person))],
            issued=next((day for key in _DATES if (day := _date(item.get(key)))), None),
            container_title=containers[0] if containers else "",
            collection_title=containers[1] if len(containers) > 1 and kind == "chapter" else "",
            volume=item.get("volume"),
            issue=item.get("issue"),
            page=str(item.get("page") or "").replace("–", "-"),
            number=item.get("article-number") if kind == "article-journal" and not item.get("page") else "",
            publisher=_publisher(item),
            publisher_place=item.get("publisher-location"),
            event_title=(item.get("event") or {}).get("name", ""),
            event_place=(item.get("event") or {}).get("location", ""),
            edition=item.get("edition-number"),
            language=item.get("language"),
            genre=_genre(item),
            abstract=abstract(item.get("abstract") or ""),
        ),
        **({"container-title-short": short[0]} if short and short[0] not in containers else {}),
        "DOI": name,
        "URL": f"https://doi.org/{name}",
        **{key: str(item[key][0]) for key in ("ISSN", "ISBN") if item.get(key)},
        **({"custom": custom} if custom else {}),
    }


def _with_subtitle(main: str, item: dict[str, Any]) -> str:
    for text in item.get("subtitle") or ():
        below = title(str(text))
        if below and below.lower() not in main.lower():
            return f"{main}: {below}" if main[-1] not in ":?!" else f"{main} {below}"
        break
    return main


def _name(person: dict[str, Any]) -> Name | None:
    if person.get("name"):
        return {"literal": title(str(person["name"]))}
    family, given = title(person.get("family") or ""), title(person.get("given") or "")
    if not family:
        return display_name(given) if given else None
    name: Name = {"family": family}
    if given:
        name["given"] = given
    if person.get("suffix"):
        name["suffix"] = str(person["suffix"])
    return name


def _date(value: Any) -> Date | None:
    """A Crossref date; `[[null]]` says nothing."""
    parts = ((value or {}).get("date-parts") or [[]])[0]
    known: list[int | str] = []
    for part in parts:
        if not part:
            break
        known.append(int(part))
    return {"date-parts": [known]} if known else None


def _publisher(item: dict[str, Any]) -> str:
    institution = item.get("institution") or []
    first = institution[0] if isinstance(institution, list) and institution else institution
    if (
        item.get("type") in ("dissertation", "posted-content")
        and isinstance(first, dict)
        and first.get("name")
    ):
        return str(first["name"])
    return str(item.get("publisher") or "")


def _genre(item: dict[str, Any]) -> str:
    if item.get("type") == "posted-content":
        return str(item.get("subtype") or "preprint").capitalize()
    return str((item.get("degree") or [""])[0])


def _preprint_of(item: dict[str, Any]) -> str:
    from citemill.enrich.keys import arxiv_number

    for related in (item.get("relation") or {}).get("has-preprint") or ():
        name = str(related.get("id", ""))
        number = arxiv_number(name.lower().replace("10.48550/arxiv.", "arxiv:"))
        if number:
            return number
    return ""
