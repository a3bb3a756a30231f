"""What is laid around a rendered text: letter case, stripped periods, affixes, marks."""

from __future__ import annotations

from collections.abc import Callable

from citemill.citeproc.code import Render
from citemill.citeproc.markup import CLOSE, CLOSE_QUOTE, CLOSE_SINGLE, OPEN, OPEN_QUOTE, OPEN_SINGLE
from citemill.citeproc.nodes import Format
from citemill.citeproc.persons import is_east_asian
from citemill.citeproc.state import Run
from citemill.text.rich import Mark

__all__ = ["SLANTED", "affixed", "changed", "outermost", "slanted", "without_slant"]


def changed(render: Render, strip_periods: bool, case: Callable[[str], str] | None) -> Render:
    """Strip periods and change letter case."""
    if case is None:
        return lambda run: render(run).replace(".", "")
    if strip_periods:
        return lambda run: case(render(run).replace(".", ""))
    return lambda run: case(render(run))


def affixed(render: Render, before: str, after: str, *, sure: bool) -> Render:
    """Put texts around what is rendered, unless that is empty (it is not where it is `sure`)."""
    if sure:
        if not after:
            return lambda run: before + render(run)
        if not before:
            return lambda run: render(run) + after
        return lambda run: before + render(run) + after
    return lambda run: f"{before}{text}{after}" if (text := render(run)) else ""


def outermost(render: Render, opening: str, closing: str) -> Render:
    """Make outer quotation marks of those in a text that no others surround (`quotes="false"`).

    `opening` and `closing` are the locale's inner marks, which a record may have as they are printed.
    """

    def unquoted(run: Run) -> str:
        text = render(run)
        if OPEN_SINGLE not in text and opening not in text:
            return text
        chars = list(text)
        opened: list[tuple[bool, str]] = []  # of each open pair: whether it was raised, what may close it
        for place, char in enumerate(chars):
            printed = char == opening and closing in text[place + 1 :]
            if printed or char in _OPENING:
                opened.append(
                    (not opened and (printed or char == OPEN_SINGLE), closing if printed else _CLOSING)
                )
                if opened[-1][0]:
                    chars[place] = OPEN_QUOTE
            elif opened and char in opened[-1][1] and opened.pop()[0]:
                chars[place] = CLOSE_QUOTE
        return "".join(chars)

    return unquoted


_OPENING, _CLOSING = OPEN_QUOTE + OPEN_SINGLE, CLOSE_QUOTE + CLOSE_SINGLE

SLANTED = (OPEN[Mark.ITALIC], OPEN[Mark.OBLIQUE])
"""The marks that East Asian scripts do without."""


def without_slant(form: Format) -> Format:
    """Take italics out of a formatting."""
    opens = "".join(mark for mark in form.opens if mark not in SLANTED)
    return form._replace(opens=opens, closes=CLOSE * len(opens))


def slanted(value: Render, slanted: Render, upright: Render) -> Render:
    """East Asian scripts have no italics: a variable written in them alone is left upright."""

    def render(run: Run) -> str:
        return upright(run) if value(run)[:1] > "\u10ff" and is_east_asian(value(run)) else slanted(run)

    return render
