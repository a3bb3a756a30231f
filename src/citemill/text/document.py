"""A document: what every document writer takes in, whether bibliography or publication list.

A document is a title and a sequence of blocks; all text in it is rich text. It says what a block *is* (a
heading, a remark, a list of references), never how it looks: that is for the writer of each format.

    Document("References", "en-US", (References((Reference(("Gauss, C. F. (1801). ...",)),), hanging=True),))
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from citemill.record import Record
from citemill.text.bibliography import Bibliography
from citemill.text.rich import Mark, Rich, Span, plain

__all__ = [
    "Block",
    "Document",
    "Heading",
    "Paragraph",
    "Reference",
    "References",
    "of_bibliography",
    "references",
    "split_label",
]


class Heading(NamedTuple):
    """A section's heading; `level` 1 is the highest below the document's title."""

    text: Rich
    level: int = 1
    id: str = ""


class Paragraph(NamedTuple):
    """Running text; `small` sets it back as a remark."""

    text: Rich
    small: bool = False


class Reference(NamedTuple):
    """One entry of a list of references.

    `label` stands before it ("[1]", "59."); `below` are paragraphs of its own under it: notes, links.
    """

    content: Rich
    label: Rich = ()
    id: str = ""
    below: tuple[Rich, ...] = ()
    number: int | None = None
    """The number in the label, where the list is numbered: for formats that number by themselves."""


class References(NamedTuple):
    """A list of references with the layout parameters of CSL's `cs:bibliography`."""

    entries: tuple[Reference, ...]
    hanging: bool = False
    line_spacing: int = 1
    entry_spacing: int = 1
    label_width: int = 0
    """Width of the widest label in characters, in all lists of the document, which are aligned alike."""
    countdown: bool = False
    """The numbers in the labels run down, which no format can count by itself."""

    def column(self) -> int:
        """Width of the column of labels in characters; 0 where no entry has a label."""
        own = max((len(plain(entry.label)) for entry in self.entries), default=0)
        return max(own, self.label_width) if own else 0


Block: TypeAlias = Heading | Paragraph | References


class Document(NamedTuple):
    """A whole document; `language` is that of its text ("de-DE")."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    author: str = ""
    records: tuple[Record, ...] = ()
    """The records behind the references, by whose ids these go: for formats that carry data beside text."""


def of_bibliography(bibliography: Bibliography, title: str, records: Iterable[Record] = ()) -> Document:
    """A bibliography as a document of its own, with the records it was made of."""
    blocks = (references(bibliography),)
    return Document(title, bibliography.language, blocks, records=tuple(records))


def references(bibliography: Bibliography) -> References:
    """The list of references of a bibliography: a first field that the style aligns becomes the label.

    >>> from citemill.text.bibliography import RenderedEntry
    >>> content = (Span(Mark.LEFT_MARGIN, ("[1]",)), Span(Mark.RIGHT_INLINE, ("Gauss.",)))
    >>> references(Bibliography((RenderedEntry("g", content),), second_field_align="flush")).entries
    (Reference(content=('Gauss.',), label=('[1]',), id='g', below=(), number=None),)
    """
    entries = []
    for entry in bibliography.entries:
        label, content = split_label(entry.content)
        entries.append(Reference(content, label, entry.id))
    return References(
        tuple(entries),
        bibliography.hanging_indent,
        bibliography.line_spacing,
        bibliography.entry_spacing,
        bibliography.max_offset if bibliography.second_field_align else 0,
    )


def split_label(content: Rich) -> tuple[Rich, Rich]:
    """The aligned first field of a rendered entry, and the rest of it; without one, nothing and all."""
    match content:
        case (Span(Mark.LEFT_MARGIN) as label, Span(Mark.RIGHT_INLINE) as rest):
            return label.children, rest.children
    return (), content
