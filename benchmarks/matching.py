"""How well listing entries find their works: recall, precision, and what is absent refused.

    python benchmarks/matching.py DUMP [--present 10000] [--absent 5000] [--seed 1]

Entries are made from the works of a metadata dump as a listing would print them: authors cut to three,
dates moved by up to two days or that of a later version, titles with typos, without accents, with their
subtitle cut or missing ... The works called absent are left out of the index. Beside our figures stand those
of looking the title up exactly (letters and digits, without case and accents) and taking a single hit.

Some papers were put on arXiv twice, under two numbers, with the same title and authors. Where the one is
absent, nothing tells the other apart; such cases count as wrong, and are counted once more by themselves.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import string
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from citemill.enrich.build import build_index
from citemill.enrich.index import Index
from citemill.enrich.keys import compact, people
from citemill.enrich.matching import Match, Matcher, Verdict
from citemill.enrich.sources import read
from citemill.files import Source
from citemill.record import Name, Record

_SUBTITLE = re.compile(r": |\? | -- | - |\. ")


def plain_letters(text: str) -> str:
    text = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    return text.translate(str.maketrans("łŁøØđıß", "lLoOdis"))


def with_typo(text: str, dice: random.Random) -> str:
    """One letter of a word of at least five letters changed, left out, doubled or swapped."""
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not places:
        return text
    at = dice.choice(places)
    word, spot = words[at], dice.randrange(1, len(words[at]) - 1)
    words[at] = dice.choice(
        (
            word[:spot] + dice.choice(string.ascii_lowercase) + word[spot + 1 :],
            word[:spot] + word[spot + 1 :],
            word[:spot] + word[spot] + word[spot:],
            word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :],
        )
    )
    return " ".join(words)


def without_subtitle(title: str, dice: random.Random) -> str:
    head = _SUBTITLE.split(title)[0]
    return head if len(head.split()) >= 2 else title


def shorter_subtitle(title: str, dice: random.Random) -> str:
    found = _SUBTITLE.search(title)
    if not found:
        return title
    rest = title[found.end() :].split()
    return title[: found.end()] + " ".join(rest[: max(1, len(rest) // 2)])


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda title, dice: title,
    "one typo": with_typo,
    "two typos": lambda title, dice: with_typo(with_typo(title, dice), dice),
    "accents lost": lambda title, dice: plain_letters(title),
    "title case": lambda title, dice: string.capwords(title),
    "hyphens gone": lambda title, dice: title.replace("-", " "),
    "TeX gone": lambda title, dice: re.sub(r"[$\\{}^_]", "", title),
    "no subtitle": without_subtitle,
    "short subtitle": shorter_subtitle,
}


def shown(name: Name, dice: random.Random) -> Name:
    """A name as a page may print it: as it is, with initials, without accents, without its middle name."""
    if "given" not in name or dice.random() < 0.6:
        return name
    given, family = name["given"], name["family"]
    how = dice.choice(("initials", "plain", "middle"))
    if how == "initials":
        given = " ".join(f"{part[0]}." for part in given.split())
    elif how == "middle":
        given = given.split()[0]
    else:
        given, family = plain_letters(given), plain_letters(family)
    return {**name, "given": given, "family": family}


def entry(work: Record, kind: str, dice: random.Random) -> Record:
    authors = work.get("author", [])
    printed = [shown(name, dice) for name in authors[:3]]
    if dice.random() < 0.03:
        dice.shuffle(printed)
    primary = (work.get("custom") or {}).get("primary-class")
    record: Record = {
        "id": "entry",
        "type": "article",
        "title": KINDS[kind](work["title"], dice),
        "author": printed,
        "custom": {"primary-class": primary} if primary else {},
    }
    if len(authors) > 3:
        record["custom"]["cut-off"] = ["author"]
    if issued := moved(work, dice):
        record["issued"] = {"date-parts": [issued]}
    return record


def moved(work: Record, dice: random.Random) -> list[int]:
    parts = [int(part) for part in work.get("issued", {}).get("date-parts", [[]])[0]]
    versions = (work.get("custom") or {}).get("versions", ())
    if versions and dice.random() < 0.05:
        parts = [int(part) for part in versions[-1].split("-")]
    if len(parts) < 3:
        return parts
    day = date(*parts) + timedelta(days=dice.choice((-2, -1, -1, 0, 0, 0, 0, 1, 1, 2)))
    if dice.random() < 0.03:
        return [day.year, day.month] if dice.random() < 0.5 else [day.year]
    return [day.year, day.month, day.day]


def works_of(paths: list[str]) -> Iterator[tuple[str, Record]]:
    for path in paths:
        yield from read(Source(path))


class Tally:
    def __init__(self) -> None:
        self.present = self.right = self.wrong = self.asked = 0
        self.absent = self.refused = self.false = 0

    def count(self, taken: str, identity: str, gone: bool, verdict: Verdict) -> None:
        self.asked += verdict is Verdict.AMBIGUOUS
        if gone:
            self.absent += 1
            self.refused += not taken
            self.false += bool(taken)
        else:
            self.present += 1
            self.right += taken == identity
            self.wrong += bool(taken) and taken != identity

    def rates(self) -> str:
        recall = self.right / self.present if self.present else 1.0
        taken = self.right + self.wrong + self.false
        precision = self.right / taken if taken else 1.0
        refused = self.refused / self.absent if self.absent else 1.0
        counts = f"{self.wrong:5} {self.false:13} {self.asked:6}"
        return f"{recall:9.3%} {precision:10.4%} {refused:10.4%}   {counts}"


def run(
    index: Index, cases: list[tuple[Record, bool]], dice: random.Random, options: argparse.Namespace
) -> None:
    ours, exact, by_kind = Tally(), Tally(), {kind: Tally() for kind in KINDS}
    totals: list[tuple[float, bool]] = []
    stated: Counter[int] = Counter()
    true: Counter[int] = Counter()
    printed: Counter[str] = Counter()
    spent, twins = 0.0, 0
    for work, gone in cases:
        kind = dice.choice(list(KINDS))
        asked = entry(work, kind, dice)
        authors = work.get("author", [])
        owner = dice.choice(authors) if authors else None
        if options.no_owner:
            owner = None
        if options.years_only and "issued" in asked:
            asked["issued"] = {"date-parts": [asked["issued"]["date-parts"][0][:1]]}
        started = time.perf_counter()
        match = Matcher(index, owner).match(asked)
        spent += time.perf_counter() - started
        identity = match.candidates[0].candidate.id if match.candidates else ""
        taken = identity if match.verdict is Verdict.ACCEPTED else ""
        twins += bool(taken) and taken != work["id"] and is_twin(match, work)
        for tally in (ours, by_kind[kind]):
            tally.count(taken, work["id"], gone, match.verdict)
        hits = index.by_title(compact(asked["title"]))
        exact.count(hits[0].id if len(hits) == 1 else "", work["id"], gone, Verdict.UNMATCHED)
        if match.candidates:
            totals.append((match.candidates[0].evidence.total, identity == work["id"] and not gone))
            level = min(int(match.score * 10), 9) if match.score < 0.99 else 10
            stated[level] += 1
            true[level] += identity == work["id"] and not gone
        sort = "absent, taken" if gone and taken else "wrong" if taken and taken != work["id"] else ""
        sort = sort or ("missed" if not gone and not taken else "")
        if sort and printed[sort] < options.errors:
            printed[sort] += 1
            print_error(sort, kind, asked, work, match)
    print(f"\n{len(cases):,} entries, {spent / len(cases) * 1000:.2f} ms each\n")
    print(f"{'':16}{'recall':>9} {'precision':>10} {'refused':>10}   wrong  absent taken  asked")
    for name, tally in (("citemill", ours), ("exact title", exact), *by_kind.items()):
        print(f"{name:16}{tally.rates()}")
    print(f"of the wrong and the absent taken, {twins} are the same paper under another number")
    print("\nstated probability: cases, and how many of them true")
    for level in sorted(stated):
        label = ">= 0.99" if level == 10 else f"{level / 10:.1f}-{min(level / 10 + 0.1, 0.99):.2f}"
        print(f"  {label:9} {stated[level]:7,} {true[level] / stated[level]:9.3%}")
    print("fitted to these: slope {:.2f}, shift {:.2f}".format(*fitted(totals)))


def is_twin(match: Match, work: Record) -> bool:
    found = match.candidates[0].candidate
    same_people = sorted(one.family for one in found.persons()) == sorted(one.family for one in people(work))
    return found.compact == compact(work["title"]) and same_people


def fitted(totals: list[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift of the logistic curve from totals of evidence to what came true, by trying a grid."""
    shares = Counter((round(min(max(total, -5.0), 10.0), 1), true) for total, true in totals)

    def likelihood(slope: float, middle: float) -> float:
        chances = (
            (1 / (1 + math.exp(-slope * (total - middle))), true, n) for (total, true), n in shares.items()
        )
        return sum(n * math.log(max(chance if true else 1 - chance, 1e-9)) for chance, true, n in chances)

    grid = ((slope / 20, middle / 10) for slope in range(10, 80) for middle in range(-20, 80))
    slope, middle = max(grid, key=lambda pair: likelihood(*pair))
    return slope, -slope * middle


