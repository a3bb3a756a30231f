"""`citemill dedupe`: records of one work, in one or several libraries, made one."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from citemill import api
from citemill.cli.console import Console
from citemill.cli.options import console_options
from citemill.enrich.reporting import described
from citemill.files import Source
from citemill.formats import FORMATS

if TYPE_CHECKING:
    from citemill.enrich.dedupe import Pair
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
@click.option("--review", is_flag=True, help="Ask about records that are only likely to be of one work.")
@console_options
def command(
    *,
    paths: tuple[str, ...],
    output: str | None,
    format: str | None,
    prefer: str,
    review: bool,
    console: Console,
) -> None:
    """Merge records of one work, found by identifiers or by title, authors and date.

    FILE is any reference file that citemill reads. The fullest record of a work keeps its key and its place.
    """
    from citemill.enrich.dedupe import deduplicate
    from citemill.enrich.merging import Prefer
    from citemill.enrich.sources import read

    name = format or (api.format_of(output) if output else "csl-json")
    FORMATS.find(name)  # an unknown one is told before any work is done
    records = [one for path in paths for _, one in read(Source(path), report=console.report)]
    today = datetime.now(UTC).date().isoformat()
    result = deduplicate(records, prefer=Prefer(prefer), on=today, ask=_ask if review else None)
    if output:
        api.write(result.records, output, format=name, report=console.report)
    else:
        for piece in api.serialize(result.records, name, report=console.report):
            sys.stdout.buffer.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))
    for kept, others, _ in result.merged:
        console.summary(f"{kept}: merged with {', '.join(others)}")
    for one, other, score in result.likely:
        console.summary(f"{one} and {other} may be one work ({score:.0%})")
    console.summary(f"{len(records):,} records, {len(result.records):,} left")


def _ask(one: Record, other: Record, pair: Pair) -> bool:
    click.echo(
        f"\n  {described(one)}\n  {described(other)}\n  {pair.score:.0%}: {'; '.join(pair.remarks)}", err=True
    )
    return click.confirm("  one work?", default=False, err=True)
