"""Run a command, or several joined by pipes, to its end: wall-clock seconds, peak memory of the largest."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple


class Measured(NamedTuple):
    """Seconds from first start to last end, peak memory in MB, and what went wrong, if anything did.

    `processor` are the seconds of the processor that all of them took, which other work on the machine
    changes less.
    """

    seconds: float
    megabytes: float
    failed: str = ""
    processor: float = 0.0


def measure(commands: list[list[str]], out: Path, *, environment: dict[str, str] | None = None) -> Measured:
    """Run commands as one pipeline whose output goes to a file."""
    with tempfile.TemporaryFile() as errors, out.open("wb") as output:
        started = time.perf_counter()
        processes = []
        feed = None
        for position, command in enumerate(commands):
            last = position == len(commands) - 1
            process = subprocess.Popen(
                command,
                stdin=feed,
                stdout=output if last else subprocess.PIPE,
                stderr=errors,
                env={**os.environ, **(environment or {})},
            )
            if feed is not None:
                feed.close()
            feed = process.stdout
            processes.append(process)
        peak, processor, failed = 0.0, 0.0, False
        for process in processes:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            failed |= process.returncode != 0
            peak = max(peak, usage.ru_maxrss / 1024)
            processor += usage.ru_utime + usage.ru_stime
        seconds = time.perf_counter() - started
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip().splitlines()
        reason = (said[-1][:120] if said else "failed") if failed else ""
        return Measured(seconds, peak, reason, processor)
