"""CSL styles: read, checked and turned into a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from citemill.citeproc.markup import CLOSE, OPEN
from citemill.citeproc.nodes import (
    Area,
    Branch,
    Choose,
    DateNode,
    DatePart,
    Format,
    Group,
    Label,
    Layout,
    Macro,
    Names,
    Node,
    NumberNode,
    Plain,
    SortKey,
    TermText,
    Test,
    TextMacro,
    TextValue,
    TextVariable,
)
from citemill.citeproc.textcase import CASES
from citemill.citeproc.xmltree import Element, read_xml
from citemill.diagnostics import Place
from citemill.errors import BadStyle
from citemill.text.rich import Mark

__all__ = ["Style", "load_style", "read_date_part", "read_format"]


class Style(NamedTuple):
    """An independent style, ready for a `Processor`."""

    title: str
    note: bool
    """`class="note"`: citations stand in foot- or endnotes."""
    default_locale: str
    has_bibliography: bool
    citation: Area
    bibliography: Area | None
    locales: tuple[Element, ...]
    """The style's own `cs:locale` elements."""
    options: dict[str, str]
    """The attributes of `cs:style`."""


def load_style(xml: bytes | str, *, source: str, parent: Callable[[str], bytes]) -> Style:
    """Read a style; a dependent one by way of `parent`, which gives the XML for the parent's address.

    `source` names the style in errors. Raises `BadStyle` with the line.
    """
    root = _read_root(xml, source)
    locale = root.get("default-locale")
    title = _title(root)
    if root.first("citation") is None:
        link = _independent_parent(root)
        if link is None:
            raise BadStyle(
                "no <citation>, and no independent-parent link to a style that has one",
                place=Place(source, root.line),
                hint="a style needs <citation> with <layout>",
            )
        source = f"{source} -> {link}"
        root = _read_root(parent(link), source)
        if root.first("citation") is None:
            raise BadStyle(
                "the parent of a dependent style must be an independent one",
                place=Place(source, root.line),
            )
    return _Reader(root, source).style(title, locale)


def _read_root(xml: bytes | str, source: str) -> Element:
    root = read_xml(xml, source, root="style")
    version = root.get("version")
    if not version.startswith(("1.0", "1.1")):
        raise BadStyle(
            f'version "{version}"' if version else "no version",
            place=Place(source, root.line),
            hint="styles of CSL 1.0 are understood",
        )
    return root


def _title(root: Element) -> str:
    info = root.first("info")
    title = info.first("title") if info is not None else None
    return " ".join(title.text.split()) if title is not None else ""


def _independent_parent(root: Element) -> str | None:
    info = root.first("info")
    for link in info.all("link") if info is not None else ():
        if link.get("rel") == "independent-parent":
            return link.get("href")
    return None


_FORMATTING = (  # outermost first
    ("vertical-align", {"sup": Mark.SUP, "sub": Mark.SUB, "baseline": Mark.BASELINE}),
    ("text-decoration", {"underline": Mark.UNDERLINE, "none": Mark.NO_UNDERLINE}),
    ("font-weight", {"bold": Mark.BOLD, "light": Mark.LIGHT, "normal": Mark.REGULAR}),
    ("font-variant", {"small-caps": Mark.SMALL_CAPS, "normal": Mark.NO_SMALL_CAPS}),
    ("font-style", {"italic": Mark.ITALIC, "oblique": Mark.OBLIQUE, "normal": Mark.UPRIGHT}),
)
_MARKED = frozenset(name for name, _ in _FORMATTING)
_FORMAT = _MARKED | {"prefix", "suffix", "quotes", "strip-periods", "text-case", "display"}
"""The attributes that `Format` holds."""
_NAME_OPTIONS = (
    "and",
    "delimiter-precedes-et-al",
    "delimiter-precedes-last",
    "et-al-min",
    "et-al-use-first",
    "et-al-use-last",
    "et-al-subsequent-min",
    "et-al-subsequent-use-first",
    "initialize",
    "initialize-with",
    "name-as-sort-order",
    "sort-separator",
)
_RENAMED_OPTIONS = {"name-form": "form", "name-delimiter": "delimiter", "names-delimiter": "names-delimiter"}
_KEY_OPTIONS = {
    "names-min": ("et-al-min", "et-al-subsequent-min"),
    "names-use-first": ("et-al-use-first", "et-al-subsequent-use-first"),
    "names-use-last": ("et-al-use-last",),
}
_TESTS = (
    "type",
    "variable",
    "is-numeric",
    "is-uncertain-date",
    "locator",
    "position",
    "disambiguate",
)


