"""The record's vocabularies and its validation, held against the published CSL-JSON schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citemill import record
from citemill.record import faults, keeps_to_schema


@pytest.fixture(scope="session")
def schema(shared: Path) -> dict[str, Any]:
    with (shared / "reference/csl-data.schema.json").open(encoding="utf-8") as stream:
        return json.load(stream)


def test_vocabularies_are_the_schemas(schema: dict[str, Any]) -> None:
    properties = schema["items"]["properties"]
    assert frozenset(properties["type"]["enum"]) == record.TYPES
    others = {"id", "type", "categories", "custom"}
    assert frozenset(properties) - others == record.VARIABLES
    for variable in record.NAME_VARIABLES:
        assert properties[variable]["items"] == {"$ref": "#/definitions/name-variable"}, variable
    for variable in record.DATE_VARIABLES:
        assert properties[variable] == {"$ref": "#/definitions/date-variable"}, variable
    for variable in record.NUMBER_VARIABLES:
        assert properties[variable]["type"] == ["string", "number"], variable
    for variable in record.STRING_VARIABLES:
        assert properties[variable]["type"] == "string", variable


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["family", "literal", "date-parts", "season", "circa", "raw", "comma-suffix", "first"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
variables = st.sampled_from(["author", "issued", "title", "volume", "categories", "custom", "preprint"])
items = st.fixed_dictionaries(
    {},
    optional={"id": scalars, "type": scalars | st.sampled_from(["article", "book", "preprint"])},
).flatmap(lambda base: st.dictionaries(variables, values, max_size=3).map(lambda more: {**base, **more}))


@given(items)
@settings(max_examples=400, deadline=None)
def test_same_verdict_as_the_schema(schema: dict[str, Any], item: dict[str, Any]) -> None:
    found = list(faults(item))
    assert not (found and keeps_to_schema(item))
    if any(" is an object, not " in fault for fault in found):
        return  # the schema forgets to say that names and dates are objects; we do not
    assert (not found) == jsonschema.Draft7Validator(schema).is_valid([item])


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        ([], "$: a record is an object, not a list"),
        ({"type": "book"}, "$.id: missing"),
        ({"id": "x", "type": "book", "volume": True}, "$.volume: a text or a number"),
        ({"id": "x", "type": "book", "isued": {}}, "$.isued: no CSL variable"),
        ({"id": "x", "type": "book", "issued": {"date-parts": []}}, "$.issued.date-parts: one or two dates"),
        ({"id": "x", "type": "book", "author": ["Ada"]}, "$.author[0]: a name is an object, not a text"),
    ],
)
def test_fault_names_its_place(item: Any, fault: str) -> None:
    assert any(one.startswith(fault) for one in faults(item)), list(faults(item))


@pytest.mark.parametrize(
    "change",
    [
        {"type": "preprint"},
        {"title": 1},
        {"author": [{"first": "Ada"}]},
        {"author": {"family": "Gao"}},
        {"issued": {"date-parts": [[]]}},
        {"issued": {"date-parts": [[True]]}},
        {"id": ["x"]},
        {"colour": "red"},
        {"custom": "x"},
    ],
)
def test_what_breaks_the_schema_is_never_found_usual(change: dict[str, Any]) -> None:
    assert keeps_to_schema({"id": "x", "type": "book", "title": "T"})
    assert not keeps_to_schema({"id": "x", "type": "book", "title": "T", **change})
    assert not keeps_to_schema({"id": "x"})
