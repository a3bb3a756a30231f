"""Sentence case that knows names: "Bayesian Deep Learning" is "Bayesian deep learning".

Whether a word keeps its capital is decided on evidence: how the abstract writes it, how titles in sentence
case write it (a table of statistics, `tools/build_case_table.py`), and for a word never seen how words that
end like it are written. Words with capitals or digits inside (TensorFlow, GPT-4, RL) stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from citemill.text.case_table import load

__all__ = ["Casing", "Place", "Word", "is_title_case", "protected", "sentence_case", "words"]


class Casing(StrEnum):
    """What to do with a title's capitals."""

    AUTO = "auto"
    """Sentence case where it is in Title Case, else as it is."""
    KEEP = "keep"
    SENTENCE = "sentence"


class Place(StrEnum):
    """Where in a title a word stands."""

    FIRST = "first"
    SUBTITLE = "subtitle"
    """First after a colon, a full stop or a dash: capital by most guides, so it is left as it is."""
    INSIDE = "inside"


class Word(NamedTuple):
    """A run of letters; parts of hyphenated words are words of their own."""

    start: int
    text: str
    place: Place


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENING = "[\"“”‘«(\\['\0]*"
_SUBTITLE = re.compile(rf"(?:[:?!.—–]|\s-+)\s+{_OPENING}$")
_MARKUP = re.compile(r'<span class="nocase">.*?</span>|</?[a-z]+(?: [^<>]*)?>', re.S)
_MATH = re.compile(r"\$[^$]*\$|\\[a-zA-Z]+")

_SMALL = frozenset(
    """
    a an and as at but by for from if in into nor of off on onto or out over per so the to up upon via vs with
    yet is are be its it their this that these those than then when while how what which who whose why where
    can do does not no we our you your between through within without about against across among under towards
    toward using
    """.split()
)
"""Words that are small in every sentence, whatever a table says."""


def words(title: str) -> Iterator[Word]:
    """The words of a title in CSL-JSON markup; what stands in tags, nocase spans and TeX is passed over.

    >>> [word.text for word in words('Self-play: <i>Go</i> in <span class="nocase">PyTorch</span>')]
    ['Self', 'play', 'Go', 'in']
    """
    if "<" in title or "$" in title or "\\" in title:
        title = _MATH.sub(_blank, _MARKUP.sub(_blank, title))
    started = False
    for found in _WORD.finditer(title):
        if not started and not title[: found.start()].strip("\0 ").strip("\"“'‘(["):
            place = Place.FIRST
        else:
            place = Place.SUBTITLE if _SUBTITLE.search(title, 0, found.start()) else Place.INSIDE
        started = True
        yield Word(found.start(), found[0], place)


def _blank(found: re.Match[str]) -> str:
    # A protected span or formula counts as a word, so that what follows it is not the title's first.
    text = found[0]
    sign = "\1" if text.startswith(("<span", "$", "\\")) else "\0"
    return sign * len(text)


def is_title_case(title: str) -> bool:
    """Whether most words that are usually small have a capital.

    >>> is_title_case("Learning to Execute Programs"), is_title_case("Learning to execute in Python")
    (True, False)
    """
    large = small = 0
    for word in words(title):
        if word.place is Place.INSIDE and len(word.text) > 2 and word.text.lower() not in _SMALL:
            if word.text[0].islower():
                small += 1
            elif _simple(word.text) and load().verdict(word.text) < 0:
                large += 1
    return large > 1.5 * small


def sentence_case(title: str, *, abstract: str = "", context: Iterable[str] = ()) -> str:
    """The title in sentence case; `abstract` and other texts of the record tell how its words are written.

    >>> sentence_case("Move Evaluation in Go Using Deep Networks")
    'Move evaluation in go using deep networks'
    >>> abstract = "The game of Go is hard. A player of Go reads ahead, and in Go a move counts."
    >>> sentence_case("Move Evaluation in Go Using Deep Networks", abstract=abstract)
    'Move evaluation in Go using deep networks'
    """
    evidence = _Evidence((abstract, *context)) if abstract or context else None
    shouted = title.isupper() and sum(1 for _ in words(title)) > 2
    out = list(title)
    for word in words(title):
        text = word.text
        if shouted and word.place is Place.INSIDE and len(text) > 1:
            text = text[0] + text[1:].lower()
            out[word.start + 1 : word.start + len(text)] = text[1:]
        if word.place is not Place.INSIDE:
            continue
        known = load().forms.get(text)
        if known:  # "FMRI" for fMRI: only the first letter may have been made large
            out[word.start] = known[0]
        elif text[0].isupper() and _simple(text) and _is_small(title, word, text, evidence):
            out[word.start] = text[0].lower()
    return "".join(out)


def protected(title: str) -> str:
    """The title with `<span class="nocase">` around the words whose capitals are not a sentence's first.

    >>> protected("Training RL agents: A survey of Bayesian methods")
    'Training <span class="nocase">RL</span> agents: A survey of <span class="nocase">Bayesian</span> methods'
    """
    pieces, at = [], 0
    for found in _UNBROKEN.finditer(_MATH.sub(_blank, _MARKUP.sub(_blank, title))):
        start, end = found.span()
        parts = [word for word in words(title) if start <= word.start < end]
        inside = any(
            any(letter.isupper() for letter in (word.text if word.place is Place.INSIDE else word.text[1:]))
            for word in parts
        )
        if inside:
            pieces += [title[at:start], f'<span class="nocase">{title[start:end]}</span>']
            at = end
    return "".join((*pieces, title[at:]))


_UNBROKEN = re.compile(r"[^\W_](?:[\w'’.-]*[^\W_])?")


def _simple(text: str) -> bool:
    """Whether only the first letter is a capital: the capitals within TensorFlow, RL and iOS are meant."""
    return text[1:].islower() or len(text) == 1


def _is_small(title: str, word: Word, text: str, evidence: _Evidence | None) -> bool:
    end = word.start + len(text)
    before, after = title[word.start - 1], title[end : end + 1]
    if before.isdigit() or after.isdigit():
        return False  # 3D, GPT4
    small = text.lower()
    if len(text) == 1:
        return before in " \"'“(-" and after != "." and load().single(title[word.start : word.start + 5]) < 0
    if small in _SMALL:
        return True
    verdict = load().verdict(text)
    if evidence is not None:
        verdict += evidence.weight(small)
    return verdict < 0


class _Evidence:
    """How the record's own texts write words in the middle of sentences."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._small: Counter[str] = Counter()
        self._large: Counter[str] = Counter()
        for text in texts:
            found = list(words(text))
            large = [word.place is Place.INSIDE and word.text[0].isupper() for word in found]
            for at, word in enumerate(found):
                if large[at]:
                    # A word of "the Neural GPU (NGPU)" may have its capital only within that term.
                    alone = not any(large[at - 1 : at] + large[at + 1 : at + 2])
                    self._large[word.text.lower()] += 3 if alone else 2
                elif word.place is Place.INSIDE:
                    self._small[word.text.lower()] += 1

    def weight(self, small: str) -> float:
        """Logarithm of odds for a capital: positive where the texts write one."""
        forms = dict.fromkeys((small, small + "s", small.removesuffix("s")))
        seen_small = sum(self._small[form] for form in forms)
        seen_large = sum(self._large[form] for form in forms)
        return 1.2 * min(seen_large, 6) - 4.0 * min(seen_small, 2)
