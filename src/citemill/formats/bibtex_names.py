"""Lists of names as BibTeX has them: "von Last, Jr, First and ...", braces round what is not to be split."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from citemill.formats.names import FAMILY_SUFFIX, listed
from citemill.record import Name
from citemill.text.latex import LatexWriter
from citemill.text.memo import Memo

__all__ = ["read", "write"]

_PLAIN_FAMILY = re.compile(r"[A-Z][A-Za-z'.-]*").fullmatch
_PLAIN_GIVEN = re.compile(r"[A-Za-z'. -]+").fullmatch
_TRAP = re.compile(r"\b[aA][nN][dD]\b|--|''").search
_SMALL_WORD = re.compile(r"(?:^|[\s~])[\W_]*[a-zà-öø-ÿ]")
_AND = re.compile(r"\band\b", re.IGNORECASE)


def _is_plain_family(family: str) -> bool:
    return _PLAIN_FAMILY(family) is not None and _TRAP(family) is None


def _is_plain_given(given: str) -> bool:
    return _PLAIN_GIVEN(given) is not None and _TRAP(given) is None


_plain_given = Memo(_is_plain_given)


def write(names: Any, tex: LatexWriter) -> str:
    """The names of a variable in one text.

    >>> write([{"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
    ...        {"literal": "Google, Inc."}, {"family": "Dupré la Tour", "given": "Tom"}], LatexWriter())
    'van der Maaten, Laurens and {Google, Inc.} and {Dupré la Tour}, Tom'
    """
    written = []
    for name in names if isinstance(names, list) else ():
        if len(name) == 2 and "family" in name and "given" in name:
            family, given = name["family"], name["given"]
            # Most names need no brace and no macro; "and" stands between names.
            if family and given and _is_plain_family(family) and _plain_given[given]:
                written.append(f"{family}, {given}")
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


_JOINT = re.compile(r"\s+and(?=\s)", re.IGNORECASE)
_EXTENDED = re.compile(r"\s*(family|given|prefix|suffix|id|[a-z]+-i|useprefix)\s*=", re.IGNORECASE)
_TOKEN_GAP = re.compile(r"[\s~]+")
_QUICK_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*, [\w.'’ -]+")


def read(text: str, tex: Callable[[str], str]) -> tuple[list[Name], bool]:
    """The names in a field, and whether "and others" ends them; `tex` turns LaTeX into text.

    >>> read("van der Maaten, Laurens and Donald E. Knuth and others", str)[0][0]
    {'family': 'Maaten', 'given': 'Laurens', 'non-dropping-particle': 'van der'}
    """
    found: list[Name] = []
    others = False
    for one in _split(text, _JOINT) if "{" in text or "\n" in text else _JOINT.split(text):
        one = one.strip()
        if one.lower() in ("others", "et al", "et al."):
            others = True
        elif one:
            found.append(_read(one, tex))
    return found, others


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """The parts of a text between separators that stand outside all braces."""
    if "{" not in text:
        return separator.split(text)
    parts = []
    start = level = at = 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 2
            continue
        if char == "{":
            level += 1
        elif char == "}":
            level -= 1
        elif level <= 0 and (match := separator.match(text, at)):
            parts.append(text[start:at])
            start = at = match.end()
            continue
        at += 1
    parts.append(text[start:])
    return parts


_COMMA = re.compile(",")


def _read(text: str, tex: Callable[[str], str]) -> Name:
    if _QUICK_NAME.fullmatch(text) and " " not in text[: text.index(",")]:
        family, _, given = text.partition(", ")
        return {"family": family, "given": given}
    if _EXTENDED.match(text) and (extended := _read_extended(text, tex)):
        return extended
    parts = [part.strip() for part in _split(text, _COMMA)]
    if len(parts) == 1:
        return _read_natural(text, tex)
    von, last = _von_last(_words(parts[0]), tex)
    given = parts[-1]
    suffix = ", ".join(parts[1:-1])
    return _name(tex, von=von, last=last, given=given, suffix=suffix)


def _read_natural(text: str, tex: Callable[[str], str]) -> Name:
    """A name in reading order, "First von Last"; one whole in braces is not to be split."""
    words = _words(text)
    if len(words) == 1:
        if text.startswith("{") and text.endswith("}"):
            return {"literal": tex(text)}
        return {"family": tex(text)}
    first = 0
    while first < len(words) - 1 and not _is_small(words[first], tex):
        first += 1
    if first == len(words) - 1:
        return _name(tex, von=[], last=words[-1:], given=" ".join(words[:-1]))
    von, last = _von_last(words[first:], tex)
    return _name(tex, von=von, last=last, given=" ".join(words[:first]))


def _words(text: str) -> list[str]:
    return [word for word in _split(text, _TOKEN_GAP) if word]


def _von_last(words: list[str], tex: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """BibTeX: the particle runs to the last small word, but never over the last word of all."""
    end = 0
    for at in range(len(words) - 1):
        if _is_small(words[at], tex):
            end = at + 1
    return words[:end], words[end:]


def _is_small(word: str, tex: Callable[[str], str]) -> bool:
    """Whether a word begins with a small letter; braces make one large, unless they hold a macro."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    for char in tex(word) if "\\" in word else word:
        if char.isalpha():
            return char.islower()
    return False


def _name(
    tex: Callable[[str], str], *, von: list[str], last: list[str], given: str = "", suffix: str = ""
) -> Name:
    family = " ".join(last)
    if not suffix and (match := FAMILY_SUFFIX.search(family)) and given:
        family, suffix = family[: match.start()], match[1]
    parts = {
        "family": tex(family),
        "given": tex(given) if given else "",
        "non-dropping-particle": tex(" ".join(von)) if von else "",
        "suffix": tex(suffix) if suffix else "",
    }
    return cast(Name, {part: value for part, value in parts.items() if value})


def _read_extended(text: str, tex: Callable[[str], str]) -> Name | None:
    """Biblatex's "family=Maaten, given=Laurens, prefix=van der, useprefix=true"."""
    pairs = (part.partition("=") for part in _split(text, _COMMA))
    parts = {key.strip().lower(): tex(value.strip().strip('"')) for key, _, value in pairs}
    if "family" not in parts:
        return None
    particle = "dropping-particle" if parts.get("useprefix") == "false" else "non-dropping-particle"
    names = {"family": "family", "given": "given", "prefix": particle, "suffix": "suffix"}
    return cast(Name, {csl: parts[key] for key, csl in names.items() if parts.get(key)})
