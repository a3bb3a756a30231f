"""Word (DOCX), by python-docx (the extra `docx`): real styles, numbering and hyperlinks, to go on editing.

Labels that count upwards ("1.", "[1]") become Word's own numbering, so that a paper can be put in; any other
labels stand at a tab stop. python-docx gives the template, the styles and the package; the paragraphs are
written as WordprocessingML (ISO/IEC 29500-1, clause 17), many times faster for a long list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from citemill.documents.plain import lines, runs_left, safe_address, settled
from citemill.errors import CitemillError
from citemill.text.document import Block, Document, Heading, Paragraph, References
from citemill.text.rich import Mark, Rich, plain

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

__all__ = ["document", "escape"]

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_TWIPS = 120  # a character's width, near enough, in twentieths of a point
_HANG = 480
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_COUNTED = re.compile(r"(\D*)([0-9]{1,9})(\D*)")
_LINK_LOOK = {"color": '<w:color w:val="0B57A4"/>', "u": '<w:u w:val="single"/>'}

# The run property that each mark sets, by the element's name; in a run the inner mark has the last word.
_PROPERTIES = {
    Mark.BOLD: ("b", "<w:b/>"),
    Mark.HIGHLIGHT: ("b", "<w:b/>"),
    Mark.REGULAR: ("b", '<w:b w:val="0"/>'),
    Mark.ITALIC: ("i", "<w:i/>"),
    Mark.OBLIQUE: ("i", "<w:i/>"),
    Mark.UPRIGHT: ("i", '<w:i w:val="0"/>'),
    Mark.SMALL_CAPS: ("smallCaps", "<w:smallCaps/>"),
    Mark.NO_SMALL_CAPS: ("smallCaps", '<w:smallCaps w:val="0"/>'),
    Mark.UNDERLINE: ("u", '<w:u w:val="single"/>'),
    Mark.NO_UNDERLINE: ("u", '<w:u w:val="none"/>'),
    Mark.SUP: ("vertAlign", '<w:vertAlign w:val="superscript"/>'),
    Mark.SUB: ("vertAlign", '<w:vertAlign w:val="subscript"/>'),
    Mark.BASELINE: ("vertAlign", '<w:vertAlign w:val="baseline"/>'),
}
_ORDER = ("b", "i", "smallCaps", "color", "sz", "u", "vertAlign", "lang")  # as the schema wants them


def document(document: Document, *, standalone: bool = True) -> bytes:
    """The document as a file; a fragment of one there is not, so `standalone` makes no difference.

    Raises `CitemillError` where the package python-docx is not installed.
    """
    try:
        import docx
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls
    except ImportError:
        raise CitemillError(
            "DOCX needs the package python-docx, which is not installed", hint="pip install 'citemill[docx]'"
        ) from None
    word = docx.Document()
    properties = word.core_properties
    properties.title, properties.author = settled(document.title)[:255], settled(document.author)[:255]
    properties.language, properties.comments = settled(document.language)[:255], ""
    writer = _Writer(word)
    paragraphs = [writer.paragraph((document.title,), "Title")] if document.title else []
    for block in document.blocks:
        paragraphs += writer.block(block)
    written = parse_xml(f"<w:body {nsdecls('w', 'r')}>{''.join(paragraphs)}</w:body>")
    word.element.body[:0] = list(written)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def escape(text: str) -> str:
    """The text as XML text or attribute value.

    >>> escape('a < "b" & c')
    'a &lt; &quot;b&quot; &amp; c'
    """
    return settled(text).translate(_ESCAPES)


class _Writer:
    """Writes blocks as WordprocessingML; styles, numberings and links are put into the package."""

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.links: dict[str, str] = {}

    def block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            yield self.paragraph(block.text, f"Heading {min(max(block.level, 1), 9)}")
        elif isinstance(block, Paragraph):
            small = {"sz": '<w:sz w:val="18"/>'} if block.small else {}
            yield f"<w:p>{self.runs(block.text, small)}</w:p>"
        else:
            yield from self.references(block)

    def paragraph(self, rich: Rich, style: str) -> str:
        """A paragraph in one of the template's styles."""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.word.styles[style].style_id}"/></w:pPr>'
            f"{self.runs(rich, {})}</w:p>"
        )

    def references(self, block: References) -> Iterator[str]:
        width = block.column()
        indent = (width + 1) * _TWIPS if width else _HANG if block.hanging else 0
        numbering = _numbering(self.word, block, indent) if width and not block.countdown else None
        properties = f'<w:pStyle w:val="{_bibliography_style(self.word)}"/>'
        if numbering is not None:
            properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'
        elif width:
            properties += f'<w:tabs><w:tab w:val="left" w:pos="{indent}"/></w:tabs>'
        properties += f'<w:spacing w:after="{120 if block.entry_spacing else 60}"/>'
        properties += f'<w:ind w:left="{indent}" w:hanging="{indent}"/>'
        for entry in block.entries:
            label = f"{self.runs(entry.label, {})}<w:r><w:tab/></w:r>" if width and numbering is None else ""
            body = [*(line.content for line in lines(entry.content)), *entry.below]
            text = "<w:r><w:br/></w:r>".join(self.runs(part, {}) for part in body)
            yield f"<w:p><w:pPr>{_directed(properties, plain(entry.content))}</w:pPr>{label}{text}</w:p>"

    def runs(self, rich: Rich, properties: dict[str, str], linked: bool = False) -> str:
        """The text in runs of one format each."""
        written = []
        for part in rich:
            if isinstance(part, str):
                if part:
                    look = "".join(properties[name] for name in _ORDER if name in properties)
                    format_ = f"<w:rPr>{look}</w:rPr>" if look else ""
                    written.append(f'<w:r>{format_}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>')
            elif part.mark is Mark.LINK and not linked and (address := safe_address(part.value)):
                inner = self.runs(part.children, {**properties, **_LINK_LOOK}, True)
                written.append(f'<w:hyperlink r:id="{self.link(address)}">{inner}</w:hyperlink>')
            elif part.mark is Mark.LANGUAGE and (code := _LANGUAGE.fullmatch(part.value)):
                # East Asian and complex scripts have attributes of their own; Word looks at the one it needs.
                codes = "".join(f' w:{script}="{code[0]}"' for script in ("val", "eastAsia", "bidi"))
                spoken = {**properties, "lang": f"<w:lang{codes}/>"}
                written.append(self.runs(part.children, spoken, linked))
            elif part.mark in _PROPERTIES:
                name, element = _PROPERTIES[part.mark]
                written.append(self.runs(part.children, {**properties, name: element}, linked))
            else:
                written.append(self.runs(part.children, properties, linked))
        return "".join(written)

    def link(self, address: str) -> str:
        """The id of the package's relationship to an address."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        if address not in self.links:
            identity = self.links[address] = f"rIdLink{len(self.links) + 1}"
            self.word.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, identity, is_external=True
            )
        return self.links[address]


def _directed(properties: str, text: str) -> str:
    """The properties of a paragraph, with its direction; in the order that the schema wants."""
    return properties.replace("<w:spacing", "<w:bidi/><w:spacing", 1) if runs_left(text) else properties


def _bibliography_style(word: WordDocument) -> str:
    """The paragraph style that Word itself uses for bibliographies, added where the template lacks it."""
    from docx.enum.style import WD_STYLE_TYPE

    if "Bibliography" not in word.styles:
        style: Any = word.styles.add_style("Bibliography", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = word.styles["Normal"]
    return str(word.styles["Bibliography"].style_id)


def _numbering(word: WordDocument, block: References, indent: int) -> int | None:
    """The id of a numbering made for these labels; None where Word could not count them like that."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    labels = [_COUNTED.fullmatch(settled(plain(entry.label)).strip()) for entry in block.entries]
    first = labels[0]
    if first is None:
        return None
    start, frame = int(first[2]), (first[1], first[3])
    for position, label in enumerate(labels):
        if label is None or int(label[2]) != start + position or (label[1], label[3]) != frame:
            return None
    part = word.part.numbering_part.element
    known = [int(one.get(qn("w:abstractNumId"))) for one in part.iterfind(qn("w:abstractNum"))]
    abstract = max(known, default=-1) + 1
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{escape(first[1])}%1{escape(first[3])}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl></w:abstractNum>'
    )
    numbers = part.findall(qn("w:num"))
    # The schema wants all definitions before the numbers that use them.
    if numbers:
        numbers[0].addprevious(definition)
    else:
        part.append(definition)
    return int(part.add_num(abstract).numId)
