"""CSL's `keyword`: all keywords in one text, between commas, or semicolons where one holds a comma."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["join", "split"]


def split(text: str) -> list[str]:
    """The keywords in a text, in order, each once.

    >>> split("cs.LG, Machine Learning"), split("Mice, Inbred; Humans")
    (['cs.LG', 'Machine Learning'], ['Mice, Inbred', 'Humans'])
    """
    separator = ";" if ";" in text else ","
    words = (" ".join(word.split()) for word in text.split(separator))
    return list(dict.fromkeys(word for word in words if word))


def join(keywords: Iterable[str]) -> str:
    """One text that `split` takes apart again; a semicolon inside a keyword becomes a comma.

    >>> join(["Mice, Inbred"])
    'Mice, Inbred;'
    """
    words = [" ".join(word.replace(";", ",").split()) for word in keywords]
    words = list(dict.fromkeys(word for word in words if word))
    if not any("," in word for word in words):
        return ", ".join(words)
    return "; ".join(words) + (";" if len(words) == 1 else "")
