"""The HTML of the CSL test suite: a writer over rich text that follows the suite's own conventions.

Text is escaped with numeric entities, quotation marks are not escaped, and display blocks bring line breaks
of their own. No reader of references wants it this way; the suite's expected results are written so.
"""

from __future__ import annotations

from collections.abc import Iterable

from citemill.text.rich import Mark, Rich

NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"
"""What the suite expects for a reference of which the style prints nothing."""

_TAGS = {
    Mark.ITALIC: ("<i>", "</i>"),
    Mark.OBLIQUE: ("<em>", "</em>"),
    Mark.UPRIGHT: ('<span style="font-style:normal;">', "</span>"),
    Mark.BOLD: ("<b>", "</b>"),
    Mark.LIGHT: ("", ""),
    Mark.REGULAR: ('<span style="font-weight:normal;">', "</span>"),
    Mark.SMALL_CAPS: ('<span style="font-variant:small-caps;">', "</span>"),
    Mark.NO_SMALL_CAPS: ('<span style="font-variant:normal;">', "</span>"),
    Mark.UNDERLINE: ('<span style="text-decoration:underline;">', "</span>"),
    Mark.NO_UNDERLINE: ('<span style="text-decoration:none;">', "</span>"),
    Mark.SUP: ("<sup>", "</sup>"),
    Mark.SUB: ("<sub>", "</sub>"),
    Mark.BASELINE: ('<span style="baseline">', "</span>"),
    Mark.LINK: ("", ""),
    Mark.NOCASE: ("", ""),
    Mark.HIGHLIGHT: ("", ""),
    Mark.BLOCK: ('\n\n    <div class="csl-block">', "</div>\n"),
    Mark.LEFT_MARGIN: ('\n    <div class="csl-left-margin">', "</div>"),
    Mark.RIGHT_INLINE: ('<div class="csl-right-inline">', "</div>\n  "),
    Mark.INDENT: ('<div class="csl-indent">', "</div>\n  "),
}
_ENTITIES = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;"})


def html(rich: Rich) -> str:
    """
    >>> from citemill.text.rich import Span
    >>> html(("A & ", Span(Mark.ITALIC, ('"B"', Span(Mark.SUP, ("2",))))))
    'A &#38; <i>"B"<sup>2</sup></i>'
    """
    parts = []
    for inline in rich:
        if isinstance(inline, str):
            parts.append(inline.translate(_ENTITIES))
        else:
            opening, closing = _TAGS[inline.mark]
            parts += (opening, html(inline.children), closing)
    return "".join(parts)


def entry_html(rich: Rich) -> str:
    """One reference; a text for one with nothing in it."""
    return html(rich) or NO_PRINTED_FORM


def bibliography_html(entries: Iterable[str]) -> str:
    """The body around references that are HTML already."""
    divs = [f'  <div class="csl-entry">{entry}</div>\n' for entry in entries]
    return '<div class="csl-bib-body">\n' + "".join(divs) + "</div>"
