"""`citemill styles`: find a citation style among all that ship."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice

import click

from citemill.citeproc.repository import (
    StyleInfo,
    all_locales,
    all_styles,
    find_style,
    search_styles,
    short_names,
)
from citemill.cli import styles_preview
from citemill.cli.console import print_table

AS_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.group("styles")
def command() -> None:
    """List, search and show citation styles."""


command.add_command(styles_preview.command)


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="Also the dependent styles: one journal each.")
@click.option(
    "--short", is_flag=True, help="The short names (apa, mla, chicago ...) and what they stand for."
)
@click.option("--locales", is_flag=True, help="The languages there are instead.")
@AS_JSON
def list_(everything: bool, short: bool, locales: bool, as_json: bool) -> None:
    """List the styles, the short names, or the languages."""
    if locales:
        rows = [[one.name, one.english, one.native] for one in all_locales().values()]
        _print_rows(("Code", "Language", "In itself"), rows, as_json)
    elif short:
        _print_rows(("Short name", "Style"), [list(pair) for pair in short_names().items()], as_json)
    else:
        _print_styles((one for one in all_styles() if everything or not one.parent), as_json)


@command.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--field", default="", metavar="FIELD", help="Field of study: biology, law, history ...")
@click.option("--kind", default="", metavar="KIND", help="numeric, author-date, author, label or note.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@AS_JSON
def search(words: tuple[str, ...], field: str, kind: str, limit: int, as_json: bool) -> int:
    """Find styles by the words of their name, title, field or ISSN. Status 1 when there are none."""
    found = search_styles(" ".join(words), field=field, citation_format=kind)
    _print_styles(islice(found, limit), as_json)
    if len(found) > limit:
        click.echo(f"... and {len(found) - limit:,} more; --limit shows them", err=True)
    if not found:
        click.echo(f'no style has all of "{" ".join(words)}"', err=True)
    return 0 if found else 1


@command.command("show")
@click.argument("style")
@click.option("--xml", is_flag=True, help="Print the style itself.")
@AS_JSON
def show(style: str, xml: bool, as_json: bool) -> None:
    """Show what a style says about itself. STYLE is a name, title, address or a .csl file."""
    found = find_style(style)
    if xml:
        click.echo(found.path.read_text(encoding="utf-8"), nl=False)
        return
    info = found.info
    parent = info.parent_name if info.parent else ""
    facts = {
        "name": info.name,
        "title": info.title,
        "short title": info.short_title,
        "kind": info.citation_format,
        "fields": ", ".join(info.fields),
        "ISSN": ", ".join(info.issn),
        "language": found.default_locale,
        "same as": parent,
        "short names": ", ".join(short for short, name in short_names().items() if name == info.name),
        "updated": info.updated,
        "address": info.id,
        "file": str(found.path),
    }
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    for label, value in facts.items():
        if value:
            click.echo(f"{label:<12} {value}")


def _print_styles(styles: Iterable[StyleInfo], as_json: bool) -> None:
    rows = [
        [one.name, one.title, one.citation_format, one.parent_name if one.parent else ""] for one in styles
    ]
    _print_rows(("Name", "Title", "Kind", "Same as"), rows, as_json)


def _print_rows(header: tuple[str, ...], rows: list[list[str]], as_json: bool) -> None:
    if as_json:
        names = [name.lower() for name in header]
        click.echo(
            json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=2)
        )
        return
    if len(rows) > 200:  # a table that wide is laid out slowly, and is read by programs
        click.echo("\n".join("\t".join(row) for row in rows))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in header:
        table.add_column(name)
    for row in rows:
        table.add_row(*map(Text, row))
    print_table(table)
