"""A style as citeproc-py uses it, with what it lacks: cut-off name lists, a second field, plain-text marks.

citeproc-py walks a tree of lxml elements whose classes render themselves; two of these classes are replaced
here, in trees of our own only. Marks are single noncharacters (U+FDD0 ...) in the text it builds, which no
letter case or punctuation rule touches; `decode` turns the finished text into rich text.
"""

from __future__ import annotations

import re
from typing import Any, cast

from citeproc import model
from citeproc.frontend import CitationStylesStyle
from citeproc.source import VariableError
from citeproc.string import MixedString, String, join
from lxml import etree

from citemill.text.rich import Inline, Mark, Rich, Span

__all__ = ["DOI", "CutOff", "PyStyle", "clean", "decode", "marked"]

_CSL = "{http://purl.org/net/xbiblio/csl}"
_MARKS = (
    Mark.ITALIC,
    Mark.OBLIQUE,
    Mark.BOLD,
    Mark.LIGHT,
    Mark.UNDERLINE,
    Mark.SUP,
    Mark.SUB,
    Mark.SMALL_CAPS,
    Mark.LINK,
    Mark.LEFT_MARGIN,
    Mark.RIGHT_INLINE,
    Mark.BLOCK,
    Mark.INDENT,
)
_CLOSE, DOI = "\ufdd0", "\ufdd1"
"""`DOI` opens a link whose address is that of the DOI it encloses."""
_OPEN = {mark: chr(0xFDD2 + number) for number, mark in enumerate(_MARKS)}
_MARK_OF = {**{sign: mark for mark, sign in _OPEN.items()}, DOI: Mark.LINK}
_SIGN = re.compile("([\ufdd0-\ufdef])")
_DOUBLED = re.compile(rf"([.,;:])({_CLOSE}+)\1")  # "<i>et al.</i>." and the like
_RESOLVER = re.compile(rf"((?:https?://)?(?:dx\.)?doi\.org/){DOI}", re.IGNORECASE)


def clean(text: str) -> str:
    """The text with the characters that we use as signs made harmless."""
    return _SIGN.sub("\ufffd", text)


def marked(mark: Mark | str, text: Any) -> Any:
    """The text with a mark laid on it, as citeproc-py carries it; nothing stays nothing."""
    sign = _OPEN[mark] if isinstance(mark, Mark) else mark
    return String(f"{sign}{text}{_CLOSE}") if text else text


def decode(text: str) -> Rich:
    """Turn the signs in a finished text into spans; one without partner is left out, never its text."""
    text = _DOUBLED.sub(r"\1\2", _RESOLVER.sub(rf"{DOI}\1", text))
    stack: list[tuple[str, list[Inline]]] = [("", [])]
    for piece in _SIGN.split(text):
        if piece in _MARK_OF:
            stack.append((piece, []))
        elif piece == _CLOSE:
            if len(stack) > 1:
                _close(stack)
        elif piece and not _SIGN.match(piece):
            stack[-1][1].append(piece)
    while len(stack) > 1:
        _close(stack)
    return _whole_second_field(tuple(stack[0][1]))


def _close(stack: list[tuple[str, list[Inline]]]) -> None:
    sign, children = stack.pop()
    mark = _MARK_OF[sign]
    value = ""
    if mark is Mark.LINK:
        value = "".join(child for child in children if isinstance(child, str)).strip()
        if sign == DOI and not value.startswith("http"):
            value = f"https://doi.org/{value.rpartition('doi.org/')[2]}"
    if children:
        stack[-1][1].append(Span(mark, tuple(children), value))


def _whole_second_field(content: Rich) -> Rich:
    """The layout's affixes stand in the fields: what follows the right one belongs to it."""
    for at, part in enumerate(content):
        if isinstance(part, Span) and part.mark is Mark.RIGHT_INLINE:
            return (*content[:at], Span(Mark.RIGHT_INLINE, (*part.children, *content[at + 1 :])))
    return content


class _Formatter:
    """What citeproc-py calls a formatter: a module or object with a function for each kind of mark."""

    def __init__(self) -> None:
        self.Italic = lambda text: marked(Mark.ITALIC, text)
        self.Oblique = lambda text: marked(Mark.OBLIQUE, text)
        self.Bold = lambda text: marked(Mark.BOLD, text)
        self.Light = lambda text: marked(Mark.LIGHT, text)
        self.Underline = lambda text: marked(Mark.UNDERLINE, text)
        self.Superscript = lambda text: marked(Mark.SUP, text)
        self.Subscript = lambda text: marked(Mark.SUB, text)
        self.SmallCaps = lambda text: marked(Mark.SMALL_CAPS, text)

    @staticmethod
    def preformat(text: Any) -> str:
        """Nothing is escaped here: the document writers do that."""
        return str(text)


