"""The list of fixtures of the open suite that fail, each with its reason: it may only shrink.

    python tests/conformance/expected_failures.py FOLDER

runs the suite and rewrites the list: fixtures that pass are taken out, ones that newly fail are put in
with an empty reason, which tests/conformance/test_suite.py does not accept.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from run_suite import Result, run_folder
from suite_engines import Citemill

LIST = Path(__file__).resolve().parent / "expected_failures.toml"
COMMAND = "python tests/conformance/expected_failures.py shared/csl-suite/open"
_HEADER = f"""\
# The fixtures of the open CSL suite that fail, each with its reason. One that passes must leave this list:
# {COMMAND}

"""


def load() -> dict[str, str]:
    """The reasons by the fixtures' names."""
    return tomllib.loads(LIST.read_text(encoding="utf-8")) if LIST.is_file() else {}


def failing(results: Mapping[str, Result]) -> set[str]:
    return {name for name, result in results.items() if result.status in ("failed", "error")}


def rewritten(names: set[str], reasons: Mapping[str, str]) -> str:
    lines = (
        f"{json.dumps(name)} = {json.dumps(reasons.get(name, ''), ensure_ascii=False)}\n"
        for name in sorted(names)
    )
    return _HEADER + "".join(lines)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    reasons = load()
    names = failing(run_folder(Citemill(), Path(sys.argv[1])))
    LIST.write_text(rewritten(names, reasons), encoding="utf-8")
    lost = " ".join(sorted(names - reasons.keys()))
    gained = " ".join(sorted(reasons.keys() - names))
    print(f"{len(names)} listed; new: {lost or 'none'}; gone: {gained or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
