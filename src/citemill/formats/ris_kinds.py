"""How RIS tags hold values: each kind writes the line or lines of one tag."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import html5
from typing import Any, TypeAlias

from citemill.formats import dates, keywords
from citemill.formats.names import inverted, listed
from citemill.text import markup
from citemill.text.rich import Mark, Rich, plain

__all__ = [
    "Kind",
    "abstract",
    "affiliations",
    "archive_id",
    "cut_off",
    "date",
    "day",
    "for_html",
    "labelled",
    "names",
    "note",
    "pages",
    "tags",
    "text",
    "year",
]

Kind: TypeAlias = "Callable[[str, Any], str]"
"""Takes a tag and a value, gives the lines with their line ends, or nothing."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")
_BREAK = re.compile("[\\s\u2028\u2029]*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029][\\s\u2028\u2029]*")
_PARAGRAPH = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*")

_UNENDED = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
_TRAP = re.compile(rf"<(?=[A-Za-z/!?])|&(?=#[0-9xX]|\w+;|{_UNENDED})")
"""What a reader that decodes HTML takes for a tag or an entity."""
_ENTITY = {"<": "&lt;", "&": "&amp;"}

_SUPERSCRIPT = str.maketrans("0123456789+-=()ni−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ⁻")
_SUBSCRIPT = str.maketrans("0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")
_RAISED = frozenset("0123456789+-=()ni−")
_LOWERED = frozenset("0123456789+-=()−")

_LABEL = re.compile(
    r"(?:<p>)?\s*(?:Edition|Language|ISBN|Publisher Name|Series Title|Call Number|Notes)\s*:", re.IGNORECASE
)
"""Notes that begin so are ProCite labels to Zotero, which then reads the rest by the rules of ProCite."""

_ARXIV_PREFIX = re.compile("^arxiv:", re.IGNORECASE)
_PAGE_RANGE = re.compile(r"([^\s,–-]+)\s*(?:–|--?)\s*([^\s,–-]+)")

CUT_OFF_NOTE = "Comment: the list of {variable}s is incomplete; the source names only the {first}"


def _line(words: str) -> str:
    """A text on one line, without control characters."""
    if not words.isprintable():
        words = _BREAK.sub(" ", _CONTROL.sub("", words)).strip()
    return words


def _tagged(rich: Rich) -> str:
    """Rich text with Unicode's superscripts and subscripts where it has them, tags as entities."""
    pieces: list[str] = []
    for part in rich:
        if isinstance(part, str):
            pieces.append(_TRAP.sub(_entity, part))
            continue
        content = _tagged(part.children)
        bare = plain(part.children)
        if part.mark is Mark.SUP and _RAISED.issuperset(bare):
            pieces.append(bare.translate(_SUPERSCRIPT))
        elif part.mark is Mark.SUB and _LOWERED.issuperset(bare):
            pieces.append(bare.translate(_SUBSCRIPT))
        elif part.mark is Mark.NOCASE:
            pieces.append(content)
        else:
            before, after = markup.TAGS.get(part.mark, ("", ""))
            pieces += (before, content, after)
    return "".join(pieces)


def for_html(reference: str) -> str:
    """A reference for a reader that decodes HTML and drops tags: its markup as entities."""
    return _MARKED_LINE.sub(lambda line: line[0].replace("<", "&lt;").replace(">", "&gt;"), reference)


_MARKED_LINE = re.compile(r"^(?!AB|N1|RN)[A-Z][A-Z0-9]  - .*<.*$", re.MULTILINE)


def _entity(match: re.Match[str]) -> str:
    return _ENTITY[match[0]]


def encoded(value: Any) -> str:
    """A text as tags other than AB, N1 and RN hold it."""
    line = _line(value if isinstance(value, str) else str(value))
    if "<" in line:
        return _tagged(markup.parse(line))
    return _TRAP.sub(_entity, line) if "&" in line else line


def text(tag: str, value: Any) -> str:
    """A text."""
    line = encoded(value)
    return f"{tag}  - {line}\n" if line else ""


