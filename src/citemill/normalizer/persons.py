"""Is this the same person? A person is matched by the parts of the name, never by comparing strings.

"I. Sutskever", "Sutskever, Ilya" and "Ilya V. Sutskever" may be one person; "Igor Sutskever"
is another. Accents, and the ways to write them in ASCII (ü: u, ue), make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from citemill.record import Name

__all__ = ["Match", "Person", "Persons", "by_initials", "match", "of_name", "parse", "shelves", "traces"]

Words: TypeAlias = tuple[str, ...]


class Match(IntEnum):
    """How well two names agree."""

    NONE = 0
    INITIALS = 1
    """Nothing speaks against it, but a given name is known by its initial only."""
    FULL = 2


# ASCII spellings in use beside the bare letter; the bare letter is what decomposition (NFKD) leaves.
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})
_BARE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h"}
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
_PARTICLES = frozenset(
    "af al av bin da de del della den der di do dos du el ibn la le ten ter van vom von y zu zur".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_APOSTROPHES = re.compile(r"['’ʼ`]")


class Person(NamedTuple):
    """A name divided as far as it can be: "Gauss, Carl F." tells the family name, "Carl F. Gauss" does not.

    `words` holds the whole name in natural order where the family name is not known for sure.
    """

    family: Words = ()
    given: Words = ()
    words: Words = ()
    suffix: str = ""


def match(person: Person, other: Person) -> Match:
    """Compare two names, either of which may be undivided.

    >>> match(parse("I. Sutskever"), parse("Sutskever, Ilya")).name
    'INITIALS'
    >>> match(parse("Igor Sutskever"), parse("Sutskever, Ilya")).name
    'NONE'
    """
    if person.suffix and other.suffix and person.suffix != other.suffix:
        return Match.NONE
    if person.family and other.family:
        if not _same_words(person.family, other.family) and not _same_words(
            _without_particles(person.family), _without_particles(other.family)
        ):
            return Match.NONE
        return _same_given(person.given, other.given)
    if person.family:
        return _match_undivided(other.words, person)
    if other.family:
        return _match_undivided(person.words, other)
    if _same_words(person.words, other.words):
        return Match.FULL
    if len(person.words) < 2 or len(other.words) < 2:
        return Match.NONE
    # Neither says where its family name starts; the last word belongs to it in any case.
    if not _same_word(person.words[-1], other.words[-1]):
        return Match.NONE
    return _same_given(person.words[:-1], other.words[:-1])


def _match_undivided(words: Words, divided: Person) -> Match:
    size = len(divided.family)
    if len(words) < size or not _same_words(words[-size:], divided.family):
        # "李明" as one word, or "Vandenberg" for "van den Berg"
        joined = {"".join(divided.family + divided.given), "".join(divided.given + divided.family)}
        return Match.FULL if divided.given and "".join(words) in joined else Match.NONE
    return _same_given(words[:-size], divided.given)


def _without_particles(family: Words) -> Words:
    start = 0
    while start < len(family) - 1 and family[start] in _PARTICLES:
        start += 1
    return family[start:]


def _same_given(given: Words, other: Words) -> Match:
    if not given and not other:
        return Match.FULL
    if not given or not other:
        return Match.NONE  # a bare family name is shared by too many
    if _same_words(given, other):
        return Match.FULL
    found = Match.FULL
    for one, two in zip(given, other, strict=False):
        if _same_word(one, two):
            if len(one) == 1:
                found = Match.INITIALS
        elif (len(one) == 1 or len(two) == 1) and _bare(one)[:1] == _bare(two)[:1]:
            found = Match.INITIALS
        else:
            return Match.NONE
    # "Ilya" and "Ilya V.": the first names in full are enough
    return Match.FULL if len(given[0]) > 1 and _same_word(given[0], other[0]) else found


def _same_words(words: Words, other: Words) -> bool:
    if not words or not other:
        return False
    if len(words) == len(other) and all(map(_same_word, words, other)):
        return True
    # "Minh-Thang", "Minh Thang" and "Minhthang"; initials alone prove nothing
    return len(words[0]) > 1 and len(other[0]) > 1 and _same_word("".join(words), "".join(other))


def _same_word(word: str, other: str) -> bool:
    return word == other or not _spellings(word).isdisjoint(_spellings(other))


@lru_cache(maxsize=1 << 16)
def _spellings(word: str) -> frozenset[str]:
    """The ASCII spellings of a lower-case word."""
    if word.isascii():
        return frozenset((word,))
    composed = unicodedata.normalize("NFC", word)
    return frozenset({_bare(composed), _bare(composed.translate(_DIGRAPHS))})


def _bare(word: str) -> str:
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.translate(_BARE))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _split(text: str) -> Words:
    """The words of a name, lower case; a run of initials ("JP", "J.-P.") becomes one word for each."""
    words: list[str] = []
    for word in _WORD.findall(unicodedata.normalize("NFC", _APOSTROPHES.sub("", text))):
        if 1 < len(word) <= 3 and word.isupper() and word.isascii() and not text.isupper():
            words += word.lower()
        else:
            words.append(word.casefold())
    return tuple(words)


def _without_suffix(words: Words) -> tuple[Words, str]:
    if len(words) > 2 and words[-1] in _SUFFIXES:
        return words[:-1], words[-1]
    return words, ""


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> Person:
    """Read a name as people write it: "Carl F. Gauss", "Gauss, Carl F.", "Gauss CF", "Gauss, C. F., Jr."."""
    family, comma, rest = text.partition(",")
    if comma:
        given, _, suffix = rest.partition(",")
        if not suffix and " " in family.strip() and given.strip(" .").lower() in _SUFFIXES:
            # "Martin Luther King, Jr."
            return Person(words=_split(family), suffix=given.strip(" .").lower())
        return Person(_split(family), _split(given), suffix=suffix.strip(" .").lower())
    parts = text.split()
    if len(parts) == 2 and re.fullmatch(r"[A-Z]{1,3}", parts[1]) and not parts[0].isupper():
        return Person(_split(parts[0]), tuple(parts[1].lower()))  # as Vancouver has it: "Gauss CF"
    words, suffix = _without_suffix(tuple(word for part in parts for word in _split(part)))
    return Person(words=words, suffix=suffix)


def of_name(name: Name) -> Person:
    """The person of a CSL name."""
    if "family" not in name:
        return parse(name.get("literal") or name.get("given", ""))
    return _of_parts(
        name.get("given", ""),
        " ".join(
            part
            for part in (
                name.get("dropping-particle", ""),
                name.get("non-dropping-particle", ""),
                name["family"],
            )
            if part
        ),
        name.get("suffix", ""),
    )


def by_initials(name: Name) -> bool:
    """Whether the first given name is known by its initial only."""
    person = of_name(name)
    first = (person.given or person.words[:-1])[:1]
    return bool(first) and len(first[0]) == 1


@lru_cache(maxsize=1 << 16)
def _of_parts(given: str, family: str, suffix: str) -> Person:
    return Person(_split(family), _split(given), suffix=suffix.strip(" .").lower())


def shelves(person: Person) -> set[str]:
    """Keys of which two names that may be one person's always have one in common.

    >>> sorted(shelves(parse("van den Berg, Jan")))
    ['berg j', 'janvandenberg', 'vandenberg j', 'vandenbergjan']
    """
    family, given, words, _ = person
    initial = _bare((given or words or ("",))[0])[:1]
    keys = {"".join(given + family), "".join(family + given), "".join(words)}
    for one in {"".join(family), *(family or words)[-1:]}:
        keys |= {f"{spelled} {initial}" for spelled in _spellings(one)}
    return keys - {"", f" {initial}"}


@lru_cache(maxsize=1 << 16)
def traces(person: Person) -> frozenset[str]:
    """Words of a name, and the name as one word: two names of one person, in any order, share one of them.

    >>> sorted(traces(parse("Xi Chen")) & traces(parse("Xi, C.")))
    ['xi']
    """
    words = {
        word for word in (*person.family, *person.given, *person.words) if len(word) > 1 or not word.isascii()
    }
    return frozenset(spelled for word in words for spelled in _spellings(word)).union(shelves(person))


class Persons:
    """A set of persons, each known under one name or several."""

    def __init__(self, persons: Iterable[Iterable[str]]) -> None:
        """`persons` holds, for each, the names he goes by."""
        self._persons = tuple(tuple(parse(name) for name in names if name.strip()) for names in persons)
        self._known: dict[Person, tuple[Match, ...]] = {}
        self.traces = frozenset(
            trace for names in self._persons for person in names for trace in traces(person)
        )
        """What every name of one of them has something of."""

    def among(self, names: Sequence[Name]) -> list[int]:
        """The positions of these persons in a list of names.

        Where one name agrees in full, another that agrees in the initials only is somebody else's.

        >>> ilya, i = {"family": "Sutskever", "given": "Ilya"}, {"family": "Sutskever", "given": "I."}
        >>> Persons([["Ilya Sutskever"]]).among([i, {"family": "Zaremba", "given": "W."}])
        [0]
        >>> Persons([["Ilya Sutskever"]]).among([i, ilya])
        [1]
        """
        found: set[int] = set()
        for grades in zip(*map(self._matches, names), strict=True):
            best = max(grades)
            if best is not Match.NONE:
                found.update(position for position, grade in enumerate(grades) if grade is best)
        return sorted(found)

    def _matches(self, name: Name) -> tuple[Match, ...]:
        """How well a name agrees with each of the persons."""
        other = of_name(name)
        known = self._known.get(other)
        if known is None:
            known = self._known[other] = tuple(
                max((match(one, other) for one in names), default=Match.NONE) for names in self._persons
            )
        return known
