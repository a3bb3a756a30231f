"""`citemill init`: a commented citemill.toml for a listing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from citemill.cli.console import Console
from citemill.cli.options import console_options
from citemill.diagnostics import Place
from citemill.errors import BadOutput
from citemill.files import Source, write_whole
from citemill.publications import config
from citemill.publications.gather import gather
from citemill.publications.plan import Plan

_SCHEMA = "citemill.schema.json"


@click.command("init")
@click.argument("paths", nargs=-1, required=True, metavar="LISTING...")
@click.option(
    "-o", "--output", "outputs", multiple=True, metavar="FILE", help="What to build [publications.html]."
)
@click.option("--style", metavar="STYLE", default="apa", show_default=True, help="Citation style.")
@click.option("--schema", is_flag=True, help=f"Write {_SCHEMA} too, for editors that check TOML.")
@click.option("--force", is_flag=True, help="Replace a citemill.toml that is there.")
@console_options
def command(
    *,
    paths: tuple[str, ...],
    outputs: tuple[str, ...],
    style: str,
    schema: bool,
    force: bool,
    console: Console,
) -> int:
    """Write a commented citemill.toml into this folder, with every option there is.

    What the listing says (its owner) is filled in; all other options stand at their defaults, commented out.
    Afterwards `citemill cv` alone builds the list.
    """
    target = Path(config.FILE_NAME)
    if target.exists() and not force:
        raise BadOutput("there is one already", place=Place(str(target)), hint="--force replaces it")
    gathered = gather([Source(path) for path in paths], Plan(), console.report)
    given = {
        "listing": [os.path.relpath(path) for path in paths],
        "output": outputs or ("publications.html",),
        "style": style,
    }
    if gathered.profile is not None and gathered.profile.name:
        given["owner.name"] = gathered.profile.name
    text = config.commented(given, tuple(str(record["id"]) for record in gathered.records[:1]))
    if schema:
        write_whole(_SCHEMA, [json.dumps(config.schema(), ensure_ascii=False, indent=2), "\n"])
        text = f"#:schema ./{_SCHEMA}\n{text}"
    write_whole(target, [text])
    console.summary(
        f'{len(gathered.records):,} entries read; {target} written: "citemill cv" builds the list'
    )
    return console.status()
