"""Metadata dumps, packed or not, as streams of JSON values: lines, an array, or an answer that wraps one."""

from __future__ import annotations

import io
import json
import lzma
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.errors import BadInput
from citemill.files import LINE_LIMIT, Source

__all__ = ["PACKED_SUFFIXES", "damage_errors", "json_values", "open_dump", "plain_file", "unwrapped"]

_WRAPPERS = (("message", "items"), ("items",), ("results",), ("data",), ("message",))
"""Where the answers and files of Crossref, OpenAlex, Semantic Scholar and DataCite keep their list."""

_MOST_FAULTS = 20
"""So many broken lines are reported one by one; the rest as a count."""


@contextmanager
def open_dump(source: Source) -> Iterator[BinaryIO]:
    """Open a dump, unpacking gzip, xz, bzip2 or (with the extra "zst") Zstandard by its first bytes."""
    head = source.head(6)
    with source.open() as stream, _unpacked(stream, head, source.name) as unpacked:
        yield unpacked


_MAGIC = (b"\x1f\x8b", b"\xfd7zXZ\x00", b"BZh", b"(\xb5/\xfd")
PACKED_SUFFIXES = (".gz", ".xz", ".bz2", ".zst")


@contextmanager
def plain_file(source: Source) -> Iterator[Source]:
    """The source itself, or if it is packed a file beside it for as long as the block lasts.

    It is for readers that want to read their input more than once. Raises `BadInput` for a damaged file.
    """
    if not source.head(6).startswith(_MAGIC):
        yield source
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plain")
        try:
            with open_dump(source) as stream, path.open("wb") as file:
                shutil.copyfileobj(stream, file, 1 << 20)
        except damage_errors() as error:
            raise BadInput(
                f"the packed file breaks off or is damaged ({error})",
                place=Place(source.name),
                hint="fetch it again",
            ) from error
        yield Source(path, name=source.name)


def _unpacked(stream: BinaryIO, head: bytes, name: str) -> BinaryIO:
    if head.startswith(b"\x1f\x8b"):
        import gzip

        return cast(BinaryIO, gzip.open(stream))
    if head.startswith(b"\xfd7zXZ\x00"):
        return cast(BinaryIO, lzma.open(stream))
    if head.startswith(b"BZh"):
        import bz2

        return cast(BinaryIO, bz2.open(stream))
    if head.startswith(b"(\xb5/\xfd"):
        try:
            import zstandard
        except ImportError:
            raise BadInput(
                "this is packed with Zstandard, which needs one more package",
                place=Place(name),
                hint='install it with: pip install "citemill[zst]"',
            ) from None
        return io.BufferedReader(_Zstandard(stream, zstandard.ZstdDecompressor().decompressobj))
    return stream


class _Zstandard(io.RawIOBase):
    """Frames unpacked one after the other; a file that ends within one is an error, as with gzip and xz."""

    def __init__(self, packed: BinaryIO, unpacker: Callable[[], Any]) -> None:
        self._packed, self._unpacker = packed, unpacker
        self._frame = unpacker()
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            rest = self._frame.unused_data if self._frame.eof else b""
            chunk = rest or self._packed.read(1 << 17)
            if not chunk:
                if not self._frame.eof:
                    raise EOFError("a Zstandard frame is not complete")
                return 0
            if self._frame.eof:
                self._frame = self._unpacker()
            self._ready = self._frame.decompress(chunk)
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size


def damage_errors() -> tuple[type[Exception], ...]:
    """What reading a damaged packed file may raise."""
    zstandard = sys.modules.get("zstandard")
    extra = (zstandard.ZstdError,) if zstandard else ()
    return (EOFError, OSError, zlib.error, lzma.LZMAError, *extra)


def json_values(source: Source, report: Report = ignore) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each JSON object of a dump with the line it starts on (1 for all of a file that is one value).

    A line that is no JSON object is reported and passed over. Raises `BadInput` where nothing can be read.
    """
    with open_dump(source) as stream:
        try:
            yield from _values(stream, source.name, report)
        except damage_errors() as error:
            raise BadInput(
                f"the packed file breaks off or is damaged ({error})",
                place=Place(source.name),
                hint="fetch it again",
            ) from error


def _values(stream: IO[bytes], name: str, report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
    first = stream.readline(LINE_LIMIT)
    while first and not first.strip(b" \t\r\n\xef\xbb\xbf"):
        first = stream.readline(LINE_LIMIT)
    start = first.lstrip(b" \t\r\n\xef\xbb\xbf")
    if not start.startswith((b"{", b"[")):
        if start:
            raise BadInput("this is no JSON", place=Place(name, 1), hint="give JSON or JSON lines")
        return
    if start.startswith(b"{"):
        value = _object(start)
        if value is not None and (rest := stream.readline(LINE_LIMIT)):
            yield from _unwrapped(1, value)
            yield from _lines(stream, rest, name, report)
            return
        if value is not None:
            yield from _unwrapped(1, value)
            return
    try:
        whole = json.loads(start + stream.read())
    except ValueError as error:
        raise BadInput(f"broken JSON: {error}", place=Place(name), hint="fetch it again") from error
    if isinstance(whole, dict):
        yield from _unwrapped(1, whole)
    elif isinstance(whole, list):
        yield from ((1, value) for value in whole if isinstance(value, dict))


def _lines(
    stream: IO[bytes], second: bytes, name: str, report: Report
) -> Iterator[tuple[int, dict[str, Any]]]:
    line, faults = 1, 0
    text = second
    while text:
        line += 1
        if text.strip():
            value = _object(text)
            if value is not None:
                yield line, value
            else:
                faults += 1
                if faults <= _MOST_FAULTS:
                    report(
                        Diagnostic(
                            "broken-line",
                            Severity.ERROR,
                            Place(name, line),
                            "this line is no JSON object",
                            "it was passed over",
                        )
                    )
        text = stream.readline(LINE_LIMIT)
    if faults > _MOST_FAULTS:
        message = f"{faults:,} lines are no JSON objects"
        report(Diagnostic("broken-line", Severity.ERROR, Place(name), message, "they were passed over"))


def _object(text: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _unwrapped(line: int, value: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    return ((line, item) for item in unwrapped(value))


def unwrapped(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The works in an answer of Crossref, OpenAlex, Semantic Scholar or DataCite; a work itself as it is."""
    for path in _WRAPPERS:
        inner: Any = value
        for part in path:
            inner = inner.get(part) if isinstance(inner, dict) else None
        if isinstance(inner, list):
            yield from (item for item in inner if isinstance(item, dict))
            return
        if isinstance(inner, dict) and path[-1] in ("message", "data"):
            yield inner
            return
    yield value
