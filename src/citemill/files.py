"""Reading and writing files: the one module through which citemill touches them.

A `Source` is something to read, as often as one likes: a path, standard input (kept in a temporary file) or
bytes in memory. It finds out its encoding before anything is read from it. `WholeFile` is
written whole or not at all.
"""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO, Self, TextIO, cast

from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.errors import BadInput, BadOutput

__all__ = ["LINE_LIMIT", "STDIN", "Source", "WholeFile", "write_whole"]

STDIN = "-"

LINE_LIMIT = 16_000_000
"""Longest line in characters that is read; a longer one is refused, so that no input can fill the memory."""

_CHUNK = 1 << 20
_PIECE = 1 << 16

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
            weakref.finalize(self, kept.close)
            self._data = cast(BinaryIO, kept)
            self.name = name or "<stdin>"
        else:
            self._path = Path(origin)
            self.name = name or str(origin)
        self._encoding = ""
        self._nul = False
        self._remarks: list[Diagnostic] = []

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    def open(self) -> BinaryIO:
        """Open from the start, as bytes. Raises `BadInput` where there is no such file to read."""
        if self._path is None:
            assert self._data is not None
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

        The last is a guess that cannot be checked, so it is reported: once, to the first who wants to know.
        Raises `BadInput` for what is no text.
        """
        if not self._encoding:
            self._encoding = self._find_encoding(self._remarks.append)
        if report is not ignore:
            while self._remarks:
                report(self._remarks.pop(0))
        return self._encoding

    def _find_encoding(self, report: Report) -> str:
        head = self.head(_CHUNK)
        for mark, encoding in _BOMS:
            if head.startswith(mark):
                return encoding
        if b"\0" in head:
            # ASCII text as UTF-16 has a NUL in every second place; nothing else that is text has any.
            for encoding, nul, letters in (
                ("utf-16-le", head[1::2], head[0::2]),
                ("utf-16-be", head[0::2], head[1::2]),
            ):
                if nul.count(0) > 0.4 * len(nul) > 10 * letters.count(0):
                    return encoding
            controls = len(head) - len(head.translate(None, _CONTROLS))
            if controls > max(1, len(head) // 50) or head.startswith(_BINARY):
                raise self._no_text()
            self._nul = True
            line = head.count(b"\n", 0, head.index(0)) + 1
            found = "there is a NUL character; such were left out"
            report(Diagnostic("nul-character", Severity.WARNING, Place(self.name, line), found))
        if head.startswith(_BINARY):
            raise self._no_text()
        decoder = codecs.getincrementaldecoder("utf-8")()
        done = 0
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    # What the decoder kept of the chunk before stands at the start of its object.
                    line = 1 + self._line_feeds(done + len(chunk) - len(error.object) + error.start)
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
                done += len(chunk)
        return "utf-8"

    def _line_feeds(self, size: int) -> int:
        """How many there are in the first bytes."""
        count = 0
        with self.open() as stream:
            while chunk := stream.read(min(size, _CHUNK)):
                count += chunk.count(b"\n")
                size -= len(chunk)
        return count

    def _no_text(self) -> BadInput:
        return BadInput("this is no text", place=Place(self.name), hint="give a text, HTML or reference file")

    def text(self, report: Report = ignore) -> str:
        """All of it as text, every line end as a line feed."""
        with self._text_stream(report) as stream:
            try:
                text = stream.read()
                return text.replace("\0", "") if self._nul else text
            except UnicodeError as error:
                raise self._broken(error) from error

    def lines(self, report: Report = ignore) -> Iterator[str]:
        """Line by line, without line ends. Raises `BadInput` on a line longer than `LINE_LIMIT`."""
        for piece in self.pieces(report):
            lines = piece.split("\n")
            if not lines[-1]:
                lines.pop()
            yield from lines

    def pieces(self, report: Report = ignore) -> Iterator[str]:
        """The text in pieces of many whole lines, every line end a line feed, and memory for one piece only.

        Raises `BadInput` on a line longer than `LINE_LIMIT`.
        """
        with self._text_stream(report) as stream:
            number = 1
            rest = ""
            try:
                while piece := stream.read(_PIECE):  # much faster than line by line
                    if self._nul:
                        piece = piece.replace("\0", "")
                    whole, end, after = piece.rpartition("\n")
                    if end:
                        text = f"{rest}{whole}\n"
                        yield text
                        number += text.count("\n")
                        rest = after
                    else:
                        rest += piece
                    if len(rest) > LINE_LIMIT:
                        raise BadInput(
                            f"a line of more than {LINE_LIMIT:,} characters",
                            place=Place(self.name, number),
                            hint="this is no listing or reference file",
                        )
            except UnicodeError as error:
                raise self._broken(error) from error
            if rest:
                yield rest

    def holds_any(self, words: Sequence[str]) -> bool:
        """Whether any of these ASCII words, in lower case, stands in the text in letters of either case."""
        if self.encoding() not in ("utf-8", "utf-8-sig", "cp1252"):
            lower = (piece.lower() for piece in self.pieces())
            return any(word in piece for piece in lower for word in words)
        sought = [word.encode("ascii") for word in words]
        longest = max(map(len, sought))
        with self.open() as stream:
            before = b""
            while chunk := stream.read(_CHUNK):
                lower_bytes = before + chunk.lower()
                if any(word in lower_bytes for word in sought):
                    return True
                before = lower_bytes[-longest:]
        return False

    def _text_stream(self, report: Report) -> TextIO:
        encoding = self.encoding(report)
        # cp1252 leaves five bytes undefined; a replacement character shows where one stood.
        errors = "replace" if encoding == "cp1252" else "strict"
        return io.TextIOWrapper(self.open(), encoding=encoding, errors=errors)

    def _broken(self, error: UnicodeError) -> BadInput:
        return BadInput(
            f"broken {self._encoding} text: {error}", place=Place(self.name), hint="save it as UTF-8"
        )


_CONTROLS = bytes((*range(9), 11, *range(14, 32)))
"""What texts hold by mistake only: with more than a few of them a file is no text."""

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
    """Each has a position of its own, so that several can read at the same time."""

    def __init__(self, data: BinaryIO) -> None:
        self._inner = data
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._inner.seek(self._at)
        data = self._inner.read(len(buffer))
        self._at += len(data)
        buffer[: len(data)] = data
        return len(data)


class WholeFile:
    """A file that is written whole or not at all: beside its place first, put there by `commit`.

    As a context it is discarded unless it was committed, so that an error leaves what was there before.
    Raises `BadOutput` where it cannot be written.

    >>> with WholeFile("refs.bib") as out:  # doctest: +SKIP
    ...     out.write("@misc{x}")
    ...     out.commit()
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the temporary file beside `path`, so that a bad place is known before any work is done."""
        self.path = Path(path)
        self.size = 0
        if self.path.is_dir():
            raise self._bad("this is a folder", hint="name a file in it")
        if not self.path.parent.is_dir():
            folder = self.path.parent
            raise self._bad(f'the folder "{folder}" does not exist', hint="create it, or name another file")
        self._target = self.path.resolve()  # a link stays a link: what it points to is replaced
        try:
            self._temporary: IO[bytes] | None = tempfile.NamedTemporaryFile(  # noqa: SIM115  closed by discard
                dir=self._target.parent, prefix=f".{self._target.name}.", delete=False
            )
        except OSError as error:
            raise self._failed(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.discard()

    def write(self, piece: str | bytes) -> None:
        """Add a piece; text is written as UTF-8."""
        assert self._temporary is not None, "written to after the end"
        data = piece.encode("utf-8") if isinstance(piece, str) else piece
        try:
            self._temporary.write(data)
        except OSError as error:
            raise self._failed(error) from error
        self.size += len(data)

    def commit(self) -> None:
        """Put the file into its place. A file that has something in it is never replaced by an empty one."""
        assert self._temporary is not None, "committed twice"
        there = self._target.stat() if self._target.exists() else None
        if self.size == 0 and there is not None and there.st_size:
            raise self.nothing_to_write()
        temporary = Path(self._temporary.name)
        try:
            self._temporary.close()
            temporary.chmod(there.st_mode & 0o777 if there is not None else 0o666 & ~_umask())
            temporary.replace(self._target)
        except OSError as error:
            raise self._failed(error) from error
        self._temporary = None

    def nothing_to_write(self) -> BadOutput:
        """The error for a file with something in it that would be replaced by nothing."""
        return self._bad(
            "nothing to write, and the file that is there has something in it",
            hint="it was left as it is; delete it first if it is to be empty",
        )

    def discard(self) -> None:
        """Forget what was written and leave what was there before; nothing after a commit."""
        if self._temporary is not None:
            self._temporary.close()
            Path(self._temporary.name).unlink(missing_ok=True)
            self._temporary = None

    def _bad(self, found: str, hint: str) -> BadOutput:
        return BadOutput(found, place=Place(str(self.path)), hint=hint)

    def _failed(self, error: OSError) -> BadOutput:
        return self._bad(f"cannot be written: {error.strerror or error}", hint="choose another place")


def write_whole(path: str | os.PathLike[str], pieces: Iterable[str] | Iterable[bytes]) -> None:
    """Write all pieces into a `WholeFile` and commit it."""
    with WholeFile(path) as out:
        for piece in pieces:
            out.write(piece)
        out.commit()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
