"""EndNote tagged (.enw), which is Refer/BibIX: a percent sign and a letter begin a field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import WriteOptions, dates, keywords
from citemill.formats.losses import report_losses
from citemill.formats.names import endnote, from_endnote, listed
from citemill.formats.rows import ALL, BROKEN, Row, Shapes, fields_of, for_type, types, unwritable
from citemill.formats.tagged import Field, fields, made_id, without_blank
from citemill.record import NAME_VARIABLES, Record
from citemill.text import markup

__all__ = ["ROWS", "detects", "read", "write"]

TYPES = {
    "article": "Electronic Article",
    "article-journal": "Journal Article",
    "article-magazine": "Magazine Article",
    "article-newspaper": "Newspaper Article",
    "broadcast": "Television Episode",
    "interview": "Interview",
    "post": "Discussion Forum",
    "bill": "Bill",
    "book": "Book",
    "chapter": "Book Section",
    "classic": "Classical Work",
    "dataset": "Dataset",
    "entry-dictionary": "Dictionary",
    "entry-encyclopedia": "Encyclopedia",
    "figure": "Figure",
    "graphic": "Artwork",
    "hearing": "Hearing",
    "legal_case": "Case",
    "legislation": "Statute",
    "manuscript": "Manuscript",
    "map": "Map",
    "motion_picture": "Film or Broadcast",
    "musical_score": "Music",
    "pamphlet": "Pamphlet",
    "paper-conference": "Conference Paper",
    "patent": "Patent",
    "periodical": "Serial",
    "personal_communication": "Personal Communication",
    "post-weblog": "Blog",
    "regulation": "Legal Rule or Regulation",
    "report": "Report",
    "software": "Computer Program",
    "standard": "Standard",
    "thesis": "Thesis",
    "webpage": "Web Page",
}
"""CSL type -> reference type (%0)."""

_NEAREST = {
    "collection": "Book",
    "entry": "Encyclopedia",
    "review": "Journal Article",
    "review-book": "Journal Article",
    "song": "Music",
}
"""What comes nearest to types that EndNote has not; every other one is "Generic"."""

_READ_TYPES = {
    **{name.lower(): kind for kind, name in TYPES.items()},
    "conference proceedings": "paper-conference",
    "edited book": "book",
    "electronic book": "book",
    "government document": "report",
    "unpublished work": "manuscript",
    "generic": "document",
}

_SERIAL = types("article-journal article-magazine article-newspaper")
_TITLED = types("chapter paper-conference entry-dictionary entry-encyclopedia")

PARAGRAPHS = frozenset({"abstract", "note"})
"""Texts whose paragraphs stand on lines of their own."""

TEXT, NAMES, WORDS, DATE = "text", "names", "words", "date"

ROWS: tuple[Row[str], ...] = (
    Row("A", "author", NAMES),
    Row("D", "issued", "year"),
    Row("T", "title", TEXT),
    Row("E", "editor", NAMES),
    Row("?", "translator", NAMES),
    Row("J", "container-title", TEXT, _SERIAL),
    Row("B", "container-title", TEXT, ALL - _SERIAL - types("book")),
    Row("B", "collection-title", TEXT, types("book")),
    Row("S", "collection-title", TEXT, _TITLED),
    Row("V", "volume", TEXT),
    Row("N", "issue", TEXT, _SERIAL),
    Row("N", "number", TEXT, ALL - _SERIAL),
    Row("P", "page", TEXT, ALL - types("book thesis")),
    Row("P", "number-of-pages", TEXT, types("book thesis")),
    Row("I", "publisher", TEXT),
    Row("C", "publisher-place", TEXT),
    Row("7", "edition", TEXT),
    Row("8", "issued", "date in words", beside=True),
    Row("9", "genre", TEXT),
    Row("!", "title-short", TEXT),
    Row("@", "ISSN", TEXT, _SERIAL),
    Row("@", "ISBN", TEXT, ALL - _SERIAL),
    Row("R", "DOI", TEXT),
    Row("U", "URL", TEXT),
    Row("[", "accessed", DATE),
    Row("G", "language", TEXT),
    Row("L", "call-number", TEXT),
    Row("M", "archive_location", TEXT),
    Row("W", "archive", TEXT),
    Row("F", "citation-key", TEXT),
    Row("K", "keyword", WORDS),
    Row("Z", "note", TEXT),
    Row("X", "abstract", TEXT),
)

_ONLY_READ = (
    Row("H", "translator", NAMES),
    Row("S", "collection-title", TEXT),
    Row("O", "note", TEXT),
)
"""Tags of older files, and of bibutils."""

_TAG = re.compile(r"%([0-9A-Z!?@\[$&(*<>+^~#,:=])(?: (.*))?$")
_DETECTED = re.compile(r"%[0-9A-Z](?: \S|\n%)")
_BREAK = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_BAD = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")


def detects(head: str) -> bool:
    """Whether a file that begins so is EndNote tagged."""
    return _DETECTED.match(head.lstrip("\ufeff \n")) is not None


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read references one by one: each begins with %0, or with a tag after an empty line."""
    seen: dict[str, int] = {}
    found = False
    for collected in _references(source, report):
        found = True
        yield _record(collected, source.name, seen, report)
    if not found and source.head(1):
        raise BadInput(
            "this is no EndNote tagged file", place=Place(source.name, 1), hint='references begin "%0 "'
        )


