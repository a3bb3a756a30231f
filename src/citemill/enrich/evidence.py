"""What speaks for and against an entry and a candidate being one work, weighed.

Each piece of evidence is a logarithm of odds (natural): how much more often it is seen where the two are one
work than where they are not. Two other explanations have to be ruled out, and the weaker verdict counts:

- the candidate is any other work: title, authors, date, subject and owner speak against chance;
- it is a sibling, another work of the same authors, perhaps of the same week and on the same subject: then
  only the title and the date can tell.

The weights were set from such counts and are checked by `benchmarks/matching.py`, which also prints how often
a stated probability comes true.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from citemill.enrich.index import Candidate
from citemill.enrich.keys import Person, date_span, people, person, title_parts
from citemill.enrich.titles import SUBTITLE, TAIL, Agreement, Ending, agreement, typo_distance
from citemill.record import Name, Record, cut_off

__all__ = ["Evidence", "Question", "probability", "question", "same_person", "weigh"]

_BEFORE = -6.5
"""Odds before any evidence that a candidate is the entry's work and not any other one."""
_BEFORE_SIBLING = -2.0
"""The same, where the other one is a work of the same authors."""

_PER_LETTER = 0.35
_MOST_FOR_TITLE = 11.0
_MOST_FOR_AUTHORS = 12.0


class Question(NamedTuple):
    """An entry, ready to be compared with candidates."""

    parts: list[list[str]]
    compact: str
    people: list[Person]
    cut_off: bool
    span: tuple[int, int] | None
    classes: frozenset[str]
    owner: Person | None


class Evidence(NamedTuple):
    """What speaks for (positive) and against a candidate, in logarithms of odds, and why, in words."""

    title: float
    authors: float
    date: float
    subject: float
    owner: float
    sibling: float
    """All that speaks against its being a sibling of the entry."""
    remarks: tuple[str, ...]
    exact_title: bool

    @property
    def total(self) -> float:
        """The weaker of the two verdicts, with the odds before."""
        by_chance = _BEFORE + self.title + self.authors + self.date + self.subject + self.owner
        return min(by_chance, _BEFORE_SIBLING + self.sibling)


_SLOPE, _SHIFT = 1.5, -5.5
"""Fitted by `benchmarks/matching.py` where half of the entries are in the index and half are not."""


def probability(total: float) -> float:
    """The probability that a total of evidence comes true.

    >>> [round(probability(total), 3) for total in (0, 4, 6, 9)]
    [0.004, 0.622, 0.971, 1.0]
    """
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, _SLOPE * total + _SHIFT))))


def question(record: Record, owner: Name | None = None) -> Question:
    """An entry's side of the comparison; `owner` is the person whose listing it stands in."""
    parts = title_parts(record["title"])
    custom = record.get("custom") or {}
    primary = custom.get("primary-class", "")
    sure = primary and not custom.get("primary-class-inferred")
    return Question(
        parts,
        "".join("".join(part) for part in parts),
        people(record),
        cut_off(record),
        date_span(record.get("issued")),
        frozenset((primary,)) if sure else frozenset(),
        person(owner) if owner else None,
    )


def weigh(asked: Question, candidate: Candidate, known: Callable[[str], bool]) -> Evidence:
    """All the evidence on one candidate; `known` says whether a folded word is usual in titles."""
    remarks: list[str] = []
    theirs = [part.split() for part in candidate.title.split(" : ")]
    alike = agreement(asked.parts, theirs, known)
    title = min(_MOST_FOR_TITLE, _PER_LETTER * alike.letters) - alike.cost
    remarks.append(f"title: {alike.remark or 'the same'}")
    persons = candidate.persons()
    authors, doubts = _authors(asked, persons, remarks)
    preprint = candidate.source in ("arxiv",) or candidate.id.startswith("arxiv:")
    when = _date(asked.span, candidate, preprint, remarks)
    subject = _subject(asked.classes, candidate.classes.split(), remarks)
    owner = _owner(asked, persons, remarks)
    sibling = _title_of_no_sibling(alike) + when + doubts
    if alike.ending:
        sibling += _half_a_title(alike, when)
    return Evidence(title, authors, when, subject, owner, sibling, tuple(remarks), alike.cost == 0)


def _title_of_no_sibling(alike: Agreement) -> float:
    """Works of the same authors often share words and the start of their titles, hardly ever all of it."""
    if not alike.cost:
        return 8.0
    if alike.others:
        return 4.0 - max(3.0 * alike.others, alike.cost - 2.0)  # another number costs more than a word
    if alike.ending is Ending.SUBTITLE:
        return 4.6 + min(1.2, alike.letters / 25) - (alike.cost - SUBTITLE)
    if alike.ending is Ending.CUT:
        return 0.8 + min(2.0, alike.letters / 25) - (alike.cost - TAIL)
    return 7.5 - alike.cost


