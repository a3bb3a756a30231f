"""What the package declares: every extra is in `all`, which the developers' environment installs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path


def test_all_extras_are_in_all_and_all_in_dev(root: Path) -> None:
    with (root / "pyproject.toml").open("rb") as stream:
        extras = tomllib.load(stream)["project"]["optional-dependencies"]
    [everything] = extras["all"]
    named = re.fullmatch(r"citemill\[(.*)\]", everything)
    assert named is not None
    assert sorted(named[1].split(",")) == sorted(extras.keys() - {"all", "dev"})
    assert "citemill[all]" in extras["dev"]


def test_the_version_is_the_packages(root: Path) -> None:
    import citemill

    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.fullmatch(r"\d+\.\d+\.\d+", citemill.__version__)
    assert "## Unreleased" in changelog or f"## {citemill.__version__}" in changelog
