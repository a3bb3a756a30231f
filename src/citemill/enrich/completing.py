"""Records completed from a local index, from online providers, or from both: what the commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self

from citemill.diagnostics import Report, ignore
from citemill.enrich.choices import Choices
from citemill.enrich.enricher import Ask, Enriched, Enricher
from citemill.enrich.index import Index
from citemill.enrich.matching import Verdict
from citemill.enrich.merging import Prefer
from citemill.record import Name, Record

if TYPE_CHECKING:
    from citemill.enrich.providers.client import Client

__all__ = ["Completing", "Means"]


@dataclass(frozen=True, slots=True)
class Means:
    """Where to look for works, and which version of them to take."""

    index: str = ""
    """Path of a local index."""
    providers: tuple[str, ...] = ()
    """Names of online providers, asked about what the index does not have."""
    cache: str = ""
    """Folder for the providers' answers; by default the user's own."""
    contact: str = ""
    offline: bool = False
    """Take providers' answers from the cache only."""
    prefer: Prefer = Prefer.PREPRINT
    choices: Choices | None = None
    """A person's decisions about entries that may be one of several works."""
    ask: Ask | None = None
    on: str = field(kw_only=True)
    """Today's date, for the provenance."""


class Completing:
    """Opened means, as a context: index and connections are closed at its end."""

    def __init__(
        self,
        means: Means,
        *,
        report: Report = ignore,
        progress: Callable[[Iterable[Record]], Iterable[Record]] = iter,
    ) -> None:
        """`progress` passes on the entries that providers are asked about.

        Raises `BadInput`, `UnknownName`.
        """
        self._means, self._report, self._progress = means, report, progress
        self._stack = ExitStack()
        self._index = self._stack.enter_context(Index(means.index)) if means.index else None
        self._client = self._connected() if means.providers else None

    def _connected(self) -> Client:
        from citemill.enrich.online import client_for

        cache = self._means.cache
        if not cache:
            from platformdirs import user_cache_dir

            cache = user_cache_dir("citemill")
        client = client_for(
            self._means.providers, cache, contact=self._means.contact, offline=self._means.offline
        )
        self._stack.callback(client.close)
        return client

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def complete(self, records: Iterable[Record], owner: Name | None = None) -> Iterator[Enriched]:
        """Each record as it was found in the index, or else online; `owner` is whose listing they stand in.

        From an index alone records stream; for the providers they are taken together, so that many are
        asked about at once.
        """
        if self._client is None:
            if self._index is not None:
                yield from map(self._enricher(self._index, owner, ask=self._means.ask).enrich, records)
            return
        entries = list(records)
        known = self._from_index(entries, owner)
        left = [at for at, one in enumerate(known) if one is None or not _accepted(one)]
        beside = [pair for at in left for pair in self._candidates(known[at])]
        online = self._online([entries[at] for at in left], beside, owner)
        found = dict(enumerate(known)) | dict(zip(left, online, strict=True))
        yield from (one for one in found.values() if one is not None)

    def _from_index(self, entries: Sequence[Record], owner: Name | None) -> Sequence[Enriched | None]:
        if self._index is None:
            return [None] * len(entries)
        # Nobody is asked yet: the providers may settle it.
        return list(map(self._enricher(self._index, owner, ask=None).enrich, entries))

    def _candidates(self, one: Enriched | None) -> Iterator[tuple[str, Record]]:
        """What the index had for an entry that is still open, to be weighed beside the providers' answers."""
        if one is not None and self._index is not None:
            for each in one.match.candidates:
                yield each.candidate.source, self._index.record(each.candidate)

    def _online(
        self, entries: Sequence[Record], beside: Iterable[tuple[str, Record]], owner: Name | None
    ) -> Iterator[Enriched]:
        from citemill.enrich.build import build_index
        from citemill.enrich.online import gather

        assert self._client is not None
        answers = gather(
            entries, self._means.providers, self._client, report=self._report, progress=self._progress
        )
        with TemporaryDirectory() as folder:
            path = Path(folder, "answers.db")
            build_index(path, chain(beside, answers))
            with Index(path) as index:
                yield from map(self._enricher(index, owner, ask=self._means.ask).enrich, entries)

    def _enricher(self, index: Index, owner: Name | None, *, ask: Ask | None) -> Enricher:
        means = self._means
        return Enricher(index, owner=owner, prefer=means.prefer, on=means.on, choices=means.choices, ask=ask)


def _accepted(one: Enriched) -> bool:
    return one.match.verdict is Verdict.ACCEPTED
