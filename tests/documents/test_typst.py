"""Typst and PDF: Typst itself reads every text back; documents compile."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich_texts import DOCUMENTS, HOSTILE, riches

from citemill.documents import pdf
from citemill.documents.plain import settled
from citemill.documents.typst import document, inline
from citemill.text.document import Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Mark, Rich, Span, plain

typst = pytest.importorskip("typst")

# A content's text, as Typst understands the markup; anything but text in it shows.
READER = """
#let read(it) = {
  if type(it) == str { it }
  else if it == [ ] { " " }
  else if it.has("text") { read(it.text) }
  else if it.has("children") { it.children.map(read).join("", default: "") }
  else if it.has("body") { read(it.body) }
  else if it.has("child") { read(it.child) }
  else { "<" + repr(it.func()) + ">" }
}
#metadata((%s,)) <read>
"""


def read_back(*texts: str) -> list[str]:
    source = READER % ", ".join(f"read([{text}])" for text in texts)
    (found,) = json.loads(typst.query(source.encode("utf-8"), "<read>", field="value"))
    return found


@example([(Span(Mark.ITALIC, ("=\r",)),)])
@given(st.lists(riches(), min_size=1, max_size=30))  # starting Typst takes longer than reading
@settings(max_examples=15, deadline=None)
def test_any_text_is_read_back(texts: list[Rich]) -> None:
    assert read_back(*map(inline, texts)) == [settled(plain(rich)) for rich in texts]


def test_hostile_text_is_text() -> None:
    links = [(text, Span(Mark.LINK, (text,), f"https://example.org/{text}")) for text in HOSTILE]
    assert read_back(*map(inline, links)) == [settled(text) * 2 for text in HOSTILE]


def test_hostile_text_stands_anywhere_in_a_document() -> None:
    entries = tuple(Reference((text,), (text,), text, ((text,),)) for text in HOSTILE)
    blocks = [
        References(entries),
        References(tuple(entry._replace(label=()) for entry in entries), hanging=True),
        *(Heading((text,)) for text in HOSTILE),
        *(Paragraph((text,), small=True) for text in HOSTILE),
    ]
    joined = " ".join(HOSTILE)
    assert pdf.document(Document(joined, joined, tuple(blocks), joined)).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("rich", "text"),
    [
        (("Gauss, C. F. (1801): 1-2, 3–4.",), "Gauss, C. F. (1801): 1\\-2, 3–4\\."),
        ((Span(Mark.ITALIC, ("Nature",)), " 5"), "#emph[Nature] 5"),
        (("= no heading",), "\\= no heading"),
        (("https://a.org",), "https\\:\\/\\/a.org"),
        ((Span(Mark.LINK, ("x",), "javascript:x"),), "x"),
        ((Span(Mark.BOLD, ("5",)), "(2)"), "#strong[5];(2)"),
        ((Span(Mark.BOLD, ("5",)), Span(Mark.NOCASE, (".x",))), "#strong[5];.x"),
    ],
)
def test_how_it_is_written(rich: Rich, text: str) -> None:
    assert inline(rich) == text


@pytest.mark.parametrize("name", list(DOCUMENTS))
@pytest.mark.parametrize("standalone", [True, False])
def test_documents_compile(name: str, standalone: bool) -> None:
    made = document(DOCUMENTS[name], standalone=standalone)
    assert typst.compile(made.encode("utf-8")).startswith(b"%PDF-")
    assert ("#set document" in made) is standalone


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext here")
@pytest.mark.slow
def test_the_text_is_in_the_pdf() -> None:
    made = pdf.document(DOCUMENTS["numbered"])
    shown = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True
    ).stdout
    assert "[10]" in shown.decode()
    assert "Fast & slow reinforcement learning <for all>." in shown.decode()
