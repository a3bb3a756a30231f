"""The lines below an entry's authors: its abstract, and what is none of it."""

from __future__ import annotations

from citemill.diagnostics import Severity
from citemill.listings.header import figures_in
from citemill.listings.layout import (
    FURNITURE_LENGTH,
    Line,
    ends_listing,
    ends_sentence,
    is_furniture,
    is_subject,
)
from citemill.listings.remarks import Remarks

__all__ = ["take_abstract"]

_LAST_WORD = 40
"""Characters that a line of a footer ("Papers of the week") has at most."""

_WRAPPED = 120
"""Characters that a line has at most where a paragraph was broken into lines."""


def take_abstract(lines: list[Line], has_authors: bool, number: int, last: bool, say: Remarks) -> str:
    """Put the abstract's paragraphs together. `number` is the line of the entry's head."""
    if len(lines) == 1 and len(lines[0].text) > FURNITURE_LENGTH and not last:
        return lines[0].text  # nearly all
    kept, dropped, profile = _without_furniture(lines)
    unsure: list[Line] = []
    if last and not dropped:
        kept, unsure = _without_last_words(kept)
    if dropped or unsure:
        _say_furniture(dropped or unsure, bool(unsure), say)
    if profile:
        found = f'another page begins here ("{profile.text}"); its entries are read with the first page\'s'
        say("second-header", Severity.WARNING, profile.number, found, "give each page a file of its own")
    if not kept:
        if has_authors:
            say("no-abstract", Severity.INFO, number, "the entry has no abstract")
        return ""
    if last and not dropped and not unsure and not ends_sentence(kept[-1].text):
        found = f'the last abstract ends in the middle of a sentence: "… {kept[-1].text[-40:]}"'
        say("abstract-cut-off", Severity.WARNING, kept[-1].number, found, "copy the page to its end")
    paragraphs = _paragraphs(kept)
    if len(paragraphs) < len(kept):
        found = f"an abstract on {len(kept)} lines was put together"
        say("abstract-joined", Severity.INFO, kept[0].number, found)
    return "\n\n".join(paragraphs)


def _paragraphs(lines: list[Line]) -> list[str]:
    """The paragraphs, of which each may have been broken into lines.

    Where the text has blank lines, they part paragraphs; where it has none, the ends of sentences do, since
    a page saved as HTML gives a paragraph a line.
    """
    spaced = _has_blank_lines(lines)
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        ended = ends_sentence(before) if before else True
        if not before or line.spaced or (ended and (not spaced or len(before) > _WRAPPED)):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {line.text}"
        before = line.text
    return paragraphs


def _has_blank_lines(lines: list[Line]) -> bool:
    """Whether blank lines part what is on the page: one stands above the abstract, then."""
    return any(line.spaced for line in lines)


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
    spaced = _has_blank_lines(lines)
    while end > 1 and _is_last_word(lines[end - 1]) and lines[end - 1].spaced >= spaced:
        end -= 1
    return lines[:end], lines[end:]


def _is_last_word(line: Line) -> bool:
    return len(line.text) <= _LAST_WORD and not ends_sentence(line.text)
