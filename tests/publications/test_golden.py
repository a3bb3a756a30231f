"""The whole list of a real listing, as it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from citemill.cli import cli

CASES = {
    "apa-by-year.md": ["--sections", "year", "--numbering", "down", "--to", "md"],
    "ieee-german.txt": [
        "--style",
        "ieee",
        "--locale",
        "de-DE",
        "--sections",
        "type",
        "--limit",
        "12",
        "--to",
        "txt",
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_the_sample(root: Path, name: str, golden) -> None:
    listing = str(root / "samples/sutskever.txt")
    arguments = ["cv", listing, "--no-config", "--quiet", "--as-of", "2026-01-31", *CASES[name]]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    golden(Path(__file__).parent / "golden" / name, result.stdout)
