"""What a user names as input, listings and reference files alike, as one stream of records."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import groupby
from pathlib import PurePath
from typing import TypeAlias

from citemill import listings, normalizer
from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.errors import BadInput, UnknownName
from citemill.files import Source
from citemill.formats import FORMATS, Format
from citemill.formats.detection import detect
from citemill.listings import LISTINGS
from citemill.listings.model import Listing
from citemill.record import Record

__all__ = ["Inputs", "Origin"]

Origin: TypeAlias = "str | os.PathLike[str] | bytes | Source"
"""A path, "-" for standard input, bytes, or a source."""


class Inputs:
    """Listings and files of references, opened, with their records in the order of the inputs."""

    def __init__(
        self,
        origins: Iterable[Origin],
        *,
        kind: str | None = None,
        key_pattern: str | None = None,
        report: Report = ignore,
    ) -> None:
        """Open the inputs. `kind` is the name of a listing kind or of a format; without it, it is found out.

        Raises `UnknownName` for a kind there is none of, `BadInput` for a file that is none.
        """
        self._report = report
        self._key_pattern = key_pattern or normalizer.DEFAULT_KEY_PATTERN
        self._opened = [_opened(_source(origin), kind, report) for origin in origins]

    @property
    def listings(self) -> list[Listing]:
        """Those inputs that are listings."""
        return [one for one in self._opened if isinstance(one, Listing)]

    def records(self) -> Iterator[Record]:
        """All records, one at a time. Listings that follow one another are normalized together."""
        runs = self._runs()
        return _unique(runs, self._report) if len(self._opened) > 1 and self._mixed else runs

    @property
    def _mixed(self) -> bool:
        return len(self.listings) < len(self._opened)

    def _runs(self) -> Iterator[Record]:
        for _, group in groupby(self._opened, key=lambda one: isinstance(one, Listing)):
            run = list(group)
            pages = [one for one in run if isinstance(one, Listing)]
            if pages:
                yield from normalizer.normalize(pages, key_pattern=self._key_pattern, report=self._report)
            for one in run:
                if not isinstance(one, Listing):
                    row, source = one
                    yield from import_module(row.module).read(source, report=self._report)


def _source(origin: Origin) -> Source:
    return origin if isinstance(origin, Source) else Source(origin)


def _opened(source: Source, kind: str | None, report: Report) -> Listing | tuple[Format, Source]:
    if kind is not None:
        if kind.lower() in LISTINGS.names():
            return listings.read(source, kind=kind, report=report)
        readable = [row for row in FORMATS if row.reads]
        row = next((row for row in readable if row.name == kind.lower()), None)
        if row is None:
            known = [*LISTINGS.names(), *(row.name for row in readable)]
            raise UnknownName("kind of input", kind, known)
        return row, source
    suffix = PurePath(source.name).suffix.lower()
    usual = LISTINGS.owns(suffix)
    if not usual and any(row.reads and suffix in row.suffixes for row in FORMATS):
        row = detect(source)
        if row is not None:
            return row, source
    try:
        return listings.read(source, report=report)
    except BadInput:
        # Only now, since to look for every format takes longer than to read a listing.
        if (row := detect(source)) is not None:
            return row, source
        raise


def _unique(records: Iterator[Record], report: Report) -> Iterator[Record]:
    """Records of several files may have one id: the later ones get a number behind it, and that is said."""
    used: set[str] = set()
    for record in records:
        id = str(record["id"])
        if id in used:
            number = 2
            while f"{id}-{number}" in used:
                number += 1
            new = f"{id}-{number}"
            found = f'another input has a record with the id "{id}"; this one became "{new}"'
            report(Diagnostic("repeated-id", Severity.WARNING, Place(key=id), found))
            record = {**record, "id": new}
            if "citation-key" in record:
                record["citation-key"] = new
            id = new
        used.add(id)
        yield record