def read_format(element: Element) -> Format:
    """Read affixes, formatting, quotes, display, text-case and strip-periods of an element."""
    attributes = element.attributes
    if _FORMAT.isdisjoint(attributes):
        return Plain
    opens = ""
    if not _MARKED.isdisjoint(attributes):
        opens = "".join(
            OPEN[marks[attributes[name]]]
            for name, marks in _FORMATTING
            if name in attributes and attributes[name] in marks
        )
    return Format(
        prefix=attributes.get("prefix", ""),
        suffix=attributes.get("suffix", ""),
        opens=opens,
        closes=CLOSE * len(opens),
        quotes=attributes.get("quotes") == "true",
        unquoted=attributes.get("quotes") == "false",
        strip_periods=attributes.get("strip-periods") == "true",
        text_case=attributes.get("text-case", ""),
        display=attributes.get("display", ""),
    )


def read_date_part(element: Element) -> DatePart:
    """Read a `cs:date-part`."""
    return DatePart(
        element.line,
        read_format(element),
        element.get("name"),
        element.get("form"),
        element.get("range-delimiter", "–"),
        element.attributes,
    )


def name_options(element: Element, *, inherited: bool) -> dict[str, str]:
    """Read the name options of `cs:name`, or those that `cs:style` and the areas pass on."""
    options = {name: element.attributes[name] for name in _NAME_OPTIONS if name in element.attributes}
    if inherited:
        for name, option in _RENAMED_OPTIONS.items():
            if name in element.attributes:
                options[option] = element.attributes[name]
    else:
        for name in ("form", "delimiter"):
            if name in element.attributes:
                options[name] = element.attributes[name]
    return options


