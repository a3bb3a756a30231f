"""The formats' tables: closed vocabularies, and nothing written twice into one field."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from citemill.formats import biblatex, bibtex, ris
from citemill.formats.rows import Row, fields_of, for_type
from citemill.record import TYPES, VARIABLES, Custom

TABLES = {"bibtex": bibtex.ROWS, "biblatex": biblatex.ROWS, "ris": ris.ROWS}
REPEATABLE = {"M2", "N1", "PB"}


@pytest.mark.parametrize("name", TABLES)
def test_variables_are_csls(name: str) -> None:
    for row in TABLES[name]:
        part = row.variable.removeprefix("custom.")
        known = Custom.__annotations__ if part != row.variable else VARIABLES | {"id"}
        assert part in known, row


@pytest.mark.parametrize("record_type", sorted(TYPES))
@pytest.mark.parametrize("name", TABLES)
def test_no_field_is_written_twice(name: str, record_type: str) -> None:
    rows: list[Row[Any]] = list(for_type(TABLES[name], record_type))
    fields = Counter(row.field for row in rows)
    assert not [field for field, count in fields.items() if count > 1 and field not in REPEATABLE]


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_of_use(name: str) -> None:
    used = {row for record_type in TYPES for row in for_type(TABLES[name], record_type)}
    used |= {row for record_type in TYPES for row in fields_of(TABLES[name], record_type).values()}
    assert [row for row in TABLES[name] if row not in used] == []


def test_entry_types_are_csls() -> None:
    for dialect in (bibtex.DIALECT, biblatex.DIALECT):
        assert dialect.entry_types.keys() <= TYPES
        assert set(dialect.implied.values()) <= TYPES
        assert set(dialect.entry_types.values()) <= dialect.implied.keys()
    assert ris.TYPES.keys() <= TYPES
