"""Telling a file's format by its content."""

from __future__ import annotations

from pathlib import Path

import pytest

from citemill.diagnostics import ignore
from citemill.files import Source
from citemill.formats import FORMATS, WriteOptions
from citemill.formats.detection import detect

RECORD = {"id": "x", "type": "book", "title": "T", "author": [{"family": "A", "given": "B"}]}
SAME = {"biblatex": "bibtex", "csl-jsonl": "csl-json"}
BOTH_WAYS = sorted(row.name for row in FORMATS if row.reads and row.writes)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_what_we_write_is_known(name: str) -> None:
    pieces = FORMATS.load(name).write([RECORD], options=WriteOptions(), report=ignore)
    text = "".join(piece if isinstance(piece, str) else piece.decode() for piece in pieces)
    found = detect(Source(text.encode(), name="unnamed"))
    assert found is not None
    assert found.name == SAME.get(name, name)


FOLDERS = {
    "bib": "bibtex",
    "ris": "ris",
    "csl-json": "csl-json",
    "mods": "mods",
    "endnote-xml": "endnote-xml",
    "nbib": "nbib",
    "enw": "enw",
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_real_files(shared: Path, folder: str) -> None:
    for file in sorted((shared / "real-inputs" / folder).iterdir()):
        if "Corrupted" in file.name or ".pattern." in file.name:
            continue
        found = detect(Source(file.read_bytes(), name="unnamed"))
        assert found is not None, file.name
        assert found.name == FOLDERS[folder], file.name


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00\x01\x02\xff", b"%PDF-1.4", b"<html></html>", b"{}x"])
def test_anything_else_is_unknown(data: bytes) -> None:
    assert detect(Source(data)) is None
