"""Reading and writing files: the one module through which citemill touches them.

A `Source` is something to read, as often as one likes: a path, standard input (kept in a temporary file) or
bytes in memory. It finds out its encoding before anything is read from it. `replacing` writes a file whole or
not at all.
"""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, BinaryIO, TextIO, cast

from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.errors import BadInput, BadOutput

__all__ = ["LINE_LIMIT", "STDIN", "Source", "write_whole"]

STDIN = "-"

LINE_LIMIT = 16_000_000
"""Longest line in characters that is read; a longer one is refused, so that no input can fill the memory."""

_CHUNK = 1 << 20

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Source:
    """An input that can be read more than once, as bytes or as text."""

    def __init__(self, origin: str | os.PathLike[str] | bytes, *, name: str = "") -> None:
        """Take a path, "-" for standard input, or the bytes themselves; `name` is used in messages."""
        self._data: BinaryIO | None = None
        self._path: Path | None = None
        if isinstance(origin, bytes):
            self._data = io.BytesIO(origin)
            self.name = name or "<bytes>"
        elif os.fspath(origin) == STDIN:
            kept = tempfile.SpooledTemporaryFile(max_size=64 * _CHUNK)  # noqa: SIM115  lives as long as we do
            shutil.copyfileobj(sys.stdin.buffer, kept, _CHUNK)
            self._data = cast(BinaryIO, kept)
            self.name = name or "<stdin>"
        else:
            self._path = Path(origin)
            self.name = name or str(origin)
        self._encoding = ""

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    def open(self) -> BinaryIO:
        """Open from the start, as bytes. Raises `BadInput` where there is no such file to read."""
        if self._path is None:
            assert self._data is not None
            self._data.seek(0)
            return _Shared(self._data)
        try:
            if self._path.is_dir():
                raise BadInput("this is a folder", place=Place(self.name), hint="name a file in it")
            return self._path.open("rb")
        except FileNotFoundError:
            raise BadInput("there is no such file", place=Place(self.name), hint="check the path") from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise BadInput(f"cannot be read: {reason}", place=Place(self.name)) from error

    def read(self) -> bytes:
        """All of it as bytes."""
        with self.open() as stream:
            return stream.read()

    def head(self, size: int = 1 << 16) -> bytes:
        """The first bytes, to tell the kind of input by."""
        with self.open() as stream:
            return stream.read(size)

    def encoding(self, report: Report = ignore) -> str:
        """Find the text's encoding: by its byte-order mark, UTF-8 where all of it is, else Windows-1252.

        The last is a guess that cannot be checked, so it is reported. Raises `BadInput` for what is no text.
        """
        if not self._encoding:
            self._encoding = self._find_encoding(report)
        return self._encoding

    def _find_encoding(self, report: Report) -> str:
        head = self.head(_CHUNK)
        for mark, encoding in _BOMS:
            if head.startswith(mark):
                return encoding
        if b"\0" in head:
            # ASCII text as UTF-16 has a NUL in every second place; nothing else that is text has any.
            for encoding, nul in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
                if nul.count(0) > 0.4 * len(nul) > 0:
                    return encoding
            raise BadInput(
                "this is no text", place=Place(self.name), hint="give a text, HTML or reference file"
            )
        if head.startswith(_BINARY):
            raise BadInput(
                "this is no text", place=Place(self.name), hint="give a text, HTML or reference file"
            )
        decoder = codecs.getincrementaldecoder("utf-8")()
        line = 1
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    line += error.object[: error.start].count(b"\n")
                    report(
                        Diagnostic(
                            "encoding-guessed",
                            Severity.WARNING,
                            Place(self.name, line),
                            "this is not UTF-8; read as Windows-1252 (Latin-1)",
                            "save the file as UTF-8 if letters come out wrong",
                        )
                    )
                    return "cp1252"
                line += chunk.count(b"\n")
        return "utf-8"

    def text(self, report: Report = ignore) -> str:
        """All of it as text, every line end as a line feed."""
        with self._text_stream(report) as stream:
            try:
                return stream.read()
            except UnicodeError as error:
                raise self._broken(error) from error

    def lines(self, report: Report = ignore) -> Iterator[str]:
        """Line by line, without line ends. Raises `BadInput` on a line longer than `LINE_LIMIT`."""
        with self._text_stream(report) as stream:
            number = 0
            try:
                while line := stream.readline(LINE_LIMIT):
                    number += 1
                    if line[-1] == "\n":
                        yield line[:-1]
                        continue
                    if len(line) == LINE_LIMIT:
                        raise BadInput(
                            f"a line of more than {LINE_LIMIT:,} characters",
                            place=Place(self.name, number),
                            hint="this is no listing or reference file",
                        )
                    yield line
            except UnicodeError as error:
                raise self._broken(error) from error

    def _text_stream(self, report: Report) -> TextIO:
        encoding = self.encoding(report)
        # cp1252 leaves five bytes undefined; a replacement character shows where one stood.
        errors = "replace" if encoding == "cp1252" else "strict"
        return io.TextIOWrapper(self.open(), encoding=encoding, errors=errors)

    def _broken(self, error: UnicodeError) -> BadInput:
        return BadInput(
            f"broken {self._encoding} text: {error}", place=Place(self.name), hint="save it as UTF-8"
        )


_BINARY = (
    b"%PDF-",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\xfd7zXZ",
    b"(\xb5/\xfd",
)


class _Shared(io.BufferedReader):
    """A reader over bytes that stay open when it is closed, so that they can be read again."""

    def __init__(self, data: BinaryIO) -> None:
        super().__init__(_Unclosed(data))


class _Unclosed(io.RawIOBase):
    def __init__(self, data: BinaryIO) -> None:
        self._inner = data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def write_whole(
    path: str | os.PathLike[str], pieces: Iterable[str] | Iterable[bytes], *, keep_if_empty: bool = True
) -> None:
    """Write a file whole or not at all: beside its place first, then renamed into it.

    With `keep_if_empty` a file that has something in it is never replaced by an empty one.
    Raises `BadOutput`.
    """
    target = Path(path)
    if target.is_dir():
        raise BadOutput("this is a folder", place=Place(str(path)), hint="name a file in it")
    if not target.parent.is_dir():
        raise BadOutput(
            f'the folder "{target.parent}" does not exist',
            place=Place(str(path)),
            hint="create it, or name another file",
        )
    target = target.resolve()  # a link stays a link: what it points to is replaced
    temporary: IO[bytes] | None = None
    try:
        temporary = tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False)  # noqa: SIM115
        for piece in pieces:
            temporary.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
        size = temporary.tell()
        temporary.close()
        if size == 0 and keep_if_empty and target.exists() and target.stat().st_size:
            raise BadOutput(
                "nothing to write, and the file that is there has something in it",
                place=Place(str(path)),
                hint="the file was left as it is; delete it first if it is to be empty",
            )
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(temporary.name).chmod(mode)
        Path(temporary.name).replace(target)
        temporary = None
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadOutput(
            f"cannot be written: {reason}", place=Place(str(path)), hint="choose another place"
        ) from error
    finally:
        if temporary is not None:
            temporary.close()
            Path(temporary.name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
