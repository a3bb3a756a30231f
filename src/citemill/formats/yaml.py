"""YAML for the formats that are YAML: every scalar is read as the text it was written as.

No tag is ever constructed and no type guessed ("no" is a country, 1.10 a version, 2016-11-09 a date of ours).
Aliases are refused, since a few lines of them can stand for gigabytes; so is nesting deeper than `DEPTH`.
Items are given out as they are read; behind a fault each entry is read for itself, so that no other is lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple, TypeAlias

import yaml

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import yaml_pieces

__all__ = ["DEPTH", "Item", "Value", "element", "items", "pair", "scalar"]

DEPTH = 30
FAULT_LIMIT = 100
"""So many faults of one file are reported one by one."""

Value: TypeAlias = Any
"""A text, None, a list of values or a dict of them."""


class Item(NamedTuple):
    """One entry of a document's top-level list or mapping; `key` is empty in a list without one."""

    key: str
    value: Value
    line: int


class _Refused(Exception):
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def items(source: Source, report: Report, lists: Collection[str] = ()) -> Iterator[Item]:
    """Each entry at the top of each document of a file; of a key in `lists` each element, with that key.

    Behind a fault the file is read entry by entry, and an entry with a fault field by field.
    """
    last = 0
    try:
        with source.open() as stream:
            # The C parser reads Unicode by its byte-order mark and refuses what is no text.
            for item in _Composer(yaml.parse(stream, Loader=_LOADER), lists).items():
                last = item.line
                yield item
    except _FAULTS as error:
        said = 0
        for one in _salvaged(source, last, lists, report):
            if isinstance(one, Item):
                yield one
                continue
            said += 1
            if said <= FAULT_LIMIT:
                report(_fault(source.name, *one))
        if said > FAULT_LIMIT:
            report(_fault(source.name, None, f"{said - FAULT_LIMIT:,} more faults"))
        elif not said and not isinstance(error, yaml.reader.ReaderError | UnicodeError):
            # Of characters that are none the source has told already.
            report(_fault(source.name, *_what(error)))


def _salvaged(
    source: Source, last: int, lists: Collection[str], report: Report
) -> Iterator[Item | tuple[int | None, str]]:
    """The entries that begin behind the line `last`, and the faults between them, each with its line."""
    try:
        text = source.text(report)
    except BadInput as error:
        yield None, error.found
        return
    for piece in yaml_pieces.entries(text.split("\n"), lists):
        if piece.line <= last:
            continue
        found, fault = _parsed(piece)
        yield from (Item(piece.key or one.key, one.value, one.line + piece.line - 1) for one in found)
        if found or fault is None:
            continue
        yield fault
        value: dict[str, Value] = {}
        for field in yaml_pieces.fields(piece):
            read, wrong = _parsed(field)
            value |= {one.key: one.value for one in read}
            if wrong and wrong[0] != fault[0]:
                yield wrong
        key = piece.lines[0].partition(":")[0].strip() if not piece.key else piece.key
        if value:
            yield Item("" if key.startswith("-") else key.strip("'\""), value, piece.line)


def _parsed(piece: yaml_pieces.Piece) -> tuple[list[Item], tuple[int | None, str] | None]:
    """The items of a piece, and the fault in it; a fault leaves no items."""
    try:
        found = list(_Composer(yaml.parse(piece.text, Loader=_LOADER)).items())
    except _FAULTS as error:
        line, message = _what(error)
        return [], (min(line or 1, len(piece.lines)) + piece.line - 1, message)
    return found, None if found else (piece.line, "no entry: a key with a colon, or an element of a list")


