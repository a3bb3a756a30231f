"""DataCite DOIs: answers of its REST interface and lines of its public data file."""

from __future__ import annotations

from typing import Any

from citemill.enrich.keys import arxiv_number, doi
from citemill.enrich.sources.arxiv import preprint
from citemill.enrich.sources.clean import abstract, date, display_name, present, title
from citemill.record import TYPES, Name, Record

__all__ = ["record"]

_GENERAL = {
    "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "book",
    "JournalArticle": "article-journal",
    "BookChapter": "chapter",
    "Book": "book",
    "Dissertation": "thesis",
    "Preprint": "article",
    "Report": "report",
    "Dataset": "dataset",
    "Software": "software",
    "Image": "graphic",
    "Sound": "song",
    "Audiovisual": "motion_picture",
    "Collection": "collection",
    "Standard": "standard",
}


def record(item: dict[str, Any]) -> Record | None:
    """One DOI; None for one without a title."""
    facts = item["attributes"]
    titles = [title(one.get("title") or "") for one in facts.get("titles") or () if not one.get("titleType")]
    if not any(titles):
        return None
    heading = next(text for text in titles if text)
    name = doi(facts.get("doi") or item["id"]) or str(item["id"]).lower()
    authors = [one for person in facts.get("creators") or () if (one := _name(person))]
    dates = [(str(one.get("dateType")), date(one.get("date"))) for one in facts.get("dates") or ()]
    summary = next(
        (
            one.get("description") or ""
            for one in facts.get("descriptions") or ()
            if one.get("descriptionType") == "Abstract"
        ),
        "",
    )
    if name.startswith("10.48550/arxiv."):
        submitted = [one for kind, one in dates if kind == "Submitted"]
        subjects = [
            str(one.get("subject"))
            for one in facts.get("subjects") or ()
            if one.get("subjectScheme") == "arXiv"
        ]
        return preprint(
            arxiv_number("arxiv:" + name.removeprefix("10.48550/arxiv."))
            or name.removeprefix("10.48550/arxiv."),
            title=heading,
            authors=authors,
            issued=next((one for one in submitted if one), None) or date(facts.get("publicationYear")),
            versions=submitted,
            categories=[text[text.rfind("(") + 1 : -1] for text in subjects if text.endswith(")")],
            abstract=summary,
        )
    kinds = facts.get("types") or {}
    container = facts.get("container") or {}
    pages = [str(page) for key in ("firstPage", "lastPage") if (page := container.get(key))]
    publisher = facts.get("publisher")
    kind = _GENERAL.get(str(kinds.get("resourceTypeGeneral"))) or str(kinds.get("citeproc") or "document")
    return {
        "id": f"doi:{name}",
        "type": kind if kind in TYPES else "document",
        **present(
            title=heading,
            author=authors,
            issued=next(
                (
                    one
                    for wanted in ("Issued", "Available", "Created")
                    for sort, one in dates
                    if sort == wanted and one
                ),
                None,
            )
            or date(facts.get("publicationYear")),
            container_title=title(str(container.get("title") or "")),
            volume=container.get("volume"),
            issue=container.get("issue"),
            page="-".join(dict.fromkeys(pages)),
            publisher=title(str(publisher.get("name") if isinstance(publisher, dict) else publisher or "")),
            version=facts.get("version"),
            language=facts.get("language"),
            abstract=abstract(summary),
        ),
        "DOI": name,
        "URL": f"https://doi.org/{name}",
    }


def _name(person: dict[str, Any]) -> Name | None:
    family, given = title(person.get("familyName") or ""), title(person.get("givenName") or "")
    whole = title(person.get("name") or "")
    if person.get("nameType") == "Organizational":
        return {"literal": whole} if whole else None
    if family and given:
        return {"family": family, "given": given}
    if ", " in whole and whole.count(",") == 1:
        family, given = whole.split(", ")
        return {"family": family, "given": given}
    return display_name(whole) if whole else None
