"""Which work an entry is: accepted, ambiguous or unmatched. A guess is never taken as fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from citemill.enrich.evidence import Evidence, Question, probability, question, weigh
from citemill.enrich.index import Candidate, Index
from citemill.enrich.keys import identifiers
from citemill.record import Name, Record
from citemill.text.case_table import load as case_table

__all__ = ["Match", "Matcher", "Verdict", "Weighed"]

# All three are totals of evidence, in logarithms of odds; `benchmarks/matching.py` shows what they lead to.
ACCEPTED = 4.6
"""From here on a candidate is taken as fact ..."""
MARGIN = 3.0
"""... unless another work is as likely as that, or nearly so."""
WORTH_ASKING = -0.8
"""From here on a person is asked."""

_IDENTIFIED = 10.0
_SHORTEST_START = 8
_RARE_WORDS = 5
_USUAL = 3
_SMALL = 20_000


class Verdict(StrEnum):
    """What became of an entry."""

    ACCEPTED = "accepted"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"


class Weighed(NamedTuple):
    """A candidate with its evidence."""

    candidate: Candidate
    evidence: Evidence
    identified: bool = False
    """The entry itself states an identifier of this work."""

    @property
    def total(self) -> float:
        """The sum of the evidence; an identifier outweighs what else speaks against it."""
        return max(self.evidence.total, _IDENTIFIED) if self.identified else self.evidence.total

    @property
    def score(self) -> float:
        """The probability that it is the entry's work."""
        return probability(self.total)


class Match(NamedTuple):
    """The verdict on an entry, with the candidates behind it, best first."""

    verdict: Verdict
    candidates: tuple[Weighed, ...]
    """Accepted: the work, then other records of the same work. Ambiguous: what a person may choose from."""

    @property
    def score(self) -> float:
        """Probability of the best candidate."""
        return self.candidates[0].score if self.candidates else 0.0


