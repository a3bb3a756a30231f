"""Our own styles: valid by the published schema, and what they print of a record of each kind."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from citemill.citeproc import ENGINES, bibliography
from citemill.citeproc.repository import all_styles, find_style
from citemill.citeproc.repository.folders import own_folder
from citemill.documents import text
from citemill.text.document import of_bibliography

OWN = sorted(path.stem for path in own_folder().glob("*.csl"))
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    spec = find_spec("citeproc")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(next(iter(spec.submodule_search_locations)))
    return etree.RelaxNG(etree.parse(folder / "data/schema/schemas/styles/csl.rng"))


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    with (HERE / "own_styles.json").open(encoding="utf-8") as stream:
        return json.load(stream)


def test_there_are_the_promised_ones() -> None:
    assert OWN == ["cv-annotated", "cv-compact", "cv-numbered"]
    assert [style.name for style in all_styles()[:3]] == OWN


@pytest.mark.parametrize("name", OWN)
def test_valid_by_the_schema(schema: etree.RelaxNG, name: str) -> None:
    schema.assertValid(etree.parse(own_folder() / f"{name}.csl"))
    info = find_style(name).info
    assert info.id == f"urn:citemill:style:{name}"
    assert info.own


@pytest.mark.parametrize("name", OWN)
def test_what_they_print(name: str, records: list[dict[str, Any]], golden: Any) -> None:
    for engine in ENGINES:
        made = bibliography(records, name, engine=engine.name)
        assert len(made.entries) == len(records)
        shown = text.document(of_bibliography(made, ""), width=96)
        golden(HERE / "golden" / f"{name}.{engine.name}.txt", shown)
