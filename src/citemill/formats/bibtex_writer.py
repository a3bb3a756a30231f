"""Records -> BibTeX entries, for BibTeX and BibLaTeX alike: as text, or as blocks of bibtexparser's model.

An entry is made as its fields' names and texts. `entries_text` puts these into lines at once; `entries` gives
them as the model's blocks, for those who want to go on with bibtexparser. Both are the same file: a test
writes the blocks with bibtexparser's own writer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.formats import WriteOptions
from citemill.formats.bibtex_kinds import UNSPECIFIED, Kind
from citemill.formats.losses import report_losses
from citemill.formats.rows import Row, Shapes, for_type, written
from citemill.record import Record
from citemill.text.latex import LatexWriter
from citemill.text.latex_tables import PROVIDED

if TYPE_CHECKING:
    from bibtexparser.model import Entry

__all__ = ["LIKE_PREPRINTS", "Dialect", "entries", "entries_text"]


LIKE_PREPRINTS = frozenset({"document", "webpage", "manuscript"})
"""What stands in an entry type that preprints have too; an eprint's archive says that it is one."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What BibTeX and BibLaTeX differ in."""

    label: str
    entry_types: Mapping[str, str]
    """CSL type -> entry type."""
    other: str
    """The entry type of all other CSL types."""
    implied: Mapping[str, str]
    """Entry type -> the CSL type it stands for without further word."""
    rows: tuple[Row[Kind], ...]
    preprint: str
    """The field that makes an entry of the preprints' type a preprint."""
    needed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Entry type -> variables of which it must have one; it is `other` without."""


class _Column(NamedTuple):
    """One row of a plan: where the value stands in the record, and how it becomes a field."""

    field: str
    variable: str
    write: Callable[[Any], str]
    in_custom: bool
    names: bool
    bare: bool


class _Plan(NamedTuple):
    entry_type: str
    subtype: str
    columns: tuple[_Column, ...]
    carried: frozenset[str]


_BAD_IN_KEY = re.compile(r"[\s,{}()=\\#%\"'~&<>@\x00-\x20\x7f\ud800-\udfff]+")
_PROVIDED_USED = re.compile(rf"\\({'|'.join(PROVIDED)})(?![A-Za-z])")


class _Written(NamedTuple):
    """An entry as it stands in the file."""

    entry_type: str
    key: str
    fields: list[tuple[str, str, bool]]
    """Name and text of each, and whether it stands without braces."""


def entries_text(
    records: Iterable[Record], dialect: Dialect, options: WriteOptions, report: Report
) -> Iterator[str]:
    """The text of the file, entry by entry."""
    provided: set[str] = set()
    gap = ""
    for entry_type, key, fields in _written(records, dialect, options, report):
        lines = "".join(
            [f"  {name} = {text},\n" if bare else f"  {name} = {{{text}}},\n" for name, text, bare in fields]
        )
        definitions = ""
        if options.ascii:
            needed = set(_PROVIDED_USED.findall(lines)) - provided
            provided |= needed
            for name in sorted(needed, reverse=True):
                definitions += f'@preamble{{"\\providecommand{{\\{name}}}{PROVIDED[name]}"}}\n\n'
        yield f"{gap}{definitions}@{entry_type}{{{key},\n{lines}}}\n"
        gap = "\n"


def entries(
    records: Iterable[Record], dialect: Dialect, options: WriteOptions, report: Report
) -> Iterator[Entry]:
    """The entry of each record, as a block of bibtexparser's model."""
    from bibtexparser.model import Entry, Field  # 10 ms that a file needs not

    for entry_type, key, fields in _written(records, dialect, options, report):
        yield Entry(
            entry_type,
            key,
            [Field(name, text, None, "no-enclosing" if bare else None) for name, text, bare in fields],
        )


def _written(
    records: Iterable[Record], dialect: Dialect, options: WriteOptions, report: Report
) -> Iterator[_Written]:
    return written(records, _Writer(dialect, options, report).entry, report)