class Matcher:
    """Finds entries in an index."""

    def __init__(self, index: Index, owner: Name | None = None) -> None:
        """`owner` is the person whose listing the entries stand in, where there is one."""
        self.index = index
        self.owner = owner
        self._small = len(index) < _SMALL

    def match(self, record: Record) -> Match:
        """The verdict on one entry. An identifier that the entry states is decisive."""
        names = identifiers(record)
        asked = question(record, self.owner)
        if names and (stated := self.index.by_identifiers(names)):
            found = sorted(
                (self._weighed(asked, one)._replace(identified=True) for one in stated), key=_order
            )
            if found[0].evidence.title > 0:  # else the identifier belongs to something else altogether
                return Match(Verdict.ACCEPTED, tuple(found))
        if not asked.compact:
            return Match(Verdict.UNMATCHED, ())
        return self._decided(self._search(asked))

    def candidates(self, record: Record) -> list[Weighed]:
        """All works that the record may be, weighed, best first, the hopeless ones too."""
        asked = question(record, self.owner)
        return self._search(asked, thorough=True) if asked.compact else []

    def _weighed(self, asked: Question, candidate: Candidate) -> Weighed:
        return Weighed(candidate, weigh(asked, candidate, self._usual))

    def _usual(self, word: str) -> bool:
        """Whether a word is one that titles use, and no typo; a small index knows too few of them itself."""
        return self.index.frequency(word) >= _USUAL or (self._small and word in case_table())

    def _search(self, asked: Question, *, thorough: bool = False) -> list[Weighed]:
        """All candidates worth weighing, best first. Asks for more only while nothing is beyond doubt."""
        seen: dict[int, Weighed] = {}
        words = {word for part in asked.parts for word in part}
        for found in self._rounds(asked):
            for one in found:
                if one.work not in seen and _worth_weighing(words, asked, one):
                    seen[one.work] = self._weighed(asked, one)
            if not thorough and any(_beyond_doubt(one) for one in seen.values()):
                break
        return sorted(seen.values(), key=_order)

    def _rounds(self, asked: Question) -> Iterator[list[Candidate]]:
        index = self.index
        yield index.by_title(asked.compact)
        if len(asked.compact) >= _SHORTEST_START:
            yield [*index.by_title_start(asked.compact), *index.by_titles(_starts(asked))]
        questions = [*self._by_people(asked), *self._by_words(asked)]
        for text in questions:
            yield index.matching(text)

    def _by_people(self, asked: Question) -> Iterator[str]:
        families = [one.family[-1] for one in asked.people[:3] if one.family and len(one.family[-1]) > 1]
        if len(families) >= 2:
            yield "people : (" + " AND ".join(f'"{name}"' for name in dict.fromkeys(families)) + ")"
            pairs = zip(families, families[1:] + families[:1], strict=True)
            if len(families) > 2:
                rare = self._rare(asked, 3)
                if rare:
                    either = " OR ".join(f'(people : "{a}" AND people : "{b}")' for a, b in pairs)
                    yield f"({either}) AND title : ({' OR '.join(_quoted(rare))})"
        if families and (rare := self._rare(asked, 3)):
            either = " OR ".join(_quoted(dict.fromkeys(families)))
            yield f"people : ({either}) AND title : ({' OR '.join(_quoted(rare))})"

    def _by_words(self, asked: Question) -> Iterator[str]:
        rare = self._rare(asked, _RARE_WORDS)
        pairs = [(a, b) for at, a in enumerate(rare) for b in rare[at + 1 :]]
        if pairs:
            yield "title : (" + " OR ".join(f'("{a}" AND "{b}")' for a, b in pairs) + ")"
        elif rare:
            yield f'title : "{rare[0]}"'

    def _rare(self, asked: Question, most: int) -> list[str]:
        """The rarest words of the title that the index has at all: a typo's are not among them."""
        words = dict.fromkeys(word for part in asked.parts for word in part if len(word) > 1)
        counted = sorted((count, word) for word in words if (count := self.index.frequency(word)))
        return [word for _, word in counted[:most]]

    def _decided(self, found: list[Weighed]) -> Match:
        if not found or found[0].total < WORTH_ASKING:
            return Match(Verdict.UNMATCHED, ())
        best = found[0]
        same = [one for one in found[1:] if self._same_work(best, one)]
        rivals = [one for one in found[1:] if one not in same and one.total >= WORTH_ASKING]
        margin = best.total - max((one.total for one in rivals), default=-60.0)
        if best.total >= ACCEPTED and margin >= MARGIN:
            return Match(Verdict.ACCEPTED, (best, *same))
        worth = [one for one in found if one.total >= WORTH_ASKING - 1]
        return Match(Verdict.AMBIGUOUS, tuple(worth[:8]))

    def _same_work(self, best: Weighed, other: Weighed) -> bool:
        """Whether another likely candidate is a further record of the best one's work."""
        if other.total < WORTH_ASKING:
            return False
        ours, theirs = (identifiers(self.index.record(one.candidate)) for one in (best, other))
        if _clash(ours, theirs, "arxiv:"):  # one work put there twice; which of them is meant, nobody knows
            return False
        if set(ours) & set(theirs):
            return True
        return (
            best.candidate.source != other.candidate.source
            and best.candidate.compact == other.candidate.compact
            and other.total >= ACCEPTED
        )


def _clash(ours: Iterable[str], theirs: Iterable[str], kind: str) -> bool:
    one, other = ({name for name in names if name.startswith(kind)} for names in (ours, theirs))
    return bool(one and other and not one & other)


def _order(one: Weighed) -> tuple[float, str]:
    return -one.total, one.candidate.id


def _beyond_doubt(one: Weighed) -> bool:
    evidence = one.evidence
    return evidence.exact_title and evidence.authors > 2 and evidence.date >= 3.0 and one.total >= ACCEPTED


def _starts(asked: Question) -> list[str]:
    """The entry's title cut after each word: a work may lack its subtitle, or have a shorter one."""
    starts, text = [], ""
    for part in asked.parts:
        for word in part:
            text += word
            if len(text) >= _SHORTEST_START:
                starts.append(text)
    return starts[:-1][:60] or [text]


def _worth_weighing(words: set[str], asked: Question, candidate: Candidate) -> bool:
    if candidate.compact.startswith(asked.compact) or asked.compact.startswith(candidate.compact):
        return True
    theirs = set(candidate.title.split())
    shared = len(words & theirs)
    return 2 * shared >= min(len(words), len(theirs) - (":" in theirs)) or (
        len(words) <= 4 and abs(len(asked.compact) - len(candidate.compact)) <= 4
    )


def _quoted(words: Iterable[str]) -> list[str]:
    return [f'"{word}"' for word in words]
