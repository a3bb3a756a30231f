"""The names that a list sets apart: whose they are, how they look, and how they are named in long lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from citemill.normalizer.identities import Identities
from citemill.normalizer.persons import Persons, by_initials, of_name, traces
from citemill.publications.plan import EntryPlan, Group, Names
from citemill.record import Name, Record, cut_off
from citemill.text.rich import Inline, Mark, Rich, Span

__all__ = ["OWNER", "Highlights", "fill", "name_of"]

OWNER = "owner"

_DEFAULT_OWNER = Group(bold=True)

_LOOKS = (
    ("small_caps", Mark.SMALL_CAPS),
    ("underline", Mark.UNDERLINE),
    ("italic", Mark.ITALIC),
    ("bold", Mark.BOLD),
)

_BEFORE_LAST: Rich = ("…",)
"""What a style puts in the place of names when it goes on to show the last one."""

_LEFT_OUT = "left-out"
"""Under `custom`, while a list is rendered: the names that `shortened` took from the record."""


class Highlights:
    """Says of every name which groups it belongs to, and words the "et al." that hides one.

    `marks` and `et_al` are what the citation processor asks; `decorated` lays the looks of the groups on what
    the processor gives back.
    """

    def __init__(
        self,
        owners: Sequence[str],
        aliases: Sequence[str],
        names: Names,
        groups: Mapping[str, Group],
        entries: Mapping[str, EntryPlan],
        *,
        by_owner: Mapping[str, Sequence[str]],
        identities: Identities | None = None,
    ) -> None:
        """`names` holds the wordings to use; `by_owner` says by key which owners are authors.

        Where there are several owners, nobody knows whose the `aliases` are: they are names to be set apart.
        `identities` are the persons of the whole list, who tell namesakes apart.
        """
        known = [(owners[0], *aliases)] if len(owners) == 1 else [(one,) for one in (*owners, *aliases)]
        self._owners = {one[0]: Persons([one]) for one in known}
        self._names = names
        self._groups = {OWNER: _DEFAULT_OWNER, **groups}
        self._by_owner = by_owner
        self._identities = identities
        self._persons = {
            name: Persons([*(known if name == OWNER else ()), *((one,) for one in group.members)])
            for name, group in self._groups.items()
        }
        self._of_entry = {
            key: {group: Persons((one,) for one in members) for group, members in plan.groups.items()}
            for key, plan in entries.items()
            if plan.groups
        }
        sought = [
            *self._persons.values(),
            *(one for groups in self._of_entry.values() for one in groups.values()),
        ]
        self._traces = frozenset(trace for persons in sought for trace in persons.traces)
        self._found: dict[tuple[str, str], dict[tuple[str, ...], str]] = {}
        self.used: set[str] = set()
        """Groups of which a name was met."""

    def marks(self, record: Record, variable: str, name: Name) -> str | None:
        """Give the groups of a name, separated by spaces; None where it is in none."""
        at = (record["id"], variable)
        found = self._found.get(at)
        if found is None:
            found = self._found[at] = self._groups_of(record, variable)
        return found.get(_key(name)) if found else None

    def _groups_of(self, record: Record, variable: str) -> dict[tuple[str, ...], str]:
        names = [*(record.get(variable) or ()), *(_left_out(record) if variable == "author" else ())]
        found: dict[tuple[str, ...], str] = {}
        known, doubtful = self._known(record, variable, names)
        for group, persons in self._persons_for(record):
            for position in persons.among(known):
                if position in doubtful and not (group == OWNER and str(record["id"]) in self._by_owner):
                    continue
                key = _key(names[position])
                found[key] = f"{found[key]} {group}" if key in found else group
                self.used.add(group)
        return found

    def _known(
        self, record: Record, variable: str, names: Sequence[Name]
    ) -> tuple[Sequence[Name], Container[int]]:
        """The names as they are known from the whole list, and which of them are initials of several persons.

        On the owner's own page such initials are the owner's all the same.
        """
        if self._identities is None or variable != "author":
            return names, ()
        # Most names have nothing in common with any of those sought: who they are makes no difference.
        found = [
            None
            if traces(of_name(name)).isdisjoint(self._traces)
            else self._identities.of(str(record["id"]), name)
            for name in names
        ]
        known = [name if one is None else one.name for name, one in zip(names, found, strict=True)]
        return known, {
            at for at, one in enumerate(found) if one is not None and one.perhaps and by_initials(names[at])
        }

    def _persons_for(self, record: Record) -> Iterator[tuple[str, Persons]]:
        yield from self._persons.items()
        yield from self._of_entry.get(str(record.get("id")), {}).items()

    def shortened(self, record: Record) -> Record:
        """The record with a long list of authors cut off after the first ones; a shorter one as it is."""
        authors = record.get("author") or ()
        if not 0 < self._names.longer_than < len(authors) or cut_off(record):
            return record
        first = max(1, self._names.first)
        custom = {**(record.get("custom") or {}), "cut-off": ["author"], _LEFT_OUT: authors[first:]}
        return {**record, "author": authors[:first], "custom": custom}

    def et_al(
        self,
        record: Record,
        variable: str,
        hidden: Sequence[Name],
        term: Rich,
        rendered: Callable[[Name], Rich],
    ) -> Rich:
        """Word what stands for names left out of a list: see `citemill.citeproc.model.EtAl`."""
        if variable != "author":
            return term
        ours = _left_out(record)
        kept = [name for name in (*hidden, *ours) if self._is_kept(record, name)]
        if kept or ours:
            known = bool(ours) or not cut_off(record)
            values: dict[str, Rich] = {"et-al": term}
            if kept:
                values["names"] = _listed(kept, rendered)
            if known and term != _BEFORE_LAST:
                values["count"] = (str(len(record["author"]) + len(ours)),)
            return fill(self._names.left_out, values)
        owners: list[Inline] = []
        for owner in self._hidden_owners(record):
            self.used.add(OWNER)
            name = _without_highlight(rendered(name_of(owner)))
            owners += (", ", Span(Mark.HIGHLIGHT, name, OWNER))
        if owners:
            return fill(self._names.hidden, {"et-al": term, "names": tuple(owners[1:])})
        return term

    def _is_kept(self, record: Record, name: Name) -> bool:
        groups = (self.marks(record, "author", name) or "").split()
        return any(group in self._names.keep for group in groups)

    def _hidden_owners(self, record: Record) -> list[str]:
        """The owners who are authors, but stand behind the "et al." of the listing."""
        if OWNER not in self._names.keep or not cut_off(record):
            return []
        known, _ = self._known(record, "author", record["author"])
        authors = self._by_owner.get(str(record["id"]), ())
        return [one for one in authors if one in self._owners and not self._owners[one].among(known)]

    def decorated(self, rich: Rich) -> Rich:
        """The text with each HIGHLIGHT span replaced by the looks of its groups."""
        parts: list[Inline] = []
        for part in rich:
            if isinstance(part, str):
                parts.append(part)
            elif part.mark is Mark.HIGHLIGHT:
                parts += self._dressed(self.decorated(part.children), part.value)
            else:
                parts.append(Span(part.mark, self.decorated(part.children), part.value))
        return tuple(parts)

    def _dressed(self, children: Rich, value: str) -> Rich:
        groups = [self._groups[name] for name in value.split() if name in self._groups]
        for look, mark in _LOOKS:
            if any(getattr(group, look) for group in groups):
                children = (Span(mark, children),)
        before = tuple(group.before for group in groups if group.before)
        after = tuple(group.after for group in groups if group.after)
        return (*before, *children, *after)

    def legends(self) -> tuple[Rich, ...]:
        """What the marks mean, for the groups that were met and have a legend."""
        found = []
        for name, group in self._groups.items():
            if name in self.used and group.legend:
                sample = "".join((group.before, group.after)).strip()
                legend: Rich = (f"{sample} {group.legend}",) if sample else (group.legend,)
                for look, mark in () if sample else _LOOKS:
                    if getattr(group, look):
                        legend = (Span(mark, legend),)
                found.append(legend)
        return tuple(found)


def _left_out(record: Record) -> Sequence[Name]:
    left_out: Sequence[Name] = (record.get("custom") or {}).get(_LEFT_OUT, ())
    return left_out


def _key(name: Name) -> tuple[str, ...]:
    """A name by value: the processor may ask with a copy. Two authors of one name cannot be told apart."""
    return (name.get("family", ""), name.get("given", ""), name.get("literal", ""))


def _without_highlight(rich: Rich) -> Rich:
    bare: list[Inline] = []
    for part in rich:
        if isinstance(part, Span):
            children = _without_highlight(part.children)
            bare += children if part.mark is Mark.HIGHLIGHT else (Span(part.mark, children, part.value),)
        else:
            bare.append(part)
    return tuple(bare)


def _listed(names: Sequence[Name], rendered: Callable[[Name], Rich]) -> Rich:
    """The names with an ellipsis between them: nothing is said about who stands in between."""
    parts: list[Inline] = []
    for name in names:
        if parts:
            parts.append(", …, ")
        parts += rendered(name)
    return tuple(parts)


def name_of(text: str) -> Name:
    """A person's name as a CSL name: "Ilya Sutskever", "Sutskever, Ilya".

    >>> name_of("Ludwig van Beethoven")
    {'family': 'Beethoven', 'given': 'Ludwig', 'non-dropping-particle': 'van'}
    """
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma:
        return {"family": family, "given": given} if given else {"literal": family}
    words = text.split()
    if len(words) < 2:
        return {"literal": text.strip()}
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    name: Name = {"family": words[-1], "given": " ".join(words[:start])}
    if start < len(words) - 1:
        name["non-dropping-particle"] = " ".join(words[start:-1])
    return name


_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([a-z-]+)\}")


def fill(template: str, values: Mapping[str, Rich]) -> Rich:
    """Fill a wording. A part in brackets is left out where the value of one of its slots is not known.

    >>> fill("…[, {names}, …][ ({count} authors)]", {"count": ("40",)})
    ('… (', '40', ' authors)')
    """

    def kept(match: re.Match[str]) -> str:
        return match[1] if all(slot in values for slot in _SLOT.findall(match[1])) else ""

    parts: list[Inline] = []
    for position, piece in enumerate(_SLOT.split(_OPTIONAL.sub(kept, template))):
        if position % 2:
            parts += values.get(piece, ())
        elif piece:
            parts.append(piece)
    return tuple(parts)
