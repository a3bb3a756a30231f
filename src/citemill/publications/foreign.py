"""Titles in another language than the list's: marked, so that they are read aloud and divided as such."""

from __future__ import annotations

from collections.abc import Iterator

from citemill.record import Record
from citemill.text import markup
from citemill.text.language import UNKNOWN, evident_language
from citemill.text.rich import Inline, Mark, Rich, Span

__all__ = ["language_of_title", "with_language"]


def language_of_title(record: Record) -> str:
    """What the record says, or else what the title is evidently in; empty where that cannot be said."""
    said = str(record.get("language") or "")
    language = said or evident_language(markup.plain(record.get("title", "")))
    return "" if language == UNKNOWN else language


def with_language(content: Rich, record: Record, around: str) -> Rich:
    """The reference with its title marked where that is in another language than what is `around` it.

    The title is looked for in the finished text: where a style prints it otherwise, nothing is marked, and
    nothing is lost.
    """
    language = language_of_title(record)
    if not language or _primary(language) == _primary(around):
        return content
    title = markup.plain(record.get("title", ""))
    return tuple(_marked(content, title, language)) if title else content


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _marked(content: Rich, title: str, language: str) -> Iterator[Inline]:
    for part in content:
        if isinstance(part, Span):
            yield Span(part.mark, tuple(_marked(part.children, title, language)), part.value)
            continue
        at = _like(part).find(_like(title))
        if at < 0:
            yield part
            continue
        end = at + len(title)
        yield from filter(None, (part[:at], Span(Mark.LANGUAGE, (part[at:end],), language), part[end:]))


def _like(text: str) -> str:
    """The text as far as styles leave it alone, at the same length."""
    lowered = text.lower()
    return (lowered if len(lowered) == len(text) else text).replace("\u2019", "'")
