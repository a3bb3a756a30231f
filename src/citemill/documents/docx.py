"""Word (DOCX), by python-docx (the extra `docx`): real styles, numbering and hyperlinks, to go on editing.

Labels that count upwards ("1.", "[1]") become Word's own numbering, so that a paper can be put in; any other
labels stand at a tab stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import quoteattr

from citemill.documents.plain import lines, safe_address, settled
from citemill.errors import CitemillError
from citemill.text.document import Block, Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Mark, Rich, plain

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run

__all__ = ["document"]

_CHARACTER = 6.0  # points, near enough
_HANG = 24.0
_COUNTED = re.compile(r"(\D*)([0-9]+)(\D*)")

# The font property of a run that each mark sets.
_PROPERTIES: dict[Mark, tuple[str, bool]] = {
    Mark.ITALIC: ("italic", True),
    Mark.OBLIQUE: ("italic", True),
    Mark.UPRIGHT: ("italic", False),
    Mark.BOLD: ("bold", True),
    Mark.HIGHLIGHT: ("bold", True),
    Mark.REGULAR: ("bold", False),
    Mark.SMALL_CAPS: ("small_caps", True),
    Mark.NO_SMALL_CAPS: ("small_caps", False),
    Mark.UNDERLINE: ("underline", True),
    Mark.NO_UNDERLINE: ("underline", False),
    Mark.SUP: ("superscript", True),
    Mark.SUB: ("subscript", True),
}


def document(document: Document, *, standalone: bool = True) -> bytes:
    """The document as a file; a fragment of one there is not, so `standalone` makes no difference.

    Raises `CitemillError` where the package python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        raise CitemillError(
            "DOCX needs the package python-docx, which is not installed", hint="pip install 'citemill[docx]'"
        ) from None
    word = docx.Document()
    word.core_properties.title = settled(document.title)[:255]
    word.core_properties.author = settled(document.author)[:255]
    word.core_properties.language = settled(document.language)[:255]
    word.core_properties.comments = ""
    if document.title:
        _write(word.add_heading(level=0), (document.title,))
    for block in document.blocks:
        _block(word, block)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _block(word: WordDocument, block: Block) -> None:
    if isinstance(block, Heading):
        _write(word.add_heading(level=min(max(block.level, 1), 9)), block.text)
    elif isinstance(block, Paragraph):
        from docx.shared import Pt

        paragraph = word.add_paragraph()
        _write(paragraph, block.text)
        if block.small:
            for run in paragraph.runs:
                run.font.size = Pt(9)
    else:
        _references(word, block)


def _references(word: WordDocument, block: References) -> None:
    from docx.shared import Pt

    width = max((len(plain(entry.label)) for entry in block.entries), default=0)
    indent = (width + 1) * _CHARACTER if width else _HANG if block.hanging else 0.0
    style = _bibliography_style(word)
    numbering = _numbering(word, block, indent) if width else None
    for entry in block.entries:
        paragraph = word.add_paragraph(style=style)
        layout = paragraph.paragraph_format
        layout.space_after = Pt(6 if block.entry_spacing else 3)
        layout.left_indent, layout.first_line_indent = Pt(indent), Pt(-indent)
        if numbering is not None:
            properties = cast(Any, paragraph._p.get_or_add_pPr()).get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbering
        elif width:
            layout.tab_stops.add_tab_stop(Pt(indent))
            _write(paragraph, entry.label)
            paragraph.add_run("\t")
        _entry(paragraph, entry)


def _entry(paragraph: WordParagraph, entry: Reference) -> None:
    for position, content in enumerate([*(line.content for line in lines(entry.content)), *entry.below]):
        if position:
            paragraph.add_run().add_break()
        _write(paragraph, content)


def _bibliography_style(word: WordDocument) -> Any:
    """The paragraph style that Word itself uses for bibliographies, added where the template lacks it."""
    from docx.enum.style import WD_STYLE_TYPE

    if "Bibliography" not in word.styles:
        style = word.styles.add_style("Bibliography", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = word.styles["Normal"]
    return word.styles["Bibliography"]


def _numbering(word: WordDocument, block: References, indent: float) -> int | None:
    """The id of a numbering made for these labels; None where Word could not count them like that."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    labels = [_COUNTED.fullmatch(settled(plain(entry.label)).strip()) for entry in block.entries]
    first = labels[0]
    if first is None:
        return None
    start, frame = int(first[2]), (first[1], first[3])
    for position, label in enumerate(labels):
        if label is None or int(label[2]) != start + position or (label[1], label[3]) != frame:
            return None
    part = word.part.numbering_part.element
    abstract = (
        max((int(one.get(_word("abstractNumId"))) for one in part.iterfind(_word("abstractNum"))), default=-1)
        + 1
    )
    text = quoteattr(f"{first[1]}%1{first[3]}")
    twips = round(indent * 20)
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val={text}/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{twips}" w:hanging="{twips}"/></w:pPr></w:lvl>'
        f"</w:abstractNum>"
    )
    numbers = part.findall(_word("num"))
    # The schema wants all definitions before the numbers that use them.
    if numbers:
        numbers[0].addprevious(definition)
    else:
        part.append(definition)
    return int(part.add_num(abstract).numId)


def _word(tag: str) -> str:
    from docx.oxml.ns import qn

    name: str = qn(f"w:{tag}")
    return name


def _write(paragraph: WordParagraph, rich: Rich) -> None:
    for text, properties, address in _runs(rich, {}, ""):
        if not address:
            _set(paragraph.add_run(text), properties)
            continue
        run = paragraph.add_run(text)
        _set(run, {**properties, "underline": True})
        _link(paragraph, run, address)


def _runs(
    rich: Rich, properties: dict[str, bool], address: str
) -> Iterator[tuple[str, dict[str, bool], str]]:
    """The text in runs of one format each, with the address where it is linked."""
    for part in rich:
        if isinstance(part, str):
            if part:
                yield settled(part), properties, address
        elif part.mark is Mark.LINK:
            yield from _runs(part.children, properties, address or safe_address(part.value))
        elif part.mark in _PROPERTIES:
            name, value = _PROPERTIES[part.mark]
            yield from _runs(part.children, {**properties, name: value}, address)
        else:
            yield from _runs(part.children, properties, address)


def _set(run: Run, properties: dict[str, bool]) -> None:
    for name, value in properties.items():
        setattr(run.font, name, value)


def _link(paragraph: WordParagraph, run: Run, address: str) -> None:
    """Put the run into a hyperlink; python-docx reads these but has no call to make one."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), relation)
    run._r.addprevious(hyperlink)
    hyperlink.append(run._r)
    run.font.color.rgb = RGBColor(0x0B, 0x57, 0xA4)
