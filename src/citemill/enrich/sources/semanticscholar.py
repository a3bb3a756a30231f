"""Semantic Scholar papers: answers of its Graph interface and lines of its "papers" data set."""

from __future__ import annotations

from typing import Any

from citemill.enrich.keys import arxiv_number, doi
from citemill.enrich.sources.clean import abstract, date, display_name, present, title
from citemill.record import Record

__all__ = ["record"]

_TYPES = (
    ("Conference", "paper-conference"),
    ("Book", "book"),
    ("BookSection", "chapter"),
    ("Dataset", "dataset"),
)


def record(item: dict[str, Any]) -> Record | None:
    """One paper; None for one without a title."""
    heading = title(item.get("title") or "")
    if not heading:
        return None
    known = {str(key).lower(): value for key, value in _identifiers(item).items() if value}
    number = arxiv_number(f"arXiv:{known.get('arxiv', '')}")
    name = doi(str(known.get("doi", "")))
    journal = item.get("journal") or {}
    venue = title(journal.get("name") or item.get("venue") or "")
    preprint = venue.lower() in ("arxiv", "arxiv.org", "corr") or (not venue and bool(number))
    kinds = item.get("publicationTypes") or item.get("publicationtypes") or ()
    kind = next(
        (csl for theirs, csl in _TYPES if theirs in kinds), "article-journal" if venue else "document"
    )
    identity = item.get("paperId") or item.get("corpusid") or known.get("corpusid")
    return {
        "id": f"s2:{identity}",
        "type": "article" if preprint else kind,
        **present(
            title=heading,
            author=[display_name(one["name"]) for one in item.get("authors") or () if one.get("name")],
            issued=date(item.get("publicationDate") or item.get("publicationdate")) or date(item.get("year")),
            container_title="" if preprint else venue,
            volume="" if preprint else journal.get("volume"),
            page="" if preprint else str(journal.get("pages") or "").replace(" - ", "-").strip(),
            genre="Preprint" if preprint else "",
            archive="arXiv" if preprint and number else "",
            number=f"arXiv:{number}" if preprint and number else "",
            abstract=abstract(item.get("abstract") or ""),
            DOI=name,
            URL=f"https://doi.org/{name}" if name else item.get("url"),
            PMID=str(known.get("pubmed", "")),
            PMCID=f"PMC{known['pubmedcentral']}" if known.get("pubmedcentral") else "",
            custom={"arxiv": number} if number else {},
        ),
    }


def _identifiers(item: dict[str, Any]) -> dict[str, Any]:
    found = item.get("externalIds") or item.get("externalids") or {}
    return found if isinstance(found, dict) else {}
