"""citemill as one process: a file of one format becomes another.  IN FROM OUT TO"""

from __future__ import annotations

import sys
from pathlib import Path

from citemill.diagnostics import ignore
from citemill.files import Source
from citemill.formats import FORMATS, WriteOptions

source, name_in, out, name_out = sys.argv[1:]
records = FORMATS.load(name_in).read(Source(source), report=ignore)
pieces = FORMATS.load(name_out).write(records, options=WriteOptions(), report=ignore)
with Path(out).open("w", encoding="utf-8", newline="") as stream:
    stream.writelines(pieces)
