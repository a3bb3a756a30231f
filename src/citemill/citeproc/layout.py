"""`cs:layout` of the bibliography: affixes, and second-field-align (CSL 1.0.2, "Layout", "Whitespace")."""

from __future__ import annotations

from citemill.citeproc.code import Render, joined
from citemill.citeproc.compiler import Compiler
from citemill.citeproc.markup import BLOCK_END, CLOSE, JOINT, OPEN, STOPS, encode_affix, strip
from citemill.citeproc.nodes import Layout
from citemill.citeproc.seams import ending
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

    in_blocks = layout.children[:1] and layout.children[0].format.display

    def entry(run: Run) -> str:
        text = render(run)
        if not text:
            return ""
        if text[0] in _BLOCKS and text[1] == " ":  # blanks at the start stand before the block
            rest = text[1:].lstrip(" ")
            text = " " * (len(text) - 1 - len(rest)) + text[0] + rest
        if text[-1] == BLOCK_END:
            inner = text[:-2].rstrip(" ")
            after = text[len(inner) : -2]  # blanks at the end stand behind the block
            marked = ending(inner)
            if in_blocks or strip(inner)[-1:] in STOPS:
                stop = suffix.rstrip(" ")  # punctuation belongs into the last block
                if stop:
                    marked, after = marked + after, ""
                inner, after = f"{marked}{stop}", after + suffix[len(stop) :]
            else:
                after = f"{after}{JOINT}{suffix}"
            return f"{prefix}{inner}{CLOSE}{BLOCK_END}{after}"
        return f"{prefix}{ending(text) if suffix[:1] in STOPS else text}{suffix}"

    return entry


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
            return f"{left}{prefix}{margin.rstrip(' ')}{CLOSE}" if margin else ""
        if text[0] == " ":  # it stands although the margin ends with one
            text = JOINT + text
        text = (ending(text) if suffix[:1] in STOPS else text) + suffix
        bare = text.rstrip(" ")  # blanks at the end stand behind the block
        return f"{left}{prefix}{margin}{CLOSE}{right}{bare}{CLOSE}{text[len(bare) :]}"

    return entry
