"""records.json style.csl COUNT: COUNT cites stand in a document and 20 more are added, one by one.

Prints the milliseconds of each answer as a JSON list.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from citemill.citeproc import Citation, Cite, Processor, load_style


def no_parent(address: str) -> bytes:
    raise LookupError(address)


records_path, style_path, standing = sys.argv[1:]
records = json.loads(Path(records_path).read_bytes())
style = load_style(Path(style_path).read_bytes(), source=style_path, parent=no_parent)
processor = Processor(style)
processor.register(records)
before: list[tuple[str, int]] = []
times = []
for number in range(int(standing) + 20):
    citation = Citation(f"c{number}", (Cite(records[number * 7 % len(records)]["id"]),), number + 1)
    started = time.perf_counter()
    processor.cite(citation, before, [])
    times.append(1000 * (time.perf_counter() - started))
    before.append((citation.id, citation.note_index))
print(json.dumps(times[int(standing) :]))
