"""The language of citation-key patterns, in the manner of JabRef and Better BibTeX.

    [auth:lower][year]-[shorttitle:3]        fields in brackets, with modifiers; all else stands as it is

A field gives items: names, words or one text. A modifier changes the items; `:3` keeps the first three items
of names and words, the first three characters of a text. Whatever a field gives is folded to ASCII letters
and digits, so a key is safe in BibTeX, biber and RIS. docs/keys.md is the manual.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol, TypeAlias

from citemill.errors import CitemillError, UnknownName
from citemill.normalizer.names import parse_name
from citemill.record import Name
from citemill.text.ascii import fold

__all__ = ["FIELDS", "MODIFIERS", "BadPattern", "KeyMaker", "Work", "compile_pattern", "digest"]


class BadPattern(CitemillError):
    """A key pattern that cannot be read."""

    status = 2

    def __init__(self, pattern: str, found: str, hint: str) -> None:
        super().__init__(f'key pattern "{pattern}": {found}', hint=hint)


class Work(Protocol):
    """What a key is made from; asked for only as far as the pattern needs it."""

    @property
    def authors(self) -> Sequence[str | Name]:
        """Names as printed, or by parts."""

    @property
    def cut_off(self) -> bool:
        """There are more authors."""

    @property
    def date(self) -> Sequence[int]:
        """Year, month and day, as far as they are known."""

    @property
    def title(self) -> str:
        """Without markup."""

    @property
    def subject(self) -> str:
        """The arXiv category, or the subject as printed."""

    @property
    def keywords(self) -> Sequence[str]:
        """All keywords."""


KeyMaker: TypeAlias = Callable[[Work], str]


def digest(text: str, length: int) -> str:
    """The first characters of the text's hash, in lower-case letters and the digits 2 to 7.

    >>> digest("Attention Is All You Need", 4)
    'bcod'
    """
    return (
        b32encode(blake2b(text.encode("utf-8", "replace"), digest_size=20).digest())[:length].decode().lower()
    )


# Fields: functions from a work to a text, or to a list of names or words.

_SKIPPED = frozenset(
    """
    a about above across after against along among an and around as at before behind below beneath beside
    between beyond but by down during except for from in inside into is its like near nor of off on onto or
    since so than that the through to toward towards under until up upon via vs when with within without yet
    der die das des dem den ein eine eines und le la les un une l du et el los las una y lo il gli i e o os
    """.split()
)
"""Words that say little: prepositions, conjunctions, and articles of some languages."""

_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9]+")
_HASH_LENGTH = 5


def _letters(text: str) -> str:
    """The ASCII letters and digits of a text; a short hash where it has letters, but none in ASCII."""
    return text if text.isalnum() and text.isascii() else _folded(text)


@lru_cache(maxsize=1 << 13)
def _folded(text: str) -> str:
    letters = _NOT_IN_KEYS.sub("", fold(text))
    if not letters and any(map(str.isalnum, text)):
        return "u" + digest(text, _HASH_LENGTH)
    return letters


def _family(author: str | Name) -> str:
    name = parse_name(author).name if isinstance(author, str) else author
    if family := name.get("family"):
        return _letters(name.get("non-dropping-particle", "") + family)
    # "The Theano Development Team" is TheanoDevelopment.
    words = map(_letters, name.get("literal", "").split())
    return "".join([word for word in words if word.lower() not in _SKIPPED][:2])


def _given(author: str | Name) -> str:
    name = parse_name(author).name if isinstance(author, str) else author
    return _letters(name.get("given", ""))


def _auth(work: Work) -> str:
    return _family(work.authors[0]) if work.authors else ""


def _authors(work: Work) -> list[str]:
    families = [_family(name) for name in work.authors]
    return [*families, "EtAl"] if work.cut_off else families


def _author_last(work: Work) -> str:
    return _family(work.authors[-1]) if work.authors and not work.cut_off else ""


def _auth_et_al(work: Work) -> list[str]:
    """One or two names; of more the first, and "EtAl"."""
    families = [_family(name) for name in work.authors]
    if len(families) > 2 or (families and work.cut_off):
        return [families[0], "EtAl"]
    return families


def _auth_dot_etal(work: Work) -> str:
    return ".".join("etal" if name == "EtAl" else name for name in _auth_et_al(work))


def _authors_alpha(work: Work) -> str:
    """As in the BibTeX style "alpha": three letters of one name, the initials of two to four."""
    families = [_family(name) for name in work.authors]
    if len(families) == 1 and not work.cut_off:
        return families[0][:3]
    more = len(families) > 4 or work.cut_off
    return "".join(family[:1] for family in families[: 3 if more else 4]) + "+" * more


def _auth_initial(work: Work) -> str:
    return _given(work.authors[0])[:1] if work.authors else ""


def _year(work: Work) -> str:
    return str(work.date[0]) if work.date else ""


def _short_year(work: Work) -> str:
    return f"{work.date[0] % 100:02}" if work.date else ""


def _month(work: Work) -> str:
    return f"{work.date[1]:02}" if len(work.date) > 1 else ""


def _day(work: Work) -> str:
    return f"{work.date[2]:02}" if len(work.date) > 2 else ""


def _title(work: Work) -> list[str]:
    return [letters for word in _spaced(work.title).split() if (letters := _letters(word))]


def _spaced(title: str) -> str:
    """The title with a space behind each colon: "GLIDE:Towards"."""
    return title.replace(":", ": ") if ":" in title else title


def _significant(work: Work) -> list[str]:
    words = _title(work)
    return [word for word in words if word.lower() not in _SKIPPED] or words


def _short_title(work: Work) -> list[str]:
    return _significant(work)[:3]


def _first_word(work: Work) -> str:
    for word in _spaced(work.title).split(None, 3)[:3]:  # nearly always enough
        letters = _letters(word)
        if letters and letters.lower() not in _SKIPPED:
            return letters
    return next(iter(_significant(work)), "")


def _camel(work: Work) -> list[str]:
    return [_capitalize(word) for word in _title(work)]


def _keyword(work: Work) -> str:
    return _letters(work.keywords[0]) if work.keywords else ""


def _keywords(work: Work) -> list[str]:
    return [_letters(keyword) for keyword in work.keywords]


def _subject(work: Work) -> str:
    return _letters(work.subject)


def _hash(work: Work) -> str:
    names = "|".join(_family(author) + _given(author) for author in work.authors)
    return digest(f"{''.join(_title(work)).lower()}|{names}|{list(work.date)}", 8)


_TEXTS: dict[str, KeyMaker] = {
    "auth": _auth,
    "auth.etal": _auth_dot_etal,
    "authForeIni": _auth_initial,
    "authorLast": _author_last,
    "authorsAlpha": _authors_alpha,
    "day": _day,
    "firstword": _first_word,
    "hash": _hash,
    "keyword": _keyword,
    "month": _month,
    "shortyear": _short_year,
    "subject": _subject,
    "veryshorttitle": _first_word,
    "year": _year,
}
_LISTS: dict[str, Callable[[Work], list[str]]] = {
    "authEtAl": _auth_et_al,
    "authors": _authors,
    "camel": _camel,
    "keywords": _keywords,
    "shorttitle": _short_title,
    "title": _title,
}
FIELDS = tuple(sorted([*_TEXTS, *_LISTS]))
"""The names of all fields."""


# Modifiers: functions from a text to a text, done to each name or word of a list.


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


def _same(text: str) -> str:
    return text  # every key is ASCII


def _initial(text: str) -> str:
    return text[:1]


def _unless_skipped(text: str) -> str:
    return "" if text.lower() in _SKIPPED else text


_CHANGES: dict[str, Callable[[str], str]] = {
    "abbr": _initial,
    "ascii": _same,
    "capitalize": _capitalize,
    "fold": _same,
    "lower": str.lower,
    "skipwords": _unless_skipped,
    "upper": str.upper,
}
MODIFIERS = tuple(sorted(_CHANGES))
"""The names of all modifiers; beside them stand `:3`, and `:(text)` which stands in for nothing."""


# Patterns.

_TOKEN = re.compile(r"\[(?P<field>[^\[\]]*)\]|(?P<literal>[^\[\]]+)|(?P<stray>.)", re.DOTALL)
_UNSAFE = re.compile(r"[^A-Za-z0-9_:.+/-]").search
_NUMBERED = re.compile(r"(?P<name>.*?[A-Za-z])(?P<number>\d+)").fullmatch


def compile_pattern(pattern: str) -> KeyMaker:
    """Turn a pattern into a function from a work to its key, which is empty where no field has anything.

    Raises `UnknownName` for a field or modifier that there is none of, `BadPattern` for what cannot be read.

    >>> from types import SimpleNamespace
    >>> work = SimpleNamespace(authors=["Aaron Jaech"], cut_off=True, date=(2024, 12), title="OpenAI o1 Card")
    >>> [compile_pattern(one)(work) for one in ("[auth:lower][year][shorttitle:2]", "[authors1]-[shortyear]")]
    ['jaech2024OpenAIo1', 'JaechEtAl-24']
    """
    makers: list[KeyMaker] = []
    for token in _TOKEN.finditer(pattern):
        if token["stray"]:
            raise BadPattern(
                pattern,
                f"the bracket at column {token.start() + 1} has no partner",
                "write [field] or [field:modifier]",
            )
        if token["literal"]:
            makers.append(_literal(token["literal"], pattern))
        else:
            makers.append(_field(token["field"], pattern))
    if not makers:
        raise BadPattern(pattern, "there is nothing in it", "write for example [auth:lower][year]")
    return lambda work: "".join([make(work) for make in makers])


def _literal(text: str, pattern: str) -> KeyMaker:
    unsafe = _UNSAFE(text)
    if unsafe:
        raise BadPattern(
            pattern,
            f'"{unsafe[0]}" is not safe in a citation key',
            "use ASCII letters, digits and - _ : . + /",
        )
    return lambda work: text


def _field(text: str, pattern: str) -> KeyMaker:
    name, *modifiers = text.split(":")
    numbered = _NUMBERED(name) if name not in FIELDS else None
    if numbered:  # [auth3] is [auth:3]
        name = numbered["name"]
        modifiers.insert(0, numbered["number"])
    if not name:
        raise BadPattern(pattern, f'"[{text}]" names no field', "write for example [auth] or [year]")
    if name in _LISTS:
        return _joined(_LISTS[name], modifiers, "EtAl" if name == "authors" else "", pattern)
    if name not in _TEXTS:
        raise UnknownName("key field", name, FIELDS, see="docs/keys.md")
    make = _TEXTS[name]
    for modifier in modifiers:
        make = _modified(make, modifier, pattern)
    return make


def _modified(make: KeyMaker, modifier: str, pattern: str) -> KeyMaker:
    """A text field with one more modifier."""
    if _is_number(modifier):
        count = int(modifier)
        return lambda work: make(work)[:count]
    if modifier.startswith("("):
        default = _default(modifier, pattern)
        return lambda work: make(work) or default
    change = _change(modifier)
    return lambda work: change(make(work))


def _joined(
    items: Callable[[Work], list[str]], modifiers: Sequence[str], more: str, pattern: str
) -> KeyMaker:
    """A list field with its modifiers, as one text; `more` stands for items that a number leaves out."""
    for at, modifier in enumerate(modifiers):
        if modifier.startswith("("):  # what stands behind the default is done to the text
            make = _joined(items, modifiers[:at], more, pattern)
            for later in modifiers[at:]:
                make = _modified(make, later, pattern)
            return make
    steps = [_list_step(modifier, more) for modifier in modifiers]

    def make_text(work: Work) -> str:
        found = items(work)
        for step in steps:
            found = step(found)
        return "".join(found)

    return make_text


def _list_step(modifier: str, more: str) -> Callable[[list[str]], list[str]]:
    if _is_number(modifier):
        count = int(modifier)
        return lambda items: items if len(items) <= count else [*items[:count], more]
    change = _change(modifier)
    return lambda items: [changed for item in items if (changed := change(item))]


def _is_number(modifier: str) -> bool:
    return modifier.isascii() and modifier.isdecimal()


def _default(modifier: str, pattern: str) -> str:
    text = modifier[1:-1]
    if not modifier.endswith(")") or not text:
        raise BadPattern(pattern, f'":{modifier}" is no default', "write for example [auth:(anon)]")
    _literal(text, pattern)
    return text


def _change(modifier: str) -> Callable[[str], str]:
    if modifier not in _CHANGES:
        raise UnknownName("key modifier", modifier, MODIFIERS, see="docs/keys.md")
    return _CHANGES[modifier]
