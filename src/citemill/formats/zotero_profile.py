"""What a file needs so that Zotero's importers put everything where it belongs: the profile `--for zotero`.

Each format's profile is a function from record to record, with a few rows more for the writer's table. It is
chosen, not the default, since what helps Zotero makes the file worse for others: software is a book in
CSL-JSON, notes are M2 lines in RIS, half of BibLaTeX's entry types are @misc. docs/zotero.md has the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from citemill.errors import UnknownName
from citemill.formats import arxiv, dates, keywords, ris_kinds
from citemill.formats.names import listed, two_parts
from citemill.formats.rows import ALL, BROKEN, Row, types
from citemill.formats.zotero_item import item_of
from citemill.record import NAME_VARIABLES, Record

if TYPE_CHECKING:
    from citemill.formats import WriteOptions
    from citemill.formats.bibtex_kinds import Kind
    from citemill.formats.bibtex_writer import Dialect

__all__ = [
    "PROFILES",
    "RIS_OVERRIDES",
    "RIS_ROWS",
    "bibtex_dialect",
    "bibtex_text",
    "for_bibtex",
    "for_csl_json",
    "for_ris",
    "profiled",
]

PROFILES = ("zotero",)
"""The profiles there are."""


def profiled(
    records: Iterable[Record], options: WriteOptions, change: Callable[[Record], Record]
) -> Iterable[Record]:
    """The records as the profile of the options wants them; as they are where it names none."""
    if not options.profile:
        return records
    if options.profile not in PROFILES:
        raise UnknownName("profile", options.profile, PROFILES)
    return _changed(records, change)


def _changed(records: Iterable[Record], change: Callable[[Record], Record]) -> Iterator[Record]:
    for record in records:
        try:
            yield change(record)
        except BROKEN:
            yield record  # the writer says what is wrong with it


# --- CSL-JSON

_DROPPED = frozenset("custom categories annote note non-dropping-particle archive".split())
_RESOLVER = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", re.IGNORECASE)


def for_csl_json(record: Record) -> Record:
    """A record as Zotero's CSL-JSON importer reads all of it.

    What Zotero has no field for goes to lines of `note` (its Extra), a note of the user's at their end. A
    single item of type `software` makes the whole file unreadable: it is a `book` with a version, which
    Zotero takes for software, or without one a document whose `note` says what it is.
    """
    item = item_of(record)
    changed = {variable: value for variable, value in record.items() if variable not in _DROPPED}
    extra = [item.fields.get("extra", "")]
    if record.get("type") == "software":
        changed["type"] = "book" if record.get("version") else "document"
        if not record.get("version"):
            extra.insert(0, "type: computerProgram")
    if record.get("archive") and "repository" not in item.fields:
        changed["archive"] = record["archive"]
    for variable, field in (
        ("number", "archiveID"),
        ("publisher", "repository"),
        ("DOI", "DOI"),
        ("URL", "url"),
    ):
        if field in item.fields:
            changed[variable] = item.fields[field]
    if item.item_type == "preprint" and "libraryCatalog" in item.fields:
        changed["source"] = item.fields["libraryCatalog"]
    if "DOI" in changed:
        changed["DOI"] = _RESOLVER.sub("", str(changed["DOI"]))
    for short, long in (("container-title-short", "journalAbbreviation"), ("part", "part-number")):
        if short in changed:
            changed[long] = changed.pop(short)
    for variable in NAME_VARIABLES & changed.keys():
        changed[variable] = [_whole_name(*two_parts(name)) for name in listed(changed[variable])]
    day = dates.write(changed.get("issued"))
    if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", day):
        changed["issued"] = {"raw": day}  # date-parts would become "November 9, 2016"
    changed.setdefault("citation-key", str(record.get("id", "")))
    note = "\n".join([*filter(None, extra), *(" ".join(part.split()) for part in item.notes)])
    return changed | {"note": note} if note else changed


def _whole_name(family: str, given: str) -> dict[str, str]:
    """Zotero reads two parts only; a single word in `family` would get an empty given name."""
    return {"family": family, "given": given} if given else {"literal": family}


# --- RIS


def for_ris(record: Record) -> Record:
    """A record as Zotero's RIS importer reads it: Extra lines of M2 for what RIS has no tag for."""
    item = item_of(record)
    custom = dict(record.get("custom") or {})
    lines = []
    key = item.fields.get("citationKey", "")
    if key and ":" not in key:  # a colon keeps Zotero from moving a line into its field
        lines.append(f"Citation Key: {key}")
    if item.item_type == "preprint" and "genre" in item.fields:
        lines.append(f"Genre: {item.fields['genre']}")
    # The writer's own rows say the type and every field; these two have none.
    lines += [line for line in item.fields.get("extra", "").split("\n") if _FREE_LINE.match(line)]
    lines += str(record.get("note", "")).split("\n")
    custom["extra-lines"] = [line for line in dict.fromkeys(lines) if line.strip()]
    custom["links"] = [attachment.url for attachment in item.attachments]
    custom.pop("cut-off", None)  # a line of Extra says it
    changed = {variable: value for variable, value in record.items() if variable != "note"}
    if item.item_type == "preprint":
        if "repository" in item.fields:
            changed.pop("archive", None)
            changed["publisher"] = item.fields["repository"]
        for variable, field in (
            ("number", "archiveID"),
            ("DOI", "DOI"),
            ("URL", "url"),
            ("source", "libraryCatalog"),
        ):
            if field in item.fields:
                changed[variable] = item.fields[field]
    return changed | {"custom": custom}


