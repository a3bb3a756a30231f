"""The compiler: a style and a locale become functions, one set for each shape of record.

For a record of a given type with given variables nearly all of a style is decided: which branch of each
`cs:choose` is taken, which elements are empty and so which groups vanish. `Compiler.code` does this once for
each node and each *shape* (shapes.py) projected on what the node depends on, and leaves functions
`Run -> str` (inner text, markup.py) that have nothing to decide any more.

The clause of the CSL 1.0.2 specification stands beside each element.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from citemill.citeproc.code import (
    ABSENT,
    EMPTY,
    MAYBE,
    NONE,
    NOTHING,
    SURE,
    Code,
    Render,
    conditional,
    joined,
)
from citemill.citeproc.dates import YEAR_SLOT, DateValue, date_key, date_writer
from citemill.citeproc.items import NUMBERS, canonical
from citemill.citeproc.locale import Locale
from citemill.citeproc.markup import (
    BLOCK_END,
    CLOSE,
    CLOSE_QUOTE,
    DELIMITED,
    JOINT,
    LEAF_END,
    MIXED,
    NUMBER_END,
    OPEN,
    OPEN_QUOTE,
    STOPS,
    TERM,
    VALUE,
    WIDE,
    encode,
    encode_affix,
    keep_wide,
)
from citemill.citeproc.names import NameOptions
from citemill.citeproc.namescode import NamesCompiler
from citemill.citeproc.nodes import (
    Area,
    Branch,
    Choose,
    DateNode,
    Format,
    Group,
    Label,
    Layout,
    Macro,
    Names,
    Node,
    NumberNode,
    TermText,
    TextMacro,
    TextValue,
    TextVariable,
)
from citemill.citeproc.numbers import (
    Joins,
    conjunctions,
    format_number,
    page_range,
    read_number,
    sortable,
    written,
)
from citemill.citeproc.seams import ended, left_open, once, settled
from citemill.citeproc.shapes import SHORT_FORMS, Shapes
from citemill.citeproc.state import Run
from citemill.citeproc.textcase import CASES, TURKISH
from citemill.citeproc.trigraph import trigraph
from citemill.citeproc.wrapping import SLANTED, affixed, changed, outermost, slanted, without_slant
from citemill.text.rich import Mark

__all__ = ["Compiler"]


_LINKS = {
    "DOI": "https://doi.org/",
    "URL": "",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
"""CSL 1.0.2, Appendix VI."""


class Compiler:
    """Compiles one area (citation, bibliography) of a style, or the macros of its sort keys."""

    def __init__(
        self,
        area: Area,
        style_options: dict[str, str],
        locale: Locale,
        shapes: Shapes,
        *,
        sorting: dict[str, str] | None = None,
        links: bool = False,
        names_may_vanish: bool = False,
        own_suffix: bool = False,
        mark_terms: bool = False,
    ) -> None:
        """`sorting` holds the options of a sort key; `own_suffix`: the area prints year-suffix itself."""
        self.area = area
        self.locale = locale
        self.shapes = shapes
        self.sorting = sorting
        self._links = links
        self._own_suffix = own_suffix
        self._term_mark = TERM if mark_terms else ""
        self._range_format = style_options.get("page-range-format", "")
        self._dash = locale.text("page-range-delimiter") or "–"
        self._ands = conjunctions(locale)
        self._memo: dict[tuple[int, int, bool], Code] = {}
        self.substituting = 0
        """How many `cs:substitute` we are in: there what is printed once is suppressed at once."""
        self._depth = 0
        """How many groups and macros we are in: `display` makes blocks of the pieces of an entry only."""
        self._names = NamesCompiler(
            self,
            NameOptions(
                style_options.get("demote-non-dropping-particle", "display-and-sort"),
                style_options.get("initialize-with-hyphen", "true") != "false",
            ),
            names_may_vanish,
        )

    # -- nodes -----------------------------------------------------------------------------------------

    def code(self, node: Node | Macro, shape: int) -> Code:
        """Compile a node for a shape."""
        key = (id(node), shape & self.shapes.mask(node), self.substituting > 0)
        code = self._memo.get(key)
        if code is None:
            code = self._memo[key] = _COMPILERS[type(node)](self, node, shape)
        return code

    def pieces(self, children: Sequence[Node], shape: int) -> tuple[list[Code], int, int]:
        """Compile siblings: their codes, what they use, what they suppress.

        The children of the branch that `cs:choose` takes stand in its place: delimiters from the nearest
        delimiting ancestor apply within `cs:choose` (CSL 1.0.2, "Choose").
        """
        codes: list[Code] = []
        used = done = 0
        for child in children:
            if isinstance(child, Choose):
                inner, inner_used, inner_done = self.pieces(self.branch(child, shape), shape | done)
                codes += inner
                used |= inner_used
                done |= inner_done
                continue
            code = self.code(child, shape | done)
            codes.append(code)
            used |= code.used
            done |= code.done | (code.used if self.substituting else 0)
        return codes, used, done

    def grouped(self, children: Sequence[Node], shape: int, delimiter: str) -> Code:
        """Compile children as a group: nothing, where it calls variables and all are empty ("Group")."""
        codes, used, done = self.pieces(children, shape)
        live = [code for code in codes if code.live]
        called = max((code.var for code in codes), default=NONE)
        if not live or called == EMPTY:
            return Code(None, "", EMPTY if called else NONE, used, done)
        head, suffix, is_open = live[0].head, live[-1].suffix, left_open(live)
        if len(live) > 1 and self.sorting is None:
            live = settled(live, delimiter)
        if not any(code.render for code in live):
            return Code(
                None, delimiter.join(code.text for code in live), SURE, used, done, head, suffix, open=is_open
            )
        if called == MAYBE:
            return Code(conditional(live, delimiter), "", MAYBE, used, done, head, suffix, open=is_open)
        return Code(joined(live, delimiter), "", SURE, used, done, head, suffix, open=is_open)

    def _choose(self, node: Choose, shape: int) -> Code:
        codes, used, done = self.pieces(self.branch(node, shape), shape)
        live = [code for code in codes if code.live]
        var = max((code.var for code in codes), default=NONE)
        if not any(code.render for code in live):
            return Code(None, "".join(code.text for code in live), var, used, done)
        return Code(joined(live, ""), "", var, used, done)

    def branch(self, node: Choose, shape: int) -> Sequence[Node]:
        """Find the branch that is taken (CSL 1.0.2, "Choose")."""
        for branch in node.branches:
            if not branch.tests or self._holds(branch, shape):
                return branch.children
        return ()

    def _holds(self, branch: Branch, shape: int) -> bool:
        if branch.match == "all":
            # a record has one type only: several in one attribute can only be meant as alternatives
            kinds = [test.value for test in branch.tests if test.kind == "type"]
            if kinds and not any(shape & self.shapes.test("type", kind) for kind in kinds):
                return False
            rest = (test for test in branch.tests if test.kind != "type")
            return all(shape & self.shapes.test(test.kind, test.value) for test in rest)
        results = (bool(shape & self.shapes.test(test.kind, test.value)) for test in branch.tests)
        if branch.match == "any":
            return any(results)
        return not any(results)

    def _macro(self, node: Macro, shape: int) -> Code:
        return self.grouped(node.children, shape, "")

    def _text_macro(self, node: TextMacro, shape: int) -> Code:
        """`cs:text macro`: a macro is delimited as one piece, and suppressed as a group is."""
        self._depth += 1
        code = self.code(node.macro, shape)
        self._depth -= 1
        # The specification allows a text-case here, citeproc-js does nothing with it, and the styles that
        # have one were made by what that prints ("(de la Cruz, 2010)", "in press", given cases inside).
        form = node.format._replace(text_case="") if node.format.text_case else node.format
        return self._enclosed(code, form, shape)

    def _group(self, node: Group, shape: int) -> Code:
        """`cs:group` (CSL 1.0.2, "Group", "Delimiter")."""
        self._depth += 1
        code = self.grouped(node.children, shape, keep_wide(encode_affix(node.delimiter)))
        self._depth -= 1
        form = node.format
        if form.suffix and form.suffix[0] == code.suffix and code.suffix in STOPS:
            # ". " after the "." of the last child goes, as in citeproc-js
            bare = self._enclosed(code, form._replace(suffix=""), shape)
            suffix = keep_wide(encode_affix(form.suffix))
            return bare._replace(
                render=once(bare.function, code.suffix, suffix), text="", suffix=form.suffix, open=True
            )
        return self._enclosed(code, form, shape)

    def _enclosed(self, code: Code, form: Format, shape: int) -> Code:
        """Lay around a group, macro or date what its formatting says."""
        if code.render is not None and (code.open or form.opens or form.quotes) and self.sorting is None:
            code = code._replace(render=ended(code.render, formatted=bool(form.opens or form.quotes)))
        return self.wrap(code, form, shape)

    def _layout(self, node: Layout, shape: int) -> Code:
        codes, used, done = self.pieces(node.children, shape)
        live = settled([code for code in codes if code.live], "")
        return Code(joined(live, ""), "", MAYBE, used, done)

    def _value(self, node: TextValue, shape: int) -> Code:
        text = keep_wide(encode(node.value))
        if text[:1] == " ":  # blanks of a value stay beside those of affixes
            text = JOINT + text
        if text[-1:] == " ":
            text += JOINT
        if node.value in STOPS:  # it is printed whatever stands before it
            text = JOINT + text
        head = node.value[0] if node.value[:1] in STOPS else ""
        return self.wrap(Code(None, text, head=head), node.format, shape, leaf=LEAF_END)

    def _term(self, node: TermText, shape: int) -> Code:
        """`cs:text term` (CSL 1.0.2, "Text", "Terms")."""
        text = self.locale.text(node.term, node.form, plural=node.plural)
        text = f"{JOINT}{text}{JOINT}" if node.term.endswith("-quote") and text else encode(text)
        mark = self._term_mark if not node.format.text_case else ""
        return self.wrap(Code(None, mark + text if text else ""), node.format, shape, leaf=LEAF_END)

    def _variable(self, node: TextVariable, shape: int) -> Code:
        """`cs:text variable` (CSL 1.0.2, "Text"): a short form falls back to the long one."""
        variable = canonical(node.variable)
        if node.short and variable in SHORT_FORMS:
            short = SHORT_FORMS[variable]
            has, done = self.shapes.present(short)
            if shape & has and not shape & done:
                variable = short
        if variable == "year-suffix":
            if not shape & self.shapes.suffix:
                return NOTHING
            return self.wrap(Code(lambda run: run.suffix, "", MAYBE), node.format, shape, leaf=LEAF_END)
        has, done = self.shapes.present(variable)
        if not shape & has or shape & done:
            return ABSENT
        render = self._variable_render(variable)
        link = _LINKS.get(variable) if self._links else None
        if link is not None:
            return self._linked(render, link, node, shape)._replace(used=done)
        # a locator is printed once in a cite, as in citeproc-js
        once = done if variable == "locator" else 0
        leaf = NUMBER_END if variable in NUMBERS else LEAF_END
        code = self.wrap(Code(render, "", SURE, done, once), node.format, shape, leaf=leaf)
        if not any(mark in node.format.opens for mark in SLANTED):
            return code
        upright = self.wrap(Code(render, "", SURE, done), without_slant(node.format), shape, leaf=LEAF_END)
        return code._replace(render=slanted(render, code.function, upright.function))

    def _variable_render(self, variable: str) -> Render:
        range_format, dash, ands, locale = self._range_format, self._dash, self._ands, self.locale
        if variable == "citation-number":
            return (lambda run: run.number.zfill(8)) if self.sorting is not None else lambda run: run.number
        if variable == "locator":
            return lambda run: written(
                read_number(
                    page_range(run.locator, range_format if run.label == "page" else "", dash, ands), ands
                ),
                locale,
            )
        if variable == "first-reference-note-number":
            return lambda run: run.first_note
        if variable == "citation-label":
            return _citation_label
        if variable == "page":
            return lambda run: page_range(run.texts["page"], range_format, dash, ands)
        if variable == "page-first":
            return _page_first
        if variable in NUMBERS:
            return lambda run: _number_text(run.texts[variable], ands, locale)
        return lambda run: run.texts[variable]

    def _raw(self, variable: str) -> Render:
        """Give a number variable's content as it is in the record or cite."""
        if variable == "locator":
            return lambda run: run.locator
        if variable in ("citation-number", "first-reference-note-number", "page-first"):
            return self._variable_render(variable)
        return lambda run: run.texts[variable]

    def _linked(self, render: Render, base: str, node: TextVariable, shape: int) -> Code:
        """Make the identifier, and a prefix that belongs to its address, the text of a link."""
        form = node.format
        at = form.prefix.find("http")
        prefix, start = (form.prefix[:at], form.prefix[at:]) if at >= 0 else (form.prefix, "")
        opener = OPEN[Mark.LINK]

        def linked(run: Run) -> str:
            text = render(run)
            address = text if text.startswith("http") else base + text
            return f"{opener}{address}{VALUE}{start}{text}{CLOSE}"

        plain = Format(prefix, form.suffix, form.opens, form.closes, form.quotes, display=form.display)
        return self.wrap(Code(linked, "", SURE), plain, shape, leaf=LEAF_END)

    def _number(self, node: NumberNode, shape: int) -> Code:
        """`cs:number` (CSL 1.0.2, "Number")."""
        variable = canonical(node.variable)
        has, done = self.shapes.present(variable)
        if not shape & has or shape & done:
            return ABSENT
        value = self._variable_render(variable)
        form, locale = node.form, self.locale
        if self.sorting is not None:
            return Code(lambda run: sortable(value(run)), "", SURE, done)
        once = done if variable == "locator" else 0  # as in `_variable`
        if form == "numeric":
            return self.wrap(Code(value, "", SURE, done, once), node.format, shape, leaf=NUMBER_END)
        raw, ands = self._raw(variable), self._ands
        term = locale.term(variable) if variable != "locator" else None
        gender = term.gender if term is not None else ""

        def render(run: Run) -> str:
            return format_number(read_number(raw(run), ands), form, gender, locale)

        return self.wrap(Code(render, "", SURE, done, once), node.format, shape, leaf=NUMBER_END)

    def _label(self, node: Label, shape: int) -> Code:
        """`cs:label` outside `cs:names` (CSL 1.0.2, "Label")."""
        variable = canonical(node.variable)
        has, done = self.shapes.present(variable)
        if self.sorting is not None or (shape & done and variable != "locator"):
            return NOTHING
        given = shape & has  # styles in use count on labels of variables that are empty
        raw, ands = self._raw(variable), self._ands
        plural, locale, form = node.plural, self.locale, node.form
        counted = variable in ("number-of-pages", "number-of-volumes")

        def many(run: Run) -> bool:
            if plural != "contextual" or not given:
                return plural == "always"
            number = read_number(raw(run), ands)
            return number.plural or (counted and number.text.isdecimal() and int(number.text) > 1)

        if variable == "locator":
            code = Code(
                lambda run: encode(locale.text(run.label or "page", form, plural=many(run))), "", MAYBE
            )
            return self.wrap(code, node.format, shape, leaf=LEAF_END)._replace(var=NONE)
        term = "page" if variable == "page-first" else variable
        single, multiple = (
            self.wrap(
                Code(None, encode(locale.text(term, form, plural=plural))), node.format, shape, leaf=LEAF_END
            )
            for plural in (False, True)
        )
        one, more = single.text, multiple.text
        return single._replace(render=lambda run: more if many(run) else one, text="")

    def _date(self, node: DateNode, shape: int) -> Code:
        """`cs:date` (CSL 1.0.2, "Date"; "AD and BC", "Seasons", "Date Ranges")."""
        variable = node.variable
        has, done = self.shapes.present(variable)
        if not shape & has or shape & done:
            return ABSENT
        if self.sorting is not None:
            shown = node.date_parts if node.form else "-".join(part.name for part in node.parts)
            return Code(lambda run: _date_key(run.item.dates[variable], shown), "", SURE, done)
        suffixed = bool(shape & self.shapes.suffix) and not self._own_suffix
        write = date_writer(node, self.locale, slots=bool(shape & self.shapes.suffix))
        compared = variable != "accessed"  # when it was read does not tell cites apart

        def plain(run: Run) -> str:
            if run.lists is not None and not compared:
                return ""
            date = run.item.dates[variable]
            return write(date) if date is not None else ""

        def with_suffix(run: Run) -> str:
            if run.lists is not None and not compared:
                return ""
            date = run.item.dates[variable]
            text = write(date) if date is not None else ""
            if not suffixed or not run.suffix_pending:
                if run.suppress_year and YEAR_SLOT in text:
                    return ""
                return text.replace(YEAR_SLOT, "")
            if YEAR_SLOT not in text:
                return text
            run.suffix_pending = False
            if run.suppress_year:
                return run.suffix
            return text.replace(YEAR_SLOT, run.suffix, 1).replace(YEAR_SLOT, "")

        render = with_suffix if shape & self.shapes.suffix else plain
        # as in citeproc-js a localized date takes the weight and style of what is around it
        form = node.format.without_resets() if node.form else node.format
        return self._enclosed(Code(render, "", MAYBE, done, open=True), form, shape)

    def _names_node(self, node: Names, shape: int) -> Code:
        return self._names.code(node, shape)

    # -- what all elements share ---------------------------------------------------------------------

    def wrap(self, code: Code, form: Format, shape: int, *, leaf: str = "", open_end: bool = False) -> Code:
        """Lay strip-periods, text-case, quotes, formatting and affixes around a code, in this order."""
        if code.render is None and not code.text:
            return code
        case = (TURKISH if shape & self.shapes.turkish else CASES).get(form.text_case)
        if form.text_case == "title" and code.used and not shape & self.shapes.english:
            case = None  # CSL 1.0.2, "Non-English Items"
        prefix, suffix = keep_wide(encode_affix(form.prefix)), keep_wide(encode_affix(form.suffix))
        if suffix[-1:] in STOPS:
            suffix += leaf
        if prefix[-1:] in STOPS and code.head:
            prefix += JOINT  # both are printed
        before = f"{prefix}{OPEN_QUOTE if form.quotes else ''}{form.opens}"
        # without quotation marks what follows meets the text as it would meet those
        quote = CLOSE_QUOTE if form.quotes else DELIMITED if leaf and form.unquoted else ""
        after = f"{form.closes}{quote}{suffix}"
        if self.sorting is not None:
            before, after = form.prefix, form.suffix
        if form.display and not self._depth:
            before, after = OPEN[Mark(form.display)] + before, after + CLOSE + BLOCK_END
        head = code.head if not prefix else prefix[0] if prefix[0] in STOPS else ""
        strip_periods = form.strip_periods
        text, render = code.text, code.render
        if render is None:
            text = text.replace(".", "") if strip_periods else text
            text = case(text) if case else text
            text = f"{before}{text}{after}" if text else ""
        else:
            if strip_periods or case:
                render = changed(render, strip_periods, case)
            if form.unquoted:
                marks = (self.locale.text(f"{end}-inner-quote") for end in ("open", "close"))
                render = outermost(render, *marks)
            if before or after:
                render = affixed(render, before, after, sure=code.var == SURE)
        formatted = bool(form.opens)
        if suffix:
            is_open = suffix[-1] == leaf or suffix.endswith(f"{WIDE} ")
        else:
            is_open = bool(leaf) and (formatted or form.quotes or form.unquoted)
        return Code(
            render, text, code.var, code.used, code.done, head, form.suffix, formatted, is_open or open_end
        )


