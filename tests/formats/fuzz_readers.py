"""Fuzzing of the readers: files are cut, spliced and mangled, and no reader may crash or hang.

    python tests/formats/fuzz_readers.py [FORMAT ...] [--minutes N] [--seed N] [--real FOLDER] [--log FILE]
    python tests/formats/fuzz_readers.py --log FILE --table

Every reader has `--minutes` of its own, one after the other. It is given our own files, of every type of
record, and with `--real` pieces of other people's (FOLDER/ris/* and so on) too. Only `CitemillError` may come
out of a reader, every record it gives must keep to the schema and be one that its own writer can write, and a
round that takes `HANG` seconds of the processor is a finding. A finding is printed with its seed, and
`--seed N --rounds 1` does it again. `--log` adds minutes, rounds and findings to a file, which `--table`
shows as Markdown. `test_fuzz.py` runs a few hundred rounds of the same.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import FrameType

from citemill.diagnostics import Diagnostics, ignore
from citemill.errors import CitemillError
from citemill.files import Source
from citemill.formats import FORMATS, WriteOptions
from citemill.record import TYPES, Record, faults

PARTS: list[bytes] = [
    *b"< > & </ /> \" ' { } [ ] : ~ 0 -1 1e999 *a &amp; &#0; &x; <!-- --> <![CDATA[ <?x null true".split(),
    *b"\\ \\u0000 type @book{ = , # % $ a: - !!python/object:x".split(),
    *(b"\n", b"\r\n", b"\t", b"  ", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xf0\x9f\x98\x80"),
    *(b"&a ", b": ", b"- ", b"|\n", b">\n", b"TY  - ", b"ER  - "),
    *(b"a" * 5000, b"[" * 300, b"<a>" * 300, b"{" * 300, b" and " * 300, b"(" * 300, b"\\" * 300),
    *(b"$", b"$$", b"\\frac{", b"\\'", b"@string{", b"crossref = {", b"--", b"9999999999999", b"0000-00-00"),
]
HANG = 20
"""Seconds of processor time that no round of some thousand bytes takes."""
SHOWN = 10
"""Findings of a reader that are printed; the others are counted."""
LONGEST = 6_000
"""Bytes of a real file that are taken at a time, so that rounds stay short and many."""
FOLDERS = {"bibtex": "bib", "biblatex": "bib", "csl-jsonl": "csl-json", "schema-org": "csl-json"}


class Hang(BaseException):
    """Not an `Exception`, so that no reader's own handling catches it."""


def readers() -> list[str]:
    return [row.name for row in FORMATS if row.reads]


def samples() -> list[Record]:
    """A record of each type with something of everything."""
    return [
        {
            "id": f"key{at}",
            "type": csl,
            "title": "On <i>kites</i> & ropes",
            "author": [
                {"family": "Maaten", "given": "L.", "non-dropping-particle": "van der"},
                {"literal": "A, B"},
            ],
            "editor": [{"family": "King", "given": "M.", "suffix": "Jr."}],
            "issued": {"date-parts": [[2016, 11, 9]]},
            "accessed": {"date-parts": [[2024, 1, 15]]},
            "container-title": "Nature",
            "volume": "5",
            "page": "1-10",
            "DOI": "10.1000/1",
            "URL": "https://example.org/?a=1&b=2",
            "keyword": "a, b",
            "abstract": "One.\n\nTwo.",
            "custom": {"cut-off": ["author"]},
        }
        for at, csl in enumerate(sorted(TYPES))
    ]


@cache
def real_files(folder: Path, name: str) -> tuple[bytes, ...]:
    """What others wrote in this format, or in one that its reader might be given."""
    chosen = folder / FOLDERS.get(name, name)
    return tuple(path.read_bytes() for path in sorted(chosen.glob("*")) if path.is_file())


def own_file(name: str, random_: random.Random) -> bytes:
    chosen = random_.sample(samples(), random_.randint(1, 4))
    pieces = FORMATS.load(name).write(chosen, options=WriteOptions(), report=ignore)
    return "".join(pieces).encode()


def real_piece(files: Sequence[bytes], random_: random.Random) -> bytes:
    """A file, or some lines out of a long one."""
    data = random_.choice(files)
    if len(data) <= LONGEST:
        return data
    at = data.rfind(b"\n", 0, random_.randrange(len(data))) + 1
    return data[at : at + LONGEST]


