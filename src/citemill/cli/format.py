"""`citemill format`: a bibliography in a citation style."""

from __future__ import annotations

import click

from citemill import api
from citemill.cli.console import Console
from citemill.cli.finding import Finding, finding_options
from citemill.cli.options import Input, casing_option, console_options, input_options
from citemill.documents import DOCUMENTS
from citemill.files import write_whole


@click.command("format")
@input_options
@click.option(
    "--style",
    default=api.DEFAULT_STYLE,
    show_default=True,
    metavar="STYLE",
    help="Name, or path of a .csl file.",
)
@click.option("--locale", metavar="LANG", help="Language, as de-DE [the style's own].")
@click.option(
    "--to", "document", metavar="FORMAT", help="text, html, markdown ... [the suffix of -o, or text]."
)
@click.option("-o", "--output", metavar="FILE", help="Write here instead of to standard output.")
@finding_options()
@casing_option("auto")
@click.option("--engine", metavar="ENGINE", help="Citation processor.")
@click.option("--title", metavar="TEXT", help='Heading of the whole document ["References"].')
@click.option("--fragment", is_flag=True, help="Only the references, for a page or document of your own.")
@console_options
def command(
    *,
    source: Input,
    finding: Finding,
    style: str,
    locale: str | None,
    document: str | None,
    output: str | None,
    casing: str,
    engine: str | None,
    title: str | None,
    fragment: bool,
    console: Console,
) -> int:
    """Print a bibliography in a citation style.

    `citemill styles search WORDS` finds a style. An author list that the listing cuts off ends in "et al." in
    every style.
    """
    name = document or (_document_of(output) if output else "text")
    DOCUMENTS.find(name)
    text = api.render(
        finding.checked().entries(source, console),
        style=style,
        locale=locale,
        to=name,
        casing=casing,
        engine=engine,
        title=title or "References",
        standalone=not fragment and (name != "text" or title is not None),
        report=console.report,
    )
    if output:
        write_whole(output, [text])
        console.summary(f"-> {output}")
    else:
        click.echo(text, nl=not text.endswith("\n"))
    return console.status()


def _document_of(path: str) -> str:
    from pathlib import Path

    return DOCUMENTS.by_suffix(Path(path).suffix).name
