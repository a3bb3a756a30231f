"""The first pass over the entries: which are the same work, and which works would share a key.

Of an entry only hashes of its title and content and its key are kept; entries whose title comes again are
kept whole, read in a pass of their own. A key depends on its own entry alone: where different works get the
same one, each gets a suffix made from its own content, in whatever order they stand. Those few are looked at
once more for it, since a hash that is the same on every machine costs more than one to compare by.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.listings.model import Entry, Listing
from citemill.normalizer.dates import date_parts
from citemill.normalizer.key_pattern import KeyMaker
from citemill.normalizer.names import parse_name
from citemill.normalizer.records import EntryWork, RecordMaker
from citemill.normalizer.titles import plain_title
from citemill.text.ascii import fold

__all__ = ["Position", "Survey", "survey"]

Position: TypeAlias = tuple[int, int]
"""A listing's number and an entry's number in it, both from 0."""

_NO_KEY = "entry"
"""The key of an entry for which the pattern gives nothing."""

_SUFFIX = 4
"""Characters that a suffix has at least."""


class Survey:
    """What the second pass has to know."""

    def __init__(self, make: KeyMaker) -> None:
        self._make = make
        self._works: dict[str, int] = {}
        self._clashes: dict[str, set[int]] = {}
        self._suffixed: dict[str, dict[int, str]] = {}
        self.merged: dict[Position, Entry] = {}
        """By its first entry's position each work that is listed more than once, with the best of all."""
        self.repeated: set[Position] = set()
        """The other entries of such works."""
        self.listings: dict[Position, tuple[int, ...]] = {}
        """By the first entry's position, the numbers of the listings that such a work stands in."""
        self.base_keys: list[list[str]] = []
        """By position the key that each entry would have if it were alone."""

    def base_key(self, entry: Entry, maker: RecordMaker) -> str:
        """The key that the entry has unless another work would have it too."""
        return self._make(EntryWork(entry, maker)) or _NO_KEY

    def key(self, key: str, entry: Entry) -> str:
        """The entry's key among all works; `key` is its base key."""
        if self._suffixed and (suffixed := self._suffixed.get(key)):
            content = _content(entry)
            return suffixed.get(content) or f"{key}-{_spelled(content)}"
        return key

    def add(self, entry: Entry, title: bytes, key: str) -> None:
        """Take note of a work and its base key; `title` are the title's letters."""
        work = hash((title, entry.authors, entry.date))
        if self._works.setdefault(key, work) != work:
            self._clashes.setdefault(key, {self._works[key]}).add(work)

    def remove(self, entry: Entry, title: bytes, key: str) -> None:
        """Forget a work that was added."""
        work = hash((title, entry.authors, entry.date))
        clash = self._clashes.pop(key, {work}) - {work}
        if len(clash) > 1:
            self._clashes[key] = clash
        if clash:
            self._works[key] = next(iter(clash))
        else:
            del self._works[key]

    def settle(self, listings: Sequence[Listing]) -> None:
        """Give a suffix to each of the works that have one key, when all works are known.

        It is as short as tells them apart, and makes no key that another work has.
        """
        if not self._clashes:
            return
        works: dict[str, set[int]] = {key: set() for key in self._clashes}
        for number, listing in enumerate(listings):
            for at, (entry, key) in enumerate(zip(listing.entries, self.base_keys[number], strict=False)):
                if key in works and (number, at) not in self.repeated:
                    works[key].add(_content(self.merged.get((number, at), entry)))
        for key, contents in works.items():
            spelled = {content: _spelled(content) for content in contents}
            length = _SUFFIX
            while True:
                found = {content: f"{key}-{text[:length]}" for content, text in spelled.items()}
                if len(set(found.values())) == len(found) and self._works.keys().isdisjoint(found.values()):
                    break
                length += 1
            self._suffixed[key] = found


def survey(
    listings: Sequence[Listing], makers: Sequence[RecordMaker], make: KeyMaker, report: Report
) -> Survey:
    """Go through all entries: once, and once more where a title comes again."""
    found = Survey(make)
    titles: set[int] = set()
    again: set[int] = set()
    for listing, maker in zip(listings, makers, strict=True):
        keys: list[str] = []
        found.base_keys.append(keys)
        for entry in listing.entries:
            letters = _letters(entry.title or entry.abstract)
            title = hash(letters)
            key = found.base_key(entry, maker)
            keys.append(key)
            if title in titles:
                again.add(title)
            else:
                titles.add(title)
                found.add(entry, letters, key)
    titles.clear()
    if again:
        _merge_repeated(listings, makers, again, found, report)
    found.settle(listings)
    return found


class _Work(NamedTuple):
    """A work, the entries that are known to be of it, and the best of their parts."""

    positions: list[Position]
    entries: list[Entry]


