"""YAML for the formats that are YAML: every scalar is read as the text it was written as.

No tag is ever constructed and no type guessed ("no" is a country, 1.10 a version, 2016-11-09 a date of ours).
Aliases are refused, since a few lines of them can stand for gigabytes; so is nesting deeper than `DEPTH`.
Items are given out as they are read, so what stands before a mistake is never lost by it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import yaml

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.files import Source

__all__ = ["DEPTH", "Item", "Value", "element", "items", "pair", "scalar"]

DEPTH = 30

Value: TypeAlias = Any
"""A text, None, a list of values or a dict of them."""


class Item(NamedTuple):
    """One entry of a document's top-level list or mapping; `key` is empty in a list."""

    key: str
    value: Value
    line: int


class _Refused(Exception):
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def items(source: Source, report: Report) -> Iterator[Item]:
    """Each entry at the top of each document of a file; what stands behind a fault is reported as lost."""
    with source.open() as stream:
        try:
            # The C parser reads Unicode by its byte-order mark and refuses what is no text.
            yield from _Composer(yaml.parse(stream, Loader=_LOADER)).items()
        except _Refused as error:
            report(_fault(source.name, error.line, str(error)))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            report(_fault(source.name, mark.line + 1 if mark else None, error.problem or "not YAML"))
        except (yaml.YAMLError, UnicodeError) as error:
            report(_fault(source.name, None, " ".join(str(error).split())))


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its parser is used; libyaml's is ten times as fast."""


def _fault(name: str, line: int | None, message: str) -> Diagnostic:
    return Diagnostic(
        "yaml-not-well-formed",
        Severity.ERROR,
        Place(name, line),
        message,
        "what stands before it was read; correct the file and read it again",
    )


class _Composer:
    """Makes values of a parser's events."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events

    def items(self) -> Iterator[Item]:
        for event in self.events:
            if isinstance(event, yaml.SequenceStartEvent):
                for inner in self._until(yaml.SequenceEndEvent):
                    line = inner.start_mark.line + 1
                    yield Item("", self._value(inner, 1), line)
            elif isinstance(event, yaml.MappingStartEvent):
                for key, inner, line in self._pairs(1):
                    yield Item(key, inner, line)

    def _until(self, end: type) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _pairs(self, depth: int) -> Iterator[tuple[str, Value, int]]:
        for event in self._until(yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            key = self._value(event, depth)
            if isinstance(key, dict | list):
                raise _Refused("a key is a text here, not a list or a mapping", line)
            yield str(key), self._value(next(self.events), depth), line

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
        return {key: value for key, value, _ in self._pairs(depth + 1)}


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