def _lines(tag: str, value: Any) -> str:
    """Each text of a list in a line of its own."""
    return "".join(ris_kinds.text(tag, line) for line in value or ())


RIS_ROWS: tuple[Row[ris_kinds.Kind], ...] = (
    Row("M2", "custom.extra-lines", _lines),
    Row("L1", "custom.links", _lines),
)
"""Rows that the profile adds to the writer's table, for what `for_ris` puts under `custom`."""

_SOFTWARE, _SPEECH = types("software"), types("speech")
RIS_OVERRIDES: tuple[Row[ris_kinds.Kind], ...] = (
    # Zotero's LA of software is the programming language, which CSL has as genre; it has no other language.
    Row("LA", "genre", ris_kinds.text, _SOFTWARE),
    Row("M2", "language", ris_kinds.labelled("language"), _SOFTWARE),
    Row("M1", "medium", ris_kinds.text, _SOFTWARE),
    # The place of a presentation is where it was held.
    Row("CY", "event-place", ris_kinds.text, _SPEECH),
    Row("M2", "publisher-place", ris_kinds.labelled("publisher-place"), _SPEECH),
)
"""Rows that the profile puts before the writer's own for the same variables."""

_FREE_LINE = re.compile(r"arXiv(?::|$| \[)|List of [a-z-]+s is incomplete|Affiliations: ")


# --- BibTeX and BibLaTeX

_IMPORTED = frozenset(
    """
    article book booklet collection conference electronic inbook incollection inproceedings manual
    mastersthesis misc mvbook online patent phdthesis proceedings report software techreport thesis
    unpublished
    """.split()
)
"""The entry types that Zotero imports; entries of any other it leaves out without a word."""

_SPECIAL_NOTE = re.compile(r"\s*(?:PMID|PMCID|LCCN|MR|Zbl)")
_LABELLED = (
    "title",
    "title-short",
    "container-title",
    "collection-title",
    "abstract",
    "note",
    "annote",
    "publisher",
)
_MARKUP_WITH_DOLLARS = re.compile(r"<su[bp]>")


