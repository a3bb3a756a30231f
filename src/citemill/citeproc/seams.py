"""Where pieces of output meet: the marks by which `punctuation` knows what ended there, and in which element.

The specification is silent on most collisions of punctuation; styles in use were made by what citeproc-js
prints, and there it depends on the elements: a delimiter behind a suffix gives way to an equal mark only, the
suffix of a group is put before the suffix of its last text, formatted text keeps what stands beside it.
"""

from __future__ import annotations

from citemill.citeproc.code import SURE, Code, Render
from citemill.citeproc.markup import (
    CLOSE,
    CLOSE_QUOTE,
    CLOSE_SINGLE,
    DELIMITED,
    GROUP_END,
    JOINT,
    LEAF_END,
    MIXED,
    NUMBER_END,
    STOPS,
    SWALLOWS,
    WIDE,
)
from citemill.citeproc.state import Run
from citemill.citeproc.wrapping import affixed

__all__ = ["ended", "ending", "left_open", "once", "settled"]

_CLOSINGS = CLOSE + CLOSE_QUOTE + CLOSE_SINGLE + LEAF_END + NUMBER_END + GROUP_END + MIXED
_LAST = frozenset(_CLOSINGS + DELIMITED + SWALLOWS + " ")


def settled(live: list[Code], delimiter: str) -> list[Code]:
    """Mark the seams between siblings at which punctuation stands on both sides.

    >>> one, two = Code(None, "A;", suffix=";"), Code(None, "B", head=".")
    >>> [code.text for code in settled([one, two], ". ")] == ["A;" + DELIMITED, "B"]
    True
    >>> [code.text for code in settled([one._replace(formatted=True), two], "")] == ["A;", JOINT + "B"]
    True
    """
    begins, ends = delimiter[:1], delimiter[-1:]
    result = []
    for number, code in enumerate(live):
        before = after = ""
        if begins in STOPS and number + 1 < len(live):
            tail = code.suffix[-1:]
            if tail in STOPS and tail != begins:
                after = DELIMITED
        if number and code.head:
            if delimiter:
                before = JOINT if ends in STOPS and ends != code.head else ""
            elif live[number - 1].formatted or (code.formatted and live[number - 1].suffix[-1:] != code.head):
                before = JOINT
        result.append(_between(code, before, after) if before or after else code)
    return result


def _between(code: Code, before: str, after: str) -> Code:
    if code.render is None:
        return code._replace(text=f"{before}{code.text}{after}")
    return code._replace(render=affixed(code.render, before, after, sure=code.var == SURE))


def left_open(live: list[Code]) -> bool:
    """Say whether one of the children that can be the last to print something is open."""
    for code in reversed(live):
        if code.open:
            return True
        if code.render is None or code.var == SURE:
            return False
    return False


def ended(render: Render, *, formatted: bool) -> Render:
    """Mark the end of a group or macro whose last piece ends in punctuation."""

    def rendered(run: Run) -> str:
        text = render(run)
        return ending(text, formatted=formatted) if formatted or text[-1:] in _LAST else text

    return rendered


def ending(text: str, *, formatted: bool = False) -> str:
    """Mark the end of a text that ends in punctuation before marks; of a wide gap at the end keep a blank."""
    if text[-2:] == WIDE + " ":
        return text[:-2] + " "
    bare = text[:-1] if text[-1:] == DELIMITED else text
    inner = bare.rstrip(_CLOSINGS)
    if bare[-1:] == SWALLOWS or (inner[-1:] in STOPS and (formatted or inner is not bare)):
        return bare + GROUP_END
    return bare + GROUP_END if bare.rstrip(CLOSE)[-1:] == CLOSE_QUOTE else bare


def once(render: Render, stop: str, suffix: str) -> Render:
    """Leave out the suffix of a group whose last child has the mark it begins with for a suffix already.

    The punctuation behind the group goes with it. The suffix stays where the child's mark itself gave way to
    the end of the text ("Essays!" and ".").
    """

    def rendered(run: Run) -> str:
        text = render(run)
        bare = text.rstrip(_CLOSINGS)
        if bare[-1:] == stop and bare[:-1].rstrip(_CLOSINGS)[-1:] not in STOPS:
            return text + SWALLOWS
        return text + suffix if text else ""

    return rendered
