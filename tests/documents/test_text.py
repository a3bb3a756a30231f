"""Plain text: wrapping by columns, labels, hanging indents; nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich_texts import DOCUMENTS, HOSTILE, LIST, riches

from citemill.documents import text as text_module
from citemill.documents.plain import settled
from citemill.documents.text import document, inline
from citemill.text.document import Document, Reference, References
from citemill.text.rich import Mark, Rich, Span, plain

WITHOUT_RAISED = [mark for mark in Mark if mark not in (Mark.SUP, Mark.SUB, Mark.LINK)]


@given(riches(WITHOUT_RAISED))
def test_any_text_is_its_plain_text(rich: Rich) -> None:
    assert inline(rich) == settled(plain(rich))


@pytest.mark.parametrize("text", HOSTILE)
def test_control_characters_do_not_reach_a_terminal(text: str) -> None:
    made = document(Document(text, "en", (References((Reference((text,)),)),)))
    assert not set(made) & set(map(chr, [*range(10), *range(11, 32), 127, *range(128, 160)]))


@given(st.text(alphabet="ab ,-字、\u0301é", max_size=80), st.integers(10, 30), st.booleans())
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, width: int, hanging: bool) -> None:
    entry = Reference((text,), ("[1]",) if hanging else ())
    made = document(Document("", "en", (References((entry,), hanging),)), width=width)
    kept = made.removeprefix("[1]") if hanging and text.strip() else made
    assert "".join(kept.split()).replace("[1]", "") == "".join(text.split())
    for line in made.splitlines():
        assert text_module._columns(line) <= width or len(line.split()) <= 2


def test_unwrapped_and_wrapped() -> None:
    assert document(DOCUMENTS["hanging"]).splitlines() == [
        "References",
        "==========",
        "",
        "Jaech, A., Kalai, A., Lerer, A., et al. (2024). OpenAI o1 System Card [Preprint]. "
        "https://arxiv.org/abs/2412.16720",
        "",
        "Duan, Y. (2016). RL²: Fast & slow reinforcement learning <for all>.",
    ]
    assert document(DOCUMENTS["hanging"], standalone=False, width=50).splitlines() == [
        "Jaech, A., Kalai, A., Lerer, A., et al. (2024).",
        "    OpenAI o1 System Card [Preprint].",
        "    https://arxiv.org/abs/2412.16720",
        "",
        "Duan, Y. (2016). RL²: Fast & slow reinforcement",
        "    learning <for all>.",
    ]


def test_labels_stand_in_a_column() -> None:
    assert document(DOCUMENTS["numbered"], standalone=False, width=60).splitlines() == [
        "[9]  Jaech, A., Kalai, A., Lerer, A., et al. (2024). OpenAI",
        "     o1 System Card [Preprint].",
        "     https://arxiv.org/abs/2412.16720",
        "",
        "[10] Duan, Y. (2016). RL²: Fast & slow reinforcement",
        "     learning <for all>.",
    ]


def test_a_publication_list() -> None:
    assert document(LIST, width=72).splitlines() == [
        "Publications & more",
        "===================",
        "",
        "Articles #",
        "----------",
        "",
        "As of 2024",
        "",
        "2. Sutskever, I. (2014). Seq2seq.",
        "   Award: best paper.",
        "   PDF <https://example.org/a.pdf>",
        "",
        "1. Second.",
        "   An abstract.",
    ]


def test_wide_characters_take_two_columns() -> None:
    made = document(
        Document("", "zh", (References((Reference(("深度學習的自然語言處理，第二版。" * 2,)),)),)), width=20
    )
    assert made.splitlines() == [
        "深度學習的自然語言處",
        "理，第二版。深度學習",
        "的自然語言處理，第二",
        "版。",
    ]


@pytest.mark.parametrize(
    ("rich", "text"),
    [
        ((Span(Mark.SUP, ("-12",)),), "⁻¹²"),
        ((Span(Mark.SUB, ("2x",)),), "₂ₓ"),
        ((Span(Mark.SUP, ("th",)),), "th"),
        ((Span(Mark.LINK, ("10.1/x",), "https://doi.org/10.1/x"),), "10.1/x"),
        ((Span(Mark.LINK, ("code",), "javascript:1"),), "code"),
    ],
)
def test_inline(rich: Rich, text: str) -> None:
    assert inline(rich) == text
