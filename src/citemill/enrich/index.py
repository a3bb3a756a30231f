"""Reading a local metadata index: by identifier, by title, and the candidates for an entry."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import quote

from citemill.diagnostics import Place
from citemill.enrich.keys import Person, title_words
from citemill.enrich.schema import APPLICATION, VERSION, read_people, unpacked
from citemill.errors import BadInput
from citemill.record import Record

__all__ = ["Candidate", "Index"]

_COLUMNS = "work, id, source, title, compact, people, first, last, versions, classes"
_MANY = 200
"""Candidates looked at for one question; more would only be worse ones."""


class Candidate(NamedTuple):
    """A work that an entry may be, with what is needed to compare them."""

    work: int
    id: str
    source: str
    title: str
    """Folded words, " : " before a subtitle."""
    compact: str
    people: str
    first: int | None
    last: int | None
    versions: str
    classes: str

    def persons(self) -> list[Person]:
        """Its authors' keys."""
        return read_people(self.people)


class Index:
    """An open index. One per thread; any number of them may be open while another is being built."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the file. Raises `BadInput` where it is no index, or one of another version."""
        self.path = Path(path)
        place = Place(str(path))
        if not self.path.is_file():
            raise BadInput("there is no such file", place=place, hint="build it with: citemill index build")
        # The file is never changed in its place (see `schema`), so SQLite may go without locks.
        address = f"file:{quote(str(self.path.resolve()))}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, isolation_level=None)
            self._connection.execute("PRAGMA mmap_size = 8589934592")
            kind = self._connection.execute("PRAGMA application_id").fetchone()[0]
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise BadInput(f"this is no index ({error})", place=place) from error
        if kind != APPLICATION or version != VERSION:
            self._connection.close()
            found = (
                "this is no index" if kind != APPLICATION else f"an index of version {version}, not {VERSION}"
            )
            raise BadInput(found, place=place, hint="build it with: citemill index build")
        self._frequencies: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __len__(self) -> int:
        return int(self.facts().get("works", 0))

    def facts(self) -> dict[str, str]:
        """When it was built ("built"), how many works it has ("works") and from where ("source:arxiv")."""
        return dict(self._connection.execute("SELECT name, value FROM facts"))

    def record(self, candidate: Candidate | int) -> Record:
        """The whole record of a candidate."""
        work = candidate if isinstance(candidate, int) else candidate.work
        return unpacked(
            self._connection.execute("SELECT record FROM works WHERE work = ?", (work,)).fetchone()[0]
        )

    def by_identifiers(self, names: Iterable[str]) -> list[Candidate]:
        """Works by names like "arxiv:1706.03762" and "doi:10.1109/cvpr.2016.90"."""
        wanted = tuple(names)
        marks = ",".join("?" * len(wanted))
        return self._candidates(
            f"work IN (SELECT work FROM identifiers WHERE name IN ({marks})) OR id IN ({marks})",  # noqa: S608  marks
            wanted * 2,
        )

    def by_title(self, compact: str) -> list[Candidate]:
        """Works of exactly this title (as `keys.compact` gives it)."""
        return self._candidates("compact = ?", (compact,))

    def by_title_start(self, compact: str) -> list[Candidate]:
        """Works whose title begins so: the entry has no subtitle, or a shorter one."""
        return self._candidates("compact > ? AND compact < ?", (compact, compact + "\U0010ffff"))

    def by_titles(self, compacts: Sequence[str]) -> list[Candidate]:
        """Works of any of these titles."""
        return self._candidates(f"compact IN ({','.join('?' * len(compacts))})", tuple(compacts))

    def matching(self, question: str, limit: int = _MANY) -> list[Candidate]:
        """Works by an FTS5 question over the columns `title` and `people`."""
        return self._candidates(
            "work IN (SELECT rowid FROM words WHERE words MATCH ? LIMIT ?)", (question, limit)
        )

    def search(self, text: str, limit: int = 20) -> list[Record]:
        """Works that have all these words in title or authors, best first."""
        words = " ".join(f'"{word}"' for word in title_words(text))
        if not words:
            return []
        # `rank` is BM25: a word in a short title, and a rare word, count for more.
        found = self._connection.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?", (words, limit)
        ).fetchall()
        return [self.record(work) for (work,) in found]

    def frequency(self, word: str, column: str = "title") -> int:
        """In how many works' titles (or people) a folded word stands."""
        key = f"{column}:{word}"
        known = self._frequencies.get(key)
        if known is None:
            row = self._connection.execute(
                "SELECT doc FROM vocabulary WHERE term = ? AND col = ?", (word, column)
            ).fetchone()
            known = self._frequencies[key] = int(row[0]) if row else 0
        return known

    def _candidates(self, where: str, values: Sequence[object]) -> list[Candidate]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM works WHERE {where} LIMIT {_MANY}",  # noqa: S608  our own texts, values are bound
            values,
        )
        return [Candidate(*row) for row in rows]
