"""Persons: the names of records, read once and shared; what particles they have, and their initials."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from citemill.citeproc.markup import JOINT, encode

__all__ = ["Person", "initials", "is_east_asian", "read_persons", "spaced"]

_TRUE = (True, 1, "true", "1")
_EAST_ASIAN = (
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u30ff\u3100-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_FIRST_EAST_ASIAN = "\u1100"
_LATIN_LIKE = re.compile("[A-Za-z\u00c0-\u052f\u0590-\u06ff\u1e00-\u1fff]")


class Person:
    """A name, read once: equal names are the same object, so that what is made of them can be kept by it.

    `literal` is set for what is not divided into parts. `family_first` is for names in East Asian scripts
    (and such as say so): family name, then given name, in every form; `spaced` with a blank between.
    """

    __slots__ = (
        "comma_suffix",
        "dropping",
        "family",
        "family_first",
        "given",
        "given_only",
        "is_simple",
        "literal",
        "non_dropping",
        "source",
        "spaced",
        "suffix",
    )

    def __init__(self, name: dict[str, Any]) -> None:
        self.source = name
        self.literal = encode(_text(name, "literal"))
        family = _text(name, "family")
        whole = len(family) > 2 and family[0] == family[-1] == '"'
        self.family = encode(family[1:-1] if whole else family)
        self.given = encode(_text(name, "given"))
        self.dropping = encode(_text(name, "dropping-particle"))
        self.non_dropping = encode(_text(name, "non-dropping-particle"))
        self.suffix = _text(name, "suffix")
        self.comma_suffix = name.get("comma-suffix") in _TRUE
        self.given_only = not self.literal and not self.family
        """There is a given name only; it stands as `literal`, formatted as what it is."""
        if self.given_only:
            self.literal, self.given = self.given, ""
        if name.get("parse-names", True) not in (False, 0, "false", "0") and not self.literal:
            self._part_particles(whole)
        asian = not self.family.isascii() and _has_east_asian(self.family)
        self.family_first = asian or name.get("static-ordering") in _TRUE
        self.is_simple = not (
            self.literal or self.family_first or self.dropping or self.non_dropping or self.suffix
        )
        """Nothing but a family name and given names, in this world's usual order."""
        self.spaced = not asian or bool(_LATIN_LIKE.search(self.family + self.given))

    def _part_particles(self, whole: bool) -> None:
        """Take particles off plain names: leading, and trailing, lower-case words.

        A family name in quotation marks is `whole`.
        """
        if not self.suffix and "," in self.given:
            given, _, suffix = self.given.partition(",")
            forced = suffix.startswith("!") or given.endswith("!")
            if suffix.strip(" !"):
                self.suffix = suffix.strip(" !")
                self.comma_suffix = self.comma_suffix or forced
                self.given = given.rstrip("! " + JOINT)
        if not self.non_dropping and not self.dropping and not whole:
            first = self.family[:1]
            match = _LEADING.match(self.family) if first.islower() or first in "'’" else None
            if match:
                self.non_dropping = match[1].rstrip(" ")
                self.family = self.family[match.end() :]
        if not self.dropping:
            last = self.given.rpartition(" ")[2]
            match = _TRAILING.search(self.given) if last != self.given and not last[-1:].isupper() else None
            if match:
                self.dropping = match[1]
                self.given = self.given[: match.start()]

    @property
    def parts(self) -> tuple[str, ...]:
        """Everything the name says."""
        return (self.literal, self.family, self.given, self.dropping, self.non_dropping, self.suffix)


_LEADING = re.compile(
    r"((?:(?:['’]?[a-zß-öø-ÿāăąćĉċčďđ]+[.]?['’]?\s+)+(?:[a-zß-öø-ÿ]{1,2}['’])?"
    r"|(?:[a-zß-öø-ÿ]{1,2}['’]|al-|el-|ad-|ash-|as-|an-|ar-|az-|at-)))(?=\S)"
)
_TRAILING = re.compile(
    r"\s+((?:['’]?[a-zß-öø-ÿ]+['’]?)(?:\s+[a-zß-öø-ÿ]+['’]?)*|(?:[a-zß-öø-ÿ]+\s+)+[A-Z][a-z])$"
)


@cache
def _east_asian(pattern: str) -> re.Pattern[str]:
    """Compile a pattern with these scripts when it is first wanted: it takes a millisecond or two."""
    return re.compile(pattern)


