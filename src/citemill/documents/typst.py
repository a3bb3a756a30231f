r"""Typst: a document that `typst compile` sets, or a fragment to `#include`.

Text that could mean anything to Typst is escaped; a text keeps its own quotation marks, dashes and dots.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from citemill.documents.plain import lines, runs_left, safe_address, settled
from citemill.text.document import Block, Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Mark, Rich, plain

__all__ = ["document", "escape", "inline"]

_ACTIVE = re.compile(r"""[\\#$*_`<>@~\[\]"'/]|-(?=[-?0-9]|$)|\.(?=\.|$)|:(?=/)""")
# Where a line begins, these begin a heading, a list, or a term; the digits, a numbered list.
_AT_START = re.compile(r"(?:[=+/-]|(?P<number>[0-9]+)\.)")
_SPACES = re.compile(r"^ +| +$|  +")

_FUNCTIONS = {
    Mark.ITALIC: "emph",
    Mark.OBLIQUE: 'text(style: "oblique")',
    Mark.UPRIGHT: 'text(style: "normal")',
    Mark.BOLD: "strong",
    Mark.HIGHLIGHT: "strong",
    Mark.LIGHT: 'text(weight: "light")',
    Mark.REGULAR: 'text(weight: "regular")',
    Mark.SMALL_CAPS: "smallcaps",
    Mark.UNDERLINE: "underline",
    Mark.SUP: "super",
    Mark.SUB: "sub",
}


def escape(text: str) -> str:
    r"""The text for Typst's markup, in the middle of a line.

    >>> escape('#eval("x") [50%] -- https://a.org')
    '\\#eval(\\"x\\") \\[50%\\] \\-- https\\:\\/\\/a.org'
    """
    return _ACTIVE.sub(r"\\\g<0>", settled(text))


def inline(rich: Rich) -> str:
    r"""One text as Typst, as it may begin a line.

    >>> from citemill.text.rich import Span
    >>> inline(("1. RL", Span(Mark.SUP, ("2",)), Span(Mark.LINK, ("a",), "https://example.org/a")))
    '1\\. RL#super[2]#link("https://example.org/a")[a]'
    """
    text = _content(_inline(rich, linked=False))
    # Spaces at the ends of a text, and all but one elsewhere, count only as strings.
    return _SPACES.sub(lambda match: f'#"{match[0]}";', text)


def _inline(rich: Rich, linked: bool) -> Iterator[str]:
    """The text's pieces; those that begin with a number sign are calls."""
    for part in rich:
        if isinstance(part, str):
            yield escape(part)
            continue
        address = safe_address(part.value) if part.mark is Mark.LINK and not linked else ""
        children = _inline(part.children, linked or bool(address))
        if address:
            yield f"#link({_string(address)})[{_content(children)}]"
        elif part.mark is Mark.LANGUAGE and (code := _code(part.value.partition("-")[0])):
            yield f"#text(lang: {_string(code)})[{_content(children)}]"
        elif function := _FUNCTIONS.get(part.mark):
            yield f"#{function}[{_content(children)}]"
        else:
            yield from children


def _content(pieces: Iterable[str]) -> str:
    """What stands in brackets or begins a line, where some characters would make a list or heading."""
    text = _joined(pieces)
    if match := _AT_START.match(text):
        at = match.end("number") if match["number"] else 0
        return f"{text[:at]}\\{text[at:]}"
    return text


def _joined(pieces: Iterable[str]) -> str:
    """A semicolon ends a call that would else go on in the text after it: "#emph[a](b)", "#emph[a].b"."""
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and joined[-1].startswith("#") and piece[0] in "(.;":
            joined.append(";")
        joined.append(piece)
    return "".join(joined)


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def document(document: Document, *, standalone: bool = True) -> str:
    """The document with its settings, or its body alone."""
    body = "\n\n".join(filter(None, map(_block, document.blocks)))
    if not standalone:
        return f"{body}\n"
    title = settled(document.title)
    author = settled(document.author)
    language, _, region = document.language.partition("-")
    settings = [
        f"#set document(title: {_string(title)}, author: {_string(author)})",
        f"#set text(lang: {_string(_code(language) or 'en')}, size: 11pt)",
        '#set page(margin: 2.5cm, numbering: "1")',
        "#set par(justify: false)",
        '#show link: set text(fill: rgb("#0b57a4"))',
    ]
    if len(region) == 2 and region.isalpha():
        settings[1] = settings[1].replace(", size", f", region: {_string(region)}, size")
    heading = (
        f'#block(below: 1.4em)[#text(size: 1.6em, weight: "bold")[{inline((title,))}]]\n\n' if title else ""
    )
    return "\n".join(settings) + f"\n\n{heading}{body}\n"


def _code(language: str) -> str:
    return language.lower() if re.fullmatch("[A-Za-z]{2,3}", language) else ""


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"#heading(level: {max(block.level, 1)})[{inline(block.text)}]"
    if isinstance(block, Paragraph):
        text = inline(block.text)
        return f"#text(size: .85em)[{text}]" if block.small else f"#par[{text}]"
    return _references(block)


def _references(block: References) -> str:
    if not block.entries:
        return ""
    apart = "1.1em" if block.entry_spacing else ".75em"
    if any(plain(entry.label) for entry in block.entries):
        width = block.column()
        rows = "\n".join(f"  [{_label(entry, width)}], [{_entry(entry)}]," for entry in block.entries)
        return f"#grid(\n  columns: (auto, 1fr), column-gutter: .7em, row-gutter: {apart},\n{rows}\n)"
    hang = "2em" if block.hanging else "0em"
    return "\n".join(
        f"#block(spacing: {apart})[#par(hanging-indent: {hang})[{_entry(entry)}]]" for entry in block.entries
    )


def _label(entry: Reference, width: int) -> str:
    """The label; a number with hidden digits before it, so that all have one width."""
    missing = width - len(plain(entry.label)) if entry.number is not None else 0
    return f"#hide[{'0' * missing}]{inline(entry.label)}" if missing > 0 else inline(entry.label)


def _entry(entry: Reference) -> str:
    content = [
        f"#block(inset: (left: 2em))[{inline(line.content)}]" if line.indented else inline(line.content)
        for line in lines(entry.content)
    ]
    text = " \\\n".join([*content, *(inline(below) for below in entry.below)])
    return f"#text(dir: rtl)[{text}]" if runs_left(plain(entry.content)) else text
