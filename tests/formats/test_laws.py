"""What each format says it carries comes back: every variable of every type, alone and in any company."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citemill.diagnostics import Diagnostics, ignore
from citemill.files import Source
from citemill.formats import FORMATS, WriteOptions
from citemill.formats.losses import CODE
from citemill.record import DATE_VARIABLES, NAME_VARIABLES, TYPES, VARIABLES, Record

BOTH_WAYS = [row.name for row in FORMATS if row.reads and row.writes]

WITHOUT_MEANING = frozenset(
    """
    citation-number first-reference-note-number locator year-suffix citation-label citation-key page-first
    event journalAbbreviation shortTitle
    """.split()
)

OTHER_TYPES = {
    "enw": "collection entry event performance review review-book song speech treaty",
    "endnote-xml": """collection entry event interview musical_score performance post review review-book
        speech treaty""",
    "cff": "collection entry event figure interview performance post review review-book treaty",
    "hayagriva": """article-magazine bill broadcast classic collection dataset entry entry-dictionary
        figure hearing interview map musical_score pamphlet personal_communication regulation review
        review-book standard treaty""",
    "word-xml": """article article-newspaper bill broadcast classic collection dataset entry entry-dictionary
        entry-encyclopedia event figure hearing legislation manuscript map musical_score pamphlet periodical
        personal_communication post regulation review review-book speech standard treaty""",
}
"""Types that a format has not; they come back as the nearest one."""

NEEDS = {
    ("ris", "event-title"): "container-title",
    ("cff", "event-place"): "event-title",
    ("hayagriva", "accessed"): "URL",
}
"""A variable that stands inside another one's field, or that is taken for another one without it."""

EXCEPTIONS = {("zotero-rdf", "article", "archive")}
"""An archive is what Zotero calls the repository of a preprint, and that is its publisher."""

VALUES: dict[str, Any] = {
    "URL": "https://example.org/1?a=b&c=d",
    "DOI": "10.1000/1",
    "ISBN": "9780306406157",
    "ISSN": "1234-5679",
    "PMID": "12345",
    "PMCID": "PMC123",
    "language": "de",
    "page": "1-10",
    "archive_location": "Box 5, folder 2",
    "keyword": "one, two words",
    "genre": "Essay",
    "abstract": "One.\n\nTwo: 50% & <b>.",
}


def value(variable: str) -> Any:
    if variable in NAME_VARIABLES:
        return [{"family": "Gao", "given": "Leo", "suffix": "Jr."}, {"literal": "Group of Things"}]
    if variable in DATE_VARIABLES:
        return {"date-parts": [[2024, 6, 6]]}
    return VALUES.get(variable, f"The {variable.replace('-', ' ')} é #1")


def there_and_back(name: str, record: Record) -> Record:
    module = FORMATS.load(name)
    text = "".join(module.write([record], options=WriteOptions(), report=ignore))
    (found,) = module.read(Source(text.encode(), name="x"), report=ignore)
    return dict(found)


def lost(name: str, record: Record) -> set[str]:
    """The variables of a record that the writer reports as lost."""
    said = Diagnostics()
    list(FORMATS.load(name).write([record], options=WriteOptions(losses=True), report=said))
    found = [one.found.partition(" has no place for ")[2] for one in said if one.code == CODE]
    return {variable for variables in found for variable in variables.split(", ")}


@cache
def carried(name: str, record_type: str) -> tuple[str, ...]:
    """The variables that the format has a place for in a record of this type."""
    kept = []
    for variable in sorted(VARIABLES - WITHOUT_MEANING):
        record = {"id": "x1", "type": record_type, variable: value(variable)}
        if (name, record_type, variable) not in EXCEPTIONS and not lost(name, record):
            kept.append(variable)
    return tuple(kept)


def kept_types(name: str) -> list[str]:
    return sorted(TYPES - frozenset(OTHER_TYPES.get(name, "").split()))


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_types(name: str) -> None:
    found = {one: there_and_back(name, {"id": "x1", "type": one, "title": "T"})["type"] for one in TYPES}
    assert sorted(one for one in TYPES if found[one] == one) == kept_types(name)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_each_variable_of_each_type(name: str) -> None:
    wrong = []
    for record_type in kept_types(name):
        known = carried(name, record_type)
        base = {"id": "x1", "type": record_type, "title": "On kites"}
        if "issued" in known:
            base["issued"] = value("issued")
        for variable in known:
            record = {**base, variable: value(variable)}
            needed = NEEDS.get((name, variable))
            if needed in known:
                record[needed] = value(needed)
            if there_and_back(name, record) != record:
                wrong.append((record_type, variable, there_and_back(name, record)))
    assert not wrong


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(max_examples=150)
@given(data=st.data())
def test_variables_in_any_company(name: str, data: st.DataObject) -> None:
    record_type = data.draw(st.sampled_from(kept_types(name)))
    known = carried(name, record_type)
    chosen = data.draw(st.sets(st.sampled_from(known)))
    chosen |= {"title"} | ({"issued"} & set(known))
    chosen |= {NEEDS[name, one] for one in chosen if (name, one) in NEEDS} & set(known)
    record = {"id": "x1", "type": record_type, **{one: value(one) for one in sorted(chosen)}}
    gone = lost(name, record)
    assert there_and_back(name, record) == {one: record[one] for one in record if one not in gone}
