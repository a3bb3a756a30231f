"""A style as a tree: one class for each rendering element of CSL, with its attributes typed.

Nodes are compared by identity: the compiler keeps its results by node.
"""

from __future__ import annotations

from dataclasses import dataclass

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
]


@dataclass(frozen=True, slots=True)
class Format:
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


Plain = Format()


@dataclass(eq=False, slots=True)
class Node:
    """A rendering element; `line` is where it starts in the style."""

    line: int
    format: Format


@dataclass(eq=False, slots=True)
class TextVariable(Node):
    """`cs:text` with `variable`."""

    variable: str
    short: bool


@dataclass(eq=False, slots=True)
class Macro:
    """`cs:macro`."""

    name: str
    line: int
    children: tuple[Node, ...] = ()


@dataclass(eq=False, slots=True)
class TextMacro(Node):
    """`cs:text` with `macro`."""

    macro: Macro


@dataclass(eq=False, slots=True)
class TermText(Node):
    """`cs:text` with `term`."""

    term: str
    form: str
    plural: bool


@dataclass(eq=False, slots=True)
class TextValue(Node):
    """`cs:text` with `value`."""

    value: str


@dataclass(eq=False, slots=True)
class NumberNode(Node):
    """`cs:number`."""

    variable: str
    form: str


@dataclass(eq=False, slots=True)
class Label(Node):
    """`cs:label`; `variable` is empty inside `cs:names`, where `before` says that it precedes `cs:name`."""

    variable: str
    form: str
    plural: str
    before: bool = False


@dataclass(eq=False, slots=True)
class DatePart(Node):
    """`cs:date-part`; `attributes` are those that are set, to be laid over a localized format."""

    name: str
    form: str
    range_delimiter: str
    attributes: dict[str, str]


@dataclass(eq=False, slots=True)
class DateNode(Node):
    """`cs:date`; `form` is empty for a format of the style's own."""

    variable: str
    form: str
    date_parts: str
    delimiter: str
    parts: tuple[DatePart, ...]


@dataclass(eq=False, slots=True)
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


@dataclass(eq=False, slots=True)
class Group(Node):
    """`cs:group`."""

    delimiter: str
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """One condition for one value: `("type", "book")`, `("variable", "DOI")`."""

    kind: str
    value: str


@dataclass(eq=False, slots=True)
class Branch:
    """`cs:if`, `cs:else-if`; `cs:else` is one without tests."""

    tests: tuple[Test, ...]
    match: str
    children: tuple[Node, ...]


@dataclass(eq=False, slots=True)
class Choose(Node):
    """`cs:choose`."""

    branches: tuple[Branch, ...]


@dataclass(eq=False, slots=True)
class SortKey:
    """`cs:key`: a variable or a macro; `options` are names-min and so on as attributes of `cs:name`."""

    variable: str
    macro: Macro | None
    descending: bool
    options: dict[str, str]


@dataclass(eq=False, slots=True)
class Layout(Node):
    """`cs:layout`."""

    delimiter: str
    children: tuple[Node, ...]


@dataclass(eq=False, slots=True)
class Area:
    """`cs:citation` or `cs:bibliography`: its options, sort keys and layout."""

    options: dict[str, str]
    names: dict[str, str]
    """The inheritable name options that hold here, the style's among them."""
    keys: tuple[SortKey, ...]
    layout: Layout
