"""`citemill inspect`: what a listing says, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from citemill.cli.console import Console, print_table
from citemill.cli.options import Input, console_options, input_options
from citemill.listings.model import Figure, Listing, Profile
from citemill.record import Name, Record, cut_off
from citemill.text.markup import plain

if TYPE_CHECKING:
    from rich.table import Table

    from citemill.normalizer.identities import Identity

FIGURES = (
    ("h-index", "h_index"),
    ("papers", "papers"),
    ("citations", "citations"),
    ("novelty", "novelty"),
    ("AI score", "ai_score"),
    ("listed", "listed"),
)
"""The figures of a page's header: as shown, and the attribute of `Profile`."""


@click.command("inspect")
@input_options
@click.option("--json", "as_json", is_flag=True, help="Profile, records and diagnostics as one JSON object.")
@click.option(
    "--persons", "show_persons", is_flag=True, help="Show who is named, how often, and how it is printed."
)
@console_options
def command(*, source: Input, as_json: bool, show_persons: bool, console: Console) -> int:
    """Show what a listing says: its owner, its entries, what is odd about it."""
    inputs = source.open(console)
    listings = inputs.listings
    records = list(source.records(console, inputs))
    persons = _persons(records) if show_persons else ()
    if as_json:
        everything = {
            "listings": [_listing_as_json(listing) for listing in listings],
            "records": records,
            **({"persons": [_person_as_json(one) for one in persons]} if show_persons else {}),
            "diagnostics": [diagnostic.as_json() for diagnostic in console.said],
        }
        click.echo(json.dumps(everything, ensure_ascii=False, indent=2))
        return console.status()
    for listing in listings:
        click.echo(_header(listing))
    print_table(_table_of_persons(persons) if show_persons else _table(records))
    cut = sum(map(cut_off, records))
    entries = f"{len(records):,} entries, {cut:,} of them with an author list that the listing cuts off"
    click.echo(f"{len(persons):,} persons named in {entries}" if show_persons else entries)
    return console.status()


def _figures(profile: Profile) -> Iterator[tuple[str, Figure]]:
    for label, attribute in FIGURES:
        figure = getattr(profile, attribute)
        if figure is not None:
            yield label, figure


def _header(listing: Listing) -> str:
    profile = listing.profile
    who = profile.name or "(no owner named)"
    subject = f" ({profile.subject})" if profile.subject else ""
    figures = ", ".join(f"{label} {figure.printed}" for label, figure in _figures(profile))
    return f"{who}{subject}: {figures or 'no figures'}"


def _listing_as_json(listing: Listing) -> dict[str, Any]:
    profile = listing.profile
    return {
        "source": listing.source,
        "owner": profile.name,
        "subject": profile.subject,
        "figures": {label: figure._asdict() for label, figure in _figures(profile)},
    }


def _persons(records: list[Record]) -> tuple[Identity, ...]:
    from citemill.normalizer.identities import Identities

    return Identities(records).all


def _person_as_json(person: Identity) -> dict[str, Any]:
    return {
        "name": person.name,
        "printed": dict(person.forms),
        "records": person.records,
        **({"perhaps": person.perhaps} if person.perhaps else {}),
    }


def _table_of_persons(persons: Sequence[Identity]) -> Table:
    from rich.table import Table
    from rich.text import Text

    from citemill.normalizer.names import printed

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Entries", justify="right")
    table.add_column("Person", ratio=1)
    table.add_column("Also printed", ratio=1)
    table.add_column("Perhaps", ratio=1)
    for person in persons:
        name = printed(person.name)
        others = "; ".join(f"{form} ({count})" for form, count in person.forms if form != name)
        cells = (str(len(person.records)), name, others, "; ".join(person.perhaps))
        table.add_row(*map(Text, cells))
    return table


def _table(records: list[Record]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", justify="right")
    table.add_column("Date", no_wrap=True)
    table.add_column("Subject", no_wrap=True)
    table.add_column("Code", no_wrap=True)
    table.add_column("Title", ratio=3)
    table.add_column("Authors", ratio=2)
    table.add_column("Key", no_wrap=True)
    for number, record in enumerate(records, 1):
        custom = record.get("custom", {})
        cells = (
            str(number),
            _date(record),
            custom.get("primary-class", ""),
            "yes" if custom.get("code") else "",
            plain(record.get("title", "")),
            _authors(record),
            str(record["id"]),
        )
        table.add_row(*map(Text, cells))  # Text: what stands in a title is no markup
    return table


def _date(record: Record) -> str:
    parts = record.get("issued", {}).get("date-parts", [[]])[0]
    return "-".join(f"{int(part):02d}" for part in parts)


def _authors(record: Record) -> str:
    names = [_short(name) for name in record.get("author", ())]
    return ", ".join(names) + (" et al." if cut_off(record) else "")


def _short(name: Name) -> str:
    particle = name.get("non-dropping-particle", "")
    return name.get("literal") or f"{particle} {name.get('family', '')}".strip() or name.get("given", "")
