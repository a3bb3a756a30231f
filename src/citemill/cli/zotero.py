"""`citemill zotero push`: records into the running Zotero, or into a library on zotero.org."""

from __future__ import annotations

import click

from citemill.cli.console import Console
from citemill.cli.options import Input, console_options, input_options


@click.group("zotero")
def command() -> None:
    """Send references to Zotero."""


@command.command("push")
@input_options
@click.option(
    "--library",
    metavar="LIBRARY",
    help='A library on zotero.org: "mine", "users/123" or "groups/456" [the running Zotero].',
)
@click.option("--collection", metavar="KEY", default="", help="With --library: the collection's key.")
@click.option("--again", is_flag=True, help="Without --library: import even what was imported before.")
@console_options
def push(*, source: Input, library: str | None, collection: str, again: bool, console: Console) -> int:
    """Send references to Zotero.

    Without --library they go to the Zotero that runs on this computer, into the collection chosen in its
    window. With it they go to zotero.org; the key is read from ZOTERO_API_KEY or the system's keyring.
    Sending the same references again adds nothing twice.
    """
    if library is None:
        _to_program(source, again, console)
    else:
        _to_library(source, library, collection, console)
    return console.status()


def _to_program(source: Input, again: bool, console: Console) -> None:
    from citemill.zotero import connector

    where = connector.target()
    sent = known = 0
    for batch in connector.send(source.records(console), again=again, report=console.report):
        if batch.known:
            known += batch.records
        else:
            sent += batch.records
    console.summary(f"{sent:,} references imported into {where}{_left(known)}")


def _to_library(source: Input, library: str, collection: str, console: Console) -> None:
    from citemill.zotero.library import Library, find_key

    opened = Library(library, find_key())
    added = known = failed = 0
    for batch in opened.push(source.records(console), collection=collection, report=console.report):
        added += batch.added
        known += batch.known
        failed += batch.failed
    refused = f"; {failed:,} refused" if failed else ""
    console.summary(f"{added:,} references added to {opened.name}{_left(known)}{refused}")


def _left(known: int) -> str:
    return f"; {known:,} were there already" if known else ""