def _half_a_title(alike: Agreement, when: float) -> float:
    """What a missing subtitle takes away: half a title may be that of an earlier or later work.

    Such series have short names ("Simple search engine model"), and their parts are days or months apart.
    """
    if when <= _WITHIN_A_YEAR:
        return -1.2
    return -2.2 if when <= _TWO_DAYS_OFF and alike.letters < _SHORT_NAME else 0.0


def _authors(asked: Question, persons: Sequence[Person], remarks: list[str]) -> tuple[float, float]:
    """The authors against chance, and what in them speaks for a sibling (negative)."""
    if not asked.people or not persons:
        remarks.append("authors: not known on both sides")
        return 0.0, 0.0
    total, missing, turned = 0.0, [], False
    for place, one in enumerate(asked.people):
        best, where = max(
            ((same_person(one, other), -at) for at, other in enumerate(persons)), key=lambda pair: pair
        )
        if best >= _SIMILAR:
            total += best + (0.5 if -where == place else -0.3)
            turned = turned or -where != place
        else:
            missing.append(" ".join(one.words))
            total -= 5.0
    total = min(total, _MOST_FOR_AUTHORS)
    count = 0.0
    if asked.cut_off and len(persons) <= len(asked.people):
        remarks.append("authors: cut off, yet no more here")
        count = -3.0
    elif not asked.cut_off and len(persons) > len(asked.people):
        remarks.append(f"authors: {len(persons)}, not {len(asked.people)}")
        count = -2.0
    elif not asked.cut_off and len(persons) == len(asked.people) and not missing:
        count = 1.0
    if missing:
        remarks.append(f"authors: {', '.join(missing)} not among {len(persons)}")
    else:
        remarks.append("authors: agree, in another order" if turned else "authors: agree")
    doubts = min(count, 0.0) - 4.0 * len(missing) + (_ANOTHER_ORDER if turned else 0.0)
    return total + count, doubts


_EXACT = 4.5
_COMPATIBLE = 3.2
_SIMILAR = 1.8


def same_person(one: Person, other: Person) -> float:
    """How much two names agreeing says, in logarithms of odds; negative where they are two persons.

    >>> def key(given, family): return person({"given": given, "family": family})
    >>> same_person(key("Łukasz", "Kaiser"), key("Lukasz", "Kaiser")) == _EXACT
    True
    >>> same_person(key("L.", "Kaiser"), key("Lukasz M.", "Kaiser")) == _COMPATIBLE
    True
    >>> same_person(key("Anna", "Kaiser"), key("Lukasz", "Kaiser")) < 0
    True
    """
    if one == other or sorted(one.words) == sorted(other.words):
        return _EXACT if any(len(word) > 1 for word in one.given) or not one.given else _COMPATIBLE
    if not one.given or not other.given:
        return _whole(one, other)
    if one.family == other.family or one.family[-1:] == other.family[-1:]:
        return _given(one, other)
    if _joined(one.family) == _joined(other.family) or _spelling(one.family) == _spelling(other.family):
        return _given(one, other)
    if _swapped(one, other) or _swapped(other, one):
        return _COMPATIBLE
    # The division into given and family name may be a guess on one side: "Tom | Dupré la Tour".
    shorter, longer = sorted((one.words, other.words), key=len)
    if len(shorter) >= 2 and shorter[-1] in longer[1:] and shorter[0] == longer[0] and len(shorter[0]) > 1:
        return _SIMILAR
    family, theirs = _joined(one.family), _joined(other.family)
    if len(family) >= 5 and typo_distance(family, theirs, 1) <= 1 and _given(one, other) > 0:
        return _SIMILAR
    return -5.0


def _given(one: Person, other: Person) -> float:
    """Given names beside one family name: each word fits in turn, as the word, its initial, or left out."""
    ours, theirs = list(one.given), list(other.given)
    if "".join(ours) == "".join(theirs):
        return _EXACT if max(map(len, ours)) > 1 else _COMPATIBLE
    if not _fits(ours[0], theirs[0]):
        # "J. Robert" is also called Robert; "Jean-Luc" is written "J.-L." and "JL".
        initials = "".join(word[0] for word in ours), "".join(word[0] for word in theirs)
        if ours[0] in initials[1:] or theirs[0] == initials[0] or ours[0] == initials[1]:
            return _COMPATIBLE
        if ours[0] in theirs[1:] or theirs[0] in ours[1:]:
            return _SIMILAR
        short = min(len(ours[0]), len(theirs[0])) < 4  # Ilya is Illia, but Wei is not Wen
        alike = not short and ours[0][0] == theirs[0][0] and typo_distance(ours[0], theirs[0], 2) <= 2
        return _SIMILAR if alike else -4.0
    middle, their_middle = ours[1:], theirs[1:]
    if middle and their_middle and not any(_fits(a, b) for a in middle for b in their_middle):
        return -1.0
    return _EXACT - 0.3 if ours[0] == theirs[0] and len(ours[0]) > 1 else _COMPATIBLE


