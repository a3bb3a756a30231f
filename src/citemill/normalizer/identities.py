"""Who is who over a whole listing: the variants of one person's name joined, namesakes kept apart.

    "Łukasz Kaiser", "Lukasz Kaiser", "L. Kaiser", "Kaiser, Łukasz"     one person
    "Wei Li", "Wen Li"                                                  two, and "W. Li" may be either

What is known of a name is what is printed, so the contract is about printed forms:

- Two forms are joined only if nothing speaks against it (`persons.match`) and no list of authors shows both.
- A form that fits two others which contradict each other ("W. Li" beside Wei and Wen, "Tom Brown" beside
  Tom B. and Tom C.) is joined with neither of them. Only an entry whose co-authors speak for one of them, and
  for no other, is taken for his.
- Hence no person has two names that contradict each other, however many forms lie between them: a form that
  connects such a pair fits both, and is one of the doubtful ones.
- A name printed back to front ("Chen Xi" for "Xi Chen") is joined where the two share a co-author.

The order of the entries makes no difference. Two persons of one and the same printed name cannot be told
apart, and count as one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from citemill.normalizer.names import printed
from citemill.normalizer.persons import Match, Person, match, of_name, shelves
from citemill.record import Name, Record

__all__ = ["Identities", "Identity"]


class Identity(NamedTuple):
    """One person, as far as the listing tells persons apart."""

    name: Name
    """The fullest form of the name."""
    forms: tuple[tuple[str, int], ...]
    """Every form as printed, in natural order, and how often; the most frequent first."""
    records: tuple[str, ...]
    """Ids of the entries that name the person, in their order, each once."""
    perhaps: tuple[str, ...] = ()
    """Where the name fits several persons: their names."""


class _Mention(NamedTuple):
    """A name where it stands: the place of the record among all, and of the name in its list."""

    record: int
    position: int


class Identities:
    """The persons of some records. Ask `of` for the person of a name, or go through `all`."""

    def __init__(self, records: Iterable[Record], variable: str = "author") -> None:
        """Join the names in one name variable of the records, which are read once."""
        self._ids: list[str] = []
        self._names: list[Sequence[Name]] = []
        mentions: defaultdict[Person, list[_Mention]] = defaultdict(list)
        for at, record in enumerate(records):
            self._ids.append(str(record.get("id", "")))
            self._names.append(tuple(record.get(variable) or ()))
            for position, name in enumerate(self._names[at]):
                mentions[of_name(name)].append(_Mention(at, position))
        self._place = {key: at for at, key in enumerate(self._ids)}
        self._groups, self._rivals = _joined(mentions)
        self._group_at = {one: number for number, members in self._groups.items() for one in members}
        self._made: dict[int, Identity] = {}

    @cached_property
    def all(self) -> tuple[Identity, ...]:
        """Every person, those with the most entries first."""
        return tuple(sorted(map(self._identity, self._groups), key=_rank))

    def of(self, record: str, name: Name) -> Identity | None:
        """The person of a name in the entry of this id; None where the entry has no such name.

        >>> records = [{"id": "a", "author": [{"family": "Kaiser", "given": "Łukasz"}]},
        ...            {"id": "b", "author": [{"family": "Kaiser", "given": "L."}]}]
        >>> Identities(records).of("b", {"family": "Kaiser", "given": "L."}).forms
        (('L. Kaiser', 1), ('Łukasz Kaiser', 1))
        """
        at = self._place.get(record)
        if at is None or name not in self._names[at]:
            return None
        return self._identity(self._group_at[_Mention(at, self._names[at].index(name))])

    def _identity(self, number: int) -> Identity:
        if number not in self._made:
            rivals = {printed(self._identity(one).name) for one in self._rivals.get(number, ())}
            self._made[number] = self._described(self._groups[number], tuple(sorted(rivals)))
        return self._made[number]

    def _described(self, mentions: Iterable[_Mention], rivals: tuple[str, ...]) -> Identity:
        names = [self._names[record][position] for record, position in sorted(mentions)]
        forms = Counter(map(printed, names))
        return Identity(
            max(names, key=lambda name: (_fullness(of_name(name)), forms[printed(name)], printed(name))),
            tuple(sorted(forms.items(), key=lambda pair: (-pair[1], pair[0]))),
            tuple(dict.fromkeys(self._ids[record] for record, _ in sorted(mentions))),
            rivals,
        )


def _rank(identity: Identity) -> tuple[int, str]:
    return -len(identity.records), printed(identity.name)


def _fullness(form: Person) -> tuple[bool, int, int, int]:
    """How much a form says: a first name in full, words of given names, letters with marks, letters."""
    given = form.given or form.words[:-1]
    letters = "".join((*form.family, *form.given, *form.words))
    marks = sum(not one.isascii() for one in letters)
    return bool(given) and len(given[0]) > 1, len(given), marks, len("".join(given))


class _Found(NamedTuple):
    """The result of joining: mentions by group, and the groups that a doubtful one may belong to."""

    groups: dict[int, list[_Mention]]
    rivals: dict[int, set[int]]


def _joined(mentions: Mapping[Person, list[_Mention]]) -> _Found:
    fits = _fitting(mentions)
    doubtful = [
        form
        for form, others in fits.items()
        if len(others) > 1 and any(two not in fits[one] for one, two in combinations(others, 2))
    ]
    group = _cliques(fits, frozenset(doubtful))
    group = _turned_round(group, _Circles(_grouped(group, mentions)))
    groups = _grouped(group, mentions)
    circles = _Circles(groups)
    rivals: dict[int, set[int]] = {}
    for number, form in enumerate(doubtful, len(fits)):
        possible = {group[one] for one in fits[form] if one in group}
        for mention in mentions[form]:
            meant = circles.speak_for(mention, possible)
            if meant is None:
                meant = number
                rivals[number] = possible
            groups.setdefault(meant, []).append(mention)
    return _Found(groups, rivals)


def _grouped(
    group: Mapping[Person, int], mentions: Mapping[Person, list[_Mention]]
) -> dict[int, list[_Mention]]:
    groups: dict[int, list[_Mention]] = {}
    for form, number in group.items():
        groups.setdefault(number, []).extend(mentions[form])
    return groups


def _fitting(mentions: Mapping[Person, list[_Mention]]) -> dict[Person, set[Person]]:
    """For each form the others that it may be one with."""
    fits: dict[Person, set[Person]] = {form: set() for form in sorted(mentions)}
    shelf: defaultdict[str, list[Person]] = defaultdict(list)
    where = {form: {record for record, _ in places} for form, places in mentions.items()}
    for form, others in fits.items():
        for one in {one for key in shelves(form) for one in shelf[key]}:
            if where[form].isdisjoint(where[one]) and match(form, one) is not Match.NONE:
                others.add(one)
                fits[one].add(form)
        for key in shelves(form):
            shelf[key].append(form)
    return fits


def _cliques(fits: Mapping[Person, set[Person]], doubtful: Container[Person]) -> dict[Person, int]:
    """A number for each form that is not doubtful, the same for those that fit each other.

    Whatever fits a form that is not doubtful fits among itself, so its neighbours are the whole component.
    """
    group: dict[Person, int] = {}
    for number, form in enumerate(fits):
        if form not in group and form not in doubtful:
            group[form] = number
            group.update((one, number) for one in fits[form] if one not in doubtful)
    return group


class _Circles:
    """With whom each group is named."""

    def __init__(self, groups: Mapping[int, Sequence[_Mention]]) -> None:
        self._at: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for number, members in groups.items():
            for record, position in members:
                self._at[record][position] = number
        self._around: dict[int, set[int]] = {}
        self._records = {number: {record for record, _ in members} for number, members in groups.items()}

    def around(self, number: int) -> set[int]:
        """The groups that stand beside this one somewhere."""
        if number not in self._around:
            beside = (self._at[record].values() for record in self._records[number])
            self._around[number] = {one for numbers in beside for one in numbers} - {number}
        return self._around[number]

    def speak_for(self, mention: _Mention, possible: Iterable[int]) -> int | None:
        """The one of several groups that has a co-author of this entry whom the others have not."""
        beside = set(self._at[mention.record].values())
        met = {number: beside & self.around(number) for number in possible}
        own = [
            number
            for number, circle in met.items()
            if circle.difference(*(other for one, other in met.items() if one != number))
        ]
        return own[0] if len(own) == 1 else None

    def apart(self, one: int, other: int) -> bool:
        """Whether no entry names both."""
        return self._records[one].isdisjoint(self._records[other])

    def share(self, one: int, other: int) -> bool:
        """Whether they have a co-author in common who does not stand in most of all entries anyway."""
        most = max(2, len(self._at) / 2)
        common = self.around(one) & self.around(other)
        return any(len(self._records[number]) <= most for number in common)


def _turned_round(group: Mapping[Person, int], circles: _Circles) -> dict[Person, int]:
    """The groups with names joined that are printed back to front, where each has one such counterpart."""
    forms: defaultdict[int, list[Person]] = defaultdict(list)
    for form, number in group.items():
        forms[number].append(form)
    counterparts: defaultdict[int, set[int]] = defaultdict(set)
    for form, number in group.items():
        other = group.get(_turned(form), number)
        if other != number:
            counterparts[number].add(other)
    new: dict[int, int] = {}
    for one, others in counterparts.items():
        other = min(others)
        if one < other and len(others) == len(counterparts[other]) == 1:
            fit = all(same_either_way(a, b) for a in forms[one] for b in forms[other])
            if fit and circles.apart(one, other) and circles.share(one, other):
                new[other] = one
    return {form: new.get(number, number) for form, number in group.items()}


def same_either_way(one: Person, other: Person) -> bool:
    """Whether two forms may be one person's, if one of them is printed back to front."""
    return match(_turned(one), other) is not Match.NONE or match(one, _turned(other)) is not Match.NONE


def _turned(form: Person) -> Person:
    """The name with its two parts exchanged; initials are never families."""
    if not form.given or min(map(len, form.given)) < 2:
        return form
    return Person(form.given, form.family, form.words, form.suffix)
