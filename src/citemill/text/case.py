"""Sentence case that knows names: "Bayesian Deep Learning" is "Bayesian deep learning".

Whether a word keeps its capital is decided on evidence: how the abstract writes it, how titles in sentence
case write it (a table of statistics, `tools/build_case_table.py`), and for a word never seen how words that
end like it are written. Words with capitals or digits inside (TensorFlow, GPT-4, RL) stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from citemill.text.case_table import load

__all__ = [
    "Casing",
    "Place",
    "Word",
    "is_title_case",
    "neighbours",
    "protected",
    "sentence_case",
    "unbroken",
    "words",
]


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


_WORD = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)*)")
_BETWEEN = frozenset((" ", "-", ", "))
"""What mostly stands between two words, and begins no subtitle."""
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


@lru_cache(maxsize=16)  # each step asks for the words of the same few titles
def words(title: str) -> tuple[Word, ...]:
    """The words of a title in CSL-JSON markup; what stands in tags, nocase spans and TeX is passed over.

    >>> [word.text for word in words('Self-play: <i>Go</i> in <span class="nocase">PyTorch</span>')]
    ['Self', 'play', 'Go', 'in']
    """
    pieces = _pieces(title)
    found = []
    start = 0
    for at in range(1, len(pieces), 2):
        start += len(pieces[at - 1])
        found.append(Word(start, pieces[at], _place(pieces[at - 1], first=at == 1)))
        start += len(pieces[at])
    return tuple(found)


def _pieces(title: str) -> list[str]:
    """The words at odd places, and between them what parts them."""
    if "<" in title or "$" in title or "\\" in title:
        title = _MATH.sub(_blank, _MARKUP.sub(_blank, title))
    return _WORD.split(title)


def _place(before: str, *, first: bool) -> Place:
    """Where a word stands after what parts it from the word before."""
    if before in _BETWEEN and not first:
        return Place.INSIDE
    if first and not before.strip("\0 ").strip("\"“'‘(["):
        return Place.FIRST
    return Place.SUBTITLE if _SUBTITLE.search(before) else Place.INSIDE


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
    evidence = _Evidence((abstract, *context), words(title)) if abstract or context else None
    shouted = title.isupper() and len(words(title)) > 2
    out = list(title)
    found = words(title)
    for at, word in enumerate(found):
        text = word.text
        inside = word.place is Place.INSIDE or _AFTER.search(title, 0, word.start) is not None
        if shouted and inside and len(text) > 1:
            text = text[0] + text[1:].lower()
            out[word.start + 1 : word.start + len(text)] = text[1:]
        known = _odd_form(title, word, text)
        if known:  # "FMRI" for fMRI: only the first letter may have been made large
            out[word.start] = known[0]
        elif inside and text[0].isupper() and _simple(text) and _is_small(title, found, at, text, evidence):
            out[word.start] = text[0].lower()
    return "".join(out)


def neighbours(title: str, found: Sequence[Word], at: int) -> Iterator[str]:
    """Keys for a word beside the word before it and the word (or number) after it.

    >>> title = "Intel Xeon Phi 5"
    >>> list(neighbours(title, words(title), 2))
    ['|xeon|phi', 'phi|#']
    """
    word = found[at]
    small, end = word.text.lower(), word.start + len(word.text)
    if at:
        before = found[at - 1]
        if title[before.start + len(before.text) : word.start] in _JOINS:
            yield f"|{before.text.lower()}|{small}"
    if at + 1 < len(found) and title[end : found[at + 1].start] in _JOINS:
        yield f"{small}|{found[at + 1].text.lower()}"
    elif title[end : end + 1] == " " and title[end + 1 : end + 2].isdigit():
        yield f"{small}|#"


def unbroken(title: str, word: Word) -> str:
    """The run of letters and digits that a word begins: "x86", "GPT4"."""
    found = _ALPHANUMERIC.match(title, word.start)
    return found[0] if found else word.text


_JOINS = frozenset((" ", "-"))
_ALPHANUMERIC = re.compile(r"[^\W_]+")
_SMALL_PREFIX = re.compile(r"[IE][A-Z][a-z]{2}")
"""iTunes, eLearning: what Title Case makes "ITunes" and "ELearning"."""
_ABOUT = re.compile(r"\b(?:comments?|erratum|corrigendum|correction|reply|response|addendum|paper)\b", re.I)
_DOTTED = re.compile(r"(?:w\.r\.t|i\.i\.d|i\.e|e\.g|a\.k\.a|a\.e|s\.t|c\.e|r\.e|p\.m|a\.m)\.", re.I)


def _odd_form(title: str, word: Word, text: str) -> str:
    """How a word is written whose first letter is small though others are not: fMRI, x86, iTunes."""
    if word.place is Place.INSIDE:
        whole = unbroken(title, word)
        if whole != text:
            return load().forms.get(whole, "")
    if _SMALL_PREFIX.match(text):
        return text[0].lower() + text[1:]
    return load().forms.get(text, "")


def protected(title: str) -> str:
    """The title with `<span class="nocase">` around the words whose capitals are not a sentence's first.

    >>> protected("Training RL agents: A survey of Bayesian methods")
    'Training <span class="nocase">RL</span> agents: A survey of <span class="nocase">Bayesian</span> methods'
    """
    capitals = [
        word.start
        for word in words(title)
        if any(map(str.isupper, word.text if word.place is Place.INSIDE else word.text[1:]))
    ]
    if not capitals:
        return title
    pieces, at = [], 0
    for found in _UNBROKEN.finditer(_MATH.sub(_blank, _MARKUP.sub(_blank, title))):
        start, end = found.span()
        if any(start <= capital < end for capital in capitals):
            pieces += [title[at:start], f'<span class="nocase">{title[start:end]}</span>']
            at = end
    return "".join((*pieces, title[at:]))


_UNBROKEN = re.compile(r"[^\W_](?:[\w'’.-]*[^\W_])?")


def _simple(text: str) -> bool:
    """Whether only the first letter is a capital: the capitals within TensorFlow, RL and iOS are meant."""
    return text[1:].islower() or len(text) == 1


def _is_small(title: str, found: Sequence[Word], at: int, text: str, evidence: _Evidence | None) -> bool:
    word = found[at]
    end = word.start + len(text)
    before, after = title[word.start - 1], title[end : end + 1]
    if before.isdigit() or after.isdigit():
        return False  # 3D, GPT4
    if before in '"“' and _ABOUT.search(title, 0, word.start):
        return False  # the first word of another work's title: Comment on "All-optical learning"
    small = text.lower()
    if len(text) == 1:
        if after == ".":
            return bool(_DOTTED.match(title, word.start)) or (before == "." and _in_dotted(title, word))
        return before in " \"'“(-,=" and load().single(title[word.start : word.start + 5]) < 0
    if small in _SMALL:
        return True
    verdict = load().verdict(text) + load().beside(neighbours(title, found, at))
    if -_DOUBTFUL < verdict < 0 and _joined_to_a_name(title, found, at):
        return False
    if evidence is None or (verdict < _SURE and evidence.capitals(small) < 2):
        return verdict < 0
    return verdict + evidence.weight(small) < 0


_DOUBTFUL = 3.5
_SURE = -3.7
"""Below this verdict a single capital, which weighs 3.6 at the most, changes nothing."""
_AFTER = re.compile(r"(?:\b(?:vs|cf)|w\.r\.t|i\.i\.d|i\.e|e\.g)\.\s$", re.I)
"""Abbreviations whose full stop ends no sentence."""


def _joined_to_a_name(title: str, found: Sequence[Word], at: int) -> bool:
    """Whether a hyphen joins the word to a name: Black-Scholes, Dushnik-Miller."""
    for left, right, partner in ((at - 1, at, at - 1), (at, at + 1, at + 1)):
        if left >= 0 and right < len(found):
            end, text = found[left].start + len(found[left].text), found[partner].text
            joined = title[end : found[right].start] in ("-", "–") and len(text) > 1 and _simple(text)
            if joined and text[0].isupper() and load().verdict(text) > 0:
                return True
    return False


def _in_dotted(title: str, word: Word) -> bool:
    return any(one.start() < word.start < one.end() for one in _DOTTED.finditer(title))


class _Evidence:
    """How the record's own texts write some words in the middle of sentences."""

    def __init__(self, texts: Iterable[str], wanted: Iterable[Word]) -> None:
        self._texts = [(text, text.lower()) for text in texts]
        self._wanted = wanted
        self._counted = False
        self._small: Counter[str] = Counter()
        self._large: Counter[str] = Counter()

    def capitals(self, small: str) -> int:
        """How often the texts can write a word with a capital, at the most: far quicker than to count."""
        stem = small.removesuffix("s")
        return sum(lower.count(stem) - text.count(stem) for text, lower in self._texts)

    def _count_all(self) -> None:
        forms = {form for word in self._wanted for form in _forms(word.text.lower())}
        for text, _ in self._texts:
            self._count(_pieces(text), forms)
        self._counted = True

    def _count(self, pieces: list[str], forms: Container[str]) -> None:
        for at in range(1, len(pieces), 2):
            small = pieces[at].lower()
            if small not in forms or not _inside(pieces, at):
                continue
            if pieces[at][0].isupper():
                # A word of "the Neural GPU (NGPU)" may have its capital only within that term.
                alone = not any(_is_large(pieces, one) for one in (at - 2, at + 2))
                self._large[small] += 3 if alone else 2
            else:
                self._small[small] += 1

    def weight(self, small: str) -> float:
        """Logarithm of odds for a capital: positive where the texts write one."""
        if not self._counted:
            self._count_all()
        forms = _forms(small)
        seen_small = sum(self._small[form] for form in forms)
        seen_large = sum(self._large[form] for form in forms)
        return 1.2 * min(seen_large, 6) - 4.0 * min(seen_small, 2)


def _forms(small: str) -> Iterable[str]:
    """A word, its plural and its singular, as far as an s makes them."""
    return dict.fromkeys((small, small + "s", small.removesuffix("s")))


def _inside(pieces: list[str], at: int) -> bool:
    return _place(pieces[at - 1], first=at == 1) is Place.INSIDE


def _is_large(pieces: list[str], at: int) -> bool:
    """Whether there is a word with a capital in the middle of a sentence."""
    return 0 < at < len(pieces) and pieces[at][0].isupper() and _inside(pieces, at)
