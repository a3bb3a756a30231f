"""A style as a tree: one class for each rendering element of CSL, with its attributes typed.

Nodes are compared by identity: the compiler keeps its results by node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, NamedTuple, dataclass_transform

from citemill.citeproc.markup import CLOSE, OPEN
from citemill.text.rich import Mark

__all__ = [
    "Area",
    "Branch",
    "Choose",
    "DateNode",
    "DatePart",
    "Format",
    "Group",
    "Label",
    "Layout",
    "Macro",
    "Names",
    "Node",
    "NumberNode",
    "Plain",
    "SortKey",
    "TermText",
    "Test",
    "TextMacro",
    "TextValue",
    "TextVariable",
    "walk",
]


@dataclass_transform(eq_default=False)
class _Fields:
    """Annotations become the arguments of the constructor, as with `dataclass`.

    The module `dataclasses`, and the code it generates for twenty classes, would take a tenth of the time in
    which a thousand references are formatted.
    """

    _names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls._names = (*cls._names, *cls.__annotations__)

    def __init__(self, *values: Any, **named: Any) -> None:
        self.__dict__.update(zip(self._names, values, strict=False), **named)


_RESETS = {
    OPEN[Mark.UPRIGHT]: OPEN[Mark.ITALIC],
    OPEN[Mark.REGULAR]: OPEN[Mark.BOLD],
    OPEN[Mark.NO_SMALL_CAPS]: OPEN[Mark.SMALL_CAPS],
}
"""What sets formatting back, and the formatting."""
_SETTING = "".join(_RESETS.values())


class Format(NamedTuple):
    """What most elements can carry: affixes, formatting, quotes, display, text-case, strip-periods.

    `opens` and `closes` are the control characters of the formatting attributes (markup.py).
    """

    prefix: str = ""
    suffix: str = ""
    opens: str = ""
    closes: str = ""
    quotes: bool = False
    unquoted: bool = False
    """The style says `quotes="false"`."""
    strip_periods: bool = False
    text_case: str = ""
    display: str = ""

    def without_resets(self, outer: str = _SETTING) -> Format:
        """Leave out `font-variant="normal"` and the like where the marks around set that otherwise."""
        opens = "".join(mark for mark in self.opens if _RESETS.get(mark, "-") not in outer)
        return self._replace(opens=opens, closes=CLOSE * len(opens)) if opens != self.opens else self


Plain = Format()


class Node(_Fields):
    """A rendering element; `line` is where it starts in the style."""

    line: int
    format: Format


class TextVariable(Node):
    """`cs:text` with `variable`."""

    variable: str
    short: bool


class Macro(_Fields):
    """`cs:macro`."""

    name: str
    line: int
    children: tuple[Node, ...] = ()


class TextMacro(Node):
    """`cs:text` with `macro`."""

    macro: Macro


class TermText(Node):
    """`cs:text` with `term`."""

    term: str
    form: str
    plural: bool


class TextValue(Node):
    """`cs:text` with `value`."""

    value: str


class NumberNode(Node):
    """`cs:number`."""

    variable: str
    form: str


class Label(Node):
    """`cs:label`; `variable` is empty inside `cs:names`, where `before` says that it precedes `cs:name`."""

    variable: str
    form: str
    plural: str
    before: bool = False


class DatePart(Node):
    """`cs:date-part`; `attributes` are those that are set, to be laid over a localized format."""

    name: str
    form: str
    range_delimiter: str
    attributes: dict[str, str]


class DateNode(Node):
    """`cs:date`; `form` is empty for a format of the style's own."""

    variable: str
    form: str
    date_parts: str
    delimiter: str
    parts: tuple[DatePart, ...]


class Names(Node):
    """`cs:names` with its children; `options` are the attributes of `cs:name`, names-delimiter among them."""

    variables: tuple[str, ...]
    options: dict[str, str]
    name_format: Format
    family: Format
    given: Format
    et_al_term: str
    et_al_format: Format
    label: Label | None
    substitute: tuple[Node, ...]


class Group(Node):
    """`cs:group`."""

    delimiter: str
    children: tuple[Node, ...]


class Test(NamedTuple):
    """One condition for one value: `("type", "book")`, `("variable", "DOI")`."""

    kind: str
    value: str


class Branch(_Fields):
    """`cs:if`, `cs:else-if`; `cs:else` is one without tests."""

    tests: tuple[Test, ...]
    match: str
    children: tuple[Node, ...]


class Choose(Node):
    """`cs:choose`."""

    branches: tuple[Branch, ...]


class SortKey(_Fields):
    """`cs:key`: a variable or a macro; `options` are names-min and so on as attributes of `cs:name`."""

    variable: str
    macro: Macro | None
    descending: bool
    options: dict[str, str]


class Layout(Node):
    """`cs:layout`."""

    delimiter: str
    children: tuple[Node, ...]


class Area(_Fields):
    """`cs:citation` or `cs:bibliography`: its options, sort keys and layout."""

    options: dict[str, str]
    names: dict[str, str]
    """The inheritable name options that hold here, the style's among them."""
    keys: tuple[SortKey, ...]
    layout: Layout


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Walk through all nodes in their order, those of each macro where it is called first."""
    seen: set[Macro] = set()
    stack: list[Node] = [*reversed(nodes)]
    while stack:
        node = stack.pop()
        yield node
        children: Iterable[Node] = ()
        if isinstance(node, Group):
            children = node.children
        elif isinstance(node, TextMacro):
            if node.macro not in seen:
                seen.add(node.macro)
                children = node.macro.children
        elif isinstance(node, Choose):
            children = [child for branch in node.branches for child in branch.children]
        elif isinstance(node, Names):
            children = node.substitute
        stack += reversed([*children])
