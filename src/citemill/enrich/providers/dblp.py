"""DBLP's search interface."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from citemill.enrich.keys import arxiv_number, doi, title_words
from citemill.enrich.providers.answers import HITS
from citemill.enrich.providers.client import Request
from citemill.enrich.sources.clean import date, display_name, present, title
from citemill.record import Record

__all__ = ["lookup", "records", "search"]

_URL = "https://dblp.org/search/publ/api"
_TYPES = {
    "Journal Articles": "article-journal",
    "Conference and Workshop Papers": "paper-conference",
    "Books and Theses": "book",
    "Parts in Books or Collections": "chapter",
    "Informal and Other Publications": "article",
}


def search(title: str, author: str, page: int = 1) -> Request:
    """All words as prefixes."""
    words = " ".join([*title_words(title)[:15], author]).strip()
    paging = (("f", str(HITS * (page - 1))),) if page > 1 else ()
    return Request(_URL, (("q", words), ("format", "json"), *paging, ("h", str(HITS))))


def lookup(names: Sequence[str]) -> Request | None:
    """It cannot be asked by identifiers."""
    return None


def records(body: bytes) -> list[Record]:
    """The hits of an answer; one hit, or one author, stands without a list around it."""
    if not body.strip():
        return []
    hits = json.loads(body).get("result", {}).get("hits", {}).get("hit", [])
    return [_record(hit["info"]) for hit in _listed(hits) if hit.get("info", {}).get("title")]


def _record(info: dict[str, Any]) -> Record:
    authors = _listed((info.get("authors") or {}).get("author", []))
    links = " ".join(str(link) for link in _listed(info.get("ee", [])))
    in_arxiv = str(info.get("key", "")).startswith("journals/corr/")
    number = arxiv_number(str(info.get("volume", "")).removeprefix("abs/")) if in_arxiv else ""
    heading = title(str(info["title"]))
    return {
        "id": f"dblp:{info['key']}",
        "type": "article" if in_arxiv else _TYPES.get(str(info.get("type")), "document"),
        **present(
            title=heading[:-1] if heading.endswith(".") else heading,
            author=[display_name(one["text"] if isinstance(one, dict) else str(one)) for one in authors],
            issued=date(info.get("year")),
            container_title="" if in_arxiv else title(str(_listed(info.get("venue", ""))[0])),
            volume="" if in_arxiv else info.get("volume"),
            issue=info.get("number"),
            page=info.get("pages"),
            genre="Preprint" if in_arxiv else "",
            archive="arXiv" if in_arxiv else "",
            number=f"arXiv:{number}" if number else "",
            DOI=doi(str(info.get("doi") or links)),
            custom={"dblp": info["key"], **({"arxiv": number} if number else {})},
        ),
    }


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
