"""HTML: a whole page that needs nothing beside it, or a fragment for a page one already has.

A page carries its data: each reference its record as COinS, and the page all of them as JSON-LD, so that a
browser's connector (Zotero's, for one) and search engines find them.

The layout that a style asks for (hanging indents, labels in a column) is in the page's style sheet; a
fragment carries it in style attributes, so that it looks right on any page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citemill.documents.html_style import STYLE_SHEET
from citemill.documents.plain import runs_left, safe_address, settled, unique_ids
from citemill.text.document import Block, Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Mark, Rich, plain

__all__ = ["document", "escape", "inline"]

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_TO_ESCAPE = re.compile("[&<>\"']")

_TAGS = {
    Mark.ITALIC: ("<i>", "</i>"),
    Mark.OBLIQUE: ('<span style="font-style:oblique">', "</span>"),
    Mark.UPRIGHT: ('<span style="font-style:normal">', "</span>"),
    Mark.BOLD: ("<b>", "</b>"),
    Mark.LIGHT: ('<span style="font-weight:lighter">', "</span>"),
    Mark.REGULAR: ('<span style="font-weight:normal">', "</span>"),
    Mark.SMALL_CAPS: ('<span style="font-variant:small-caps">', "</span>"),
    Mark.NO_SMALL_CAPS: ('<span style="font-variant:normal">', "</span>"),
    Mark.UNDERLINE: ('<span style="text-decoration:underline">', "</span>"),
    # An inline block is not reached by the underlining of what it stands in.
    Mark.NO_UNDERLINE: ('<span style="display:inline-block;text-decoration:none">', "</span>"),
    Mark.SUP: ("<sup>", "</sup>"),
    Mark.SUB: ("<sub>", "</sub>"),
    Mark.BASELINE: ('<span style="vertical-align:baseline">', "</span>"),
    Mark.BLOCK: ('<span style="display:block;text-indent:0">', "</span>"),
    Mark.INDENT: ('<span style="display:block;text-indent:0;margin-inline-start:2em">', "</span>"),
}

_RIGHT_TO_LEFT = frozenset("ar arc bal brh dv fa he ks ku-arab ps sd ug ur yi".split())

_HANGING = "padding-inline-start:2em;text-indent:-2em"
_LABELLED = "display:grid;grid-template-columns:{width}ch 1fr;column-gap:.75em"
_LIST = "list-style:none;margin:0;padding:0"


def escape(text: str) -> str:
    """The text as HTML text or attribute value.

    >>> escape("<script>alert('a & b')</script>")
    '&lt;script&gt;alert(&#39;a &amp; b&#39;)&lt;/script&gt;'
    """
    text = settled(text)
    return text.translate(_ESCAPES) if _TO_ESCAPE.search(text) else text


def inline(rich: Rich) -> str:
    """One text as HTML.

    >>> from citemill.text.rich import Span
    >>> inline(("RL", Span(Mark.SUP, ("2",)), " ", Span(Mark.LINK, ("a<b",), "https://example.org/?a&b")))
    'RL<sup>2</sup> <a href="https://example.org/?a&amp;b">a&lt;b</a>'
    """
    return "".join(_inline(rich, linked=False))


def _inline(rich: Rich, linked: bool) -> Iterator[str]:
    for part in rich:
        if isinstance(part, str):
            yield escape(part)
        elif part.mark is Mark.LINK:
            address = "" if linked else safe_address(part.value)  # a link cannot stand in a link
            yield f'<a href="{escape(address)}">' if address else ""
            yield from _inline(part.children, linked or bool(address))
            yield "</a>" if address else ""
        elif part.mark is Mark.HIGHLIGHT:
            yield f'<strong class="highlight" data-group="{escape(part.value)}">'
            yield from _inline(part.children, linked)
            yield "</strong>"
        elif part.mark is Mark.LANGUAGE:
            yield f'<span lang="{escape(part.value)}">'
            yield from _inline(part.children, linked)
            yield "</span>"
        else:
            before, after = _TAGS.get(part.mark, ("", ""))
            yield before
            yield from _inline(part.children, linked)
            yield after


def document(document: Document, *, standalone: bool = True) -> str:
    """The document as a whole page, or as a fragment: one `<div>`."""
    body = "\n".join(_blocks(document, standalone, _spans(document) if standalone else {}))
    language = escape(document.language)
    direction = ' dir="rtl"' if _is_right_to_left(document.language) else ""
    if not standalone:
        return f'<div class="citemill" lang="{language}"{direction}>\n{body}\n</div>\n'
    title = escape(document.title)
    author = f'<meta name="author" content="{escape(document.author)}">\n' if document.author else ""
    heading = f"<h1>{title}</h1>\n" if document.title else ""
    return (
        f"<!DOCTYPE html>\n"
        f'<html lang="{language}"{direction}>\n'
        f"<head>\n"
        f'<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{author}"
        f"<title>{title or 'References'}</title>\n"
        f"<style>\n{STYLE_SHEET}</style>\n"
        f"{_data(document)}"
        f"</head>\n"
        f"<body>\n<main>\n{heading}{body}\n</main>\n</body>\n</html>\n"
    )


def _is_right_to_left(language: str) -> bool:
    return language.casefold().partition("-")[0] in _RIGHT_TO_LEFT


def _data(document: Document) -> str:
    """The records as JSON-LD in a script element."""
    if not document.records:
        return ""
    from citemill.formats import schema_org

    return schema_org.script(document.records).rstrip("\n") + "\n"


def _spans(document: Document) -> dict[str, str]:
    """By id the COinS of each record."""
    if not document.records:
        return {}
    from citemill.formats import coins

    return {str(record["id"]): coins.span(record) for record in document.records}


def _blocks(document: Document, standalone: bool, spans: dict[str, str]) -> Iterator[str]:
    lists = [block for block in document.blocks if isinstance(block, References)]
    anchors = iter(unique_ids([entry.id for block in lists for entry in block.entries], "ref-"))
    for block in document.blocks:
        if isinstance(block, References):
            yield from _references(block, [next(anchors) for _ in block.entries], standalone, spans)
        else:
            yield _block(block)


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        level = min(block.level + 1, 6)
        anchor = f' id="{escape(block.id)}"' if block.id else ""
        return f"<h{level}{anchor}>{inline(block.text)}</h{level}>"
    assert isinstance(block, Paragraph)
    text = inline(block.text)
    return f"<p><small>{text}</small></p>" if block.small else f"<p>{text}</p>"


def _references(
    block: References, anchors: list[str], standalone: bool, spans: dict[str, str]
) -> Iterator[str]:
    width = block.column()
    labelled = width > 0
    kind = "labelled" if labelled else "hanging" if block.hanging else "plain"
    style = [f"--apart:{0.5 * block.entry_spacing:g}em"]
    item = ""
    if labelled:
        style.append(f"--label:{width}ch")
    if not standalone:
        style = [_LIST]
        layout = [f"margin:0 0 {0.5 * max(block.entry_spacing, 1):g}em"]
        if labelled:
            layout.append(_LABELLED.format(width=width))
        elif block.hanging:
            layout.append(_HANGING)
        item = f' style="{";".join(layout)}"'
    # Without markers a list is none to some screen readers unless its role says so.
    yield f'<ol class="references {kind}" role="list" style="{";".join(style)}">'
    for entry, anchor in zip(block.entries, anchors, strict=True):
        identity = f' id="{escape(anchor)}"' if anchor else ""
        direction = ' dir="rtl"' if runs_left(plain(entry.content)) else ""
        content = _entry(entry, labelled) + spans.get(entry.id, "")
        yield f"<li{identity}{direction}{item}>{content}</li>"
    yield "</ol>"


def _entry(entry: Reference, labelled: bool) -> str:
    content = inline(entry.content)
    below = "".join(
        f'<div class="below" style="text-indent:0">{inline(paragraph)}</div>' for paragraph in entry.below
    )
    if not labelled:
        return content + below
    return f'<span class="label">{inline(entry.label)}</span> <div>{content}{below}</div>'
