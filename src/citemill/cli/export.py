"""`citemill export`: references in an interchange format, to files or to standard output."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import tee
from pathlib import Path
from typing import Any

import click

from citemill import api
from citemill.cli.console import Console
from citemill.cli.options import Input, console_options, input_options
from citemill.diagnostics import Diagnostic, Place, Severity
from citemill.files import WholeFile
from citemill.formats import FORMATS, WriteOptions
from citemill.record import Record, cut_off


@click.command("export")
@input_options
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help="Write here; the suffix tells the format.",
)
@click.option(
    "--to", "format", metavar="FORMAT", help="Format (bibtex, ris, csl-json ...); bibtex to standard output."
)
@click.option(
    "--ascii", "ascii_only", is_flag=True, help="BibTeX in ASCII, with LaTeX macros for all other characters."
)
@click.option("--crlf", is_flag=True, help="RIS with CRLF line ends.")
@console_options
def command(
    *,
    source: Input,
    outputs: tuple[str, ...],
    format: str | None,
    ascii_only: bool,
    crlf: bool,
    console: Console,
) -> int:
    """Write references: BibTeX, RIS, CSL-JSON ...

    LISTING is a profile page saved as text or HTML; "-" reads standard input. Several -o write several files
    in one go. Without -o the references go to standard output.
    """
    options = WriteOptions(ascii=ascii_only, crlf=crlf)
    names = [format or api.format_of(path) for path in outputs] or [format or "bibtex"]
    for name in names:
        FORMATS.find(name)  # an unknown one is told before any work is done
    if outputs:
        _to_files(source, outputs, names, options, console)
    else:
        stream = sys.stdout.buffer
        records = source.records(console)
        for piece in api.serialize(records, names[0], options=options, report=console.report):
            stream.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))
        stream.flush()
    return console.status()


class _Tally:
    """Counts the records that pass, for the summary."""

    def __init__(self) -> None:
        self.records = 0
        self.cut_off = 0

    def __call__(self, records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            self.records += 1
            self.cut_off += cut_off(record)
            yield record

    def __str__(self) -> str:
        text = f"{self.records:,} {'entry' if self.records == 1 else 'entries'}"
        if self.cut_off:
            text += f" ({self.cut_off:,} with an author list that the listing cuts off)"
        return text


def _to_files(
    source: Input, outputs: tuple[str, ...], names: list[str], options: WriteOptions, console: Console
) -> None:
    """Write all files side by side from one pass over the records, and put them in place together."""
    tally = _Tally()
    with ExitStack() as stack:
        files = [stack.enter_context(WholeFile(path)) for path in outputs]
        writers = [
            api.serialize(records, name, options=options, report=console.report)
            for records, name in zip(tee(tally(source.records(console)), len(files)), names, strict=True)
        ]
        _side_by_side(writers, files)
        for file, name in zip(files, names, strict=True):
            _tell_if_fewer(file, name, tally.records, console)
        for file in files:
            file.commit()
    console.summary(f"{tally} -> {', '.join(outputs)}")


def _side_by_side(writers: list[Any], files: list[WholeFile]) -> None:
    """Advance all writers in turn, so that no more than a record or two wait in memory for the slowest."""
    running = list(zip(writers, files, strict=True))
    while running:
        still = []
        for writer, file in running:
            piece = next(writer, None)
            if piece is not None:
                file.write(piece)
                still.append((writer, file))
        running = still


def _tell_if_fewer(file: WholeFile, name: str, records: int, console: Console) -> None:
    """Warn where a file is about to be replaced by one with fewer records; refuse where it would be none."""
    before = count_records(file.path, name)
    if not before or records >= before:
        return
    if not records:
        raise file.nothing_to_write()
    console.report(
        Diagnostic(
            "fewer-than-before",
            Severity.WARNING,
            Place(str(file.path)),
            f"held {before:,} records and now holds {records:,}",
            "run again with the whole listing if that was not meant",
        )
    )


def count_records(path: Path, name: str) -> int:
    """How many records a file of that format holds, by counting where one starts; 0 for no file."""
    start = FORMATS.find(name).record_start
    if not start or not path.is_file():
        return 0
    found = re.compile(start.encode(), re.MULTILINE)
    return len(found.findall(path.read_bytes()))