def _add_subtype(fields: list[tuple[str, str, bool]], record_type: str) -> None:
    """Name the type of a record; a genre in the same field gives way, but "preprint" says both."""
    for at, (name, text, bare) in enumerate(fields):
        if name == "entrysubtype":
            if text == "preprint":
                return
            fields[at] = ("type", text, bare)
    fields.append(("entrysubtype", record_type, False))


class _Writer:
    """Writes records with one set of options; plans are made once for each shape of record."""

    def __init__(self, dialect: Dialect, options: WriteOptions, report: Report) -> None:
        self.dialect = dialect
        self.options = options
        self.report = report
        self.shapes = Shapes(self._plan)
        self.key = ""
        self.tex = LatexWriter(ascii=options.ascii, unwritable=self._no_macro)

    def entry(self, record: Record) -> _Written:
        """The entry of one record."""
        entry_type, subtype, columns, carried = self.shapes.plan(record)
        self.key = key = self._key(record)
        custom = record.get("custom") or {}
        cut_off = custom.get("cut-off", ())
        fields: list[tuple[str, str, bool]] = []
        for name, variable, write, in_custom, names, bare in columns:
            value = custom.get(variable) if in_custom else record[variable]
            if not value and value != 0:
                continue
            text = write(value)
            if text:
                if names and variable in cut_off:
                    text += " and others"
                fields.append((name, text, bare))
        if subtype and not (record["type"] == "article" and record.get("archive")):
            _add_subtype(fields, subtype)
        if self.options.losses:
            report_losses(record, carried, self.dialect.label, self.report)
        if record["type"] in UNSPECIFIED and not record.get("genre"):
            fields.append(("type", UNSPECIFIED[record["type"]], False))
        if entry_type == "phdthesis" and "master" in str(record.get("genre", "")).lower():
            entry_type = "mastersthesis"
        return _Written(entry_type, key, fields)

    def _plan(self, record_type: str, variables: frozenset[str]) -> _Plan:
        dialect = self.dialect
        entry_type = dialect.entry_types.get(record_type, dialect.other)
        needed = dialect.needed.get(entry_type)
        if needed is not None and needed.isdisjoint(variables):
            entry_type = dialect.other
        rows = list(for_type(dialect.rows, record_type))
        columns = tuple(
            _Column(
                row.field,
                row.variable.removeprefix("custom."),
                row.kind.writer(self.tex),
                row.variable.startswith("custom."),
                row.kind.names,
                row.kind.bare,
            )
            for row in rows
            if row.variable in variables or (row.variable.startswith("custom.") and "custom" in variables)
        )
        implied = dialect.implied.get(entry_type) == record_type
        if implied and record_type in LIKE_PREPRINTS and any(one.variable == "archive" for one in columns):
            implied = False  # an archive makes a preprint of it for every reader
        subtype = "" if implied else record_type
        carried = frozenset(row.variable for row in rows) | {"citation-key"}
        return _Plan(entry_type, subtype, columns, carried)

    def _key(self, record: Record) -> str:
        """The entry's key: the citation key or id, without the characters that BibTeX or biber refuse."""
        given = str(record.get("citation-key") or record["id"])
        if given.isascii() and given.isalnum():  # nearly always
            return given
        if _BAD_IN_KEY.search(given) is None and (given.isascii() or not self.options.ascii) and given:
            return given
        key = _BAD_IN_KEY.sub("-", given).strip("-")
        if self.options.ascii:
            key = key.encode("ascii", "ignore").decode()
        # Another key may differ from this one only in what was left out.
        digest = hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()[:6]
        key = f"{key}-{digest}" if key else f"entry-{digest}"
        self.report(
            Diagnostic(
                "key-changed",
                Severity.INFO,
                Place(key=given),
                f'"{given}" cannot be the key of a {self.dialect.label} entry; it became "{key}"',
            )
        )
        return key

    def _no_macro(self, char: str) -> None:
        self.report(
            Diagnostic(
                "no-macro",
                Severity.WARNING,
                Place(key=self.key),
                f"LaTeX has no macro for {char!r} (U+{ord(char):04X}); its code point is written",
                "write Unicode instead, and run biber with LuaLaTeX or XeLaTeX",
            )
        )
