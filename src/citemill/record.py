"""The one record type: a CSL-JSON item, as its published schema (CSL 1.0.2) defines it.

A record is a plain `dict` that follows the schema, so it is read from and written to JSON as it stands;
`Record` and the types below give its shape to the type checker. Records are values: a stage that changes
one gives back a new one.

What the schema has no variable for stands under `custom`, with the names that `Custom` documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, TypedDict

__all__ = [
    "DATE_VARIABLES",
    "NAME_VARIABLES",
    "NUMBER_VARIABLES",
    "STRING_VARIABLES",
    "TYPES",
    "VARIABLES",
    "Custom",
    "Date",
    "Name",
    "Record",
    "cut_off",
    "faults",
]

# The vocabularies of the CSL 1.0.2 schema; tests/test_record.py holds them against the schema itself.

TYPES = frozenset(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
    interview legal_case legislation manuscript map motion_picture musical_score pamphlet
    paper-conference patent performance periodical personal_communication post post-weblog regulation
    report review review-book software song speech standard thesis treaty webpage
    """.split()
)

NAME_VARIABLES = frozenset(
    """
    author chair collection-editor compiler composer container-author contributor curator director
    editor editorial-director executive-producer guest host interviewer illustrator narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator
    """.split()
)

DATE_VARIABLES = frozenset("accessed available-date event-date issued original-date submitted".split())

NUMBER_VARIABLES = frozenset(
    """
    chapter-number citation-number collection-number edition first-reference-note-number issue locator
    number number-of-pages number-of-volumes page page-first part printing supplement volume
    """.split()
)
"""Variables whose value may be a number or a text."""

STRING_VARIABLES = frozenset(
    """
    citation-key language journalAbbreviation shortTitle abstract annote archive archive_collection
    archive_location archive-place authority call-number citation-label collection-title container-title
    container-title-short dimensions division DOI event event-title event-place genre ISBN ISSN
    jurisdiction keyword medium note original-publisher original-publisher-place original-title
    part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale
    section source status title title-short URL version volume-title volume-title-short year-suffix
    """.split()
)

VARIABLES = NAME_VARIABLES | DATE_VARIABLES | NUMBER_VARIABLES | STRING_VARIABLES

Name = TypedDict(
    "Name",
    {
        "family": str,
        "given": str,
        "dropping-particle": str,
        "non-dropping-particle": str,
        "suffix": str,
        "comma-suffix": str | int | bool,
        "static-ordering": str | int | bool,
        "literal": str,
        "parse-names": str | int | bool,
    },
    total=False,
)
"""A person by parts, or an organisation (or anything not to be split) as `literal`."""

Date = TypedDict(
    "Date",
    {
        "date-parts": list[list[int | str]],
        "season": str | int,
        "circa": str | int | bool,
        "literal": str,
        "raw": str,
    },
    total=False,
)
"""One date, or two for a range; each `[year]`, `[year, month]` or `[year, month, day]`: only parts known."""

Custom = TypedDict(
    "Custom",
    {
        "cut-off": list[str],
        "inferred-names": dict[str, list[int]],
        "primary-class": str,
        "primary-class-label": str,
        "primary-class-inferred": bool,
        "affiliations": list[dict[str, str]],
        "code": bool,
        "title-tex": str,
        "abstract-tex": str,
        "zotero": dict[str, str],
        "arxiv": str,
        "classes": list[str],
        "versions": list[str],
        "published-doi": str,
        "published-in": str,
        "dblp": str,
        "updated-by": list[str],
        "match": dict[str, Any],
        "provenance": dict[str, dict[str, str]],
        "listing": dict[str, Any],
        "listed-by": list[str],
        "title-language": str,
    },
    total=False,
)
"""What citemill keeps beside the schema's variables (docs/records.md has an example of each):

- `cut-off`: the name variables whose list is known to be incomplete ("et al." stood behind it);
- `inferred-names`: by name variable, the positions of the names whose division into parts is a guess;
- `primary-class`, `primary-class-label`: the full arXiv category ("cs.LG") and its label; with
  `primary-class-inferred` where the listing gave only a tail that several archives share;
- `affiliations`: `{"slug": "openai", "name": "OpenAI"}` each, as the listing groups them (not by author);
- `code`: the listing says that an implementation is public;
- `title-tex`, `abstract-tex`: the title and abstract as printed, where they held TeX;
- `zotero`: fields of a Zotero item that no CSL variable holds ("rights"), and its `itemType` where the CSL
  type does not say it ("podcast"), both as Zotero names them;
- `arxiv`: the arXiv number without version ("1706.03762"), kept whichever version of the work is cited;
- `classes`: all arXiv categories, the primary one first; `versions`: the days of all versions ("2017-06-12");
- `published-doi`, `published-in`: where a preprint was published, as its archive says ("Nature 529, 484");
- `dblp`: DBLP's key; `updated-by`: DOIs of notices (a retraction, a correction) about the work;
- `match`: what an entry was matched with: `{"record": "arxiv:1706.03762", "score": 0.9998}`;
- `provenance`: by variable, where an enriched value came from:
  `{"author": {"source": "arxiv", "record": "arxiv:1706.03762", "on": "2026-11-22"}}`;
- `listing`: by variable, the value that the listing has where an enriched one replaced it;
- `listed-by`: where several persons' profile pages were read together, whose pages list the work;
- `title-language`: while a bibliography is rendered, what the title is evidently in (`text.language`).
"""

Record: TypeAlias = dict[str, Any]
"""A CSL-JSON item: `id`, `type` and any of `VARIABLES`, plus `custom`."""


