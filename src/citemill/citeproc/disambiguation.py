"""Disambiguation: what tells apart cites that would read the same (CSL 1.0.2, "Disambiguation").

Only cites that collide are looked at: records are grouped by what their cites read. For each group, in the
order of the specification: given names, more names, year-suffixes or else the `disambiguate` condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from citemill.citeproc.engine import Engine, Entry
from citemill.citeproc.model import Position
from citemill.citeproc.names import FULL, INITIALS, SHORT, NamesFormat, Shown
from citemill.citeproc.persons import Person
from citemill.citeproc.positions import Place
from citemill.citeproc.state import Ambiguity, Run

__all__ = ["Disambiguator", "year_suffix"]

SUBSEQUENT = Place(Position.SUBSEQUENT)
"""Cites are compared in the form they have when they come again."""

Lists = dict[str, tuple[NamesFormat, tuple[Person, ...]]]


def year_suffix(number: int) -> str:
    """Give the letters for a number from 0: a, b ... z, aa, ab ...

    >>> [year_suffix(number) for number in (0, 25, 26, 52)]
    ['a', 'z', 'aa', 'ba']
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


class Disambiguator:
    """Disambiguates the records of one processor; it keeps what it found for groups that stay the same."""

    def __init__(self, engine: Engine) -> None:
        options = engine.style.citation.options
        self._engine = engine
        self._names = options.get("disambiguate-add-names") == "true"
        self._givens = options.get("disambiguate-add-givenname") == "true"
        self._rule = options.get("givenname-disambiguation-rule", "by-cite")
        self._suffixes = options.get("disambiguate-add-year-suffix") == "true"
        self._last: list[Entry] = []
        self._resolved: dict[tuple[Entry, ...], list[tuple[dict[str, Shown], int, str]]] = {}
        self.active = self._names or self._givens or self._suffixes or bool(engine.conditions)

    def apply(self, entries: Sequence[Entry]) -> None:
        """Work out the ambiguity of all entries; they come in the order of the bibliography."""
        if not self.active or self._last == entries:
            return
        self._last = list(entries)
        for entry in entries:
            if entry.base is None:
                text, entry.base = self._engine.cite(
                    entry, place=SUBSEQUENT, ambiguity=Ambiguity(), collect=True
                )
                entry.base.first_text = text
        levels = self._global_levels(entries) if self._givens and self._rule != "by-cite" else {}
        states = [_State(entry, self._start(entry, levels)) for entry in entries]
        for state in states:
            state.text = self._text(state) if state.shown else _base(state.entry).first_text
        for group in _collisions(states):
            self._settle(group, bool(levels))
        if self._suffixes:
            for state in states:
                state.entry.ambiguity = state.ambiguity()
            for group in _collisions(states):
                for number, state in enumerate(group):
                    state.suffix = year_suffix(number)
        for state in states:
            state.entry.ambiguity = state.ambiguity()

    # -- names that are ambiguous by themselves -----------------------------------------------------

    def _global_levels(self, entries: Iterable[Entry]) -> dict[Person, int]:
        """Expand ambiguous names everywhere (all rules but by-cite): how much each person's name shows."""
        first_only = self._rule.startswith("primary-name")
        groups: dict[str, dict[Person, NamesFormat]] = {}
        for entry in entries:
            for names, persons in _lists(entry).values():
                shown = persons[:1] if first_only else persons
                for person in shown:
                    if not person.literal:
                        short = names.name(person, SHORT, False)
                        groups.setdefault(short, {}).setdefault(person, names)
        levels: dict[Person, int] = {}
        for group in groups.values():
            if len(group) > 1:
                for person, names in group.items():
                    level = self._own_level(person, names, group)
                    if level > names.base_level:
                        levels[person] = level
        return levels

    def _own_level(self, person: Person, names: NamesFormat, group: Iterable[Person]) -> int:
        """Find the least form in which a name differs from all others that share its short form."""
        if self._rule.endswith("-with-initials"):
            own = names.name(person, INITIALS, False)
            differs = any(names.name(other, INITIALS, False) != own for other in group)
            return INITIALS if differs and names.can_initialize else names.base_level
        for level in self._levels(names):
            own = names.name(person, level, False)
            full = names.name(person, FULL, False)
            if all(
                names.name(other, level, False) != own or names.name(other, FULL, False) == full
                for other in group
            ):
                return level
        return names.base_level

    def _levels(self, names: NamesFormat) -> Iterator[int]:
        """Give the forms of a name from the usual one on."""
        yield names.base_level
        if names.base_level < INITIALS and names.can_initialize:
            yield INITIALS
        if names.base_level < FULL and not self._rule.endswith("-with-initials"):
            yield FULL

    def _start(self, entry: Entry, levels: dict[Person, int]) -> dict[str, Shown]:
        if not levels:
            return {}
        start = {}
        first_only = self._rule.startswith("primary-name")
        for variable, (names, persons) in _lists(entry).items():
            shown = persons[:1] if first_only else persons
            own = tuple(levels.get(person, names.base_level) for person in shown)
            if any(level != names.base_level for level in own):
                start[variable] = Shown(0, own)
        return start

    # -- cites that are ambiguous ---------------------------------------------------------------------

    def _settle(self, group: list[_State], fresh: bool) -> None:
        """Resolve a group, or take what came out the last time for the same records."""
        key = tuple(state.entry for state in group)
        known = self._resolved.get(key) if not fresh else None
        if known is None:
            self._resolve(group)
            self._resolved[key] = [(state.shown, state.disambiguate, state.text) for state in group]
            return
        for state, (shown, disambiguate, text) in zip(group, known, strict=True):
            state.shown, state.disambiguate, state.text = shown, disambiguate, text

    def _resolve(self, group: list[_State]) -> None:
        """Expand and add names until the cites of a group differ, then try the `disambiguate` condition."""
        left = [group]
        if self._givens or self._names:
            left = self._by_names(group)
        if not self._suffixes:  # "only made when all other disambiguation methods have failed" ("Choose")
            for rest in left:
                self._by_condition(rest)

    def _by_condition(self, group: list[_State]) -> None:
        """Make the `disambiguate` conditions true one by one, for those that are still alike.

        They stay true where they set nothing apart, as in citeproc-js: the cites say more at least.
        """
        number = group[0].disambiguate + 1
        if len(group) < 2 or number > len(self._engine.conditions):
            return
        for state in group:
            state.disambiguate = number
            state.text = self._text(state)
        for part in _parts(group):
            self._by_condition(part)

    def _by_names(self, group: list[_State]) -> list[list[_State]]:
        """Try each name of each list in turn; give the groups that could not be told apart."""
        groups = [group]
        variables = list(dict.fromkeys(v for state in group for v in _lists(state.entry)))
        for variable in variables:
            groups = [
                rest for one in groups for rest in (self._by_list(one, variable) if len(one) > 1 else [one])
            ]
        return groups

    def _by_list(self, group: list[_State], variable: str) -> list[list[_State]]:
        lists = [_lists(state.entry).get(variable) for state in group]
        counts = [
            min(names.count(len(persons), later) for later in (False, True))
            for names, persons in filter(None, lists)
        ]
        if not counts:
            return [group]
        shown = max(counts)
        groups = [group]
        if self._givens:
            for place in range(shown if not self._rule.startswith("primary-name") else 1):
                groups = [rest for one in groups for rest in self._expand(one, variable, place)]
        if self._names:
            longest = max(len(persons) for _, persons in filter(None, lists))
            groups = [rest for one in groups for rest in self._add(one, variable, shown, longest)]
        return groups

    def _expand(self, group: list[_State], variable: str, place: int) -> list[list[_State]]:
        """Show more of the given name in one place, for all cites of the group, if that sets any apart."""
        if len(group) < 2:
            return [group]
        names = next((found[0] for state in group if (found := _lists(state.entry).get(variable))), None)
        if names is None:
            return [group]
        for level in list(self._levels(names))[1:]:
            before = [(state.shown, state.text) for state in group]
            for state in group:
                state.raise_level(variable, place, level)
                state.text = self._text(state)
            parts = _parts(group)
            if len(parts) > 1:
                return [rest for part in parts for rest in self._expand_on(part, variable, place, level)]
            for state, (shown, text) in zip(group, before, strict=True):
                state.shown, state.text = shown, text
        return [group]

    def _expand_on(self, group: list[_State], variable: str, place: int, level: int) -> list[list[_State]]:
        """Go on with the same name where initials left some cites alike."""
        return self._expand(group, variable, place) if len(group) > 1 and level < FULL else [group]

    def _add(self, group: list[_State], variable: str, shown: int, longest: int) -> list[list[_State]]:
        """Show names hidden by et-al, one by one, as long as that sets cites apart."""
        if len(group) < 2:
            return [group]
        before = [(state.shown, state.text) for state in group]
        for count in range(shown + 1, longest + 1):
            for state in group:
                state.show(variable, count)
                state.text = self._text(state)
            parts = _parts(group)
            if self._givens and not self._rule.startswith("primary-name"):
                parts = [rest for part in parts for rest in self._expand(part, variable, count - 1)]
            if len(parts) > 1:
                return [rest for part in parts for rest in self._add(part, variable, count, longest)]
        for state, (old, text) in zip(group, before, strict=True):
            state.shown, state.text = old, text
        return [group]

    def _text(self, state: _State) -> str:
        return self._engine.cite(state.entry, place=SUBSEQUENT, ambiguity=state.ambiguity(), collect=True)[0]


