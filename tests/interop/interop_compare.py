"""Compare what a client gave back with what it was given, record by record and field by field."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from citemill.formats import dates, keywords
from citemill.record import DATE_VARIABLES, NAME_VARIABLES, Record
from citemill.text import markup

NOT_COMPARED = frozenset({"id", "custom", "citation-key"})
_DASHES = str.maketrans("–—‐‑\u2212", "-----")
_RAISED = re.compile(r"<(su[bp])>(\d+)</su[bp]>")
_DIGITS = {
    name: str.maketrans("0123456789", there) for name, there in (("sub", "₀₁₂₃₄₅₆₇₈₉"), ("sup", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
}
_SPACES = re.compile(r"\s+")
_TAG = re.compile(r"</?\w+[^<>]*>|\\[a-z]+")
_LETTERS = re.compile(r"[^\w]+|_")


@dataclass
class Loss:
    """One variable that did not come back as it was in some of the records."""

    count: int = 0
    kept_elsewhere: int = 0
    """Of these, how many stand in what the client gave, but not as this variable or not unchanged."""
    example: tuple[str, str, str] = ("", "", "")
    """Key, what was given, and what came back for one of those."""

    def add(self, key: str, given: Any, back: Any, elsewhere: bool) -> None:
        """Count one more."""
        self.count += 1
        self.kept_elsewhere += elsewhere
        if elsewhere and (not self.example[0] or (back and not self.example[2])):
            self.example = (key, _shown(given), _shown(back) if back else "")


@dataclass
class Result:
    """How many records and fields there were, how many came back, and what did not."""

    records: int = 0
    records_kept: int = 0
    fields: int = 0
    fields_kept: int = 0
    losses: dict[str, Loss] = field(default_factory=dict)
    by_variable: Counter[str] = field(default_factory=Counter)


def same(variable: str, given: Any, got: Any) -> bool:
    """Whether two values say the same."""
    return bool(got) and plain(variable, given) == plain(variable, got)


def plain(variable: str, value: Any) -> Any:
    """A value without what formats write in several ways: spaces, kinds of dashes, case protection."""
    if variable in NAME_VARIABLES:
        return [_name(name) for name in value] if isinstance(value, list) else value
    if variable in DATE_VARIABLES:
        return _date(value)
    if variable == "keyword":
        return sorted(_text(one) for one in keywords.split(str(value)))
    text = _text(value)
    if variable in ("page", "ISBN", "ISSN", "number"):
        return text.translate(_DASHES).replace("--", "-")
    return text


def _text(value: Any) -> str:
    text = unicodedata.normalize("NFC", str(value))
    if "<su" in text:
        text = _RAISED.sub(lambda match: match[2].translate(_DIGITS[match[1]]), text)
    if "nocase" in text:
        text = re.sub(r'<span class="nocase">(.*?)</span>', r"\1", text)
    return _SPACES.sub(" ", text).strip()


def _name(name: Any) -> tuple[str, ...]:
    if not isinstance(name, dict):
        return (str(name),)
    if "literal" in name:
        return (_text(name["literal"]),)
    parts = (name.get(part, "") for part in ("dropping-particle", "non-dropping-particle", "family"))
    family = _text(" ".join(part for part in parts if part))
    rest = tuple(_text(name[part]) for part in ("given", "suffix") if name.get(part))
    return (family, *rest)


def _date(value: Any) -> Any:
    if isinstance(value, str):
        value = dates.read(value)
    if isinstance(value, dict) and not value.get("date-parts"):
        value = dates.read(str(value.get("raw") or value.get("literal") or ""))
    parts = value.get("date-parts") if isinstance(value, dict) else None
    return [[int(part) for part in one] for one in parts] if parts else value


def skeleton_of_file(raw: str) -> str:
    """The letters and digits of a file, also without its tags and macros."""
    return skeleton(raw) + " " + skeleton(_TAG.sub("", raw))


def skeleton(text: str) -> str:
    """The letters and digits of a text, to look for it in a file however it is written there."""
    return _LETTERS.sub("", unicodedata.normalize("NFKD", text))


def stands_in(variable: str, value: Any, haystack: str) -> bool:
    """Whether a value of the corpus is found in the text of a file."""
    if variable in NAME_VARIABLES:
        return all(skeleton(one) in haystack for name in value for one in _parts_of(name))
    if variable in DATE_VARIABLES:
        year, month, day = (value["date-parts"][0] + [0, 0])[:3]
        return any(
            one in haystack
            for one in (f"{year}{month:02}{day:02}", f"{year}{month}{day}", *([str(year)] * (not month)))
        )
    if variable == "page":
        return all(part in haystack for part in str(value).split("-"))
    found = skeleton(markup.plain(str(value)))
    return len(found) > 3 and found in haystack  # of a shorter one nobody can say whether it is this field


Carried = Callable[[str, str, Any], bool]
"""Whether a field is in the file at all: takes the key of the record, the variable's label and the value."""


def compare(given: Sequence[Record], got: Sequence[Record], raw: str, carried: Carried) -> Result:
    """Compare records with what came back for them, by position where the keys did not come back.

    `raw` is the text of the client's own answer.
    """
    result = Result()
    haystack = skeleton_of_file(raw)
    for record, found in zip(given, in_order(given, got), strict=True):
        result.records += 1
        result.records_kept += bool(found)
        for label, variable, value, back in fields(record, found):
            if not carried(record["id"], label, value):
                continue
            result.fields += 1
            result.by_variable[label] += 1
            if same(variable, value, back):
                result.fields_kept += 1
            else:
                loss = result.losses.setdefault(label, Loss())
                loss.add(
                    record["id"], value, back, variable == "type" or stands_in(variable, value, haystack)
                )
    return result


def _parts_of(name: dict[str, str]) -> Iterator[str]:
    if "literal" in name:
        yield name["literal"]
        return
    yield " ".join(name[part] for part in ("non-dropping-particle", "family") if part in name)
    yield name["given"]


def in_order(given: Sequence[Record], got: Sequence[Record]) -> Iterator[Record]:
    """For each record what came back for it, empty where nothing did."""
    by_key = {str(record.get("id")): record for record in got}
    without_keys = len(got) == len(given) and not any(record["id"] in by_key for record in given)
    for at, record in enumerate(given):
        yield got[at] if without_keys else by_key.get(str(record["id"]), {})


def fields(record: Record, found: Record) -> Iterator[tuple[str, str, Any, Any]]:
    """Label, variable, what was given and what came back; each name by itself, since clients differ there."""
    for variable, value in record.items():
        if variable in NOT_COMPARED:
            continue
        back = found.get(variable)
        if variable not in NAME_VARIABLES:
            yield variable, variable, value, back
            continue
        names = back if isinstance(back, list) else []
        for at, name in enumerate(value):
            kind = next((_KINDS[part] for part in _KINDS if part in name), "")
            label = f"{variable} ({kind})" if kind else variable
            # One name that a client takes for two must not make all after it wrong.
            near = next((one for one in names if plain(variable, [one]) == plain(variable, [name])), None)
            yield (
                label,
                variable,
                [name],
                [near] if near else names[at : at + 1] if len(names) == len(value) else [],
            )


_KINDS = {"literal": "organisation", "non-dropping-particle": "particle", "suffix": "suffix"}


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(
            ", ".join(str(part) for part in one.values()) for one in value if isinstance(one, dict)
        )
    if isinstance(value, dict):
        return str(value.get("date-parts") or value)
    return str(value)
