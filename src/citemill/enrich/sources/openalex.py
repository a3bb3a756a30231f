"""OpenAlex works: answers of its interface and lines of its snapshot."""

from __future__ import annotations

from typing import Any

from citemill.enrich.keys import arxiv_number, doi
from citemill.enrich.sources.clean import abstract, date, display_name, present, title
from citemill.record import Record

__all__ = ["record"]

TYPES = {
    "article": "article-journal",
    "conference-paper": "paper-conference",
    "preprint": "article",
    "book": "book",
    "book-chapter": "chapter",
    "dissertation": "thesis",
    "report": "report",
    "dataset": "dataset",
    "review": "article-journal",
    "letter": "article-journal",
    "editorial": "article-journal",
    "reference-entry": "entry-encyclopedia",
    "standard": "standard",
    "peer-review": "review",
    "software": "software",
}


def record(item: dict[str, Any]) -> Record | None:
    """One work; None for one without a title."""
    heading = title(item.get("title") or item.get("display_name") or "")
    if not heading:
        return None
    place = item.get("primary_location") or {}
    venue = (place.get("source") or {}).get("display_name") or place.get("raw_source_name") or ""
    name = doi(str(item.get("doi") or ""))
    number = _arxiv_number(item)
    kind = TYPES.get(str(item.get("type")), "document")
    in_arxiv = "arxiv" in venue.lower()
    if in_arxiv:
        kind, venue = "article", ""
    elif kind == "article-journal" and place.get("raw_type") == "proceedings-article":
        kind = "paper-conference"
    biblio = item.get("biblio") or {}
    pages = [str(page) for key in ("first_page", "last_page") if (page := biblio.get(key))]
    return {
        "id": f"openalex:{str(item['id']).rsplit('/', 1)[-1]}",
        "type": kind,
        **present(
            title=heading,
            author=[
                display_name(author)
                for one in item.get("authorships") or ()
                if (author := one.get("raw_author_name") or (one.get("author") or {}).get("display_name"))
            ],
            issued=date(item.get("publication_date")) or date(item.get("publication_year")),
            container_title=title(venue),
            volume=biblio.get("volume"),
            issue=biblio.get("issue"),
            page="-".join(dict.fromkeys(pages)),
            language=item.get("language"),
            genre="Preprint" if kind == "article" else "",
            archive="arXiv" if in_arxiv else "",
            number=f"arXiv:{number}" if in_arxiv and number else "",
            abstract=abstract(_abstract(item.get("abstract_inverted_index"))),
            DOI=name,
            URL=f"https://doi.org/{name}" if name else place.get("landing_page_url"),
            PMID=str((item.get("ids") or {}).get("pmid") or "").rsplit("/", 1)[-1],
            custom={"arxiv": number} if number else {},
        ),
    }


def _arxiv_number(item: dict[str, Any]) -> str:
    for place in (item.get("primary_location") or {}, *(item.get("locations") or ())):
        address = str(place.get("landing_page_url") or "") + " " + str(place.get("pdf_url") or "")
        if "arxiv" in address.lower():
            number = arxiv_number(address.lower().replace("10.48550/arxiv.", " arxiv:").strip())
            if number:
                return number
    return ""


def _abstract(index: dict[str, list[int]] | None) -> str:
    """The text of an inverted index: word -> its positions."""
    placed = sorted((position, word) for word, positions in (index or {}).items() for position in positions)
    return " ".join(word for _, word in placed)