def _references(source: Source, report: Report) -> Iterator[list[Field]]:
    collected: list[Field] = []
    blank: set[int] = set()
    for field in fields(without_blank(source.lines(report), blank), _TAG):
        apart = field.line - 1 in blank and field.tag in "0AT" and any(one.tag in "AT" for one in collected)
        if collected and (field.tag == "0" or apart):
            yield collected
            collected = []
        collected.append(field)
    if collected:
        yield collected


def _record(collected: list[Field], name: str, seen: dict[str, int], report: Report) -> Record:
    kind = next((field.text for field in collected if field.tag == "0"), "")
    tags = {field.tag for field in collected}
    implied = (
        "article-journal" if "J" in tags else "chapter" if "B" in tags else "book" if "I" in tags else ""
    )
    record: Record = {"id": "", "type": _READ_TYPES.get(kind.lower(), "") or implied or "document"}
    rows = fields_of((*ROWS, *_ONLY_READ), record["type"])
    words: list[str] = []
    for tag, text, line in collected:
        row = rows.get(tag)
        if not text or tag in "08D":
            continue
        if row is None:
            place = Place(name, line)
            report(Diagnostic("tag-unknown", Severity.INFO, place, f"no CSL variable for %{tag}; left out"))
        elif row.variable in NAME_VARIABLES:
            people = record.setdefault(row.variable, [])
            people += [from_endnote(one) for one in text.split("\n") if one.strip()]
        elif row.kind == WORDS:
            words += text.split("\n")
        elif row.kind == DATE:
            record.setdefault(row.variable, dates.read(text))
        else:
            paragraphs = "\n\n" if row.variable in PARAGRAPHS else " "
            record.setdefault(row.variable, re.sub(r"\n+", paragraphs, text))
    texts = {field.tag: field.text for field in reversed(collected) if field.text}
    found = [date for date in (dates.read(texts.get(tag, "")) for tag in "8D") if date]
    if found:
        whole = [date for date in found if "date-parts" in date]
        joined = dates.read(f"{texts.get('8', '')} {texts.get('D', '')}")  # "November 9" and the year
        if len(found) > len(whole) and "date-parts" in joined:
            whole.insert(0, joined)
        record["issued"] = whole[0] if whole else found[0]
    if words:
        # One keyword a line; a single line may hold several between commas.
        apart = words if len(words) == 1 else [f"{word};" for word in words]
        record["keyword"] = keywords.join(word for one in apart for word in keywords.split(one))
    record["id"] = record.get("citation-key") or made_id(record, seen)
    record.pop("citation-key", None)
    return record


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write references, one at a time."""
    shapes = Shapes(
        lambda kind, variables: [row for row in for_type(ROWS, kind) if row.variable in variables]
    )
    for record in records:
        try:
            lines = [f"%0 {_type(record['type'])}\n"]
            for row in shapes.plan(record):
                lines += _written(row, record[row.variable])
            if "citation-key" not in record:
                lines.append(f"%F {_line(str(record['id']))}\n")
        except BROKEN as error:
            report(unwritable(record, error))
            continue
        if options.losses:
            report_losses(record, {row.variable for row in for_type(ROWS, record["type"])}, "EndNote", report)
        yield "".join(lines) + "\n"


def _type(record_type: str) -> str:
    return TYPES.get(record_type) or _NEAREST.get(record_type, "Generic")


def _written(row: Row[str], value: Any) -> list[str]:
    if row.kind == NAMES:
        texts = [endnote(one) for one in listed(value)]
    elif row.kind == WORDS:
        texts = keywords.split(str(value))
        if len(texts) == 1 and "," in texts[0]:
            texts = [f"{texts[0]};"]  # else the comma would part it
    elif row.kind == DATE:
        texts = [dates.write(value)]
    elif row.kind == "date in words":
        texts = [_in_words(value)]
    elif row.kind == "year":
        texts = [dates.year(value) or dates.write(value)]
    elif row.variable in PARAGRAPHS:
        lines = [_line(line) for line in markup.plain(str(value)).split("\n") if line.strip()]
        texts = ["\n".join([*lines[:1], *(f" {line}" if line[:1] == "%" else line for line in lines[1:])])]
        return [f"%{row.field} {text}\n" for text in texts if text]
    else:
        texts = [markup.plain(str(value))]
    return [f"%{row.field} {_line(text)}\n" for text in texts if text]


def _in_words(date: Any) -> str:
    """A date as EndNote has it, "November 9, 2016", which bibutils joins rightly with the year in %D."""
    text = dates.write(date)
    match = _ISO.fullmatch(text)
    if match is None:
        return "" if text == dates.year(date) else text  # the year stands in %D
    month = dates.MONTHS[int(match[2]) - 1]
    return f"{month} {int(match[3])}, {match[1]}" if match[3] else f"{month} {match[1]}"


_ISO = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?")


def _line(text: str) -> str:
    return text if text.isprintable() else _BREAK.sub(" ", _BAD.sub("", text)).strip()
