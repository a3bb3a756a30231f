"""HTML: any text comes out as text, the page is whole and says what it is, fragments carry their layout."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from lxml import html as lxml_html
from rich_texts import DOCUMENTS, HOSTILE, LIST, riches

from citemill.documents.html import document, inline
from citemill.documents.plain import settled
from citemill.text.document import Document, Reference, References
from citemill.text.rich import Mark, Rich, Span, plain


def read_back(text: str) -> str:
    return lxml_html.fragment_fromstring(f"<div>.{text}</div>").text_content()[1:]


@given(riches(list(Mark)))
def test_any_text_is_read_back(rich: Rich) -> None:
    assert read_back(inline(rich)) == settled(plain(rich))


@given(riches(list(Mark)))
def test_any_text_is_read_back_from_a_page(rich: Rich) -> None:
    page = document(Document("t", "en", (References((Reference(rich),)),)))
    (item,) = lxml_html.document_fromstring(page).iter("li")
    assert item.text_content() == settled(plain(rich))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_everywhere(text: str) -> None:
    link = Span(Mark.LINK, (text,), f"https://example.org/{text}")
    group = Span(Mark.HIGHLIGHT, (text,), text)
    made = document(
        Document(text, text, (References((Reference((text, link, group), (text,), text),)),), text)
    )
    page = lxml_html.document_fromstring(made)
    assert page.findtext(".//title") == settled(text).strip() or page.findtext(".//title") == settled(text)
    assert not list(page.iter("script", "img"))
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert page.get("lang") == settled(text)
    (anchor,) = page.iter("a")
    assert anchor.get("href").startswith("https://example.org/")
    assert anchor.text_content() == settled(text)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "//evil", "x", ""]
)
def test_only_harmless_addresses_are_linked(address: str) -> None:
    assert inline((Span(Mark.LINK, ("text",), address),)) == "text"


def test_a_link_in_a_link_is_none() -> None:
    inner = Span(Mark.LINK, ("in",), "https://example.org/in")
    made = inline((Span(Mark.LINK, ("out ", Span(Mark.BOLD, (inner,))), "https://example.org/out"),))
    assert made == '<a href="https://example.org/out">out <b>in</b></a>'


def test_a_whole_page() -> None:
    page = document(DOCUMENTS["hanging"])
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-US">\n')
    assert "<title>References</title>" in page
    tree = lxml_html.document_fromstring(page)
    assert [item.get("id") for item in tree.iter("li")] == ["ref-jaech-2024", "ref-duan-2016"]
    assert tree.find(".//ol").get("class") == "references hanging"
    assert [one.get("href") for one in tree.iter("a")] == ["https://arxiv.org/abs/2412.16720"]


def test_labels_stand_in_a_column() -> None:
    tree = lxml_html.document_fromstring(document(DOCUMENTS["numbered"]))
    assert tree.find(".//ol").get("class") == "references labelled"
    assert "--label:4ch" in tree.find(".//ol").get("style")
    assert [one.text for one in tree.iterfind(".//span[@class='label']")] == ["[9]", "[10]"]


def test_a_fragment_brings_its_layout() -> None:
    made = document(DOCUMENTS["hanging"], standalone=False)
    assert made.startswith('<div class="citemill" lang="en-US">')
    assert "text-indent:-2em" in made
    assert "<style" not in made
    assert "grid-template-columns:4ch" in document(DOCUMENTS["numbered"], standalone=False)


def test_a_publication_list() -> None:
    tree = lxml_html.document_fromstring(document(LIST))
    assert tree.findtext(".//h2[@id='articles']") == "Articles #"
    assert tree.findtext(".//strong[@class='highlight']") == "Sutskever, I."
    assert tree.find(".//strong").get("data-group") == "owner"
    assert [one.text_content() for one in tree.iterfind(".//div[@class='below']")] == [
        "Award: best paper.",
        "PDF",
    ]
    assert tree.find(".//meta[@name='author']").get("content") == "Ilya Sutskever"


def test_right_to_left_languages() -> None:
    assert '<html lang="ar" dir="rtl">' in document(DOCUMENTS["empty"])


def test_ids_are_unique_in_the_page() -> None:
    entries = (Reference(("a",), (), "x y"), Reference(("b",), (), "x y"), Reference(("c",)))
    made = document(Document("t", "en", (References(entries), References(entries[:1]))))
    assert re.findall(r' id="([^"]*)"', made) == ["ref-x-y", "ref-x-y-2", "ref-x-y-3"]