class CutOff(list[Any]):
    """A list of names that is known to be incomplete; the last one stands for those that are missing."""


class _Name(model.Name):  # type: ignore[misc]  # citeproc-py has no types
    """`cs:name`: a cut-off list is shortened, with the style's own et-al, at the names that are known."""

    def process(
        self, item: Any, variable: str, context: Any = None, sort_options: Any = None, **kwargs: Any
    ) -> Any:
        names = item.reference.get(variable, [])
        if isinstance(names, CutOff):
            known = len(names) - 1
            at_least = self.get_option("et-al-min", context, sort_options)
            use_first = self.get_option("et-al-use-first", context, sort_options)
            shortened = at_least and len(names) >= at_least
            # These options overrule the style's, which may print up to twenty names in full.
            sort_options = {
                **(sort_options or {}),
                "et-al-min": 2,
                "et-al-use-first": min(use_first, known) if shortened else known,
                "et-al-use-last": "false",
            }
        return super().process(item, variable, context=context, sort_options=sort_options, **kwargs)

    def et_al(self) -> Any:
        # A style may have an empty term, to shorten without a word; that is not for us to join in.
        return super().et_al() or String("et al.")


class _Cased:
    """Letter case for plain strings too: citeproc-py's own wants texts of its own types throughout."""

    def case(self, text: Any, language: str | None = None) -> Any:
        if type(text) is MixedString:
            text = MixedString([String(part) if type(part) is str else part for part in text])
        elif type(text) is str:
            text = String(text)
        return super().case(text, language) if text else text  # type: ignore[misc]


class _NamePart(_Cased, model.Name_Part):  # type: ignore[misc]
    """`cs:name-part`: gives texts that can be joined, affixes or not."""

    def format_part(self, given: Any, family: Any) -> Any:
        return tuple(part and str(part) for part in super().format_part(given, family))


class _Layout(model.Layout):  # type: ignore[misc]
    """`cs:layout` with its blocks (`display`) and, where the style aligns it, the second field set apart."""

    def render_children(self, item: Any, **kwargs: Any) -> Any:
        fields = []
        for child in self:
            try:
                text = child.render(item, **kwargs) or ""
            except VariableError:
                text = ""
            display = child.get("display")
            fields.append(marked(Mark(display), text) if display else text)
        if not self.getparent().get("second-field-align"):
            return join([field for field in fields if field])
        first, rest = fields[0], join([field for field in fields[1:] if field])
        if not first:
            return rest
        return marked(Mark.LEFT_MARGIN, str(first).strip()) + marked(Mark.RIGHT_INLINE, rest)


class PyStyle(CitationStylesStyle):  # type: ignore[misc]
    """A style read without entities, network or validation, for one locale.

    Raises `lxml.etree.XMLSyntaxError`, and what citeproc-py raises for a style it cannot use.
    """

    def __init__(self, xml: bytes, locale: str) -> None:
        lookup = etree.ElementNamespaceClassLookup()
        classes = lookup.get_namespace(_CSL[1:-1])
        classes[None] = model.CitationStylesElement
        for element in model.CitationStylesElement.__subclasses__():
            if issubclass(element, model.TextCased):
                element = type(element.__name__, (_Cased, element), {})
            classes[element.__name__.replace("_", "-").lower()] = element
        classes["name"], classes["name-part"], classes["layout"] = _Name, _NamePart, _Layout
        parser = etree.XMLParser(
            remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True
        )
        parser.set_element_class_lookup(lookup)
        self.root = cast(Any, etree.fromstring(xml, parser))
        for names in self.root.iter(f"{_CSL}names"):
            # citeproc-py would put its own class in here; the short form in cs:substitute inherits instead.
            if names.find(f"{_CSL}name") is None and names.getparent().tag != f"{_CSL}substitute":
                names.insert(0, parser.makeelement(f"{_CSL}name"))
        self.xml = self.root.getroottree()
        self.root.set_locale_list(locale, validate=False)
        self.root.formatter = self.formatter = _Formatter()
