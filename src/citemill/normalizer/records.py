"""One entry -> one CSL-JSON record; docs/records.md shows what becomes of each part."""

from __future__ import annotations

from typing import Any, NamedTuple

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.listings.model import Entry, Listing
from citemill.normalizer.affiliations import spelling
from citemill.normalizer.dates import date_parts
from citemill.normalizer.names import parse_name
from citemill.normalizer.subjects import find_subject
from citemill.normalizer.titles import holds_tex, plain_title, untexed
from citemill.record import Record

__all__ = ["CODE", "EntryWork", "RecordMaker"]

CODE = "Code"
"""The keyword of works whose implementation is public, as the page prints it."""


class Subject(NamedTuple):
    """What a printed subject gives a record."""

    category: str
    keywords: tuple[str, ...]
    keyword: str
    """CSL's `keyword`: all of them in one text."""
    keyword_with_code: str
    custom: dict[str, Any]


class EntryWork:
    """An entry, as a key is made from it."""

    __slots__ = ("_entry", "_maker", "authors", "cut_off")

    def __init__(self, entry: Entry, maker: RecordMaker) -> None:
        self._entry = entry
        self._maker = maker
        self.authors = entry.authors
        self.cut_off = entry.cut_off

    @property
    def date(self) -> tuple[int, ...]:
        """Year, month and day, as far as they are printed."""
        return date_parts(self._entry.date)

    @property
    def title(self) -> str:
        """The title without TeX and markup."""
        title = self._entry.title
        return plain_title(title) if "$" in title or "\\" in title or "<" in title else title

    @property
    def subject(self) -> str:
        """The arXiv category, or the subject as printed."""
        return self._maker.subject(self._entry).category

    @property
    def keywords(self) -> tuple[str, ...]:
        """All keywords."""
        keywords = self._maker.subject(self._entry).keywords
        return (*keywords, CODE) if self._entry.code else keywords


class RecordMaker:
    """Makes the records of one listing, and says once what it had to infer for many."""

    def __init__(self, listing: Listing, report: Report) -> None:
        self._source = listing.source
        self._owner = listing.profile.subject
        self._report = report
        self._subjects: dict[str, Subject] = {}

    def subject(self, entry: Entry) -> Subject:
        """What the entry's subject gives a record."""
        return self._subjects.get(entry.subject) or self._find_subject(entry)

    def record(self, entry: Entry, key: str) -> Record:
        """The entry as a record."""
        record: Record = {"id": key, "citation-key": key, "type": "article", "genre": "Preprint"}
        subject = self.subject(entry)
        custom = subject.custom.copy()
        if title := entry.title:
            if ("$" in title or "\\" in title) and holds_tex(title):
                custom["title-tex"] = title
                title = untexed(title)
            record["title"] = title
        if entry.authors:
            authors = []
            inferred = []
            for at, printed in enumerate(entry.authors):
                name, guessed = parse_name(printed)
                authors.append(name)
                if guessed:
                    inferred.append(at)
            record["author"] = authors
            if inferred:
                custom["inferred-names"] = {"author": inferred}
            if entry.cut_off:
                custom["cut-off"] = ["author"]
        if parts := date_parts(entry.date):
            record["issued"] = {"date-parts": [list(parts)]}
        elif entry.date:
            record["issued"] = {"literal": entry.date}
            self._say_no_such_date(entry, key)
        record["archive"] = "arXiv"
        if abstract := entry.abstract:
            if ("$" in abstract or "\\" in abstract) and holds_tex(abstract):
                custom["abstract-tex"] = abstract
                abstract = untexed(abstract)
            record["abstract"] = abstract
        if entry.code:
            custom["code"] = True
            record["keyword"] = subject.keyword_with_code
        elif subject.keyword:
            record["keyword"] = subject.keyword
        if entry.affiliations:
            custom["affiliations"] = [{"slug": slug, "name": spelling(slug)} for slug in entry.affiliations]
        if custom:
            record["custom"] = custom
        return record

    def _find_subject(self, entry: Entry) -> Subject:
        """Find out what a subject means, when it is met first."""
        printed = entry.subject
        found = find_subject(printed, self._owner)
        custom: dict[str, Any] = {}
        category, labels = printed, (printed,) if printed else ()
        if found:
            category, labels = found.category, (found.label,)
            custom = {"primary-class": category, "primary-class-label": found.label}
        place = Place(self._source, entry.line)
        if found and found.inferred:
            custom["primary-class-inferred"] = True
            self._report(
                Diagnostic(
                    "primary-class-inferred",
                    Severity.INFO,
                    place,
                    f'"{printed}" stands for categories of several archives; taken as {category} here '
                    "and below",
                )
            )
        elif printed and not found:
            self._report(
                Diagnostic(
                    "unknown-subject",
                    Severity.WARNING,
                    place,
                    f'"{printed}" is no subject of arXiv; kept as a keyword here and below',
                )
            )
        subject = Subject(category, labels, _joined(labels), _joined((*labels, CODE)), custom)
        self._subjects[printed] = subject
        return subject

    def _say_no_such_date(self, entry: Entry, key: str) -> None:
        self._report(
            Diagnostic(
                "no-such-date",
                Severity.WARNING,
                Place(self._source, entry.line, key),
                f'there is no date "{entry.date}"; kept as it stands',
            )
        )


def _joined(keywords: tuple[str, ...]) -> str:
    """Keywords in one text: between commas, or semicolons where one holds a comma."""
    if any("," in keyword for keyword in keywords):
        return "; ".join(keywords) + ";" * (len(keywords) == 1)
    return ", ".join(keywords)
