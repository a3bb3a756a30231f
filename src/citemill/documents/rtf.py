r"""RTF: what every word processor opens, with hanging indents, labels at a tab stop and links.

All text is ASCII: other characters are `\u` with their UTF-16 code, so that no code page matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citemill.documents.plain import lines, safe_address, settled
from citemill.text.document import Block, Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Mark, Rich

__all__ = ["document", "escape", "inline"]

_SPECIAL = re.compile(r"[\\{}]|[^ -~]")
_TWIPS = 120  # a character's width, near enough, in twentieths of a point
_HANG = 480

_COMMANDS = {
    Mark.ITALIC: r"\i",
    Mark.OBLIQUE: r"\i",
    Mark.UPRIGHT: r"\i0",
    Mark.BOLD: r"\b",
    Mark.HIGHLIGHT: r"\b",
    Mark.REGULAR: r"\b0",
    Mark.SMALL_CAPS: r"\scaps",
    Mark.NO_SMALL_CAPS: r"\scaps0",
    Mark.UNDERLINE: r"\ul",
    Mark.NO_UNDERLINE: r"\ul0",
    Mark.SUP: r"\super",
    Mark.SUB: r"\sub",
    Mark.BASELINE: r"\nosupersub",
}


def escape(text: str) -> str:
    r"""The text as RTF.

    >>> escape("{a} \\b – 😀")
    '\\{a\\} \\\\b \\u8211? \\u-10179?\\u-8704?'
    """
    return _SPECIAL.sub(_escaped, settled(text))


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    if sign.isascii():
        return f"\\{sign}"
    codes = sign.encode("utf-16-le")
    units = (int.from_bytes(codes[at : at + 2], "little", signed=True) for at in range(0, len(codes), 2))
    return "".join(f"\\u{unit}?" for unit in units)


def inline(rich: Rich) -> str:
    r"""One text as RTF.

    >>> from citemill.text.rich import Span
    >>> inline(("RL", Span(Mark.SUP, ("2",)), " ", Span(Mark.ITALIC, ("a",))))
    'RL{\\super 2} {\\i a}'
    """
    return "".join(_inline(rich, linked=False))


def _inline(rich: Rich, linked: bool) -> Iterator[str]:
    for part in rich:
        if isinstance(part, str):
            yield escape(part)
        elif part.mark is Mark.LINK and not linked and (address := safe_address(part.value)):
            text = "".join(_inline(part.children, True))
            target = escape(address)
            yield rf'{{\field{{\*\fldinst HYPERLINK "{target}"}}{{\fldrslt {{\ul\cf1 {text}}}}}}}'
        elif command := _COMMANDS.get(part.mark):
            yield f"{{{command} "
            yield from _inline(part.children, linked)
            yield "}"
        else:
            yield from _inline(part.children, linked)


def document(document: Document, *, standalone: bool = True) -> str:
    """The document as a file, or its paragraphs alone."""
    body = "\n".join(paragraph for block in document.blocks for paragraph in _block(block))
    if not standalone:
        return f"{body}\n"
    title = escape(document.title)
    heading = rf"{{\pard\sa300\b\fs36 {title}\par}}" + "\n" if title else ""
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1\n"
        "{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}}\n"
        "{\\colortbl;\\red11\\green87\\blue164;}\n"
        f"{{\\info{{\\title {title}}}{{\\author {escape(document.author)}}}}}\n"
        f"\\fs22\n{heading}{body}\n}}\n"
    )


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        size = max(30 - 3 * (block.level - 1), 22)
        yield rf"{{\pard\keepn\sb300\sa120\b\fs{size} {inline(block.text)}\par}}"
    elif isinstance(block, Paragraph):
        size = 18 if block.small else 22
        yield rf"{{\pard\sa120\fs{size} {inline(block.text)}\par}}"
    else:
        yield from _references(block)


def _references(block: References) -> Iterator[str]:
    width = block.column()
    indent = (width + 1) * _TWIPS if width else _HANG if block.hanging else 0
    after = 120 if block.entry_spacing else 60
    layout = rf"\li{indent}\fi-{indent}\tx{indent}" if indent else ""
    for entry in block.entries:
        yield rf"{{\pard\sa{after}{layout} {_entry(entry, width > 0, indent)}\par}}"


def _entry(entry: Reference, labelled: bool, indent: int) -> str:
    label = rf"{inline(entry.label)}\tab " if labelled else ""
    parts = [inline(line.content) for line in lines(entry.content)]
    parts += [inline(below) for below in entry.below]
    return label + "\\line ".join(parts)
