"""The metadata of every style, gathered once and kept in the user's cache folder.

Gathering reads the heads of some 10,850 files, which takes a second or two; the kept index is a JSON file
that loads in a twentieth of that. It is gathered anew when the styles' package or our own styles change.
Where the cache folder cannot be written the index just lives in memory.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from citemill.citeproc.repository.folders import official_folder, own_folder
from citemill.citeproc.repository.info import StyleInfo, read_info
from citemill.errors import BadOutput, BadStyle

__all__ = ["all_styles", "cache_folder", "gather", "load"]

_VERSION = 1  # of the file's form


@cache
def all_styles() -> tuple[StyleInfo, ...]:
    """Every style there is: ours, then the independent ones by name, then the dependent ones."""
    return load(cache_folder())


def cache_folder() -> Path:
    """Where the index is kept."""
    from platformdirs import user_cache_path

    return user_cache_path("citemill", appauthor=False)


def load(folder: Path) -> tuple[StyleInfo, ...]:
    """The index kept in a folder, gathered and put there first where it is missing, stale or broken."""
    stamp = _stamp()
    # One file for each installation, so that two environments do not chase each other's index away.
    path = folder / f"styles-{zlib.crc32(str(official_folder()).encode()):08x}.json"
    try:
        kept = json.loads(path.read_bytes())
        if kept["stamp"] == stamp:
            return tuple(
                StyleInfo(*row)._replace(fields=tuple(row[6]), issn=tuple(row[7]))  # JSON knows no tuples
                for row in kept["styles"]
            )
    except (OSError, ValueError, TypeError, LookupError):
        pass  # not there yet, or not whole: it is only a cache
    styles = tuple(gather())
    _keep(path, {"stamp": stamp, "styles": styles})
    return styles


def gather() -> Iterator[StyleInfo]:
    """Read the metadata from the style files themselves."""
    official = official_folder()
    for folder, own in ((own_folder(), True), (official, False), (official / "dependent", False)):
        for path in sorted(folder.glob("*.csl")):
            try:
                yield read_info(path, own=own)
            except BadStyle:  # listed all the same: whoever asks for it is told what is wrong with it
                name = path.name.removesuffix(".csl")
                yield StyleInfo(name, name, own=own)


def _stamp() -> list[object]:
    """What changes when a style is added, removed or, among ours, edited."""
    official = official_folder()
    watched = [official, official / "dependent", official.parent / "version.py"]
    watched += sorted(own_folder().glob("*.csl"))
    return [_VERSION, *([str(path), path.stat().st_mtime_ns] for path in watched if path.exists())]


def _keep(path: Path, content: object) -> None:
    from citemill.files import write_whole

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, (json.dumps(content, ensure_ascii=False, separators=(",", ":")),))
    except (OSError, BadOutput):
        pass  # a cache folder that cannot be written costs time, nothing else