def cut_off(record: Record, variable: str = "author") -> bool:
    """Whether the record's list of names is known to be incomplete.

    >>> cut_off({"id": "o1", "type": "article", "custom": {"cut-off": ["author"]}})
    True
    """
    custom = record.get("custom")
    return custom is not None and variable in custom.get("cut-off", ())


def faults(record: Any) -> Iterator[str]:
    """Say, one by one, in what a value breaks the CSL-JSON schema; nothing when it is a valid item.

    Gives the same verdict as the published JSON schema, which only forgets that names and dates are objects.
    Each fault starts with the path of the faulty value.

    >>> list(faults({"id": "x", "type": "preprint", "author": [{"first": "Ada"}]}))
    ['$.type: "preprint" is no CSL type', '$.author[0].first: no part of a name']
    """
    if not isinstance(record, dict):
        yield f"$: a record is an object, not {_kind(record)}"
        return
    for required in ("id", "type"):
        if required not in record:
            yield f"$.{required}: missing"
    for variable, value in record.items():
        yield from _variable_faults(variable, value)


def _variable_faults(variable: str, value: Any) -> Iterator[str]:
    path = f"$.{variable}"
    if variable == "type":
        if value not in TYPES if isinstance(value, str) else True:
            yield f"{path}: {_shown(value)} is no CSL type"
    elif variable in NAME_VARIABLES:
        yield from _list_faults(path, value, _name_faults)
    elif variable in DATE_VARIABLES:
        yield from _date_faults(path, value)
    elif variable in STRING_VARIABLES:
        if not isinstance(value, str):
            yield f"{path}: a text is wanted, not {_kind(value)}"
    elif variable == "id" or variable in NUMBER_VARIABLES:
        if not _is_text_or_number(value):
            yield f"{path}: a text or a number is wanted, not {_kind(value)}"
    elif variable == "categories":
        yield from _list_faults(path, value, _text_faults)
    elif variable == "custom":
        if not isinstance(value, dict):
            yield f"{path}: an object is wanted, not {_kind(value)}"
    else:
        yield f"{path}: no CSL variable"


def _list_faults(path: str, value: Any, item_faults: Callable[[str, Any], Iterator[str]]) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path}: a list is wanted, not {_kind(value)}"
        return
    for position, item in enumerate(value):
        yield from item_faults(f"{path}[{position}]", item)


def _text_faults(path: str, value: Any) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{path}: a text is wanted, not {_kind(value)}"


_TEXT_PARTS = frozenset(
    {"family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"}
)
_FLAG_PARTS = frozenset({"comma-suffix", "static-ordering", "parse-names"})


def _name_faults(path: str, value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: a name is an object, not {_kind(value)}"
        return
    for part, text in value.items():
        if part in _TEXT_PARTS:
            yield from _text_faults(f"{path}.{part}", text)
        elif part in _FLAG_PARTS:
            if not isinstance(text, str | int | float):
                yield f"{path}.{part}: a text, number or truth value is wanted, not {_kind(text)}"
        else:
            yield f"{path}.{part}: no part of a name"


def _date_faults(path: str, value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: a date is an object, not {_kind(value)}"
        return
    for part, content in value.items():
        at = f"{path}.{part}"
        if part == "date-parts":
            if not isinstance(content, list) or not 1 <= len(content) <= 2:
                yield f"{at}: one or two dates are wanted"
                continue
            for position, parts in enumerate(content):
                if not isinstance(parts, list) or not 1 <= len(parts) <= 3:
                    yield f"{at}[{position}]: one to three of year, month, day are wanted"
                elif not all(_is_text_or_number(number) for number in parts):
                    yield f"{at}[{position}]: year, month and day are texts or numbers"
        elif part in ("literal", "raw"):
            yield from _text_faults(at, content)
        elif part == "season":
            if not _is_text_or_number(content):
                yield f"{at}: a text or a number is wanted, not {_kind(content)}"
        elif part == "circa":
            if not isinstance(content, str | int | float):
                yield f"{at}: a text, number or truth value is wanted, not {_kind(content)}"
        else:
            yield f"{at}: no part of a date"


def keeps_to_schema(record: dict[Any, Any]) -> bool:
    """Whether a record is of the usual shapes that keep to the schema, at a tenth of the cost of `faults`.

    False says nothing: `faults` has the verdict on what is unusual.
    """
    if "id" not in record or "type" not in record:
        return False
    for variable, value in record.items():
        check = _USUAL.get(variable)
        if check is None or not check(value):
            return False
    return True


def _is_text(value: Any) -> bool:
    return value.__class__ is str


def _are_usual_names(value: Any) -> bool:
    if value.__class__ is not list:
        return False
    for name in value:
        if name.__class__ is not dict:
            return False
        for part, text in name.items():
            if text.__class__ is not str or part not in _TEXT_PARTS:
                return False
    return True


def _is_usual_date(value: Any) -> bool:
    if value.__class__ is not dict or len(value) != 1:
        return False
    dates = value.get("date-parts")
    if dates.__class__ is not list or len(dates) != 1 or dates[0].__class__ is not list:
        return False
    return 1 <= len(dates[0]) <= 3 and all(number.__class__ is int for number in dates[0])


_USUAL: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(STRING_VARIABLES | NUMBER_VARIABLES | {"id"}, _is_text),
    **dict.fromkeys(NAME_VARIABLES, _are_usual_names),
    **dict.fromkeys(DATE_VARIABLES, _is_usual_date),
    "type": lambda value: value.__class__ is str and value in TYPES,
    "custom": lambda value: value.__class__ is dict,
}


def _is_text_or_number(value: Any) -> bool:
    # JSON Schema: true and false are no numbers, though Python counts them as such.
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "a truth value", type(None): "null"}
    return kinds.get(type(value), "a number")


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else _kind(value)
