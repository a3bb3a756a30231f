"""Sorting of bibliographies and of cites (CSL 1.0.2, "Sorting")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from citemill.citeproc.code import Render, constant
from citemill.citeproc.collation import Collator
from citemill.citeproc.compiler import Compiler
from citemill.citeproc.dates import date_key
from citemill.citeproc.items import DATES, NAMES, NUMBERS, canonical
from citemill.citeproc.names import NameOptions, NamesFormat
from citemill.citeproc.nodes import Area, DateNode, Names, NumberNode, Plain, SortKey, TextVariable, walk
from citemill.citeproc.numbers import sortable
from citemill.citeproc.state import Run
from citemill.citeproc.trigraph import trigraph

__all__ = ["KeyMaker", "Sorter", "sort_by"]

KeyMaker = Callable[[Run, int], str]
"""Gives a sort key from a run and its shape; an empty one sorts last."""
T = TypeVar("T")


class Sorter:
    """The sort keys of one area."""

    def __init__(
        self,
        area: Area,
        compiler: Callable[[dict[str, str]], Compiler],
        options: NameOptions,
        collator: Collator,
    ) -> None:
        """`compiler` makes a compiler for the macros of a key with certain name options."""
        self._area = area
        self._compiler = compiler
        self._options = options
        self._collator = collator
        self.keys: list[tuple[KeyMaker, bool]] = [(self._key(key), key.descending) for key in area.keys]
        numbered = [key for key in area.keys if _is_number(key)]
        self.by_number = bool(numbered)
        self.counts_down = bool(numbered) and numbered[-1].descending
        """Citation numbers run from the last entry to the first."""

    def _key(self, key: SortKey) -> KeyMaker:
        collate = self._collator.key
        if key.macro is not None:
            macro = key.macro
            compiler = self._compiler(key.options)

            renders: dict[int, Render] = {}

            dated = any(isinstance(node, DateNode) for node in walk(macro.children))

            def by_macro(run: Run, shape: int) -> str:
                render = renders.get(shape)
                if render is None:
                    code = compiler.code(macro, shape)
                    # "n.d." in place of a date does not sort: what has no date comes last, as in citeproc-js
                    only_words = dated and not code.used
                    render = renders[shape] = constant("") if only_words else code.function
                return collate(render(run))

            return by_macro
        variable = canonical(key.variable)
        if variable in NAMES:
            return self._by_names(variable, key)
        if variable in DATES:

            def by_date(run: Run, shape: int) -> str:
                date = run.item.dates[variable]
                return "" if date is None or date.literal else date_key(date)

            return by_date
        if variable == "citation-label":
            return lambda run, shape: collate(run.texts[variable] or trigraph(run.item))
        if variable == "citation-number":
            return lambda run, shape: run.number.zfill(8)
        if variable in NUMBERS:

            def by_number(run: Run, shape: int) -> str:
                return collate(sortable(run.texts[variable]))

            return by_number
        return lambda run, shape: collate(run.texts[variable])

    def _by_names(self, variable: str, key: SortKey) -> KeyMaker:
        node = Names(0, Plain, (variable,), {"form": "long"}, Plain, Plain, Plain, "et-al", Plain, None, ())
        inherited = {name: value for name, value in self._area.names.items() if name not in ("form",)}
        names = NamesFormat(
            node, inherited, self._options, self._compiler(key.options).locale, sorting=key.options
        )
        collate = self._collator.key
        return lambda run, shape: collate(names.render(run.persons[variable])[0])


def _is_number(key: SortKey) -> bool:
    """Whether a key is the citation-number, be it by way of a macro that prints nothing else."""
    if key.macro is None:
        return key.variable == "citation-number"
    return len(key.macro.children) == 1 and any(
        isinstance(child, TextVariable | NumberNode) and child.variable == "citation-number"
        for child in key.macro.children
    )


def sort_by(items: Sequence[T], keys: Sequence[tuple[Callable[[T], str], bool]]) -> list[T]:
    """Sort by several keys, each up or (True) down; what has no key comes last either way, in the old order.

    A key is asked for only where all keys before it are equal.
    """
    if len(items) < 2 or not keys:
        return list(items)
    make, down = keys[0]
    found = [make(item) for item in items]
    order = sorted(
        range(len(items)), key=lambda place: ((found[place] == "") != down, found[place]), reverse=down
    )
    result: list[T] = []
    start = 0
    while start < len(order):
        end = start + 1
        value = found[order[start]]
        while end < len(order) and found[order[end]] == value:
            end += 1
        group = [items[place] for place in order[start:end]]
        result += sort_by(group, keys[1:]) if len(group) > 1 else group
        start = end
    return result
