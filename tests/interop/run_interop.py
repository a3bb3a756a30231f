"""What the programs of others make of our files, and we of theirs, field by field.

    python tests/interop/run_interop.py [--only TEXT] [--write]

Every program reads a file of the records of `interop_corpus.py`; what it understood is read back and
compared. A field counts where our own reader finds it in the file, so what a format has no place for
(docs/formats.md) is no loss here. The other way a program writes a file, and what stands in it is what we
should have read. `--write` writes docs/interop.md and the figures that the slow tests hold
(figures.json). `make peers` installs the programs.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import interop_clients as clients
import interop_compare as compare
import interop_corpus as corpus
from interop_clients import SUFFIXES, Client

from citemill.diagnostics import ignore
from citemill.formats import FORMATS, WriteOptions
from citemill.record import Record

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "interop.md"
FIGURES = HERE / "figures.json"


class Row(NamedTuple):
    """One client's result."""

    client: Client
    result: compare.Result


def write(path: Path, records: Sequence[Record], name: str, *, ascii: bool = False) -> None:
    pieces = FORMATS.load(name).write(records, options=WriteOptions(ascii=ascii), report=ignore)
    path.write_text("".join(pieces), encoding="utf-8", newline="")


def read_by_us(path: Path, given: Sequence[Record], name: str) -> compare.Carried:
    """What our own reader finds in a file of ours."""
    found = set()
    for record, own in zip(given, compare.in_order(given, clients.records(path, name)), strict=True):
        for label, variable, value, back in compare.fields(record, own):
            if compare.same(variable, value, back):
                found.add((record["id"], label, str(value)))
    return lambda key, label, value: (key, label, str(value)) in found


def measure(client: Client, given: Sequence[Record], *, of_theirs: bool = False) -> compare.Result:
    """Give a client our file, or let it write one, and compare. Raises where the client fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"refs.{SUFFIXES[client.given]}"
        out = folder / f"out.{SUFFIXES.get(client.answers, client.answers)}"
        write(source, given, client.given, ascii=client.ascii)
        client.run(source, out)
        if client.validates:
            return compare.Result(len(given), len(given))
        got = client.read(out) if client.read else clients.records(out, client.answers)
        raw = out.read_text(encoding="utf-8")
        carried = read_by_us(source, given, client.given)
        if of_theirs:
            carried = _written_by_them(raw)
        elif client.answers == "html":  # a bibliography, which shows neither keys nor types
            carried = _without_types(carried)
        return compare.compare(given, got, raw, carried)


def _written_by_them(raw: str) -> compare.Carried:
    haystack = compare.skeleton_of_file(raw)

    def carried(key: str, label: str, value: Any) -> bool:
        variable = label.partition(" ")[0]
        return variable != "type" and compare.stands_in(variable, value, haystack)

    return carried


def _without_types(carried: compare.Carried) -> compare.Carried:
    return lambda key, label, value: label != "type" and carried(key, label, value)


def rows(chosen: Iterable[Client], *, of_theirs: bool) -> Iterator[Row]:
    given = corpus.corpus()
    for client in chosen:
        if reason := client.missing():
            print(f"{client.name}: left out, {reason}")
            continue
        result = measure(client, given, of_theirs=of_theirs)
        print(f"{client.name}: {result.records_kept}/{result.records}, {result.fields_kept}/{result.fields}")
        yield Row(client, result)


def table(found: Sequence[Row], file: str) -> Iterator[str]:
    yield f"| program | {file} | read through | records | fields | |"
    yield "| --- | --- | --- | ---: | ---: | ---: |"
    for client, result in found:
        name = f"{client.given if file == 'our file' else client.answers}{' (ASCII)' if client.ascii else ''}"
        through = client.through or ("" if client.answers == client.given else client.answers)
        if client.validates:
            fields, share = "valid", ""
        else:
            fields = f"{result.fields_kept:,} of {result.fields:,}"
            share = f"{100 * result.fields_kept / result.fields:.1f} %" if result.fields else ""
        records = f"{result.records_kept} of {result.records}"
        yield f"| {client.program} | {name} | {through} | {records} | {fields} | {share} |"


def losses(found: Sequence[Row]) -> Iterator[str]:
    for client, result in found:
        if not result.losses:
            continue
        yield f"### {client.title}"
        yield ""
        if client.name in clients.NOTES:
            yield " ".join(clients.NOTES[client.name].split())
            yield ""
        gone = {label: loss for label, loss in result.losses.items() if not loss.example[0]}
        other = {label: loss for label, loss in result.losses.items() if loss.example[0]}
        if gone:
            names = ", ".join(_counted(label, loss, result) for label, loss in sorted(gone.items()))
            yield f"Nowhere in its answer: {names}."
            yield ""
        if other:
            yield "| field | records | given | came back as |"
            yield "| --- | --- | --- | --- |"
            for label, loss in sorted(other.items()):
                _, value, back = loss.example
                of = f"{loss.count} of {result.by_variable[label]}"
                yield f"| {label} | {of} | {_cell(value)} | {_cell(back) or '*another field*'} |"
            yield ""


def _counted(label: str, loss: compare.Loss, result: compare.Result) -> str:
    of = result.by_variable[label]
    return f"`{label}`" if loss.count == of else f"`{label}` ({loss.count} of {of})"


def _cell(text: str) -> str:
    """A text as code in a table."""
    text = " ".join(text.split())
    short = text if len(text) <= 60 else text[:57] + "…"
    return f"`{short.replace('|', '¦').replace('`', chr(39))}`" if short else ""


def figures(found: Sequence[Row]) -> dict[str, list[int]]:
    """By client: records and fields kept, and how many there were."""
    return {
        client.name: [result.records_kept, result.records, result.fields_kept, result.fields]
        for client, result in found
    }


INTRODUCTION = """\
# What other programs make of our files

