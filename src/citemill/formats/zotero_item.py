"""A record as a Zotero item and back: field by field, the shape that Zotero's Web API and its RDF share.

What an item type has no field for goes to Extra, one line each ("chapter-number: 3"), where Zotero's own
citation processor looks for it; `record_of` finds it there again. So does what only citemill knows: a list of
authors that was cut off, the arXiv category.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any, NamedTuple

from citemill.formats import arxiv, dates, keywords
from citemill.formats.names import listed, split, two_parts
from citemill.formats.zotero_fields import CSL_TYPES, ITEM_TYPES, creators, fields, item_type, label
from citemill.record import DATE_VARIABLES, NAME_VARIABLES, TYPES, VARIABLES, Record

__all__ = ["Attachment", "Creator", "Item", "item_of", "note_html", "note_text", "record_of"]


class Creator(NamedTuple):
    """One creator; `first` is empty for a name in one field."""

    role: str
    last: str
    first: str


class Attachment(NamedTuple):
    """A link to a file on the web."""

    title: str
    url: str
    media_type: str


class Item(NamedTuple):
    """A Zotero item: its fields by Zotero's names (Extra among them) and what hangs on it."""

    id: str
    item_type: str
    fields: dict[str, str]
    creators: list[Creator]
    tags: list[str]
    notes: list[str]
    """Plain text, paragraphs parted by an empty line."""
    attachments: list[Attachment]


_SKIPPED = frozenset({"id", "type", "custom", "categories", "note", "annote", "keyword", "citation-key"})
_ALIASES = (("journalAbbreviation", "container-title-short"), ("shortTitle", "title-short"))


def item_of(record: Record) -> Item:
    """The item Zotero would hold for a record; nothing of the record is left out."""
    kind = str(record.get("type", "document"))
    kept = (record.get("custom") or {}).get("zotero") or {}
    name = _item_type(kind, kept)
    places, roles = fields(name), creators(name)
    values: dict[str, str] = {}
    people: list[Creator] = []
    extra: list[str] = [] if ITEM_TYPES[name].csl == kind else [f"type: {kind}"]
    record = _settled(record, name)
    for variable, value in record.items():
        if variable in _SKIPPED or value in ("", None):
            continue
        if variable in NAME_VARIABLES:
            role = roles.get(variable)
            if role:
                people += [Creator(role, *two_parts(one)) for one in listed(value)]
            else:
                extra += [f"{variable}: {_extra_name(*two_parts(one))}" for one in listed(value)]
            continue
        text = dates.write(value) if variable in DATE_VARIABLES else _text(value)
        place = places.get(variable)
        if place and place not in values:
            values[place] = text
        elif text and variable in VARIABLES:
            extra.append(f"{variable}: {' '.join(text.split())}")
    for field, value in kept.items():
        if field != "itemType":
            values.setdefault(field, value)
    values["citationKey"] = str(record.get("citation-key") or record.get("id", ""))
    extra.sort(key=lambda line: line.partition(":")[0] if not line.startswith("type:") else "")
    lines = [*_custom_lines(record), *extra, _text(record.get("note", ""))]
    values["extra"] = "\n".join(line for line in lines if line)
    return Item(
        id=str(record.get("id", "")),
        item_type=name,
        fields={field: value for field, value in values.items() if value},
        creators=people,
        tags=keywords.split(_text(record.get("keyword", ""))),
        notes=[_text(record["annote"])] if record.get("annote") else [],
        attachments=_attachments(record),
    )


