"""How the metadata index grows: time, memory and size for N works, and how fast a listing is matched then.

    python benchmarks/index_growth.py SNAPSHOT [--works 127000 500000 2500000]

Beyond the snapshot's own works, further ones are made from them: in each copy every third word of the title
gives way to another of nearly the same rarity, two authors are taken from elsewhere, number and date are new.
So the frequencies of words and names stay realistic.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citemill.enrich.build import build_index
from citemill.enrich.dumps import json_values
from citemill.enrich.index import Index
from citemill.enrich.matching import Matcher, Verdict
from citemill.enrich.sources import arxiv
from citemill.files import Source
from citemill.record import Record


def varied(items: list[dict[str, Any]], works: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    counts = Counter(word for item in items for word in item["title"].split())
    ranked = [word for word, _ in counts.most_common()]
    rank = {word: at for at, word in enumerate(ranked)}
    yield from items[:works]
    for number in range(len(items), works):
        item = items[number % len(items)]
        words = item["title"].split()
        for at, word in enumerate(words):
            if dice.random() < 0.33:
                near = rank[word]
                words[at] = ranked[min(dice.randrange(near // 2, near * 2 + 2), len(ranked) - 1)]
        authors = item["authors"].split(", ")[:-2] + dice.choice(items)["authors"].split(", ")[:2]
        day = f"{dice.randrange(1995, 2026)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        yield {
            **item,
            "id": f"{number // 100000:04}.{number % 100000:05}",
            "title": " ".join(words),
            "authors": ", ".join(authors),
            "versions": [{"version": "v1", "created": day}],
            "update_date": day,
        }


def records(items: Iterator[dict[str, Any]]) -> Iterator[tuple[str, Record]]:
    return (("arxiv", record) for item in items if (record := arxiv.record(item)))


def entry(record: Record) -> Record:
    cut = len(record.get("author", [])) > 3
    return {
        "id": "entry",
        "type": "article",
        "title": record["title"],
        "author": record.get("author", [])[:3],
        "issued": record["issued"],
        "custom": {"cut-off": ["author"]} if cut else {},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("snapshot")
    parser.add_argument("--works", type=int, nargs="+", default=[127_000, 500_000, 2_500_000])
    parser.add_argument("--folder", help="where to put the index, instead of the usual temporary folder")
    options = parser.parse_args()
    items = [item for _, item in json_values(Source(options.snapshot))]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"the snapshot itself takes {before:.0f} MB of memory here")
    for works in options.works:
        dice = random.Random(works)
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            path = Path(folder) / "library.db"
            started = time.perf_counter()
            total = build_index(path, records(varied(items, works, dice)))
            spent = time.perf_counter() - started
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            size = path.stat().st_size / 1e6
            print(f"{total:,} works: {spent:.1f} s, {size:.0f} MB, at most {memory:.0f} MB of memory in all")
            asked = [entry(one) for _, one in records(iter(dice.sample(items, 60)))]
            with Index(path) as index:
                for kind, listing in (("as they are", asked), ("with a wrong first word", wrong(asked))):
                    started = time.perf_counter()
                    found = [Matcher(index).match(one) for one in listing]
                    spent = time.perf_counter() - started
                    accepted = sum(one.verdict is Verdict.ACCEPTED for one in found)
                    print(f"  60 entries {kind}: {spent:.2f} s, {accepted} accepted")


def wrong(entries: list[Record]) -> list[Record]:
    """No title is found at once, so that every way of looking for candidates is gone."""
    return [{**one, "title": "Zzyzx" + one["title"]} for one in entries]


if __name__ == "__main__":
    main()