def names(tag: str, value: Any) -> str:
    """Names, each in a line of its own."""
    lines = []
    for name in listed(value):
        line = inverted(name)
        if "," in line and ("literal" in name or not name.get("given")):
            # "Google, Inc." would be split at the comma by every reader, and RIS has no escape for it.
            line = line.replace(",", "")
        lines.append(f"{tag}  - {encoded(line)}\n")
    return "".join(lines)


def tags(tag: str, value: Any) -> str:
    """Keywords, each in a line of its own."""
    return "".join([f"{tag}  - {encoded(keyword)}\n" for keyword in keywords.split(str(value))])


def pages(tag: str, value: Any) -> str:
    """A range in SP and EP; anything else ("e1234", "1-4, 9") in SP alone."""
    line = encoded(value)
    if match := _PAGE_RANGE.fullmatch(line):
        return f"SP  - {match[1]}\nEP  - {match[2]}\n"
    return f"{tag}  - {line}\n" if line else ""


def year(tag: str, value: Any) -> str:
    """The year alone."""
    number = dates.year(value)
    return f"{tag}  - {number}\n" if number else ""


def date(tag: str, value: Any) -> str:
    """The full date; one without a year in M2, since readers make nonsense of words in a date."""
    line = dates.write(value)
    if not dates.year(value):
        return f"M2  - Date: {encoded(line)}\n" if line else ""
    parts = value.get("date-parts")
    if parts and len(parts) == 1 and len(parts[0]) == 3 and "circa" not in value:
        line = line.replace("-", "/")
    return f"{tag}  - {line}\n"


def day(tag: str, value: Any) -> str:
    """A full date; Zotero makes garbage of anything less."""
    line = dates.day(value)
    return f"{tag}  - {line.replace('-', '/')}\n" if len(line) == 10 else ""


def _paragraphs(tag: str, words: str) -> str:
    """Text as it is: a line for each paragraph, with empty ones between, and all but the first indented."""
    if words.isprintable():
        return f"{tag}  - {words}\n"
    paragraphs = [_line(paragraph) for paragraph in _PARAGRAPH.split(words.strip())]
    return f"{tag}  - " + "\n\n  ".join(filter(None, paragraphs)) + "\n"


def abstract(tag: str, value: Any) -> str:
    """A text that nobody decodes, with its paragraphs."""
    return _paragraphs(tag, _plain(markup.parse(str(value))) if "<" in str(value) else str(value))


def _plain(rich: Rich) -> str:
    """Text for a tag that is not decoded: marks that Unicode has no characters for are dropped."""
    pieces: list[str] = []
    for part in rich:
        if isinstance(part, str):
            pieces.append(part)
            continue
        bare = plain(part.children)
        if part.mark is Mark.SUP and _RAISED.issuperset(bare):
            pieces.append(bare.translate(_SUPERSCRIPT))
        elif part.mark is Mark.SUB and _LOWERED.issuperset(bare):
            pieces.append(bare.translate(_SUBSCRIPT))
        else:
            pieces.append(_plain(part.children))
    return "".join(pieces)


def note(tag: str, value: Any) -> str:
    """A note, kept from being taken for a ProCite label."""
    words = markup.plain(str(value))
    return _paragraphs(tag, f"Comment: {words}" if _LABEL.match(words) else words)


def cut_off(tag: str, value: Any) -> str:
    """That lists of names are incomplete; `value` gives by variable how many names the source has."""
    lines = []
    for variable, count in value.items():
        first = f"first {count}" if count != 1 else "first"
        lines.append(f"{tag}  - {CUT_OFF_NOTE.format(variable=variable, first=first)}\n")
    return "".join(lines)


def affiliations(tag: str, value: Any) -> str:
    """The affiliations of all authors together, as the source has them."""
    found = [str(one.get("name") or one.get("slug")) for one in value]
    return f"{tag}  - {encoded('; '.join(found))}\n" if found else ""


def archive_id(tag: str, value: Any) -> str:
    """A preprint's number in its archive; a colon in it would keep Zotero from moving it into its field."""
    return f"{tag}  - Archive ID: {_ARXIV_PREFIX.sub('', encoded(value))}\n"


def labelled(name: str) -> Kind:
    """A line "Name: value" in M2, which Zotero moves into its field of that name."""

    def write(tag: str, value: Any) -> str:
        line = encoded(value)
        return f"{tag}  - {name}: {line}\n" if line else ""

    return write
