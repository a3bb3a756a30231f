"""Differences between two renderings, grouped: the same kind of difference has the same class.

A class is named by what one side has and the other has not. What comes from the record is replaced by the
name of its variable, and its neighbours by their kind, so that one mistake is one class over all records:

    ours "," theirs "." between word and " "
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_TOKEN = re.compile(r"<[^>]+>|\w+|\s+|[^\w\s]")
_KNOWN_ELSEWHERE = frozenset("and at by from in of".split())


class Difference(NamedTuple):
    """One entry that differs."""

    style: str
    kind: str
    """"bibliography" or "citation"."""
    record: str
    ours: str
    theirs: str
    name: str
    """The class."""


def classify(ours: str, theirs: str, record: Mapping[str, Any]) -> str:
    """Name the class of a difference: its first change, in terms of the record's variables.

    >>> classify("Ng, Title", "Ng. Title", {"title": "Title", "author": [{"family": "Ng"}]})
    'ours "," theirs "." between word and " "'
    """
    if not theirs or not ours:
        return "theirs is empty" if ours else "ours is empty"
    words = dict(_origins(record))
    left, right = _TOKEN.findall(ours), _TOKEN.findall(theirs)
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            sides = (left[i1:i2], right[j1:j2])
            had, has = (_shown(side, words) for side in sides)
            if had == has:  # the same variables, so the difference is within a word: show its letters
                had, has = _shape(sides[0], sides[1])
            before, after = _kind(left[i1 - 1 : i1]) or "start", _kind(left[i2 : i2 + 1]) or "end"
            return f"ours {had or '-'} theirs {has or '-'} between {before} and {after}"
    return "identical"


def _kind(tokens: list[str]) -> str:
    """A neighbour in the text: punctuation and tags as they are, words and numbers by their kind."""
    return "".join(
        "word" if token.isalpha() else "number" if token.isalnum() else f'"{token}"' for token in tokens
    )


def _shape(ours: list[str], theirs: list[str]) -> tuple[str, str]:
    mine, other = "".join(ours), "".join(theirs)
    if mine.lower() == other.lower():
        return "case", _case(other)
    if len(mine) > 12 or len(other) > 12:
        return f"{len(ours)} tokens", f"{len(theirs)} tokens"
    return f'"{mine}"', f'"{other}"'


def _case(text: str) -> str:
    for name in ("lower", "upper", "title"):
        if getattr(text, f"is{name}")():
            return name
    return "mixed"


def _shown(tokens: list[str], words: Mapping[str, str]) -> str:
    parts: list[str] = []
    for token in tokens:
        part = "number" if token.isdigit() else words.get(token.lower(), "") or f'"{token}"'
        if part.startswith('"') and parts and parts[-1].startswith('"'):
            parts[-1] = parts[-1][:-1] + part[1:]
        elif not parts or part != parts[-1]:
            parts.append(part)
    return "".join(parts)


def _origins(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The words of a record in lower case, each with the variable it comes from; the first variables win."""
    for variable in reversed(record):
        if variable in ("id", "type"):
            continue
        for text in _texts(record[variable]):
            for word in re.findall(r"\w+", text.lower()):
                if word not in _KNOWN_ELSEWHERE:
                    yield word, variable
                    yield word[0], f"{variable} initial"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif not isinstance(value, bool):
        yield str(value)


def grouped(differences: list[Difference]) -> list[tuple[str, list[Difference]]]:
    """The classes, the biggest first."""
    classes: dict[str, list[Difference]] = {}
    for difference in differences:
        classes.setdefault(difference.name, []).append(difference)
    return sorted(classes.items(), key=lambda item: (-len(item[1]), item[0]))
