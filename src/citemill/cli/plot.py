"""`citemill plot`: figures about a publication list."""

from __future__ import annotations

from pathlib import PurePath

import click

from citemill.cli.console import Console
from citemill.cli.options import console_options
from citemill.errors import UnknownName
from citemill.files import Source, write_whole
from citemill.publications import plots
from citemill.publications.gather import gather, selection_of
from citemill.publications.labels import labels
from citemill.publications.plan import Owner, Plan


@click.command("plot")
@click.argument("paths", nargs=-1, required=True, metavar="LISTING...")
@click.option("-o", "--output", required=True, metavar="FILE", help="figure.svg, figure.png or figure.pdf.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    default=("years",),
    show_default=True,
    metavar="KIND",
    help="years (by subject), cumulative, co-authors; again for more in one figure.",
)
@click.option("--title", metavar="TEXT", help="Title of the figure [the owner's name].")
@click.option("--owner", metavar="NAME", help="Whose list it is [the owner of the listing].")
@click.option("--locale", metavar="LANGUAGE", default="en-US", help="Language of the labels.")
@click.option("--since", metavar="DATE", default="", help="Keep entries from that year, month or day on.")
@click.option("--until", metavar="DATE", default="", help="Keep entries up to and with that one.")
@click.option("--subject", "subjects", multiple=True, metavar="CATEGORY", help="Keep cs.LG, or all of cs.")
@console_options
def command(
    *,
    paths: tuple[str, ...],
    output: str,
    kinds: tuple[str, ...],
    title: str | None,
    owner: str | None,
    locale: str,
    since: str,
    until: str,
    subjects: tuple[str, ...],
    console: Console,
) -> int:
    """Draw papers per year by subject, their growth, or the co-authors.

    Co-authors are counted among the names that the listing shows; the figure says how many lists it cuts off.
    """
    format = PurePath(output).suffix.lower().removeprefix(".")
    if format not in plots.FORMATS:
        raise UnknownName("figure format", format, plots.FORMATS)
    plan = Plan(since=since, until=until, subjects=subjects, owner=Owner(owner or ""))
    selection_of(plan)
    gathered = gather([Source(path) for path in paths], plan, console.report)
    name = owner or (gathered.profile.name if gathered.profile else "")
    figure = plots.plot(
        gathered.records, Owner(name), kinds, format, labels(locale), name if title is None else title
    )
    write_whole(output, [figure])
    console.summary(f"{len(gathered.records):,} entries -> {output}")
    return console.status()
