"""What online providers know about entries, gathered so that it can be matched like an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.enrich.keys import compact, identifiers, people
from citemill.enrich.providers import PROVIDERS, Request
from citemill.enrich.providers.client import Client, Unavailable
from citemill.record import Record

__all__ = ["client_for", "gather"]

_SOURCE = {"doi": "csl"}
"""Metadata source of a provider's answers, where it is not called like it."""


def client_for(names: Sequence[str], cache: str, *, contact: str = "", offline: bool = False) -> Client:
    """A client with the manners of these providers. Raises `UnknownName`, `BadInput`."""
    rows = [PROVIDERS.find(name) for name in names]
    return Client(cache, contact=contact, offline=offline, intervals={row.host: row.interval for row in rows})


def gather(
    entries: Iterable[Record], names: Sequence[str], client: Client, *, report: Report = ignore
) -> Iterator[tuple[str, Record]]:
    """All that the providers answer about the entries, with the name of its source: candidates, no more.

    Entries with identifiers are looked up, the others searched for by title. Where an answer of the right
    title names the published version, that is looked up too. A provider that fails is reported once, and the
    others go on.
    """
    complained: set[str] = set()

    def ask(name: str, request: Request | None) -> list[Record]:
        if request is None:
            return []
        try:
            return list(PROVIDERS.load(name).records(client.fetch(request)))
        except Unavailable as error:
            found = str(error)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            found = f"answers with something else than its interface promises ({type(error).__name__})"
        if f"{name} {found}" not in complained:
            complained.add(f"{name} {found}")
            report(Diagnostic("provider-failed", Severity.WARNING, Place(name), found, "run again later"))
        return []

    for entry in entries:
        known = identifiers(entry)
        wanted = compact(str(entry.get("title", "")))
        follow: dict[str, None] = {}
        for name in names:
            module = PROVIDERS.load(name)
            request = module.lookup(known) if known else None
            if request is None and wanted:
                request = module.search(entry["title"], _author(entry))
            for record in ask(name, request):
                yield _SOURCE.get(name, name), record
                if compact(record["title"]) == wanted:
                    follow.update(dict.fromkeys(one for one in identifiers(record) if one not in known))
        if follow:
            for name in names:
                for record in ask(name, PROVIDERS.load(name).lookup(list(follow))):
                    yield _SOURCE.get(name, name), record


def _author(entry: Record) -> str:
    first = people(entry)[:1]
    return first[0].family[-1] if first and first[0].family else ""
