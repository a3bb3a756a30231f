"""Names of people as formats hold them: a family part and a given part, or one text "Family, Given, Suffix".

Formats that know two parts only get the particles and the suffix inside these:

    non-dropping particle   in front of the family name    "van der Maaten" | "Laurens"
    dropping particle       behind the given name          "Humboldt"       | "Alexander von"
    suffix                  behind the given name, comma   "King"           | "Martin Luther, Jr."

That is where reference managers (Zotero, EndNote, Mendeley) and citation processors look for them, and
`split` finds them there again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from citemill.record import Name

__all__ = [
    "FAMILY_SUFFIX",
    "endnote",
    "from_endnote",
    "from_inverted",
    "from_natural",
    "inverted",
    "listed",
    "natural",
    "split",
    "split_person",
    "two_parts",
]

PARTICLES = frozenset(
    """
    a af al am an auf aus aw av ben bei bin bint d' d’ da das dal dalla de degli dei del dela della delle
    dello den der des di do dos du e el el- ibn im in 't ’t la las le les li lo los mac of op s' 's sen st
    te ten ter the tho thoe to toe tot u v van vande vanden vander ver vel vom von y z ze zu zum zur
    """.split()
)

_SUFFIX = re.compile(
    r"(?:jr|jun|junior|sr|sen|senior|[ivx]+|\d(?:st|nd|rd|th)|ph\.? ?d|m\.? ?d|esq)\.?", re.IGNORECASE
)

FAMILY_SUFFIX = re.compile(r"(?<=\w),? ((?:Jr|Sr)\.?|II|III|IV)$")
"""A suffix that stands with the family name, as pandoc and bibutils write it: "King Jr., Martin"."""


_COMPANY = frozenset("corp corporation gmbh inc incorporated limited llc llp ltd".split())
"""What stands behind the comma of a company's name, without its points; "S.A." and "AG" are initials, too."""


def two_parts(name: Name) -> tuple[str, str]:
    """Family and given part of a name with everything else in them; a literal name is all family.

    >>> two_parts({"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"})
    ('van der Maaten', 'Laurens')
    """
    literal = name.get("literal")
    if literal:
        return literal, ""
    family = name.get("family", "")
    given = name.get("given", "")
    particle = name.get("non-dropping-particle")
    if particle:
        family = _attached(particle, family)
    dropping = name.get("dropping-particle")
    if dropping:
        if given:
            given = f"{given} {dropping}"
        else:
            family = _attached(dropping, family)
    suffix = name.get("suffix")
    if suffix:
        if given:
            given = f"{given}, {suffix}"
        else:
            family = f"{family} {suffix}"
    return (family, given) if family else (given, "")


def _attached(particle: str, family: str) -> str:
    joint = "" if particle[-1:] in "'’-" else " "
    return f"{particle}{joint}{family}" if family else particle


def split(family: str, given: str) -> Name:
    """The inverse of `two_parts` for two fields of a file; without a given part the name is `literal`.

    >>> split("van der Maaten", "Laurens")
    {'family': 'Maaten', 'given': 'Laurens', 'non-dropping-particle': 'van der'}
    """
    family, given = " ".join(family.split()), " ".join(given.split())
    if not given or not family:
        return {"literal": family or given}
    name: dict[str, str] = {}
    head, comma, tail = given.rpartition(",")
    if comma and _SUFFIX.fullmatch(tail.strip()) and head.strip():
        given, name["suffix"] = head.strip(), tail.strip()
    elif match := FAMILY_SUFFIX.search(family):
        family, name["suffix"] = family[: match.start()], match[1]
    words = given.split(" ")
    at = len(words)
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    if at < len(words):
        given, name["dropping-particle"] = " ".join(words[:at]), " ".join(words[at:])
    words = family.split(" ")
    at = 0
    while at < len(words) - 1 and words[at] in PARTICLES:
        at += 1
    if at:
        family, name["non-dropping-particle"] = " ".join(words[at:]), " ".join(words[:at])
    return cast(Name, {"family": family, "given": given, **name})


