"""What the programs of others make of our files: all entries, no complaint. Skipped where they are absent."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.formats.samples import HOSTILE, PREPRINT

from citemill import api
from citemill.diagnostics import ignore
from citemill.formats import FORMATS, WriteOptions
from citemill.record import TYPES, Record
from citemill.text.latex import from_markup

pytestmark = pytest.mark.slow

LISTING = Path(__file__).resolve().parents[2] / "samples" / "sutskever.txt"
SCRIPT = Path(__file__).parent / "clients" / "read_files.mjs"
PACKAGES = {
    "retorquere": "@retorquere/bibtex-parser",
    "converter": "biblatex-csl-converter",
    "citation-js": "@citation-js/core",
}

PARTS: dict[str, dict[str, Any]] = {
    "article-journal": {"container-title": "Journal of Things", "volume": "1", "issue": "2", "page": "1-10"},
    "article-magazine": {"container-title": "Magazine"},
    "article-newspaper": {"container-title": "Newspaper"},
    "review": {"container-title": "Journal of Things"},
    "review-book": {"container-title": "Journal of Things"},
    "book": {"publisher": "Press", "publisher-place": "Oslo", "edition": "2", "ISBN": "978-0-306-40615-7"},
    "classic": {"publisher": "Press"},
    "chapter": {"container-title": "Book", "publisher": "Press", "page": "1-10", "chapter-number": "4"},
    "paper-conference": {"container-title": "Proceedings", "event-title": "Conference", "publisher": "Press"},
    "thesis": {"publisher": "University", "genre": "PhD thesis"},
    "report": {"publisher": "Institute", "number": "TR-1", "genre": "Technical report"},
    "patent": {"number": "US 1"},
    "article": {"archive": "arXiv", "number": "arXiv:1706.03762", "genre": "Preprint"},
    **{name: {"container-title": "Lexicon"} for name in ("entry", "entry-dictionary", "entry-encyclopedia")},
}
TITLES = [
    "Étude on {braces}, 50% & #1_a^b~c\\d $5",
    "Łódź, Erdős and <i>E. coli</i> H<sub>2</sub>O x<sup>10</sup> – “quoted”",
    "Ängström ß æ ø ğ ș Nguyễn Hải Ơn α-GAN O(n√n) ≤ ∞ ℝ",
    *HOSTILE,
]


def every_type() -> list[Record]:
    """A record of each CSL type with all that biblatex demands, and titles that are hard to write."""
    records: list[Record] = [PREPRINT]
    for at, name in enumerate(sorted(TYPES)):
        records.append(
            {
                "id": f"key-{at}",
                "type": name,
                "title": TITLES[at % len(TITLES)] + f" (number {at})",
                "author": [
                    {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
                    {"family": "Dupré la Tour", "given": "Tom"},
                    {"family": "King", "given": "Martin", "suffix": "Jr."},
                    {"literal": "Barnes and Noble, Inc."},
                ],
                "editor": [{"family": "Ng", "given": "Ada"}],
                "issued": {"date-parts": [[1980 + at, 11, 9]]},
                "DOI": "10.1000/a_b",
                "URL": "https://example.org/a_b%20c?d=1&e=2#f",
                "abstract": " ".join(TITLES),
                "keyword": "one, two",
                **PARTS.get(name, {}),
            }
        )
    return records


def works(which: str) -> list[Record]:
    """One work of every type, or the fifty of the sample listing."""
    return every_type() if which == "every type" else list(api.normalize(api.read(LISTING)))


BOTH = pytest.mark.parametrize("which", ["every type", "listing"])


def write(folder: Path, name: str, file: str, records: list[Record], **options: bool) -> Path:
    module = FORMATS.load(name)
    path = folder / file
    pieces = module.write(records, options=WriteOptions(**options), report=ignore)
    path.write_bytes("".join(pieces).encode("utf-8"))
    return path


def need(program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")


def run(*command: str, cwd: Path, status: int | None = 0) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, timeout=240, check=False)
    output = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert status is None or done.returncode == status, output[-3000:]
    return output


@BOTH
@pytest.mark.parametrize("style", ["plain", "alpha", "abbrv", "apalike"])
def test_bibtex_and_pdflatex(tmp_path: Path, style: str, which: str) -> None:
    need("bibtex")
    need("pdflatex")
    records = works(which)
    write(tmp_path, "bibtex", "refs.bib", records, ascii=True)
    document = (
        r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{amssymb}"
        rf"\begin{{document}}\nocite{{*}}\bibliographystyle{{{style}}}\bibliography{{refs}}\end{{document}}"
    )
    (tmp_path / "doc.tex").write_text(document)
    run("pdflatex", "-interaction=batchmode", "doc", cwd=tmp_path)
    output = run("bibtex", "doc", cwd=tmp_path, status=None)
    assert "error message" not in output, output
    assert not re.search(r"I was expecting|I'm skipping|repeated entry", output), output
    run("pdflatex", "-halt-on-error", "-interaction=nonstopmode", "doc", cwd=tmp_path)
    assert (tmp_path / "doc.bbl").read_text().count("\\bibitem") == len(records)


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_biber_finds_nothing_to_say(tmp_path: Path, name: str) -> None:
    need("biber")
    titles = [title for title in TITLES if from_markup(title)]
    preprints = [{**PREPRINT, "id": f"p{at}", "title": title} for at, title in enumerate(titles)]
    records = preprints
    if name == "biblatex":
        # biblatex knows no editor of a thesis; the writer keeps one all the same.
        without = ("manuscript", "patent", "report", "speech", "thesis")
        records += [{**one, "editor": []} if one["type"] in without else one for one in every_type()[1:]]
    write(tmp_path, name, "refs.bib", records)
    output = run("biber", "--tool", "--validate-datamodel", "refs.bib", cwd=tmp_path)
    said = [line for line in output.splitlines() if line.startswith(("WARN", "ERROR"))]
    assert said == []
    assert (tmp_path / "refs_bibertool.bib").read_text(encoding="utf-8").count("\n@") >= len(records) - 1


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_biber_takes_the_listing(tmp_path: Path, name: str) -> None:
    need("biber")
    records = works("listing")
    assert len(records) == 50
    write(tmp_path, name, "refs.bib", records)
    output = run("biber", "--tool", "--validate-datamodel", "refs.bib", cwd=tmp_path)
    assert [line for line in output.splitlines() if line.startswith(("WARN", "ERROR"))] == []
    assert (tmp_path / "refs_bibertool.bib").read_text(encoding="utf-8").count("@") >= len(records)


@BOTH
@pytest.mark.parametrize(
    ("name", "file", "program"),
    [
        ("bibtex", "refs.bib", "bib2xml"),
        ("biblatex", "refs.bib", "biblatex2xml"),
        ("ris", "refs.ris", "ris2xml"),
    ],
)
def test_bibutils_reads_every_entry(tmp_path: Path, name: str, file: str, program: str, which: str) -> None:
    need(program)
    records = works(which)
    write(tmp_path, name, file, records)
    done = subprocess.run([program, file], cwd=tmp_path, capture_output=True, timeout=60, check=True)
    xml = done.stdout.decode("utf-8")
    assert xml.count("<mods ") == len(records), done.stderr.decode()
    assert xml.count("Dupré la Tour") == (len(records) if which == "every type" else 1)
    assert "forged</title>" not in xml


@BOTH
@pytest.mark.parametrize("client", PACKAGES)
@pytest.mark.parametrize("name", ["bibtex", "bibtex-ascii", "biblatex", "ris"])
def test_javascript_clients_read_every_entry(
    tmp_path: Path, client: str, name: str, root: Path, which: str
) -> None:
    modules = Path(os.environ.get("CITEMILL_NODE_MODULES", root / ".peers" / "node_modules"))
    need("node")
    if not (modules / PACKAGES[client]).is_dir():
        pytest.skip(f"no npm package {PACKAGES[client]} in {modules} (see make peers)")
    if name == "ris" and client != "citation-js":
        pytest.skip(f"{client} reads no RIS")
    records = works(which)
    format_name, _, mode = name.partition("-")
    file = "refs.ris" if name == "ris" else "refs.bib"
    path = write(tmp_path, format_name, file, records, ascii=mode == "ascii")
    done = subprocess.run(
        ["node", str(SCRIPT), str(modules), client, str(path)], capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found = json.loads(done.stdout)
    # The definitions of rare letters in @preamble are for LaTeX; this client says it has no use for them.
    errors = [one for one in found["errors"] if "unhandled macro" not in one or mode != "ascii"]
    assert errors == []
    assert [one["key"] for one in found["entries"]] == [record["id"] for record in records]
