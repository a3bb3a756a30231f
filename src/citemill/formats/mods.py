"""MODS 3.7 (Metadata Object Description Schema of the Library of Congress), read and written.

What a work appeared in is its `relatedItem type="host"`, a series is one of type "series", an original one
of type "original", a reviewed work one of type "reviewOf"; the same elements mean the same things inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citemill.diagnostics import Report
from citemill.files import Source
from citemill.formats import WriteOptions
from citemill.formats.mods_tables import CARRIED, NAMESPACE
from citemill.record import Record

__all__ = ["CARRIED", "detects", "read", "write"]


def detects(head: str) -> bool:
    """Whether a file that begins so is MODS."""
    return NAMESPACE in head or "<modsCollection" in head or "<mods:mods" in head


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read each `mods` element."""
    from citemill.formats import mods_reader

    return mods_reader.read(source, report=report)


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write a `modsCollection`."""
    from citemill.formats import mods_writer

    return mods_writer.write(records, options=options, report=report)
