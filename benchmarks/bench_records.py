"""Records for benchmarks: real authors, titles and dates of arXiv papers, published in made-up places.

    python benchmarks/bench_records.py SHARED COUNT RECORDS.json RECORDS.yml

Every field a style may want is there (volume, issue, pages, DOI, publisher, editors ...), in a mix of types.
The same count always gives the same records; 50,000 are the first 10,000 and 40,000 more. The second file has
them in Hayagriva's format.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

Item = dict[str, Any]

_JOURNALS = """
Journal of Computation|J. Comput.
Annals of Discrete Systems|Ann. Discrete Syst.
Transactions on Learning and Inference|Trans. Learn. Inference
Information Letters|Inf. Lett.
Journal of Networks & Protocols|J. Netw. Protoc.
Computational Linguistics Review|Comput. Linguist. Rev.
Machine Vision Quarterly|Mach. Vis. Q.
Foundations of Logic|Found. Log.
Nature Reviews Informatics|Nat. Rev. Inform.
Theory and Practice of Algorithms|Theory Pract. Algorithms
""".strip().splitlines()
_PUBLISHERS = """
Springer|Berlin
MIT Press|Cambridge, MA
Cambridge University Press|Cambridge
Oxford University Press|Oxford
ACM|New York
IEEE|Piscataway, NJ
North-Holland|Amsterdam
""".strip().splitlines()
_TYPES = (
    *("article-journal",) * 5,
    *("paper-conference",) * 2,
    "chapter",
    "book",
    "article",
)
_MARKUP = re.compile(r"[$\\{}<>#_*^~@`]")
_PARTICLES = frozenset("de del della der di dos du la le van von".split())


def records(shared: Path, count: int) -> list[Item]:
    """The first `count` records."""
    return [record(number, paper) for number, paper in enumerate(islice(_plain_papers(shared), count))]


def _plain_papers(shared: Path) -> Iterator[Item]:
    """Papers whose title is plain text, so that no program has to know TeX or markup."""
    for path in sorted((shared / "arxiv-metadata").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                paper = json.loads(line)
                if not _MARKUP.search(paper["title"] + paper["authors"]) and "(" not in paper["authors"]:
                    yield paper


def record(number: int, paper: Item) -> Item:
    kind = _TYPES[number % len(_TYPES)]
    year, month, day = map(int, paper["versions"][0]["created"].split("-"))
    names = [_name(name) for name in re.split(r",\s+(?:and )?|\s+and\s+", paper["authors"]) if name.strip()]
    first_page = 1 + number * 37 % 1900
    publisher, place = _PUBLISHERS[number % len(_PUBLISHERS)].split("|")
    journal, short = _JOURNALS[number // 3 % len(_JOURNALS)].split("|")
    item: Item = {
        "id": f"r{number}",
        "type": kind,
        "title": " ".join(paper["title"].split()),
        "author": names[:40],
        "issued": {"date-parts": [[year, month, day]] if number % 3 else [[year]]},
        "DOI": f"10.{1000 + number % 9000}/x.{year}.{number}",
        "page": f"{first_page}-{first_page + 3 + number % 29}",
        "language": "en",
    }
    if kind == "article-journal":
        item |= {"container-title": journal, "container-title-short": short, "ISSN": "1234-5678"}
        item |= {"volume": str(1 + number % 97), "issue": str(1 + number % 12)}
    elif kind == "article":
        item |= {"publisher": "arXiv", "number": f"arXiv:{paper['id']}", "genre": "preprint"}
        item |= {"URL": f"https://arxiv.org/abs/{paper['id']}", "accessed": {"date-parts": [[2024, 5, 6]]}}
        del item["page"], item["DOI"]
    else:
        item |= {"publisher": publisher, "publisher-place": place, "ISBN": f"978-0-{number:06}-00-1"}
        if kind == "book":
            item |= {"edition": str(1 + number % 4), "number-of-pages": str(90 + number % 800)}
            del item["page"]
        else:
            item |= {"container-title": f"Proceedings in {journal}", "collection-title": short}
            item |= {
                "editor": [*names[-1:], {"family": "Editor", "given": "Edith E."}],
                "volume": str(number % 40),
            }
            item |= {"event-title": f"Conference {number % 50}", "event-place": place}
    return item


def _name(printed: str) -> Item:
    words = printed.split()
    start = next((i for i, word in enumerate(words) if i and word in _PARTICLES), len(words) - 1)
    parts = {"family": " ".join(words[start:]), "given": " ".join(words[:start])}
    return {part: text for part, text in parts.items() if text}


_HAYAGRIVA_PARENTS = {
    "article-journal": "periodical",
    "paper-conference": "proceedings",
    "chapter": "anthology",
    "article": "repository",
}
_HAYAGRIVA_TYPES = {"book": "book", "chapter": "chapter"}


def hayagriva(items: list[Item]) -> Item:
    """The same records in Hayagriva's format; its YAML is written as JSON, which is YAML too."""
    return {item["id"]: _hayagriva_entry(item) for item in items}


def _hayagriva_entry(item: Item) -> Item:
    kind = item["type"]
    entry: Item = {
        "type": _HAYAGRIVA_TYPES.get(kind, "article"),
        "title": item["title"],
        "author": [_hayagriva_name(name) for name in item["author"]],
        "date": "-".join(f"{part:02}" for part in item["issued"]["date-parts"][0]),
        "serial-number": {key.lower(): item[key] for key in ("DOI", "ISBN") if key in item},
    }
    if "page" in item:
        entry["page-range"] = item["page"]
    if "URL" in item:
        entry["url"] = {"value": item["URL"], "date": "2024-05-06"}
    whole: Item = {"title": item.get("container-title", "arXiv")}
    for variable in ("volume", "issue"):
        if variable in item:
            whole[variable] = int(item[variable])
    if "editor" in item:
        whole["editor"] = [_hayagriva_name(name) for name in item["editor"]]
    publisher = {"name": item.get("publisher", ""), "location": item.get("publisher-place", "")}
    holder = entry if kind == "book" else whole
    if publisher["name"]:
        holder["publisher"] = {key: text for key, text in publisher.items() if text}
    if kind == "book":
        entry["edition"] = int(item["edition"])
        entry["page-total"] = int(item["number-of-pages"])
    else:
        entry["parent"] = {"type": _HAYAGRIVA_PARENTS[kind], **whole}
    return entry


def _hayagriva_name(name: Item) -> str:
    return f"{name['family']}, {name['given']}" if "given" in name else name["family"]


def main() -> None:
    shared, count, records_path, yaml_path = sys.argv[1:]
    items = records(Path(shared), int(count))
    Path(records_path).write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    Path(yaml_path).write_text(json.dumps(hayagriva(items), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
