"""What a person decided about entries that may be one of several works, remembered."""

from __future__ import annotations

import json
import os
from pathlib import Path

from citemill.diagnostics import Place
from citemill.enrich.keys import compact, people
from citemill.errors import BadInput
from citemill.files import WholeFile
from citemill.record import Record

__all__ = ["Choices"]


class Choices:
    """Decisions by entry: the id of a record, or an empty text for "none of them"; by pair: one work or not.

    They are written to the file whenever one is made, so that an interrupted review goes on where it stopped.
    An entry is known again by its title, its first author and its date, not by its key.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Read the file where there is one. Raises `BadInput` where it holds something else."""
        self.path = Path(path)
        self._made: dict[str, str] = {}
        if self.path.is_file():
            try:
                made = json.loads(self.path.read_bytes())
                self._made = {str(key): str(value) for key, value in made.items()}
            except (ValueError, AttributeError) as error:
                place = Place(str(path))
                raise BadInput(
                    f"these are no choices ({error})", place=place, hint="delete the file"
                ) from error

    def get(self, entry: Record) -> str | None:
        """What was chosen for the entry; None where nothing was."""
        return self._made.get(_known_by(entry))

    def set(self, entry: Record, identity: str) -> None:
        """Remember a choice."""
        self._remember(_known_by(entry), identity)

    def get_pair(self, one: Record, other: Record) -> bool | None:
        """Whether two records were said to be of one work; None where nothing was said."""
        made = self._made.get(_pair(one, other))
        return None if made is None else made == _SAME

    def set_pair(self, one: Record, other: Record, same: bool) -> None:
        """Remember what was said of two records."""
        self._remember(_pair(one, other), _SAME if same else "")

    def _remember(self, key: str, value: str) -> None:
        self._made[key] = value
        with WholeFile(self.path) as file:
            file.write(json.dumps(self._made, ensure_ascii=False, indent=1, sort_keys=True))
            file.commit()


_SAME = "same"


def _pair(one: Record, other: Record) -> str:
    return " = ".join(sorted((_known_by(one), _known_by(other))))


def _known_by(entry: Record) -> str:
    first = " ".join(people(entry)[0].words) if people(entry) else ""
    parts = (entry.get("issued") or {}).get("date-parts", [[]])[0]
    return f"{compact(str(entry.get('title', '')))}|{first}|{'-'.join(map(str, parts))}"