def _number_text(value: str, ands: Joins, locale: Locale) -> str:
    if value.isdecimal():
        return value
    number = read_number(value, ands)
    text = written(number, locale)
    return text if number.pieces and all(map(str.isdecimal, number.pieces[::2])) else text + MIXED


def _citation_label(run: Run) -> str:
    """`citation-label`, made up where the record has none, with the year-suffix."""
    run.suffix_pending = False
    return (run.texts["citation-label"] or trigraph(run.item)) + run.suffix


def _page_first(run: Run) -> str:
    """`page-first`: the first page of `page` where the record does not say it."""
    own = run.texts["page-first"]
    if own:
        return own
    number = read_number(run.texts["page"])
    return number.pieces[0] if number.pieces else number.text


def _date_key(date: DateValue | None, parts: str) -> str:
    if date is None:
        return ""
    return "" if date.literal else date_key(date, parts)


_COMPILERS: dict[type, Callable[..., Code]] = {
    TextVariable: Compiler._variable,
    TextMacro: Compiler._text_macro,
    TermText: Compiler._term,
    TextValue: Compiler._value,
    NumberNode: Compiler._number,
    Label: Compiler._label,
    DateNode: Compiler._date,
    Names: Compiler._names_node,
    Group: Compiler._group,
    Choose: Compiler._choose,
    Macro: Compiler._macro,
    Layout: Compiler._layout,
}
