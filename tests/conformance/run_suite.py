"""Run the fixtures of a CSL test suite.

    python tests/conformance/run_suite.py FOLDER [--json FILE] [--engine citemill|citeproc-js|citeproc-py]

Runs every `*.txt` below FOLDER, prints a table by category (a fixture's name up to the underscore) and,
with --json, writes for each fixture its status ("passed", "failed", "error" or "unusable"), what was
expected and what came out. The exit status is 0 when the run itself went well, whatever passed; 2 for a
folder without fixtures and for an engine that is not installed.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from suite_engines import ENGINES, Engine, EngineMissing
from suite_fixtures import UnusableFixture, agrees, find_fixtures, read_fixture


class Result(NamedTuple):
    """What became of one fixture. `remark` is an error's text or why the file cannot be run."""

    status: str
    category: str
    expected: str = ""
    got: str = ""
    remark: str = ""


def run_fixture(engine: Engine, path: Path, name: str) -> Result:
    category = name.rpartition("/")[2].partition("_")[0]
    try:
        fixture = read_fixture(path, name)
    except (UnusableFixture, UnicodeDecodeError) as problem:
        return Result("unusable", category, remark=str(problem))
    try:
        got = engine.run(fixture)
    except (
        Exception
    ) as error:  # whatever an engine throws is a result of the fixture, and the next one follows
        where = traceback.extract_tb(error.__traceback__)[-1]
        remark = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        return Result("error", category, fixture.expected, "", remark)
    return Result("passed" if agrees(fixture, got) else "failed", category, fixture.expected, got)


def run_folder(engine: Engine, folder: Path) -> dict[str, Result]:
    """The results by the fixtures' names."""
    return {name: run_fixture(engine, path, name) for name, path in find_fixtures(folder)}


def by_category(results: Iterable[Result]) -> dict[str, Counter[str]]:
    table: dict[str, Counter[str]] = {}
    for result in results:
        table.setdefault(result.category, Counter())[result.status] += 1
    return dict(sorted(table.items()))


def table_text(results: Mapping[str, Result]) -> str:
    lines = [f"{'category':<18}{'run':>6}{'passed':>8}{'failed':>8}{'error':>7}"]
    table = by_category(results.values())
    table["all"] = sum(table.values(), Counter())
    for category, count in table.items():
        run = count.total() - count["unusable"]
        lines.append(f"{category:<18}{run:>6}{count['passed']:>8}{count['failed']:>8}{count['error']:>7}")
    unusable = [f"not run: {name}: {one.remark}" for name, one in results.items() if one.status == "unusable"]
    return "\n".join(lines + unusable)


def as_json(results: Mapping[str, Result], engine: str) -> dict[str, Any]:
    return {"engine": engine, "fixtures": {name: result._asdict() for name, result in results.items()}}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run the fixtures of a CSL test suite.")
    parser.add_argument("folder", type=Path, help="every *.txt below it is a fixture")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write each fixture's status, expected and got"
    )
    parser.add_argument("--engine", choices=sorted(ENGINES), default="citemill")
    chosen = parser.parse_args(arguments)
    if not any(find_fixtures(chosen.folder)):
        print(f"no *.txt below {chosen.folder}", file=sys.stderr)
        return 2
    try:
        engine = ENGINES[chosen.engine]()
    except EngineMissing as reason:
        print(reason, file=sys.stderr)
        return 2
    with engine:
        results = run_folder(engine, chosen.folder)
    print(table_text(results))
    if chosen.json:
        text = json.dumps(as_json(results, chosen.engine), ensure_ascii=False, indent=1)
        chosen.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
