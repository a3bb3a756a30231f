"""The options that say where works are found and which are taken: one set for several commands."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from citemill.cli.console import Console
from citemill.cli.options import Command, Input
from citemill.enrich.reporting import as_json, described, lines
from citemill.files import write_whole
from citemill.record import Name, Record

if TYPE_CHECKING:
    from citemill.enrich.completing import Means
    from citemill.enrich.enricher import Enriched, Summary
    from citemill.enrich.matching import Match
    from citemill.publications.plan import Enrich

__all__ = ["Finding", "finding_options"]

NOT_ENOUGH = 7
"""Exit status where `--require` asked for more than was found."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the options say, and the completing of records by it."""

    on: bool = False
    index: str = ""
    providers: tuple[str, ...] = ()
    offline: bool = False
    contact: str = ""
    cache: str = ""
    prefer: str = ""
    owner: str = ""
    review: bool = False
    choices: str = ""
    changes: str = ""
    """Where to write what was completed, and why; "-" is standard error."""
    require: float | int | None = None

    def checked(self) -> Finding:
        """The same; raises `UsageError` where there is nothing to look in, or no --enrich to ask for it."""
        if self.on and not (self.index or self.providers):
            raise click.UsageError("name an --index, a --provider, or both")
        if not self.on and self != Finding():
            raise click.UsageError("say --enrich where entries shall be completed")
        return self

    def planned(self, plan: Enrich) -> Finding:
        """The same, with what the options leave open as the table [enrich] of a configuration file has it."""
        if not (self.on or plan.index or plan.providers):
            return self
        theirs = {one.name: getattr(plan, one.name) for one in fields(plan)}
        left = {name: value for name, value in theirs.items() if not getattr(self, name)}
        return replace(self, **left, on=True)

    def entries(self, source: Input, console: Console) -> Iterator[Record]:
        """The records of the inputs, completed if that was asked for."""
        if not self.on:
            return source.records(console)
        inputs = source.open(console)
        owners = {listing.profile.name for listing in inputs.listings}
        owner = self.owner or ("".join(owners) if len(owners) == 1 else "")
        return self.completed(source.records(console, inputs), owner, console)

    def completed(self, records: Iterable[Record], owner: str, console: Console) -> Iterator[Record]:
        """The records completed; `owner` is whose works they are, if that is known.

        At their end it is told how many were found; the run fails where `require` asked for more.
        """
        from citemill.enrich.completing import Completing
        from citemill.enrich.enricher import Tally

        tally, told = Tally(), []

        def progress(asked: Iterable[Record]) -> Iterator[Record]:
            return console.progress(asked, "entries asked about", every=1)

        with Completing(self._means(), report=console.report, progress=progress) as completing:
            for one in completing.complete(records, _person(owner)):
                tally.add(one)
                if self.changes:
                    told.append(one)
                yield one.merged.record
        if self.changes:
            _tell(told, self.changes, console)
        found = tally.summary()
        console.summary(str(found))
        if _short_of(found, self.require):
            console.fail(NOT_ENOUGH)

    def _means(self) -> Means:
        from citemill.enrich.choices import Choices
        from citemill.enrich.completing import Means
        from citemill.enrich.merging import Prefer

        return Means(
            self.index,
            self.providers,
            self.cache,
            self.contact,
            self.offline,
            Prefer(self.prefer or "preprint"),
            Choices(self.choices or f"{self.index or 'citemill'}.choices.json"),
            _Reviewer() if self.review else None,
            on=datetime.now(UTC).date().isoformat(),
        )


_INDEX = click.option("--index", metavar="INDEX", help="A local index, as `citemill index build` makes it.")
_OPTIONS = (
    click.option(
        "--provider",
        "providers",
        multiple=True,
        metavar="NAME",
        help="Ask online about what the index does not have: arxiv, crossref, openalex ...",
    ),
    click.option("--offline", is_flag=True, help="Take providers' answers from the cache only."),
    click.option("--contact", metavar="EMAIL", help="Your address, which providers like to know."),
    click.option("--cache", metavar="FOLDER", help="Where providers' answers are kept."),
    click.option(
        "--prefer",
        type=click.Choice(["preprint", "published"]),
        help="Which version of a work to cite where both are known [preprint].",
    ),
    click.option("--review", is_flag=True, help="Ask which of several works an entry is; answers are kept."),
    click.option("--choices", metavar="FILE", help="Where those answers are kept [INDEX.choices.json]."),
    click.option("--require", metavar="SHARE", help='Fail (status 7) where less is found, as "90%" or "45".'),
)
_SWITCH = click.option("--enrich", "on", is_flag=True, help="Complete entries: all authors, identifiers ...")
_OWNER = click.option("--owner", metavar="NAME", help="Whose works these are [the name on the page].")
_CHANGES = click.option("--changes", metavar="FILE", help='Write what was completed, and why ("-": stderr).')
_REPORT = click.option(
    "--report", "--changes", "changes", metavar="FILE", help='Write what changed, and why ("-": stderr).'
)


def finding_options(*, always: bool = False, owner: bool = True) -> Callable[[Command], Command]:
    """Passes a `Finding` as `finding`; `always` for the command that does nothing else.

    Without `owner` there is no --owner, since the command has its own.
    """

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def with_finding(**given: Any) -> int | None:
            values = {one.name: given.pop(one.name, None) for one in fields(Finding) if one.name != "owner"}
            if owner:
                values["owner"] = given.pop("owner")
            values["require"] = _share(values["require"])
            said = {name: value for name, value in values.items() if value}
            return command(finding=Finding(**said | {"on": True} if always else said), **given)

        options = (_INDEX, *_OPTIONS, *([_OWNER] if owner else ()), _REPORT if always else _CHANGES)
        for option in reversed(options if always else (_SWITCH, *options)):
            with_finding = option(with_finding)
        return with_finding

    return decorate


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


def _tell(enriched: list[Enriched], path: str, console: Console) -> None:
    if path == "-":
        console.say("\n".join(line for one in enriched for line in lines(one)))
    elif path.endswith(".json"):
        text = json.dumps([as_json(one) for one in enriched], ensure_ascii=False, indent=2)
        write_whole(path, [text, "\n"])
    else:
        write_whole(path, (f"{line}\n" for one in enriched for line in lines(one)))
