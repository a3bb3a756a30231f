"""Transcripts: commands as a user types them, with what they print and how they end.

    $ citemill styles search nature              a command; "|", ">" and "<" work as in a shell
    nature ...                                   what it prints; "..." stands for anything, also several lines
    2> me.txt:10: warning: ...                   what it prints on standard error
    => 1                                         its exit status, where it is not 0

A line "# ..." is a remark. The commands run in a folder of their
own, in which samples/ is the repository's; `file NAME` up to a line "end" makes a file.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Step:
    command: str
    line: int
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)
    status: int = 0


def steps(text: str, folder: Path) -> list[Step]:
    found: list[Step] = []
    lines = iter(enumerate(text.splitlines(), 1))
    for number, line in lines:
        if line.startswith("file "):
            content = []
            for _, inner in lines:
                if inner == "end":
                    break
                content.append(inner + "\n")
            (folder / line[5:]).write_text("".join(content), encoding="utf-8")
        elif line.startswith("$ "):
            found.append(Step(line[2:], number))
        elif line.startswith("2> "):
            found[-1].err.append(line[3:])
        elif line.startswith("=> "):
            found[-1].status = int(line[3:])
        elif found and not line.startswith("#"):
            found[-1].out.append(line)
    return found


def matches(expected: list[str], got: str) -> bool:
    pattern = "\n".join(re.escape(line).replace(r"\.\.\.", "(?s:.*)") for line in expected).strip("\n")
    return re.fullmatch(pattern, got.strip("\n")) is not None


def run(text: str, name: str, folder: Path, root: Path) -> None:
    """Run a transcript's commands one after the other and compare."""
    if not (folder / "samples").exists():
        (folder / "samples").symlink_to(root / "samples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "NO_COLOR": "1", "XDG_CACHE_HOME": str(folder / ".cache")}
    for step in steps(text, folder):
        command = re.sub(r"\bcitemill\b(?= )", f"{sys.executable} -m citemill", step.command)
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {command}"],
            cwd=folder,
            env=env,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        shown = f"{name}:{step.line}: $ {step.command}\n{done.stdout}\n2> {done.stderr}=> {done.returncode}"
        assert done.returncode == step.status, shown
        assert matches(step.out, done.stdout), shown
        assert matches(step.err, done.stderr), shown
