"""`citemill cv`: a publication list, from the options, from citemill.toml, or from both."""

from __future__ import annotations

import dataclasses
import datetime
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from citemill import citeproc
from citemill.citeproc.collector import paused_collector
from citemill.cli.console import Console
from citemill.cli.finding import Finding, finding_options
from citemill.cli.options import casing_option, console_options
from citemill.errors import BadInput, CitemillError
from citemill.files import Source, WholeFile
from citemill.publications import config
from citemill.publications.build import build
from citemill.publications.gather import gather, selection_of
from citemill.publications.model import PublicationList
from citemill.publications.outputs import check, written
from citemill.publications.plan import Enrich, Group, Plan
from citemill.publications.rendering import language_of, renderer

_POLL = 0.4
"""Seconds between two looks at the files with --watch."""

# Each option that sets one field of the plan, and that field.
_FIELDS = {
    "title": "title",
    "style": "style",
    "locale": "locale",
    "template": "template",
    "casing": "casing",
    "year_letters": "year_letters",
    "engine": "engine",
    "order": "order",
    "since": "since",
    "until": "until",
    "subjects": "subjects",
    "authors": "authors",
    "has_code": "has_code",
    "limit": "limit",
    "owner": "owner.name",
    "aliases": "owner.aliases",
    "sections": "sections.by",
    "section_order": "sections.order",
    "counts": "sections.counts",
    "numbering": "numbering.direction",
    "numbering_scope": "numbering.scope",
    "shorten": "names.longer_than",
    "first": "names.first",
    "hidden": "names.hidden",
    "selected": "selected.rule.keys",
    "selected_only": "selected.only",
    "as_of": "header.as_of",
    "header": "header.show",
    "links": "links.print",
}


@click.command("cv")
@click.argument("paths", nargs=-1, metavar="[LISTING...]")
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE", help="Write here; again for more.")
@click.option("--to", metavar="SUFFIX", help="Print in this format: html, md, tex, txt ... [txt].")
@click.option(
    "--config", "config_path", metavar="FILE", help="The configuration file [citemill.toml, upward]."
)
@click.option("--no-config", is_flag=True, help="Use no configuration file.")
@click.option("--schema", is_flag=True, help="Print the JSON schema of the configuration file.")
@click.option("--style", metavar="STYLE", help="Citation style: a name or a .csl file [apa].")
@click.option("--locale", metavar="LANGUAGE", help="Language of the list: de-DE, fr ...")
@casing_option(None)
@click.option("--title", metavar="TEXT", help="Title of the list.")
@click.option("--owner", metavar="NAME", help="Whose list it is [the owner of the listing].")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name of the owner's.")
@click.option("--highlight", multiple=True, metavar="NAME", help="Underline this name too.")
@click.option(
    "--sections",
    type=click.Choice(["type", "year", "subject", "rules", "none"]),
    help="What sections are by.",
)
@click.option(
    "--section-order",
    multiple=True,
    metavar="ORDER",
    help="newest, oldest, name, count, or titles one by one.",
)
@click.option("--counts", is_flag=True, default=None, help="Say in headings how many entries there are.")
@click.option(
    "--sort", "order", metavar="ORDER", help="-date, date, author, title, key, style, listing [-date]."
)
@click.option(
    "--numbering", type=click.Choice(["none", "up", "down", "style"]), help="Numbers of the entries."
)
@click.option(
    "--numbering-scope", type=click.Choice(["list", "section"]), help="Number through, or each section anew."
)
@click.option("--shorten", type=click.IntRange(min=0), metavar="N", help="Shorten lists of over N authors.")
@click.option(
    "--first", type=click.IntRange(min=1), metavar="N", help="Names that shortened lists begin with."
)
@click.option("--hidden", metavar="TEXT", help='Wording for the owner behind "et al."; see docs/cv.md.')
@click.option("--selected", multiple=True, metavar="KEY", help="A selected paper.")
@click.option("--selected-only", is_flag=True, default=None, help="List the selected papers alone.")
@click.option("--since", metavar="DATE", help="Keep entries from 2020, 2020-06 or 2020-06-12 on.")
@click.option("--until", metavar="DATE", help="Keep entries up to and with that year, month or day.")
@click.option("--subject", "subjects", multiple=True, metavar="CATEGORY", help="Keep cs.LG, or all of cs.")
@click.option(
    "--author", "authors", multiple=True, metavar="NAME", help="Keep entries that show this author."
)
@click.option("--has-code", is_flag=True, default=None, help="Keep entries whose code is public.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Keep the first N of those, the newest first by default.",
)
@click.option("--as-of", metavar="DATE", help="The day the listing's figures are of.")
@click.option("--header/--no-header", default=None, help="The profile's figures above the list.")
@click.option("--links/--no-links", default=None, help="Links under the entries of documents for paper.")
@click.option("--template", metavar="FILE", help="A Jinja2 template: cv.tex.j2 writes the .tex output.")
@click.option("--year-letters", is_flag=True, default=None, help='Tell apart what is cited alike: "2024a".')
@click.option("--engine", metavar="ENGINE", help=f"Citation processor [{citeproc.DEFAULT_ENGINE}].")
@click.option("--watch", is_flag=True, help="Build again whenever a file changes.")
@finding_options(owner=False)
@console_options
def command(
    *,
    schema: bool,
    to: str | None,
    watch: bool,
    finding: Finding,
    console: Console,
    **given: Any,
) -> int:
    """Make a publication list for a CV or a home page.

    \b
    citemill cv me.txt -o cv.html -o cv.docx --sections year --numbering down
    citemill cv                      as citemill.toml says (citemill init writes one)

    LISTING is a profile page saved as text or HTML, or a BibTeX, RIS or CSL-JSON file. Options on the command
    line go before those of the file. docs/cv.md explains them all.
    """
    if schema:
        import json

        click.echo(json.dumps(config.schema(), ensure_ascii=False, indent=2))
        return 0

    if not watch:
        _, plan = _plan(given)
        with paused_collector():
            _write(plan, to, finding, console)
        return console.status()
    while True:
        again = Console(verbosity=console.verbosity, strict=console.strict)
        files = _write_again(given, to, finding, again)
        _wait_for_change(files)


