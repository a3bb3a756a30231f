"""The rich text that CSL-JSON keeps inside its strings: a handful of HTML-like tags.

    <i>  <b>  <sup>  <sub>  <sc>  <span style="font-variant:small-caps;">  <span class="nocase">

There is no escape for `<`: what is not one of these tags, opened and closed in the right order, is literal
text, so "a < b", "<br>" and a lone "</i>" stay as they are.
"""

from __future__ import annotations

import re

from citemill.text import rich
from citemill.text.rich import Inline, Mark, Rich, Span

__all__ = ["TAGS", "parse", "plain", "write"]

TAGS: dict[Mark, tuple[str, str]] = {
    Mark.ITALIC: ("<i>", "</i>"),
    Mark.BOLD: ("<b>", "</b>"),
    Mark.SUP: ("<sup>", "</sup>"),
    Mark.SUB: ("<sub>", "</sub>"),
    Mark.SMALL_CAPS: ('<span style="font-variant:small-caps;">', "</span>"),
    Mark.NOCASE: ('<span class="nocase">', "</span>"),
}
"""Opening and closing tag of each mark CSL-JSON can express; other marks are left out on writing."""

_DEPTH = 40
"""Tags nested deeper than this are taken for literal text: no title has them."""

_TAG = re.compile(
    r"""
    < (?: (?P<name> i | b | sup | sub | sc )
        | span \s+ (?: style \s* = \s* ["'] \s* font-variant \s* : \s* small-caps \s* ;? \s* ["'] (?P<caps>)
                     | class \s* = \s* ["'] nocase ["'] ) \s*
        | / (?P<close> i | b | sup | sub | sc | span )
      ) >
    """,
    re.VERBOSE,
)

_MARK_OF = {"i": Mark.ITALIC, "b": Mark.BOLD, "sup": Mark.SUP, "sub": Mark.SUB, "sc": Mark.SMALL_CAPS}


class _Frame:
    """An opened tag: how it was written, its name and mark, and what has been read inside."""

    __slots__ = ("children", "literal", "mark", "name")

    def __init__(self, literal: str, name: str, mark: Mark) -> None:
        self.literal = literal
        self.name = name
        self.mark = mark
        self.children: list[Inline] = []


def parse(text: str) -> Rich:
    """Read a CSL-JSON string.

    >>> parse("RL<sup>2</sup>: a < b")
    ('RL', Span(mark=<Mark.SUP: 'sup'>, children=('2',), value=''), ': a < b')
    """
    if "<" not in text:
        return (text,) if text else ()
    stack = [_Frame("", "", Mark.BASELINE)]
    open_names: dict[str, int] = {}
    done = 0
    for match in _TAG.finditer(text):
        close = match["close"]
        if close is None:
            if len(stack) > _DEPTH:
                continue
            name = match["name"] or "span"
            mark = _MARK_OF.get(name) or (Mark.NOCASE if match["caps"] is None else Mark.SMALL_CAPS)
            frame = _Frame(match[0], name, mark)
        elif not open_names.get(close):
            continue
        if match.start() > done:
            stack[-1].children.append(text[done : match.start()])
        done = match.end()
        if close is None:
            stack.append(frame)
            open_names[name] = open_names.get(name, 0) + 1
            continue
        position = max(at for at in range(1, len(stack)) if stack[at].name == close)
        for unclosed in stack[position + 1 :]:
            open_names[unclosed.name] -= 1
        _flatten(stack, position)
        frame = stack.pop()
        open_names[close] -= 1
        stack[-1].children.append(Span(frame.mark, _joined(frame.children)))
    if done < len(text):
        stack[-1].children.append(text[done:])
    _flatten(stack, 0)
    return _joined(stack[0].children)


def _flatten(stack: list[_Frame], position: int) -> None:
    """Turn the tags opened above `position`, which nothing closes, into literal text."""
    into = stack[position].children
    for frame in stack[position + 1 :]:
        into.append(frame.literal)
        into.extend(frame.children)
    del stack[position + 1 :]


def _joined(parts: list[Inline]) -> Rich:
    """The parts with neighbouring texts made one."""
    joined: list[Inline] = []
    texts: list[str] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        if texts:
            joined.append("".join(texts))
            texts.clear()
        joined.append(part)
    if texts:
        joined.append("".join(texts))
    return tuple(joined)


def write(text: Rich) -> str:
    """Write rich text as a CSL-JSON string; marks that it has no tag for are left out, their text stays.

    >>> write(("RL", Span(Mark.SUP, ("2",)), Span(Mark.UNDERLINE, (": fast",))))
    'RL<sup>2</sup>: fast'
    """
    pieces: list[str] = []
    for part in text:
        if isinstance(part, str):
            pieces.append(part)
        else:
            before, after = TAGS.get(part.mark, ("", ""))
            pieces += (before, write(part.children), after)
    return "".join(pieces)


def plain(text: str) -> str:
    """A CSL-JSON string without its tags.

    >>> plain("RL<sup>2</sup>: a < b")
    'RL2: a < b'
    """
    return rich.plain(parse(text)) if "<" in text else text
