"""The programs of others: how each is given a file of ours, and how its answer is read."""

from __future__ import annotations

import html
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citemill.diagnostics import ignore
from citemill.files import Source
from citemill.formats import FORMATS, bibtex_fields
from citemill.record import DATE_VARIABLES, NAME_VARIABLES, TYPES, VARIABLES, Record

HERE = Path(__file__).resolve().parent
PEERS = HERE.parents[1] / ".peers"
SUFFIXES = {
    "bibtex": "bib",
    "biblatex": "bib",
    "ris": "ris",
    "csl-json": "json",
    "enw": "enw",
    "endnote-xml": "xml",
    "mods": "xml",
    "word-xml": "xml",
    "hayagriva": "yml",
    "cff": "cff",
    "schema-org": "json",
    "entries": "json",
}

Read = Callable[[Path], list[Record]]


@dataclass(frozen=True)
class Client:
    """One way through a program: the format it is given, and the format of its answer."""

    program: str
    given: str
    answers: str
    run: Callable[[Path, Path], None]
    """Runs the program on a file, and leaves its answer in another. Raises where it fails."""
    missing: Callable[[], str] = lambda: ""
    """Why it cannot be run here; empty where it can."""
    read: Read | None = None
    """Reads the answer; our own reader of the format where there is none."""
    ascii: bool = False
    validates: bool = False
    """It says whether the file is right, and gives nothing back."""
    through: str = ""
    """What its answer is read from, where that is not the name of the format."""

    @property
    def title(self) -> str:
        """For people."""
        return (
            f"{self.program}, {self.given} → {self.through or self.answers}{' (ASCII)' if self.ascii else ''}"
        )

    @property
    def name(self) -> str:
        return f"{self.program} {self.given}{' ascii' if self.ascii else ''} {self.answers}"


def records(path: Path, name: str) -> list[Record]:
    """What our own reader makes of a file."""
    return list(FORMATS.load(name).read(Source(path), report=ignore))


def run(*command: str | Path, cwd: Path | None = None, out: Path | None = None, **more: Any) -> str:
    """Run a program; its answer is written to `out` where it gives it on standard output."""
    done = subprocess.run([str(one) for one in command], cwd=cwd, capture_output=True, timeout=300, **more)
    if out is not None:
        out.write_bytes(done.stdout)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _program(name: str) -> Callable[[], str]:
    return lambda: "" if shutil.which(name) else f"{name} is not installed"


def _module(name: str) -> Callable[[], str]:
    return lambda: "" if importlib.util.find_spec(name) else f"the Python package {name} is not installed"


# --- Node


def node_modules() -> Path:
    return Path(os.environ.get("CITEMILL_NODE_MODULES", PEERS / "node_modules"))


_PACKAGES = {
    "@citation-js/core": "citation-js",
    "biblatex-csl-converter": "converter",
    "@retorquere/bibtex-parser": "retorquere",
}


def _node(package: str, given: str, answers: str, **more: Any) -> Client:
    def convert(source: Path, out: Path) -> None:
        script = HERE / "convert.mjs"
        run("node", script, node_modules(), _PACKAGES[package], given, answers, source, out, check=True)

    def missing() -> str:
        if not shutil.which("node"):
            return "node is not installed"
        return "" if (node_modules() / package).is_dir() else f"no npm package {package} in {node_modules()}"

    program = package.removeprefix("@").removesuffix("/core")
    return Client(program, given, answers, convert, missing, **more)


def _items(path: Path) -> list[Record]:
    return [
        one | {"id": str(one.get("citation-key") or one.get("id"))} for one in json.loads(path.read_text())
    ]


def _entries(path: Path) -> list[Record]:
    """The entries of @retorquere/bibtex-parser, whose fields have BibTeX's names."""
    return [_entry(one) for one in json.loads(path.read_text(encoding="utf-8"))]


