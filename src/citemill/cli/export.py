"""`citemill export`: references in an interchange format, to files or to standard output."""

from __future__ import annotations

import click

from citemill.cli.console import Console
from citemill.cli.options import Input, casing_option, console_options, input_options
from citemill.cli.writing import Output, output_options


@click.command("export")
@input_options
@casing_option("keep")
@output_options("bibtex")
@console_options
def command(*, source: Input, casing: str, output: Output, console: Console) -> int:
    """Write references: BibTeX, RIS, CSL-JSON ...

    LISTING is a profile page saved as text or HTML, or a file of references; "-" reads standard input.
    Several -o write several files in one go. Without -o the references go to standard output.
    """
    records = source.records(console)
    if casing != "keep":
        from citemill.casing import recased
        from citemill.text.case import Casing

        records = (recased(record, Casing(casing)) for record in records)
    output.write(records, console)
    return console.status()
