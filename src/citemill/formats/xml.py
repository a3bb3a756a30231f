"""XML for the formats that are XML: read piece by piece without entities or network, written indented.

A document that is not well-formed is read to the fault as it streams; after it, record by record, each
standing for itself, so that one bad record costs no other. Faults are reported with their line.

A document that declares entities is refused, since no bibliography needs them and a few lines of them can
fill the memory of a machine; elements nested deeper than 256 and texts longer than 10 million characters
are refused by the parser itself.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator, Mapping
from html.entities import html5
from typing import NamedTuple, cast

from lxml import etree

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.files import Source

__all__ = ["HEAD", "Cdata", "Node", "elements", "escape", "line_of", "local", "node", "render", "text_of"]

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

FAULT_LIMIT = 100
"""So many faults of one document are reported one by one."""

_SPACE = re.compile(r"[ \t\r\n]+")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Not allowed in XML 1.0, section 2.2, in any form."""


def elements(source: Source, names: Collection[str], report: Report) -> Iterator[etree._Element]:
    """Each element of one of these local names, in any namespace, in the document's order.

    The element is emptied when the next one is asked for. Raises `BadInput` where nothing can be read at all.
    """
    read = 0
    with source.open() as stream:
        parser = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for element in _matching(parser, frozenset(names), source.name):
                read += 1
                yield element
            return
        except etree.XMLSyntaxError as error:
            fault = error
    found = False
    for element in _salvage(source, names, read, report):
        found = True
        yield element
    place = Place(source.name, fault.lineno or 1)
    if not read and not found:
        raise BadInput(f"this cannot be read as XML: {_message(fault.msg)}", place=place)
    if not found:
        report(_fault(source.name, fault.lineno, fault.msg))


def _matching(parser: etree.iterparse[object], names: frozenset[str], name: str) -> Iterator[etree._Element]:
    depth = 0
    first = True
    for event, element in parser:
        if first:
            first = False
            dtd = element.getroottree().docinfo.internalDTD
            if dtd is not None and any(True for _ in dtd.iterentities()):
                raise _declares_entities(name, element.sourceline)
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] not in names:
            continue
        if event == "start":
            depth += 1
            continue
        depth -= 1
        if depth:
            continue  # part of an outer element of the same name
        yield element
        element.clear(keep_tail=False)
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")
_NAMESPACE = re.compile(r"xmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')")
_ENTITY = re.compile(r"&(?!#\d+;|#x[\da-fA-F]+;|(?:amp|lt|gt|quot|apos);)(\w+;)?")


