"""Make a profile listing of any length from a file of arXiv metadata, always the same one.

    python benchmarks/make_listing.py arxiv.jsonl.xz -n 100000 -o listing.txt

The metadata is JSON, a record a line (`title`, `authors`, `categories`, `versions`), may be compressed, and
holds no abstracts: those are made of filler words, in the lengths that real ones have. Beyond the end of the
metadata the records come again with a part number behind their titles.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

FILLER = (
    "we show that the proposed method of learning a model from data improves on older work by a wide margin "
    "while its cost grows only with the number of examples and not with their size which makes it useful for "
    "problems where labels are rare noise is strong and time is short results on several tasks confirm this"
).split()
FORMULAS = ("$O(n \\log n)$", "$\\epsilon$-optimal", "50\\% of", "$k^2$")
AFFILIATIONS = "openai deepmind berkeley stanford mit google inria eth tsinghua some-lab".split()
SEPARATOR = re.compile(r",? and |, ")


class Work(NamedTuple):
    title: str
    authors: list[str]
    category: str
    day: date


def works(path: Path, subjects: set[str], since: int) -> Iterator[Work]:
    """The metadata's records that are of one of these categories or archives (any where none is given)."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            category = record["categories"].split()[0]
            if subjects and not subjects & {category, category.partition(".")[0]}:
                continue
            day = date.fromisoformat(record["versions"][0]["created"])
            if day.year < since:
                continue
            authors = [name.strip() for name in SEPARATOR.split(record["authors"]) if name.strip()]
            yield Work(" ".join(record["title"].split()), authors, category, day)


def endless(path: Path, subjects: set[str], since: int) -> Iterator[Work]:
    part = 1
    while True:
        count = 0
        for work in works(path, subjects, since):
            count += 1
            yield work if part == 1 else work._replace(title=f"{work.title}, Part {part}")
        if not count:
            sys.exit("no record of that subject and time in the metadata")
        part += 1


def abstract(dice: random.Random) -> str:
    """Filler sentences, 300 to 1,900 characters; every seventh abstract holds TeX."""
    length = dice.randint(300, 1900)
    sentences: list[str] = []
    size = 0
    while size < length:
        at = dice.randrange(len(FILLER))
        words = [FILLER[(at + step) % len(FILLER)] for step in range(dice.randint(9, 28))]
        sentences.append(f"{words[0].capitalize()} {' '.join(words[1:])}.")
        size += len(sentences[-1]) + 1
    if dice.random() < 1 / 7:
        sentences.append(f"The bound is {dice.choice(FORMULAS)} that of the best known.")
    return " ".join(sentences)


def entry(work: Work, dice: random.Random, options: argparse.Namespace) -> str:
    subject = work.category if options.full_subjects else work.category.rpartition(".")[2]
    code = "Code" * (dice.random() < 0.1)
    authors = ", ".join(work.authors[: options.authors]) + " et al." * (len(work.authors) > options.authors)
    if dice.random() < 0.1:
        authors += " · " + ", ".join(sorted(dice.sample(AFFILIATIONS, dice.randint(1, 2))))
    lines = [f"{subject}{work.day:%b} {work.day.day}, {work.day.year}{code}\n{work.title}", authors]
    if not options.no_abstracts:
        lines.append(abstract(dice))
    return "\n\n".join(lines) + "\n\n"


def listing(options: argparse.Namespace) -> Iterator[str]:
    """The page, piece by piece."""
    dice = random.Random(options.seed)
    subject = options.subject[0] if options.subject else "LG"
    yield (
        f"{options.owner}\n\n{subject.rpartition('.')[2]}\nh-index74\n{options.entries}papers\n300,203citations\n"
        f"Novelty63%\nAI Score43\n\n{options.entries} Papers\n\n"
    )
    for work in islice(endless(options.metadata, set(options.subject), options.since), options.entries):
        yield entry(work, dice, options)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("metadata", type=Path, help="arXiv metadata, JSON lines, perhaps .xz")
    parser.add_argument("-n", "--entries", type=int, default=1000)
    parser.add_argument("-o", "--output", type=Path, help="a file (standard output)")
    parser.add_argument("--authors", type=int, default=3, help='names before "et al." (3)')
    parser.add_argument(
        "--subject", action="append", default=[], help="a category or archive; may be repeated"
    )
    parser.add_argument("--full-subjects", action="store_true", help='print "cs.LG" instead of "LG"')
    parser.add_argument("--since", type=int, default=0, help="leave out what is older than this year")
    parser.add_argument("--no-abstracts", action="store_true")
    parser.add_argument("--owner", default="Ada Lovelace")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.output is None:
        sys.stdout.writelines(listing(options))
    else:
        with options.output.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(listing(options))


if __name__ == "__main__":
    main()
