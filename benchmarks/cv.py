"""Publication lists measured as whole processes, start-up included, beside pandoc --citeproc.

    python benchmarks/cv.py METADATA [--listing FILE] [--counts N ...] [--repeat N] [--out FILE.md]

METADATA is a file of arXiv metadata as make_listing.py reads it, --listing a real listing. citemill writes
all four files in one command; pandoc reads the same records as CSL-JSON and needs a command for each file. It
makes one bibliography in the same style, with no sections, numbers, marked names or search. The best of
--repeat runs counts.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from export import best, listing, pandoc_path
from processes import Measured

SUFFIXES = ("html", "docx", "tex", "md")
EVERYTHING = '---\nnocite: "@*"\nbibliography: "{records}"\ncsl: "{style}"\n---\n'


class Line(NamedTuple):
    what: str
    program: str
    count: int
    measured: Measured


def citemill(source: Path, folder: Path) -> list[str]:
    outputs = [part for suffix in SUFFIXES for part in ("-o", str(folder / f"cv.{suffix}"))]
    options = ["--no-config", "--quiet", "--sections", "year", "--numbering", "down"]
    return [sys.executable, "-m", "citemill", "cv", str(source), *options, *outputs]


def pandoc(source: Path, folder: Path) -> Iterator[list[str]]:
    """A command for each file; the records and the style are those that citemill has."""
    from citemill.citeproc.repository import find_style

    style, records, text = (folder / name for name in ("apa.csl", "records.json", "everything.md"))
    style.write_bytes(find_style("apa").read())
    text.write_text(EVERYTHING.format(records=records, style=style), encoding="utf-8")
    export = [sys.executable, "-m", "citemill", "export", "--quiet", str(source), "-o", str(records)]
    subprocess.run(export, check=True)
    for suffix in SUFFIXES:
        yield [
            pandoc_path(),
            str(text),
            "--citeproc",
            "--standalone",
            f"--output={folder / f'pandoc.{suffix}'}",
        ]


def lines(source: Path, what: str, folder: Path, repeat: int, peers: bool) -> Iterator[Line]:
    count = entries(source)
    own = best([citemill(source, folder)], folder / "out", repeat)
    yield Line(f"{what} -> {', '.join(SUFFIXES)}", "citemill cv", count, own)
    if not peers or not pandoc_path():
        return
    for suffix, command in zip(SUFFIXES, pandoc(source, folder), strict=True):
        yield Line(f"{what} -> {suffix}", "pandoc --citeproc", count, best([command], folder / "out", repeat))


def entries(source: Path) -> int:
    from citemill.files import Source
    from citemill.listings import read

    return sum(1 for _ in read(Source(str(source))).entries)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("metadata", type=Path)
    parser.add_argument("--listing", type=Path, help="a real listing")
    parser.add_argument("--counts", type=int, nargs="*", default=[1_000, 5_000])
    parser.add_argument("--peers-to", type=int, default=1_000, help="most entries that pandoc is given")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--out", type=Path, help="also write the table here")
    chosen = parser.parse_args()
    written = []

    def tell(line: str) -> None:
        print(line, flush=True)
        written.append(line)

    tell("| list | program | entries | processor seconds | wall-clock seconds | MB |")
    tell("| --- | --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [("real listing", chosen.listing)] if chosen.listing else []
        sources += [("listing", listing(chosen.metadata, count, folder)) for count in sorted(chosen.counts)]
        for what, source in sources:
            peers = entries(source) <= chosen.peers_to
            for line in lines(source, what, folder, chosen.repeat, peers):
                seconds, megabytes, failed, processor = line.measured
                figures = failed or f"{processor:.2f} | {seconds:.2f} | {megabytes:.0f}"
                tell(f"| {line.what} | {line.program} | {line.count:,} | {figures} |")
    if chosen.out:
        chosen.out.write_text("\n".join(written) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
