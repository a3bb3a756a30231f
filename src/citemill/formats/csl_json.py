"""CSL-JSON: an array of records, each variable on a line of its own; read and written record by record.

What is read: an array, one record, records one after the other (JSON lines), and the objects round a list
that services answer with ({"items": [...]}, {"message": {"items": [...]}}).
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import WriteOptions
from citemill.formats.csl_jsonl import encode, in_order
from citemill.formats.csl_repair import repaired
from citemill.formats.rows import BROKEN, unwritable
from citemill.formats.zotero_profile import for_csl_json, profiled
from citemill.record import Record

__all__ = ["detects", "read", "write"]

_CHUNK = 1 << 20
_LARGEST = 64 << 20
"""A single record of more characters than this is none."""

_BETWEEN = re.compile(r"[\s,]*")
_NEXT = re.compile(r"[}\]]\s*,?\s*(?=\{)")
_STRING = r'"(?:[^"\\]|\\.)*"'
_SIMPLE = rf"(?:\s*{_STRING}\s*:\s*(?:{_STRING}|[\w.+-]+|\{{[^{{}}\[\]]*\}}|\[[^\[\]{{}}]*\])\s*,)*"
_WRAPPER = re.compile(
    rf'\{{{_SIMPLE}(?:\s*"(?:message|data)"\s*:\s*\{{{_SIMPLE})?\s*"(?:items|references|data)"\s*:\s*\['
)
"""The beginning of an object around a list of records."""

_LISTS = ("items", "references", "message", "data")


def detects(head: str) -> bool:
    """Whether a file that begins so is JSON that may hold CSL records."""
    start = head.lstrip("\ufeff \t\r\n")
    if not start.startswith(("[", "{")):
        return False
    known = ('"type"', '"title"', '"id"', '"items"', '"DOI"', '"author"')
    return start.strip() in ("[]", "{}") or ("@context" not in head and any(name in head for name in known))


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read records one by one; a faulty one is reported with its line and passed over."""
    reading = _Reading(source, report)
    found = False
    for item, line in reading.items():
        found = True
        record = repaired(item, Place(source.name, line), report)
        if record is not None:
            yield record
    if not found and reading.faulty:
        raise BadInput("this is no JSON", place=Place(source.name, 1), hint="give a list of CSL-JSON records")


class _Reading:
    """The text of the source as it comes in, and how far it has been read."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.text = ""
        self.at = 0
        self.line = 1
        self.ended = False
        self.faulty = False
        self.decode = json.JSONDecoder().raw_decode

    def items(self) -> Iterator[tuple[Any, int]]:
        """Each value of the outermost list, with the line in which it begins."""
        encoding = self.source.encoding(self.report)
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        with self.source.open() as stream:

            def more() -> None:
                data = stream.read(max(_CHUNK, len(self.text) - self.at))
                self.ended = not data
                self.text = self.text[self.at :] + decoder.decode(data, self.ended)
                self.at = 0

            more()
            self.skip()
            wrapper = _WRAPPER.match(self.text, self.at)
            if wrapper and '"type"' not in wrapper[0]:
                self.advance(wrapper.end())
            elif self.text[self.at : self.at + 1] == "[":
                wrapper = None
                self.at += 1
            while True:
                self.skip()
                if self.at >= len(self.text):
                    if self.ended:
                        return
                    more()
                    continue
                if self.text[self.at] == "]":
                    if wrapper:
                        return  # what follows is of the object around the list
                    self.at += 1
                    continue
                try:
                    value, end = self.decode(self.text, self.at)
                except json.JSONDecodeError as error:
                    if not self.ended and len(self.text) - self.at < _LARGEST:
                        more()
                    elif not self.resume(error):
                        return
                    continue
                except RecursionError:
                    self.fault("values nested too deeply", self.at)
                    return
                line = self.line
                self.advance(end)
                yield from self.unwrapped(value, line)

    def unwrapped(self, value: Any, line: int) -> Iterator[tuple[Any, int]]:
        if isinstance(value, dict) and "type" not in value:
            for name in _LISTS:
                inner = value.get(name)
                if isinstance(inner, list):
                    yield from ((item, line) for item in inner)
                    return
                if isinstance(inner, dict):
                    yield from self.unwrapped(inner, line)
                    return
            if value and all(isinstance(inner, dict) and "type" in inner for inner in value.values()):
                yield from (({"id": key, **inner}, line) for key, inner in value.items())
                return
        yield value, line

    def skip(self) -> None:
        match = _BETWEEN.match(self.text, self.at)
        assert match is not None
        self.advance(match.end())

    def advance(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def resume(self, error: json.JSONDecodeError) -> bool:
        """Report what cannot be read, and go on to the next object; False where there is none."""
        self.fault(error.msg, error.pos)
        match = _NEXT.search(self.text, max(error.pos, self.at + 1))
        if match is None:
            return False
        self.advance(match.end())
        return True

    def fault(self, message: str, position: int) -> None:
        self.faulty = True
        line = self.line + self.text.count("\n", self.at, position)
        self.report(
            Diagnostic(
                "json-faulty",
                Severity.ERROR,
                Place(self.source.name, line),
                f"this is no JSON: {message[:1].lower()}{message[1:]}",
                "correct it and read the file again; the records around it were read",
            )
        )


@lru_cache(maxsize=1_000)
def _key(variable: str) -> str:
    return f"    {encode(variable)}: "


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write records as one JSON array; an empty one when there are none."""
    before = "[\n"
    for record in profiled(records, options, for_csl_json):
        try:
            lines = [_key(variable) + encode(record[variable]) for variable in in_order(record)]
        except BROKEN as error:
            report(unwritable(record, error))
            continue
        yield before + "  {\n" + ",\n".join(lines) + "\n  }"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