def _has_east_asian(text: str) -> bool:
    return max(text, default="") >= _FIRST_EAST_ASIAN and _east_asian(_EAST_ASIAN).search(text) is not None


def is_east_asian(text: str) -> bool:
    """Whether a text has letters of East Asian scripts only."""
    pattern = rf"(?:{_EAST_ASIAN}|[\W\d_])+"
    return max(text, default="") >= _FIRST_EAST_ASIAN and _east_asian(pattern).fullmatch(text) is not None


_known: dict[tuple[Any, ...], Person] = {}


def read_persons(value: Any) -> tuple[Person, ...]:
    """Read a name variable; names without any part are left out, and a text is a literal name."""
    if isinstance(value, dict | str):
        value = [value]
    if not isinstance(value, list | tuple):
        return ()
    persons = []
    for name in value:
        if isinstance(name, str):
            name = {"literal": name}
        if not isinstance(name, dict):
            continue
        key = tuple(name.items())
        try:
            person = _known.get(key)
        except TypeError:  # a list or object where a text belongs
            name = {part: text for part, text in name.items() if isinstance(text, str | int | float)}
            key = tuple(name.items())
            person = _known.get(key)
        if person is None:
            if len(_known) > 200_000:
                _known.clear()
            person = _known[key] = Person(name)
        if person.literal or person.family:
            persons.append(person)
    return tuple(persons)


def _text(name: dict[str, Any], part: str) -> str:
    value = name.get(part)
    if value is None or value is False:
        return ""
    return (value if isinstance(value, str) else str(value)).strip()


_GIVEN_WORDS = re.compile(r"[\s\u00a0]+")
_DOTTED = re.compile(r"(?<=\.)(?=[^\s.\-’'])")


def spaced(given: str) -> str:
    """Put a blank between initials: "J.J." and "J. J." are one name.

    >>> spaced("J.J. Ann")
    'J. J. Ann'
    """
    return _DOTTED.sub(" ", given)


@lru_cache(maxsize=50_000)
def initials(given: str, mark: str, *, shorten: bool, hyphen: bool) -> str:
    """Shorten given names to initials, each followed by `mark` ("initialize-with").

    Without `shorten` ("initialize" is false) only what is an initial already gets the mark.

    >>> initials("Jean-Luc Marie", ". ", shorten=True, hyphen=True)
    'J.-L. M.'
    >>> initials("James T Kirk", ". ", shorten=False, hyphen=True)
    'James T. Kirk'
    """
    words: list[str] = []
    for word in _GIVEN_WORDS.split(_DOTTED.sub(" ", given)):
        if word:
            words.append(_initial_word(word, mark, shorten, hyphen))
    tight = mark.rstrip()
    blank = mark[len(tight) :] or ""
    wide = blank.replace(" ", "") + " "  # a no-break blank of the mark stays where no initial follows
    out = ""
    previous_initial = False
    for word in words:
        is_initial = word[0] == "\x00"
        text = word[1:] if is_initial else word
        if out:
            out += blank if previous_initial and is_initial else wide if previous_initial else " "
        out += text
        previous_initial = is_initial
    return out


def _initial_word(word: str, mark: str, shorten: bool, hyphen: bool) -> str:
    """Give one word's initials, after a zero character, or the word itself where it has none."""
    parts = [part for part in word.split("-") if part]
    tight = mark.rstrip()
    done: list[str] = []
    for part in parts:
        bare = part[:-1] if part.endswith(".") else part
        letters = _LETTERS.search(bare)
        if not letters:
            continue
        first = letters[0]
        if not first.isupper() and first.lower() != first.upper():
            if done:
                continue  # Guo-ping
            return word
        if part.endswith(".") or len(bare) == 1:
            done.append(bare + tight)
        elif shorten:
            if bare[0] != first and not "\ufdd0" <= bare[0] <= "\ufdef":
                return word  # (Walt)
            closes = bare.count("\ufdd4")
            head = bare[: letters.start()] + first
            done.append(head + tight + "\ufdd4" * min(closes, len(head) - 1))
        else:
            return word
    if not done:
        return word
    if hyphen:
        return "\x00" + "-".join(done)
    cut = [one[: len(one) - len(tight)] if tight else one for one in done]
    return f"\x00{mark.join(cut)}{tight}"


_LETTERS = re.compile(r"[^\W\d_]")


def same(one: Iterable[Person], other: Iterable[Person]) -> bool:
    """Whether two lists hold the same names."""
    return [person.parts for person in one] == [person.parts for person in other]
