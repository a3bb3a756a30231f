"""BibTeX and BibLaTeX files -> records, through bibtexparser's splitter.

A file is taken apart in pieces of about a megabyte that end between entries, so that its size costs no
memory. Where entries inherit from others (crossref, xdata) it is gone through twice: parents stand behind
their children.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
    String,
)
from bibtexparser.splitter import Splitter

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.files import Source
from citemill.formats import bibtex, bibtex_fields, bibtex_names, dates
from citemill.formats.bibtex_kinds import NAMES, UNSPECIFIED
from citemill.formats.bibtex_writer import LIKE_PREPRINTS
from citemill.record import TYPES, Record
from citemill.text import markup
from citemill.text.latex import to_markup

__all__ = ["read"]

_PIECE = 1 << 20
"""Characters that are taken apart at a time."""
_ENTRY = re.compile(r"@\s*[A-Za-z]+\s*[{(]")
_ENTRY_AFTER = re.compile(r"[})]\s*\n(?=[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(])")
_REFERS = re.compile(r"\b(?:crossref|xdata|xref)\s*=\s*[{\"]?\s*([^{}\"\n]+)", re.IGNORECASE)
_MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), dates.MONTHS, strict=True))

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it logs, we report

Fields = dict[str, str]
_Block = tuple[str, str, list[tuple[str, str]], int]
"""Type, key, fields as they stand in the file, line."""

# An entry as programs write it: each field on lines of its own, braces balanced to a depth of four. All
# quantifiers are possessive, so that a text that is no such entry is given up in linear time.
_BRACED = r"\{(?:[^{}\\]++|\\.)*+\}"
for _ in range(3):
    _BRACED = rf"\{{(?:[^{{}}\\]++|\\.|{_BRACED})*+\}}"
_VALUE = rf'(?:{_BRACED}|"[^"{{}}\\@]*+"|\w++)'
_FIELD = rf"[ \t]*+[A-Za-z][\w-]*+[ \t]*+=[ \t]*+{_VALUE}[ \t]*+"
_USUAL = re.compile(
    r"(\s*+)@(?!(?i:comment|string|preamble))([A-Za-z]++)[ \t]*+\{[ \t]*+([^\s,{}\"=#%]++)[ \t]*+,[ \t]*+\n"
    rf"((?:{_FIELD},[ \t]*+\n)*+(?:{_FIELD}\n)?)[ \t]*+\}}[ \t]*+(?:\n|\Z)",
    re.DOTALL,
)
_USUAL_FIELD = re.compile(rf"[ \t]*+([A-Za-z][\w-]*+)[ \t]*+=[ \t]*+({_VALUE})[ \t]*+,?[ \t]*+\n", re.DOTALL)
_START = re.compile(r"\n(?=[ \t]*@[A-Za-z]+[ \t]*\{)")


def _next_usual(text: str, at: int) -> int:
    """Where the next entry stands that is written in the usual way; -1 where there is none."""
    for match in _START.finditer(text, at):
        if _USUAL.match(text, match.end()):
            return match.end()
    return -1


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read the entries of a file one by one. What cannot be read is reported with its line."""
    reading = _Reading(source, report)
    reading.find_parents()
    yield from reading.records()


def _pieces(source: Source, report: Report) -> Iterator[tuple[str, int]]:
    """The text in pieces that begin with an entry, each with its first line's number."""
    collected: list[str] = []
    size, first = 0, 1
    for piece in source.pieces(report):
        collected.append(piece)
        size += len(piece)
        if size < _PIECE:
            continue
        text = "".join(collected)
        end = _last_entry(text)
        if end:
            yield text[:end], first
            first += text.count("\n", 0, end)
        collected = [text[end:]]
        size = len(collected[0]) if end else 0  # so that a text without entries is looked through rarely
    if collected:
        text = "".join(collected)
        yield text if text.endswith("\n") else f"{text}\n", first


def _last_entry(text: str) -> int:
    """Where the last entry of a text begins that stands behind the end of another; 0 where there is none."""
    at = len(text)
    while (at := text.rfind("\n@", 0, at)) > 0:
        if text[max(at - 200, 0) : at].rstrip().endswith(("}", ")")) and _ENTRY.match(text, at + 1):
            return at + 1
    return max((match.end() for match in _ENTRY_AFTER.finditer(text)), default=0)


