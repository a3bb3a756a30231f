"""Titles and abstracts: which hold TeX, and what they are without it."""

from __future__ import annotations

import re
from functools import lru_cache

from citemill.text import markup
from citemill.text.latex import to_markup

__all__ = ["holds_tex", "plain_title", "untexed"]

_TEX = re.compile(
    r"""
      \\ (?: [A-Za-z]+ | ['"`^~=.]\{?\\?[A-Za-z] | [%&\#_${}] )   # \alpha, \'e, \%
    | \$ (?! [\s$] ) [^$]* (?<! [\s\\] ) \$ (?! \d )              # $^2$; but "$5 and $10" is money
    | \$ [^$]* [\\^_] [^$]* \$                                     # $ O(n^2) $
    | \$\$ [^$]+ \$\$
    """,
    re.VERBOSE,
).search


def holds_tex(printed: str) -> bool:
    r"""Whether the text is TeX: it has macros or formulas.

    >>> holds_tex("RL$^2$"), holds_tex(r"\"Uber"), holds_tex("From $5 to $10"), holds_tex("C:\\")
    (True, True, False, False)
    """
    dollar, backslash = printed.find("$"), printed.find("\\")
    start = max(dollar, backslash) if dollar < 0 or backslash < 0 else min(dollar, backslash)
    return start >= 0 and _TEX(printed, start) is not None


def untexed(printed: str) -> str:
    """The text as CSL-JSON markup, where it holds TeX; itself where it does not.

    >>> untexed("RL$^2$: Fast")
    'RL<sup>2</sup>: Fast'
    """
    return to_markup(printed) if holds_tex(printed) else printed


@lru_cache(maxsize=1 << 12)
def plain_title(printed: str) -> str:
    """The title's bare letters, for keys and comparisons.

    >>> plain_title("RL$^2$: Fast")
    'RL2: Fast'
    """
    return markup.plain(untexed(printed))
