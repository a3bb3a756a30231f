"""JSON Resume and RenderCV: the publications of a CV."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml as pyyaml

from citemill.diagnostics import Diagnostics
from citemill.formats import WriteOptions, json_resume, rendercv
from citemill.record import Record

FOUND: list[Record] = [
    {
        "id": "doe2016",
        "type": "article-journal",
        "title": "On <i>kites</i> *and* a_b",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "Google, Inc."}],
        "container-title": "Nature",
        "issued": {"date-parts": [[2016, 11]]},
        "DOI": "10.1000/1",
        "abstract": "About kites.",
        "custom": {"cut-off": ["author"]},
    },
    {
        "id": "roe",
        "type": "book",
        "title": "Ropes",
        "issued": {"literal": "in press"},
        "URL": "https://example.org/",
    },
]


def test_json_resume() -> None:
    text = "".join(json_resume.write(FOUND, options=WriteOptions(), report=Diagnostics()))
    assert json.loads(text)["publications"] == [
        {
            "name": "On kites *and* a_b",
            "publisher": "Nature",
            "releaseDate": "2016-11",
            "url": "https://doi.org/10.1000/1",
            "summary": "About kites.",
        },
        {"name": "Ropes", "url": "https://example.org/"},
    ]
    assert (
        json.loads("".join(json_resume.write([], options=WriteOptions(), report=Diagnostics())))[
            "publications"
        ]
        == []
    )


def test_rendercv() -> None:
    text = "".join(rendercv.write(FOUND, options=WriteOptions(), report=Diagnostics()))
    assert pyyaml.safe_load(text)["cv"]["sections"]["publications"] == [
        {
            "title": r"On *kites* \*and\* a\_b",
            "authors": ["Jane Doe", "Google, Inc.", "et al."],
            "journal": "Nature",
            "date": "2016-11",
            "doi": "10.1000/1",
        },
        {"title": "Ropes", "authors": [], "date": "in press", "url": "https://example.org/"},
    ]
    empty = "".join(rendercv.write([], options=WriteOptions(), report=Diagnostics()))
    assert pyyaml.safe_load(empty) == {"cv": {"sections": {"publications": []}}}


@pytest.mark.slow
def test_rendercv_accepts_what_we_write(tmp_path: Path) -> None:
    command = shutil.which("rendercv")
    if not command or subprocess.run([command, "--version"], capture_output=True).returncode:
        pytest.skip("rendercv is not installed whole (PyPI: rendercv[full], in an environment of its own)")
    text = "".join(rendercv.write(FOUND[:1], options=WriteOptions(), report=Diagnostics()))
    (tmp_path / "cv.yaml").write_text(text.replace("cv:\n", "cv:\n  name: Jane Doe\n", 1), encoding="utf-8")
    done = subprocess.run([command, "render", "cv.yaml"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
