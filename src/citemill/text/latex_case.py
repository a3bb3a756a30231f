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

__all__ = ["LetterCase", "letter_case", "protected"]

_PART = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_JOINTS = frozenset("-–‑/+.")

# What must be looked at closely: a capital, or what may be one outside ASCII; in a title-case title only
# those inside a part of a word, and those that stand alone and are not the article "A".
_ANY_CAPITAL = r"[^\x00-@\[-\x7f]"
_CLOSELY = re.compile(_ANY_CAPITAL)
_CLOSELY_IN_TITLE = re.compile(rf"{_ANY_CAPITAL}(?:(?<=[^\W_].)|(?<=[^\W_]['’.].)|(?<! A)(?<!\AA)(?![^\W_]))")


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
    if title.isupper() and len(title.split()) > 2:
        return LetterCase.CAPITALS
    small = large = 0
    for word in title.split()[1:]:
        if len(word) > 3:
            first = word[0]
            if first.islower():
                small += 1
            elif first.isalpha():
                large += 1
    return LetterCase.SENTENCE if small > large else LetterCase.TITLE


def protected(text: str, case: LetterCase, *, starts: bool = True) -> list[tuple[int, int]]:
    """The stretches of a title's text to protect, in order; `starts` says whether it begins the title.

    >>> protected("A survey of GPT-4 in Japan", LetterCase.SENTENCE)
    [(12, 17), (21, 26)]
    """
    found: list[tuple[int, int]] = []
    if case is LetterCase.CAPITALS:
        return found
    sentence = case is LetterCase.SENTENCE
    end = -1
    # The first letter of a title in sentence case says nothing.
    for match in _CLOSELY.finditer(text, int(starts)) if sentence else _CLOSELY_IN_TITLE.finditer(text):
        at = match.start()
        if at < end:
            continue  # in the word just looked at
        begin = text.rfind(" ", 0, at) + 1
        end = text.find(" ", at)
        end = len(text) if end < 0 else end
        if sentence or not text[begin + 1 : end].islower():
            before = text[:begin].rstrip(" ")
            fresh = before[-1] == ":" if before else starts
            found += _in_word(text, begin, end, sentence and not fresh, fresh and not before)
    return found


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