def mangled(data: bytes, random_: random.Random) -> bytes:
    """The data with a few pieces cut out, doubled, swapped or put in."""
    for _ in range(random_.randint(1, 6)):
        at = random_.randrange(len(data) + 1)
        to = min(len(data), at + random_.choice((1, 2, 8, 40, 400)))
        match random_.randrange(5):
            case 0:
                data = data[:at] + data[to:]
            case 1:
                data = data[:at] + data[at:to] * 2 + data[to:]
            case 2:
                data = data[:at] + random_.choice(PARTS) + data[at:]
            case 3:
                data = data[:at] + random_.choice(PARTS) + data[to:]
            case 4:
                other = random_.randrange(len(data) + 1)
                data = data[:at] + data[other : other + 40] + data[to:]
    return data


def run(name: str, seed: int, real: Path | None = None) -> None:
    """One round: read a mangled file, and write what was read. Raises what must not be raised."""
    random_ = random.Random(seed)
    files = real_files(real, name) if real else ()
    writes = FORMATS.find(name).writes
    if not files and not writes:
        return
    module = FORMATS.load(name)
    own = writes and (not files or random_.random() < 0.5)
    data = mangled(own_file(name, random_) if own else real_piece(files, random_), random_)
    records = []
    try:
        for record in module.read(Source(data, name="fuzz"), report=Diagnostics()):
            broken = next(faults(record), None)
            if broken:
                raise AssertionError(f"the record breaks the schema: {broken}: {record}")
            records.append(record)
    except CitemillError:
        pass
    if writes:
        for _ in module.write(records, options=WriteOptions(losses=True), report=ignore):
            pass


def hang(_signal: int, _frame: FrameType | None) -> None:
    raise Hang(f"more than {HANG} s")


def fuzz(name: str, given: argparse.Namespace) -> dict[str, float]:
    """Rounds with one reader until its time is over."""
    signal.signal(signal.SIGPROF, hang)
    start = time.monotonic()
    seed, findings, slowest = given.seed, 0, 0.0
    while time.monotonic() < start + 60 * given.minutes and seed - given.seed < given.rounds:
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, HANG)
        try:
            run(name, seed, given.real)
        except (Exception, Hang) as error:  # whatever a reader lets out is a finding
            findings += 1
            if findings <= SHOWN:
                print(f"{name} --seed {seed}: {type(error).__name__}: {str(error)[:300]}", flush=True)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.process_time() - began)
        seed += 1
    minutes = (time.monotonic() - start) / 60
    return {"minutes": minutes, "rounds": seed - given.seed, "findings": findings, "slowest": slowest}


def logged(file: Path | None) -> dict[str, dict[str, float]]:
    return json.loads(file.read_text(encoding="utf-8")) if file and file.is_file() else {}


def add(file: Path, name: str, done: dict[str, float]) -> None:
    """Add what was done to what stands in the log."""
    log = logged(file)
    before = log.get(name, dict.fromkeys(done, 0))
    log[name] = {key: before[key] + value for key, value in done.items()}
    log[name]["slowest"] = max(before["slowest"], done["slowest"])
    file.write_text(json.dumps(log, indent=1), encoding="utf-8")


def table(log: dict[str, dict[str, float]]) -> Iterator[str]:
    yield "| reader | minutes | rounds | findings | slowest round (s) |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, row in sorted(log.items()):
        figures = (
            f"{row['minutes']:.0f} | {row['rounds']:,.0f} | {row['findings']:.0f} | {row['slowest']:.2f}"
        )
        yield f"| {name} | {figures} |"


def main(arguments: Sequence[str]) -> int:
    """Run rounds until the time is over; the status says whether there was a finding."""
    parser = argparse.ArgumentParser(description="Fuzz the readers.")
    parser.add_argument("formats", nargs="*", default=readers())
    parser.add_argument("--minutes", type=float, default=1, help="for each reader")
    parser.add_argument("--rounds", type=float, default=float("inf"), help="at most, for each reader")
    parser.add_argument("--seed", type=int, default=time.time_ns() // 1000)
    parser.add_argument("--real", type=Path, help="a folder of real files, one folder in it for each format")
    parser.add_argument("--log", type=Path, help="add the figures to this file")
    parser.add_argument(
        "--table", action="store_true", help="show the figures of the log, and do nothing else"
    )
    given = parser.parse_args(arguments)
    if given.table:
        print("\n".join(table(logged(given.log))))
        return 0
    found = False
    for name in given.formats:
        done = fuzz(name, given)
        found |= done["findings"] > 0
        print(*list(table({name: done}))[2:], flush=True)
        if given.log:
            add(given.log, name, done)
    return int(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
