"""Build src/citemill/text/case_table.bin from the titles of an arXiv metadata snapshot.

    python tools/build_case_table.py SNAPSHOT [--words WORDS] [-o FILE]

What is counted: how titles that are in sentence case write a word; whether it is ever written small in any
other title or in the authors' comments; and whether authors are called so. One title in ten (by a hash of its
number) is left out, for benchmarks/sentence_case.py. The same input gives the same file.

WORDS is a list of words, one a line, as a dictionary writes them (Debian's wamerican-large, made from SCOWL):
it speaks for words that titles of computer science have seldom or never. The table that is shipped was built
with it.
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from citemill.enrich.dumps import json_values
from citemill.files import Source
from citemill.text.case import Place, Word, neighbours, unbroken, words
from citemill.text.case_table import FILE, CaseTable, pack

# Logarithms of odds for a capital, per sighting.
LARGE_IN_SENTENCE = 2.5
SMALL_IN_SENTENCE = -3.0
LARGE_IN_TITLE_CASE = 0.06
MOST_FROM_TITLE_CASE = 3.0
SMALL_ELSEWHERE = -1.0
FAMILY_NAME = 1.5
NAME_AGAIN = 0.5
PLACE = 30.0
NAMES = [
    line.split() for line in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines()
]
"""Names of several words, of which some are small elsewhere: "New York", "Black Sea"."""
PAIRS = 2
"""So many sightings of two neighbours say more than those of the one word."""
SMALL_IN_DICTIONARY = -3.0
LARGE_IN_DICTIONARY = 3.0
EITHER_IN_DICTIONARY = -1.0

PLACES = frozenset(Path(__file__).with_name("places.txt").read_text(encoding="utf-8").lower().split())
"""Names of countries, languages, peoples, days: too many of them are rare in titles of computer science."""


def held_out(number: str) -> bool:
    """Whether a title is kept for measuring."""
    return hashlib.sha256(number.encode()).digest()[0] % 10 == 0


def share_small(title: str) -> float:
    """How many of the longer words within the title have a small first letter; 0 where there are too few."""
    longer = [word.text for word in words(title) if word.place is Place.INSIDE and len(word.text) > 4]
    return sum(text[0].islower() for text in longer) / len(longer) if len(longer) > 1 else 0.0


def titles(snapshot: str) -> Iterator[tuple[str, str, str, str]]:
    """Number, title, authors and comments of each paper whose title holds no TeX."""
    for _, item in json_values(Source(snapshot)):
        title = " ".join(item["title"].split())
        if "$" not in title and "\\" not in title:
            yield item["id"], title, item.get("authors") or "", item.get("comments") or ""


class Counts:
    """Sightings by word, all words in small letters."""

    def __init__(self, dictionary: dict[str, float] | None = None) -> None:
        """`dictionary` says of small-letter words how much a capital is more likely than none."""
        self.dictionary = dictionary or {}
        self.large: Counter[str] = Counter()
        self.small: Counter[str] = Counter()
        self.title_case: Counter[str] = Counter()
        self.elsewhere: Counter[str] = Counter()
        self.families: Counter[str] = Counter()
        self.forms: Counter[str] = Counter()
        self.singles: Counter[tuple[str, bool]] = Counter()
        self.pairs: Counter[tuple[str, bool]] = Counter()

    def add(self, title: str, authors: str, comments: str) -> None:
        sentence = share_small(title) >= 0.75
        found = list(words(title))
        for word in found:
            self._word(title, word, sentence)
        if sentence:
            self._pairs(title, found)
        for word in words(comments):
            if word.text[0].islower():
                self.elsewhere[word.text.lower()] += 1
        for author in authors.split(","):
            for name in author.replace("-", " ").split():
                if len(name) > 2 and name[0].isupper() and name[1:].islower():
                    self.families[name.lower()] += 1

    def _word(self, title: str, word: Word, sentence: bool) -> None:
        text, small = word.text, word.text.lower()
        if title[word.start + len(text) : word.start + len(text) + 1].isdigit():
            self.forms[unbroken(title, word)] += 1  # x86, C4; the smaller spelling counts if there is one
        if text[0].islower():
            self.elsewhere[small] += 1
        if not text[1:].islower() and len(text) > 1:
            self.forms[text] += 1  # fMRI and FMRI, mW and MW
        if word.place is not Place.INSIDE:
            return
        if len(text) == 1:
            if sentence:
                for end in (1, 2, 5):  # "q", "q-", "q-lea"
                    key = small + title[word.start + 1 : word.start + end].lower()
                    if " " not in key:
                        self.singles[key, text.isupper()] += 1
        elif text[0].islower():
            self.small[small] += sentence
        elif text[1:].islower():
            self.large[small] += sentence
            self.title_case[small] += not sentence

    def _pairs(self, title: str, found: list[Word]) -> None:
        """How a word is written beside its neighbours."""
        for at, word in enumerate(found):
            if word.place is Place.INSIDE and len(word.text) > 1 and word.text[1:].islower():
                for key in neighbours(title, found, at):
                    self.pairs[key, word.text[0].isupper()] += 1

    def odds(self, word: str, ending: float) -> float:
        large, small, elsewhere = self.large[word], self.small[word], self.elsewhere[word]
        total = ending + LARGE_IN_SENTENCE * large + SMALL_IN_SENTENCE * small
        if not small:
            total += min(LARGE_IN_TITLE_CASE * self.title_case[word], MOST_FROM_TITLE_CASE)
        if not large:
            total += SMALL_ELSEWHERE * min(elsewhere, 4)
        total += self.dictionary.get(word, 0.0)
        if self.families[word] and not small and not elsewhere and self.dictionary.get(word, 0.0) >= 0:
            total += FAMILY_NAME + NAME_AGAIN * math.log2(self.families[word])
        if word in PLACES:
            total += PLACE
        return total

    def endings(self) -> dict[str, float]:
        """Odds by the last letters, from the words that were seen once or twice: the unseen are like them."""
        seen: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for word in sorted(self.small.keys() | self.large.keys()):
            large, small = self.large[word], self.small[word]
            if large + small > 2 or (large <= small and self.elsewhere[word] > small):
                continue
            for key in ("*", word[-4:], word[-3:], word[-2:]):
                seen[key][large > small] += 1
        return {
            key: math.log((large + 1) / (small + 1))
            for key, (small, large) in seen.items()
            if large + small >= 4
        }


def sections(counts: Counts) -> dict[str, str]:
    endings = counts.endings()

    def ending(word: str) -> float:
        return next((endings[word[-n:]] for n in (4, 3, 2) if word[-n:] in endings), endings["*"])

    groups: defaultdict[str, list[str]] = defaultdict(list)
    everything = PLACES | {name for name, count in counts.families.items() if count > 1}
    for sightings in (counts.small, counts.large, counts.elsewhere, counts.title_case):
        everything |= sightings.keys()
    for word in sorted(everything):
        if len(word) < 2 or not word.isalpha():
            continue
        odds = counts.odds(word, ending(word))
        seen = counts.small[word] + counts.large[word] + counts.elsewhere[word]
        if not seen and odds < 0:
            continue  # its ending says as much
        group = "small" if odds < 0 else "large"
        groups[group if abs(odds) > 4 else f"rather-{group}"].append(word)
    for letter, *rest in (name for name in NAMES if len(name[0]) == 1):
        counts.singles[f"{letter}_{rest[0]}".lower()[:5], True] += 100
    singles = {key for key, _ in counts.singles}
    table = {
        **{group: " ".join(members) for group, members in groups.items()},
        "endings": _numbers(endings),
        "singles": _numbers(
            {
                key: math.log((counts.singles[key, True] + 0.6) / (counts.singles[key, False] + 0.5))
                for key in singles
                if counts.singles[key, True] + counts.singles[key, False] > 1
            }
        ),
        "forms": " ".join(sorted(_odd_forms(counts.forms))),
    }
    table |= _pairs(CaseTable(table), counts)
    for group, more in _from_dictionary(table, counts.dictionary).items():
        table[group] = " ".join(sorted({*table[group].split(), *more}))
    return table


def _odd_forms(forms: Counter[str]) -> Iterator[str]:
    """Forms with a small first letter, unless the same with a capital is as frequent.

    Of two letters there is pH alone: mW and MW, dB and DB, v1 and V1 are different things.
    """
    for form, count in forms.items():
        if len(form) < 3 and form != "pH":
            continue
        if count > 1 and form[0].islower() and count > forms[form[0].upper() + form[1:]]:
            yield form


def _pairs(table: CaseTable, counts: Counts) -> dict[str, str]:
    """Neighbours that make a word be written otherwise than it is by itself: "Xeon Phi", "Semantic Web"."""
    groups: dict[str, set[str]] = {"pairs-large": set(_pairs_of_names()), "pairs-small": set()}
    for key in {key for key, _ in counts.pairs}:
        large, small = counts.pairs[key, True], counts.pairs[key, False]
        usual = table.verdict(key.strip("|").split("|")[key.startswith("|")]) > 0
        if large >= PAIRS and large > 2 * small and not usual:
            groups["pairs-large"].add(key)
        elif small >= PAIRS and small > 2 * large and usual:
            groups["pairs-small"].add(key)
    return {group: " ".join(sorted(members)) for group, members in groups.items()}


def _pairs_of_names() -> Iterator[str]:
    for name in NAMES:
        for one, other in pairwise(word.lower() for word in name):
            if len(one) > 1:
                yield from (f"{one}|{other}", f"|{one}|{other}")


def of_dictionary(path: str) -> dict[str, float]:
    """The words of a list with what their spelling there says about a capital."""
    forms: defaultdict[str, set[bool]] = defaultdict(set)
    for word in Path(path).read_text(encoding="utf-8").split():
        if word.isalpha() and len(word) > 1 and word[1:].islower():
            forms[word.lower()].add(word[0].isupper())
    either = {(True,): LARGE_IN_DICTIONARY, (False,): SMALL_IN_DICTIONARY}
    return {word: either.get(tuple(seen), EITHER_IN_DICTIONARY) for word, seen in forms.items()}


def _from_dictionary(table: dict[str, str], dictionary: dict[str, float]) -> dict[str, list[str]]:
    """Words never counted, which their relatives and endings would decide otherwise than the dictionary."""
    known = CaseTable(table)
    groups: dict[str, list[str]] = {"rather-small": [], "rather-large": []}
    for word, odds in sorted(dictionary.items()):
        if len(word) > 2 and word not in known and (known.verdict(word) < 0) is not (odds < 0):
            groups["rather-small" if odds < 0 else "rather-large"].append(word)
    return groups


def _numbers(odds: dict[str, float]) -> str:
    return " ".join(f"{key} {round(value * 10)}" for key, value in sorted(odds.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("snapshot")
    parser.add_argument("-o", "--output", default=str(Path("src/citemill/text") / FILE))
    parser.add_argument("--words", metavar="WORDS", help="a list of words as a dictionary writes them")
    options = parser.parse_args()
    counts = Counts(of_dictionary(options.words) if options.words else None)
    for number, title, authors, comments in titles(options.snapshot):
        if not held_out(number):
            counts.add(title, authors, comments)
    table = sections(counts)
    packed = pack(table)
    Path(options.output).write_bytes(packed)
    for name, content in sorted(table.items()):
        print(f"{name:14}{len(content.split()):8,}")
    print(f"{options.output}: {len(packed):,} bytes")


if __name__ == "__main__":
    main()
