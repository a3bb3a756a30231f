"""`cs:names` compiled: which variables are printed, with which labels, or what is substituted for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from citemill.citeproc.code import ABSENT, EMPTY, MAYBE, SURE, Code, Render
from citemill.citeproc.items import Item
from citemill.citeproc.markup import decode, encode, encode_affix, encode_rich, keep_wide
from citemill.citeproc.model import EtAl
from citemill.citeproc.names import EtAlText, NameOptions, NamesFormat
from citemill.citeproc.nodes import Choose, Format, Label, Names, Node, Plain, TermText, TextValue
from citemill.citeproc.persons import Person, read_persons
from citemill.citeproc.state import Run
from citemill.record import Name
from citemill.text.rich import Rich

if TYPE_CHECKING:
    from citemill.citeproc.compiler import Compiler

__all__ = ["NamesCompiler"]


class NamesCompiler:
    """Compiles the `cs:names` elements of one area."""

    def __init__(self, compiler: Compiler, options: NameOptions, may_vanish: bool) -> None:
        """`may_vanish`: names can be suppressed while rendering (citations, empty author substitutes)."""
        self._compiler = compiler
        self._options = options
        self._may_vanish = may_vanish
        self._formats: dict[tuple[int, bool], NamesFormat] = {}

    def code(self, node: Names, shape: int) -> Code:
        """Compile a `cs:names` (CSL 1.0.2, "Names")."""
        own = self._own(node, shape)
        if own.var != EMPTY:
            named = self._compiler.wrap(own, node.format, shape, open_end=not node.format.suffix)
            return self._noted(named, node.format)
        return self._noted(self._substitute(node, shape), Plain)

    def _noted(self, code: Code, form: Format) -> Code:
        """Have what a names element gives noted down, without the affixes that stand around it."""
        if not code.live:
            return code
        render = code.function
        prefix, suffix = keep_wide(encode_affix(form.prefix)), keep_wide(encode_affix(form.suffix))
        render = _first_names(render, bool(code.used), prefix, suffix)
        var = MAYBE if self._may_vanish and code.var != EMPTY else code.var
        return code._replace(render=render, var=var, text="")

    def _format(self, node: Names, shape: int) -> NamesFormat:
        compiler = self._compiler
        turkish = bool(shape & compiler.shapes.turkish)
        made = self._formats.get((id(node), turkish))
        if made is None:
            made = self._formats[id(node), turkish] = NamesFormat(
                node,
                compiler.area.names,
                self._options,
                compiler.locale,
                sorting=compiler.sorting,
                turkish=turkish,
            )
        return made

    def _own(self, node: Names, shape: int) -> Code:
        """Compile the names of the element's own variables."""
        shapes = self._compiler.shapes
        present = []
        used = 0
        for variable in node.variables:
            has, done = shapes.present(variable)
            if shape & has and not shape & done:
                present.append(variable)
                used |= done
        if not present:
            return ABSENT
        roles = [(variable, variable) for variable in present]
        both = self._compiler.locale.text("editortranslator", node.label.form if node.label else "long")
        if both and {"editor", "translator"} <= set(present) and shape & shapes.same_editors:
            # the same persons edited and translated: named once, with the term for both
            roles = [
                (variable, "editortranslator" if variable in ("editor", "translator") else variable)
                for variable in present
            ]
            second = max(present.index("editor"), present.index("translator"))
            del roles[second]
        names = self._format(node, shape)
        if names.form == "count":
            return Code(
                _count(names, [variable for variable, _ in roles], bool(self._compiler.sorting is not None)),
                "",
                3,
                used,
            )
        lists = [self._list(node, names, variable, role, shape) for variable, role in roles]
        if len(lists) == 1:
            return Code(lists[0], "", SURE, used)
        delimiter = encode_affix({**self._compiler.area.names, **node.options}.get("names-delimiter", ""))
        return Code(lambda run: delimiter.join([text for one in lists if (text := one(run))]), "", SURE, used)

    def _list(self, node: Names, names: NamesFormat, variable: str, role: str, shape: int) -> Render:
        render = _names_of(names, variable)
        label = node.label
        if label is None or self._compiler.sorting is not None:
            return render
        single, multiple = self._label(label, role, shape)
        if not single and not multiple:
            return render
        if label.before:
            return lambda run: (multiple if len(run.persons[variable]) > 1 else single) + render(run)
        return lambda run: render(run) + (multiple if len(run.persons[variable]) > 1 else single)

    def _label(self, label: Label, role: str, shape: int) -> tuple[str, str]:
        """Give a label's text for one name and for several (CSL 1.0.2, "Label in cs:names")."""
        compiler = self._compiler
        texts = [
            compiler.wrap(
                Code(None, encode(compiler.locale.text(role, label.form, plural=plural))), label.format, shape
            ).text
            for plural in (False, True)
        ]
        if label.plural == "never":
            return texts[0], texts[0]
        if label.plural == "always":
            return texts[1], texts[1]
        return texts[0], texts[1]

    def _substitute(self, node: Names, shape: int) -> Code:
        """Take the first child of `cs:substitute` that prints something (CSL 1.0.2, "Substitute").

        What it prints is suppressed in the rest of the output.
        """
        tried: list[Render] = []
        for child in self._alternatives(node.substitute, shape):
            code = self._child(child, shape)
            if isinstance(child, TermText | TextValue):
                return code._replace(var=EMPTY)  # takes the place even where it is empty; fills no group
            if not code.live:
                continue
            done = code.done | code.used
            if code.var == MAYBE and not isinstance(child, Names):
                assert code.render is not None
                tried.append(code.render)
                if len(tried) == 1:
                    first_done = done
                continue
            if tried:
                either = _either([*tried, code.function])
                return code._replace(render=either, text="", done=first_done, open=True)
            return code._replace(done=done)
        if tried:
            return ABSENT._replace(render=_either(tried), var=MAYBE, done=first_done, open=True)
        return ABSENT

    def _alternatives(self, children: Sequence[Node], shape: int) -> Iterator[Node]:
        """Give what can stand in; the children of `cs:choose` are alternatives one by one."""
        for child in children:
            if isinstance(child, Choose):
                yield from self._alternatives(self._compiler.branch(child, shape), shape)
            else:
                yield child

    def _child(self, child: Node, shape: int) -> Code:
        compiler = self._compiler
        compiler.substituting += 1
        try:
            if not isinstance(child, Names):
                return compiler.code(child, shape)
            own = self._own(child, shape)
            if own.var == EMPTY:
                own = self._substitute(child, shape)
            return compiler.wrap(own, child.format, shape, open_end=not child.format.suffix)
        finally:
            compiler.substituting -= 1


