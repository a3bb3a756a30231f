"""What the benchmark measures with, and the tables it writes."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from citemill.record import faults


@pytest.fixture(scope="module")
def bench(root: Path) -> Iterator[ModuleType]:
    yield from loaded(root / "benchmarks" / "citeproc.py", "bench_citeproc")


@pytest.fixture(scope="module")
def bench_records(root: Path) -> Iterator[ModuleType]:
    yield from loaded(root / "benchmarks" / "bench_records.py", "bench_records")


def loaded(path: Path, name: str) -> Iterator[ModuleType]:
    """A script as a module, without its folder on the path, where citeproc.py hides a package."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    sys.modules[name] = module
    sys.path.insert(0, str(path.parent))
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = before
    del sys.modules[name]


def test_records_are_valid_varied_and_always_the_same(bench_records: ModuleType, shared: Path) -> None:
    items = bench_records.records(shared, 200)
    assert [list(faults(item)) for item in items] == [[]] * 200
    kinds = {item["type"] for item in items}
    assert kinds == {"article-journal", "paper-conference", "chapter", "book", "article"}
    assert bench_records.records(shared, 20) == items[:20]


def test_hayagriva_gets_the_same_works(bench_records: ModuleType, shared: Path) -> None:
    items = bench_records.records(shared, 10)
    entries = bench_records.hayagriva(items)
    for item in items:
        entry = entries[item["id"]]
        assert entry["title"] == item["title"]
        assert len(entry["author"]) == len(item["author"])
        if item["type"] == "article-journal":
            assert entry["parent"]["volume"] == int(item["volume"])


def test_a_process_over_the_limit_is_ended(bench: ModuleType) -> None:
    measured = bench.run([sys.executable, "-c", "import time; time.sleep(60)"], 0.2)
    assert measured.seconds is None
    assert measured.note == "> 0.2 s"


def test_a_process_that_fails_says_why(bench: ModuleType) -> None:
    measured = bench.run([sys.executable, "-c", "raise SystemExit('no such style')"], 30)
    assert measured.note == "failed: no such style"


def row(engine: str, count: int, seconds: float | None, note: str = "") -> dict[str, object]:
    return {
        "engine": engine,
        "style": "apa",
        "count": count,
        "seconds": seconds,
        "megabytes": 50,
        "note": note,
    }


def test_the_tables_show_lead_and_growth(bench: ModuleType) -> None:
    data = {
        "machine": "a machine",
        "bibliographies": [
            row("citemill", 1000, 0.5),
            row("citeproc-js", 1000, 2.0),
            row("pandoc", 1000, None, "> 60 s"),
            row("citemill", 50000, 30.0),
        ],
        "incremental": [{"engine": "citemill", "style": "apa", "median": 3.0, "longest": 9.0}],
    }
    text = bench.tables(data, bench.ENGINES, bench.STYLES)
    assert "| apa | 0.50 s, 50 MB | 2.00 s, 50 MB | > 60 s | 4.0 × |" in text
    assert "| apa | 600 µs | 1.20 |" in text
    assert "| apa | 3.0 ms | 9.0 ms | - | - |" in text


def test_the_section_of_the_page_is_written_anew(bench: ModuleType) -> None:
    data = {
        "machine": "a machine",
        "limit": 30.0,
        "bibliographies": [row("citemill", 50000, 30.0), row("citemill", 1000, 0.5)],
        "incremental": [],
    }
    section = bench.section(data, bench.tables(data, bench.ENGINES, bench.STYLES))
    assert "--counts 1000 50000 --limit 30 --page" in section
    page = f"# Page\n\nBefore.\n\n{section}\n## After\n\nText.\n"
    old = page.replace("30.00 s", "99.99 s")
    assert bench.with_section(old, section) == page


def test_a_later_run_replaces_what_it_measures_again(bench: ModuleType) -> None:
    earlier = {"bibliographies": [row("citemill", 1000, 9.0), row("pandoc", 1000, 5.0)], "incremental": []}
    later = {"bibliographies": [row("citemill", 1000, 1.0)], "incremental": []}
    rows = bench.merged(later, earlier)["bibliographies"]
    assert [(one["engine"], one["seconds"]) for one in rows] == [("citemill", 1.0), ("pandoc", 5.0)]
