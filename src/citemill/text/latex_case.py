"""Which words of a title a BibTeX style must not put into small letters.

Styles lower every letter of a title but its first (and the first after a colon). So these are protected:

- words with a capital inside, digits joined to them included: GPT-4, InfoGAN, 3D, mRNA; and single capitals
  other than the article "A": Vitamin C, Q-learning;
- in a title written in sentence case (most longer words are small) also each word with a capital at its
  start, for there it is a name: "A history of Japan".

The ordinary words of a Title Case Title are left to the style: lowering them is what the style is for. A
TITLE IN CAPITALS says nothing about its words, and nothing is protected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

__all__ = ["LetterCase", "letter_case", "ordinary", "protected"]

_PART = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_JOINTS = frozenset("-–‑/+.")


class LetterCase(Enum):
    """How a title is written."""

    TITLE = "title"
    SENTENCE = "sentence"
    CAPITALS = "capitals"


def letter_case(title: str) -> LetterCase:
    """Tell a title's letter case by its longer words, the first left aside.

    >>> letter_case("A history of Japan in seven maps").value, letter_case("Attention Is All You Need").value
    ('sentence', 'title')
    """
    words = title.split()
    if len(words) > 2 and title.isupper():
        return LetterCase.CAPITALS
    small = large = 0
    for word in words[1:]:
        if len(word) > 3 and word[0].isalpha():
            if word[0].islower():
                small += 1
            else:
                large += 1
    return LetterCase.SENTENCE if small > large else LetterCase.TITLE


def ordinary(title: str) -> bool:
    """Whether a quick look at a title finds nothing to protect; most titles need no other.

    >>> ordinary("Consistency Models"), ordinary("A history of Japan in seven maps"), ordinary("GPT-4 Report")
    (True, False, False)
    """
    small = large = 0
    for word in title.split(" "):
        if word[1:].islower():
            if word[0].islower():
                small += 1
            else:
                large += 1
        elif word not in _SIMPLE:
            return False
    return small <= large or large == 0


_SIMPLE = frozenset(["", "a", "A", "&", "-", "–", "—"])


def protected(text: str, case: LetterCase, *, starts: bool = True) -> Iterator[tuple[int, int]]:
    """The stretches of a title's text to protect, in order; `starts` says whether it begins the title."""
    if case is LetterCase.CAPITALS:
        return
    sentence = case is LetterCase.SENTENCE
    fresh = starts
    begin = 0
    for word in text.split(" "):
        end = begin + len(word)
        if word:
            if sentence or not word[1:].islower():
                yield from _in_word(text, begin, end, sentence and not fresh, fresh and starts)
            fresh, starts = word[-1] == ":", False
        begin = end + 1


def _in_word(title: str, start: int, end: int, names: bool, first: bool) -> Iterator[tuple[int, int]]:
    """The stretches of one word: its parts with capitals, and the figures joined to them."""
    begin = finish = -1
    needed = False
    for part in _PART.finditer(title, start, end):
        text = part[0]
        needs = _has_capitals(text, part.start() > start, first) or (names and text[0].isupper())
        joins = begin >= 0 and part.start() == finish + 1 and title[finish] in _JOINTS
        if joins and (needs or needed) and (text[0].isdigit() or (needs and needed)):
            finish, needed = part.end(), True
            continue
        if needed:
            yield begin, finish
        begin, finish, needed = part.start(), part.end(), needs
        if not needs and not text.isdigit():
            begin = -1
    if needed:
        yield begin, finish


def _has_capitals(part: str, joined: bool, first: bool) -> bool:
    if len(part) == 1:
        return part.isupper() and (joined or not (first or part == "A"))
    tail = part[1:]
    return tail != tail.lower()
