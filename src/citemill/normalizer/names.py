"""Names as printed -> CSL names by parts, and back.

`printed` gives back what `parse_name` was given, so that nothing is lost where a division is a guess. A name
that has no parts (a mononym, an organisation, one that ends in initials) is a `literal`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from citemill.normalizer import name_tables as tables
from citemill.record import Name
from citemill.text.ascii import fold
from citemill.text.memo import Memo

__all__ = ["ParsedName", "parse_name", "printed"]


class ParsedName(NamedTuple):
    """A name by parts; `inferred` where its division is a guess."""

    name: Name
    inferred: bool = False


_EAST_ASIAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\u3040-\u30ff\uff66-\uff9f"  # Kana
    "\u1100-\u11ff\uac00-\ud7a3"  # Hangul
)
_IN_EAST_ASIA = re.compile(f"[{_EAST_ASIAN}]").search
_ALL_EAST_ASIAN = re.compile(f"[{_EAST_ASIAN} ]+").fullmatch
_KANA = re.compile("[\u3040-\u30ff\uff66-\uff9f]").search
_HANGUL = re.compile("[\uac00-\ud7a3]+").fullmatch
_LETTERS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}").fullmatch
_NOT_A_PERSON = re.compile(r"[\d@/()\[\]{}<>&|*:;]").search
_NO_FAMILY_NAMES = (tables.ORGANISATION_LAST | tables.ORGANISATION_ANYWHERE) - {"ai"}
_NO_GIVEN_NAMES = {"Team", *map(str.capitalize, tables.ORGANISATION_ANYWHERE), "DeepMind", "OpenAI", "NVIDIA"}
_LETTERS_ONLY = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_USUAL_GIVEN = re.compile(rf"(?:{_LETTERS_ONLY}|[A-Z]\.)(?: [A-Z]\.)*").fullmatch


def _is_usual_given(given: str) -> bool:
    return _USUAL_GIVEN(given) is not None and given[0].isupper() and given not in _NO_GIVEN_NAMES


_usual_given = Memo(_is_usual_given)


def parse_name(printed: str) -> ParsedName:
    """Divide a printed name.

    >>> parse_name("Vincent van Gogh").name
    {'given': 'Vincent', 'non-dropping-particle': 'van', 'family': 'Gogh'}
    >>> parse_name("Tom Dupré la Tour")
    ParsedName(name={'given': 'Tom', 'family': 'Dupré la Tour'}, inferred=True)
    >>> parse_name("ATLAS Collaboration").name, parse_name("Sammy Davis, Jr.").name
    ({'literal': 'ATLAS Collaboration'},
     {'given': 'Sammy', 'family': 'Davis', 'suffix': 'Jr.', 'comma-suffix': True})
    """
    # Given name and initials, family name: most names are such, and need no closer look.
    given, _, family = printed.rpartition(" ")
    if (
        family.isalpha()
        and len(family) > 2
        and family[0].isupper()
        and _usual_given[given]
        and family.lower() not in _NO_FAMILY_NAMES
    ):
        return ParsedName({"given": given, "family": family})
    name, inferred = _divided(printed)
    return ParsedName(name.copy(), inferred)


@lru_cache(maxsize=1 << 12)
def _divided(printed: str) -> ParsedName:
    printed = " ".join(printed.split())
    if _IN_EAST_ASIA(printed):
        return _east_asian(printed)
    if _is_organisation(printed):
        return ParsedName({"literal": printed})
    if "," in printed:
        return _with_commas(printed)
    return _western(printed)


def printed(name: Name) -> str:
    """The name as it was printed.

    >>> printed({"given": "Jean", "non-dropping-particle": "d'", "family": "Alembert"})
    "Jean d'Alembert"
    """
    if "literal" in name:
        return name["literal"]
    family = name.get("family", "")
    given = name.get("given", "")
    if name.get("static-ordering"):
        return f"{family} {given}"
    text = given
    for part in (name.get("dropping-particle"), name.get("non-dropping-particle"), family):
        if part:
            text = f"{text}{part}" if not text or text.endswith(_JOINING) else f"{text} {part}"
    suffix = name.get("suffix")
    if suffix:
        text += f", {suffix}" if name.get("comma-suffix") else f" {suffix}"
    return text


_JOINING = ("-", "'", "’")
"""Particles that end like this stand directly before the name."""


def _is_organisation(text: str) -> bool:
    words = text.split(" ")
    if len(words) < 2:
        return False
    if words[0] in ("the", "Team") or _NOT_A_PERSON(text):
        return True
    last = words[-1].lower()
    if last in tables.ORGANISATION_LAST and words[-1] != "Ai":
        return True
    if len(words) > 2 and last in tables.ORGANISATION_LAST_OF_THREE:
        return True
    return any(word.lower().rstrip(",") in tables.ORGANISATION_ANYWHERE for word in words)


def _with_commas(text: str) -> ParsedName:
    """Divide "Davis, Jr.", "Gogh, Vincent van" and "King, Martin Luther, Jr."."""
    pieces = [piece.strip() for piece in text.split(",")]
    suffix = pieces[-1] if _is_suffix(pieces[-1]) else ""
    if suffix:
        pieces.pop()
    if not all(pieces) or not 1 <= len(pieces) <= 2:
        return ParsedName({"literal": text}, inferred=True)
    if len(pieces) == 1:
        parsed = _western(pieces[0])
        if "literal" in parsed.name:
            return ParsedName({"literal": text}, inferred=True)
        if before := parsed.name.get("suffix"):  # "John Smith Jr., PhD"
            return ParsedName({**parsed.name, "suffix": f"{before}, {suffix}"}, parsed.inferred)
        return ParsedName({**parsed.name, "suffix": suffix, "comma-suffix": True}, parsed.inferred)
    family, given = (piece.split(" ") for piece in pieces)
    particles = _leading_particles(family)
    behind = len(given)
    while behind > 1 and given[behind - 1] in tables.PARTICLES:
        behind -= 1
    name = _assembled(given[:behind], given[behind:] + family[:particles], family[particles:])
    if suffix:
        name["suffix"] = suffix
    return ParsedName(name, inferred=bool(particles or behind < len(given)))


def _is_suffix(text: str) -> bool:
    return text in tables.SUFFIXES or text in tables.DEGREES


def _western(text: str) -> ParsedName:
    words = text.split(" ")
    suffix = ""
    if words[-2:] == ["Ph.", "D."]:
        words[-2:] = ["Ph. D."]
    if len(words) > 2 and _is_suffix(words[-1]):
        suffix = words.pop()
    if len(words) == 1 or _is_initials(words[-1]):  # "Balaji S": which is the family name?
        return ParsedName({"literal": text}, inferred=len(words) > 1)
    start, end, inferred = _division(words)
    name = _assembled(words[:start], words[start:end], words[end:])
    if suffix:
        name["suffix"] = suffix
    return ParsedName(name, inferred)


def _is_initials(word: str) -> bool:
    """Whether the word is an initial or several: "S", "K.", "T.Q.", "J.-P."; but "JK" may be a name."""
    return word.isupper() and _LETTERS(word) is not None and (len(word) == 1 or "." in word)


def _division(words: list[str]) -> tuple[int, int, bool]:
    """Where the particles begin and end, and whether that is a guess; the family name is all that follows."""
    last = len(words) - 1
    first = _first_particle(words)
    if first < last:
        end = first + _leading_particles(words[first:])
        if end > first:
            sure = words[first] in tables.SURE and end == last and _are_given(words[1:first])
            return first, end, not sure
        return first, first, True
    family = words[last]
    if family[0].islower() and any(family.startswith(particle) for particle in tables.ELIDED):
        return last, last, not _are_given(words[1:last])
    if (
        last > 1
        and fold(words[last - 1]).lower() in tables.SPANISH
        and fold(family).lower() in tables.SPANISH
    ):
        return last - 1, last - 1, True
    return last, last, not _are_given(words[1:last])


def _are_given(words: list[str]) -> bool:
    """Whether words between the first and the last are surely given names: initials are."""
    return all(_is_initials(word) or (len(word) == 2 and word.isupper()) for word in words)


def _first_particle(words: list[str]) -> int:
    """The position of the first word that belongs to the family name; the last word's where none does."""
    last = len(words) - 1
    vietnamese = not tables.VIETNAMESE.isdisjoint(words)
    for at in range(last):
        word = words[at]
        if word in tables.CONNECTORS and at > 0:
            return max(at - 1, 1)
        if word in tables.PARTICLES:
            # "Tom Dupré la Tour": an article alone stands inside a compound surname.
            inside = word in ("la", "le") and at > 1 and not _is_initials(words[at - 1])
            return at - 1 if inside else at
        if at > 0 and word in tables.CAPITAL_PARTICLES and not vietnamese:
            return at
    return last


