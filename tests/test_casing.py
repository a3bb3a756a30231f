"""Records get titles in sentence case, and keep what was printed."""

from __future__ import annotations

from citemill.api import render
from citemill.casing import recased
from citemill.record import Record
from citemill.text.case import Casing

RECORD: Record = {
    "id": "a",
    "type": "article",
    "title": "Move Evaluation in Go Using Neural Networks",
    "abstract": "The game of Go is hard. Playing Go well means that one evaluates moves of Go.",
}


def test_title_case_is_turned_and_kept() -> None:
    record = recased(RECORD)
    assert record["title"] == 'Move evaluation in <span class="nocase">Go</span> using neural networks'
    assert record["custom"] == {"listing": {"title": RECORD["title"]}}
    assert recased(RECORD, protect=False)["title"] == "Move evaluation in Go using neural networks"
    assert "custom" not in RECORD


def test_what_is_kept() -> None:
    assert recased(RECORD, Casing.KEEP) is RECORD
    german = {**RECORD, "title": "Neuronale Netze für das Spiel", "language": "de-DE"}
    assert recased(german) is german
    plain = {**RECORD, "title": "Move evaluation and neural networks"}
    assert recased(plain) is plain


def test_what_the_listing_said_first_stays() -> None:
    printed = {"listing": {"title": "Move Evaluation"}}
    record = recased({**RECORD, "custom": printed})
    assert record["custom"]["listing"]["title"] == "Move Evaluation"


def test_a_style_gets_sentence_case_unless_it_is_told_otherwise() -> None:
    def printed(style: str, casing: str) -> str:
        return render([{**RECORD, "author": [{"family": "Gu", "given": "S."}]}], style=style, casing=casing)

    assert "Move evaluation in Go using neural networks" in printed("apa", "auto")
    assert str(RECORD["title"]) in printed("apa", "keep")
    assert str(RECORD["title"]) in printed("chicago", "auto")  # which makes Title Case itself
