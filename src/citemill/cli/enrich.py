"""`citemill enrich`: a listing's records completed from a local index."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from citemill import api
from citemill.cli.console import Console
from citemill.cli.options import Input, casing_option, console_options, input_options
from citemill.enrich.reporting import as_json, described, lines
from citemill.files import WholeFile
from citemill.formats import FORMATS
from citemill.record import Name, Record

if TYPE_CHECKING:
    from citemill.enrich.enricher import Enriched, Summary
    from citemill.enrich.matching import Match
    from citemill.enrich.providers.client import Client

NOT_ENOUGH = 7
"""Exit status where `--require` asked for more than was found."""


@click.command("enrich")
@input_options
@click.option(
    "--index", "index_path", metavar="INDEX", help="A local index, as `citemill index build` makes it."
)
@click.option(
    "--provider",
    "providers",
    multiple=True,
    metavar="NAME",
    help="Ask online about what the index does not have: arxiv, crossref, openalex ...",
)
@click.option("--offline", is_flag=True, help="Take providers' answers from the cache only.")
@click.option("--contact", default="", metavar="EMAIL", help="Your address, which providers like to know.")
@click.option("--cache", metavar="FOLDER", help="Where providers' answers are kept.")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help="Write here; the suffix tells the format.",
)
@click.option(
    "--to",
    "format",
    metavar="FORMAT",
    help="Format (bibtex, ris, csl-json ...); csl-json to standard output.",
)
@click.option(
    "--prefer",
    type=click.Choice(["preprint", "published"]),
    default="preprint",
    show_default=True,
    help="Which version of a work to cite where both are known.",
)
@casing_option("keep")
@click.option("--owner", metavar="NAME", help="Whose works these are [the name on the page].")
@click.option(
    "--review", is_flag=True, help="Ask which of several candidates an entry is; answers are remembered."
)
@click.option(
    "--choices",
    "choices_path",
    metavar="FILE",
    help="Where the answers of --review are kept [INDEX.choices.json].",
)
@click.option(
    "--report",
    "report_path",
    metavar="FILE",
    help='Write what changed, and why, to a file ("-": standard error).',
)
@click.option("--require", metavar="SHARE", help='Fail (status 7) where less is found, as "90%" or "45".')
@console_options
def command(
    *,
    source: Input,
    index_path: str | None,
    providers: tuple[str, ...],
    offline: bool,
    contact: str,
    cache: str | None,
    outputs: tuple[str, ...],
    format: str | None,
    prefer: str,
    casing: str,
    owner: str | None,
    review: bool,
    choices_path: str | None,
    report_path: str | None,
    require: str | None,
    console: Console,
) -> int:
    """Complete a listing's entries: all authors, identifiers, venues, each with its source.

    An entry is completed only where it is beyond doubt which work it is. The others stay as they are; with
    --review you are asked about those that may be one of several.
    """
    from platformdirs import user_cache_dir

    from citemill.casing import recased
    from citemill.enrich.choices import Choices
    from citemill.enrich.enricher import summary
    from citemill.enrich.merging import Prefer
    from citemill.text.case import Casing

    names = [format or api.format_of(path) for path in outputs] or [format or "csl-json"]
    for name in names:
        FORMATS.find(name)  # an unknown one is told before any work is done
    least = _share(require)
    if not index_path and not providers:
        raise click.UsageError("name an --index, a --provider, or both")
    choices = Choices(choices_path or f"{index_path or 'citemill'}.choices.json")
    with ExitStack() as stack:
        options = {"prefer": Prefer(prefer), "choices": choices, "ask": _Reviewer() if review else None}
        search = _Search(stack, index_path, console, options)
        if providers:
            search.go_online(providers, cache or user_cache_dir("citemill"), contact, offline)
        enriched = list(console.progress(search.all(source, owner), "entries"))
    records = [recased(one.merged.record, Casing(casing)) for one in enriched]
    with ExitStack() as stack:
        files = [stack.enter_context(WholeFile(path)) for path in outputs]
        for file, name in zip(files, names, strict=False):
            for piece in api.serialize(records, name, report=console.report):
                file.write(piece)
        for file in files:
            file.commit()
    if not outputs:
        for piece in api.serialize(records, names[0], report=console.report):
            sys.stdout.buffer.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))
    found = summary(enriched)
    _tell(enriched, found, report_path, console)
    return console.status() or (NOT_ENOUGH if _short_of(found, least) else 0)


class _Search:
    """Looks entries up in the index first, and asks providers about those that it does not have."""

    def __init__(
        self, stack: ExitStack, index_path: str | None, console: Console, options: dict[str, Any]
    ) -> None:
        from citemill.enrich.index import Index

        self._stack, self._console = stack, console
        self._options = {**options, "on": datetime.now(UTC).date().isoformat()}
        self._index = stack.enter_context(Index(index_path)) if index_path else None
        self._providers: tuple[str, ...] = ()
        self._client: Client | None = None

    def go_online(self, providers: tuple[str, ...], cache: str, contact: str, offline: bool) -> None:
        from citemill.enrich.online import client_for

        self._providers = providers
        self._client = client_for(providers, cache, contact=contact, offline=offline)
        self._stack.callback(self._client.close)

    def all(self, source: Input, owner: str | None) -> Iterator[Enriched]:
        for inputs in source.each(self._console):
            owners = [listing.profile.name for listing in inputs.listings]
            person = _person(owner or "".join(owners))
            for record in source.records(self._console, inputs):
                yield self._one(record, person)

    def _one(self, record: Record, owner: Name | None) -> Enriched:
        from citemill.enrich.build import build_index
        from citemill.enrich.enricher import Enricher
        from citemill.enrich.index import Index
        from citemill.enrich.online import gather

        found = None
        if self._index:
            found = Enricher(self._index, owner=owner, **self._options).enrich(record)
            if found.match.verdict == "accepted" or not self._client:
                return found
        assert self._client is not None
        with TemporaryDirectory() as folder:
            path = Path(folder, "answers.db")
            answers = gather([record], self._providers, self._client, report=self._console.report)
            if not build_index(path, answers) and found:
                return found
            with Index(path) as index:
                online = Enricher(index, owner=owner, **self._options).enrich(record)
        return online if online.match.candidates or not found else found


def _person(name: str) -> Name | None:
    from citemill.normalizer.names import parse_name

    return parse_name(name).name if name else None


class _Reviewer:
    """Shows an entry beside its candidates and asks which it is."""

    def __call__(self, entry: Record, match: Match, records: list[Record]) -> str | None:
        """The id of the chosen record, "" for none of them, None for no answer."""
        click.echo(f"\n{described(entry)}", err=True)
        for number, (one, record) in enumerate(zip(match.candidates, records, strict=True), 1):
            click.echo(f"  {number}  {described(record)}", err=True)
            click.echo(f"     {one.score:.0%}: {'; '.join(one.evidence.remarks)}", err=True)
        question = "  which one? (number, n: none of them, s: ask later)"
        while True:
            answer = click.prompt(question, default="s", err=True)
            if answer == "s":
                return None
            if answer == "n":
                return ""
            if answer.isdecimal() and 1 <= int(answer) <= len(records):
                return str(records[int(answer) - 1]["id"])


def _share(text: str | None) -> float | int | None:
    """A share as "90%" (0.9), or a number of entries as "45"."""
    if text is None:
        return None
    found = re.fullmatch(r"(\d+)(%?)", text.strip())
    if not found or (found[2] and int(found[1]) > 100):
        raise click.UsageError(f'--require wants a share like "90%" or a number of entries, not "{text}"')
    return int(found[1]) / 100 if found[2] else int(found[1])


def _short_of(found: Summary, least: float | int | None) -> bool:
    if least is None:
        return False
    return found.accepted < (least * found.entries if isinstance(least, float) else least)


def _tell(enriched: list[Enriched], found: Summary, report_path: str | None, console: Console) -> None:
    if report_path == "-":
        console.say("\n".join(line for one in enriched for line in lines(one)))
    elif report_path:
        with WholeFile(report_path) as file:
            if report_path.endswith(".json"):
                file.write(json.dumps([as_json(one) for one in enriched], ensure_ascii=False, indent=2))
            else:
                file.write("".join(f"{line}\n" for one in enriched for line in lines(one)))
            file.commit()
    console.summary(str(found))
