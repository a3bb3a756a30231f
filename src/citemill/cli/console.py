"""What the command line says on the side: diagnostics, progress and summaries, all on standard error."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

from citemill.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["Console", "print_table"]

T = TypeVar("T")

SHOWN_OF_A_KIND = 10
"""So many diagnostics of one kind are printed one by one; the rest are counted (-v prints all)."""

STRICT = 6
PART_LOST = 1

_COLOURS = {Severity.INFO: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "red"}


def _colour() -> bool | None:
    """False where NO_COLOR asks for plain text (no-color.org); None lets click look at the stream."""
    return False if os.environ.get("NO_COLOR") else None


class Console:
    """Prints what is said during one run and works out its exit status.

    `verbosity` is -1 (errors only), 0 (warnings too) or 1 (everything).
    """

    def __init__(self, *, verbosity: int = 0, strict: bool = False) -> None:
        self.verbosity = verbosity
        self.strict = strict
        self._seen: Counter[tuple[str, Severity]] = Counter()
        self._bar_shown = False
        self._failure = 0
        self.said: list[Diagnostic] = []
        """The first diagnostics of each kind; all of them with -v."""

    def report(self, diagnostic: Diagnostic) -> None:
        """Take a diagnostic, and print it if it is grave enough."""
        kind = (diagnostic.code, diagnostic.severity)
        self._seen[kind] += 1
        if self.verbosity < 1 and self._seen[kind] > SHOWN_OF_A_KIND:
            return
        self.said.append(diagnostic)
        if diagnostic.severity < self._least:
            return
        level = click.style(diagnostic.severity.name.lower(), fg=_COLOURS[diagnostic.severity])
        where = f"{diagnostic.place}: " if str(diagnostic.place) else ""
        remedy = f"; {diagnostic.hint}" if diagnostic.hint else ""
        self.say(f"{where}{level}: {diagnostic.found}{remedy} [{diagnostic.code}]")

    @property
    def _least(self) -> Severity:
        return {-1: Severity.ERROR, 0: Severity.WARNING}.get(self.verbosity, Severity.INFO)

    def say(self, text: str) -> None:
        """Print a line on standard error."""
        if self._bar_shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._bar_shown = False
        click.echo(text, err=True, color=_colour())

    def summary(self, text: str) -> None:
        """Print a line about what was done, unless -q was given."""
        if self.verbosity >= 0:
            self.say(text)

    def fail(self, status: int) -> None:
        """Let the run end with this status, unless something graver gives another one."""
        self._failure = status

    def status(self) -> int:
        """Tell of the diagnostics that were not printed, and give the exit status of the run."""
        for (code, severity), count in self._seen.items():
            if severity >= self._least and self.verbosity < 1 and count > SHOWN_OF_A_KIND:
                self.say(f"... and {count - SHOWN_OF_A_KIND:,} more of [{code}]; -v shows all")
        worst = max((severity for _, severity in self._seen), default=Severity.INFO)
        if worst is Severity.ERROR:
            return PART_LOST
        if self.strict and worst is Severity.WARNING:
            self.say("failed: there were warnings, and --strict was given")
            return STRICT
        return self._failure

    def progress(self, things: Iterable[T], what: str, *, every: int = 256) -> Iterator[T]:
        """Pass things through, and count them on the terminal when it takes longer than a moment.

        The clock is looked at after `every` so many: 1 for things that take long.
        """
        if self.verbosity < 0 or not sys.stderr.isatty():
            return iter(things)
        return self._counted(things, what, every)

    def _counted(self, things: Iterable[T], what: str, every: int) -> Iterator[T]:
        start = shown = time.monotonic()
        count = 0
        try:
            for count, thing in enumerate(things, 1):
                if count % every == 0 and (now := time.monotonic()) - shown > 0.2:
                    shown = now
                    self._bar_shown = True
                    rate = count / (now - start)
                    click.echo(f"\r\x1b[K{count:,} {what} ({rate:,.{rate < 10:d}f}/s)", err=True, nl=False)
                yield thing
        finally:
            if self._bar_shown:
                click.echo("\r\x1b[K", err=True, nl=False)
                self._bar_shown = False


def print_table(table: Table) -> None:
    """Print a table as wide as the terminal or wide enough for a file, without blanks at ends of lines."""
    from rich.console import Console as RichConsole

    console = RichConsole(width=None if sys.stdout.isatty() else 160, highlight=False)
    with console.capture() as capture:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in capture.get().splitlines()))
