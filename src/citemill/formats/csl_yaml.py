"""CSL-YAML, as pandoc has it: CSL-JSON's items under `references`, with Markdown in their texts.

Written is the form that pandoc takes as a bibliography and in a document's front matter. Read is that form, a
bare list, and the older names of pandoc's dates (`year`, `month`, `day`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.files import Source
from citemill.formats import WriteOptions, dates, yaml
from citemill.formats.rows import written
from citemill.record import DATE_VARIABLES, NAME_VARIABLES, TYPES, VARIABLES, Name, Record, faults
from citemill.text import markup
from citemill.text.rich import Mark, Rich, Span

__all__ = ["detects", "read", "write"]

_VERBATIM = frozenset(
    "id type DOI ISBN ISSN PMID PMCID URL citation-key language call-number keyword issue volume page".split()
)
"""Variables whose values are codes, written as they stand."""


def detects(head: str) -> bool:
    """Whether a file that begins so is CSL-YAML."""
    return (
        bool(
            re.search(r"^references:[ \t]*$", head, re.MULTILINE)
            or re.match(r"\s*(?:---\s*\n)?- (?:id|type|[\w-]+): ", head)
        )
        and "cff-version" not in head
    )


# --- writing


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write a YAML document that pandoc reads alone and as front matter."""
    yield "---\n"
    empty = True
    for text in written(records, lambda record: yaml.element(_item(record), 1), report):
        yield "references:\n" + text if empty else text
        empty = False
    yield "references: []\n---\n" if empty else "---\n"


def _item(record: Record) -> dict[str, Any]:
    item: dict[str, Any] = {"id": str(record["id"]), "type": record["type"]}
    for variable, value in record.items():
        if variable in item or value in ("", None, [], {}):
            continue
        if variable in NAME_VARIABLES:
            item[variable] = [{part: _marked(part, text) for part, text in name.items()} for name in value]
        elif variable in DATE_VARIABLES:
            item[variable] = _date(value)
        elif isinstance(value, str):
            item[variable] = value if variable in _VERBATIM else _markdown(markup.parse(value))
        elif variable in ("categories", "custom") or isinstance(value, int | float):
            item[variable] = value
    return item


def _marked(part: str, text: Any) -> Any:
    return _markdown((text,)) if isinstance(text, str) else text


def _date(date: dict[str, Any]) -> Any:
    """A date as EDTF text, which pandoc reads; as CSL-JSON has it where it says more."""
    text = dates.write(date)
    simple = date.keys() <= {"date-parts", "circa"} and text
    return text if simple else date


_SPECIAL = re.compile(r"[\\`*_<>\[\]^~$]|(?<!\w)@|&(?=#?\w+;)|(?<=-)-|\.(?=\.\.)|['\"]")
_AT_START = re.compile(r"^(\d*)([#+-]|(?<=\d)[.)])(?=\s|$)")
_MARKS = {
    Mark.ITALIC: ("*", "*"),
    Mark.BOLD: ("**", "**"),
    Mark.SUP: ("^", "^"),
    Mark.SUB: ("~", "~"),
    Mark.SMALL_CAPS: ("[", "]{.smallcaps}"),
    Mark.NOCASE: ("[", "]{.nocase}"),
}


def _markdown(text: Rich) -> str:
    """Rich text as pandoc's Markdown.

    Quotes, dashes and dots are escaped too, since pandoc makes them typographic.
    """
    pieces = []
    for part in text:
        if isinstance(part, str):
            pieces.append(_SPECIAL.sub(r"\\\g<0>", part))
        else:
            before, after = _MARKS.get(part.mark, ("", ""))
            inner = _markdown(part.children)
            if part.mark in (Mark.SUP, Mark.SUB):
                inner = inner.replace(" ", "\\ ")
            if before and part.mark in (Mark.BOLD, Mark.ITALIC):  # no mark stands beside a blank inside
                left, right = len(inner) - len(inner.lstrip(" ")), len(inner.rstrip(" "))
                before, inner, after = inner[:left] + before, inner.strip(" "), after + inner[right:]
            pieces += (before, inner, after) if inner else (before.strip("*"),)
    whole = "".join(pieces)
    return _AT_START.sub(r"\1\\\2", whole)


