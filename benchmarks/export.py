"""Exports measured as whole processes: from a listing, and from file to file beside three other programs.

    python benchmarks/export.py METADATA [--counts N ...] [--records N ...] [--repeat N] [--out FILE]

METADATA is a file of arXiv metadata as make_listing.py reads it. The first table goes from listings of
growing length to CSL-JSON, BibTeX and RIS (`--counts` with no number leaves it out). The second
converts the same records from file to file with citemill, bibutils, pandoc and citation-js; the best of
--repeat runs counts. Of more than 10,000 records there are three conversions, a circle through the
formats, for pandoc would want more than 10 GB to read BibTeX. A program that is not installed is left
out, and a line says so (`make peers` installs pandoc and citation-js, Debian has bibutils).
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from processes import Measured, measure

HERE = Path(__file__).resolve().parent
SUFFIXES = {"csl-json": "json", "bibtex": "bib", "ris": "ris"}
CONVERSIONS = (
    ("csl-json", "bibtex"),
    ("csl-json", "ris"),
    ("bibtex", "ris"),
    ("bibtex", "csl-json"),
    ("ris", "csl-json"),
    ("ris", "bibtex"),
)

CIRCLE = (("bibtex", "ris"), ("ris", "csl-json"), ("csl-json", "bibtex"))
"""What is converted of more than `MOST` records."""
MOST = 10_000

PANDOC = {"csl-json": "csljson", "bibtex": "bibtex", "ris": "ris"}
TO_MODS = {"bibtex": "bib2xml", "ris": "ris2xml"}
FROM_MODS = {"bibtex": "xml2bib", "ris": "xml2ris"}
CITATION_JS_IN = {"csl-json": "@else/json", "bibtex": "@bibtex/text", "ris": "@ris/file"}
CITATION_JS_OUT = {"csl-json": "data", "bibtex": "bibtex", "ris": "ris"}


def pandoc_path() -> str:
    """A pandoc on the PATH, else that of the package pypandoc_binary; empty when there is none."""
    if found := shutil.which("pandoc"):
        return found
    spec = importlib.util.find_spec("pypandoc")
    bundled = Path(spec.origin or "").parent / "files" / "pandoc" if spec else Path()
    return str(bundled) if bundled.is_file() else ""


def node_modules() -> Path:
    return Path(os.environ.get("CITEMILL_NODE_MODULES", HERE.parent / ".peers" / "node_modules"))


def missing() -> dict[str, str]:
    """Why a program does not take part."""
    reasons = {}
    if not shutil.which("bib2xml"):
        reasons["bibutils"] = "bib2xml is not installed"
    if not pandoc_path():
        reasons["pandoc"] = "pandoc is not installed"
    if not shutil.which("node") or not (node_modules() / "@citation-js/core").is_dir():
        reasons["citation-js"] = f"node, or @citation-js/core in {node_modules()}, is not installed"
    return reasons


def commands(program: str, source: Path, of: str, out: Path, to: str) -> list[list[str]]:
    """What converts a file with a program, as a pipeline; empty where it cannot."""
    if program == "citemill":
        script = str(HERE / "peers" / "convert_citemill.py")
        return [[sys.executable, script, str(source), of, str(out), to]]
    if program == "pandoc" and to != "ris":
        return [[pandoc_path(), str(source), f"--from={PANDOC[of]}", f"--to={PANDOC[to]}", f"--output={out}"]]
    if program == "bibutils" and of in TO_MODS and to in FROM_MODS:
        return [[TO_MODS[of], str(source)], [FROM_MODS[to]]]
    if program == "citation-js":
        script = str(HERE / "peers" / "convert_citation_js.cjs")
        return [["node", script, str(source), CITATION_JS_IN[of], str(out), CITATION_JS_OUT[to]]]
    return []


class Line(NamedTuple):
    what: str
    program: str
    count: int
    measured: Measured


def best(pipeline: list[list[str]], out: Path, repeat: int) -> Measured:
    environment = {"NODE_PATH": str(node_modules()), "NODE_OPTIONS": "--max-old-space-size=6000"}
    writes_itself = str(out) in pipeline[-1] or f"--output={out}" in pipeline[-1]
    target = out.with_suffix(".stdout") if writes_itself else out
    return min(
        (measure(pipeline, target, environment=environment) for _ in range(repeat)), key=lambda m: m.seconds
    )


def listing(metadata: Path, count: int, folder: Path) -> Path:
    path = folder / f"listing-{count}.txt"
    script = str(HERE / "make_listing.py")
    subprocess.run([sys.executable, script, str(metadata), "-n", str(count), "-o", str(path)], check=True)
    return path


def from_listings(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    for count in sorted(chosen.counts):
        source = listing(chosen.metadata, count, folder)
        for name, suffix in SUFFIXES.items():
            out = folder / f"listing-{count}.{suffix}"
            command = [sys.executable, "-m", "citemill", "export", "-q", str(source), "-o", str(out)]
            yield Line(f"listing -> {name}", "citemill", count, best([command], out, chosen.repeat))


def from_files(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    absent = missing()
    for program, reason in absent.items():
        print(f"{program} is left out: {reason}")
    for count in sorted(chosen.records):
        yield from of_count(chosen, count, folder, absent)


def of_count(chosen: argparse.Namespace, count: int, folder: Path, absent: dict[str, str]) -> Iterator[Line]:
    source = listing(chosen.metadata, count, folder)
    files = {name: folder / f"records.{suffix}" for name, suffix in SUFFIXES.items()}
    outputs = [part for path in files.values() for part in ("-o", str(path))]
    subprocess.run([sys.executable, "-m", "citemill", "export", "-q", str(source), *outputs], check=True)
    for of, to in CONVERSIONS if count <= MOST else CIRCLE:
        for program in ("citemill", "bibutils", "pandoc", "citation-js"):
            out = folder / f"{program}.{SUFFIXES[to]}"
            pipeline = commands(program, files[of], of, out, to) if program not in absent else []
            if pipeline:
                yield Line(f"{of} -> {to}", program, count, best(pipeline, out, chosen.repeat))


def table(lines: Iterator[Line], *, ratios: bool) -> Iterator[str]:
    """The lines as a Markdown table, each printed as it comes; `ratios` compares with citemill."""
    yield "| conversion | program | records | seconds | of processor | records/s | MB |" + (
        " times citemill |" if ratios else ""
    )
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |" + (" ---: |" if ratios else "")
    own: dict[tuple[str, int], float] = {}
    for what, program, count, (seconds, megabytes, failed, processor) in lines:
        if program == "citemill":
            own[what, count] = seconds
        figures = f"{seconds:.2f} | {processor:.2f} | {count / seconds:,.0f} | {megabytes:.0f} |"
        ratio = f" {seconds / own[what, count]:.1f} |" if ratios else ""
        yield f"| {what} | {program} | {count:,} | " + (f"{failed} | | | |" if failed else figures + ratio)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("metadata", type=Path)
    parser.add_argument("--counts", type=int, nargs="*", default=[100, 1_000, 10_000, 100_000])
    parser.add_argument(
        "--records",
        type=int,
        nargs="*",
        default=[10_000, 100_000],
        help="records converted from file to file",
    )
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--out", type=Path, help="also write the tables here")
    chosen = parser.parse_args()
    written = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for lines, ratios in ((from_listings(chosen, folder), False), (from_files(chosen, folder), True)):
            for line in (*table(lines, ratios=ratios), ""):
                print(line, flush=True)
                written.append(line)
    if chosen.out:
        chosen.out.write_text("\n".join(written), encoding="utf-8")


if __name__ == "__main__":
    main()