def split_person(family: str, given: str) -> Name:
    """As `split`, of parts that are surely a person's: a family name alone stays one."""
    name = split(family, given)
    return cast(Name, {"family": name["literal"]}) if "literal" in name else name


def inverted(name: Name) -> str:
    """One text, family name first: "van der Maaten, Laurens", "King, Martin Luther, Jr."; a literal as it is.

    >>> inverted({"family": "King", "given": "Martin Luther", "suffix": "Jr."})
    'King, Martin Luther, Jr.'
    """
    family, given = two_parts(name)
    return f"{family}, {given}" if given else family


def from_inverted(text: str) -> Name:
    """A name written family name first; without a comma it is `literal`.

    What only companies have behind a comma makes one, too.

    >>> from_inverted("King, Martin Luther, Jr.")
    {'family': 'King', 'given': 'Martin Luther', 'suffix': 'Jr.'}
    >>> from_inverted("Google, Inc.")
    {'literal': 'Google, Inc.'}
    """
    family, comma, given = text.partition(",")
    if comma and given.replace(".", "").strip().lower() in _COMPANY and " " in given:
        return {"literal": " ".join(text.split())}
    return split(family, given) if comma else {"literal": " ".join(text.split())}


def endnote(name: Name) -> str:
    """A name as EndNote wants it: an organisation's ends in a comma, and holds ",," for its own first one.

    >>> endnote({"literal": "Regents, University of Oslo"})
    'Regents,, University of Oslo,'
    """
    family, given = two_parts(name)
    if given:
        return f"{family}, {given}"
    return family.replace(",", ",,", 1) + ("," if " " in family or "," in family else "")


def from_endnote(text: str) -> Name:
    """The inverse of `endnote`; of a person's name ("Doe, J.,") a comma at the end is nothing.

    >>> from_endnote("Regents,, University of Oslo,"), from_endnote("Doe, J.,")
    ({'literal': 'Regents, University of Oslo'}, {'family': 'Doe', 'given': 'J.'})
    """
    text = text.strip()
    whole = text.rstrip(" ,")
    if ",," in whole or (text.endswith(",") and "," not in whole):
        return {"literal": " ".join(whole.replace(",,", ",", 1).split())}
    return from_inverted(whole)


def from_natural(text: str) -> Name:
    """A name in reading order, divided by a guess: the last word is the family name, particles go with it.

    >>> from_natural("Laurens van der Maaten"), from_natural("Martin L. King Jr."), from_natural("Plato")
    ({'family': 'Maaten', 'given': 'Laurens', 'non-dropping-particle': 'van der'},
     {'family': 'King', 'given': 'Martin L.', 'suffix': 'Jr.'}, {'literal': 'Plato'})
    """
    if "," in text:
        return from_inverted(text)
    words = text.split()
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) and not words[-1].isalpha():
        suffix = words.pop()
    if len(words) < 2:
        return {"literal": " ".join(words)}
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    name = split(" ".join(words[at:]), " ".join(words[:at]))
    return cast(Name, {**name, "suffix": suffix}) if suffix else name


def natural(name: Name) -> str:
    """One text in reading order: "Laurens van der Maaten", "Martin Luther King Jr."; a literal as it is.

    >>> natural({"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"})
    'Laurens van der Maaten'
    """
    if name.get("literal"):
        return name["literal"]
    family = name.get("family", "")
    for particle in (name.get("non-dropping-particle"), name.get("dropping-particle")):
        if particle:
            family = _attached(particle, family)
    return " ".join(part for part in (name.get("given", ""), family, name.get("suffix", "")) if part)


def listed(names: Any) -> Iterator[Name]:
    """The usable names of a variable: those that say anything. Raises `TypeError` for no list of names."""
    if names is None:
        return
    if not isinstance(names, list):
        raise TypeError("a list of names is wanted")
    for name in names:
        if not isinstance(name, dict):
            raise TypeError("a name is an object")
        if any(name.get(part) for part in ("literal", "family", "given")):
            yield cast(Name, name)