# --- reading


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read each item of `references`, or of a bare list."""
    count = 0
    for item in yaml.items(source, report, {"references"}):
        if item.key and item.key != "references":
            continue  # other metadata of a document
        count += 1
        place = Place(source.name, item.line)
        if isinstance(item.value, dict):
            yield _record(item.value, count, place, report)
        elif item.value is not None:
            report(Diagnostic("not-an-entry", Severity.ERROR, place, "an item is a mapping; left out"))


def _record(item: dict[str, Any], count: int, place: Place, report: Report) -> Record:
    record: Record = {
        "id": str(item.get("id") or f"item{count}"),
        "type": str(item.get("type") or "document"),
    }
    if record["type"] not in TYPES:
        found = f'"{record["type"]}" is no CSL type; read as a document'
        report(Diagnostic("unknown-type", Severity.WARNING, place._replace(key=record["id"]), found))
        record["type"] = "document"
    unknown = []
    for variable, value in item.items():
        if variable in record or value in (None, "", [], {}):
            continue
        if variable in NAME_VARIABLES:
            names = [_name(one) for one in (value if isinstance(value, list) else [value])]
            unknown += [f"{variable}.{part}" for name in names for part in name.keys() - _NAME_PARTS]
            names = [{part: name[part] for part in name if part in _NAME_PARTS} for name in names]
            record[variable] = [name for name in names if name]
        elif variable in DATE_VARIABLES:
            record[variable] = _read_date(value)
        elif variable in ("custom", "categories"):
            record[variable] = _custom(value) if isinstance(value, dict) else value
        elif variable in VARIABLES and isinstance(value, str):
            record[variable] = value if variable in _VERBATIM else markup.write(_rich(value))
        elif variable in VARIABLES and isinstance(value, list):
            record[variable] = ", ".join(str(one) for one in value)
        else:
            unknown.append(variable)
    here = place._replace(key=record["id"])
    if unknown:
        found = f"no CSL variable: {', '.join(unknown)}; left out"
        report(Diagnostic("unknown-variable", Severity.WARNING, here, found))
    for fault in list(faults(record)):
        report(Diagnostic("broken-value", Severity.ERROR, here, f"{fault}; left out"))
        record.pop(_PATH.match(fault)[1], None)  # type: ignore[index]  # every fault begins with its path
    return record


_PATH = re.compile(r"\$\.([\w-]+)")


_NAME_PARTS = frozenset(Name.__annotations__)


def _custom(value: dict[str, Any]) -> dict[str, Any]:
    """What `custom` holds that is no text: positions of names, and yes or no."""
    found = {name: one == "true" if one in ("true", "false") else one for name, one in value.items()}
    positions = found.get("inferred-names")
    if isinstance(positions, dict):
        found["inferred-names"] = {
            variable: [int(one) for one in ats if _is_number(one)]
            for variable, ats in positions.items()
            if isinstance(ats, list)
        }
    return found


def _name(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"literal": _plain(value)}
    if not isinstance(value, dict):
        return {}
    return {part: _plain(str(text)) for part, text in value.items() if text not in (None, "", [], {})}


def _plain(text: str) -> str:
    return markup.plain(markup.write(_rich(text))) if _HAS_MARKUP.search(text) else text


def _read_date(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return dates.read(value)
    if isinstance(value, dict) and ("date-parts" in value or "literal" in value or "raw" in value):
        date = dict(value)
        if "date-parts" in date:
            date["date-parts"] = [
                [int(number) for number in part if _is_number(number)] for part in value["date-parts"]
            ]
        if date.get("circa") in ("true", "1"):
            date["circa"] = True
        if _is_number(date.get("season")):
            date["season"] = int(date["season"])
        return date
    parts = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            numbers = [one.get(name) for name in ("year", "month", "day")]
            parts.append([int(str(number)) for number in numbers if _is_number(number)])
    return {"date-parts": [part for part in parts if part]} if any(parts) else {"literal": str(value)}


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and value.lstrip("-").isdecimal()


_HAS_MARKUP = re.compile(r"[\\*_^~\[<]")
# Each character can be taken in one way only, and a mark ends within 500 of them, so that no text takes
# more than its length's multiple to read.
_BOLD_INSIDE = r"\*\*(?:\\.|[^*\\])+\*\*"
_INLINE = re.compile(
    r"\\(?P<escaped>[^\w\s]|_|\ )"
    r"|\*\*\*(?=\S)(?P<both>(?:\\.|(?!\*\*\*)[^\\]){1,500}?)(?<=\S)\*\*\*(?!\*)"
    r"|(?P<bold>\*\*|__)(?=\S)(?P<bold_text>(?:\\.|(?!(?P=bold))[^\\]){1,500}?)(?<=\S)(?P=bold)"
    r"|(?P<italic>\*|(?<!\w)_)(?=\S)"
    rf"(?P<italic_text>(?:\\.|{_BOLD_INSIDE}|(?!(?P=italic)|{_BOLD_INSIDE})[^\\]){{1,500}}?)"
    r"(?<=\S)(?P=italic)(?!\w)"
    r"|\^(?P<sup>(?:\\.|[^\s^\\])+)\^"
    r"|~(?P<sub>(?:\\.|[^\s~\\])+)~"
    r"|\[(?P<span>(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\]\{[^{}]*\})*)\]\{\.(?P<class>smallcaps|nocase)\}",
    re.DOTALL,
)


def _rich(text: str, depth: int = 0) -> Rich:
    """Markdown's inline marks as rich text; what is none of them, and CSL's own tags, stay as they are."""
    if not _HAS_MARKUP.search(text) or depth > 8:
        return (text,) if text else ()
    parts: list[Any] = []
    done = 0
    for match in _INLINE.finditer(text):
        if match.start() > done:
            parts.append(text[done : match.start()])
        done = match.end()
        parts.append(_marked_part(match, depth))
    if done < len(text):
        parts.append(text[done:])
    return tuple(parts)


def _marked_part(match: re.Match[str], depth: int) -> str | Span:
    if match["escaped"]:
        return match["escaped"]
    if match["both"]:
        return Span(Mark.BOLD, (Span(Mark.ITALIC, _rich(match["both"], depth + 1)),))
    for mark, group in (
        (Mark.BOLD, "bold_text"),
        (Mark.ITALIC, "italic_text"),
        (Mark.SUP, "sup"),
        (Mark.SUB, "sub"),
    ):
        if match[group] is not None:
            return Span(mark, _rich(match[group], depth + 1))
    mark = Mark.SMALL_CAPS if match["class"] == "smallcaps" else Mark.NOCASE
    return Span(mark, _rich(match["span"], depth + 1))
