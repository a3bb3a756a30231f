"""An entry completed from the records of its work, with the source of every value and a report of changes.

Nothing of the listing is lost: a value that another one replaced stands under `custom["listing"]`, and one
that contradicts the listing without being a plain completion is not taken over but reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from citemill.enrich.evidence import same_person
from citemill.enrich.keys import compact, date_span, doi, identifiers, people
from citemill.record import VARIABLES, Record, cut_off

__all__ = ["Change", "How", "Merged", "Prefer", "Sourced", "merge"]


class Prefer(StrEnum):
    """Which version of a work is cited, where it is a preprint and was published."""

    PREPRINT = "preprint"
    PUBLISHED = "published"


class How(StrEnum):
    """What became of a value."""

    ADDED = "added"
    COMPLETED = "completed"
    REPLACED = "replaced"
    """The listing's value is kept under `custom["listing"]`."""
    CONTRADICTED = "contradicted"
    """The listing's value stays; the other one was not taken."""


class Change(NamedTuple):
    """One line of the report."""

    variable: str
    how: How
    before: Any
    after: Any
    record: str
    """Id of the record that the value is from."""

    def __str__(self) -> str:
        if self.how is How.ADDED:
            return f"{self.variable}: {_shown(self.after)} ({self.record})"
        if self.how is How.CONTRADICTED:
            return (
                f"{self.variable}: stays {_shown(self.before)}, though {self.record} has {_shown(self.after)}"
            )
        return f"{self.variable}: {_shown(self.before)} -> {_shown(self.after)} ({self.record})"


class Sourced(NamedTuple):
    """A record and the name of the metadata source it is from."""

    source: str
    record: Record


class Merged(NamedTuple):
    """The completed record, and what changed in it."""

    record: Record
    changes: tuple[Change, ...]


_RANK = ("arxiv", "crossref", "datacite", "bibtex", "csl", "dblp", "openalex", "semanticscholar")
"""Of several records of one version the more careful source comes first."""

_OF_PREPRINTS = frozenset(("archive", "archive_location", "number", "genre"))
"""What a preprint's record has and its published version's must not have."""

_NOT_TAKEN = frozenset(("id", "type", "citation-key", "note", "annote", "keyword", "custom", "categories"))

_KEPT_OF_CUSTOM = ("arxiv", "classes", "published-doi", "published-in", "dblp", "updated-by")


def is_preprint(record: Record) -> bool:
    """Whether a record describes a preprint."""
    return record["type"] == "article" or str(record.get("genre", "")).lower() == "preprint"


def merge(
    entry: Record,
    found: Sequence[Sourced],
    *,
    prefer: Prefer = Prefer.PREPRINT,
    on: str,
    score: float,
    settled: frozenset[str] = frozenset(),
) -> Merged:
    """Complete an entry from records of its work, the matched one first.

    `on` is today's date as it shall be written down ("2026-11-22"), `score` the match's probability. Where
    `prefer` asks for the published version and there is none, the preprint stays; a preprint entry becomes a
    published one only if asked to. Variables that are `settled` stay as the entry has them.
    """
    wanted = prefer is Prefer.PREPRINT
    versions = sorted(
        found, key=lambda one: (is_preprint(one.record) is not wanted, _source_rank(one.source))
    )
    cite_preprint = is_preprint(entry) and (wanted or is_preprint(versions[0].record))
    return _Merging(entry, versions, found[0].record, on, score, settled).merged(cite_preprint)


def _source_rank(source: str) -> int:
    return _RANK.index(source) if source in _RANK else len(_RANK)


