"""records.json style.csl out.txt: this project."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from citemill.citeproc import bibliography
from citemill.text.rich import plain

records_path, style_path, out = sys.argv[1:]
records = json.loads(Path(records_path).read_bytes())
made = bibliography(records, Path(style_path))
Path(out).write_text("\n".join(plain(entry.content) for entry in made.entries) + "\n", encoding="utf-8")
