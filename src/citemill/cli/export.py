"""`citemill export`: references in an interchange format, to files or to standard output."""

from __future__ import annotations

import click

from citemill.cli.console import Console
from citemill.cli.finding import Finding, finding_options
from citemill.cli.options import Input, casing_option, console_options, input_options
from citemill.cli.writing import Output, output_options, recased_as


@click.command("export")
@input_options
@finding_options()
@casing_option("keep")
@output_options("bibtex")
@console_options
def command(*, source: Input, finding: Finding, casing: str, output: Output, console: Console) -> int:
    """Write references: BibTeX, RIS, CSL-JSON ...

    LISTING is a profile page saved as text or HTML, or a file of references; "-" reads standard input.
    Several -o write several files in one go. Without -o the references go to standard output.
    """
    output.write(recased_as(casing, finding.checked().entries(source, console)), console)
    return console.status()
