"""`citemill enrich`: a listing's records completed from a local index, or from providers online."""

from __future__ import annotations

import click

from citemill import api
from citemill.cli.console import Console
from citemill.cli.finding import Finding, finding_options
from citemill.cli.options import Input, casing_option, console_options, input_options
from citemill.cli.writing import Output, recased_as
from citemill.formats import WriteOptions


@click.command("enrich")
@input_options
@finding_options(always=True)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help="Write here; the suffix tells the format.",
)
@click.option("--to", "name", metavar="FORMAT", help="Format (bibtex, ris ...); csl-json to standard output.")
@casing_option("keep")
@console_options
def command(
    *,
    source: Input,
    finding: Finding,
    outputs: tuple[str, ...],
    name: str | None,
    casing: str,
    console: Console,
) -> int:
    """Complete a listing's entries: all authors, identifiers, venues, each with its source.

    An entry is completed only where it is beyond doubt which work it is. The others stay as they are; with
    --review you are asked about those that may be one of several.
    """
    names = tuple(name or api.format_of(path) for path in outputs) or (name or "csl-json",)
    for one in names:
        api.writable(one)  # an unknown one is told before any work is done
    records = recased_as(casing, finding.checked().entries(source, console))
    Output(outputs, names, WriteOptions(), None).write(records, console)
    return console.status()
