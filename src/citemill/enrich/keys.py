"""Titles, people and identifiers folded for comparison: accents, case, TeX and punctuation do not count.

Keys are for comparing and looking up, never for showing. Two spellings of one title give the same words or
nearly so: "RL$^2$: Fast Reinforcement", "RL²: fast reinforcement" -> `rl2 fast reinforcement`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import normalize

from citemill.formats import arxiv
from citemill.record import Name, Record

__all__ = [
    "Person",
    "compact",
    "date_span",
    "fold",
    "identifiers",
    "people",
    "person",
    "title_parts",
    "title_words",
]

# Letters that Unicode does not decompose; Greek is spelled out, so that "α" and "\alpha" agree.
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ĸ": "k", "ŋ": "n", "ŧ": "t", "ə": "e", "&": " and ", "α": "alpha", "β": "beta", "γ": "gamma",
    "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma",
    "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "ℓ": "l", "∞": "infty",
    "√": "sqrt", "’": "", "'": "", "ʼ": "", "`": "", "´": "",
}  # fmt: skip
_TABLE = str.maketrans(_LETTERS)
_MARKS = re.compile("[\u0300-\u036f]+")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
_TEX_ACCENT = re.compile(r"""\\(?:[`'^"~=.]|[uvHtcdbkr](?![a-zA-Z]))\s*\{?\s*(?:\\?([a-zA-Z]))\s*\}?""")
_TEX_LETTERS = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j|dj|DJ|dh|th|TH)(?![a-zA-Z])\s*(?:\{\})?")
_TEX_LETTER = {"aa": "a", "AA": "a", "dj": "d", "DJ": "d", "dh": "d"}
_TEX_FONT = re.compile(
    r"\\(?:math(?:bb|bf|cal|frak|it|rm|sf|scr|tt|ds)|(?:text|emph|it|bf|rm|tt|sc|sf|em|cal|ensuremath|mbox|hbox|"
    r"operatorname|boldsymbol|bm|var)(?:it|bf|rm|tt|sc|sf|sl|up|normal)?|left|right|big|Big|displaystyle|"
    r"textquote\w+|ldots|dots|cdot|cdots|bbR)(?![a-zA-Z])"
)
_TEX_VAR = re.compile(r"\\var(?=[a-z])")
_TEX_GLUE = re.compile(r"[${}^_]|\\[,;:! /]")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    r"""Lower case without accents, markup, TeX and apostrophes; other punctuation stays.

    >>> fold("Łukasz Kaiser & Jörg"), fold(r"Bolboac{\u a}"), fold("RL$^2$")
    ('lukasz kaiser  and  jorg', 'bolboaca', 'rl2')
    """
    if "<" in text:
        text = _TAGS.sub("", text)
    if "\\" in text or "$" in text or "{" in text:
        text = _TEX_ACCENT.sub(r"\1", text)
        text = _TEX_LETTERS.sub(lambda found: _TEX_LETTER.get(found[1], found[1]), text)
        text = _TEX_VAR.sub(r"\\", text)
        text = _TEX_FONT.sub(" ", text)
        text = _TEX_GLUE.sub("", text)
    if not text.isascii():
        text = _MARKS.sub("", normalize("NFKD", text))
    return text.lower().translate(_TABLE)


def title_words(title: str) -> list[str]:
    """The words of a title, folded; hyphens and all punctuation divide.

    >>> title_words("Gaussian Error Linear Units (GELUs)")
    ['gaussian', 'error', 'linear', 'units', 'gelus']
    """
    return _WORD.findall(fold(title))


_SUBTITLE = re.compile(r"[:;?!] |\.\s+(?=[A-Z])|\s[-–—]+\s|---?|—|\s\(")


def title_parts(title: str) -> list[list[str]]:
    """The words of a title and of its subtitles.

    >>> title_parts("Is it so? Yes - in part")
    [['is', 'it', 'so'], ['yes'], ['in', 'part']]
    """
    parts = (title_words(part) for part in _SUBTITLE.split(title))
    return [part for part in parts if part]


def compact(title: str) -> str:
    """A title's letters and digits run together: "end-to-end", "end to end" and "endtoend" are one.

    >>> compact("On-Line: Learning") == compact("Online learning")
    True
    """
    return "".join(title_words(title))


class Person(NamedTuple):
    """A name for comparison: folded words of the family name and of the given names."""

    family: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The whole name in the usual western order."""
        return self.given + self.family


@lru_cache(maxsize=1 << 16)
def _name_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def person(name: Name) -> Person:
    """The key of a CSL name; particles belong to the family name, a literal is all family name.

    >>> person({"family": "Kaiser", "given": "Łukasz"})
    Person(family=('kaiser',), given=('lukasz',))
    """
    if "literal" in name:
        return Person(_name_words(name["literal"]), ())
    family = _name_words(name.get("family", ""))
    for part in ("non-dropping-particle", "dropping-particle"):
        if name.get(part):
            family = _name_words(str(name[part])) + family
    return Person(family, _name_words(name.get("given", "")))


def people(record: Record, variable: str = "author") -> list[Person]:
    """The keys of a record's authors, in order; names without a letter are left out."""
    keys = (person(name) for name in record.get(variable, ()))
    return [key for key in keys if key.family or key.given]


_ARXIV = re.compile(r"(?:arxiv:|^)\s*((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[a-z]{2})?/\d{7}))(?:v\d+)?\b", re.I)
_ARXIV_URL = re.compile(
    r"arxiv\.org/(?:abs|pdf|html)/((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[a-z]{2})?/\d{7}))", re.I
)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ARXIV_DOI = "10.48550/arxiv."


def arxiv_number(text: str) -> str:
    """The arXiv number in a text that is one, without version; empty where there is none.

    >>> arxiv_number("arXiv:1706.03762v7"), arxiv_number("hep-th/9711200"), arxiv_number("12")
    ('1706.03762', 'hep-th/9711200', '')
    """
    found = _ARXIV.search(text) or _ARXIV_URL.search(text)
    return found[1].lower() if found else ""


def doi(text: str) -> str:
    """The DOI in a text that is one or an address of one, lower case (DOIs do not tell case apart).

    >>> doi("https://doi.org/10.1145/3292500.ABC")
    '10.1145/3292500.abc'
    """
    found = _DOI.search(text)
    return found[0].rstrip(".,;").lower() if found else ""


def identifiers(record: Record) -> list[str]:
    """What names the record's work elsewhere: "arxiv:1706.03762", "doi:10.1109/cvpr.2016.90", "pmid:1".

    The DOI that arXiv gives each paper counts as its arXiv number. A preprint's published version, where the
    record names it, is one of its identifiers.
    """
    custom = record.get("custom") or {}
    found: dict[str, None] = {}
    for text in (str(custom.get("arxiv", "")), arxiv.number(record)):
        if number := arxiv_number(text):
            found[f"arxiv:{number}"] = None
    for text in (str(record.get("DOI", "")), str(custom.get("published-doi", ""))):
        name = doi(text)
        if name.startswith(_ARXIV_DOI):
            found[f"arxiv:{name.removeprefix(_ARXIV_DOI)}"] = None
        elif name:
            found[f"doi:{name}"] = None
    for variable in ("PMID", "PMCID"):
        if record.get(variable):
            found[f"{variable.lower()}:{str(record[variable]).lower()}"] = None
    return list(found)


def date_span(date: Any) -> tuple[int, int] | None:
    """First and last day a CSL date may mean, as proleptic ordinals; None where it says no year.

    >>> date_span({"date-parts": [[1970]]})
    (719163, 719527)
    """
    from datetime import date as day

    try:
        parts = [int(part) for part in date["date-parts"][0]]
        year, month, number = (*parts, 0, 0)[:3]
        if number:
            first = last = day(year, month, number)
        elif month and month <= 12:
            first, last = day(year, month, 1), day(year + month // 12, month % 12 + 1, 1)
            return first.toordinal(), last.toordinal() - 1
        else:
            first, last = day(year, 1, 1), day(year, 12, 31)
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return None
    return first.toordinal(), last.toordinal()