def _either(renders: list[Render]) -> Render:
    def render(run: Run) -> str:
        for one in renders:
            text = one(run)
            if text:
                return text
        return ""

    return render


def _names_of(names: NamesFormat, variable: str) -> Render:
    def render(run: Run) -> str:
        persons = run.persons[variable]
        if run.lists is not None:
            run.lists.setdefault(variable, (names, persons))
        shown = run.shown
        marks = run.marks
        item = run.item
        substitutes = run.substitutes if run.names == 1 else None
        text, singles = names.render(
            persons,
            subsequent=run.subsequent,
            fewest=run.lists is not None,
            shown=shown.get(variable) if shown is not None else None,
            cut=variable in item.cut,
            marks=(lambda person: marks(item, variable, person)) if marks is not None else None,
            et_al=_worded(run.et_al, item, variable) if run.et_al is not None else None,
            substitutes=substitutes if isinstance(substitutes, list) else None,
        )
        if run.names == 1:
            run.first_singles = [*run.first_singles, *singles]
            run.first_persons += persons[: len(singles)]
            if isinstance(substitutes, str):
                return substitutes
        return text

    return render


def _worded(et_al: EtAl, item: Item, variable: str) -> EtAlText:
    """Let the caller word what stands for names left out: inner text on our side, rich text on theirs."""

    def worded(hidden: Sequence[Person], term: str, rendered: Callable[[Person], str]) -> str:
        def formatted(name: Name) -> Rich:
            persons = read_persons([name])
            return decode(rendered(persons[0])) if persons else ()

        names = [cast("Name", person.source) for person in hidden]
        return encode_rich(et_al(item.source, variable, names, decode(term), formatted))

    return worded


def _first_names(render: Render, from_variable: bool, prefix: str, suffix: str) -> Render:
    """Note what the first `cs:names` of a cite or entry gives, or leave it out where that is wanted.

    A term that stands in for names (`from_variable` is false) is not replaced when it repeats.
    """

    def first(run: Run) -> str:
        run.names += 1
        if run.names > 1:
            return render(run)
        text = render(run)
        run.first_text = text.removeprefix(prefix).removesuffix(suffix)
        run.first_is_term = not from_variable
        if run.suppress_names:
            return ""
        if isinstance(run.substitutes, str) and text and from_variable and not run.first_singles:
            return run.substitutes  # what was substituted for names
        return text

    return first


def _count(names: NamesFormat, variables: list[str], sorting: bool) -> Render:
    """`form="count"`: how many names would be shown (CSL 1.0.2, "Name")."""

    def render(run: Run) -> str:
        total = sum(names.count(len(run.persons[variable]), run.subsequent) for variable in variables)
        return f"{total:06d}" if sorting else str(total)

    return render
