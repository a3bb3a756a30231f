"""`citemill dedupe`: records of one work, in one or several libraries, made one."""

from __future__ import annotations

import functools
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from citemill import api
from citemill.cli.console import Console
from citemill.cli.options import console_options
from citemill.enrich.reporting import described
from citemill.files import Source, write_whole
from citemill.formats import FORMATS

if TYPE_CHECKING:
    from citemill.enrich.choices import Choices
    from citemill.enrich.dedupe import Pair
    from citemill.enrich.merging import Change
    from citemill.record import Record


@click.command("dedupe")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", metavar="FILE", help="Write here; the suffix tells the format.")
@click.option("--to", "format", metavar="FORMAT", help="Format; csl-json to standard output.")
@click.option(
    "--prefer",
    type=click.Choice(["preprint", "published"]),
    default="published",
    show_default=True,
    help="Which version of a work is kept.",
)
@click.option(
    "--review",
    is_flag=True,
    help="Ask about records that are only likely to be of one work.",
)
@click.option("--choices", metavar="FILE", help="Where those answers are kept [first FILE.choices.json].")
@click.option("--changes", metavar="FILE", help='Write what was merged, and what changed ("-": stderr).')
@console_options
def command(
    *,
    paths: tuple[str, ...],
    output: str | None,
    format: str | None,
    prefer: str,
    review: bool,
    choices: str | None,
    changes: str | None,
    console: Console,
) -> None:
    """Merge records of one work, found by identifiers or by title, authors and date.

    FILE is any reference file that citemill reads. The fullest record of a work keeps its key and its place.
    """
    from citemill.enrich.choices import Choices
    from citemill.enrich.dedupe import deduplicate
    from citemill.enrich.merging import Prefer
    from citemill.enrich.sources import read

    name = format or (api.format_of(output) if output else "csl-json")
    FORMATS.find(name)  # an unknown one is told before any work is done
    records = [one for path in paths for _, one in read(Source(path), report=console.report)]
    today = datetime.now(UTC).date().isoformat()
    known = Choices(choices or f"{paths[0]}.choices.json")
    ask = functools.partial(_asked, known, review)
    result = deduplicate(records, prefer=Prefer(prefer), on=today, ask=ask)
    if output:
        api.write(result.records, output, format=name, report=console.report)
    else:
        for piece in api.serialize(result.records, name, report=console.report):
            sys.stdout.buffer.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))
    for kept, others, _ in result.merged:
        console.summary(f"{kept}: merged with {', '.join(others)}")
    for one, other, score in result.likely:
        console.summary(f"{one} and {other} may be one work ({score:.0%})")
    _tell(result.merged, changes, console)
    console.summary(f"{len(records):,} records, {len(result.records):,} left")


def _tell(
    merged: list[tuple[str, list[str], tuple[Change, ...]]], path: str | None, console: Console
) -> None:
    lines = [
        line
        for kept, others, changes in merged
        for line in (f"{kept}: merged with {', '.join(others)}", *(f"    {change}" for change in changes))
    ]
    if path == "-":
        console.say("\n".join(lines))
    elif path:
        write_whole(path, (f"{line}\n" for line in lines))


def _asked(choices: Choices, review: bool, one: Record, other: Record, pair: Pair) -> bool | None:
    """What was said about a pair, now or in an earlier run; None where nobody has."""
    said = choices.get_pair(one, other)
    if said is None and review:
        said = _ask(one, other, pair)
        choices.set_pair(one, other, said)
    return said


def _ask(one: Record, other: Record, pair: Pair) -> bool:
    click.echo(
        f"\n  {described(one)}\n  {described(other)}\n  {pair.score:.0%}: {'; '.join(pair.remarks)}", err=True
    )
    return click.confirm("  one work?", default=False, err=True)
