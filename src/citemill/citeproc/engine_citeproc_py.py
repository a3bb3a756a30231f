"""The engine citeproc-py: records go in by its own model, rich text comes out.

Parts of a name that it does not know are left out. A record that makes it fail is reported, the others are
rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from citeproc.frontend import CitationStylesBibliography
from citeproc.source import Citation, CitationItem, Date, DateRange, LiteralDate, Name, Reference
from citeproc.string import MixedString, NoCase, String

from citemill.citeproc.citeproc_py_style import DOI, CutOff, PyStyle, clean, decode, marked
from citemill.citeproc.model import EtAl, NameMarks
from citemill.citeproc.repository import StyleFile
from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadStyle, CitemillError
from citemill.record import (
    DATE_VARIABLES,
    NAME_VARIABLES,
    NUMBER_VARIABLES,
    STRING_VARIABLES,
    Record,
    cut_off,
)
from citemill.text.bibliography import Bibliography, RenderedEntry
from citemill.text.markup import parse
from citemill.text.rich import Mark, Rich, Span, plain

__all__ = ["bibliography"]

_OTHER_NAMES = {
    "shortTitle": ("title-short",),
    "journalAbbreviation": ("container-title-short",),
    "event": ("event-title",),  # the name it has had since CSL 1.0.2
    "event-title": ("event",),
}
_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")


def bibliography(
    records: Sequence[Record],
    style: StyleFile,
    locale: str,
    *,
    sort: bool,
    marks: NameMarks | None,
    et_al: EtAl | None,
    links: bool,
    report: Report,
) -> Bibliography:
    """Format records; see `citemill.citeproc` for the contract.

    `marks` and `et_al` are not heeded: citeproc-py gives no way to. Raises `BadStyle`, and `CitemillError`
    where not a single record can be rendered.
    """
    py_style = _load(style, locale)
    if marks is not None or et_al is not None:
        found = "the engine citeproc-py can neither highlight names nor word its et al. otherwise"
        report(_remark(Severity.WARNING, "", found, "use another engine"))
    run = _Run(py_style, style.name, report)
    items = run.items(records, links)
    if sort:
        items = run.sorted(items)
    entries = tuple(run.rendered(items))
    if records and not entries:
        raise CitemillError(
            f'citeproc-py can render none of the records in the style "{style.name}": {run.last_error}',
            hint="use another engine",
        )
    layout = py_style.root.bibliography
    return Bibliography(
        entries,
        hanging_indent=layout.get("hanging-indent") == "true",
        second_field_align=layout.get("second-field-align", ""),
        line_spacing=int(layout.get("line-spacing", 1)),
        entry_spacing=int(layout.get("entry-spacing", 1)),
        max_offset=max((_offset(entry.content) for entry in entries), default=0),
        language=locale,
    )


def _load(style: StyleFile, locale: str) -> PyStyle:
    place = Place(str(style.independent))
    try:
        py_style = PyStyle(style.read(), locale)
    except CitemillError:
        raise
    except Exception as error:  # whatever citeproc-py and lxml raise for a style they cannot use
        raise BadStyle(f"citeproc-py cannot use this style: {error}", place=place) from error
    if not py_style.has_bibliography():
        raise BadStyle(
            f'the style "{style.name}" has no bibliography', place=place, hint="choose another style"
        )
    return py_style


class _Run:
    """One call: citeproc-py's objects for the records, and what goes wrong with each."""

    def __init__(self, style: PyStyle, name: str, report: Report) -> None:
        self.style = style
        self.name = name
        self.report = report
        self.source: dict[str, Reference] = {}
        self.ids: dict[str, str] = {}
        self.last_error = ""
        self.bibliography = CitationStylesBibliography(style, self.source, style.formatter)

    def items(self, records: Sequence[Record], links: bool) -> list[CitationItem]:
        """One item a record; its key is the record's position, for citeproc-py folds the case of ids."""
        items = []
        for position, record in enumerate(records):
            key = str(position)
            self.ids[key] = str(record["id"])
            try:
                self.source[key] = _reference(key, record, links)
            except Exception as error:
                self._failed(key, error)
            else:
                items.append(CitationItem(key))
        Citation(items).bibliography = self.bibliography
        self._use(items)
        return items

    def sorted(self, items: list[CitationItem]) -> list[CitationItem]:
        """The items in the style's order, without those that have no sort key it can work out."""
        try:
            in_order = self.style.sort_bibliography(items)
        except Exception:
            in_order = self.style.sort_bibliography([item for item in items if self._sortable(item)])
        self._use(in_order)
        return list(in_order)

    def _sortable(self, item: CitationItem) -> bool:
        try:
            self.style.sort_bibliography([item])
        except Exception as error:
            self._failed(item.key, error)
            return False
        return True

    def rendered(self, items: list[CitationItem]) -> Iterator[RenderedEntry]:
        """The entries, one by one, so that a record that cannot be rendered costs itself alone."""
        for item in items:
            try:
                texts = self.style.render_bibliography([item])
            except Exception as error:
                self._failed(item.key, error)
                continue
            content = decode("".join(map(str, texts)))
            if not plain(content).strip():
                found = f'the style "{self.name}" prints nothing of this record'
                self.report(_remark(Severity.WARNING, self.ids[item.key], found, ""))
            yield RenderedEntry(self.ids[item.key], content)

    def _use(self, items: list[CitationItem]) -> None:
        self.bibliography.items = items
        self.bibliography.keys = [item.key for item in items]  # the citation numbers

    def _failed(self, key: str, error: Exception) -> None:
        self.last_error = f"{type(error).__name__}: {error}"
        found = f'citeproc-py fails on this record in the style "{self.name}": {self.last_error}'
        self.report(_remark(Severity.ERROR, self.ids[key], found, "use another engine"))


