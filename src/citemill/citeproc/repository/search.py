"""Finding styles by words, and the neighbours of a name that does not exist."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from citemill.citeproc.repository.info import StyleInfo

__all__ = ["distance", "fold", "neighbours", "ranked", "words"]

_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case without accents.

    >>> fold("Zeitschrift für Soziologie")
    'zeitschrift fur soziologie'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return text.casefold()


def words(text: str) -> list[str]:
    """The folded words of a name or title.

    >>> words("Chicago (author-date)")
    ['chicago', 'author', 'date']
    """
    return _WORD.findall(fold(text))


def ranked(
    styles: Iterable[StyleInfo],
    query: Sequence[str],
    short_names: Mapping[str, str],
    *,
    field: str = "",
    citation_format: str = "",
) -> list[StyleInfo]:
    """The styles that hold every word of the query (in name, title, short name, field or ISSN), best first.

    The style that is meant exactly comes first, then whole words and beginnings of words before their
    insides, independent styles before dependent ones, and short titles before long ones.
    """
    asked = [word for part in query for word in words(part)]
    phrase, whole = " ".join(asked), "-".join(query).casefold()
    by_style: dict[str, list[str]] = {}
    for short, name in short_names.items():
        by_style.setdefault(name, []).append(short)
    found = []
    for style in styles:
        if (field and field not in style.fields) or (
            citation_format and citation_format != style.citation_format
        ):
            continue
        nicknames = by_style.get(style.name, ())
        text = fold(" ".join((style.name, style.title, style.short_title, *nicknames)))
        extra = " ".join((*style.fields, *style.issn)).casefold()
        if not all(word in text or word in extra for word in asked):
            continue
        title = " ".join(words(style.title))
        exact = phrase in (title, " ".join(words(style.name))) or whole in nicknames
        parts = frozenset(_WORD.findall(text))
        score = sum(word in parts for word in asked)
        inside = sum(not any(part.startswith(word) for part in parts) for word in asked)
        starts = title.startswith(phrase) or style.name.startswith(whole)
        found.append(
            (not exact, inside, bool(style.parent), not starts, -score, len(title), style.name, style)
        )
    found.sort(key=lambda row: row[:-1])
    return [row[-1] for row in found]


def neighbours(name: str, styles: Sequence[StyleInfo], short_names: Mapping[str, str]) -> list[str]:
    """Up to three names that may have been meant: by spelling as a whole, else by each of its words."""
    asked = "-".join(words(name))
    spelled = []
    for rank, known in (
        *((0, short) for short in short_names),
        *((2 if style.parent else 1, style.name) for style in styles),
    ):
        steps = distance(asked, known, _tolerance(asked))
        if steps is not None:
            spelled.append((steps, rank, len(known), known))
    if spelled:
        return [known for *_, known in sorted(spelled)[:3]]
    return [style.name for style in _by_words(words(name), styles, short_names)[:3]]


def _by_words(
    asked: Iterable[str], styles: Sequence[StyleInfo], short_names: Mapping[str, str]
) -> list[StyleInfo]:
    """Search with each word set right by the words that styles have in their names and titles.

    Where no style has all of them, the commonest word ("journal", "style") is given up first.
    """
    known: Counter[str] = Counter()
    for style in styles:
        known.update(words(f"{style.name} {style.title}"))
    for short in short_names:
        known.update(words(short))
    corrected = []
    for word in asked:
        limit = _tolerance(word)
        near = [
            (steps, -count, other)
            for other, count in known.items()
            if (steps := distance(word, other, limit)) is not None
        ]
        if near:  # a word that is known is its own nearest; one that resembles none says nothing
            corrected.append(min(near)[2])
    while corrected:
        if found := ranked(styles, corrected, short_names):
            return found
        corrected.remove(max(corrected, key=known.__getitem__))
    return []


def _tolerance(word: str) -> int:
    """How many slips of the finger a word of that length may have."""
    return 1 if len(word) <= 5 else 2 if len(word) <= 12 else 3


def distance(one: str, other: str, limit: int) -> int | None:
    """How many letters were added, left out, replaced or swapped with their neighbour; None beyond the limit.

    >>> distance("chicgo", "chicago", 2), distance("ieee", "ieee", 1), distance("naturw", "vancouver", 2)
    (1, 0, None)
    """
    if abs(len(one) - len(other)) > limit:
        return None
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, facing in enumerate(other, 1):
            steps = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != facing))
            if row > 1 and column > 1 and letter == other[column - 2] and facing == one[row - 2]:
                steps = min(steps, before[column - 2] + 1)
            now.append(steps)
        if min(now) > limit and min(last) > limit:
            return None
        before, last = last, now
    return last[-1] if last[-1] <= limit else None
