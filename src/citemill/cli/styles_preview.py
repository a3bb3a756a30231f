"""`citemill styles preview`: the user's own entries in several styles, side by side."""

from __future__ import annotations

import shutil
import sys
from itertools import islice
from typing import TYPE_CHECKING

import click

from citemill.citeproc.repository import search_styles
from citemill.errors import UnknownName

if TYPE_CHECKING:
    from rich.text import Text

    from citemill.publications.preview import Preview
    from citemill.text.rich import Rich

_COLUMN = 38
"""Least width of a column in characters; with less room the styles stand below each other."""

_FILE = 160
"""Width of what goes to a file, in characters: that of `print_table`."""


@click.command("preview")
@click.argument("listing")
@click.option("--style", "styles", multiple=True, metavar="STYLE", help="A style to show; again for more.")
@click.option("--search", "words", metavar="WORDS", help="Styles with these words in name, title or field.")
@click.option("--field", default="", metavar="FIELD", help="Styles of a field: biology, law, history ...")
@click.option("--kind", default="", metavar="KIND", help="numeric, author-date, author, label or note.")
@click.option("--updated-since", default="", metavar="YEAR", help="Styles that were updated since.")
@click.option(
    "--styles", "most", type=click.IntRange(min=1), default=6, help="At most so many found styles [6]."
)
@click.option("--entries", type=click.IntRange(min=1), default=3, show_default=True, help="So many entries.")
@click.option("--locale", metavar="LANGUAGE", help="Language of the output [that of each style].")
@click.option("--engine", metavar="ENGINE", help="Citation processor.")
@click.option("--html", "page", metavar="FILE", help="Write a page instead.")
def command(
    *,
    listing: str,
    styles: tuple[str, ...],
    words: str | None,
    field: str,
    kind: str,
    updated_since: str,
    most: int,
    entries: int,
    locale: str | None,
    engine: str | None,
    page: str | None,
) -> int:
    """Show the first entries of LISTING in several styles, to choose one by looking.

    \b
    citemill styles preview me.txt                                  the best known styles
    citemill styles preview me.txt --style apa --style nature
    citemill styles preview me.txt --field biology --kind numeric --html styles.html
    """
    from citemill import citeproc
    from citemill.cli.console import Console
    from citemill.files import Source, write_whole
    from citemill.publications.gather import gather
    from citemill.publications.plan import Plan
    from citemill.publications.preview import USUAL, as_page, preview

    console = Console()
    chosen = list(styles)
    if words or field or kind or updated_since:
        found = (
            style.name
            for style in search_styles(words or "", field=field, citation_format=kind)
            if style.updated[:4] >= updated_since and not style.parent
        )
        chosen += islice(found, most)
        if not chosen:
            raise UnknownName("style", words or field or kind, (), near=(), see="citemill styles search WORD")
    gathered = gather([Source(listing)], Plan(), console.report)
    previews = preview(
        gathered.records[:entries],
        chosen or USUAL,
        locale=locale,
        engine=engine or citeproc.DEFAULT_ENGINE,
        report=console.report,
    )
    if page:
        write_whole(page, [as_page(previews, f"{len(previews)} citation styles")])
        console.summary(f"{len(previews)} styles -> {page}")
    else:
        _print(previews)
    return console.status()


def _print(previews: list[Preview]) -> None:
    """Side by side, as many as there is room for; rows of styles below each other."""
    from rich.table import Table
    from rich.text import Text

    from citemill.cli.console import print_table

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _FILE
    columns = max(1, width // _COLUMN)
    for start in range(0, len(previews), columns):
        row = previews[start : start + columns]
        table = Table(expand=True, show_lines=True, pad_edge=False)
        for one in row:
            table.add_column(Text(f"{one.style.name}\n{one.style.citation_format}"), ratio=1)
        for position in range(max(len(one.entries) for one in row) or 1):
            table.add_row(*(_cell(one, position) for one in row))
        print_table(table)


def _cell(one: Preview, position: int) -> Text:
    from rich.text import Text

    if one.failed:
        return Text(one.failed if not position else "")
    if position >= len(one.entries):
        return Text("")
    entry = one.entries[position]
    space = (" ",) if entry.label else ()
    return _styled((*entry.label, *space, *entry.content), "")


def _styled(rich: Rich, style: str) -> Text:
    """Rich text for the terminal: what it can show of it."""
    from rich.text import Text

    from citemill.text.rich import Mark

    shown = {Mark.ITALIC: "italic", Mark.BOLD: "bold", Mark.UNDERLINE: "underline"}
    text = Text()
    for part in rich:
        if isinstance(part, str):
            # Control characters would steer the terminal.
            text.append("".join(char if char.isprintable() else " " for char in part), style=style)
        else:
            text.append_text(_styled(part.children, f"{style} {shown.get(part.mark, '')}".strip()))
    return text
