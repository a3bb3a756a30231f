"""What all sources need: blanks, markup and entities of titles and abstracts, display names, dates."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from citemill.normalizer.names import parse_name
from citemill.record import Date, Name

__all__ = ["abstract", "date", "display_name", "present", "title"]

_BLANKS = re.compile(r"\s+")
_JATS = re.compile(r"(</?)(?:jats|mml|ns\d):", re.I)
_MATH_OUT = re.compile(
    r"<annotation\b.*?</annotation>|<(?:inline-formula|alternatives|tex-math)\b[^>]*>", re.S | re.I
)
_RENAMED = {"italic": "i", "em": "i", "bold": "b", "strong": "b", "msup": "sup", "msub": "sub"}
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)\b[^<>]*>")
_KEPT = frozenset(("i", "b", "sup", "sub"))
_PARAGRAPH = re.compile(r"</p>\s*(?=<)|<br\s*/?>", re.I)
_HEADING = re.compile(r"^\s*<title>\s*(?:abstract|summary)\s*</title>", re.I)


def title(text: str) -> str:
    r"""A title on one line, with CSL's own markup (i, b, sup, sub) and no other; entities decoded.

    >>> title("H<jats:sub>2</jats:sub>O \n &amp; <span class='x'>more</span>")
    'H<sub>2</sub>O & more'
    """
    if "&" in text:
        text = unescape(unescape(text))  # Crossref holds "&amp;amp;" as well
    if "<" in text:
        text = _TAG.sub(_kept_tag, _MATH_OUT.sub("", _JATS.sub(r"\1", text)))
    return _BLANKS.sub(" ", text).strip()


def _kept_tag(found: re.Match[str]) -> str:
    name = found[2].lower()
    name = _RENAMED.get(name, name)
    return f"<{found[1]}{name}>" if name in _KEPT else ""


def abstract(text: str) -> str:
    """An abstract as plain text, its paragraphs divided by an empty line, without the heading "Abstract"."""
    text = _HEADING.sub("", _JATS.sub(r"\1", text))
    parts = (title(_TAG.sub("", part)) for part in _PARAGRAPH.split(text))
    return "\n\n".join(part for part in parts if part)


def date(text: Any) -> Date | None:
    """A CSL date from "2017-06-12", "2017-06", 2017 or a time stamp; None from anything else.

    >>> date("2017-06-12T17:57:34Z")
    {'date-parts': [[2017, 6, 12]]}
    """
    found = re.match(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", str(text or ""))
    if not found:
        return None
    return {"date-parts": [[int(part) for part in found.groups() if part]]}


def present(**values: Any) -> dict[str, Any]:
    """The values that say something; an underscore in a name stands for a hyphen.

    >>> present(title="x", page="", container_title="y", volume=None)
    {'title': 'x', 'container-title': 'y'}
    """
    return {key.replace("_", "-"): value for key, value in values.items() if value not in (None, "", [], {})}


def display_name(text: str) -> Name:
    """A name printed in one piece, divided; the numbers by which DBLP tells homonyms apart are left out.

    >>> display_name("Xiaopeng Zhang 0009")
    {'given': 'Xiaopeng', 'family': 'Zhang'}
    >>> display_name("J. -M. Le Goff")
    {'given': 'J.-M.', 'family': 'Le Goff'}
    """
    words = [word for word in text.split() if not (word.isdigit() and len(word) == 4)]
    return parse_name(" ".join(words).replace(". -", ".-")).name.copy()