class _State:
    """One record while it is being disambiguated."""

    __slots__ = ("disambiguate", "entry", "shown", "suffix", "text")

    def __init__(self, entry: Entry, shown: dict[str, Shown]) -> None:
        self.entry = entry
        self.shown = shown
        self.disambiguate = 0
        self.suffix = ""
        self.text = ""

    def ambiguity(self) -> Ambiguity:
        return Ambiguity(self.shown, self.disambiguate, self.suffix)

    def raise_level(self, variable: str, place: int, level: int) -> None:
        found = _lists(self.entry).get(variable)
        if found is None or place >= len(found[1]):
            return
        names, persons = found
        old = self.shown.get(variable, Shown(0, ()))
        levels = list(old.levels) + [names.base_level] * (len(persons) - len(old.levels))
        levels[place] = max(levels[place], level)
        self.shown = {**self.shown, variable: Shown(old.number, tuple(levels))}

    def show(self, variable: str, count: int) -> None:
        old = self.shown.get(variable, Shown(0, ()))
        self.shown = {**self.shown, variable: Shown(count, old.levels)}


def _base(entry: Entry) -> Run:
    assert entry.base is not None
    return entry.base


def _lists(entry: Entry) -> Lists:
    return _base(entry).lists or {}


def _parts(group: Iterable[_State]) -> list[list[_State]]:
    parts: dict[str, list[_State]] = {}
    for state in group:
        parts.setdefault(state.text, []).append(state)
    return list(parts.values())


def _collisions(states: Iterable[_State]) -> list[list[_State]]:
    """Give the groups of cites that read the same."""
    return [part for part in _parts(states) if len(part) > 1]
