"""Plain text: wrapped to a width or one entry a line, labels in a column, hanging indents.

Marks are left out, but for superscripts and subscripts that Unicode has characters for ("RL²").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from citemill.documents.plain import lines, safe_address, settled
from citemill.text.document import Block, Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Mark, Rich

__all__ = ["document", "inline"]

_HANG = 4  # columns
_SUP = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_SUB = dict(zip("0123456789+-−=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ", strict=True))
_RAISED = {Mark.SUP: _SUP, Mark.SUB: _SUB}
_WORD = re.compile(r"[^ ]+ *")


def inline(rich: Rich) -> str:
    """One text on one line; an address that the linked text does not show follows it.

    >>> from citemill.text.rich import Span
    >>> inline(("RL", Span(Mark.SUP, ("2",)), ", ", Span(Mark.LINK, ("PDF",), "https://example.org/a.pdf")))
    'RL², PDF <https://example.org/a.pdf>'
    """
    pieces = []
    for part in rich:
        if isinstance(part, str):
            pieces.append(settled(part))
            continue
        text = inline(part.children)
        if part.mark in _RAISED:
            raised = _RAISED[part.mark]
            text = "".join(map(raised.__getitem__, text)) if all(one in raised for one in text) else text
        elif part.mark is Mark.LINK and (address := safe_address(part.value)) and text not in address:
            text = f"{text} <{address}>"
        pieces.append(text)
    return "".join(pieces)


def document(document: Document, *, standalone: bool = True, width: int = 0) -> str:
    """The document as text, wrapped to `width` columns (0: every entry on one line)."""
    blocks = [list(_block(block, width)) for block in document.blocks]
    if standalone and (title := settled(document.title)):
        blocks.insert(0, [title, "=" * _columns(title)])
    return "\n".join("\n".join(block) + "\n" for block in blocks if block)


def _block(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Heading):
        text = inline(block.text)
        yield text
        yield ("-" if block.level == 1 else "~") * _columns(text)
    elif isinstance(block, Paragraph):
        yield from _wrapped(inline(block.text), width, "", "")
    else:
        yield from _references(block, width)


def _references(block: References, width: int) -> Iterator[str]:
    labels = [inline(entry.label).strip() for entry in block.entries]
    column = max((_columns(label) for label in labels), default=0)
    column = max(column, block.label_width) if column else 0
    indent = column + 1 if column else _HANG if block.hanging and width else 0
    # Without label or hanging indent nothing shows where an entry begins once it takes several lines.
    apart = max(block.entry_spacing, 1) if width and not indent else block.entry_spacing
    for position, (entry, label) in enumerate(zip(block.entries, labels, strict=True)):
        if position:
            yield from [""] * apart
        yield from _entry(entry, label, indent, column, width)


def _entry(entry: Reference, label: str, indent: int, column: int, width: int) -> Iterator[str]:
    hanging = " " * indent
    first = label + " " * (column + 1 - _columns(label)) if column else ""
    for line in lines(entry.content):
        if line.indented:
            yield from _wrapped(inline(line.content), width, hanging + " " * _HANG, hanging + " " * _HANG)
        else:
            yield from _wrapped(inline(line.content), width, first, hanging)
            first = hanging
    if first != hanging:
        yield first.rstrip()  # a label without an entry
    for below in entry.below:
        yield from _wrapped(inline(below), width, hanging, hanging)


def _wrapped(text: str, width: int, first: str, rest: str) -> Iterator[str]:
    """The text in lines of at most `width` columns; only a word that is longer goes beyond."""
    if not width:
        yield (first + text.strip()).rstrip()
        return
    line, used, margin = first, _columns(first), True
    for word in _pieces(text.strip()):
        size = _columns(word.rstrip())
        if used + size > width and not margin:
            yield line.rstrip()
            line, used = rest, _columns(rest)
        line += word
        used += _columns(word)
        margin = False
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What a line may be broken between: words with their spaces, and each wide (CJK) character."""
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii() or not any(unicodedata.east_asian_width(one) in "WF" for one in word):
            yield word
            continue
        start = 0
        for at in range(1, len(word)):
            # Closing punctuation stays with what it closes, and a run of narrow letters together.
            wide = unicodedata.east_asian_width(word[at - 1]) in "WF" or (
                unicodedata.east_asian_width(word[at]) in "WF"
            )
            if wide and word[at] != " " and unicodedata.category(word[at]) not in ("Pe", "Pf", "Po", "Mn"):
                yield word[start:at]
                start = at
        yield word[start:]


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(one) or unicodedata.category(one) in ("Cf", "Mn")
        else 2
        if unicodedata.east_asian_width(one) in "WF"
        else 1
        for one in text
    )