def _salvage(source: Source, names: Collection[str], read: int, report: Report) -> Iterator[etree._Element]:
    """The records after the first `read` ones, each parsed alone and as far as it goes."""
    data = source.read()
    declared = _DECLARED.search(data[:1000])
    try:
        encoding = codecs.lookup(declared[1].decode()).name if declared else "utf-8-sig"
    except LookupError:
        encoding = "utf-8"
    text = data.decode(encoding, errors="replace")
    starts = re.compile(rf"<(?:[\w.-]+:)?(?:{'|'.join(map(re.escape, names))})(?=[\s/>])")
    positions = [match.start() for match in starts.finditer(text)]
    if "<!ENTITY" in text[: positions[0] if positions else None]:
        raise _declares_entities(source.name, text.count("\n", 0, text.index("<!ENTITY")) + 1)
    declarations = " ".join(dict.fromkeys(_NAMESPACE.findall(text[: positions[0] if positions else 0])))
    line, counted = 1, 0
    said = 0
    for at in range(read, len(positions)):
        begin = positions[at]
        end = positions[at + 1] if at + 1 < len(positions) else len(text)
        line += text.count("\n", counted, begin)
        counted = begin
        parser = etree.XMLParser(
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        piece = _ENTITY.sub(_character, text[begin:end])
        root = etree.fromstring(f"<salvage {declarations}>{piece}".encode("utf-8", "replace"), parser)
        for entry in parser.error_log:
            # Every piece lacks the end of the document, and that is none of its faults.
            if "salvage" in entry.message or "Premature end" in entry.message:
                continue
            said += 1
            if said <= FAULT_LIMIT:
                report(_fault(source.name, line + entry.line - 1, entry.message))
        if root is not None and len(root) and local(root[0]) in names:
            root[0].sourceline = line
            yield root[0]
    if said > FAULT_LIMIT:
        report(_fault(source.name, line, f"{said - FAULT_LIMIT:,} more faults"))


def _character(match: re.Match[str]) -> str:
    """What an ampersand that begins no XML entity stands for: an HTML entity, or itself."""
    return html5.get(match[1] or "", "") or f"&amp;{match[1] or ''}"


def _fault(name: str, line: int | None, message: str | None) -> Diagnostic:
    return Diagnostic(
        "xml-not-well-formed",
        Severity.ERROR,
        Place(name, line or None),
        _message(message),
        "what could be read was read; correct the file and read it again",
    )


def _message(message: str | None) -> str:
    # Where a tag was opened is counted from the start of a salvaged piece: of no use to a reader.
    return " ".join(re.sub(r" line \d+", "", message or "not well-formed").split())[:200]


def _declares_entities(name: str, line: int | None) -> BadInput:
    return BadInput(
        "the document declares entities",
        place=Place(name, line),
        hint="remove its <!DOCTYPE ...> with the <!ENTITY ...> lines",
    )


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int | None:
    """The line of an element's start in its file, where the parser knows it."""
    return cast("int | None", element.sourceline)


def text_of(element: etree._Element | None) -> str:
    """All text in an element, white space run together (a no-break space is none); empty for no element."""
    if element is None:
        return ""
    text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    return _SPACE.sub(" ", text).strip(" ")


class Cdata(str):
    """A text to be written as a CDATA section: the same to XML parsers, unseen by programs without one."""

    __slots__ = ()


class Node(NamedTuple):
    """An element to be written."""

    name: str
    attributes: Mapping[str, str]
    children: tuple[Node | str, ...]
    inline: bool = False
    """Its children are one running text: no line may be broken between them."""


def node(name: str, /, *children: Node | str | None, **attributes: str) -> Node:
    r"""An element with its children; None and empty texts are left out, and so are empty attributes.

    >>> render(node("title", "On A & B", type="short"))
    '<title type="short">On A &amp; B</title>\n'
    """
    kept = tuple(child for child in children if child is not None and child != "")
    return Node(name, {key: value for key, value in attributes.items() if value}, kept)


def escape(text: str, *, quote: bool = False) -> str:
    r"""A text as XML; characters that XML forbids are left out.

    >>> escape("a < b\x00 & c")
    'a &lt; b &amp; c'
    """
    if _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub("", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    if quote:
        text = text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return text


def render(root: Node, level: int = 0) -> str:
    """An element as text, indented by two spaces a level; one that holds any text stays on one line."""
    pieces: list[str] = []
    _render(root, level, pieces)
    return "".join(pieces)


def _render(root: Node, level: int, pieces: list[str]) -> None:
    indent = "  " * level
    attributes = "".join(f' {name}="{escape(value, quote=True)}"' for name, value in root.attributes.items())
    if not root.children:
        pieces.append(f"{indent}<{root.name}{attributes}/>\n")
    elif root.inline or any(isinstance(child, str) for child in root.children):
        pieces.append(f"{indent}{_inline(root)}\n")
    else:
        pieces.append(f"{indent}<{root.name}{attributes}>\n")
        for child in root.children:
            assert isinstance(child, Node)
            _render(child, level + 1, pieces)
        pieces.append(f"{indent}</{root.name}>\n")


def _inline(root: Node) -> str:
    attributes = "".join(f' {name}="{escape(value, quote=True)}"' for name, value in root.attributes.items())
    content = "".join(_text(child) if isinstance(child, str) else _inline(child) for child in root.children)
    return f"<{root.name}{attributes}>{content}</{root.name}>"


def _text(text: str) -> str:
    if isinstance(text, Cdata) and "]]>" not in text:
        return f"<![CDATA[{_FORBIDDEN.sub('', text)}]]>"
    return escape(text)