def _plan(given: dict[str, Any]) -> tuple[Path | None, Plan]:
    """The plan of the configuration file, with what the command line changes; and the file."""
    path = Path(given["config_path"]) if given["config_path"] else None
    if path is None and not given["no_config"]:
        path = config.find(Path.cwd())
    plan = _in_folder(config.read(path), Path(os.path.relpath(path.parent))) if path else Plan()
    for option, field in _FIELDS.items():
        value = given[option]
        if value is not None and value != ():
            plan = _with(plan, field.split("."), value)
    if given["paths"]:
        plan = dataclasses.replace(plan, listing=given["paths"])
    if given["outputs"]:
        plan = dataclasses.replace(plan, output=given["outputs"])
    if given["highlight"]:
        groups = {**plan.groups, "highlighted": Group(given["highlight"], underline=True)}
        plan = dataclasses.replace(plan, groups=groups)
    if not plan.listing:
        hint = 'name a listing, or write a citemill.toml with "citemill init LISTING"'
        raise BadInput("no listing to read", hint=hint)
    return path, plan


def _with(value: Any, path: list[str], new: Any) -> Any:
    """A copy of the plan with one field of it, or of a part of it, set."""
    name, *rest = path
    return dataclasses.replace(value, **{name: _with(getattr(value, name), rest, new) if rest else new})


def _in_folder(plan: Plan, folder: Path) -> Plan:
    """The plan with its paths, which start from the file's folder, made to start from here."""
    if folder == Path():
        return plan

    def moved(paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(str(folder / path) for path in paths)

    style = str(folder / plan.style) if plan.style.endswith(".csl") else plan.style
    template = str(folder / plan.template) if plan.template else ""
    return dataclasses.replace(
        plan,
        listing=moved(plan.listing),
        output=moved(plan.output),
        style=style,
        template=template,
        enrich=_enrich_in_folder(plan.enrich, folder),
    )


def _enrich_in_folder(enrich: Enrich, folder: Path) -> Enrich:
    files: dict[str, Any] = {name: getattr(enrich, name) for name in ("index", "cache", "choices")}
    moved: dict[str, Any] = {name: str(folder / file) for name, file in files.items() if file}
    return dataclasses.replace(enrich, **moved)


def _write(plan: Plan, to: str | None, finding: Finding, console: Console) -> None:
    selection_of(plan)  # a date that is none is told before any work is done
    for output in plan.output:
        check(output, plan)
    publications = _build(plan, finding.planned(plan.enrich).checked(), console)
    if to or not plan.output:
        content = written(publications, plan, f"list.{to or 'txt'}")
        stream = sys.stdout.buffer
        stream.write(content.encode("utf-8") if isinstance(content, str) else content)
        stream.flush()
        return
    for output in plan.output:
        with WholeFile(output) as file:
            file.write(written(publications, plan, output))
            file.commit()
    count = sum(1 for _ in publications.entries())
    entries = "publication" if count == 1 else "publications"
    console.summary(f"{count:,} {entries} -> {', '.join(plan.output)}")


def _build(plan: Plan, finding: Finding, console: Console) -> PublicationList:
    render = renderer(plan, report=console.report)
    complete = partial(finding.completed, console=console) if finding.on else None
    sources = [Source(path) for path in plan.listing]
    gathered = gather(sources, plan, console.report, complete=complete)
    return build(
        gathered.records,
        plan,
        render,
        owners=gathered.owners,
        profile=gathered.profile,
        by_owner=gathered.by_owner,
        as_of=_day_saved(plan.listing[0]),
        language=language_of(plan),
        report=console.report,
    )


def _day_saved(path: str) -> str:
    """The day a file was last written: its figures are of that day at the latest."""
    file = Path(path)
    return datetime.date.fromtimestamp(file.stat().st_mtime).isoformat() if file.is_file() else ""


def _write_again(given: dict[str, Any], to: str | None, finding: Finding, console: Console) -> set[Path]:
    """Build with --watch, telling what fails instead of stopping; gives the files to look at."""
    path = Path(given["config_path"]) if given["config_path"] else config.find(Path.cwd())
    watched = {str(path)} if path else set()
    try:
        _, plan = _plan(given)
        watched |= {*plan.listing, plan.template, plan.style, plan.enrich.index}
        _write(plan, to, finding, console)
    except CitemillError as error:
        console.say(f"citemill: {error}")
    console.status()
    return {file for file in map(Path, filter(None, watched)) if file.is_file()}


def _wait_for_change(files: set[Path]) -> None:
    before = dict(_times(files))
    while dict(_times(files)) == before:
        time.sleep(_POLL)


def _times(files: set[Path]) -> Iterator[tuple[Path, float]]:
    for file in files:
        try:
            yield file, file.stat().st_mtime
        except FileNotFoundError:  # an editor that replaces a file takes it away for a moment
            yield file, 0.0