class _Reader:
    """Turns the elements of one style into nodes."""

    def __init__(self, root: Element, source: str) -> None:
        self.root = root
        self.source = source
        self.macros: dict[str, Macro] = {}
        self.calls: dict[str, list[tuple[str, int]]] = {}
        self._inside = ""
        self._disambiguates = 0
        self._substituted: Names | None = None
        """The `cs:names` whose `cs:substitute` is being read."""

    def style(self, title: str, locale: str) -> Style:
        root = self.root
        if root.get("class") not in ("in-text", "note"):
            raise self.error(root, "class must be in-text or note")
        for element in root.all("macro"):
            name = self.need(element, "name")
            if name in self.macros:
                raise self.error(element, f'a second macro is named "{name}"')
            self.macros[name] = Macro(name, element.line)
        for element in root.all("macro"):
            name = element.get("name")
            self._inside = name
            self.macros[name].children = self.children(element)
        self.check_cycles()
        self._inside = ""
        citation = root.first("citation")
        assert citation is not None
        bibliography = root.first("bibliography")
        return Style(
            title=title,
            note=root.get("class") == "note",
            default_locale=locale or root.get("default-locale"),
            has_bibliography=bibliography is not None,
            citation=self.area(citation),
            bibliography=self.area(bibliography) if bibliography is not None else None,
            locales=tuple(root.all("locale")),
            options=root.attributes,
        )

    def error(self, element: Element, found: str, hint: str = "") -> BadStyle:
        return BadStyle(
            f"<{element.tag}>: {found}",
            place=Place(self.source, element.line),
            hint=hint or "see the CSL 1.0.2 specification",
        )

    def need(self, element: Element, name: str) -> str:
        value = element.get(name)
        if not value:
            raise self.error(element, f'the attribute "{name}" is missing')
        return value

    def check_cycles(self) -> None:
        """Refuse a macro that calls itself, by whatever way."""
        finished: set[str] = set()
        for start in self.macros:
            path: dict[str, Iterable[tuple[str, int]]] = {}
            stack = [(start, iter(self.calls.get(start, ())))]
            path[start] = ()
            while stack:
                name, calls = stack[-1]
                call = next(calls, None)
                if call is None:
                    stack.pop()
                    path.pop(name, None)
                    finished.add(name)
                elif call[0] in path:
                    way = " -> ".join([*list(path)[list(path).index(call[0]) :], call[0]])
                    raise BadStyle(
                        f"a macro calls itself: {way}",
                        place=Place(self.source, call[1]),
                        hint="take one of the calls out",
                    )
                elif call[0] not in finished:
                    path[call[0]] = ()
                    stack.append((call[0], iter(self.calls.get(call[0], ()))))

    def macro(self, element: Element, name: str) -> Macro:
        macro = self.macros.get(name)
        if macro is None:
            raise self.error(element, f'no macro is named "{name}"', "define it, or correct the name")
        if self._inside:
            self.calls.setdefault(self._inside, []).append((name, element.line))
        return macro

    def area(self, element: Element) -> Area:
        layout = element.first("layout")
        if layout is None:
            raise self.error(element, "<layout> is missing")
        sort = element.first("sort")
        return Area(
            options=element.attributes,
            names={**name_options(self.root, inherited=True), **name_options(element, inherited=True)},
            keys=tuple(self.key(key) for key in sort.all("key")) if sort is not None else (),
            layout=Layout(layout.line, read_format(layout), layout.get("delimiter"), self.children(layout)),
        )

    def key(self, element: Element) -> SortKey:
        name = element.get("macro")
        variable = element.get("variable")
        if not name and not variable:
            raise self.error(element, "a sort key needs a variable or a macro")
        options = {
            option: element.attributes[attribute]
            for attribute, names in _KEY_OPTIONS.items()
            if attribute in element.attributes
            for option in names
        }
        macro = self.macro(element, name) if name else None
        return SortKey(variable, macro, element.get("sort") == "descending", options)

    def children(self, element: Element) -> tuple[Node, ...]:
        return tuple(self.node(child) for child in element.children)

    def node(self, element: Element) -> Node:
        reader = _NODES.get(element.tag)
        if reader is None:
            raise self.error(element, "no rendering element has this name")
        return reader(self, element)

    def text(self, element: Element) -> Node:
        form = read_format(element)
        if form.text_case and form.text_case not in CASES and form.text_case not in ("none", "normal"):
            raise self.error(element, f'no text-case is named "{form.text_case}"')
        attributes = element.attributes
        line = element.line
        if "variable" in attributes:
            variable = attributes["variable"].strip()
            return TextVariable(line, form, variable, attributes.get("form") == "short")
        if "macro" in attributes:
            return TextMacro(line, form, self.macro(element, attributes["macro"]))
        if "term" in attributes:
            plural = attributes.get("plural") == "true"
            return TermText(line, form, attributes["term"], attributes.get("form", "long"), plural)
        if "value" in attributes:
            return TextValue(line, form, attributes["value"])
        raise self.error(element, "variable, macro, term or value is wanted")

    def number(self, element: Element) -> Node:
        variable = self.need(element, "variable")
        return NumberNode(element.line, read_format(element), variable, element.get("form", "numeric"))

    def label(self, element: Element) -> Label:
        return Label(
            element.line,
            read_format(element),
            element.get("variable"),
            element.get("form", "long"),
            element.get("plural", "contextual"),
        )

    def date(self, element: Element) -> Node:
        variable = self.need(element, "variable")
        parts = tuple(read_date_part(part) for part in element.all("date-part"))
        return DateNode(
            element.line,
            read_format(element),
            variable,
            element.get("form"),
            element.get("date-parts", "year-month-day"),
            element.get("delimiter"),
            parts,
        )

    def group(self, element: Element) -> Node:
        return Group(element.line, read_format(element), element.get("delimiter"), self.children(element))

    def choose(self, element: Element) -> Node:
        branches = []
        for child in element.children:
            if child.tag not in ("if", "else-if", "else"):
                raise self.error(child, "<choose> holds <if>, <else-if> and <else>")
            tests = tuple(
                Test(kind, value if kind != "disambiguate" else self.disambiguate_number())
                for kind in _TESTS
                if kind in child.attributes
                for value in child.attributes[kind].split()
            )
            if not tests and child.tag != "else":
                raise self.error(child, "no condition")
            branches.append(Branch(tests, child.get("match", "all"), self.children(child)))
        return Choose(element.line, Plain, tuple(branches))

    def disambiguate_number(self) -> str:
        """Tell the `disambiguate` conditions apart: they come true one after the other."""
        self._disambiguates += 1
        return str(self._disambiguates)

    def names(self, element: Element) -> Names:
        inherit = self._substituted
        variables = tuple(self.need(element, "variable").split())
        name = element.first("name")
        et_al = element.first("et-al")
        options = name_options(name, inherited=False) if name is not None else {}
        if "delimiter" in element.attributes:
            options["names-delimiter"] = element.attributes["delimiter"]
        parts = {part.get("name"): read_format(part) for part in name.all("name-part")} if name else {}
        label_element = element.first("label")
        label = None
        if label_element is not None:
            label = self.label(label_element)
            order = [child.tag for child in element.children]
            label.before = "name" in order and order.index("label") < order.index("name")
        node = Names(
            element.line,
            read_format(element),
            variables,
            options,
            read_format(name) if name is not None else Plain,
            parts.get("family", Plain),
            parts.get("given", Plain),
            et_al.get("term", "et-al") if et_al is not None else "et-al",
            read_format(et_al) if et_al is not None else Plain,
            label,
            (),
        )
        if inherit is not None and not element.children:  # the shorthand inside cs:substitute
            node.format = inherit.format
            node.options = inherit.options
            node.name_format = inherit.name_format
            node.family, node.given = inherit.family, inherit.given
            node.et_al_term, node.et_al_format = inherit.et_al_term, inherit.et_al_format
            node.label = inherit.label
        substitute = element.first("substitute")
        if substitute is not None:
            outer, self._substituted = self._substituted, node
            node.substitute = self.children(substitute)
            self._substituted = outer
        return node


_NODES: dict[str, Callable[[_Reader, Element], Node]] = {
    "text": _Reader.text,
    "number": _Reader.number,
    "label": _Reader.label,
    "date": _Reader.date,
    "group": _Reader.group,
    "choose": _Reader.choose,
    "names": _Reader.names,
}