def _entry(entry: dict[str, Any]) -> Record:
    fields = entry["fields"]
    subtype = str(fields.get("entrysubtype", ""))
    csl = subtype if subtype in TYPES else bibtex_fields.IMPLIED.get(entry["type"], "document")
    archive = str(fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()
    if csl in ("webpage", "document") and archive == "arxiv":
        csl = "article"
    record: Record = {"id": entry["key"], "type": csl}
    rows = bibtex_fields.rows_for(csl)
    for name, value in fields.items():
        name = {"archiveprefix": "eprinttype"}.get(name, name)
        row = rows.get(name)
        if row is None:
            continue
        if row.variable in NAME_VARIABLES:
            value = [_person(one) for one in value]
        elif isinstance(value, list):
            value = ", ".join(value) if row.variable == "keyword" else " and ".join(value)
        record.setdefault(row.variable, value)
    if fields.get("eprint"):
        for kind, variable in (("pubmed", "PMID"), ("arxiv", "number")):
            if archive == kind:
                record[variable] = ("arXiv:" if kind == "arxiv" else "") + fields["eprint"]
        record.setdefault("archive_location", fields["eprint"])
    named = fields.get("eprinttype") or fields.get("archiveprefix")
    if named and archive != "pubmed":
        record["archive"] = "arXiv" if archive == "arxiv" else named
    if "date" not in fields and fields.get("year"):
        record["issued"] = "-".join(str(fields[one]) for one in ("year", "month", "day") if fields.get(one))
    return record


def _person(one: dict[str, str]) -> dict[str, str]:
    if "name" in one:
        return {"literal": one["name"]}
    parts = {
        "family": "lastName",
        "given": "firstName",
        "non-dropping-particle": "prefix",
        "suffix": "suffix",
    }
    return {csl: one[name] for csl, name in parts.items() if one.get(name)}


# --- pandoc


def pandoc_path() -> str:
    """A pandoc on the PATH, else that of the package pypandoc_binary; empty when there is none."""
    if found := shutil.which("pandoc"):
        return found
    spec = importlib.util.find_spec("pypandoc")
    bundled = Path(spec.origin or "").parent / "files" / "pandoc" if spec else Path()
    return str(bundled) if bundled.is_file() else ""


_NOT_FOR_TYPST = frozenset("journalAbbreviation part shortTitle supplement volume-title-short".split())
"""Variables of CSL 1.0.2 and older names that typst refuses a style for."""

_PANDOC = {"csl-json": "csljson", "endnote-xml": "endnotexml"}


def _pandoc(given: str, answers: str, **more: Any) -> Client:
    def convert(source: Path, out: Path) -> None:
        of, to = _PANDOC.get(given, given), _PANDOC.get(answers, answers)
        run(pandoc_path(), source, f"--from={of}", f"--to={to}", f"--output={out}", "--wrap=none", check=True)

    read = _items if answers == "csl-json" else None
    return Client(
        "pandoc", given, answers, convert, lambda: "" if pandoc_path() else "no pandoc", read, **more
    )


# --- bibutils


def _to_mods(program: str, given: str, **more: Any) -> Client:
    def convert(source: Path, out: Path) -> None:
        run(program, source, out=out, check=True)

    return Client("bibutils", given, "mods", convert, _program(program), **more)


def _from_mods(program: str, answers: str, **more: Any) -> Client:
    def convert(source: Path, out: Path) -> None:
        run(program, source, out=out, check=True)

    return Client("bibutils", "mods", answers, convert, _program(program), **more)


# --- TeX


def _biber(given: str) -> Client:
    def convert(source: Path, out: Path) -> None:
        run("biber", "--tool", "--quiet", f"--output-file={out}", source, cwd=out.parent, check=True)

    return Client("biber", given, "biblatex", convert, _program("biber"))


def _bibtex(ascii_: bool) -> Client:
    def convert(source: Path, out: Path) -> None:
        shutil.copy(HERE / "fields.bst", out.parent)
        auxiliary = f"\\relax\n\\citation{{*}}\n\\bibstyle{{fields}}\n\\bibdata{{{source.stem}}}\n"
        (out.parent / "all.aux").write_text(auxiliary)
        said = run("bibtex", "all", cwd=out.parent)
        if "error message" in said:
            raise RuntimeError(said)
        shutil.copy(out.parent / "all.bbl", out)

    return Client("BibTeX", "bibtex", "bibtex", convert, _program("bibtex"), ascii=ascii_)


# --- typst


def _typst(source: Path, out: Path) -> None:
    import typst

    folder = source.parent
    (folder / "all.csl").write_text(_style(), encoding="utf-8")
    (folder / "all.typ").write_text(f'#bibliography("{source.name}", style: "all.csl", full: true)')
    out.write_bytes(typst.compile(str(folder / "all.typ"), format="html"))


def _style() -> str:
    """A CSL style that prints every variable with its name, to see what typst has of each."""
    parts = []
    for variable in sorted(VARIABLES - _NOT_FOR_TYPST):
        marks = f'prefix="⟦{variable}=" suffix="⟧"'
        if variable in NAME_VARIABLES:
            parts.append(
                f'<names variable="{variable}" {marks} delimiter="; "><name form="long" and="symbol" '
                'name-as-sort-order="all" delimiter="; " sort-separator="¦" et-al-min="99" '
                'et-al-use-first="98" delimiter-precedes-last="never"/></names>'
            )
        elif variable in DATE_VARIABLES:
            dates = '<date-part name="year"/>' + "".join(
                f'<date-part name="{part}" form="numeric" prefix="-"/>' for part in ("month", "day")
            )
            parts.append(f'<date variable="{variable}" {marks}>{dates}</date>')
        else:
            parts.append(f'<text variable="{variable}" {marks}/>')
    return (
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" '
        'demote-non-dropping-particle="never"><info><title>all</title>'
        "<id>all</id><updated>2024-01-01T00:00:00Z</updated></info><citation><layout>"
        '<text variable="citation-number"/></layout></citation><bibliography><layout>'
        f"{''.join(parts)}</layout></bibliography></style>"
    )


def _printed(path: Path) -> list[Record]:
    """The records out of a bibliography that names every variable. Their keys and types are not printed."""
    found = []
    for entry in re.findall(r"<li>(.*?)</li>", path.read_text(encoding="utf-8"), re.DOTALL):
        record: Record = {}
        for variable, value in re.findall(r"⟦([\w-]+)=(.*?)⟧", entry, re.DOTALL):
            text = html.unescape(re.sub(r"</?a\b[^>]*>", "", value))
            if variable in NAME_VARIABLES:
                record[variable] = [_printed_name(one) for one in re.split("; | & ", text)]
            else:
                record[variable] = text
        found.append(record)
    return found


_PARTICLE = re.compile(r" ((?:[a-z]+ )*[a-z]+)$")


def _printed_name(text: str) -> dict[str, str]:
    family, *rest = text.split("¦")
    if rest and (particle := _PARTICLE.search(rest[0])):
        # typst puts it behind the given name, as CSL styles may.
        family, rest[0] = f"{particle[1]} {family}", rest[0][: particle.start()]
    name = {"family": family} if rest else {"literal": family}
    return name | dict(zip(("given", "suffix"), rest, strict=False))


# --- Python packages


def _rispy(source: Path, out: Path) -> None:
    import rispy

    with source.open(encoding="utf-8") as stream:
        entries = rispy.load(stream)
    out.write_text(rispy.dumps(entries), encoding="utf-8")


def _pybtex(source: Path, out: Path) -> None:
    from pybtex.database import parse_file

    out.write_text(parse_file(str(source), bib_format="bibtex").to_string("bibtex"), encoding="utf-8")


def cffconvert_path() -> str:
    """cffconvert wants an old jsonschema, so it lives in an environment of its own (`make peers`)."""
    own = Path(os.environ.get("CITEMILL_CFFCONVERT", PEERS / "cff" / "bin" / "cffconvert"))
    return str(own) if own.is_file() else shutil.which("cffconvert") or ""


def _cffconvert(source: Path, out: Path) -> None:
    said = run(cffconvert_path(), "--validate", "-i", source)
    out.write_text(said, encoding="utf-8")
    if "valid according" not in said:
        raise RuntimeError(said[-500:])


def versions() -> str:
    """The programs and their versions."""
    found = [
        f"{name} {_first_number(run(*command))}"
        for name, command in _ASKED.items()
        if shutil.which(command[0])
    ]
    if pandoc_path():
        found.append(f"pandoc {_first_number(run(pandoc_path(), '--version'))}")
    for package in ("typst", "rispy", "pybtex"):
        if importlib.util.find_spec(package):
            found.append(f"{package} {importlib.metadata.version(package)}")
    for package in _PACKAGES:
        described = node_modules() / package / "package.json"
        if described.is_file():
            found.append(f"{package} {json.loads(described.read_text())['version']}")
    if cffconvert_path():
        found.append(f"cffconvert {_first_number(run(cffconvert_path(), '--version'))}")
    return ", ".join(found)


_ASKED = {
    "BibTeX": ("bibtex", "--version"),
    "biber": ("biber", "--version"),
    "bibutils": ("bib2xml", "--version"),
}


def _first_number(text: str) -> str:
    match = re.search(r"\d+(?:\.\w+)+", text)
    return match[0] if match else ""


NOTES = tomllib.loads((HERE / "notes.toml").read_text(encoding="utf-8"))
"""What stands behind the losses, by the name of the client."""


def ours() -> Iterable[Client]:
    """The ways in which others read what we write."""
    yield from (_bibtex(False), _bibtex(True))
    yield from (_biber("bibtex"), _biber("biblatex"))
    yield _to_mods("bib2xml", "bibtex")
    yield _to_mods("biblatex2xml", "biblatex")
    yield _to_mods("ris2xml", "ris")
    yield _to_mods("end2xml", "enw")
    yield _to_mods("endx2xml", "endnote-xml")
    yield _to_mods("wordbib2xml", "word-xml")
    for given in ("bibtex", "biblatex"):
        yield _node("@retorquere/bibtex-parser", given, "entries", read=_entries)
    for given in ("bibtex", "biblatex"):
        yield _node("biblatex-csl-converter", given, "csl-json", read=_items)
    for given in ("bibtex", "biblatex", "ris", "csl-json"):
        yield _node("@citation-js/core", given, "csl-json", read=_items)
    for given in ("bibtex", "biblatex", "ris", "endnote-xml", "csl-json"):
        yield _pandoc(given, "csl-json")
    yield Client("typst", "hayagriva", "html", _typst, _module("typst"), _printed, through="a bibliography")
    yield Client(
        "cffconvert",
        "cff",
        "cff",
        _cffconvert,
        lambda: "" if cffconvert_path() else "no cffconvert",
        validates=True,
    )
    yield Client("rispy", "ris", "ris", _rispy, _module("rispy"))
    yield Client("pybtex", "bibtex", "bibtex", _pybtex, _module("pybtex"))


def theirs() -> Iterable[Client]:
    """The ways in which we read what others write."""
    for answers in ("bibtex", "biblatex", "ris"):
        yield _node("@citation-js/core", "csl-json", answers)
    for answers in ("bibtex", "biblatex"):
        yield _pandoc("csl-json", answers)
    yield _from_mods("xml2bib", "bibtex")
    yield _from_mods("xml2ris", "ris")
    yield _from_mods("xml2end", "enw")
    yield _from_mods("xml2wordbib", "word-xml")
