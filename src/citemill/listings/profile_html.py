"""A profile page saved as HTML: the text of its blocks, in document order, as lines.

The page is parsed piece by piece and what has been read is thrown away, so that its size does not matter.
lxml is told to recover from bad markup, to load nothing and to refuse what is built to fill the memory.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from citemill.diagnostics import Diagnostics, Place, Report
from citemill.errors import BadInput
from citemill.files import Source
from citemill.listings.model import Listing
from citemill.listings.reader import read_lines

__all__ = ["blocks", "read"]

_UNREAD = frozenset(
    "head script style noscript template svg math nav footer iframe object canvas select textarea".split()
)
"""Elements whose text is none of the page's."""

_TYPESET = frozenset("katex-html MathJax MathJax_Display MathJax_Preview MathJax_SVG".split())
"""Classes of elements that show a formula; its TeX stands beside them."""

_PARAGRAPHS = frozenset(
    """
    p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre section article header main aside table figure nav footer
    """.split()
)
"""Elements that a browser sets off with a blank line when text is copied."""

_BLOCKS = _PARAGRAPHS | frozenset(
    """
    html body div form button li dt dd tr td th thead tbody tfoot caption address details summary fieldset
    figcaption hgroup hr br center dir menu legend option
    """.split()
)
"""Elements that begin and end a line."""

_PIECE = 1 << 14
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def read(source: Source, *, report: Report) -> Listing:
    """Read the page. Raises `BadInput` where it has no entry or its markup is beyond reading."""
    encoding = _encoding(source, report)
    return read_lines(
        lambda: blocks(source, encoding),
        source.name,
        report,
        wanted="the saved HTML of a profile page",
    )


def _encoding(source: Source, report: Report) -> str:
    """The text's encoding: what `Source` is sure of, else what the page declares, else the guess."""
    said = Diagnostics()
    encoding = source.encoding(said)
    if said:
        declared = _CHARSET.search(source.head(1 << 14))
        if declared:
            try:
                return codecs.lookup(declared[1].decode("ascii")).name
            except LookupError:
                pass  # then the guess stands, and is reported
        for diagnostic in said:
            report(diagnostic)
    return encoding


def blocks(source: Source, encoding: str) -> Iterator[tuple[int, str]]:
    """The text of each block element with its line in the source; an empty text where a browser spaces."""
    parser = etree.HTMLPullParser(
        events=("start", "end"),
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        huge_tree=False,
        encoding="utf-8",
    )
    walk = _Walk(source.name)
    with io.TextIOWrapper(source.open(), encoding=encoding, errors="replace") as stream:
        while piece := stream.read(_PIECE):
            # What XML has no characters for, libxml2 would stop at.
            parser.feed(piece.replace("\0", "").encode("utf-8", "replace"))
            walk.fed += piece.count("\n")
            yield from walk.lines(_events(parser))
            _check(parser, source)
    parser.close()
    yield from walk.lines(_events(parser))
    yield from walk.end_line()


def _check(parser: etree.HTMLPullParser, source: Source) -> None:
    """Raise `BadInput` where the parser has stopped: it then leaves out the rest without a word."""
    error = parser.feed_error_log.last_error
    if error is None or error.level != etree.ErrorLevels.FATAL:
        return
    deep = "depth" in error.message.lower()
    raise BadInput(
        "elements nested more than 256 deep" if deep else "a text of more than ten million characters",
        place=Place(source.name, error.line),
        hint="copy the page as text instead",
    )


def _events(parser: etree.HTMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    """What the parser has met since the last call: only the two kinds of event that were asked for."""
    return cast("Iterator[tuple[str, etree._Element]]", parser.read_events())


class _Walk:
    """Follows the parser's events: collects text until a block begins or ends, frees what is done."""

    def __init__(self, source: str) -> None:
        self.fed = 0
        """Line feeds given to the parser: the line, roughly, where libxml2 has stopped counting."""
        self._source = source
        self._unread: etree._Element | None = None
        self._preformatted = 0
        self._texts: list[str] = []
        self._line = 1

    def lines(self, events: Iterator[tuple[str, etree._Element]]) -> Iterator[tuple[int, str]]:
        """The lines that are complete after these events."""
        for event, element in events:
            if event == "start":
                yield from self._text(_taken_before(element), element)
                yield from self._start(element)
            else:
                yield from self._text(_taken_last(element), element)
                yield from self._end(element)
                del element[:]
                element.text = None

    def _start(self, element: etree._Element) -> Iterator[tuple[int, str]]:
        if self._unread is not None:
            return
        tag = element.tag
        if tag in _BLOCKS:
            if tag == "br" and not self._texts:
                yield self._line_of(element), ""
            yield from self.end_line()
            if tag in _PARAGRAPHS:
                yield self._line_of(element), ""
        if tag == "pre":
            self._preformatted += 1
        classes = (element.get("class") or "").split()
        if tag in _UNREAD or element.get("hidden") is not None or not _TYPESET.isdisjoint(classes):
            self._unread = element

    def _end(self, element: etree._Element) -> Iterator[tuple[int, str]]:
        if self._unread is not None:
            if self._unread is not element:
                return
            self._unread = None
        tag = element.tag
        if tag == "pre":
            self._preformatted -= 1
        if tag in _BLOCKS:
            yield from self.end_line()
            if tag in _PARAGRAPHS:
                yield self._line_of(element), ""

    def _text(self, text: str | None, element: etree._Element) -> Iterator[tuple[int, str]]:
        """Take the text that ends where the element begins or, at its end event, where it ends."""
        if not text:
            return
        if self._unread is not None:
            if not _holds_tex(element):
                return
            text = f"${text.strip()}$"
        if not self._texts:
            self._line = self._line_of(element)
        if self._preformatted and "\n" in text:
            *whole, rest = text.split("\n")
            for line in whole:
                self._texts.append(line)
                yield self._line, _collapsed(self._texts)
                self._texts = []
                self._line += 1
            text = rest
        if text:
            self._texts.append(text)

    def end_line(self) -> Iterator[tuple[int, str]]:
        """Give the text collected, if it is more than white space."""
        if self._texts:
            text = _collapsed(self._texts)
            self._texts = []
            if text:
                yield self._line, text

    def _line_of(self, element: etree._Element) -> int:
        line = cast("int | None", element.sourceline) or 1
        return line if line < _LAST_LINE else max(line, self.fed)


_LAST_LINE = 65535
"""libxml2 counts the lines of elements no further."""


def _collapsed(texts: list[str]) -> str:
    """Join texts, with white space as HTML has it: any run is one space. A non-breaking space is a letter."""
    return _WHITE_SPACE.sub(" ", "".join(texts)).strip(" ")


_WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")


def _holds_tex(element: etree._Element) -> bool:
    """Whether the element gives a formula's TeX: MathML's annotation, MathJax's script."""
    if element.tag == "annotation":
        return element.get("encoding") == "application/x-tex"
    return element.tag == "script" and (element.get("type") or "").startswith("math/tex")


def _taken_before(element: etree._Element) -> str | None:
    """The text between the element and what stands before it, which is done with and freed."""
    parent = element.getparent()
    before = element.getprevious()
    if before is None:
        return None if parent is None else parent.text
    text = before.tail
    if parent is not None:
        parent.remove(before)
    return text


def _taken_last(element: etree._Element) -> str | None:
    """The text between the element's last child, or its start, and its end."""
    return element[-1].tail if len(element) else element.text