def _leading_particles(words: list[str]) -> int:
    """How many of the first words are particles; the last word never is."""
    count = 0
    while count < len(words) - 1 and words[count] in tables.PARTICLES:
        count += 1
    return count


def _assembled(given: list[str], particles: list[str], family: list[str]) -> Name:
    name: Name = {}
    if given:
        name["given"] = " ".join(given)
    if particles and particles[0] in tables.DROPPING:
        name["dropping-particle"] = " ".join(particles)
    elif particles:
        name["non-dropping-particle"] = " ".join(particles)
    surname = " ".join(family)
    if not particles and surname[0].islower():
        for particle in tables.ELIDED:
            if surname.startswith(particle) and surname[len(particle) : len(particle) + 1].isupper():
                name["non-dropping-particle"] = particle
                surname = surname[len(particle) :]
                break
    name["family"] = surname
    return name


def _east_asian(text: str) -> ParsedName:
    """Names in Han, Hangul or Kana: the family name comes first, and keeps that place."""
    words = text.split(" ")
    if not _ALL_EAST_ASIAN(text) or len(words) > 2:
        return ParsedName({"literal": text}, inferred=True)
    if len(words) == 2:
        return ParsedName({"family": words[0], "given": words[1], "static-ordering": True})
    length = _family_length(text)
    if not length:
        return ParsedName({"literal": text}, inferred=True)
    return ParsedName(
        {"family": text[:length], "given": text[length:], "static-ordering": True}, inferred=True
    )


def _family_length(text: str) -> int:
    """How many characters of a name without a space are the family name; 0 where that cannot be told.

    Japanese family names have one to three characters, mostly two: only a space divides such a name.
    """
    if _KANA(text) or not 2 <= len(text) <= 4:
        return 0
    compound = tables.COMPOUND_HANGUL if _HANGUL(text) else tables.COMPOUND_HAN
    if len(text) >= 3 and text[:2] in compound:
        return 2
    if len(text) == 4:
        return 0
    return 1 if _HANGUL(text) or text[0] in tables.HAN else 0
