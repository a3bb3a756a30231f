r"""Markdown (CommonMark): every active character of the text escaped, so that text stays text.

Emphasis is written with asterisks where these are sure to be understood as such, and as an HTML tag where
they are not (an italic text that begins with a quotation mark, say); superscripts are always tags.

    Gauss, C. F. (1801). *Disquisitiones arithmeticae*. <https://doi.org/10.5962/bhl.title.19303>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citemill.documents.plain import lines, safe_address, settled
from citemill.text.document import Block, Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Inline, Mark, Rich, plain

__all__ = ["document", "inline"]

_ACTIVE = re.compile(
    r"""
      [\\`*_\[\]<~|$^@{]                 # $ ~ | ^ @ { are active in the common dialects
    | &(?=[\#A-Za-z0-9]*(?:;|$))          # what is an entity, or may become one with the next piece
    """,
    re.VERBOSE,
)
_AT_LINE_START = re.compile(r"(?:[#>+=:-]|(?<![0-9])(?P<number>[0-9]{1,9})[.)])")
_BARE_ADDRESS = re.compile(r"https?://[A-Za-z0-9./?=&#:;,~+@!$'()*_-]+")
_TAGS = {
    Mark.ITALIC: ("<em>", "</em>"),
    Mark.OBLIQUE: ("<em>", "</em>"),
    Mark.BOLD: ("<strong>", "</strong>"),
    Mark.HIGHLIGHT: ("<strong>", "</strong>"),
    Mark.SUP: ("<sup>", "</sup>"),
    Mark.SUB: ("<sub>", "</sub>"),
    Mark.UNDERLINE: ("<u>", "</u>"),
    Mark.SMALL_CAPS: ('<span style="font-variant:small-caps">', "</span>"),
}
_DELIMITERS = {
    Mark.ITALIC: "*",
    Mark.OBLIQUE: "*",
    Mark.BOLD: "**",
    Mark.HIGHLIGHT: "**",
}
_STOPS, _AFTER = frozenset(".,;:!?)"), frozenset(" .,;:!?)(&")
_SPACE_AT_ENDS = re.compile(r"^\s+|\s+$")
_NUMBER = re.compile(r"([0-9]{1,9})([.)])")


def inline(rich: Rich) -> str:
    r"""One text, as it may stand anywhere in a line or begin one.

    >>> from citemill.text.rich import Span
    >>> inline(("1. a*b ", Span(Mark.ITALIC, ("Nature",)), " RL", Span(Mark.SUP, ("2",))))
    '1\\. a\\*b *Nature* RL<sup>2</sup>'
    """
    # Brackets of the text are escaped, so this is an exclamation mark before a link: no image is meant.
    text = "".join(_inline(rich, "", False)).replace("![", r"\![")
    if match := _AT_LINE_START.match(text):
        at = match.end("number") if match["number"] else 0
        text = f"{text[:at]}\\{text[at:]}"
    # White space at the ends is dropped, or means a code block, unless it is written as entities.
    return _SPACE_AT_ENDS.sub(lambda match: "".join(f"&#{ord(space)};" for space in match[0]), text)


def _inline(rich: Rich, delimiters: str, linked: bool) -> Iterator[str]:
    """The text's pieces; directly at the ends of an emphasis (`delimiters`) no other is written that way."""
    last = len(rich) - 1
    for position, part in enumerate(rich):
        if isinstance(part, str):
            yield _ACTIVE.sub(r"\\\g<0>", settled(part))
        elif part.mark is Mark.LINK:
            yield _link(part.children, "" if linked else safe_address(part.value), delimiters, linked)
        else:
            alone = not (delimiters and position in (0, last))
            before = rich[position - 1] if position else ""
            after = rich[position + 1] if position < last else ""
            mark = _DELIMITERS.get(part.mark, "")
            if mark and alone and _sure(part.children, before, after):
                yield mark
                yield from _inline(part.children, mark, linked)
                yield mark
            else:
                before, after = _TAGS.get(part.mark, ("", ""))
                yield before
                yield from _inline(part.children, "", linked)
                yield after


def _sure(children: tuple[Inline, ...], before: Inline, after: Inline) -> bool:
    """Whether asterisks around the text are emphasis: they are where it begins and ends with a letter.

    Behind a full stop or the like they are where a space or punctuation follows ("**Gauss, C. F.** (1801)").
    """
    if not children or not all(isinstance(one, str) for one in (children[0], children[-1], before, after)):
        return False
    first, last = plain(children)[:1], plain(children)[-1:]
    return first.isalnum() and (last.isalnum() or (last in _STOPS and plain((after,))[:1] in _AFTER))


def _link(children: Rich, address: str, delimiters: str, linked: bool) -> str:
    if not address:
        return "".join(_inline(children, delimiters, linked))
    text = plain(children)
    if text == address and _BARE_ADDRESS.fullmatch(address):
        return f"<{address}>"
    target = address.replace("&", "&amp;")
    return f"[{''.join(_inline(children, '', True))}](<{target}>)"


def document(document: Document, *, standalone: bool = True) -> str:
    """The document with its title as first heading, or its blocks alone."""
    blocks = [text for block in document.blocks if (text := _block(block))]
    if standalone and document.title:
        blocks.insert(0, f"# {_heading((document.title,))}")
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _heading(text: Rich) -> str:
    written = inline(text)  # number signs at the end would be taken for those that may close a heading
    return f"{written[:-1]}\\#" if written.endswith("#") and not written.endswith("\\#") else written


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * min(block.level + 1, 6)} {_heading(block.text)}"
    if isinstance(block, Paragraph):
        return f"<small>{inline(block.text)}</small>" if block.small else inline(block.text)
    return _references(block)


def _references(block: References) -> str:
    labels = [plain(entry.label).strip() for entry in block.entries]
    numbers = [_NUMBER.fullmatch(label) for label in labels]
    first = int(numbers[0][1]) if numbers and numbers[0] else 0
    # Markdown counts for itself, upwards from the first number: any other labels are text.
    counted = not block.countdown and all(
        match and int(match[1]) == first + at for at, match in enumerate(numbers)
    )
    entries = []
    for entry, label in zip(block.entries, labels, strict=True):
        lead = f"{label} " if counted and labels else ""
        entries.append(lead + _entry(entry, "" if lead else label, " " * len(lead)))
    return "\n\n".join(entries)


def _entry(entry: Reference, label: str, indent: str) -> str:
    content = [inline(line.content) for line in lines(entry.content)]
    content += [inline(below) for below in entry.below]
    if label:
        content[:1] = [f"{inline((label,))} {content[0] if content else ''}".rstrip()]
    return f"\\\n{indent}".join(content)
