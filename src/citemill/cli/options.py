"""The options that several commands share, each group as one decorator that gives one object."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from citemill.cli.console import Console
from citemill.record import Record
from citemill.selection import SORT_KEYS, Selection, parse_bound, sort_records

if TYPE_CHECKING:
    from citemill.inputs import Inputs

__all__ = ["Input", "casing_option", "console_options", "input_options"]

P = ParamSpec("P")
Command = Callable[..., int | None]


@dataclass(frozen=True, slots=True)
class Input:
    """What to read and what to keep of it."""

    paths: tuple[str, ...]
    kind: str | None
    key_pattern: str | None
    selection: Selection
    order: str | None

    def open(self, console: Console) -> Inputs:
        """Open all inputs; their records are read as they are asked for."""
        return self._open(self.paths, console)

    def each(self, console: Console) -> Iterator[Inputs]:
        """Open one input after the other, for a command that must know whose page it is."""
        return (self._open((path,), console) for path in self.paths)

    def _open(self, paths: tuple[str, ...], console: Console) -> Inputs:
        from citemill.inputs import Inputs

        return Inputs(paths, kind=self.kind, key_pattern=self.key_pattern, report=console.report)

    def records(self, console: Console, inputs: Inputs | None = None) -> Iterator[Record]:
        """Read, normalize, choose and sort. Only sorting needs all records at once."""
        records = (inputs or self.open(console)).records()
        chosen = self.selection(console.progress(records, "records"), console.report)
        return iter(sort_records(chosen, self.order)) if self.order else chosen


def input_options(command: Command) -> Command:
    """LISTING... and the options that choose among its entries; passes `Input` as `source`."""

    @click.argument("paths", nargs=-1, required=True, metavar="LISTING...")
    @click.option(
        "--from", "kind", metavar="KIND", help="Kind of input: profile-text, bibtex, ris ... [found out]."
    )
    @click.option(
        "--key-pattern", metavar="PATTERN", help='Citation keys, as "[auth:lower][year][shorttitle:1]".'
    )
    @click.option("--since", metavar="DATE", help="Keep entries from 2020, 2020-06 or 2020-06-12 on.")
    @click.option("--until", metavar="DATE", help="Keep entries up to and with that year, month or day.")
    @click.option(
        "--subject", "subjects", multiple=True, metavar="CATEGORY", help="Keep cs.LG, or all of cs."
    )
    @click.option(
        "--author", "authors", multiple=True, metavar="NAME", help="Keep entries that show this author."
    )
    @click.option("--has-code", is_flag=True, help="Keep entries whose code is public.")
    @click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Keep the first N of those.")
    @click.option(
        "--sort",
        "order",
        metavar="ORDER",
        help=f"Sort by {', '.join(SORT_KEYS)}; -date is newest first [as listed].",
    )
    @functools.wraps(command)
    def with_input(
        *,
        paths: tuple[str, ...],
        kind: str | None,
        key_pattern: str | None,
        since: str | None,
        until: str | None,
        subjects: tuple[str, ...],
        authors: tuple[str, ...],
        has_code: bool,
        limit: int | None,
        order: str | None,
        **others: Any,
    ) -> int | None:
        if order is not None:
            sort_records((), order)  # an unknown order is told before any work is done
        selection = Selection(
            since=parse_bound(since) if since else (),
            until=parse_bound(until) if until else (),
            subjects=subjects,
            authors=authors,
            has_code=has_code,
            limit=limit,
        )
        return command(source=Input(paths, kind, key_pattern, selection, order), **others)

    return with_input


def casing_option(default: str | None) -> Callable[[Command], Command]:
    """--casing, for a command whose own choice is `default` (None: said elsewhere, as in a file)."""
    return click.option(
        "--casing",
        type=click.Choice(["auto", "keep", "sentence"]),
        default=default,
        show_default=True,
        help="Titles: sentence case for those in Title Case, as they are, or sentence case.",
    )


def console_options(command: Command) -> Command:
    """-q, -v and --strict; passes a `Console` as `console`, and ends with its exit status."""

    @click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
    @click.option("-v", "--verbose", is_flag=True, help="Say everything, also what was only inferred.")
    @click.option("--strict", is_flag=True, help="Fail (status 6) when there are warnings.")
    @functools.wraps(command)
    def with_console(*, quiet: bool, verbose: bool, strict: bool, **others: Any) -> int | None:
        console = Console(verbosity=-1 if quiet else int(verbose), strict=strict)
        return command(console=console, **others) or console.status()

    return with_console
