"""A publication list as a document: what is printed by every format that is not the HTML page."""

from __future__ import annotations

from collections.abc import Iterator

from citemill.publications.links import not_in
from citemill.publications.model import Entry, PublicationList
from citemill.text.document import Block, Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Inline, Mark, Span, plain

__all__ = ["as_document"]

_SEPARATOR = " · "


def as_document(publications: PublicationList, *, links: bool = True) -> Document:
    """The list with its header, headings, numbers, badges, notes and, with `links`, links."""
    return Document(
        publications.title,
        publications.language,
        tuple(_blocks(publications, links)),
        author=publications.owner,
    )


def header_line(publications: PublicationList) -> str:
    """The size of the list and the profile's figures: "50 publications · Papers 59 (as of 2026-11-22)"."""
    header = publications.header
    figures = _SEPARATOR.join(f"{label} {printed}" for label, printed in header.figures)
    if header.as_of:
        figures = f"{figures} ({header.as_of})"
    return _SEPARATOR.join(part for part in (header.size, figures) if part)


def _blocks(publications: PublicationList, links: bool) -> Iterator[Block]:
    if publications.header.text:
        yield Paragraph((publications.header.text,))
    line = header_line(publications)
    if line:
        yield Paragraph((line,), small=True)
    for legend in publications.legends:
        yield Paragraph(legend, small=True)
    width = publications.label_width
    for section in publications.sections:
        if section.title:
            yield Heading((section.title,), 1, section.id)
        entries = tuple(_reference(entry, links) for entry in section.entries)
        labelled = any(plain(entry.label) for entry in section.entries)
        yield References(
            entries,
            hanging=publications.hanging and not labelled,
            label_width=width,
            countdown=publications.countdown,
        )


def _reference(entry: Entry, links: bool) -> Reference:
    # An entry that stands in another section as well must not give its name to two places.
    name = "" if entry.repeated else entry.id
    awards = tuple((Span(Mark.BOLD, (badge.label,)),) for badge in entry.badges if badge.kind == "award")
    content = (*entry.content, *_brackets(entry, links))
    return Reference(content, entry.label, name, (*awards, *entry.notes), entry.number)


def _brackets(entry: Entry, links: bool) -> Iterator[Inline]:
    """Badges and links after the reference: " [Code] [DOI] [PDF]"."""
    shown = not_in(entry.content, entry.links) if links else ()
    linked = {link.label for link in shown}
    for badge in entry.badges:
        if badge.kind != "award" and badge.label not in linked:  # a link to the code says that there is code
            yield f" [{badge.label}]"
    for link in shown:
        yield " ["
        yield Span(Mark.LINK, (link.label,), link.href)
        yield "]"
