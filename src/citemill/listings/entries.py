"""The lines of one entry, from its head to the next, become an `Entry`; what is doubtful is said."""

from __future__ import annotations

import re
from typing import NamedTuple

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.listings.header import figures_in
from citemill.listings.layout import (
    BADGE,
    FURNITURE_LENGTH,
    HEAD_ENDS,
    HEAD_LENGTH,
    Authors,
    Head,
    Line,
    ends_listing,
    head_of,
    is_furniture,
    is_subject,
    looks_like_authors,
    must_be_authors,
    split_authors,
)
from citemill.listings.model import Entry

__all__ = ["Block", "Remarks", "assemble"]

_NO_AUTHORS = Authors((), False, ())
_SENTENCE_ENDS = frozenset(".!?…:;)]}\"”’'»。！？$%")
_ADDRESS_AT_END = re.compile(r"https?://\S+$").search

_LAST_WORD = 40
"""Characters that a line of a footer ("Papers of the week") has at most."""


class Block(NamedTuple):
    """The lines of one entry: from its head to the next."""

    head: Head | None
    """None for what stands above the first entry."""
    lines: list[Line]
    cut: bool
    """There was more than anyone would want."""
    last: bool
    """Nothing follows in the input."""


class Remarks(NamedTuple):
    """What there is to say about one source."""

    source: str
    report: Report

    def __call__(self, code: str, severity: Severity, line: int, found: str, hint: str = "") -> None:
        """Report one thing."""
        self.report(Diagnostic(code, severity, Place(self.source, line), found, hint))


def assemble(block: Block, say: Remarks) -> list[Entry]:
    """Give the block's entry; none where it has only a head, two where its first line was a head too."""
    head, lines, cut, last = block
    assert head is not None
    code = head.code
    if lines and lines[0].text == BADGE:  # the flag on a line of its own
        code, lines = True, lines[1:]
    if not lines:
        _say_without_title(head, last, say)
        return []
    first = lines[0]
    may_be_head = len(first.text) < HEAD_LENGTH and first.text[-1] in HEAD_ENDS
    second = head_of(first.text, first.number) if may_be_head else None
    if second and not second.year_alone:
        if not _is_title(lines):
            _say_without_title(head, False, say)
            return assemble(Block(second, lines[1:], cut, last), say)
        found = f'"{second.text}" looks like the head of an entry; it was taken as a title'
        say("title-like-date", Severity.WARNING, second.number, found)
    if cut:
        found = "the entry is longer than any abstract; the rest of it was left out"
        say("entry-too-long", Severity.ERROR, head.number, found, "look for a missing first line below it")
    title, rest = _take_title(lines, head.number, say)
    authors, rest = _take_authors(rest, title, head.number, last, say)
    abstract = _take_abstract(rest, authors is not _NO_AUTHORS, head.number, last and not cut, say)
    return [
        Entry(
            title,
            head.subject,
            head.date,
            authors.names,
            authors.cut_off,
            authors.affiliations,
            code,
            abstract,
            head.number,
        )
    ]


def _say_without_title(head: Head, last: bool, say: Remarks) -> None:
    found = f'the entry "{head.text}" {"breaks off" if last else "has nothing"} after its first line'
    say("entry-without-title", Severity.ERROR, head.number, found, "copy it again")


def _is_title(lines: list[Line]) -> bool:
    """Whether a first line that looks like a head is a title: then authors come next, and not a title."""
    if len(lines) == 1:
        return not lines[0].spaced
    if len(lines) > 2 and looks_like_authors(lines[2].text):
        return False
    return looks_like_authors(lines[1].text)


def _take_title(lines: list[Line], number: int, say: Remarks) -> tuple[str, list[Line]]:
    first = lines[0]
    if must_be_authors(first.text) and not (len(lines) > 1 and looks_like_authors(lines[1].text)):
        say("no-title", Severity.WARNING, number, "the entry has no title", "copy it again")
        return "", lines
    # A title broken over lines: they stand together, and an author list follows.
    end = 1
    while end < min(len(lines), 4) and not lines[end].spaced and not looks_like_authors(lines[end].text):
        end += 1
    if end == 1 or end == len(lines) or not looks_like_authors(lines[end].text):
        return first.text, lines[1:]
    say("title-joined", Severity.INFO, number, f"a title on {end} lines was put together")
    return " ".join(line.text for line in lines[:end]), lines[end:]


