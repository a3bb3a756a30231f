"""Markdown: any text comes out as text for a CommonMark parser; links, emphasis, lists and headings."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from rich_texts import DOCUMENTS, HOSTILE, LIST, riches

from citemill.documents.markdown import document, inline
from citemill.documents.plain import settled
from citemill.text.document import Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Mark, Rich, Span, plain

COMMONMARK = MarkdownIt("commonmark")
DIALECT = MarkdownIt("commonmark").enable(["strikethrough", "table"])


def read_back(text: str, parser: MarkdownIt = COMMONMARK) -> str:
    written = parser.render(text)
    return lxml_html.fragment_fromstring(written, create_parent="div").text_content().removesuffix("\n")


@given(riches())
@settings(max_examples=500)
@example((Span(Mark.BOLD, ("a", Span(Mark.ITALIC, ("b",)), "c")),))
@example((Span(Mark.BOLD, (Span(Mark.ITALIC, ("b",)), "c")), "d"))
@example(("a", Span(Mark.ITALIC, ("b",)), Span(Mark.BOLD, ("c",)), "d"))
@example((" ", Span(Mark.ITALIC, (" b ",)), " "))
@example(("    code", "\n# h"))
@example(("\u202a",))
@example(("1", "2", ") x"))
@example(("wow!", Span(Mark.LINK, ("a",), "https://example.org")))
def test_any_text_is_read_back(rich: Rich) -> None:
    text = inline(rich)
    assert read_back(text) == settled(plain(rich))
    assert read_back(text, DIALECT) == settled(plain(rich))
    html = COMMONMARK.render(text)
    assert html.startswith("<p>") or not settled(plain(rich)).strip(" ")


@given(riches([Mark.ITALIC, Mark.BOLD, Mark.SUP]))
def test_marks_are_read_back(rich: Rich) -> None:
    def marks(part: Rich) -> str:
        return "".join(
            settled(one) if isinstance(one, str) else f"<{one.mark}>{marks(one.children)}</{one.mark}>"
            for one in part
        )

    tree = lxml_html.fragment_fromstring(COMMONMARK.render(inline(rich)), create_parent="div")
    names = {"em": "italic", "strong": "bold", "sup": "sup"}

    def read(element: lxml_html.HtmlElement) -> str:
        inside = (element.text or "") + "".join(read(child) for child in element)
        name = names.get(element.tag)
        return (f"<{name}>{inside}</{name}>" if name else inside) + (element.tail or "")

    assert read(tree).removesuffix("\n") == marks(rich)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_everywhere(text: str) -> None:
    link = Span(Mark.LINK, (text,), f"https://example.org/{text}")
    blocks = (
        Heading((text,)),
        Paragraph((text,), small=True),
        References((Reference((text, link), (text,), text, ((text,),)),)),
    )
    html = COMMONMARK.render(document(Document(text, "en", blocks)))
    tree = lxml_html.fragment_fromstring(html, create_parent="div")
    allowed = {"h1", "h2", "p", "small", "a", "br", "div"}
    assert {element.tag for element in tree.iter()} <= allowed
    assert [settled(text).strip()] * 2 == [
        tree.findtext("h1").strip(),
        tree.findtext("h2").strip(),
    ]
    assert all(one.get("href").startswith("https://example.org/") for one in tree.iter("a"))
    assert tree.text_content().count(settled(text).strip()) == 7


@pytest.mark.parametrize(
    ("rich", "text"),
    [
        (("See ", Span(Mark.ITALIC, ("Nature",)), "."), "See *Nature*."),
        ((Span(Mark.BOLD, ("5",)), "(2)"), "**5**(2)"),
        ((Span(Mark.ITALIC, ("“A”",)),), "<em>“A”</em>"),
        ((Span(Mark.ITALIC, ("a ", Span(Mark.BOLD, ("b",)), " c")),), "*a **b** c*"),
        (("[1] A_b",), "\\[1\\] A\\_b"),
        (("AT&T & R&amp;D",), "AT&T & R\\&amp;D"),
        (("2. Auflage",), "2\\. Auflage"),
        (("Gauss, C. F. (1801) #1 - 2 + 3!",), "Gauss, C. F. (1801) #1 - 2 + 3!"),
        ((Span(Mark.LINK, ("https://a.org/x",), "https://a.org/x"),), "<https://a.org/x>"),
        ((Span(Mark.LINK, ("10.1/x",), "https://doi.org/10.1/x"),), "[10.1/x](<https://doi.org/10.1/x>)"),
        ((Span(Mark.LINK, ("x",), "javascript:x"),), "x"),
    ],
)
def test_how_it_looks(rich: Rich, text: str) -> None:
    assert inline(rich) == text


def test_documents() -> None:
    assert document(DOCUMENTS["hanging"]).splitlines() == [
        "# References",
        "",
        "Jaech, A., Kalai, A., Lerer, A., et al. (2024). *OpenAI o1 System Card* \\[Preprint\\]. "
        "<https://arxiv.org/abs/2412.16720>",
        "",
        "Duan, Y. (2016). RL<sup>2</sup>: Fast & slow reinforcement learning \\<for all>.",
    ]
    assert document(DOCUMENTS["numbered"], standalone=False).splitlines()[2].startswith("\\[10\\] Duan")
    assert document(LIST).splitlines() == [
        "# Publications & more",
        "",
        "## Articles \\#",
        "",
        "<small>As of 2024</small>",
        "",
        "2\\. **Sutskever, I.** (2014). Seq2seq.\\",
        "Award: best paper.\\",
        "[PDF](<https://example.org/a.pdf>)",
        "",
        "1\\. Second.\\",
        "An abstract.",
    ]
    assert document(DOCUMENTS["empty"]) == ""


def test_labels_that_count_up_are_a_list() -> None:
    entries = tuple(Reference((f"E{at}.",), (f"{at}.",), "", (("Note.",),)) for at in (9, 10))
    made = document(Document("", "en", (References(entries),)))
    assert made == "9. E9.\\\n   Note.\n\n10. E10.\\\n    Note.\n"
    html = COMMONMARK.render(made)
    assert html.count("<li>") == 2
    assert 'start="9"' in html
