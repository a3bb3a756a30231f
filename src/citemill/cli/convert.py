"""`citemill convert`: references from any format into any other."""

from __future__ import annotations

import click

from citemill.cli.console import Console
from citemill.cli.options import Input, console_options, input_options
from citemill.cli.writing import Output, output_options


@click.command("convert")
@input_options
@output_options(None)
@console_options
def command(*, source: Input, output: Output, console: Console) -> int:
    """Turn references of any format into any other; `citemill formats` lists them.

    LISTING is a file of references or a profile page; what it is is found out from its content. Several are
    put together. "-" reads standard input.
    """
    output.write(source.records(console), console)
    return console.status()