def for_bibtex(record: Record) -> Record:
    """A record as Zotero's BibTeX importer reads it: no `and others`, one dollar a field, Unicode dashes."""
    item = item_of(record)
    custom = dict(record.get("custom") or {})
    changed = dict(record)
    for variable in _LABELLED:
        if isinstance(changed.get(variable), str):
            changed[variable] = _harmless(changed[variable])
    if "DOI" in changed:
        changed["DOI"] = _RESOLVER.sub("", str(changed["DOI"]))
    category = str(custom.get("primary-class", ""))
    words = keywords.split(str(changed.get("keyword", "")))
    if category and category not in words:
        changed["keyword"] = keywords.join([*words, category])  # primaryclass is left out by Zotero
    cut_off = custom.pop("cut-off", ())
    lines = [line for line in item.fields.get("extra", "").split("\n") if line.startswith("List of ")]
    note = str(changed.get("note", ""))
    if _SPECIAL_NOTE.match(note):
        changed["note"] = f"Note: {note}"  # else it would be taken for an identifier and go to Extra
    if cut_off:
        custom["comment"] = "; ".join(lines)  # a child note of its own
    if item.item_type == "preprint":
        if "repository" in item.fields:
            changed.pop("archive", None)
            changed["publisher"] = item.fields["repository"]
        number = arxiv.number(record)
        if number:
            custom["eprinttype"] = "arxiv"
            changed |= {"number": f"arXiv:{number}", "DOI": item.fields["DOI"], "URL": item.fields["url"]}
    if custom:
        changed["custom"] = custom
    else:
        changed.pop("custom", None)
    return changed


def _harmless(text: str) -> str:
    """Text without what the importer takes for markup: a second dollar, a tilde, dashes of hyphens."""
    text = text.replace("---", "—").replace("--", "–").replace("~", "∼").replace("``", "“").replace("''", "”")
    dollars = text.count("$") + 2 * len(_MARKUP_WITH_DOLLARS.findall(text))
    return text.replace("$", "＄") if dollars > 1 else text


def bibtex_dialect(dialect: Dialect) -> Dialect:
    """A dialect with the entry types and fields that Zotero reads."""
    from citemill.formats import bibtex_kinds as kinds

    web = types("webpage post post-weblog")
    preprint = types("article")
    overrides: tuple[Row[Kind], ...] = (
        Row("booktitle", "container-title", kinds.TEXT, web),
        Row("type", "genre", kinds.TEXT),
        Row(
            "publisher",
            "publisher",
            kinds.TEXT,
            ALL - types("thesis report"),
        ),
        Row("address", "publisher-place", kinds.TEXT),
        Row("location", "event-place", kinds.TEXT, types("paper-conference")),
        Row("eprint", "number", kinds.EPRINT, preprint),
        Row("eprinttype", "custom.eprinttype", kinds.TEXT, preprint),
        Row("archiveprefix", "custom.eprinttype", kinds.TEXT, preprint, beside=True),
        Row("comment", "custom.comment", kinds.TEXT),
    )
    entry_types: Mapping[str, str] = {
        csl: "misc" if csl == "article" or name not in _IMPORTED else name
        for csl, name in {**dialect.entry_types, "software": "software"}.items()
    }
    # Of the rows for a variable the first that fits the type is written, so these go before the dialect's.
    return replace(dialect, entry_types=entry_types, rows=overrides + dialect.rows, needed={})


_SCRIPT = re.compile(r"\$([\^_])(\\?\w)\$")


_MACROS = {r"{\textbackslash}": r"\\", r"{\textasciicircum}": "^", r"{\textasciigrave}": "`"}
_MACRO = re.compile("|".join(map(re.escape, _MACROS)))


def bibtex_text(pieces: Iterable[str]) -> Iterator[str]:
    """The text of the file as the importer reads it.

    Every superscript and subscript stands in braces ("$^{2}$", not "$^2$"), and macros of characters that it
    keeps as text are these characters.
    """
    for piece in pieces:
        text = _SCRIPT.sub(r"$\1{\2}$", piece) if "$" in piece else piece
        yield _MACRO.sub(lambda match: _MACROS[match[0]], text) if "\\text" in text else text
