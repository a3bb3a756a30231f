"""What compiling gives: functions that render, and what is known of them beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from citemill.citeproc.state import Run

__all__ = [
    "ABSENT",
    "EMPTY",
    "MAYBE",
    "NONE",
    "NOTHING",
    "SURE",
    "Code",
    "Render",
    "conditional",
    "constant",
    "joined",
]

Render = Callable[[Run], str]

NONE, EMPTY, MAYBE, SURE = 0, 1, 2, 3


class Code(NamedTuple):
    """What a node comes to for one shape.

    A constant `text` where `render` is None. `var` says what the node does to the group around it
    (CSL 1.0.2, "Group"): NONE it calls no variable, EMPTY it calls variables and they are all empty, MAYBE it
    has to be rendered to be known, SURE it prints something. `used` are the variables it prints and `done`
    those it suppresses from here on (both as "done" bits of the shape). `settled`: what it gives never
    ends in a mark that may close behind a stop, unless a GROUP_END says so already.
    """

    render: Render | None = None
    text: str = ""
    var: int = NONE
    used: int = 0
    done: int = 0
    head: str = ""
    """The punctuation with which its prefix begins."""
    suffix: str = ""
    """Its suffix; that of its last child, as long as affixes are not laid around it."""
    formatted: bool = False
    """Marks are laid around it."""
    open: bool = False
    """It may end in punctuation of which a group around it has to mark the end (seams.py)."""

    @property
    def live(self) -> bool:
        """Whether anything can come of it."""
        return self.render is not None or bool(self.text)

    @property
    def function(self) -> Render:
        """The function that renders it, be it a constant."""
        return self.render or constant(self.text)


NOTHING = Code()
ABSENT = Code(var=EMPTY)


def constant(text: str) -> Render:
    """Make the function that gives a constant."""
    return lambda run: text


def joined(codes: Sequence[Code], delimiter: str) -> Render:
    """Join the outputs that are not empty."""
    if not codes:
        return constant("")
    renders = [code.function for code in codes]
    if len(renders) == 1:
        return renders[0]
    join = delimiter.join
    if all(code.render is None or code.var == SURE for code in codes):
        if len(renders) == 2:
            one, two = renders
            return lambda run: f"{one(run)}{delimiter}{two(run)}"
        return lambda run: join([render(run) for render in renders])
    if not delimiter:
        return lambda run: join([render(run) for render in renders])
    return lambda run: join([text for render in renders if (text := render(run))])


def conditional(codes: Sequence[Code], delimiter: str) -> Render:
    """Join the outputs, but only where one of those that call variables printed something."""
    renders = [(code.function, code.var >= MAYBE) for code in codes]
    if len(renders) == 1:
        return renders[0][0]

    def render(run: Run) -> str:
        texts = []
        called = False
        names = run.names
        for piece, counts in renders:
            text = piece(run)
            if text:
                texts.append(text)
                called = called or counts
        if not called and run.suppress_names:
            called = run.names > names  # the names that are left out count as printed
        return delimiter.join(texts) if called else ""

    return render
