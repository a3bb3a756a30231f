"""CSL-JSON with one record a line (JSON lines), and what it shares with the array: order and encoding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from json import encoder
from json.encoder import JSONEncoder, encode_basestring
from typing import Any

from citemill.diagnostics import Report
from citemill.files import Source
from citemill.formats import WriteOptions
from citemill.formats.rows import BROKEN, unwritable
from citemill.record import Record

__all__ = ["detects", "encode", "in_order", "read", "write"]

_ORDER = """
    id type citation-key categories title title-short author editor translator container-author
    collection-editor container-title container-title-short journalAbbreviation collection-title
    collection-number volume issue number edition chapter-number page number-of-pages number-of-volumes event
    event-title event-place event-date publisher publisher-place genre medium version issued original-date
    accessed status archive archive_location archive-place source call-number ISBN ISSN DOI PMID PMCID URL
    language keyword note annote abstract
""".split()
_RANK = {variable: rank for rank, variable in enumerate(_ORDER)}
_LAST = {"custom": 10_000}

_encoder = JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False)
_escaping = JSONEncoder(ensure_ascii=True, check_circular=False, allow_nan=False)

_orders: dict[tuple[str, ...], tuple[str, ...]] = {}


def in_order(record: Record) -> tuple[str, ...]:
    """The record's variables in the order in which they are written: always the same, the abstract last.

    >>> in_order({"abstract": "...", "type": "book", "id": "x"})
    ('id', 'type', 'abstract')
    """
    shape = tuple(record)
    order = _orders.get(shape)
    if order is None:
        if len(_orders) > 5_000:
            _orders.clear()
        middle = len(_ORDER) - 3  # variables without a rank stand before note, annote and abstract
        ranked = sorted(shape, key=lambda name: (_RANK.get(name, _LAST.get(name, middle - 0.5)), name))
        order = _orders[shape] = tuple(ranked)
    return order


def encode(value: Any) -> str:
    """A value as JSON; half a surrogate pair, which is no character, as an escape."""
    text = encode_basestring(value) if value.__class__ is str else "".join(_pieces(value))
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return _escaping.encode(value)
    return text


def _pieces(value: Any) -> Iterable[str]:
    """The pieces of a value that is no text, by the encoder that `json` makes anew for each call."""
    return _encoder.iterencode(value) if _in_c is None else _in_c(value, 0)


_make = getattr(encoder, "c_make_encoder", None)  # None where Python was built without it
_in_c = _make and _make(None, _encoder.default, encode_basestring, None, ": ", ", ", False, False, False)


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write records, each on a line of its own."""
    for record in records:
        try:
            yield encode({variable: record[variable] for variable in in_order(record)}) + "\n"
        except BROKEN as error:
            report(unwritable(record, error))


def detects(head: str) -> bool:
    """Whether a file that begins so has a JSON object on each of its lines."""
    lines = re.match(r"\s*\{.*\}[ \t]*(?:\n\s*\{|\s*$)", head)
    return lines is not None and '"@context"' not in head


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read records, whether on lines of their own or in an array."""
    from citemill.formats import csl_json  # which takes its encoding from here

    return csl_json.read(source, report=report)
