"""The line reader that every kind of page shares: numbered lines in, a `Listing` out.

    lines ──> blocks ──> header ──> Profile      the lines above the first head
                    └──> entries ──> Entry       each head with the lines below it

A block is all that is in memory at a time. What the lines look like is known to `layout` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.listings.entries import Block, assemble
from citemill.listings.header import figures_in, read_header
from citemill.listings.layout import HEAD_ENDS, HEAD_LENGTH, Head, Line, clean, head_of, is_subject
from citemill.listings.model import Entry, Listing
from citemill.listings.remarks import Remarks

__all__ = ["ENTRY_LIMIT", "NumberedLines", "read_lines"]

NumberedLines: TypeAlias = Callable[[], Iterable[tuple[int, str]]]
"""Opens the source anew and gives its lines with their numbers in it, blank ones included."""

ENTRY_LIMIT = 1_000_000
"""Characters of one entry that are kept. What goes beyond is left out, and said."""

KEPT_LIMIT = 200_000_000
"""Characters of entries that are kept between two passes; a longer page is read again each time."""

_HEADER_LINES = 300
"""Lines above the first entry that are looked at."""

_HEADER_LINE = 240
"""Characters of each of them."""


def read_lines(open_lines: NumberedLines, source: str, report: Report, *, wanted: str) -> Listing:
    """Read a page, its entries as they are asked for. `wanted` names the kind of page in messages.

    Raises `BadInput` where there is no entry.
    """
    blocks = _blocks(open_lines())
    above = next(blocks)
    if next(blocks, None) is None:
        raise BadInput(
            "no entry was found" if above.lines else "there is no text in it",
            place=Place(source),
            hint=f'{wanted} is wanted, where a line like "LGJun 6, 2024" begins each entry and its title, '
            "authors and abstract stand on lines of their own",
        )
    header = read_header([(line.number, line.text) for line in above.lines], source, report)
    claimed = header.profile.listed or header.profile.papers
    return Listing(
        source,
        header.profile,
        _Entries(open_lines, source, report, claimed.value if claimed else 0, header.listed_line),
    )


class _Entries:
    """The entries of a page. What there is to say of them is said once, however often they are gone through.

    Those of a page of usual size are kept after the first full pass; a larger one is read again each time.
    """

    def __init__(
        self, open_lines: NumberedLines, source: str, report: Report, claimed: int, claim_line: int
    ) -> None:
        self._open_lines = open_lines
        self._source = source
        self._report = report
        self._claimed = claimed
        self._claim_line = claim_line
        self._said = 0
        self._kept: list[Entry] | None = None

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._kept) if self._kept is not None else self._read()

    def _read(self) -> Iterator[Entry]:
        report = self._once()
        say = Remarks(self._source, report)
        count = 0
        kept: list[Entry] = []
        room = KEPT_LIMIT
        for block in islice(_blocks(self._open_lines()), 1, None):
            for entry in assemble(block, say):
                count += 1
                if room > 0:
                    room -= len(entry.abstract) + 500  # the rest of it, and what Python needs for it
                    kept.append(entry)
                elif kept:
                    kept.clear()
                yield entry
        if room > 0:
            self._kept = kept
        if self._claimed and count != self._claimed:
            report(self._miscount(count))

    def _once(self) -> Report:
        """A report that passes on only what no earlier iteration has said: each says the same in turn."""
        place = 0

        def say(diagnostic: Diagnostic) -> None:
            nonlocal place
            place += 1
            if place > self._said:
                self._said = place
                self._report(diagnostic)

        return say

    def _miscount(self, count: int) -> Diagnostic:
        place = Place(self._source, self._claim_line or None)
        found = f"the page says {self._claimed:,} papers, {count:,} {'is' if count == 1 else 'are'} here"
        if count < self._claimed:
            return Diagnostic(
                "page-cut-off",
                Severity.WARNING,
                place,
                f"{found}; it seems cut off",
                "scroll to its end before saving",
            )
        return Diagnostic("more-than-claimed", Severity.INFO, place, found)


def _blocks(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """Divide the lines at the heads of entries. The first block is what stands above the first head."""
    head: Head | None = None
    kept: list[Line] = []
    size = 0
    spaced = True
    for number, raw in lines:
        text = raw and raw.strip()
        if not text:
            spaced = True
            continue
        short = len(text) < HEAD_LENGTH
        if not (text.isprintable() if short else text.isascii()) or (short and "  " in text):
            text = clean(text)
            if not text:
                continue
        if short and text[-1] in HEAD_ENDS and (kept or head is None):
            found = head_of(text, number)
            if found and _begins_entry(found, kept, spaced, in_header=head is None):
                if not found.subject and _subject_above(kept, spaced):
                    found = found._replace(subject=kept.pop().text)
                yield Block(head, kept, size > ENTRY_LIMIT, last=False)
                head, kept, size, spaced = found, [], 0, False
                continue
        if head is None:
            kept.append(Line(number, text[:_HEADER_LINE], spaced))
            del kept[:-_HEADER_LINES]
        else:
            size += len(text) + 100  # so that very many short lines have their limit too
            if size <= ENTRY_LIMIT:
                kept.append(Line(number, text, spaced))
        spaced = False
    yield Block(head, kept, size > ENTRY_LIMIT, last=True)


def _begins_entry(head: Head, kept: list[Line], spaced: bool, *, in_header: bool) -> bool:
    """Whether what looks like a head is one. With a subject it always is; a date alone needs more."""
    if head.subject or _subject_above(kept, spaced):
        return True
    if head.year_alone:
        return False
    return not in_header or not kept or any(figures_in(line.text) for line in kept)


def _subject_above(kept: list[Line], spaced: bool) -> bool:
    """Whether the line above is a subject: "LG" and "Jun 6, 2024" on two lines."""
    return bool(kept) and not spaced and is_subject(kept[-1].text)
