"""How far two titles agree: typos, joined words, missing subtitles, and the words that make another work.

Titles are compared word by word. A typo costs little, a missing subtitle somewhat more, another word much;
another number ("Part I", "Column 34") or a negation ("undirected") decides against.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

__all__ = ["SUBTITLE", "TAIL", "Agreement", "Ending", "agreement", "typo_distance"]

_STOP = frozenset(
    """
    a an the of on in for to and or with by from at as is are be its it via into over under using use toward
    towards de la le les du des et en un une der die das und von zu im el los las y del
    """.split()
)
_NUMBERS = frozenset(
    """
    i ii iii iv v vi vii viii ix x xi xii one two three four five six seven eight nine ten
    first second third fourth fifth sixth erratum errata corrigendum addendum correction comment reply
    rejoinder response revisited extended appendix supplement supplementary retraction summary
    """.split()
)
"""Words besides those with a digit that tell works of one series or one discussion apart."""

_NEGATIONS = frozenset(
    """
    un in im ir il non a an dis de anti sub super bi tri multi semi quasi pre post co hyper inter intra
    mono poly off on
    """.split()
)
"""Prefixes that make another word; what looks like a typo of two letters may be one."""

_TYPO = 0.6
_REAL_WORD = 3.5
_ANOTHER_WORD = 5.0
_ANOTHER_NUMBER = 9.0
_EXTRA_WORD = 2.5
_EXTRA_STOP_WORD = 0.5
TAIL = 3.0
"""... and of any other ending that one of them lacks."""
SUBTITLE = 1.5
"""Cost of a subtitle that one title lacks or has shorter ..."""


class Ending(StrEnum):
    """How the shorter of two titles ends."""

    SAME = ""
    SUBTITLE = "a subtitle more or less"
    """The longer one goes on with a subtitle, or with more of the subtitle that both have."""
    CUT = "cut short"
    """The longer one just goes on."""


class Agreement(NamedTuple):
    """What two titles have in common."""

    letters: int
    """Letters of the words that agree."""
    cost: float
    """What the differences weigh; 0 for the same title."""
    typos: int = 0
    others: int = 0
    """Words that only one title has, besides articles and the like."""
    ending: Ending = Ending.SAME

    @property
    def remark(self) -> str:
        """In words, for a report."""
        said = []
        if self.typos:
            said.append(f"{self.typos} typo" + "s" * (self.typos > 1))
        if self.others:
            said.append(f"{self.others} other word" + "s" * (self.others > 1))
        if self.ending:
            said.append(str(self.ending))
        if not said and self.cost:
            said.append("small words differ")
        return ", ".join(said)


def agreement(
    one: Sequence[Sequence[str]], other: Sequence[Sequence[str]], known: Callable[[str], bool]
) -> Agreement:
    """Compare two titles given as `keys.title_parts`; `known` says whether a word is usual in titles.

    >>> agreement([["deep", "learning"]], [["deep", "learnign"], ["a", "survey"]], lambda word: False)
    Agreement(letters=11, cost=2.1, typos=1, others=0, ending=<Ending.SUBTITLE: 'a subtitle more or less'>)
    """
    a, b = [word for part in one for word in part], [word for part in other for word in part]
    if "".join(a) == "".join(b):
        return Agreement(sum(map(len, a)), 0.0)
    breaks_a, breaks_b = _breaks(one), _breaks(other)
    return _Alignment(a, b, breaks_a, breaks_b, known).best()


def _breaks(parts: Sequence[Sequence[str]]) -> frozenset[int]:
    places, at = set(), 0
    for part in parts:
        at += len(part)
        places.add(at)
    return frozenset(places)


class _Alignment:
    """Cheapest way from one title to the other, by dynamic programming over their words."""

    def __init__(
        self,
        a: list[str],
        b: list[str],
        breaks_a: frozenset[int],
        breaks_b: frozenset[int],
        known: Callable[[str], bool],
    ) -> None:
        self.a, self.b, self.breaks_a, self.breaks_b, self.known = a, b, breaks_a, breaks_b, known

    def best(self) -> Agreement:
        a, b = self.a, self.b
        # Cell: cost, letters that agree (negative, so that more is less), typos, other words.
        row = [(0.0, 0, 0, 0)]
        for word in b:
            cost, letters, typos, others = row[-1]
            row.append((cost + _extra(word), letters, typos, others + (word not in _STOP)))
        rows = [row]
        for i, word in enumerate(a, 1):
            above = rows[-1]
            cost, letters, typos, others = above[0]
            row = [(cost + _extra(word), letters, typos, others + (word not in _STOP))]
            for j, theirs in enumerate(b, 1):
                steps = [
                    _step(above[j], _extra(word), 0, 0, word not in _STOP),
                    _step(row[j - 1], _extra(theirs), 0, 0, theirs not in _STOP),
                ]
                price, same, typo = self._pair(word, theirs)
                steps.append(_step(above[j - 1], price, same, typo, not typo and price > 0))
                if j > 1 and word == b[j - 2] + theirs:
                    steps.append(_step(above[j - 2], 0.0, len(word), 0, False))
                if i > 1 and theirs == a[i - 2] + word:
                    steps.append(_step(rows[-2][j - 1], 0.0, len(theirs), 0, False))
                row.append(min(steps))
            rows.append(row)
        return self._ended(rows)

    def _ended(self, rows: list[list[tuple[float, int, int, int]]]) -> Agreement:
        """The best end: both titles used up, or one of them with a tail that the other does not have."""
        last, width = len(self.a), len(self.b)
        cost, letters, typos, others = rows[last][width]
        best = Agreement(-letters, cost, typos, others)
        for i, j in [(last, j) for j in range(1, width)] + [(i, width) for i in range(1, last)]:
            cost, letters, typos, others = rows[i][j]
            tail, ending = self._tail(i, j)
            if cost + tail < best.cost:
                best = Agreement(-letters, cost + tail, typos, others, ending)
        return best._replace(cost=round(best.cost, 3))

    def _tail(self, i: int, j: int) -> tuple[float, Ending]:
        if i == len(self.a):
            rest, at, breaks = self.b[j:], j, self.breaks_b
        else:
            rest, at, breaks = self.a[i:], i, self.breaks_a
        ending = Ending.SUBTITLE if any(place <= at for place in breaks) else Ending.CUT
        # A tail that numbers the work ("Part II") is no mere subtitle.
        numbered = (
            _ANOTHER_NUMBER / 3
            if any(_numbers(word) or word == "part" for word in (*rest[:2], *rest[-2:]))
            else 0.0
        )
        return (SUBTITLE if ending is Ending.SUBTITLE else TAIL) + numbered, ending

    def _pair(self, word: str, theirs: str) -> tuple[float, int, int]:
        """Price of taking one word for the other, letters that agree, and whether it is a typo."""
        if word == theirs:
            return 0.0, len(word), 0
        if (_numbers(word) or _numbers(theirs)) and not self._mistyped_number(word, theirs):
            return _ANOTHER_NUMBER, 0, 0
        if word in _STOP and theirs in _STOP:
            return _EXTRA_STOP_WORD, 0, 0
        if _negated(word, theirs) or _negated(theirs, word):
            return _ANOTHER_WORD, 0, 0
        longer, shorter = max(len(word), len(theirs)), min(len(word), len(theirs))
        allowed = 0 if longer < 3 else 1 if longer < 5 else 2
        distance = typo_distance(word, theirs, allowed)
        if distance > allowed:
            return _ANOTHER_WORD, 0, 0
        if _inflected(word, theirs):
            return _TYPO, shorter, 1
        if self.known(word) and self.known(theirs):  # no typo makes another real word, hardly ever
            return (_REAL_WORD, shorter - 1, 1) if distance == 1 else (_ANOTHER_WORD, 0, 0)
        return _TYPO * distance, shorter - distance, 1

    def _mistyped_number(self, word: str, theirs: str) -> bool:
        """Whether a long word without digits ("rsvisited") only looks like another number word."""
        odd = theirs if word in _NUMBERS else word
        digits = any(letter.isdigit() for letter in word + theirs)
        return not digits and min(len(word), len(theirs)) >= 5 and odd not in _NUMBERS and not self.known(odd)


def _step(
    cell: tuple[float, int, int, int], price: float, letters: int, typo: int, other: bool
) -> tuple[float, int, int, int]:
    return cell[0] + price, cell[1] - letters, cell[2] + typo, cell[3] + other


def _extra(word: str) -> float:
    return _ANOTHER_NUMBER if _numbers(word) else _EXTRA_STOP_WORD if word in _STOP else _EXTRA_WORD


def _numbers(word: str) -> bool:
    return word in _NUMBERS or any(letter.isdigit() for letter in word)


def _negated(word: str, theirs: str) -> bool:
    return len(word) > len(theirs) >= 3 and word.endswith(theirs) and word[: -len(theirs)] in _NEGATIONS


def _inflected(word: str, theirs: str) -> bool:
    """Singular and plural, and "-ise" beside "-ize": the same word."""
    longer, shorter = (word, theirs) if len(word) > len(theirs) else (theirs, word)
    if longer in (shorter + "s", shorter + "es"):
        return True
    return len(word) == len(theirs) and word.replace("is", "iz").replace("ys", "yz") == theirs.replace(
        "is", "iz"
    ).replace("ys", "yz")


def typo_distance(one: str, other: str, most: int) -> int:
    """Letters changed, left out, put in or swapped with their neighbour; `most` + 1 where there are more.

    >>> typo_distance("learning", "leanring", 2), typo_distance("learning", "burning", 2)
    (1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, theirs in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != theirs))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return min(above[-1], most + 1)
