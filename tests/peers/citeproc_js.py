"""citeproc-js as a service: one node process, JSON lines both ways, a time limit for each answer.

node and the npm package `citeproc` are wanted: `make peers` installs the package into .peers/ of the
repository; CITEMILL_NODE_MODULES names another node_modules folder.

    with CiteprocJs() as js:
        js.ask({"work": "document", "csl": "<style ...", "items": [...], "citations": [...]})

A job of the kind "document" has `items`, optionally `citations` (citeproc-js's citation objects, in the
document's order), `lang`, and `bibliography: false` where none is wanted; the answer has `citations` ([id,
HTML] each) and `bibliography` (`ids`, `entries`, `parameters`; null where the style has none).
citeproc_js.cjs shows what a job "fixture" has. An answer may be `{"error": message}` instead.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VERSION = "2.4.63"
"""The version of the npm package that the figures in docs/ are about."""


def node_modules() -> Path:
    return Path(os.environ.get("CITEMILL_NODE_MODULES", ROOT / ".peers" / "node_modules"))


def locale_folder() -> Path:
    """The official CSL locales, as the package citeproc-py carries them."""
    return Path(str(importlib.metadata.distribution("citeproc-py").locate_file("citeproc/data/locales")))


def missing() -> str:
    """What keeps citeproc-js from running here, in words; empty when nothing does."""
    if not shutil.which("node"):
        return "node is not installed"
    if not (node_modules() / "citeproc").is_dir():
        return f"no npm package citeproc in {node_modules()} (make peers installs it)"
    return ""


class CiteprocJs:
    """The running service. It is started again after an answer that took over `limit` seconds."""

    def __init__(self, limit: float = 120) -> None:
        if reason := missing():
            raise FileNotFoundError(reason)
        self.limit = limit
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            ["node", str(HERE / "citeproc_js.cjs"), str(locale_folder())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={**os.environ, "NODE_PATH": str(node_modules())},
        )
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, args=(self._process, self._answers), daemon=True).start()

    @staticmethod
    def _listen(process: subprocess.Popen[str], answers: queue.SimpleQueue[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            answers.put(line)
        answers.put("")

    def ask(self, job: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        try:
            line = self._answers.get(timeout=self.limit)
        except queue.Empty:
            line = None
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        self.close()
        self._start()
        return {"error": f"no answer within {self.limit:g} s" if line is None else "the process ended"}

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    pass  # a job was still in the pipe; nobody wants its answer

    def __enter__(self) -> CiteprocJs:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
