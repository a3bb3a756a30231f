"""HTML as a reader sees it: the text, and for each stretch of it the formatting that is in force there.

Two processors may nest their tags differently (`<b><b>x</b></b>`, a span that sets what is set already, an
empty tag) and still show the same. `effective` brings both to one form.
"""

from __future__ import annotations

import html
import re

_TOKEN = re.compile(r"<(/?)(\w+)([^>]*)>|([^<]+|<)")
# What a tag or a span's style sets: the property and its value; "" is the normal one.
_TAGS = {
    "i": ("style", "i"),
    "em": ("style", "em"),
    "b": ("weight", "b"),
    "sup": ("align", "sup"),
    "sub": ("align", "sub"),
}
_SPANS = {
    "font-style:normal": ("style", ""),
    "font-weight:normal": ("weight", ""),
    "font-variant:small-caps": ("variant", "sc"),
    "font-variant:normal": ("variant", ""),
    "text-decoration:underline": ("decoration", "u"),
    "text-decoration:none": ("decoration", ""),
    "baseline": ("align", ""),
}
_BLANKS = re.compile(" {2,}")  # HTML shows one; no-break blanks are another matter
_ORDER = ("weight", "style", "variant", "decoration", "align")
_STYLE = re.compile(r'style="([^";]*);?"')


def effective(markup: str) -> str:
    """
    >>> effective('<b><b>A</b></b> <i>see <span style="font-style:normal;">B</span></i>&#38; ')
    '<b>A</b> <i>see </i>B&'
    >>> effective('<div class="csl-block"><sup></sup>x</div>\\n')
    '<div class="csl-block">x</div>'
    """
    pieces: list[str] = []
    stack: list[tuple[str, str] | None] = []
    shown: tuple[str, ...] = ()
    for closing, name, attributes, text in _TOKEN.findall(markup):
        if not name:
            wanted = _in_force(stack)
            if wanted != shown:
                pieces += [*_closing(shown), *_opening(wanted)]
                shown = wanted
            pieces.append(html.unescape(text))
        elif name == "div":
            pieces += [*_closing(shown), f"<{closing}div{attributes}>"]
            shown = ()
        elif closing:
            if stack:
                stack.pop()
        else:
            style = _STYLE.search(attributes)
            stack.append(_TAGS.get(name) or (_SPANS.get(style[1]) if style else None))
    text = "".join([*pieces, *_closing(shown)])
    return "\n".join(line.rstrip() for line in _BLANKS.sub(" ", text).strip().split("\n"))


def _in_force(stack: list[tuple[str, str] | None]) -> tuple[str, ...]:
    set_last = dict(entry for entry in stack if entry)
    return tuple(set_last[name] for name in _ORDER if set_last.get(name))


def _opening(tags: tuple[str, ...]) -> list[str]:
    return [f"<{tag}>" for tag in tags]


def _closing(tags: tuple[str, ...]) -> list[str]:
    return [f"</{tag}>" for tag in reversed(tags)]
