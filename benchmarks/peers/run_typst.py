"""records.yml style.csl out.pdf: hayagriva, by way of Typst, which also sets the pages."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import typst

records_path, style_path, out = map(Path, sys.argv[1:])
shutil.copy(style_path, records_path.with_name("style.csl"))
document = records_path.with_name("document.typ")
document.write_text(f'#bibliography("{records_path.name}", style: "style.csl", full: true, title: none)\n')
typst.compile(str(document), output=str(out))