def _merge_repeated(
    listings: Sequence[Listing],
    makers: Sequence[RecordMaker],
    again: set[int],
    found: Survey,
    report: Report,
) -> None:
    by_title: dict[int, list[_Work]] = {}
    for number, listing in enumerate(listings):
        for at, entry in enumerate(listing.entries):
            letters = _letters(entry.title or entry.abstract)
            title = hash(letters)
            if title not in again:
                continue
            if title not in by_title:
                found.remove(entry, letters, found.base_keys[number][at])
            works = by_title.setdefault(title, [])
            for work in works:
                if _is_same(work.entries[-1], entry):
                    work.positions.append((number, at))
                    _report_repeated(work, entry, listings, report)
                    work.entries.append(_merged(work.entries[-1], entry))
                    break
            else:
                works.append(_Work([(number, at)], [entry]))
    for works in by_title.values():
        for positions, entries in works:
            best = entries[-1]
            number, at = positions[0]
            key = found.base_keys[number][at] = found.base_key(best, makers[number])
            found.add(best, _letters(best.title or best.abstract), key)
            if len(positions) > 1:
                found.merged[positions[0]] = best
                found.repeated.update(positions[1:])
                found.listings[positions[0]] = tuple(dict.fromkeys(number for number, _ in positions))


def _is_same(work: Entry, entry: Entry) -> bool:
    """Whether two entries with one title are one work: what both say of author and date agrees."""
    if work.authors and entry.authors and _person(work.authors[0]) != _person(entry.authors[0]):
        return False
    return all(
        one == other for one, other in zip(date_parts(work.date), date_parts(entry.date), strict=False)
    )


def _person(printed: str) -> tuple[str, str]:
    """A name as far as "J. Smith" and "John Smith" agree."""
    name = parse_name(printed).name
    if "literal" in name:
        return fold(name["literal"]).lower(), ""
    return fold(name.get("family", "")).lower(), fold(name.get("given", ""))[:1].lower()


def _merged(work: Entry, entry: Entry) -> Entry:
    """The most complete of each part; of two that are equally complete, the first."""
    authors = max(work, entry, key=lambda one: (not one.cut_off and bool(one.authors), len(one.authors)))
    return Entry(
        work.title,
        max(work.subject, entry.subject, key=lambda subject: (bool(subject), "." in subject)),
        max(work.date, entry.date, key=lambda date: len(date_parts(date))),
        authors.authors,
        authors.cut_off,
        max(work.affiliations, entry.affiliations, key=len),
        work.code or entry.code,
        max(work.abstract, entry.abstract, key=len),
        work.line,
    )


def _report_repeated(work: _Work, entry: Entry, listings: Sequence[Listing], report: Report) -> None:
    (number, _), (first_number, _) = work.positions[-1], work.positions[0]
    first = work.entries[0]
    before = Place(listings[first_number].source, first.line)
    differing = list(_differing(work.entries[-1], entry))
    found = f'"{entry.title or entry.abstract[:60]}" stands at {before} already; the two were merged'
    if differing:
        found += f", but differ in {' and '.join(differing)}"
    report(
        Diagnostic(
            "repeated-entry",
            Severity.WARNING if differing else Severity.INFO,
            Place(listings[number].source, entry.line),
            found,
            "compare the two" if differing else "",
        )
    )


def _differing(work: Entry, entry: Entry) -> Iterator[str]:
    """The parts of which one is no beginning of the other, so that something was left out."""
    count = min(len(work.authors), len(entry.authors))
    if [fold(name) for name in work.authors[:count]] != [fold(name) for name in entry.authors[:count]]:
        yield "their authors"
    size = min(len(work.abstract), len(entry.abstract))
    if work.abstract[:size] != entry.abstract[:size]:
        yield "their abstracts"
    if work.subject and entry.subject and work.subject.rpartition(".")[2] != entry.subject.rpartition(".")[2]:
        yield "their subjects"


# What tells works apart.

_LOWER = bytes(range(256)).lower()
_DROPPED = bytes(code for code in range(128) if not chr(code).isalnum())


def _letters(text: str) -> bytes:
    """A text's letters and digits, to compare it by: without case, marks, punctuation, spaces and TeX."""
    if "$" in text or "\\" in text or "<" in text:
        text = plain_title(text)
    if text.isascii():
        return text.encode().translate(_LOWER, _DROPPED)
    folded = fold(text).encode().translate(_LOWER, _DROPPED)
    # What folding leaves out tells titles in other scripts apart.
    return folded or text.encode("utf-8", "replace")


def _content(entry: Entry) -> int:
    """A hash of what makes a work this one; the same on every machine."""
    title = _letters(entry.title or entry.abstract)
    rest = "\0".join((*entry.authors, entry.date)).encode("utf-8", "replace")
    return int.from_bytes(blake2b(b"%b\0%b" % (title, rest), digest_size=8).digest())


def _spelled(content: int) -> str:
    """The hash in lower-case letters and the digits 2 to 7, thirteen of them."""
    return b32encode(content.to_bytes(8)).decode().rstrip("=").lower()
