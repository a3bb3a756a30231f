"""Fuzzing of the readers: our own files are cut, spliced and mangled, and no reader may crash or hang.

    python tests/formats/fuzz.py [FORMAT ...] [--minutes N] [--seed N]

Only `CitemillError` may come out of a reader, and every record it gives must keep to the schema. A finding is
printed with its seed; `test_fuzz.py` runs a few hundred rounds of the same.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence

from citemill.diagnostics import Diagnostics
from citemill.errors import CitemillError
from citemill.files import Source
from citemill.formats import FORMATS, WriteOptions
from citemill.record import TYPES, Record, faults

PARTS: list[bytes] = [
    *b"< > & </ /> \" ' { } [ ] : ~ 0 -1 1e999 *a &amp; &#0; &x; <!-- --> <![CDATA[ <?x null true".split(),
    *b"\\ \\u0000 type @book{ = , # % $ a: - !!python/object:x".split(),
    *(b"\n", b"\r\n", b"\t", b"  ", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xf0\x9f\x98\x80"),
    *(b"&a ", b": ", b"- ", b"|\n", b">\n", b"TY  - ", b"ER  - "),
    *(b"a" * 5000, b"[" * 300, b"<a>" * 300),
]


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


def run(name: str, seed: int) -> None:
    """One round: read a mangled file. Raises what the reader must not raise."""
    random_ = random.Random(seed)
    module = FORMATS.load(name)
    chosen = random_.sample(samples(), random_.randint(1, 4))
    pieces = module.write(chosen, options=WriteOptions(), report=Diagnostics())
    data = mangled("".join(pieces).encode(), random_)
    try:
        for record in module.read(Source(data, name="fuzz"), report=Diagnostics()):
            broken = next(faults(record), None)
            if broken:
                raise AssertionError(f"the record breaks the schema: {broken}: {record}")
    except CitemillError:
        pass


def main(arguments: Sequence[str]) -> int:
    """Run rounds until the time is over; the status says whether there was a finding."""
    parser = argparse.ArgumentParser(description="Fuzz the readers.")
    parser.add_argument(
        "formats", nargs="*", default=[row.name for row in FORMATS if row.reads and row.writes]
    )
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args(arguments)
    end = time.monotonic() + 60 * given.minutes
    seed, findings, slowest = given.seed, 0, 0.0
    while time.monotonic() < end:
        for name in given.formats:
            start = time.monotonic()
            try:
                run(name, seed)
            except Exception as error:  # whatever a reader lets out is a finding
                findings += 1
                print(f"{name} --seed {seed}: {type(error).__name__}: {str(error)[:300]}")
            slowest = max(slowest, time.monotonic() - start)
        seed += 1
    print(
        f"{(seed - given.seed) * len(given.formats):,} rounds, {findings} findings, slowest {slowest:.2f} s"
    )
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
