"""XML as styles and locales need it: elements with their line, and nothing that could harm.

No document type declarations (so no entities), a bounded depth and a bounded size. expat is used as it is:
it is part of Python and loads ten times as fast as any library over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from citemill.diagnostics import Place
from citemill.errors import BadStyle

__all__ = ["Element", "read_xml"]

_MAX_BYTES = 8_000_000
_MAX_DEPTH = 200
_NAMESPACE = "http://purl.org/net/xbiblio/csl "
_LANG = "http://www.w3.org/XML/1998/namespace lang"


class Element:
    """An element of the CSL namespace: `attributes` by local name ("lang" for xml:lang), `text` untrimmed."""

    __slots__ = ("attributes", "children", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""
        self.line = line

    def get(self, name: str, default: str = "") -> str:
        """Give an attribute's value as it stands."""
        return self.attributes.get(name, default)

    def all(self, tag: str) -> Iterator[Element]:
        """Give the children of that name."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Element | None:
        """Give the first child of that name."""
        return next(self.all(tag), None)


def read_xml(data: bytes | str, source: str, *, root: str) -> Element:
    """Read a document whose root element must be the CSL element `root`. Raises `BadStyle` with the line."""
    if len(data) > _MAX_BYTES:
        raise BadStyle(
            f"{len(data):,} bytes are too much for a CSL file",
            place=Place(source),
            hint=f"the largest one accepted has {_MAX_BYTES:,}",
        )
    reader = _Reader(source)
    try:
        reader.parser.Parse(data.encode("utf-8") if isinstance(data, str) else data, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise BadStyle(
            f"not XML: {reason}", place=Place(source, error.lineno), hint="a CSL file is wanted"
        ) from error
    except (ValueError, LookupError) as error:  # an encoding nobody knows
        raise BadStyle(f"not XML: {error}", place=Place(source), hint="a CSL file is wanted") from error
    found = reader.root
    assert found is not None
    if not reader.root_is_csl:
        old = " of CSL 0.8" if found.tag == "style" and not reader.root_namespace else ""
        raise BadStyle(
            f"the root element is <{found.tag}>{old}, not <{root}> of CSL 1.0",
            place=Place(source, found.line),
            hint=_OLD if old else "a CSL file is wanted",
        )
    if found.tag != root:
        raise BadStyle(f"the root element is <{found.tag}>, not <{root}>", place=Place(source, found.line))
    return found


_OLD = "convert it with csl-utils' 0.8-to-1.0 style sheet, or take the current version of the style"


class _Reader:
    """Collects what expat reports."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.root: Element | None = None
        self.root_is_csl = False
        self.root_namespace = ""
        self._open: list[Element] = []
        self._foreign = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        self.parser = parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._foreign or (self.root and not name.startswith(_NAMESPACE)):
            self._foreign += 1  # what another namespace says is none of our business
            return
        namespace, _, tag = name.rpartition(" ")
        line = self.parser.CurrentLineNumber
        if _LANG in attributes:
            attributes["lang"] = attributes.pop(_LANG)
        element = Element(tag, attributes, line)
        opened = self._open
        if opened:
            if len(opened) >= _MAX_DEPTH:
                found = f"elements are nested more than {_MAX_DEPTH} deep"
                raise BadStyle(found, place=Place(self.source, line))
            opened[-1].children.append(element)
        else:
            self.root = element
            self.root_namespace = namespace
            self.root_is_csl = name.startswith(_NAMESPACE)
        opened.append(element)

    def _end(self, name: str) -> None:
        if self._foreign:
            self._foreign -= 1
        else:
            self._open.pop()

    def _text(self, text: str) -> None:
        if not self._foreign:
            self._open[-1].text += text

    def _doctype(self, *_: object) -> None:
        raise BadStyle(
            "a document type declaration is not accepted",
            place=Place(self.source, self.parser.CurrentLineNumber),
            hint="CSL files need none; remove it",
        )
