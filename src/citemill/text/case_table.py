"""The statistics of how titles write words, as `tools/build_case_table.py` has counted them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

__all__ = ["CaseTable", "load", "pack"]

FILE = "case_table.bin"

STRONG, WEAK = 6.0, 2.0
"""Logarithms of odds that a group of words stands for."""

PAIR = 7.0
"""The same of a word beside a certain other one; more than what the word says by itself."""

_GROUPS = {"small": -STRONG, "rather-small": -WEAK, "rather-large": WEAK, "large": STRONG}


class CaseTable:
    """For a word, the logarithm of odds that it keeps its capital within a sentence."""

    def __init__(self, sections: dict[str, str]) -> None:
        """`sections` are texts of words by group, of endings with their odds, and of odd forms."""
        self._odds = {
            word: odds for group, odds in _GROUPS.items() for word in sections.get(group, "").split()
        }
        self._endings = _numbers(sections.get("endings", ""))
        self._singles = _numbers(sections.get("singles", ""))
        self._pairs = dict.fromkeys(sections.get("pairs-large", "").split(), PAIR)
        self._pairs |= dict.fromkeys(sections.get("pairs-small", "").split(), -PAIR)
        self._else = self._endings.get("*", -1.0)
        self.forms = {form[0].upper() + form[1:]: form for form in sections.get("forms", "").split()}
        """Words with a small first letter and capitals within, by what Title Case makes of them."""

    def verdict(self, word: str) -> float:
        """Positive: a capital. A word that was never counted is judged by its relatives and its ending."""
        small = word.lower()
        known = self._odds.get(small)
        if known is not None:
            return known
        stem = small.removesuffix("'s").removesuffix("’s")
        if stem != small and stem not in self._odds and stem + "s" not in self._odds:
            return WEAK  # Amdahl's, Fridrich's: things that own something are known words
        for relative in _relatives(stem):
            known = self._odds.get(relative)
            if known is not None:
                return known / 2
        return next((self._endings[stem[-n:]] for n in (4, 3, 2) if stem[-n:] in self._endings), self._else)

    def beside(self, keys: Iterable[str]) -> float:
        """What the neighbours of a word add, given as `case.neighbours` does."""
        return sum(self._pairs.get(key, 0.0) for key in keys)

    def __contains__(self, word: str) -> bool:
        """Whether the word was ever seen in a title."""
        return word in self._odds

    def single(self, text: str) -> float:
        """The same for a single letter, given with the four characters after it: "Q-lea", "k > 2"."""
        small = text.lower().replace(" ", "_")
        keys = (small, small[:2], small[:1])
        return next((self._singles[key] for key in keys if key in self._singles), 1.0)


def _relatives(word: str) -> list[str]:
    """Other forms of an English word: plural, participle, British spelling."""
    forms = [word, word + "s", word + "d", word + "ed", word + "ing"]
    forms += [word.replace("is", "iz"), word.replace("our", "or"), word.replace("ogue", "og")]
    forms += [word.removesuffix(ending) for ending in ("s", "es", "d", "ed", "ing", "ly", "er", "ers")]
    forms += [word.removesuffix("ing") + "e", word.removesuffix("ies") + "y"]
    return [form for form in dict.fromkeys(forms) if len(form) > 3]


def _numbers(text: str) -> dict[str, float]:
    parts = text.split()
    return {parts[at]: int(parts[at + 1]) / 10 for at in range(0, len(parts), 2)}


def pack(sections: dict[str, str]) -> bytes:
    """The table as a file: the same input gives the same bytes."""
    text = "\n".join(f"{name}\t{content}" for name, content in sorted(sections.items()))
    return zlib.compress(text.encode("utf-8"), 9)


@cache
def load() -> CaseTable:
    """The table that is shipped, read once."""
    text = zlib.decompress(files("citemill.text").joinpath(FILE).read_bytes()).decode("utf-8")
    return CaseTable(dict(line.split("\t", 1) for line in text.split("\n")))