class _Reading:
    """One file being read: its strings, the entries that others inherit from, and the keys seen."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.strings: dict[str, str] = dict(_MONTHS)
        self.parents: dict[str, tuple[str, Fields]] = {}
        self.keys: dict[str, int] = {}
        self.place = Place(source.name)

    def say(self, code: str, severity: Severity, found: str, hint: str = "") -> None:
        self.report(Diagnostic(code, severity, self.place, found, hint))

    def unknown(self, macro: str) -> None:
        self.say("macro-unknown", Severity.INFO, f"the macro \\{macro} is unknown; its text is kept")

    def find_parents(self) -> None:
        """Keep the entries that others refer to."""
        if not self.source.holds_any(("crossref", "xdata", "xref")):
            return
        wanted: set[str] = set()
        for text, _ in _pieces(self.source, self.report):
            lower = text.lower()
            if "crossref" in lower or "xdata" in lower or "xref" in lower:
                for match in _REFERS.finditer(lower):
                    wanted.update(key.strip() for key in match[1].split(","))
        if not wanted:
            return
        report, self.report = self.report, lambda diagnostic: None
        for entry_type, key, fields, _ in self.entries():
            if key.lower() in wanted:
                self.parents[key.lower()] = (entry_type.lower(), self.fields(fields))
        self.report = report
        self.strings = dict(_MONTHS)

    def entries(self) -> Iterator[_Block]:
        """The entries in order: type, key, fields and line; what is none is reported."""
        for text, first in _pieces(self.source, self.report):
            at, line = 0, first
            while at < len(text):
                match = _USUAL.match(text, at)
                if match is not None:
                    self.place = Place(self.source.name, line + match[1].count("\n"))
                    yield match[2], match[3], self.usual_fields(match[4]), self.place.line or 0
                    end = match.end()
                else:
                    # What is not written in the usual way is bibtexparser's to take apart.
                    following = _next_usual(text, at + 1)
                    end = following if following >= 0 else len(text)
                    yield from self.unusual(text[at:end], line)
                line += text.count("\n", at, end)
                at = end

    def usual_fields(self, text: str) -> list[tuple[str, str]]:
        found = _USUAL_FIELD.findall(text)
        if len({name.lower() for name, _ in found}) < len(found):
            names = [name.lower() for name, _ in found]
            self.twice(sorted({name for name in names if names.count(name) > 1}))
        return found

    def unusual(self, text: str, first: int) -> Iterator[_Block]:
        for found in Splitter(text).split().blocks:
            block: Block | None = found
            line = first + (found.start_line or 0)
            self.place = Place(self.source.name, line)
            if isinstance(block, DuplicateFieldKeyBlock | DuplicateBlockKeyBlock):
                if isinstance(block, DuplicateFieldKeyBlock):
                    self.twice(sorted(block.duplicate_keys))
                block = block.ignore_error_block
            if isinstance(block, ParsingFailedBlock):
                self.failed(block)
            elif isinstance(block, String):
                self.strings[block.key.lower()] = self.value(block.value)
            elif isinstance(block, Entry):
                yield block.entry_type, block.key, [(one.key, str(one.value)) for one in block.fields], line

    def twice(self, names: list[str]) -> None:
        self.say(
            "field-twice", Severity.WARNING, f"the entry has {', '.join(names)} twice; the first was taken"
        )

    def failed(self, block: ParsingFailedBlock) -> None:
        reason = " ".join(str(getattr(block.error, "abort_reason", "") or block.error).split())
        start = " ".join((block.raw or "").split())[:60]
        self.say(
            "entry-unreadable",
            Severity.ERROR,
            f'"{start}" cannot be read: {reason.rstrip(".")}',
            "look for a brace, quote or comma too many or too few there",
        )

    def value(self, raw: str) -> str:
        """A field's value: its pieces joined, macros replaced, without braces or quotes round it."""
        raw = raw.strip()
        if "\n" in raw and raw[-1] not in '}"':
            raw = _COMMENTED.sub("", raw).strip()  # biber takes such a line for a comment, as its authors do
        if len(raw) > 1 and raw[0] == "{" and raw[-1] == "}" and "#" not in raw:
            return raw[1:-1]
        return "".join(self.piece(part.strip()) for part in _concatenated(raw))

    def piece(self, part: str) -> str:
        if len(part) > 1 and part[0] + part[-1] in ("{}", '""'):
            return part[1:-1]
        if part.isdecimal() or not part:
            return part
        known = self.strings.get(part.lower())
        if known is None:
            self.say("string-unknown", Severity.WARNING, f'no @string is named "{part}"; the name was kept')
            return part
        return known

    def fields(self, raw: list[tuple[str, str]]) -> Fields:
        found: Fields = {}
        for key, value in raw:
            name = key.lower().strip()
            if name in found or name.startswith("%"):
                continue
            if value[:1] == "{" and value[-1] == "}" and "#" not in value:  # nearly always
                found[name] = value[1:-1]
            else:
                found[name] = self.value(value)
        return found

    def records(self) -> Iterator[Record]:
        """The record of each entry."""
        for entry_type, key, raw, line in self.entries():
            entry_type = entry_type.lower()
            self.place = Place(self.source.name, line, key)
            fields = self.fields(raw)
            if entry_type == "xdata":
                continue
            if "crossref" in fields or "xdata" in fields:
                fields = self.inherited(entry_type, fields)
            if key in self.keys:
                self.say(
                    "key-twice",
                    Severity.WARNING,
                    f'the key "{key}" was used in line {self.keys[key]} already',
                    "give one of the entries another key",
                )
            else:
                self.keys[key] = line
            yield self.record(entry_type, key, fields)

    def inherited(self, entry_type: str, fields: Fields, depth: int = 0) -> Fields:
        """The fields with those of the entries they refer to (biblatex documentation, appendix B)."""
        merged = dict(fields)
        for name in ("xdata", "crossref"):
            for key in filter(None, (one.strip() for one in merged.get(name, "").split(","))):
                parent = self.parents.get(key.lower())
                if parent is None or depth > 4:
                    self.say("parent-missing", Severity.WARNING, f'there is no entry "{key}" to inherit from')
                    continue
                parent_type, parent_fields = parent
                if "crossref" in parent_fields or "xdata" in parent_fields:
                    parent_fields = self.inherited(parent_type, parent_fields, depth + 1)
                for field, value in parent_fields.items():
                    if name == "crossref":
                        if field in _NOT_INHERITED:
                            continue
                        field = _INHERITED_AS.get((entry_type in _PARTS, field), field)
                    merged.setdefault(field, value)
        return merged

    def record(self, entry_type: str, key: str, fields: Fields) -> Record:
        """The record of an entry from its fields as texts."""
        record: Record = {"id": key, "type": self.type_of(entry_type, fields)}
        custom: dict[str, Any] = {}
        record_type = record["type"]
        rows = bibtex_fields.rows_for(record_type, biblatex=not bibtex_fields.BIBLATEX.isdisjoint(fields))
        left: list[str] = []
        medium = entry_type not in bibtex.IMPLIED or "date" in fields  # biblatex's howpublished is no place
        for field, text in fields.items():
            if not text or text.isspace():
                continue
            row = rows.get(field) if field != "howpublished" or not medium else bibtex_fields.MEDIUM
            if field in bibtex_fields.UNREAD or row is None:
                if field not in bibtex_fields.UNREAD:
                    left.append(field)
                continue
            self.store(record, custom, row, text)
        self.titles(record, fields)
        self.dates(record, fields)
        self.eprint(record, custom, fields)
        subtype = fields.get("entrysubtype", "").strip()
        if subtype and subtype not in TYPES and record_type == bibtex_fields.IMPLIED.get(entry_type):
            record.setdefault("genre", to_markup(subtype, unknown=self.unknown))
        if entry_type in bibtex_fields.GENRES:
            record.setdefault("genre", bibtex_fields.GENRES[entry_type])
        if record_type in UNSPECIFIED and record.get("genre") == UNSPECIFIED[record_type]:
            del record["genre"]
        if custom:
            record["custom"] = custom
        if left:
            self.say(
                "field-unknown", Severity.INFO, f"no CSL variable for {', '.join(sorted(left))}; left out"
            )
        return record

    def store(self, record: Record, custom: dict[str, Any], row: Any, text: str) -> None:
        variable = row.variable
        if row.kind is NAMES:
            names, cut = bibtex_names.read(text, self.plain)
            if names:
                record.setdefault(variable, names)
            if cut:
                custom.setdefault("cut-off", []).append(variable)
            return
        reader = bibtex_fields.READERS.get(variable) or bibtex_fields.READERS.get(row.kind.name)
        value = reader(text, self.unknown) if reader else None
        if not value:
            return
        if variable.startswith("custom."):
            custom.setdefault(variable[7:], value)
        elif variable not in record:
            record[variable] = value

    def plain(self, text: str) -> str:
        """LaTeX to the plain text of a name."""
        if "\\" not in text and "{" not in text and "~" not in text and "$" not in text and "-" not in text:
            return " ".join(text.split())
        found = markup.plain(to_markup(text, unknown=self.unknown)).replace("\u00a0", " ")
        return " ".join(found.split())

    def type_of(self, entry_type: str, fields: Fields) -> str:
        subtype = fields.get("entrysubtype", "").strip().replace("\\_", "_")  # pybtex escapes its underscore
        if subtype in TYPES:
            return subtype
        implied = bibtex_fields.IMPLIED.get(entry_type)
        if implied is None:
            self.say(
                "entry-type-unknown",
                Severity.WARNING,
                f"@{entry_type} is no entry type of BibTeX or biblatex; taken for @misc",
            )
            implied = "document"
        archive = fields.get("archiveprefix") or fields.get("eprinttype") or ""
        is_preprint = bool(archive) and archive.lower() not in bibtex_fields.NOT_ARCHIVES
        if subtype.lower() == "preprint" or fields.get("pubstate") == "prepublished":
            is_preprint = True
        if is_preprint and implied in LIKE_PREPRINTS:
            return "article"
        journal = fields.get("journal") or fields.get("journaltitle") or ""
        if implied == "article-journal" and _ARXIV_JOURNAL.match(journal):
            return "article"
        return bibtex_fields.SUBTYPES.get((implied, subtype.lower()), implied)

    def titles(self, record: Record, fields: Fields) -> None:
        """Join a subtitle to its title."""
        for variable, field in (("title", "subtitle"), ("container-title", "booksubtitle")):
            if fields.get(field) and record.get(variable):
                joint = " " if record[variable][-1:] in ":?!" else ": "
                record[variable] += joint + to_markup(" ".join(fields[field].split()), unknown=self.unknown)

    def dates(self, record: Record, fields: Fields) -> None:
        date = dates.read(to_markup(fields["date"])) if "date" in fields else {}
        if (not date or "literal" in date) and fields.get("year"):
            date = bibtex_fields.read_date(fields["year"], fields.get("month", ""), fields.get("day", ""))
        if date:
            record["issued"] = date

    def eprint(self, record: Record, custom: dict[str, Any], fields: Fields) -> None:
        """The archive and the number in it, or PubMed's number."""
        kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip()
        given = fields.get("eprint", "")
        number = bibtex_fields.verbatim(given, self.unknown)
        if kind.lower() in ("pubmed", "pmid"):
            record.setdefault("PMID", number)
            return
        journal = _ARXIV_JOURNAL.match(fields.get("journal") or fields.get("journaltitle") or "")
        if journal and record["type"] == "article":
            record.pop("container-title", None)
            kind, number = kind or "arXiv", number or journal[1] or ""
        if not kind and number:
            of_archive = record["type"] != "article"
            record["archive_location" if of_archive else "number"] = to_markup(" ".join(given.split()))
        if not kind or kind.lower() in bibtex_fields.NOT_ARCHIVES:
            return
        archive = "arXiv" if kind.lower() == "arxiv" else to_markup(kind)
        record["archive"] = archive
        variable = "number" if record["type"] == "article" else "archive_location"
        if archive != "arXiv" and number:
            record[variable] = to_markup(" ".join(given.split()), unknown=self.unknown)  # "Box 5, folder 2"
        elif number:
            record[variable] = f"arXiv:{re.sub('^arxiv:', '', number, flags=re.IGNORECASE)}"
        category = fields.get("primaryclass") or fields.get("eprintclass")
        if category and record["type"] == "article":
            custom["primary-class"] = to_markup(category)
        subtype = fields.get("entrysubtype", "").strip()
        if subtype and subtype not in TYPES:
            record["genre"] = "Preprint" if subtype.lower() == "preprint" else to_markup(subtype)


