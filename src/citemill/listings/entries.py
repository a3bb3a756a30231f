"""The lines of one entry, from its head to the next, become an `Entry`; what is doubtful is said."""

from __future__ import annotations

from typing import NamedTuple

from citemill.diagnostics import Severity
from citemill.listings.abstracts import take_abstract
from citemill.listings.layout import (
    BADGE,
    FURNITURE_LENGTH,
    HEAD_ENDS,
    HEAD_LENGTH,
    Authors,
    Head,
    Line,
    ends_sentence,
    head_of,
    is_furniture,
    looks_like_authors,
    must_be_authors,
    split_authors,
)
from citemill.listings.model import Entry
from citemill.listings.remarks import Remarks

__all__ = ["Block", "assemble"]

_NO_AUTHORS = Authors((), False, ())


class Block(NamedTuple):
    """The lines of one entry: from its head to the next."""

    head: Head | None
    """None for what stands above the first entry."""
    lines: list[Line]
    cut: bool
    """There was more than anyone would want."""
    last: bool
    """Nothing follows in the input."""


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
    abstract = take_abstract(rest, authors is not _NO_AUTHORS, head.number, last and not cut, say)
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
        title = first.text
        return " ".join(title.split()) if "  " in title else title, lines[1:]
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
        and not ends_sentence(text)
    )
