"""Lists of names as BibTeX has them: "von Last, Jr, First and ...", braces round what is not to be split."""

from __future__ import annotations

import re
from typing import Any

from citemill.formats.names import listed
from citemill.record import Name
from citemill.text.latex import LatexWriter

__all__ = ["write"]

_PLAIN = re.compile(r"[A-Z][A-Za-z'.-]*, [A-Za-z'. -]+")
_TRAP = re.compile(r"\b[aA][nN][dD]\b|--|''")
_SMALL_WORD = re.compile(r"(?:^|[\s~])[\W_]*[a-zà-öø-ÿ]")
_AND = re.compile(r"\band\b", re.IGNORECASE)


def write(names: Any, tex: LatexWriter) -> str:
    """The names of a variable in one text.

    >>> write([{"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
    ...        {"literal": "Google, Inc."}, {"family": "Dupré la Tour", "given": "Tom"}], LatexWriter())
    'van der Maaten, Laurens and {Google, Inc.} and {Dupré la Tour}, Tom'
    """
    written = []
    for name in names if isinstance(names, list) else ():
        if len(name) == 2 and "family" in name and "given" in name:
            text = f"{name['family']}, {name['given']}"
            # Most names need no brace and no macro; "and" stands between names.
            if _PLAIN.fullmatch(text) and _TRAP.search(text) is None:
                written.append(text)
                continue
        written += [_write(usable, tex) for usable in listed([name])]
    return " and ".join(written)


def _write(name: Name, tex: LatexWriter) -> str:
    family = name.get("family", "")
    given = name.get("given", "")
    if literal := name.get("literal"):
        return f"{{{tex.text(literal)}}}"
    if not family:
        family, given = given, ""
    von = " ".join(filter(None, (name.get("dropping-particle"), name.get("non-dropping-particle"))))
    suffix = name.get("suffix", "")
    last = _family(family, tex, alone=not (given or von or suffix))
    if von:
        # A particle with a capital would be taken for the family name's first word, and stay in it.
        last = f"{tex.text(von)} {last}"
    parts = [last, *(_part(part, tex) for part in (suffix, given) if part)]
    if suffix and not given:
        parts.append("")
    return ", ".join(parts)


def _family(family: str, tex: LatexWriter, *, alone: bool) -> str:
    """A family name, braced where BibTeX would find a particle in it or split it."""
    braced = (
        _SMALL_WORD.search(family) is not None
        or "," in family
        or (alone and (" " in family or family.lower() == "others"))
        or _AND.search(family) is not None
    )
    return f"{{{tex.text(family)}}}" if braced else tex.text(family)


def _part(part: str, tex: LatexWriter) -> str:
    return f"{{{tex.text(part)}}}" if "," in part or _AND.search(part) else tex.text(part)
