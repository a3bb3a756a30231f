"""`citemill formats`: the table of interchange formats."""

from __future__ import annotations

import json

import click

from citemill.cli.console import print_table
from citemill.formats import FORMATS


@click.command("formats")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(*, as_json: bool) -> None:
    """List the formats that can be read and written. docs/formats.md says what each cannot carry."""
    if as_json:
        rows = [
            {
                "name": row.name,
                "label": row.label,
                "reads": row.reads,
                "writes": row.writes,
                "suffixes": row.suffixes,
                "media-type": row.media_type,
            }
            for row in FORMATS
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    from rich.table import Table

    table = Table("Name", "Format", "Read", "Write", "Suffix", "MIME type", box=None, pad_edge=False)
    for row in FORMATS:
        read, written = ("yes" if can else "" for can in (row.reads, row.writes))
        table.add_row(row.name, row.label, read, written, " ".join(row.suffixes), row.media_type)
    print_table(table)