Made by `python tests/interop/run_interop.py --write`; the slow tests hold the figures, which may only rise.

Each program reads a file of {count} records: one of every CSL type with all that such a work has, and
articles with hard texts (braces, accents, mathematics, markup, quotation marks). What it understood is
taken from its own answer, CSL-JSON, MODS, its own JSON or the same format written again, and compared
with the record, field by field. A name is one field. **A field counts if our own reader finds it in the
file**; so what is lost is lost by the program. What a format has no place for is in
[formats.md](formats.md).

The programs: {programs}.
"""


def page(of_ours: Sequence[Row], of_theirs: Sequence[Row]) -> str:
    """docs/interop.md."""
    lines = [
        INTRODUCTION.format(count=len(corpus.corpus()), programs=clients.versions()),
        "## Others read what we write",
        "",
        *table(of_ours, "our file"),
        "",
        "`cffconvert --validate` says whether a file is right, and no more. BibTeX's and biber's answers are",
        "all fields, as a style of our own (`tests/interop/fields.bst`) and `biber --tool` write them.",
        "",
        "## We read what others write",
        "",
        "They are given the records as CSL-JSON or MODS and write a file. A field counts here if its value",
        "stands in that file, under whatever name.",
        "",
        *table(of_theirs, "their file"),
        "",
        "## What each loses of ours",
        "",
        "*Another field*: the value is in the program's answer under another name.",
        "",
        *losses(of_ours),
        "## What we do not read of theirs",
        "",
        *losses(of_theirs),
    ]
    return "\n".join(map(_wrapped, lines)).rstrip() + "\n"


def _wrapped(line: str) -> str:
    if line.startswith("|"):
        return line
    parts = (
        textwrap.fill(part, 118, break_long_words=False, break_on_hyphens=False) for part in line.split("\n")
    )
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="the clients whose name has this in it")
    parser.add_argument("--write", action="store_true", help="write docs/interop.md and the figures")
    chosen = parser.parse_args()
    ours = list(rows((one for one in clients.ours() if chosen.only in one.name), of_theirs=False))
    theirs = list(rows((one for one in clients.theirs() if chosen.only in one.name), of_theirs=True))
    if chosen.write and not chosen.only:
        PAGE.write_text(page(ours, theirs), encoding="utf-8")
        FIGURES.write_text(json.dumps(figures([*ours, *theirs]), indent=1) + "\n", encoding="utf-8")
    else:
        print("\n".join([*losses(ours), *losses(theirs)]))


if __name__ == "__main__":
    main()
