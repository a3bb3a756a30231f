"""The HTML page of a publication list: one file that needs nothing beside it, with or without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from citemill.documents.html import escape, inline
from citemill.documents.plain import runs_left, settled
from citemill.formats import coins
from citemill.publications import chart
from citemill.publications.links import doi_of
from citemill.publications.metadata import json_ld
from citemill.publications.model import Entry, PublicationList, Section, year_of
from citemill.publications.plan import Page
from citemill.publications.rules import date_of, subject_of
from citemill.record import Record
from citemill.text import markup
from citemill.text.rich import plain

__all__ = ["Export", "fragment", "page"]

_FOLDER = Path(__file__).parent / "page"
_LONG = 300
"""Entries from which on a browser lays out only what is in sight."""
_WORDS = ("shown", "none-shown", "copy", "copied", "copy-failed")
"""The labels that the script needs."""

# What may not stand in a data: address, nor in an attribute; the percent sign is the first to be replaced.
_IN_DATA = tuple((char, f"%{ord(char):02X}") for char in "%#\"'<>&\n\r\t ")

_IN_TEXT = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))

_RIGHT_TO_LEFT = frozenset("ar fa he ur yi ps sd ug dv".split())


class Export(NamedTuple):
    """An interchange format that an entry can be copied in."""

    label: str
    suffix: str
    media_type: str
    write: Callable[[Sequence[Record]], list[str]]
    """Gives the text of each record."""


_Copies: TypeAlias = "dict[str, list[tuple[Export, str]]]"


def page(publications: PublicationList, options: Page, exports: tuple[Export, ...] = ()) -> str:
    """The whole page; `exports` are offered for each entry, the first of them is shown."""
    language = escape(publications.language)
    direction = ' dir="rtl"' if publications.language.partition("-")[0].lower() in _RIGHT_TO_LEFT else ""
    return "".join(
        (
            f'<!DOCTYPE html>\n<html lang="{language}"{direction}>\n<head>\n',
            *_head(publications, options),
            "</head>\n<body>\n",
            f'<a class="skip" href="#list">{escape(publications.labels["skip"])}</a>\n',
            *_header(publications, options),
            *_navigation(publications),
            *(_tools(publications, exports if options.export else ()) if options.search else ()),
            _main(publications, options, exports if options.export else ()),
            *_script(publications, options),
            "</body>\n</html>\n",
        )
    )


def fragment(publications: PublicationList, options: Page) -> str:
    """The list alone for a page that one already has: no script, no style sheet, classes to style it by."""
    language = escape(publications.language)
    parts = [f'<div class="publications" lang="{language}">\n']
    for section in publications.sections:
        parts += _section(section, publications, options, {}, "h3")
    return "".join((*parts, "</div>\n"))


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _head(publications: PublicationList, options: Page) -> Iterator[str]:
    title = escape(publications.title)
    yield '<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n"
    if options.metadata:
        about = escape(" · ".join(part for part in (publications.title, publications.header.size) if part))
        if publications.owner:
            yield f'<meta name="author" content="{escape(publications.owner)}">\n'
        yield f'<meta name="description" content="{about}">\n'
        yield f'<meta property="og:title" content="{title}">\n<meta property="og:type" content="website">\n'
        if options.url:
            yield f'<link rel="canonical" href="{escape(options.url)}">\n'
            yield f'<meta property="og:url" content="{escape(options.url)}">\n'
        yield f'<script type="application/ld+json">{json_ld(publications, options.url)}</script>\n'
    yield f"<style>\n{_asset('page.css')}</style>\n"


def _header(publications: PublicationList, options: Page) -> Iterator[str]:
    header = publications.header
    yield f"<header>\n<h1>{escape(publications.title)}</h1>\n"
    if header.text:
        yield f"<p>{escape(header.text)}</p>\n"
    if header.figures:
        figures = "".join(
            f"<div><dt>{escape(label)}</dt><dd>{escape(printed)}</dd></div>"
            for label, printed in header.figures
        )
        yield f'<dl class="figures">{figures}</dl>\n'
    for line in (header.as_of, header.size):
        if line:
            yield f'<p class="quiet">{escape(line)}</p>\n'
    for legend in publications.legends:
        yield f'<p class="quiet">{inline(legend)}</p>\n'
    if options.chart:
        yield _chart(publications)
    yield "</header>\n"


def _navigation(publications: PublicationList) -> Iterator[str]:
    titled = [section for section in publications.sections if section.title]
    if len(titled) < 2:
        return
    yield f'<nav aria-label="{escape(publications.labels["sections"])}"><ul>'
    for section in titled:
        yield f'<li><a href="#{escape(section.id)}">{escape(section.title)}</a></li>'
    yield "</ul></nav>\n"


def _chart(publications: PublicationList) -> str:
    table = chart.tabulate([entry.record for entry in publications.entries()])
    return chart.svg(table, publications.labels)


def _tools(publications: PublicationList, exports: tuple[Export, ...]) -> Iterator[str]:
    """Search, filters and sorting; hidden until the script runs that they need."""
    labels = publications.labels
    records = [entry.record for entry in publications.entries()]
    years = sorted({year for year in map(year_of, records) if year is not None}, reverse=True)
    types = {record["type"]: labels.get(f"type:{record['type']}", record["type"]) for record in records}
    subjects = {
        subject: (record.get("custom") or {}).get("primary-class-label", "")
        for record in records
        if (subject := subject_of(record))
    }
    yield f'<form id="tools" class="tools" role="search" aria-label="{escape(labels["filters"])}" hidden>\n'
    yield f'<div class="fields"><label class="wide">{escape(labels["search"])}'
    yield '<input type="search" name="search" autocomplete="off"></label>\n'
    filters = (
        ("year", [(str(year), str(year)) for year in years]),
        ("type", sorted(types.items(), key=lambda one: one[1])),
        ("subject", [(one, f"{one} {label}".strip()) for one, label in sorted(subjects.items())]),
    )
    for name, options in filters:
        if len(options) > 1:
            yield _select(labels[name], name, [("", labels["all"]), *options])
    orders = {
        "": "sort-given",
        "newest": "newest",
        "oldest": "oldest",
        "title": "title",
        "author": "first-author",
    }
    yield _select(labels["sort"], "sort", [(value, labels[label]) for value, label in orders.items()])
    yield '</div>\n<div class="actions"><p id="status" role="status"></p>'
    for export in exports:
        text = labels["download-all"].format(format=export.label)
        kind = f'data-all="{escape(export.suffix)}" data-type="{escape(export.media_type)}"'
        yield f'<button type="button" {kind}>{escape(text)}</button>'
    yield f'<button type="reset">{escape(labels["reset"])}</button></div>\n</form>\n'


def _select(label: str, name: str, options: list[tuple[str, str]]) -> str:
    choices = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in options)
    return f'<label>{escape(label)}<select name="{name}">{choices}</select></label>\n'


def _main(publications: PublicationList, options: Page, exports: tuple[Export, ...]) -> str:
    count = sum(len(section.entries) for section in publications.sections)
    classes = ' class="long"' if count > _LONG else ""
    copies = _copies(publications, exports)
    parts = [f'<main id="list"{classes}>\n']
    for section in publications.sections:
        parts += _section(section, publications, options, copies, "h2")
    parts.append("</main>\n")
    return "".join(parts)


def _copies(publications: PublicationList, exports: tuple[Export, ...]) -> _Copies:
    """By the key of an entry, its text in each of the formats."""
    entries = list(publications.entries())
    texts = [export.write([entry.record for entry in entries]) for export in exports]
    return {
        entry.id: [(export, _settled_lines(text)) for export, text in zip(exports, of_entry, strict=True)]
        for entry, of_entry in zip(entries, zip(*texts, strict=True), strict=False)
    }


def _section(
    section: Section, publications: PublicationList, options: Page, copies: _Copies, heading: str
) -> Iterator[str]:
    name = escape(section.id)
    if section.title:
        yield f'<section id="{name}" aria-labelledby="{name}-title">\n'
        yield f'<{heading} id="{name}-title">{escape(section.title)}</{heading}>\n'
    else:
        yield f'<section aria-label="{escape(publications.labels["publications"])}">\n'
    width = publications.label_width if any(plain(entry.label) for entry in section.entries) else 0
    layout = f' labelled" style="--label:{width}ch' if width else " hanging" if publications.hanging else ""
    yield f'<ol class="entries{layout}" role="list">\n'  # a list without markers needs its role for VoiceOver
    for entry in section.entries:
        yield _entry(entry, publications.labels, options, copies)
    yield "</ol>\n</section>\n"


def _entry(entry: Entry, labels: Mapping[str, str], options: Page, copies: _Copies) -> str:
    record = entry.record
    key = escape(entry.id)
    authors = record.get("author") or ()
    first = (authors[0].get("family") or authors[0].get("literal") or "") if authors else ""
    year = year_of(record)
    data = {
        "key": entry.id,
        "title": markup.plain(record.get("title", "")),
        "author": first,
        "date": "-".join(f"{part:02d}" for part in date_of(record)),
        "year": "" if year is None else str(year),
        "type": record["type"],
        "subject": subject_of(record),
    }
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items() if value)
    identity = "" if entry.repeated else f' id="{key}"'
    label = inline(entry.label)
    direction = ' dir="rtl"' if runs_left(plain(entry.content)) else ""
    body = "".join(
        (
            f'<p class="ref"{direction}>{inline(entry.content)}</p>',
            *(f'<p class="note">{inline(note)}</p>' for note in entry.notes),
            _meta(entry, labels, options, copies),
            _coins(record) if options.metadata and not entry.repeated else "",
        )
    )
    if label:
        body = f'<span class="label">{label}</span><div class="body">{body}</div>'
    return f'<li class="entry"{identity}{attributes}>{body}</li>\n'


def _coins(record: Record) -> str:
    """The record for browser connectors; its abstract stands in the page and need not stand there twice."""
    short = {variable: value for variable, value in record.items() if variable != "abstract"}
    return coins.span({**short, "DOI": doi_of(record)})


def _meta(entry: Entry, labels: Mapping[str, str], options: Page, copies: _Copies) -> str:
    parts = [
        f'<span class="badge {escape(badge.kind)}">{escape(badge.label)}</span>' for badge in entry.badges
    ]
    title = escape(markup.plain(entry.record.get("title", "")))
    for link in entry.links:
        # Links of one name lead to different places: what they are about is said to screen readers.
        name = f'aria-label="{escape(link.label)}: {title}"'
        parts.append(f'<a href="{escape(link.href)}" {name}>{escape(link.label)}</a>')
    abstract = entry.record.get("abstract", "")
    if options.abstracts and abstract:
        paragraphs = "".join(
            f"<p>{inline(markup.parse(paragraph))}</p>" for paragraph in abstract.split("\n\n")
        )
        parts.append(f"<details><summary>{escape(labels['abstract'])}</summary>{paragraphs}</details>")
    texts = copies.get(entry.id)
    if texts:
        links = "".join(
            f'<a download="{escape(entry.id)}.{export.suffix}" data-format="{escape(export.label)}" '
            f'href="data:{export.media_type};charset=utf-8,{_replaced(text, _IN_DATA)}">'
            f"{escape(labels['download'].format(format=export.label))}</a>"
            for export, text in texts
        )
        shown = _replaced(texts[0][1].rstrip("\n"), _IN_TEXT)
        parts.append(
            f'<details class="cite"><summary>{escape(labels["cite"])}</summary>'
            f"<pre>{shown}</pre><div>{links}</div></details>"
        )
    return f'<div class="meta">{"".join(parts)}</div>' if parts else ""


def _replaced(text: str, signs: Iterable[tuple[str, str]]) -> str:
    """The text with each sign replaced: ten times as fast as `str.translate` where there are few of them."""
    for sign, written in signs:
        if sign in text:
            text = text.replace(sign, written)
    return text


def _settled_lines(text: str) -> str:
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "\n".join(map(settled, text.split("\n")))


def _script(publications: PublicationList, options: Page) -> Iterator[str]:
    if not options.search and not options.export:
        return
    words = {name: publications.labels[name] for name in _WORDS}
    text = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    yield f'<script type="application/json" id="words">{text}</script>\n'
    yield f"<script>\n{_asset('page.js')}</script>\n"
