"""Results of a function that are remembered: given names and short texts come again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

__all__ = ["Memo"]

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V]):
    """A function as a table that fills itself: `memo[key]` is `function(key)`.

    A look costs what one into a dict costs, half of `functools.lru_cache`. A full table begins anew.
    Keep it small: a table that outgrows the processor's cache is slower than most functions.

    >>> length = Memo(len)
    >>> length["Sutskever"], dict(length)
    (9, {'Sutskever': 9})
    """

    __slots__ = ("_function", "_limit")

    def __init__(self, function: Callable[[K], V], *, limit: int = 1 << 12) -> None:
        """Remember the results for at most `limit` keys."""
        self._function = function
        self._limit = limit

    def __missing__(self, key: K) -> V:
        if len(self) >= self._limit:
            self.clear()
        value = self[key] = self._function(key)
        return value
