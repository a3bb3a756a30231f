"""The records that styles are tried on: well-known works of every CSL type, and what providers really answer.

    python tests/differential/corpus.py SHARED > corpus.json

records.jsonl beside this file has one work or more of every type, with hard names, dates, numbers and
titles. The rest is read at run time from the folder of shared test material: Crossref's and DataCite's
answers, and arXiv records picked for their lists of authors or their titles. The same folder always gives
the same records.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

Item = dict[str, Any]
HERE = Path(__file__).resolve().parent

_CROSSREF_TYPES = {
    "book": "book",
    "book-chapter": "chapter",
    "dataset": "dataset",
    "dissertation": "thesis",
    "journal": "periodical",
    "journal-article": "article-journal",
    "monograph": "book",
    "peer-review": "review",
    "posted-content": "article",
    "proceedings-article": "paper-conference",
}
# Crossref's field -> the CSL variable. Of a list the first value is taken.
_CROSSREF_FIELDS = {
    "title": "title",
    "container-title": "container-title",
    "short-container-title": "container-title-short",
    "publisher": "publisher",
    "publisher-location": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "article-number": "number",
    "edition-number": "edition",
    "language": "language",
    "DOI": "DOI",
    "URL": "URL",
    "ISSN": "ISSN",
    "ISBN": "ISBN",
}
_CSL_TAGS = re.compile(r"<(?!/?(?:i|b|sup|sub)>)[^>]*>")


def build(shared: Path) -> list[Item]:
    """All records; their ids are distinct."""
    records = [*written(), *crossref(shared), *datacite(shared), *arxiv(shared)]
    return list({record["id"]: record for record in records}.values())


def written() -> Iterator[Item]:
    """The works written down in this folder."""
    for line in (HERE / "records.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def crossref(shared: Path) -> Iterator[Item]:
    for path in sorted((shared / "provider-samples" / "crossref").glob("lookup-*.json")):
        message = json.loads(path.read_text(encoding="utf-8"))["message"]
        for work in message["items"][:1] if "items" in message else [message]:
            if work["type"] in _CROSSREF_TYPES:
                yield _crossref_item(path.stem, work)


def _crossref_item(name: str, work: Item) -> Item:
    item: Item = {"id": name.removeprefix("lookup-"), "type": _CROSSREF_TYPES[work["type"]]}
    for field, variable in _CROSSREF_FIELDS.items():
        value = work.get(field)
        value = value[0] if isinstance(value, list) and value else value
        if value:
            item[variable] = " ".join(_CSL_TAGS.sub("", str(value)).split())
    for role in ("author", "editor", "translator"):
        names = [name for name in map(_crossref_name, work.get(role, ())) if name]
        if names:
            item[role] = names
    parts = work.get("issued", {}).get("date-parts", [[None]])
    if parts[0][0]:
        item["issued"] = {"date-parts": parts}
    if event := work.get("event"):
        item["event-title"] = event["name"]
        if "location" in event:
            item["event-place"] = event["location"]
    return item


def _crossref_name(name: Item) -> Item:
    if "name" in name:
        return {"literal": name["name"]}
    return {part: name[part] for part in ("family", "given", "suffix") if name.get(part)}


def datacite(shared: Path) -> Iterator[Item]:
    path = shared / "provider-samples" / "doiorg" / "cn-datacite-arxiv-csl.json"
    answered = json.loads(path.read_text(encoding="utf-8"))
    kept = ("type", "title", "author", "issued", "publisher", "DOI", "URL")
    yield {"id": "datacite-arxiv"} | {variable: answered[variable] for variable in kept}


_PICKS: dict[str, Callable[[Item], Any]] = {
    "particle": lambda paper: re.search(r"\b(van der|von|de la|dos|el) [A-Z]", paper["authors"]),
    "suffix": lambda paper: re.search(r"\b(Jr\.?|III)(,|$)", paper["authors"]),
    "accents": lambda paper: re.search(r"[ÀàÉéÖöçñ]\w+ \w*[óéáüø]", paper["authors"]),
    "many-authors": lambda paper: paper["authors"].count(",") > 25,
    "initials": lambda paper: re.match(r"[A-Z]\.-?[A-Z]\. ?[A-Z]", paper["authors"]),
    "one-word": lambda paper: re.match(r"[A-Z]\w+, ", paper["authors"]),
    "formula": lambda paper: "$" in paper["title"] and "^" in paper["title"],
    "quoted": lambda paper: '"' in paper["title"] or "``" in paper["title"],
    "colon-question": lambda paper: paper["title"].endswith("?") and ":" in paper["title"],
    "doi": lambda paper: paper.get("doi") and paper.get("journal-ref"),
}


def arxiv(shared: Path) -> Iterator[Item]:
    """The first paper of each pick."""
    wanted = dict(_PICKS)
    for paper in arxiv_papers(shared):
        pick = next((pick for pick, holds in wanted.items() if holds(paper)), None)
        if pick:
            del wanted[pick]
            yield {**arxiv_item(paper), "id": f"arxiv-{pick}"}
        if not wanted:
            return


def arxiv_papers(shared: Path) -> Iterator[Item]:
    """The records of the arXiv file, as they stand in it."""
    folder = shared / "arxiv-metadata"
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


_PARTICLES = frozenset("al bin da das de del della der di dos du el la le ten ter van von zu".split())


def arxiv_item(paper: Item) -> Item:
    created = paper["versions"][0]["created"]
    item: Item = {
        "id": paper["id"],
        "type": "article",
        "title": " ".join(paper["title"].split()),
        "author": [
            arxiv_name(name) for name in re.split(r",\s+(?:and )?|\s+and\s+", paper["authors"]) if name
        ],
        "issued": {"date-parts": [[int(part) for part in created.split("-")]]},
        "publisher": "arXiv",
        "number": f"arXiv:{paper['id']}",
        "URL": f"https://arxiv.org/abs/{paper['id']}",
    }
    if paper.get("doi"):
        item["DOI"] = paper["doi"].split()[0]
    return item


def arxiv_name(name: str) -> Item:
    words = name.split()
    suffix = words.pop() if words[-1] in ("Jr", "Jr.", "Sr.", "II", "III") and len(words) > 1 else ""
    start = next((i for i, word in enumerate(words) if i and word in _PARTICLES), len(words) - 1)
    parts = {"family": " ".join(words[start:]), "given": " ".join(words[:start]), "suffix": suffix}
    return {part: text for part, text in parts.items() if text}


def document(records: list[Item], *, note: bool) -> list[dict[str, Any]]:
    """A document's citations, as citeproc-js takes them: every record once, then repeated in various ways.

    Every fifth is cited again at once with a locator, every seventh stands in a cluster with the two before
    it and with affixes; the first twenty come back at the end.
    """
    clusters: list[list[Item]] = []
    labels = ("page", "chapter", "section", "verse", "paragraph")
    for place, record in enumerate(records):
        cite = {"id": record["id"]}
        clusters.append([cite])
        if place % 5 == 0:
            clusters.append([{**cite, "locator": str(10 + place), "label": labels[place // 5 % len(labels)]}])
            clusters.append([{**cite, "locator": f"{place + 3}-{place + 8}", "label": "page"}])
        if place % 7 == 6:
            earlier = [{"id": one["id"]} for one in islice(records, place - 2, place)]
            clusters.append([{**cite, "prefix": "see ", "suffix": ", among others"}, *earlier])
        if place % 11 == 10:
            clusters.append([{**cite, "suppress-author": True}])
    clusters += [[{"id": record["id"], "locator": "5", "label": "page"}] for record in records[:20]]
    return [
        {
            "citationID": f"c{number}",
            "citationItems": cites,
            "properties": {"noteIndex": number if note else 0},
        }
        for number, cites in enumerate(clusters, 1)
    ]


if __name__ == "__main__":
    json.dump(build(Path(sys.argv[1])), sys.stdout, ensure_ascii=False, indent=1)