def _item_type(kind: str, kept: dict[str, str]) -> str:
    """The item type of a record: the one it was read from where that still stands for its CSL type."""
    before = ITEM_TYPES.get(kept.get("itemType", ""))
    return kept["itemType"] if before and before.csl == kind else item_type(kind)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _settled(record: Record, name: str) -> Record:
    """The record with one name for each thing, and an arXiv preprint in the shape Zotero itself saves."""
    settled = dict(record)
    for alias, variable in _ALIASES:
        if alias in settled:
            settled.setdefault(variable, settled[alias])
            if settled[variable] == settled[alias]:
                del settled[alias]
    if name == "preprint":
        number = arxiv.number(record)
        if number and "number" not in settled:
            settled["number"] = f"arXiv:{number}"
        if "publisher" not in settled and settled.get("archive"):
            settled["publisher"] = settled.pop("archive")  # Zotero's "repository"
        if number:
            settled.setdefault("DOI", arxiv.doi(number))
            settled.setdefault("URL", f"https://arxiv.org/abs/{number}")
            settled.setdefault("source", "arXiv.org")
    return settled


def _attachments(record: Record) -> list[Attachment]:
    number = arxiv.number(record) if record.get("type") == "article" else ""
    if not number:
        return []
    return [Attachment("Preprint PDF", f"https://arxiv.org/pdf/{number}.pdf", "application/pdf")]


def _extra_name(last: str, first: str) -> str:
    return f"{last} || {first}" if first else last


def _custom_lines(record: Record) -> list[str]:
    """What only citemill knows, as lines that no version of Zotero takes for a field."""
    custom = record.get("custom") or {}
    lines = []
    number = arxiv.number(record)
    category = custom.get("primary-class", "")
    if number or (category and record.get("type") == "article"):
        head = f"arXiv:{number}" if number else "arXiv"
        inferred = " (category inferred)" if category and custom.get("primary-class-inferred") else ""
        lines.append(f"{head} [{category}]{inferred}" if category else head)
    for variable in custom.get("cut-off", ()):
        count = len(list(listed(record.get(variable))))
        lines.append(f"List of {variable}s is incomplete, cut off after {count}")
    names = [one.get("name") or one.get("slug", "") for one in custom.get("affiliations", ())]
    if any(names):
        lines.append(_AFFILIATIONS + "; ".join(name for name in names if name))
    return lines


_AFFILIATIONS = "Affiliations: "
_CUT_OFF = re.compile(r"List of ([a-z-]+)s is incomplete, cut off after \d+")
_ARXIV = re.compile(r"arXiv(?::([\w./-]+))?(?: \[([\w.-]+)\])?( \(category inferred\))?")
_FIELD_LINE = re.compile(r"([A-Za-z][\w -]*?) *: *(\S.*)")
_PARAGRAPHS = re.compile(r"\n\s*\n")


def record_of(item: Item) -> Record:
    """The record that an item stands for: the inverse of `item_of`."""
    row = ITEM_TYPES.get(item.item_type)
    name = item.item_type if row else "document"
    record: Record = {"id": item.id, "type": ITEM_TYPES[name].csl}
    custom: dict[str, Any] = {}
    rest = dict(item.fields)
    for variable, field in fields(name).items():
        value = rest.pop(field, "")
        if value:
            record[variable] = dates.read(value) if variable in DATE_VARIABLES else value
    key = record.pop("citation-key", "")
    if key and key != item.id:
        record["citation-key"] = key
    people = _people(item.creators, name)
    record |= people
    _read_extra(rest.pop("extra", ""), record, custom)
    if key:
        record["id"] = item.id  # Zotero's own field goes before a line of Extra
    if name == "preprint":
        _read_preprint(record, custom)
    if item.tags:
        record["keyword"] = keywords.join(item.tags)
    if item.notes:
        record["annote"] = "\n\n".join(item.notes)
    twin = CSL_TYPES.get(ITEM_TYPES[name].csl)
    if twin != item.item_type:
        rest["itemType"] = item.item_type
    if rest:
        custom["zotero"] = rest
    if custom:
        record["custom"] = custom
    return record


def _people(found: list[Creator], name: str) -> Record:
    variables = {role: variable for variable, role in creators(name).items()}
    main = ITEM_TYPES[name].creators.split()[0]
    people: Record = {}
    for one in found:
        variable = variables.get(one.role)
        if variable is None:
            # "author" where the main role has another name is that role; any other is a contributor.
            variable = variables.get(main, "author") if one.role == "author" else "contributor"
        people.setdefault(variable, []).append(split(one.last, one.first))
    return people


