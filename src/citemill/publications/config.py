"""`citemill.toml`: read into a `Plan`, described by a JSON schema, and written anew with comments.

All three walk over the fields of the plan's classes; no option is named here.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from citemill.diagnostics import Place
from citemill.errors import BadInput, UnknownName
from citemill.files import Source
from citemill.publications.plan import Plan

__all__ = ["FILE_NAME", "commented", "find", "read", "schema"]

FILE_NAME = "citemill.toml"


def find(folder: Path) -> Path | None:
    """The configuration file of a folder: in it, or in the nearest folder above that has one."""
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
    return None


def read(path: Path) -> Plan:
    """Read a configuration file.

    Raises `BadInput` with the line where it is no TOML or an option has the wrong kind of value, and
    `UnknownName` for an option that does not exist.
    """
    text = Source(path).text()
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = Place(str(path), int(line[1]) if line else text.count("\n") + 1)
        raise BadInput(f"this is no TOML: {error}", place=place) from None
    plan: Plan = _Reader(str(path), text).table(Plan, table, "")
    return plan


class _Reader:
    """Turns the tables of one file into the classes of the plan."""

    def __init__(self, source: str, text: str) -> None:
        self._source = source
        self._lines = text.splitlines()

    def table(self, cls: type, table: Any, path: str) -> Any:
        if not isinstance(table, dict):
            raise self._wrong(path, "a table", table)
        known = _options(cls)
        for name in table:
            if name not in known:
                raise self._unknown(path, name, known)
        return cls(
            **{
                known[name][0]: self.value(known[name][1], value, f"{path}.{name}" if path else name)
                for name, value in table.items()
            }
        )

    def value(self, kind: Any, value: Any, path: str) -> Any:
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if dataclasses.is_dataclass(kind):
            return self.table(typing.cast(type, kind), value, path)
        if origin is types.UnionType:  # "bool | None": None is for an option that is not given
            return self.value(arguments[0], value, path)
        if origin is typing.Literal:
            if value not in arguments:
                raise UnknownName(f'value of the option "{path}"', str(value), arguments, see=self._at(path))
            return value
        if origin is tuple:
            values = value if isinstance(value, list) else [value]  # one value may stand without brackets
            return tuple(self.value(arguments[0], one, path) for one in values)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            if not isinstance(value, dict):
                raise self._wrong(path, "a table", value)
            return types.MappingProxyType(
                {key: self.value(arguments[1], one, f"{path}.{key}") for key, one in value.items()}
            )
        if kind is str and isinstance(value, datetime.date):
            return value.isoformat()
        if kind is str and isinstance(value, int) and not isinstance(value, bool):
            return str(value)  # since = 2020
        if type(value) is not kind:
            raise self._wrong(path, _KINDS[kind], value)
        return value

    def _unknown(self, path: str, name: str, known: Mapping[str, Any]) -> UnknownName:
        what = f"option of [{path}]" if path else "option"
        return UnknownName(what, name, known, see=self._at(f"{path}.{name}"))

    def _wrong(self, path: str, wanted: str, value: Any) -> BadInput:
        found = f'the option "{path}" wants {wanted}, not {value!r}'
        return BadInput(found, place=Place(self._source, self._line(path)))

    def _at(self, path: str) -> str:
        return str(Place(self._source, self._line(path)))

    def _line(self, path: str) -> int | None:
        """The line an option stands in: the first in which its name is set, or heads a table."""
        name = re.escape(path.rpartition(".")[2])
        found = re.compile(rf"""\s*(?:\[+.*?)?["']?\b{name}\b["']?\s*[=\]]""")
        return next((at for at, line in enumerate(self._lines, 1) if found.match(line)), None)


_KINDS: dict[Any, str] = {str: "a text", bool: "true or false", int: "a number"}


@cache
def _options(cls: Any) -> Mapping[str, tuple[str, Any, str, Any]]:
    """By name in the file: the field's name, its type, its documentation and its default."""
    hints = typing.get_type_hints(cls)
    found = {}
    for one in dataclasses.fields(cls):
        factory = one.default_factory
        default = one.default if factory is dataclasses.MISSING else factory()
        found[one.name.replace("_", "-")] = (one.name, hints[one.name], one.metadata["doc"], default)
    return found


def schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of the file, for editors that complete and check TOML."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "citemill.toml: a publication list",
        **_schema_of_table(Plan),
    }


def _schema_of_table(cls: type) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"description": doc, **_schema_of(kind), **_default(default)}
            for name, (_, kind, doc, default) in _options(cls).items()
        },
    }


def _schema_of(kind: Any) -> dict[str, Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _schema_of_table(typing.cast(type, kind))
    if origin is types.UnionType:
        return _schema_of(arguments[0])
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        item = _schema_of(arguments[0])
        return {"anyOf": [{"type": "array", "items": item}, item]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema_of(arguments[1])}
    if kind is str:
        return {"type": ["string", "integer"]}
    return {"type": {bool: "boolean", int: "integer"}[kind]}


def _default(default: Any) -> dict[str, Any]:
    if isinstance(default, tuple):
        return {"default": list(default)}
    return {"default": default} if isinstance(default, str | int) else {}


_EXAMPLES = {
    "groups": '[groups.students]\nmembers = ["Ada King", "Charles Babbage"]\nunderline = true',
    "entries": '[entries."KEY"]\nnote = "..."\naward = "Best paper"\nselected = true',
}


def commented(given: Mapping[str, Any], keys: Iterator[str] | tuple[str, ...] = ()) -> str:
    """A configuration file with every option: `given` are set, all others commented out at their defaults.

    `given` may name options of tables ("owner.name"); `keys` are citation keys to show in an example.
    """
    lines = ["# The publication list: `citemill cv` in this folder, or below it, builds it."]
    tables: list[tuple[str, Any, str]] = []
    for name, (_, kind, doc, default) in _options(Plan).items():
        if dataclasses.is_dataclass(kind):
            tables.append((name, kind, doc))
        elif typing.get_origin(kind) is not None and default == {}:
            tables.append((name, None, doc))
        else:
            lines += _commented_option(name, doc, default, given.get(name))
    for name, kind, doc in tables:
        lines += ["", *_comment(doc)]
        if kind is None:
            example = _EXAMPLES[name].replace("KEY", next(iter(keys), "key"))
            lines += [f"# {line}" for line in example.splitlines()]
            continue
        lines.append(f"[{name}]")
        for inner, (_, inner_kind, inner_doc, default) in _options(kind).items():
            shown = {} if dataclasses.is_dataclass(inner_kind) else default
            lines += _commented_option(inner, inner_doc, shown, given.get(f"{name}.{inner}"))
    return "\n".join(lines) + "\n"


def _commented_option(name: str, doc: str, default: Any, value: Any) -> list[str]:
    if value is not None:
        return ["", *_comment(doc), f"{name} = {_toml(value)}"]
    return ["", *_comment(doc), f"# {name} = {_toml(default)}"]


def _comment(doc: str) -> list[str]:
    import textwrap

    return textwrap.wrap(doc, 100, initial_indent="# ", subsequent_indent="# ")


def _toml(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        import json

        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    return "false" if value is None else str(value)
