"""Writing records in interchange formats, to files or standard output: what export and convert share."""

from __future__ import annotations

import functools
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice, tee
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import click

from citemill import api
from citemill.cli.console import Console
from citemill.diagnostics import Diagnostic, Place, Severity
from citemill.errors import UnknownName
from citemill.files import WholeFile, write_whole
from citemill.formats import FORMATS, WriteOptions
from citemill.formats.losses import CODE as NOT_CARRIED
from citemill.record import Record, cut_off

__all__ = ["Output", "output_options", "recased_as"]

PROGRAMS = {"zotero": "zotero-rdf"}
"""Programs that a file can be made for (`--for`), and the format that each takes best."""


@dataclass(frozen=True, slots=True)
class Output:
    """Where records go, and in which formats."""

    paths: tuple[str, ...]
    names: tuple[str, ...]
    """The format of each path, or of standard output alone."""
    options: WriteOptions
    report: str | None
    """Where to write what was lost: "-" is standard error, else a file for JSON."""

    def write(self, records: Iterable[Record], console: Console) -> None:
        """Write all records, in one pass, and say how many."""
        losses: list[Diagnostic] = []

        def report(diagnostic: Diagnostic) -> None:
            if diagnostic.code == NOT_CARRIED:
                losses.append(diagnostic)
            else:
                console.report(diagnostic)

        if self.paths:
            self._to_files(records, console, report)
        else:
            for piece in api.serialize(records, self.names[0], options=self.options, report=report):
                sys.stdout.buffer.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))
            sys.stdout.buffer.flush()
        if self.report is not None:
            self._tell_losses(losses, console)

    def _to_files(
        self, records: Iterable[Record], console: Console, report: Callable[[Diagnostic], None]
    ) -> None:
        """Write all files side by side from one pass over the records, and put them in place together."""
        tally = _Tally()
        with ExitStack() as stack:
            files = [stack.enter_context(WholeFile(path)) for path in self.paths]
            writers = [
                api.serialize(copy, name, options=self.options, report=report)
                for copy, name in zip(tee(tally(records), len(files)), self.names, strict=True)
            ]
            _side_by_side(writers, files)
            for file, name in zip(files, self.names, strict=True):
                _tell_if_fewer(file, name, tally.records, console)
            for file in files:
                file.commit()
        console.summary(f"{tally} -> {', '.join(self.paths)}")

    def _tell_losses(self, losses: list[Diagnostic], console: Console) -> None:
        if self.report == "-":
            for loss in losses:
                console.say(str(loss))
            console.say(f"{len(losses):,} records lost something" if losses else "nothing was lost")
        else:
            assert self.report is not None
            text = json.dumps([loss.as_json() for loss in losses], ensure_ascii=False, indent=2)
            write_whole(self.report, [text, "\n"])


def recased_as(casing: str, records: Iterable[Record]) -> Iterator[Record]:
    """The records with their titles as --casing has it."""
    if casing == "keep":
        return iter(records)
    from citemill.casing import recased
    from citemill.text.case import Casing

    return (recased(record, Casing(casing)) for record in records)


def output_options(default: str | None) -> Callable[[Callable[..., int | None]], Callable[..., int | None]]:
    """The options of a command that writes records; passes `Output` as `output`.

    `default` is the format of standard output; without one, a command needs -o or --to.
    """

    def decorate(command: Callable[..., int | None]) -> Callable[..., int | None]:
        @click.option(
            "-o",
            "--output",
            "outputs",
            multiple=True,
            metavar="FILE",
            help="Write here; the suffix tells the format.",
        )
        @click.option(
            "--to",
            "name",
            metavar="FORMAT",
            help=f"bibtex, ris, csl-json ... [{default or 'needed without -o'}].",
        )
        @click.option(
            "--ascii", "ascii_only", is_flag=True, help="BibTeX in ASCII: LaTeX macros for the rest."
        )
        @click.option("--crlf", is_flag=True, help="RIS with CRLF line ends.")
        @click.option(
            "--for",
            "profile",
            default="",
            metavar="PROGRAM",
            help="Make it for this program: zotero [as Zotero RDF without --to].",
        )
        @click.option(
            "--report",
            is_flag=False,
            flag_value="-",
            metavar="[FILE]",
            help="Say what the format has no place for; into FILE as JSON.",
        )
        @functools.wraps(command)
        def with_output(
            *,
            outputs: tuple[str, ...],
            name: str | None,
            ascii_only: bool,
            crlf: bool,
            profile: str,
            report: str | None,
            **others: Any,
        ) -> int | None:
            if profile and profile not in PROGRAMS:
                raise UnknownName("program", profile, PROGRAMS)
            usual = name or PROGRAMS.get(profile, default)
            if not outputs and not usual:
                raise click.UsageError("say where to write with -o FILE, or in which format with --to FORMAT")
            names = tuple(name or api.format_of(path) for path in outputs) or (usual or "",)
            for one in names:
                api.writable(one)  # an unknown one is told before any work is done
            options = WriteOptions(ascii=ascii_only, crlf=crlf, profile=profile, losses=report is not None)
            return command(output=Output(outputs, names, options, report), **others)

        return with_output

    return decorate


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


_TURN = 32
"""Pieces that a writer writes before it is the next one's turn: mostly one for each record."""


def _side_by_side(writers: list[Iterator[Any]], files: list[WholeFile]) -> None:
    """Advance all writers in turn, so that no more than a few records wait in memory for the slowest."""
    running = list(zip(writers, files, strict=True))
    while running:
        still = []
        for writer, file in running:
            pieces = list(islice(writer, _TURN))
            if pieces:
                file.write(pieces[0][:0].join(pieces))  # texts or bytes
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
    if not path.stat().st_size:
        return 0
    # A search for line ends runs ten times as fast as one for what may stand at the start of a line.
    further = re.compile(rb"\n(?:%b)" % start.encode(), re.MULTILINE)
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        first = re.compile(start.encode(), re.MULTILINE).match(data) is not None
        return first + sum(1 for _ in further.finditer(data))
