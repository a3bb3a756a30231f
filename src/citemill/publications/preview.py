"""The user's own first entries in several styles, to choose one by looking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from citemill.casing import recased
from citemill.citeproc import DEFAULT_ENGINE, bibliography
from citemill.citeproc.repository import StyleInfo, find_style
from citemill.diagnostics import Report, ignore
from citemill.documents.html import escape, inline
from citemill.errors import CitemillError
from citemill.record import Record
from citemill.text.document import Reference, of_bibliography

__all__ = ["USUAL", "Preview", "as_page", "preview"]

USUAL = (
    "apa",
    "ieee",
    "modern-language-association",
    "chicago-author-date",
    "nature",
    "nlm-citation-sequence",
    "harvard-cite-them-right",
)
"""Shown where no style is asked for: the best known ones."""


class Preview(NamedTuple):
    """One style and what it makes of the entries; `failed` says why where it cannot be used."""

    style: StyleInfo
    entries: tuple[Reference, ...]
    failed: str = ""


def preview(
    records: Sequence[Record],
    styles: Iterable[str],
    *,
    locale: str | None = None,
    engine: str = DEFAULT_ENGINE,
    report: Report = ignore,
) -> list[Preview]:
    """Render records in each style, in the order given. A style that fails says so and stops no other.

    Raises `UnknownName` for a style that does not exist.
    """
    found = [find_style(name) for name in styles]
    records = [recased(record) for record in records]
    previews = []
    for file in found:
        try:
            rendered = bibliography(records, file, locale, engine=engine, sort=False, report=report)
        except CitemillError as error:
            previews.append(Preview(file.info, (), str(error)))
            continue
        (references,) = of_bibliography(rendered, "").blocks
        previews.append(Preview(file.info, references.entries))  # type: ignore[union-attr]  # its one block
    return previews


_STYLE_SHEET = """\
:root { color-scheme: light dark; --ink: #1c1c20; --paper: #fdfdfb; --quiet: #56565f; --rule: #d7d7d0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7e5e0; --paper: #16171a; --quiet: #adaca7; --rule: #3b3c42; }
}
body { margin: 0 auto; max-width: 100rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.45 "Charter", "Georgia", "Noto Serif", serif; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 1.25rem; }
article { border: 1px solid var(--rule); border-radius: .4rem; padding: 0 1rem .5rem; }
h1 { font-size: 1.5rem; grid-column: 1 / -1; margin: 0; }
h2 { font-size: 1.05rem; margin: .8rem 0 0; }
.kind { color: var(--quiet); font: .85rem system-ui, sans-serif; margin: .1rem 0 .6rem; }
ol { list-style: none; padding: 0; }
li { margin: 0 0 .7em; padding-inline-start: 1.6em; text-indent: -1.6em; overflow-wrap: anywhere; }
@media print { article { break-inside: avoid; } }
"""


def as_page(previews: Sequence[Preview], title: str) -> str:
    """The previews as a page of cards that stands by itself."""
    cards = "".join(map(_card, previews))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE_SHEET}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{cards}</main>\n</body>\n</html>\n"
    )


def _card(one: Preview) -> str:
    entries = "".join(
        f"<li>{inline(entry.label)}{' ' if entry.label else ''}{inline(entry.content)}</li>"
        for entry in one.entries
    )
    body = f'<ol role="list">{entries}</ol>' if entries else f"<p>{escape(one.failed)}</p>"
    about = " · ".join(part for part in (one.style.name, one.style.citation_format) if part)
    return f'<article><h2>{escape(one.style.title)}</h2><p class="kind">{escape(about)}</p>{body}</article>\n'
