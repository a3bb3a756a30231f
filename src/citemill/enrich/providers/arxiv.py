"""arXiv's interface: an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from citemill.enrich.keys import arxiv_number, title_words
from citemill.enrich.providers.answers import HITS
from citemill.enrich.providers.client import Request
from citemill.enrich.sources.arxiv import preprint
from citemill.enrich.sources.clean import date, display_name
from citemill.record import Record

__all__ = ["lookup", "records", "search"]

_URL = "https://export.arxiv.org/api/query"
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


def search(title: str, author: str, page: int = 1) -> Request:
    """By the words of the title: a phrase would have to be the current title to the letter."""
    words = [word for word in title_words(title) if len(word) > 2][:12]
    question = " AND ".join([f"ti:{word}" for word in words] + ([f"au:{author}"] if author else []))
    paging = (("start", str(HITS * (page - 1))),) if page > 1 else ()
    params = (("search_query", question), *paging, ("max_results", str(HITS)))
    return Request(_URL, params, "application/atom+xml")


def lookup(names: Sequence[str]) -> Request | None:
    """By numbers; unknown ones are left out of the answer, which has an order of its own."""
    numbers = [name.removeprefix("arxiv:") for name in names if name.startswith("arxiv:")]
    if not numbers:
        return None
    return Request(
        _URL, (("id_list", ",".join(numbers)), ("max_results", str(len(numbers)))), "application/atom+xml"
    )


def records(body: bytes) -> list[Record]:
    """The papers of a feed; an error has the form of one, and is none."""
    from lxml import etree

    if not body.strip():
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        feed = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"broken XML: {error}") from error
    return [one for entry in feed.iter(f"{_ATOM}entry") if (one := _record(entry))]


def _record(entry: Any) -> Record | None:
    number = arxiv_number(_text(entry, f"{_ATOM}id"))
    if not number:
        return None
    primary = entry.find(f"{_ARXIV}primary_category")
    classes = [primary.get("term")] if primary is not None else []
    classes += [one.get("term") for one in entry.findall(f"{_ATOM}category")]
    first, latest = date(_text(entry, f"{_ATOM}published")), date(_text(entry, f"{_ATOM}updated"))
    return preprint(
        number,
        title=_text(entry, f"{_ATOM}title"),
        authors=[display_name(_text(one, f"{_ATOM}name")) for one in entry.findall(f"{_ATOM}author")],
        issued=first,
        versions=[first, latest],
        categories=list(dict.fromkeys(classes)),
        published_doi=_text(entry, f"{_ARXIV}doi"),
        journal_ref=_text(entry, f"{_ARXIV}journal_ref"),
        abstract=_text(entry, f"{_ATOM}summary"),
    )


def _text(element: Any, name: str) -> str:
    return re.sub(r"\s+", " ", element.findtext(name) or "").strip()
