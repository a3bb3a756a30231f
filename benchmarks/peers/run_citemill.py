"""records.json style.csl out.txt: this project."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from citemill.citeproc import bibliography, load_style
from citemill.text.rich import plain


def no_parent(address: str) -> bytes:
    raise LookupError(address)


records_path, style_path, out = sys.argv[1:]
records = json.loads(Path(records_path).read_bytes())
style = load_style(Path(style_path).read_bytes(), source=style_path, parent=no_parent)
made = bibliography(records, style)
Path(out).write_text("\n".join(plain(entry.content) for entry in made.entries) + "\n", encoding="utf-8")