def _remark(severity: Severity, key: str, found: str, hint: str) -> Diagnostic:
    code = "record-not-rendered" if severity is Severity.ERROR else "engine-limit"
    return Diagnostic(code, severity, Place(key=key), found, hint)


def _offset(content: Rich) -> int:
    return sum(
        len(plain(part.children))
        for part in content
        if isinstance(part, Span) and part.mark is Mark.LEFT_MARGIN
    )


# Records


def _reference(key: str, record: Record, links: bool) -> Reference:
    """The record as citeproc-py has it.

    It looks some variables up with a hyphen and some with an underscore, and warns of those that are not in
    its list, though it prints them where a style asks for them; so they go in by the back door.
    """
    reference = Reference(key, record["type"])
    for variable, value in _variables(record, links):
        for name in {variable, *_OTHER_NAMES.get(variable, ())}:
            reference.setdefault(name, value)
            reference.setdefault(name.replace("-", "_"), value)
    return reference


def _variables(record: Record, links: bool) -> Iterator[tuple[str, Any]]:
    """The record's variables with their values as citeproc-py's own types."""
    if evident := (record.get("custom") or {}).get("title-language"):
        yield "language", str(evident)
    for variable, value in record.items():
        if variable in NAME_VARIABLES:
            names = [Name(**parts) for parts in map(_name, value) if parts]
            if names and cut_off(record, variable):
                names = CutOff([*names, Name(literal="")])
            if names:
                yield variable, names
        elif variable in DATE_VARIABLES:
            if (date := _date(value)) is not None:
                yield variable, date
        elif variable == "language":
            yield variable, str(value)
        elif (variable in STRING_VARIABLES or variable in NUMBER_VARIABLES) and str(value):
            text = clean(str(value))
            if links and variable in ("DOI", "URL"):
                yield variable, MixedString([marked(DOI if variable == "DOI" else Mark.LINK, text)])
            else:
                yield variable, _rich_field(parse(text))


def _name(name: dict[str, Any]) -> dict[str, str]:
    if literal := name.get("literal"):
        return {"literal": clean(literal)}
    parts = {part: clean(name[part]) for part in _NAME_PARTS if name.get(part)}
    if "family" not in parts and "given" in parts:  # a mononym; its short form would be empty
        parts["family"] = parts.pop("given")
    return parts


def _date(value: dict[str, Any]) -> Any:
    circa = bool(value.get("circa"))
    try:
        dates = [
            {part: int(number) for part, number in zip(("year", "month", "day"), parts, strict=False)}
            for parts in value.get("date-parts", ())
            if parts
        ]
        season = {"season": int(value["season"])} if value.get("season") else {}
    except ValueError:
        dates, season = [], {}
    if len(dates) > 1:
        return DateRange(begin=Date(**dates[0], **season), end=Date(**dates[1], **season), circa=circa)
    if dates:
        return Date(circa=circa, **dates[0], **season)
    text = value.get("literal") or value.get("raw") or "/".join(_as_given(value))
    return LiteralDate(clean(text), circa=circa) if text else None


def _as_given(value: dict[str, Any]) -> list[str]:
    """Dates whose parts are no numbers, as they stand."""
    return ["-".join(str(part) for part in parts if part != "") for parts in value.get("date-parts", ())]


def _rich_field(rich: Rich) -> MixedString:
    """The field's text with its marks as signs, in one piece but for words whose letter case is fixed.

    citeproc-py puts spaces between pieces when it changes the case, so a fixed word must stand by itself.
    """
    runs: list[tuple[str, bool]] = []

    def add(parts: Rich, fixed: bool) -> None:
        for part in parts:
            if isinstance(part, str):
                runs.append((part, fixed))
            elif part.mark is Mark.NOCASE:
                add(part.children, True)
            else:
                opened, closed = str(marked(part.mark, "\ufffc")).split("\ufffc")
                runs.append((opened, False))
                add(part.children, fixed)
                runs.append((closed, False))

    add(rich, False)
    pieces: list[tuple[str, bool]] = []
    for at, (text, fixed) in enumerate(runs):
        before = at == 0 or runs[at - 1][0][-1:].isspace()
        after = at + 1 == len(runs) or runs[at + 1][0][:1].isspace()
        alone = fixed and before and after
        if pieces and not alone and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + text, False)
        else:
            pieces.append((text, alone))
    return MixedString([NoCase(text) if fixed else String(text) for text, fixed in pieces])
