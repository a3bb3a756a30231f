"""CITATION.cff: laws, and cffconvert as a judge of ours."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import DATE_RANGE, TEXT, records

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.formats import WriteOptions, cff
from citemill.record import VARIABLES, Record


def written(*found: Record, options: WriteOptions | None = None, said: Diagnostics | None = None) -> str:
    report = Diagnostics() if said is None else said
    return "".join(cff.write(found, options=options or WriteOptions(), report=report))


def read(text: str, said: Diagnostics | None = None) -> list[Record]:
    report = Diagnostics() if said is None else said
    return list(cff.read(Source(text.encode(), name="a.cff"), report=report))


LAW = records(
    {*cff.EXACT, "article", "chapter"},
    lambda csl: cff.carried(csl) - {"collection-title", "event-place"},
    text=TEXT.filter(lambda text: "<" not in text),
    date=DATE_RANGE,
    values={
        "accessed": st.just({"date-parts": [[2024, 1, 15]]}),
        "language": st.sampled_from(["en", "de", "deu"]),
        "URL": st.just("https://example.org/?a=1"),
        "DOI": st.sampled_from(["10.1000/a(b)", "10.1000/a<b>"]),
        "page": st.sampled_from(["1-10", "e1234", "iv"]),
    },
)


@given(st.lists(LAW, min_size=1, max_size=3, unique_by=lambda record: record["id"]))
def test_what_is_written_is_read_back(found: list[Record]) -> None:
    assert read(written(*found)) == found


def test_the_tables_name_variables() -> None:
    for csl in cff.EXACT:
        assert cff.carried(csl) <= VARIABLES


WHOLE: list[Record] = [
    {
        "id": "doe2016",
        "type": "paper-conference",
        "title": "On kites: a < b",
        "author": [
            {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
            {"family": "King", "given": "Martin", "suffix": "Jr."},
            {"literal": "Google, Inc."},
        ],
        "container-title": "Proceedings of Kites",
        "event-title": "Kites 2016",
        "event-place": "Oslo",
        "issued": {"date-parts": [[2016, 11, 9]]},
        "page": "1-10",
        "publisher": "Press",
        "publisher-place": "London",
        "DOI": "10.1000/1",
        "URL": "https://example.org/?a=1",
        "keyword": "kites, ropes",
        "language": "en",
        "custom": {"cut-off": ["author"]},
    },
    {
        "id": "roe2015",
        "type": "book",
        "title": "Ropes",
        "collection-title": "A Series",
        "issued": {"date-parts": [[2015]]},
    },
    {
        "id": "poe",
        "type": "thesis",
        "title": "Knots",
        "genre": "PhD",
        "publisher-place": "Oslo",
        "issued": {"literal": "in press"},
    },
]


def test_whole_records() -> None:
    assert read(written(*WHOLE)) == WHOLE


def test_what_has_no_place_is_said() -> None:
    said = Diagnostics()
    record = {
        "id": "a",
        "type": "book",
        "language": "English",
        "accessed": {"date-parts": [[2024]]},
        "scale": "1",
    }
    written(record, options=WriteOptions(losses=True), said=said)
    assert [one.found for one in said] == ["CITATION.cff has no place for accessed, language, scale"]


def test_a_citation_file_of_a_project() -> None:
    text = """cff-version: 1.2.0
message: Cite it.
title: A tool
version: 1.10
doi: 10.5281/zenodo.1
date-released: 2021-08-11
authors:
  - family-names: Druskat
    given-names: Stephan
    orcid: https://orcid.org/0000-0003-4925-7248
  - alias: ghost
repository-code: https://example.org/tool
"""
    software = {
        "id": "software",
        "type": "software",
        "title": "A tool",
        "author": [{"family": "Druskat", "given": "Stephan"}, {"literal": "ghost"}],
        "version": "1.10",
        "DOI": "10.5281/zenodo.1",
        "issued": {"date-parts": [[2021, 8, 11]]},
        "URL": "https://example.org/tool",
    }
    assert read(text) == [software]
    more = text + "references:\n  - type: software-code\n    title: Other\n    year: 2020\n    month: 3\n"
    assert read(more) == [
        {"id": "reference1", "type": "software", "title": "Other", "issued": {"date-parts": [[2020, 3]]}}
    ]


def test_detection() -> None:
    assert cff.detects(written())
    assert not cff.detects("references:\n")


@pytest.mark.slow
def test_cffconvert_accepts_what_we_write(tmp_path: Path) -> None:
    command = shutil.which("cffconvert")
    if not command:
        pytest.skip("cffconvert is not installed (PyPI: cffconvert, in an environment of its own)")
    every = [{**WHOLE[0], "id": csl, "type": csl} for csl in cff.EXACT]
    (tmp_path / "CITATION.cff").write_text(written(*WHOLE, *every), encoding="utf-8")
    done = subprocess.run([command, "--validate"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "valid" in done.stdout