def _read_extra(extra: str, record: Record, custom: dict[str, Any]) -> None:
    """Take the lines of Extra that are variables out of it; what is left is the note."""
    left: list[str] = []
    people: dict[str, list[Any]] = {}
    for line in extra.split("\n"):
        match = _CUT_OFF.fullmatch(line)
        if match and match[1] in NAME_VARIABLES:
            custom.setdefault("cut-off", []).append(match[1])
            continue
        if line.startswith(_AFFILIATIONS):
            names = line.removeprefix(_AFFILIATIONS).split("; ")
            custom.setdefault("affiliations", []).extend({"name": name} for name in names if name)
            continue
        match = _ARXIV.fullmatch(line)
        if match and (match[1] or match[2]):
            if match[2]:
                custom["primary-class"] = match[2]
            if match[3]:
                custom["primary-class-inferred"] = True
            if not match[1] or arxiv.number(record):
                continue
        match = _FIELD_LINE.fullmatch(line)
        if not match or not _take(match[1], match[2].strip(), record, people):
            left.append(line)
    record |= people
    note = "\n".join(left).strip("\n")
    if note:
        record["note"] = note


def _take(name: str, value: str, record: Record, people: dict[str, list[Any]]) -> bool:
    variable = _EXTRA_NAMES.get(name) or _EXTRA_NAMES.get(name.lower(), "")
    if not variable or (variable in record and variable not in ("type", "id")):
        return False
    if variable == "type":
        if value not in TYPES or value in ("article", "note"):
            return False
        record["type"] = value
    elif variable == "id":
        record["id"] = value
    elif variable in NAME_VARIABLES:
        last, _, first = value.partition(" || ")
        people.setdefault(variable, []).append(split(last, first))
    else:
        record[variable] = dates.read(value) if variable in DATE_VARIABLES else value
    return True


def _labels() -> dict[str, str]:
    """Every name a line of Extra may begin with, and its CSL variable: CSL's names, and Zotero's labels."""
    names = {variable: variable for variable in VARIABLES if variable not in ("note", "abstract", "title")}
    for type_name in ITEM_TYPES:
        for variable, field in fields(type_name).items():
            if variable in names:
                names.setdefault(label(field).lower(), variable)
    return names | {"type": "type", "citation key": "id", "citation-key": "id"}


_EXTRA_NAMES = _labels()


def _read_preprint(record: Record, custom: dict[str, Any]) -> None:
    """Undo `_settled`: what follows from the arXiv number, and arXiv as the archive it is for citemill."""
    if str(record.get("publisher", "")).lower() == "arxiv" and "archive" not in record:
        record["archive"] = record.pop("publisher")
    if arxiv.is_arxiv(record) and record.get("source") == "arXiv.org":
        del record["source"]


def note_html(text: str) -> str:
    """A note's plain text as the HTML that Zotero keeps notes in.

    >>> note_html("Comment: 15 pages, a < b")
    '<p>Comment: 15 pages, a &lt; b</p>'
    """
    paragraphs = (
        escape(part, quote=False).replace("\n", "<br/>") for part in _PARAGRAPHS.split(text.strip())
    )
    return "".join(f"<p>{part}</p>" for part in paragraphs)


_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|div|h[1-6]|li|blockquote|pre|tr)>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def note_text(html: str) -> str:
    """The plain text of a note's HTML, paragraphs parted by an empty line.

    >>> note_text('<div class="zotero-note"><p>One &amp; two</p>\\n<p>Three</p></div>')
    'One & two\\n\\nThree'
    """
    if not _ANY_TAG.search(html):
        return unescape(html).strip()
    text = re.sub(r"\s*\n\s*", " ", html)  # as a browser shows it
    text = _BLOCK_END.sub("\n\n", _BREAK.sub("\n", text))
    text = unescape(_ANY_TAG.sub("", text))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
