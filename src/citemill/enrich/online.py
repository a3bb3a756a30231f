"""What online providers know about entries, gathered so that it can be matched like an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.enrich.keys import compact, identifiers, people
from citemill.enrich.providers import PROVIDERS, Request
from citemill.enrich.providers.answers import HITS
from citemill.enrich.providers.client import Client, Refused, Unavailable
from citemill.record import Record

__all__ = ["client_for", "gather"]

_SOURCE = {"doi": "csl"}
"""Metadata source of a provider's answers, where it is not called like it."""

_PAGES = 2
"""Pages of hits that are looked through for a title: all of them have its words."""

Progress = Callable[[Iterable[Record]], Iterable[Record]]


def client_for(names: Sequence[str], cache: str, *, contact: str = "", offline: bool = False) -> Client:
    """A client with the manners of these providers. Raises `UnknownName`, `BadInput`."""
    rows = [PROVIDERS.find(name) for name in names]
    return Client(cache, contact=contact, offline=offline, intervals={row.host: row.interval for row in rows})


def gather(
    entries: Sequence[Record],
    names: Sequence[str],
    client: Client,
    *,
    report: Report = ignore,
    progress: Progress = iter,
) -> Iterator[tuple[str, Record]]:
    """All that the providers answer about the entries, with the name of its source: candidates, no more.

    Identifiers are looked up, many at once; entries without any are searched for by title. Where a hit of the
    right title names the published version, that is looked up too. A provider that fails is reported once,
    and the others go on.
    """
    asking = _Asking(client, report)
    known = {name: None for entry in entries for name in identifiers(entry)}
    for name in names:
        yield from asking.look_up(name, list(known))
    follow: dict[str, None] = {}
    for entry in progress(entries):
        wanted = compact(str(entry.get("title", "")))
        has = identifiers(entry)
        for name in names:
            if not wanted or (has and PROVIDERS.load(name).lookup(has) is not None):
                continue
            for source, record in asking.search(name, entry, wanted):
                yield source, record
                if compact(record["title"]) == wanted:
                    follow.update(dict.fromkeys(identifiers(record)))
    further = [one for one in follow if one not in known]
    for name in names:
        yield from asking.look_up(name, further)


class _Asking:
    """Puts questions to providers, and reports each failure once."""

    def __init__(self, client: Client, report: Report) -> None:
        self._client, self._report = client, report
        self._complained: set[str] = set()

    def look_up(self, name: str, wanted: Sequence[str]) -> Iterator[tuple[str, Record]]:
        """Works by identifiers, as many in one question as the provider takes."""
        lookup = PROVIDERS.load(name).lookup
        names = [one for one in wanted if lookup([one]) is not None]
        size = PROVIDERS.find(name).batch
        for start in range(0, len(names), size):
            yield from self._batch(name, names[start : start + size])

    def _batch(self, name: str, names: Sequence[str]) -> Iterator[tuple[str, Record]]:
        request = PROVIDERS.load(name).lookup(names)
        assert request is not None  # `names` are such as it takes
        try:
            yield from self._answer(name, request)
        except Refused as error:
            if len(names) == 1:
                self._complain(name, f"{error} ({names[0]})")
                return
            # One bad name costs one name, not the batch.
            middle = len(names) // 2
            yield from self._batch(name, names[:middle])
            yield from self._batch(name, names[middle:])

    def search(self, name: str, entry: Record, wanted: str) -> Iterator[tuple[str, Record]]:
        """Works by title; a further page of hits where the first is full and has no such title."""
        module = PROVIDERS.load(name)
        for page in range(1, _PAGES + 1):
            request = module.search(entry["title"], _author(entry), page)
            try:
                found = list(self._answer(name, request)) if request else []
            except Refused as error:
                self._complain(name, str(error))
                return
            yield from found
            if len(found) < HITS or any(compact(one["title"]) == wanted for _, one in found):
                return

    def _answer(self, name: str, request: Request) -> Iterator[tuple[str, Record]]:
        try:
            records = PROVIDERS.load(name).records(self._client.fetch(request))
        except Refused:
            raise
        except Unavailable as error:
            self._complain(name, str(error))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self._client.forget(request)
            self._complain(
                name, f"answers with something else than its interface promises ({type(error).__name__})"
            )
        else:
            yield from ((_SOURCE.get(name, name), record) for record in records)

    def _complain(self, name: str, found: str) -> None:
        if f"{name} {found}" not in self._complained:
            self._complained.add(f"{name} {found}")
            self._report(
                Diagnostic("provider-failed", Severity.WARNING, Place(name), found, "run again later")
            )


def _author(entry: Record) -> str:
    first = people(entry)[:1]
    return first[0].family[-1] if first and first[0].family else ""