_ARXIV_JOURNAL = re.compile(
    r"(?:arxiv(?: e-prints| preprint)?|corr)\b[\s,:]*(?:arxiv:|abs/)?([\w./-]*\d)?", re.I
)
_PARTS = frozenset(
    "inbook incollection inproceedings conference inreference suppbook suppcollection bookinbook".split()
)
_NOT_INHERITED = frozenset(
    """
    crossref xref xdata ids options presort shorthand related relatedtype relatedstring label keywords
    abstract annotation annote shorttitle indextitle sorttitle entrysubtype file url urldate doi pages note
    """.split()
)
_INHERITED_AS = {(True, "title"): "booktitle", (True, "subtitle"): "booksubtitle"}


_COMMENTED = re.compile(r"\n\s*%[^\n]*\Z")


def _concatenated(raw: str) -> Iterator[str]:
    """The pieces of `"a" # b # {c}`; a # inside braces or quotes belongs to its piece."""
    start = level = 0
    quoted = False
    for at, char in enumerate(raw):
        if char == "{":
            level += 1
        elif char == "}":
            level -= 1
        elif char == '"' and level == 0:
            quoted = not quoted
        elif char == "#" and level == 0 and not quoted:
            yield raw[start:at]
            start = at + 1
    yield raw[start:]