def _take_authors(
    lines: list[Line], title: str, number: int, last: bool, say: Remarks
) -> tuple[Authors, list[Line]]:
    if lines:
        text = lines[0].text
        if must_be_authors(text) or (
            ("," in text or not is_furniture(text))
            and (_stands_for_authors(lines) or looks_like_authors(text))
        ):
            taken = 1
            while text.endswith((",", ";")) and taken < len(lines) and not lines[taken].spaced:
                text = f"{text} {lines[taken].text}"
                taken += 1
            return split_authors(text), lines[taken:]
    if last and not lines:
        say(
            "entry-cut-off",
            Severity.WARNING,
            number,
            f'the last entry breaks off after its title "{title}"',
            "copy the page to its end",
        )
    else:
        say("no-authors", Severity.WARNING, number, f'"{title}" has no authors')
    return _NO_AUTHORS, lines


def _stands_for_authors(lines: list[Line]) -> bool:
    """Whether the line stands where authors do: a short one, set off from the abstract that follows."""
    text = lines[0].text
    return (
        len(lines) > 1
        and lines[1].spaced
        and len(text) <= FURNITURE_LENGTH
        and len(lines[1].text) > len(text)
        and text[-1] not in _SENTENCE_ENDS
    )


def _take_abstract(lines: list[Line], has_authors: bool, number: int, last: bool, say: Remarks) -> str:
    if len(lines) == 1 and len(lines[0].text) > FURNITURE_LENGTH and not last:
        return lines[0].text  # nearly all
    paragraphs, dropped, profile = _without_furniture(lines)
    unsure: list[Line] = []
    if last and not dropped:
        paragraphs, unsure = _without_last_words(paragraphs)
    if dropped or unsure:
        _say_furniture(dropped or unsure, bool(unsure), say)
    if profile:
        say(
            "second-header",
            Severity.WARNING,
            profile.number,
            f'another page begins here ("{profile.text}"); its entries are read with the first page\'s',
            "give each page a file of its own",
        )
    if not paragraphs:
        if has_authors:
            say("no-abstract", Severity.INFO, number, "the entry has no abstract")
    elif last and not dropped and not unsure and not _ends_sentence(paragraphs[-1].text):
        say(
            "abstract-cut-off",
            Severity.WARNING,
            paragraphs[-1].number,
            f'the last abstract ends in the middle of a sentence: "… {paragraphs[-1].text[-40:]}"',
            "copy the page to its end",
        )
    return "\n\n".join(line.text for line in paragraphs)


def _say_furniture(lines: list[Line], unsure: bool, say: Remarks) -> None:
    shown = f'"{lines[0].text[:FURNITURE_LENGTH]}"'
    if len(lines) > 1:
        shown = f"{shown} to line {lines[-1].number}"
    found = f"{shown} was taken as page furniture"
    if unsure:
        hint = "if it belongs to the abstract, end it with a full stop"
        say("page-furniture", Severity.WARNING, lines[0].number, found, hint)
    else:
        say("page-furniture", Severity.INFO, lines[0].number, found)


def _without_furniture(lines: list[Line]) -> tuple[list[Line], list[Line], Line | None]:
    """The paragraphs of an abstract, the lines that are no part of it, the first line of another header."""
    kept: list[Line] = []
    dropped: list[Line] = []
    for at, line in enumerate(lines):
        if len(line.text) <= FURNITURE_LENGTH:
            if figures_in(line.text):
                above = _header_above(kept)
                return kept[: len(kept) - above], dropped + kept[len(kept) - above :], line
            if ends_listing(line.text):
                header = next((below for below in lines[at:] if figures_in(below.text)), None)
                return kept, dropped + lines[at:], header
            if is_furniture(line.text):
                dropped.append(line)
                continue
        kept.append(line)
    return kept, dropped, None


def _header_above(lines: list[Line]) -> int:
    """How many of the last lines are the name and subject above another page's figures."""
    count = int(bool(lines) and is_subject(lines[-1].text))
    return count + int(len(lines) > count + 1 and _is_last_word(lines[-1 - count]))


def _without_last_words(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Take away what stands below the very last abstract: short lines that are no sentences."""
    end = len(lines)
    while end > 1 and _is_last_word(lines[end - 1]):
        end -= 1
    return lines[:end], lines[end:]


def _ends_sentence(text: str) -> bool:
    return text[-1] in _SENTENCE_ENDS or _ADDRESS_AT_END(text) is not None


def _is_last_word(line: Line) -> bool:
    return len(line.text) <= _LAST_WORD and not _ends_sentence(line.text)
