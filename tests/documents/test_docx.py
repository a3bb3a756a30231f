"""Word: python-docx reads every text back; numbering, styles, links and hanging indents are Word's own."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from rich_texts import DOCUMENTS, HOSTILE, riches

from citemill.documents.docx import document
from citemill.documents.plain import settled
from citemill.text.document import Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Mark, Rich, Span, plain

docx = pytest.importorskip("docx")


def opened(one: Document) -> Any:
    return docx.Document(BytesIO(document(one)))


@given(riches())
@settings(max_examples=50, deadline=None)
def test_any_text_is_read_back(rich: Rich) -> None:
    (paragraph,) = opened(Document("", "en", (Paragraph(rich),))).paragraphs
    assert paragraph.text == settled(plain(rich))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_everywhere(text: str) -> None:
    link = Span(Mark.LINK, (text,), f"https://example.org/{text}")
    blocks = (
        Heading((text,)),
        Paragraph((text,), small=True),
        References((Reference((text, link), (text,), text, ((text,),)),)),
    )
    word = opened(Document(text, text, blocks, text))
    shown = settled(text)
    assert [paragraph.text for paragraph in word.paragraphs[:3]] == [shown] * 3
    assert word.paragraphs[3].text in (f"{shown}\t{shown}{shown}\n{shown}", f"{shown}{shown}\n{shown}")
    assert word.core_properties.title == shown
    assert [one.address[:20] for one in word.paragraphs[3].hyperlinks] == ["https://example.org/"]


def test_a_reference_in_hebrew_runs_from_right_to_left() -> None:
    entries = (Reference(("כהן, ד. (2019). מבוא.",)), Reference(("Cohen, D. (2019). מבוא.",)))
    hebrew, english = opened(Document("", "en", (References(entries),))).paragraphs
    assert "<w:bidi/>" in hebrew._p.xml
    assert "<w:bidi/>" not in english._p.xml


def test_hanging_indents_and_style() -> None:
    word = opened(DOCUMENTS["hanging"])
    title, first, second = word.paragraphs
    assert title.style.name == "Title"
    assert first.style.name == second.style.name == "Bibliography"
    assert first.paragraph_format.left_indent.pt == 24
    assert first.paragraph_format.first_line_indent.pt == -24
    assert [run.text for run in first.runs if run.italic] == ["OpenAI o1 System Card"]
    assert [run.text for run in second.runs if run.font.superscript] == ["2"]
    assert [link.address for link in first.hyperlinks] == ["https://arxiv.org/abs/2412.16720"]


def levels(word: Any) -> list[tuple[str, str]]:
    numbering = word.part.numbering_part.element
    wanted = [one for one in numbering.iter() if one.tag.endswith("}abstractNum")][-1]
    return [
        (one.tag.rpartition("}")[2], next(iter(one.attrib.values())))
        for one in wanted.iter()
        if one.tag.endswith(("}start", "}lvlText"))
    ]


def test_labels_that_count_up_are_numbering() -> None:
    word = opened(DOCUMENTS["numbered"])
    first, second = word.paragraphs[1:]
    assert first.text.startswith("Jaech")
    assert first._p.pPr.numPr.numId.val == second._p.pPr.numPr.numId.val
    assert levels(word) == [("start", "9"), ("lvlText", "[%1]")]


def test_labels_that_count_down_are_text() -> None:
    word = opened(DOCUMENTS["list"])
    assert [one.text for one in word.paragraphs[3:]] == [
        "2.\tSutskever, I. (2014). Seq2seq.\nAward: best paper.\nPDF",
        "1.\tSecond.\nAn abstract.",
    ]
    assert word.paragraphs[3]._p.pPr.numPr is None
    assert [run.text for run in word.paragraphs[3].runs if run.bold] == ["Sutskever, I."]


def test_two_lists_count_for_themselves() -> None:
    lists = tuple(
        References(tuple(Reference((f"e{at}",), (f"{at}.",)) for at in range(1, 4))) for _ in range(2)
    )
    word = opened(Document("", "en", lists))
    ids = [paragraph._p.pPr.numPr.numId.val for paragraph in word.paragraphs]
    assert len(set(ids[:3])) == len(set(ids[3:])) == 1
    assert ids[0] != ids[3]