def print_error(sort: str, kind: str, asked: Record, work: Record, match: Match) -> None:
    print(f"\n{sort} ({kind}): {asked['title']}\n  of {work['id']} {work['title']} {work.get('issued')}")
    print(f"  {asked.get('issued')} {asked['author']}")
    for one in match.candidates[:2]:
        print(f"  {one.score:.4f} {one.candidate.id} {one.candidate.title} | {one.candidate.people[:90]}")
        print(f"         {[round(weight, 1) for weight in one.evidence[:5]]} {one.evidence.remarks}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("dump", nargs="+")
    parser.add_argument("--present", type=int, default=10_000)
    parser.add_argument("--absent", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--years-only", action="store_true", help="entries state the year alone")
    parser.add_argument("--no-owner", action="store_true", help="nobody is known to be an author")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each sort")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    works = list(works_of(options.dump))
    picked = dice.sample(range(len(works)), options.present + options.absent)
    absent = set(picked[options.present :])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        started = time.perf_counter()
        build_index(path, (one for at, one in enumerate(works) if at not in absent))
        print(f"index of {len(works) - len(absent):,} works built in {time.perf_counter() - started:.1f} s")
        with Index(path) as index:
            run(index, [(works[at][1], at in absent) for at in picked], dice, options)


if __name__ == "__main__":
    main()