def _what(error: Exception) -> tuple[int | None, str]:
    """The line of a fault in what was parsed, and what is wrong there."""
    if isinstance(error, _Refused):
        return error.line, str(error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    message = getattr(error, "problem", None) or " ".join(str(error).split())
    return mark.line + 1 if mark else None, message


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its parser is used; libyaml's is ten times as fast."""


def _fault(name: str, line: int | None, message: str) -> Diagnostic:
    return Diagnostic(
        "yaml-not-well-formed",
        Severity.ERROR,
        Place(name, line),
        message,
        "what could be read was read; correct the file and read it again",
    )


_FAULTS = (_Refused, yaml.YAMLError, UnicodeError)


class _Composer:
    """Makes values of a parser's events."""

    def __init__(self, events: Iterator[Any], lists: Collection[str] = ()) -> None:
        self.events = events
        self.lists = lists

    def items(self) -> Iterator[Item]:
        for event in self.events:
            if isinstance(event, yaml.SequenceStartEvent):
                yield from self._elements("", 1)
            elif isinstance(event, yaml.MappingStartEvent):
                for inner in self._until(yaml.MappingEndEvent):
                    key, line = self._key(inner, 1)
                    value = next(self.events)
                    if key in self.lists and isinstance(value, yaml.SequenceStartEvent):
                        yield from self._elements(key, 2)
                    else:
                        yield Item(key, self._value(value, 1), line)

    def _elements(self, key: str, depth: int) -> Iterator[Item]:
        for inner in self._until(yaml.SequenceEndEvent):
            line = inner.start_mark.line + 1
            yield Item(key, self._value(inner, depth), line)

    def _until(self, end: type) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _key(self, event: Any, depth: int) -> tuple[str, int]:
        line = event.start_mark.line + 1
        key = self._value(event, depth)
        if isinstance(key, dict | list):
            raise _Refused("a key is a text here, not a list or a mapping", line)
        return str(key), line

    def _value(self, event: Any, depth: int) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            empty = event.implicit[0] and event.value in ("", "~", "null", "Null", "NULL")
            return None if empty else event.value
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(f"an alias (*{event.anchor}), which no bibliography needs", line)
        if depth >= DEPTH:
            raise _Refused(f"nested deeper than {DEPTH} levels", line)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(inner, depth + 1) for inner in self._until(yaml.SequenceEndEvent)]
        keys = (self._key(inner, depth + 1)[0] for inner in self._until(yaml.MappingEndEvent))
        return {key: self._value(next(self.events), depth + 1) for key in keys}


# --- writing

_PLAIN = re.compile(r"[^\W\d_](?:[\w ()./+'’–—-]*[\w).])?")
_SPECIAL = re.compile(r"(?:y|n|yes|no|true|false|on|off|null)", re.IGNORECASE)
_NUMBER = re.compile(r"-?[1-9]\d{0,15}|0")
_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def pair(key: str, value: Value, level: int = 0) -> str:
    """One entry of a mapping, in block style, with its line end.

    >>> print(pair("doe", {"title": "On no: account", "volume": 5, "names": ["a", "b"]}), end="")
    doe:
      title: "On no: account"
      volume: 5
      names:
        - a
        - b
    """
    return f"{'  ' * level}{scalar(key)}:{_dump(value, level, in_list=False)}\n"


def element(value: Value, level: int = 0) -> str:
    """One entry of a list, in block style, with its line end.

    >>> print(element({"id": "doe", "issued": {"date-parts": [[2016, 11]]}}), end="")
    - id: doe
      issued:
        date-parts: [[2016, 11]]
    """
    return f"{'  ' * level}-{_dump(value, level, in_list=True)}\n"


def _dump(value: Value, level: int, *, in_list: bool) -> str:
    indent = "  " * (level + 1)
    if isinstance(value, dict) and value:
        lines = [f"{scalar(key)}:{_dump(inner, level + 1, in_list=False)}" for key, inner in value.items()]
        return (" " if in_list else f"\n{indent}") + f"\n{indent}".join(lines)
    if isinstance(value, list) and value:
        flat = all(
            isinstance(one, int) or (isinstance(one, list) and all(isinstance(x, int) for x in one))
            for one in value
        )
        if flat:
            return " " + json.dumps(value)
        lines = [f"-{_dump(inner, level + 1, in_list=True)}" for inner in value]
        return (" " if in_list else f"\n{indent}") + f"\n{indent}".join(lines)
    return f" {scalar(value)}"


def _is_flat(value: list[Any]) -> bool:
    """Whether a list holds numbers only, or lists of them: date-parts."""
    return all(isinstance(one, int) or (isinstance(one, list) and _is_flat(one)) for one in value)


def scalar(value: Value) -> str:
    """A text or number as a scalar, quoted where it could be taken for something else.

    >>> scalar("On kites"), scalar("no"), scalar("2016"), scalar("a: b"), scalar(5)
    ('On kites', '"no"', '"2016"', '"a: b"', '5')
    """
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    text = str(value)
    if _PLAIN.fullmatch(text) and not _SPECIAL.fullmatch(text) and "\n" not in text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