class _Merging:
    def __init__(
        self,
        entry: Record,
        versions: Sequence[Sourced],
        matched: Record,
        on: str,
        score: float,
        settled: frozenset[str],
    ) -> None:
        self.entry, self.versions, self.on, self.settled = entry, versions, on, settled
        self.record: Record = {**entry}
        self.custom: dict[str, Any] = dict(entry.get("custom") or {})
        self.custom["match"] = {"record": matched["id"], "score": round(score, 4)}
        self.provenance: dict[str, dict[str, str]] = dict(self.custom.get("provenance", {}))
        self.replaced: dict[str, Any] = dict(self.custom.get("listing", {}))
        self.changes: list[Change] = []

    def merged(self, cited_preprint: bool) -> Merged:
        if is_preprint(self.versions[0].record) is cited_preprint:
            self._type(self.versions[0])
        for one in self.versions:
            if is_preprint(one.record) is not cited_preprint:
                continue  # the other version gives identifiers, and authors where it has more of them
            for variable, value in one.record.items():
                if variable in VARIABLES and variable not in _NOT_TAKEN:
                    self._take(variable, value, one)
        for one in self.versions:
            self._authors(one)
            self._identifiers(one, cited_preprint)
            if "abstract" in one.record:
                self._take("abstract", one.record["abstract"], one)
        self._subject()
        for name, kept in (("provenance", self.provenance), ("listing", self.replaced)):
            if kept:
                self.custom[name] = kept
        self.record["custom"] = self.custom
        return Merged(self.record, tuple(self.changes))

    def _set(self, variable: str, value: Any, one: Sourced, how: How) -> None:
        before = self.record.get(variable)
        if how is How.REPLACED:
            self.replaced.setdefault(variable, before)
        self.record[variable] = value
        self.provenance[variable] = {"source": one.source, "record": one.record["id"], "on": self.on}
        self.changes.append(Change(variable, how, before, value, one.record["id"]))

    def _contradicts(self, variable: str, value: Any, one: Sourced) -> None:
        self.changes.append(
            Change(variable, How.CONTRADICTED, self.record.get(variable), value, one.record["id"])
        )

    def _type(self, best: Sourced) -> None:
        kind = best.record["type"]
        if kind == self.entry["type"] or "type" in self.settled:
            return
        self._set("type", kind, best, How.REPLACED)
        if not is_preprint(best.record):
            for variable in _OF_PREPRINTS & self.record.keys():
                self.replaced.setdefault(variable, self.record.pop(variable))

    def _take(self, variable: str, value: Any, one: Sourced) -> None:
        if variable == "author" or variable in self.provenance:
            return
        before = self.record.get(variable)
        if before in (None, "", []):
            self._set(variable, value, one, How.ADDED)
        elif variable in self.settled:
            if not _same_text(before, value):
                self._contradicts(variable, value, one)
        elif variable == "title":
            self._title(before, value, one)
        elif variable == "issued":
            self._issued(before, value, one)
        elif variable == "abstract":
            return  # two wordings of one text; the listing's is the one its reader knows
        elif not _same_text(before, value):
            self._contradicts(variable, value, one)

    def _title(self, before: str, value: str, one: Sourced) -> None:
        if before == value:
            return
        ours, theirs = compact(before), compact(value)
        shortened = theirs.startswith(ours) and ours != theirs
        self._set("title", value, one, How.COMPLETED if shortened else How.REPLACED)
        self.replaced.setdefault("title", before)

    def _issued(self, before: Any, value: Any, one: Sourced) -> None:
        ours, theirs = date_span(before), date_span(value)
        if theirs is None or ours == theirs:
            return
        if ours is None:
            self._set("issued", value, one, How.REPLACED)
        elif ours[0] <= theirs[0] and theirs[1] <= ours[1]:
            self._set("issued", value, one, How.COMPLETED)
        elif is_preprint(one.record) is not is_preprint(self.entry):
            self._set("issued", value, one, How.REPLACED)  # the date of the version that is cited now
        elif not theirs[0] <= ours[0] <= ours[1] <= theirs[1]:
            self._contradicts("issued", value, one)

    def _authors(self, one: Sourced) -> None:
        """Take the whole list, where every author that the listing shows is in it."""
        value = one.record.get("author")
        if not value or cut_off(one.record) or "author" in self.provenance:
            return
        shown, theirs = people(self.entry), people(one.record)
        absent = [name for name in shown if not any(same_person(name, other) > 0 for other in theirs)]
        before = self.record.get("author", [])
        if absent or len(theirs) < len(shown):
            self._contradicts("author", value, one)
        elif cut_off(self.entry) or len(theirs) > len(shown):
            if len(theirs) > len(shown):
                self._set("author", value, one, How.COMPLETED)
                self.replaced.setdefault("author", before)
                self._complete("author")
        elif _fuller(before, value):
            self._set("author", value, one, How.COMPLETED)
            self.replaced.setdefault("author", before)

    def _complete(self, variable: str) -> None:
        left = [name for name in self.custom.get("cut-off", ()) if name != variable]
        self.custom.pop("cut-off", None)
        if left:
            self.custom["cut-off"] = left
        guesses = {name: at for name, at in self.custom.get("inferred-names", {}).items() if name != variable}
        self.custom.pop("inferred-names", None)
        if guesses:
            self.custom["inferred-names"] = guesses

    def _identifiers(self, one: Sourced, cited_preprint: bool) -> None:
        for name in _KEPT_OF_CUSTOM:
            value = (one.record.get("custom") or {}).get(name)
            if value and name not in self.custom:
                self.custom[name] = value
        for name in identifiers(one.record):
            kind, _, value = name.partition(":")
            if kind == "arxiv":
                self.custom.setdefault("arxiv", value)
            elif kind == "doi" and cited_preprint and not is_preprint(one.record):
                self.custom.setdefault("published-doi", value)
        cited = doi(self.record.get("DOI", ""))
        if not cited_preprint and doi(self.custom.get("published-doi", "")) == cited:
            self.custom.pop("published-doi", None)

    def _subject(self) -> None:
        """A category that was inferred from its tail is no guess any more."""
        classes = self.custom.get("classes")
        if classes and self.custom.get("primary-class", classes[0]) == classes[0]:
            self.custom["primary-class"] = classes[0]
            self.custom.pop("primary-class-inferred", None)
        elif classes and self.custom.get("primary-class-inferred"):
            self.replaced.setdefault("primary-class", self.custom["primary-class"])
            self.custom["primary-class"] = classes[0]
            for name in ("primary-class-inferred", "primary-class-label"):
                self.custom.pop(name, None)


def _fuller(before: Iterable[Any], value: Iterable[Any]) -> bool:
    """Whether the other list spells out given names that the listing abbreviates."""
    return sum(len(name.get("given", "")) for name in value) > sum(
        len(name.get("given", "")) for name in before
    )


def _same_text(before: Any, value: Any) -> bool:
    if isinstance(before, str) and isinstance(value, str):
        return compact(before) == compact(value)
    return str(before) == str(value)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        names = [" ".join(_name(name)) for name in value[:3]]
        more = f" and {len(value) - 3} more" if len(value) > 3 else ""
        return f"{', '.join(names)}{more}"
    if isinstance(value, dict):
        parts = value.get("date-parts", [[]])[0]
        return "-".join(f"{int(part):02}" for part in parts) or str(value)
    text = str(value)
    return f'"{text}"' if len(text) <= 90 else f'"{text[:87]}..."'


def _name(name: dict[str, Any]) -> Iterator[str]:
    for part in ("given", "non-dropping-particle", "family", "suffix", "literal"):
        if name.get(part):
            yield str(name[part])
