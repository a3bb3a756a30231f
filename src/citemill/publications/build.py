"""From records and a plan to a publication list. Pure: what clock and styles say comes in as values."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from citemill.citeproc.model import EtAl, NameMarks
from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.listings.model import Profile
from citemill.normalizer.identities import Identities
from citemill.publications.foreign import with_language
from citemill.publications.labels import joined
from citemill.publications.labels import labels as labels_of
from citemill.publications.links import badges_of, links_of
from citemill.publications.model import Entry, Header, PublicationList, Section
from citemill.publications.names import Highlights
from citemill.publications.plan import EntryPlan, Numbering, Plan
from citemill.publications.rules import Matcher, in_order
from citemill.publications.sections import Division, divide, slug
from citemill.record import Record
from citemill.text import markup
from citemill.text.bibliography import Bibliography
from citemill.text.document import split_label
from citemill.text.rich import Rich, plain

__all__ = ["Render", "build"]


class Render(Protocol):
    """Formats records in the list's style and locale."""

    def __call__(
        self, records: Sequence[Record], *, marks: NameMarks, et_al: EtAl, numbered: bool, sort: bool
    ) -> Bibliography:
        """Give the bibliography, in the style's order with `sort`; citation numbers only if `numbered`."""


_NO_PLAN = EntryPlan()


def build(
    records: Sequence[Record],
    plan: Plan,
    render: Render,
    *,
    owners: Sequence[str] = (),
    profile: Profile | None = None,
    by_owner: Mapping[str, Sequence[str]] = MappingProxyType({}),
    as_of: str = "",
    language: str = "en-US",
    report: Report = ignore,
) -> PublicationList:
    """Make the list.

    `owners` are those whose list it is (whom the plan or the profile names, if none are given), `profile` is
    the header of the owner's listing, `by_owner` says by key which owners are authors, shown or not, `as_of`
    the day the listing was saved. Raises `UnknownName` for a name in the plan that does not exist.
    """
    labels = labels_of(plan.locale or language)
    profile = profile or Profile()
    owners = owners or [name for name in (plan.owner.name or profile.name,) if name]
    plan = _with_defaults(plan, joined(owners, labels), labels)
    _tell_unknown_keys(records, plan, report)
    chosen = [_amended(record, plan) for record in records if not _entry_plan(plan, record).hide]
    highlights = Highlights(
        owners,
        plan.owner.aliases,
        plan.names,
        plan.groups,
        plan.entries,
        by_owner=by_owner,
        identities=Identities(chosen),
    )
    divisions, repeated = _divided(chosen, plan, labels)
    content, hanging = _rendered(divisions, repeated, plan, highlights, render)
    sections = _sections(divisions, repeated, content, plan, labels)
    return PublicationList(
        title=plan.title,
        language=plan.locale or language,
        owners=tuple(owners),
        header=_header(plan, profile, sections, labels, as_of, whole=len(chosen) == len(records)),
        sections=sections,
        legends=highlights.legends(),
        labels=labels,
        hanging=hanging,
        label_width=max(
            (len(plain(entry.label)) for section in sections for entry in section.entries), default=0
        ),
        countdown=plan.numbering.direction == "down",
        orcid=plan.owner.orcid,
        homepage=plan.owner.homepage,
    )


def _with_defaults(plan: Plan, owner: str, labels: Mapping[str, str]) -> Plan:
    """The plan with the title and the wordings that it leaves open; `owner` names all owners."""
    replace = dataclasses.replace
    title = labels["publications-of"].format(name=owner) if owner else labels["publications"]
    names = replace(
        plan.names,
        left_out=plan.names.left_out or labels["left-out"],
        hidden=plan.names.hidden or labels["hidden"],
    )
    selected = replace(plan.selected, title=plan.selected.title or labels["selected"])
    return replace(plan, title=plan.title or title, names=names, selected=selected)


def _entry_plan(plan: Plan, record: Record) -> EntryPlan:
    return plan.entries.get(str(record["id"]), _NO_PLAN)


def _tell_unknown_keys(records: Sequence[Record], plan: Plan, report: Report) -> None:
    """A note for a key that no record has would vanish without a word."""
    known = {str(record["id"]) for record in records}
    for key in (*plan.entries, *plan.selected.rule.keys):
        if key not in known:
            import difflib

            near = difflib.get_close_matches(key, known, n=2, cutoff=0.6)
            report(
                Diagnostic(
                    "unknown-key",
                    Severity.WARNING,
                    Place(key=key),
                    "the configuration speaks of this key, but no entry has it",
                    f"did you mean {' or '.join(near)}?" if near else "",
                )
            )


def _amended(record: Record, plan: Plan) -> Record:
    """The record with the variables that the plan sets for it."""
    amended = _entry_plan(plan, record).set
    return {**record, **amended} if amended else record


