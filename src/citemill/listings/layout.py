"""What the lines of a profile page look like: heads of entries, author lists, figures, page furniture.

Everything here looks at one line at a time; `entries` and `header` put the lines together.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = [
    "BADGE",
    "FURNITURE_LENGTH",
    "HEAD_ENDS",
    "HEAD_LENGTH",
    "Authors",
    "Head",
    "Line",
    "clean",
    "ends_listing",
    "ends_sentence",
    "head_of",
    "is_furniture",
    "is_subject",
    "looks_like_authors",
    "must_be_authors",
    "split_authors",
]

# The head of an entry: the tail of a category (or a full one), the date, and a flag, all run together.

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[89]|20)\d\d"
_LONG_DATE = (
    rf"{_MONTH}\s(?:\d{{1,2}},?\s)?{_YEAR}"  # Jun 6, 2024 / Jun 2024
    rf"|\d{{1,2}}\s{_MONTH},?\s{_YEAR}"  # 6 Jun 2024
    rf"|{_YEAR}-\d\d(?:-\d\d)?"  # 2024-06-06
)
# Two capitals (LG), the hyphenated or wordy tails of the physics archives (quant-ph, mes-hall, optics),
# or a full category (cs.LG, physics.optics).
_SUBJECT = r"[A-Z]{2}|[a-z]+(?:-[a-z]+)+|optics|soft|other|[a-z]+(?:-[a-z]+)?\.[A-Za-z-]{2,}?"

BADGE = "Code"
"""The flag behind the date: an implementation is public."""

_HEAD = re.compile(
    rf"(?:(?P<subject>{_SUBJECT})\s?(?P<date>{_LONG_DATE}|{_YEAR})"
    rf"|(?P<subject3>[A-Z]{{3,4}})\s?(?P<date3>{_LONG_DATE})"  # but "ICML 2023" is a venue
    rf"|(?P<date0>{_LONG_DATE}|{_YEAR}))\s?(?P<code>{BADGE})?"
).fullmatch
_SUBJECT_LINE = re.compile(rf"(?:{_SUBJECT}|[A-Z]{{3,4}})").fullmatch

HEAD_LENGTH = 60
"""No head of an entry is as long as this."""
HEAD_ENDS = frozenset("0123456789" + BADGE[-1])
"""Last characters of heads."""


class Head(NamedTuple):
    """A line that can begin an entry."""

    number: int
    text: str
    subject: str
    """Empty where the line holds only a date."""
    date: str
    code: bool

    @property
    def year_alone(self) -> bool:
        """Whether there is nothing but a year: "1984"."""
        return self.text == self.date and len(self.date) == 4


def head_of(line: str, number: int) -> Head | None:
    """Read a line as the head of an entry.

    >>> head_of("LGJun 6, 2024Code", 12)
    Head(number=12, text='LGJun 6, 2024Code', subject='LG', date='Jun 6, 2024', code=True)
    """
    found = _HEAD(line)
    if found is None:
        return None
    subject, date, subject3, date3, date0, code = found.groups()
    return Head(number, line, subject or subject3 or "", date or date3 or date0, code is not None)


def is_subject(line: str) -> bool:
    """Whether the line is the tail of a category, or a full one, and nothing else."""
    return _SUBJECT_LINE(line) is not None


class Line(NamedTuple):
    """A line that is not blank; `spaced` when a blank line stands above it."""

    number: int
    text: str
    spaced: bool


# Author lists.

_USUAL_ET_AL = " et al."
_ET_AL_ENDS = ("al.", "al", "others")
_ET_AL = re.compile(r"(?<=\S)(?:[,;]\s*|\s+)(?:et\.? al\.?|and others)$").search
_DOT = re.compile(r"\s[·•∙⋅]\s")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV|Ph\.? ?D\.?|M\.?D\.?|Esq\.?").fullmatch
_LONGEST_SUFFIX = len("Ph. D.")


class Authors(NamedTuple):
    """The line below a title, taken apart."""

    names: tuple[str, ...]
    cut_off: bool
    affiliations: tuple[str, ...]


def split_authors(line: str) -> Authors:
    """Take an author line apart.

    >>> split_authors("Josh Achiam, Steven Adler et al. · berkeley, deepmind")
    Authors(names=('Josh Achiam', 'Steven Adler'), cut_off=True, affiliations=('berkeley', 'deepmind'))
    >>> split_authors("Martin Luther King, Jr., Łukasz Kaiser").names
    ('Martin Luther King, Jr.', 'Łukasz Kaiser')
    """
    affiliations: tuple[str, ...] = ()
    if not line.isascii() and _DOT.search(line):
        line, *groups = _DOT.split(line)
        affiliations = tuple(slug.strip() for group in groups for slug in group.split(",") if slug.strip())
    cut_off = True
    if line.endswith(_USUAL_ET_AL):
        line = line[: -len(_USUAL_ET_AL)]
    elif line.endswith(_ET_AL_ENDS) and (found := _ET_AL(line)):
        line = line[: found.start()]
    else:
        cut_off = False
    names = line.split(", ")
    if (
        min(map(len, names)) <= _LONGEST_SUFFIX
        or line.count(",") >= len(names)
        or ";" in line
        or "  " in line
    ):
        names = _carefully_split(line)
    return Authors(tuple(names), cut_off, affiliations)


def _carefully_split(line: str) -> list[str]:
    # "Gao, Leo; Kaiser, Łukasz": where semicolons stand between names, commas stand inside them.
    names = [name for piece in line.split(";" if ";" in line else ",") if (name := piece.strip())]
    for at in range(len(names) - 1, 0, -1):
        if len(names[at]) <= _LONGEST_SUFFIX and _SUFFIX(names[at]):
            names[at - 1 : at + 1] = [f"{names[at - 1]}, {names[at]}"]
    return names


def must_be_authors(line: str) -> bool:
    """Whether the line can only be an author list: "et al." or affiliations end it."""
    if line.endswith(_ET_AL_ENDS):
        return line.endswith(_USUAL_ET_AL) or _ET_AL(line) is not None
    return not line.isascii() and _DOT.search(line) is not None


# Words that a name may hold in lower case.
_SMALL = frozenset(
    "a af al auf av ben bin bint d da dal de dei del della den der des di do dos du e el i ibn la las le les"
    " los of on on behalf t te ten ter the und van vander vom von y zu zum zur".split()
)
_SENTENCE_END = re.compile(r"[a-z\d)]{2}[.!?]$").search

_WORD = r"[A-Z][\w.'’-]*"
_NAME = rf"(?:{_WORD} ){{1,3}}[A-Z][\w'’-]+"
_USUAL_NAMES = re.compile(rf"{_NAME}(?:, {_NAME})*").fullmatch


def looks_like_authors(line: str) -> bool:
    """Whether the line can be an author list: names, that is short pieces whose words have capitals.

    >>> looks_like_authors("Stanislas Polu, Ilya Sutskever"), looks_like_authors("We study graphs.")
    (True, False)
    """
    if _USUAL_NAMES(line) or must_be_authors(line):
        return True
    pieces = [piece.split() for piece in line.split(";" if ";" in line else ",") if piece.strip()]
    good = sum(len(words) <= 6 and _is_name(words) for words in pieces)
    return good * 2 > len(pieces) or (good * 2 == len(pieces) > 0 and _is_name(pieces[0]))


def _is_name(words: list[str]) -> bool:
    capital = False
    for word in words:
        first = word[0]
        if first.isdigit() or word[-1] in ":?!":
            return False
        if first.islower():
            if word not in _SMALL and not word.startswith(("d'", "d’", "al-", "el-")):
                return False
        else:
            capital = True
    return capital and not _SENTENCE_END(words[-1].removesuffix("Jr.").removesuffix("Sr."))


# Page furniture.

_LABELS = frozenset(
    """
    abstract|summary|pdf|view pdf|html|arxiv|doi|bibtex|cite|cited by|copy|share|save|bookmark|details
    |read more|show more|show less|more|less|read paper|view paper|view on arxiv|view code|like|follow
    """.replace("\n    ", "").split("|")
)
"""Words on buttons and above paragraphs: dropped where they stand alone on a line."""

_ENDS = frozenset(
    """
    load more|load more papers|load more results|show more papers|show all papers|view all|view all papers
    |see all|see all papers|see more|loading|loading...|loading…|next|next page|previous|previous page|prev
    |back|back to top|top|home|about|about us|contact|contact us|help|faq|blog|careers|search|menu|login
    |log in|log out|sign in|sign up|sign out|register|subscribe|newsletter|feedback|privacy|privacy policy
    |terms|terms of service|terms of use|terms & conditions|cookies|cookie policy|cookie settings|imprint
    |skip to content|skip to main content|toggle theme|dark mode|light mode|twitter|github|linkedin|discord
    |papers|authors|topics|trending|explore|browse|api|pricing|docs|documentation|related authors|co-authors
    """.replace("\n    ", "").split("|")
)
"""Navigation, buttons and footers: they end an entry."""

_END_LINE = re.compile(
    r"impressum|©.*|\(c\)\s*\d.*|copyright\s*(?:©|\(c\)|\d{4}).*|.*\ball rights reserved\.?"
    r"|(?:powered by|made with|made by|made in) [^.]{1,30}"
    r"|page \d+(?: of \d+)?|showing \d.*|\d+ more papers?|load(?:ing)? .{0,20}more.*|[<>←→«»↑\s\d.…|·-]+",
    re.IGNORECASE,
).fullmatch

FURNITURE_LENGTH = 80


def is_furniture(line: str) -> bool:
    """Whether the line is a label, a button, navigation or part of a footer."""
    return len(line) <= FURNITURE_LENGTH and (line.casefold() in _LABELS or ends_listing(line))


def ends_listing(line: str) -> bool:
    """Whether the line belongs below an entry: a "load more" button, navigation, a footer.

    >>> ends_listing("Load more"), ends_listing("© 2025 Papers Inc."), ends_listing("We study graphs.")
    (True, True, False)
    """
    if len(line) > FURNITURE_LENGTH:
        return False
    return line.casefold() in _ENDS or _END_LINE(line) is not None


# The ends of sentences.

_SENTENCE_ENDS = frozenset(".!?…:;)]}\"”’'»。！？$%")
_ADDRESS_AT_END = re.compile(r"https?://\S+$").search


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, or with an address.

    >>> ends_sentence("We compute."), ends_sentence("Code: https://example.org/x"), ends_sentence("We")
    (True, True, False)
    """
    return text[-1] in _SENTENCE_ENDS or _ADDRESS_AT_END(text) is not None


# Characters that a paste brings along.

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t ]+")
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff]")
_SUSPECTS = "\u00a0\u2009\u200a\u200b\u202f\u2060\u3000\ufeff"


def clean(line: str) -> str:
    """Make every run of spaces one ordinary space, and take out control and zero-width characters.

    Joiners (U+200C, U+200D) stay: Persian and Indic scripts, and emoji, are written with them. Long lines
    are looked through for the characters that do occur, since this is done to every abstract.
    """
    if len(line) >= HEAD_LENGTH and not any(suspect in line for suspect in _SUSPECTS):
        return line
    return _UNWANTED.sub("", _SPACES.sub(" ", line)).strip()
