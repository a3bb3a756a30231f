"""`citemill index`: the local metadata index, built and asked."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from citemill.cli.console import Console
from citemill.cli.options import console_options
from citemill.files import Source
from citemill.record import Record


@click.group("index")
def command() -> None:
    """Build and ask a local index of metadata, with which `citemill enrich` works offline.

    \b
    citemill index build arxiv-metadata-oai-snapshot.json -o library.db
    citemill index update library.db dblp.xml.gz crossref/*.json.gz refs.bib
    citemill index search library.db attention is all you need
    """


@command.command("build")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--output", required=True, metavar="INDEX", help="The index to write, as library.db.")
@click.option(
    "--from", "kind", metavar="KIND", help="Kind of the files: arxiv, crossref, dblp ... [found out]."
)
@console_options
def build(*, paths: tuple[str, ...], output: str, kind: str | None, console: Console) -> None:
    """Build an index from metadata dumps and reference files, packed or not.

    An index that is there already stays in use until the new one is complete.
    """
    from citemill.enrich.build import build_index

    total = build_index(output, _works(paths, kind, console))
    console.summary(f"{total:,} works -> {output}")


@command.command("update")
@click.argument("index")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--from", "kind", metavar="KIND", help="Kind of the files: arxiv, crossref, dblp ... [found out]."
)
@console_options
def update(*, index: str, paths: tuple[str, ...], kind: str | None, console: Console) -> None:
    """Add works to an index; those that it has already are replaced."""
    from citemill.enrich.build import update_index

    total = update_index(index, _works(paths, kind, console))
    console.summary(f"{total:,} works in {index}")


def _works(paths: tuple[str, ...], kind: str | None, console: Console) -> Iterator[tuple[str, Record]]:
    from citemill.enrich.sources import read

    for path in paths:
        yield from console.progress(read(Source(path), kind or "", report=console.report), f"works of {path}")


@command.command("info")
@click.argument("index")
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
def info(*, index: str, as_json: bool) -> None:
    """Show what is in an index."""
    from citemill.enrich.index import Index

    with Index(index) as opened:
        facts = opened.facts()
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    click.echo(f"{index}: {int(facts['works']):,} works, built {facts['built']}")
    for name, count in sorted(facts.items()):
        if name.startswith("source:"):
            click.echo(f"  {name.removeprefix('source:'):16}{int(count):>12,}")


@command.command("search")
@click.argument("index")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, metavar="N", help="So many at most."
)
@click.option("--json", "as_json", is_flag=True, help="The records, as CSL-JSON.")
def search(*, index: str, words: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Find works that have all the words in title or authors; status 1 where there is none."""
    from citemill.enrich.index import Index

    with Index(index) as opened:
        records = opened.search(" ".join(words), limit)
    _show(records, as_json)
    return 0 if records else 1


@command.command("get")
@click.argument("index")
@click.argument("identifier")
@click.option("--json", "as_json", is_flag=True, help="The records, as CSL-JSON.")
def get(*, index: str, identifier: str, as_json: bool) -> int:
    """Show a work by its DOI, arXiv number or id (as "search" shows it); status 1 where there is none."""
    from citemill.enrich.index import Index
    from citemill.enrich.keys import arxiv_number, identifiers

    record: Record = {"id": "", "type": "article", "DOI": identifier}
    names = [identifier, *identifiers(record)]
    if number := arxiv_number(identifier):
        names.append(f"arxiv:{number}")
    with Index(index) as opened:
        records = [opened.record(one) for one in opened.by_identifiers(names)]
    _show(records, as_json)
    return 0 if records else 1


def _show(records: list[Record], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    from citemill.text.markup import plain

    for record in records:
        names = [name.get("family") or name.get("literal", "") for name in record.get("author", ())]
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        parts = record.get("issued", {}).get("date-parts", [[]])[0]
        day = "-".join(f"{int(part):02}" for part in parts)
        click.echo(f"{record['id']}  {plain(record['title'])}\n    {', '.join(names[:3])}{more}  {day}")
