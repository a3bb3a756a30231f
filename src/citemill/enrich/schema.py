"""The index file: its tables, and how a work becomes a row.

The file in its place is never changed: a build or an update is written beside it and renamed over it. So
readers need no locks, one that is at work keeps the file it opened, and a run that dies leaves the old file.
"""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import Any, NamedTuple

from citemill.enrich.keys import Person, date_span, identifiers, people, title_parts
from citemill.record import Record

__all__ = ["APPLICATION", "INDEXES", "SCHEMA", "VERSION", "Row", "packed", "read_people", "row", "unpacked"]

APPLICATION = 0x6369746D
"""SQLite's application_id of an index file ("citm")."""

VERSION = 1
"""Changes with the tables or with the folding of keys; an index of another version must be built again."""

SCHEMA = """
CREATE TABLE works (
    work INTEGER PRIMARY KEY,
    id TEXT NOT NULL,        -- the record's id: "arxiv:1706.03762"
    source TEXT NOT NULL,    -- name of its metadata source
    title TEXT NOT NULL,     -- folded words, " : " before a subtitle
    compact TEXT NOT NULL,   -- the same run together
    people TEXT NOT NULL,    -- "ashish:vaswani;noam:shazeer", folded
    first INTEGER,           -- days the date may mean, proleptic ordinals
    last INTEGER,
    versions TEXT NOT NULL,  -- days of its later versions, as far as they are known: "733042 733100"
    classes TEXT NOT NULL,   -- subject classes, the primary one first: "cs.LG stat.ML"
    record BLOB NOT NULL     -- CSL-JSON, deflated
);
CREATE TABLE identifiers (name TEXT NOT NULL, work INTEGER NOT NULL, PRIMARY KEY (name, work)) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(title, people, content='', detail='column', tokenize='ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, col);
"""

INDEXES = (
    "CREATE UNIQUE INDEX IF NOT EXISTS works_id ON works (id)",
    "CREATE INDEX IF NOT EXISTS works_compact ON works (compact)",
)
"""Made after a build has filled the tables: sorting once is faster than keeping order all along."""

# Deflate works on what it has seen before; these are the texts that every record shares.
_SHARED = (
    b'"literal":"","suffix":"Jr.","non-dropping-particle":"van der ","container-title":"Proceedings of the "'
    b'International Conference on ","volume":"","issue":"","page":"","type":"paper-conference"'
    b'"publisher":"IEEE","ISSN":"","type":"article-journal","published-doi":"10.1","published-in":"Phys. "'
    b'"abstract":"In this paper, we propose a new method for the problem of . We show that the results of '
    b'"URL":"https://doi.org/10.1","id":"doi:10.1","DOI":"10.1","issued":{"date-parts":[[2018,1,2]]},'
    b'{"id":"arxiv:1","type":"article","genre":"Preprint","title":"","author":[{"family":"Wang","given":"J."},'
    b'{"family":"","given":""}],"issued":{"date-parts":[[2018,12,20]]},"archive":"arXiv","number":"arXiv:1",'
    b'"DOI":"10.48550/arXiv.1","URL":"https://arxiv.org/abs/1","custom":{"arxiv":"1","primary-class":"cs.LG",'
    b'"classes":["cs.LG","stat.ML"],"versions":["2018-01-02","2019-01-01"]}}'
)

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def packed(record: Record) -> bytes:
    """A record as it stands in the file."""
    text = _encode(record).encode("utf-8", "replace")
    squeeze = zlib.compressobj(1, zlib.DEFLATED, -13, 6, zlib.Z_DEFAULT_STRATEGY, _SHARED)
    return squeeze.compress(text) + squeeze.flush()


def unpacked(blob: bytes) -> Record:
    """The record again."""
    record: dict[str, Any] = json.loads(zlib.decompressobj(-13, _SHARED).decompress(blob))
    return record


class Row(NamedTuple):
    """One work as `works` holds it, without its number."""

    id: str
    source: str
    title: str
    compact: str
    people: str
    first: int | None
    last: int | None
    versions: str
    classes: str
    record: bytes


def row(source: str, record: Record) -> tuple[Row, list[str]]:
    """A record's row and its identifiers."""
    parts = [" ".join(part) for part in title_parts(record["title"])]
    custom = record.get("custom") or {}
    first, last = date_span(record.get("issued")) or (None, None)
    who = ";".join(f"{' '.join(one.given)}:{' '.join(one.family)}" for one in people(record))
    names = identifiers(record)
    values = Row(
        str(record["id"]),
        source,
        " : ".join(parts),
        "".join(parts).replace(" ", ""),
        who,
        first,
        last,
        " ".join(_day(one) for one in custom.get("versions", ())[1:]),
        " ".join(custom.get("classes", ())),
        packed(record),
    )
    return values, names


def _day(text: str) -> str:
    try:
        return str(date.fromisoformat(text).toordinal())
    except ValueError:
        return ""


def read_people(text: str) -> list[Person]:
    """The people of a row.

    >>> read_people("ashish:vaswani;:the atlas collaboration")[1]
    Person(family=('the', 'atlas', 'collaboration'), given=())
    """
    found = []
    for one in text.split(";"):
        given, _, family = one.partition(":")
        if family or given:
            found.append(Person(tuple(family.split()), tuple(given.split())))
    return found