def _divided(
    records: list[Record], plan: Plan, labels: Mapping[str, str]
) -> tuple[list[Division], frozenset[int]]:
    """The sections in their order, and the positions of those whose entries stand in another one as well."""
    rule = Matcher(plan.selected.rule)
    selected = {
        id(record)
        for record in records
        if _entry_plan(plan, record).selected or rule(record, _entry_plan(plan, record).tags)
    }
    ordered = in_order(records, plan.order)[: plan.limit or None]
    chosen = [record for record in ordered if id(record) in selected]
    if plan.selected.only:
        return divide(chosen, plan, labels), frozenset()
    if not chosen:
        return divide(ordered, plan, labels), frozenset()
    repeat = plan.selected.repeat
    others = ordered if repeat else [record for record in ordered if id(record) not in selected]
    divisions = divide(others, plan, labels)
    if len(divisions) == 1 and not divisions[0].title:
        divisions = [Division(labels["publications" if repeat else "other"], divisions[0].records)]
    return [Division(plan.selected.title, chosen), *divisions], frozenset({0} if repeat else ())


def _once(divisions: list[Division], repeated: frozenset[int]) -> dict[str, Record]:
    """Every record by its key, in the order in which they are numbered: repeated sections come last."""
    first = [one for position, one in enumerate(divisions) if position not in repeated]
    last = [one for position, one in enumerate(divisions) if position in repeated]
    return {str(record["id"]): record for division in first + last for record in division.records}


def _rendered(
    divisions: list[Division],
    repeated: frozenset[int],
    plan: Plan,
    highlights: Highlights,
    render: Render,
) -> tuple[dict[str, Rich], bool]:
    """The reference of each record by its key, and whether the style has a hanging indent."""
    records = [highlights.shortened(record) for record in _once(divisions, repeated).values()]
    bibliography = render(
        records,
        marks=highlights.marks,
        et_al=highlights.et_al,
        numbered=plan.numbering.direction == "style",
        sort=plan.order == "style",
    )
    by_key = {str(record["id"]): record for record in records}
    content = {
        entry.id: with_language(highlights.decorated(entry.content), by_key[entry.id], bibliography.language)
        for entry in bibliography.entries
    }
    if plan.order == "style":
        rank = {key: position for position, key in enumerate(content)}
        for division in divisions:
            division.records.sort(key=lambda record: rank.get(str(record["id"]), len(rank)))
    return content, bibliography.hanging_indent


def _sections(
    divisions: list[Division],
    repeated: frozenset[int],
    content: Mapping[str, Rich],
    plan: Plan,
    labels: Mapping[str, str],
) -> tuple[Section, ...]:
    shown = [
        Division(one.title, [record for record in one.records if str(record["id"]) in content])
        for one in divisions
    ]
    keys = list(_once(shown, repeated))
    through = dict(zip(keys, _numbers(len(keys), plan.numbering), strict=True))
    main = {
        str(record["id"])
        for position, one in enumerate(shown)
        for record in one.records
        if position not in repeated
    }
    sections: list[Section] = []
    slugs: Counter[str] = Counter()
    for position, (title, records) in enumerate(shown):
        if not records:
            continue
        if plan.numbering.scope == "section":
            numbers: Iterable[int | None] = _numbers(len(records), plan.numbering)
        else:
            numbers = [through[str(record["id"])] for record in records]
        entries = tuple(
            _entry(
                record,
                content[str(record["id"])],
                number,
                plan,
                labels,
                repeated=position in repeated and str(record["id"]) in main,
            )
            for record, number in zip(records, numbers, strict=True)
        )
        name = slug(title)
        slugs[name] += 1
        heading = f"{title} ({len(entries)})" if plan.sections.counts and title else title
        sections.append(Section(heading, entries, name if slugs[name] == 1 else f"{name}-{slugs[name]}"))
    return tuple(sections)


def _numbers(count: int, numbering: Numbering) -> Iterable[int | None]:
    if numbering.direction == "up":
        return range(1, count + 1)
    if numbering.direction == "down":
        return range(count, 0, -1)
    return [None] * count


def _entry(
    record: Record,
    content: Rich,
    number: int | None,
    plan: Plan,
    labels: Mapping[str, str],
    *,
    repeated: bool,
) -> Entry:
    own = _entry_plan(plan, record)
    label, text = split_label(content)
    if plan.numbering.direction != "style":
        label = (plan.numbering.format.replace("{n}", str(number)),) if number is not None else ()
    return Entry(
        record=record,
        content=text,
        label=label,
        number=number,
        notes=(markup.parse(own.note),) if own.note else (),
        badges=badges_of(record, own, plan.badges, labels),
        links=links_of(record, own, plan.links, labels),
        tags=own.tags,
        repeated=repeated,
    )


def _header(
    plan: Plan,
    profile: Profile,
    sections: tuple[Section, ...],
    labels: Mapping[str, str],
    as_of: str,
    *,
    whole: bool,
) -> Header:
    if not plan.header.show:
        return Header()
    figures = []
    for name in plan.header.figures:
        figure = getattr(profile, name.replace("-", "_"), None)
        if figure is not None:
            figures.append((labels[name], figure.printed + ("%" if name == "novelty" else "")))
    count = sum(not entry.repeated for section in sections for entry in section.entries)
    size = labels["count-1"] if count == 1 else labels["count"].format(n=count)
    if whole and profile.listed is not None and profile.listed.value > count:
        size = labels["listed-of"].format(n=count, all=profile.listed.printed)
    day = plan.header.as_of or as_of
    return Header(
        text=plan.header.text,
        figures=tuple(figures),
        as_of=labels["as-of"].format(date=day) if day and figures else "",
        size=size if plan.header.counts else "",
    )
