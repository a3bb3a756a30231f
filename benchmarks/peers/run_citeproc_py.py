"""records.json style.csl out.txt: citeproc-py."""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON

warnings.simplefilter("ignore")
records_path, style_path, out = sys.argv[1:]
records = json.loads(Path(records_path).read_bytes())
style = CitationStylesStyle(style_path, validate=False)
bibliography = CitationStylesBibliography(style, CiteProcJSON(records), formatters.plain)
bibliography.register(Citation([CitationItem(record["id"]) for record in records]))
bibliography.sort()
entries = (str(entry) for entry in bibliography.bibliography())
Path(out).write_text("\n".join(entries) + "\n", encoding="utf-8")
