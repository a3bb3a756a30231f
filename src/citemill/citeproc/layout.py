"""`cs:layout` of the bibliography: affixes, and second-field-align (CSL 1.0.2, "Layout", "Whitespace")."""

from __future__ import annotations

from citemill.citeproc.code import Render, joined
from citemill.citeproc.compiler import Compiler
from citemill.citeproc.markup import CLOSE, FIELD_ITALIC, NO_DECORATION, OPEN, encode_affix
from citemill.citeproc.nodes import Layout
from citemill.citeproc.state import Run
from citemill.text.rich import Mark

__all__ = ["entry_render"]

_BLOCKS = tuple(OPEN[mark] for mark in (Mark.BLOCK, Mark.LEFT_MARGIN, Mark.RIGHT_INLINE, Mark.INDENT))


def entry_render(compiler: Compiler, shape: int) -> Render:
    """Make the function that renders a whole entry for a shape."""
    layout = compiler.area.layout
    form = layout.format
    if compiler.area.options.get("second-field-align") in ("flush", "margin"):
        body = _aligned(compiler, layout, shape)
    else:
        body = _plain(compiler, layout, shape)
    if not form.opens:
        return body
    return lambda run: f"{form.opens}{text}{form.closes}" if (text := body(run)) else ""


def _plain(compiler: Compiler, layout: Layout, shape: int) -> Render:
    render = compiler.code(layout, shape).function
    prefix, suffix = encode_affix(layout.format.prefix), encode_affix(layout.format.suffix)

    def entry(run: Run) -> str:
        text = render(run)
        if not text:
            return ""
        if text[0] in _BLOCKS and text[1] == " ":  # blanks at the start stand before the block
            rest = text[1:].lstrip(" ")
            text = " " * (len(text) - 1 - len(rest)) + text[0] + rest
        if text[-1] == CLOSE and _ends_in_block(text):
            stop = suffix.rstrip(" ")  # punctuation belongs into the last block
            return f"{prefix}{text[:-1].rstrip(' ')}{stop}{CLOSE}{suffix[len(stop) :]}"
        return f"{prefix}{text}{suffix}"

    return entry


def _ends_in_block(text: str) -> bool:
    """Whether the last mark to be closed is that of a block."""
    if not any(block in text for block in _BLOCKS):
        return False
    depth = 0
    for char in reversed(text):
        if char == CLOSE:
            depth += 1
        elif FIELD_ITALIC <= char <= NO_DECORATION:
            depth -= 1
            if not depth:
                return char in _BLOCKS
    return False


def _aligned(compiler: Compiler, layout: Layout, shape: int) -> Render:
    """Put the first field into the margin and the rest beside it."""
    codes, _, _ = compiler.pieces(layout.children, shape)
    live = [code for code in codes if code.live]
    first, rest = joined(live[:1], ""), joined(live[1:], "")
    prefix, suffix = encode_affix(layout.format.prefix), encode_affix(layout.format.suffix)
    left, right = OPEN[Mark.LEFT_MARGIN], OPEN[Mark.RIGHT_INLINE]

    def entry(run: Run) -> str:
        margin = first(run)
        text = rest(run)
        if not text:
            return f"{left}{prefix}{margin}{CLOSE}" if margin else ""
        text += suffix
        bare = text.rstrip(" ")  # blanks at the end stand behind the block
        return f"{left}{prefix}{margin}{CLOSE}{right}{bare}{CLOSE}{text[len(bare) :]}"

    return entry
