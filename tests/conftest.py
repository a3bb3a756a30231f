"""What all tests share: the material beside the repository, and the flag that rewrites golden files."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from transcripts import run

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("CITEMILL_SHARED", ROOT.parent / "shared"))


# Property tests look for new counterexamples on a developer's machine, and try the same examples in CI.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files instead of comparing")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test material; the test skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared test material at {SHARED} (set CITEMILL_SHARED)")
    return SHARED


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """`golden(path, text)` compares with a file. A missing one fails; --update-golden writes."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            return
        assert path.is_file(), f"no golden file {path}; look at the output, then run with --update-golden"
        with path.open(encoding="utf-8", newline="") as stream:
            assert text == stream.read()

    return compare


@pytest.fixture
def transcript(tmp_path: Path):
    """Run a transcript (tests/transcripts.py): `transcript(text, name)`."""
    return lambda text, name: run(text, name, tmp_path, ROOT)
