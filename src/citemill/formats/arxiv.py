"""The arXiv number of a record: the same wherever it stands, and never guessed."""

from __future__ import annotations

import re

from citemill.record import Record

__all__ = ["doi", "is_arxiv", "number"]

_NUMBER = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_PLAIN = re.compile(rf"(?:arxiv:\s*)?({_NUMBER})(?:\s*\[[\w.-]+\])?", re.IGNORECASE)
_DOI = re.compile(rf"(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.({_NUMBER})", re.IGNORECASE)
_URL = re.compile(
    rf"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/({_NUMBER})(?:\.pdf)?(?:[?#].*)?",
    re.IGNORECASE,
)


def is_arxiv(record: Record) -> bool:
    """Whether the record says that it is kept on arXiv.

    >>> is_arxiv({"id": "x", "type": "article", "archive": "arXiv"})
    True
    """
    named = (str(record.get(variable, "")).lower() for variable in ("archive", "publisher"))
    return any(name in ("arxiv", "arxiv.org") for name in named)


def number(record: Record) -> str:
    """The arXiv number ("1706.03762", "1706.03762v2", "hep-th/9901001") as the record has it, or empty.

    >>> number({"id": "x", "type": "article", "DOI": "10.48550/arXiv.1706.03762"})
    '1706.03762'
    """
    for variable in ("number", "archive_location"):
        value = str(record.get(variable, "")).strip()
        match = _PLAIN.fullmatch(value)
        if match and (value.lower().startswith("arxiv:") or is_arxiv(record)):
            return match[1]
    for variable, pattern in (("DOI", _DOI), ("URL", _URL)):
        match = pattern.fullmatch(str(record.get(variable, "")).strip())
        if match:
            return match[1]
    return ""


def doi(arxiv_number: str) -> str:
    """The DOI that arXiv registers for a number, which names no version.

    >>> doi("1706.03762v2")
    '10.48550/arXiv.1706.03762'
    """
    return "10.48550/arXiv." + re.sub(r"v\d+$", "", arxiv_number)