def _fits(word: str, other: str) -> bool:
    return word == other or ((len(word) == 1 or len(other) == 1) and word[0] == other[0])


def _whole(one: Person, other: Person) -> float:
    ours, theirs = set(one.words), set(other.words)
    shared = ours & theirs
    if shared and shared in (ours, theirs) and len("".join(shared)) > 5:
        return _SIMILAR
    return -5.0


def _swapped(one: Person, other: Person) -> bool:
    return one.family == other.given[-1:] and all(
        _fits(a, b) for a, b in zip(one.given, other.family, strict=False)
    )


def _joined(words: tuple[str, ...]) -> str:
    return "".join(words)


def _spelling(words: tuple[str, ...]) -> str:
    """German and Nordic letters written out: "Mueller" and "Muller", "Bjoern" and "Bjorn"."""
    return "".join(words).replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a")


_WITHIN_A_YEAR = 1.5
_TWO_DAYS_OFF = 3.0
_SHORT_NAME = 27
_ANOTHER_ORDER = -2.8
"""Siblings often have the same authors in another order; a listing changes it hardly ever."""

_DAYS_OFF = ((0, 4.0), (1, 3.5), (2, 3.0), (4, 0.5), (8, -1.5), (31, -2.0), (366, -2.5), (1100, -4.0))
_PUBLISHED_DAYS_OFF = ((31, 1.0), (366, 0.5), (800, -0.5), (1500, -2.5), (2200, -5.0))


def _date(span: tuple[int, int] | None, candidate: Candidate, preprint: bool, remarks: list[str]) -> float:
    if span is None or candidate.first is None or candidate.last is None:
        remarks.append("date: not known on both sides")
        return 0.0
    gap = max(candidate.first - span[1], span[0] - candidate.last, 0)
    exact = span[0] == span[1] and candidate.first == candidate.last
    if not gap and not exact:
        width = max(span[1] - span[0], candidate.last - candidate.first)
        remarks.append("date: agrees as far as it is given")
        return 2.5 if width <= 31 else _WITHIN_A_YEAR
    if gap and not exact:  # between two years lies one day, yet they are a year apart
        gap += max(span[1] - span[0], candidate.last - candidate.first) // 2
    weight = _stepped(gap, _DAYS_OFF if preprint else _PUBLISHED_DAYS_OFF, -8.0)
    if exact and not preprint:
        weight = max(weight, _stepped(gap, _DAYS_OFF[:3], -8.0))
    if not exact and preprint:
        weight = min(weight, 0.5)
    later = [int(day) for day in candidate.versions.split()]
    if gap > 2 and later:
        if any(span[0] - 2 <= day <= span[1] + 2 for day in later):
            remarks.append("date: that of a later version")
            return max(weight, 0.7 if exact else 0.3)
        if candidate.first < span[0] < max(later):
            remarks.append("date: between the first and the last version")
            return max(weight, -2.0)
    remarks.append(f"date: {gap} day{'s' * (gap != 1)} off" if gap else "date: the same")
    return weight


def _stepped(value: int, steps: Sequence[tuple[int, float]], beyond: float) -> float:
    return next((weight for limit, weight in steps if value <= limit), beyond)


def _subject(wanted: frozenset[str], classes: Sequence[str], remarks: list[str]) -> float:
    if not wanted or not classes:
        return 0.0
    if classes[0] in wanted:
        remarks.append("subject: the same")
        return 1.0
    if wanted & set(classes):
        remarks.append("subject: among its others")
        return 0.5
    remarks.append(f"subject: {', '.join(wanted)}, not {', '.join(classes)}")
    return -1.5


def _owner(asked: Question, persons: Sequence[Person], remarks: list[str]) -> float:
    """The owner of a profile is an author of all its works; where he is shown, `_authors` has counted him."""
    if asked.owner is None or not persons:
        return 0.0
    owner = asked.owner
    if not any(same_person(owner, one) >= _SIMILAR for one in persons):
        remarks.append("owner: not among the authors")
        return -5.0
    if any(same_person(owner, one) >= _SIMILAR for one in asked.people):
        return 0.0
    remarks.append("owner: among the authors")
    return 2.5
