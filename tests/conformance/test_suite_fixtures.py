"""Reading fixtures and comparing results, on fixtures of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from suite_engines import abbreviated, kept_by
from suite_fixtures import Fixture, UnusableFixture, agrees, document_after, read_fixture, sections
from suite_html import entry_html, html

from citemill.text.rich import Mark, Span

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><id/><title/><updated>2009-08-10T04:49:00+09:00</updated></info>
  <citation><layout delimiter="; "><text variable="title"/></layout></citation>
  <bibliography><sort><key variable="title"/></sort><layout><text variable="title"/></layout></bibliography>
</style>"""


def fixture_text(**sections: str) -> str:
    return "\n".join(
        f">>===== {name} =====>>\n{text}\n<<===== {name} =====<<" for name, text in sections.items()
    )


def test_sections_are_delimited_by_arrows() -> None:
    mode = ">>== MODE =====>>\ncitation\n<<==== MODE ==<<"
    text = f"remark\n{mode}\n>>==== CSL ====\nremark\n>>== A-B ==>>\nx\x0cy\n<<== A-B ==<<"
    assert sections(text) == {"MODE": "citation", "A-B": "x\x0cy"}


def test_a_closing_line_of_another_name_closes_nothing() -> None:
    assert sections(">>== A ==>>\n<<== B ==<<\n<<== A ==<<") == {"A": "<<== B ==<<"}


def test_a_file_with_a_byte_order_mark_and_ids_of_both_kinds(tmp_path: Path) -> None:
    items = '[{"id": 1, "title": "a"}, {"title": "b"}, {"id": "1", "title": "c"}]'
    path = tmp_path / "x_Y.txt"
    path.write_text(fixture_text(MODE="citation", CSL=STYLE, INPUT=items, RESULT="a"), encoding="utf-8-sig")
    fixture = read_fixture(path, "x_Y")
    assert [(item["id"], item["title"]) for item in fixture.items] == [("1", "c"), ("item-without-id-2", "b")]
    assert fixture.category == "x"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"INPUT": "[{]"}, "section INPUT is no JSON"),
        ({"MODE": "poster"}, 'mode "poster"'),
    ],
)
def test_a_file_that_is_no_fixture_says_why(tmp_path: Path, changed: dict[str, str], message: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        fixture_text(**{"MODE": "citation", "CSL": STYLE, "INPUT": "[]", "RESULT": "", **changed})
    )
    with pytest.raises(UnusableFixture, match=message):
        read_fixture(path, "x")


def fixture(**fields: object) -> Fixture:
    items = [{"id": id, "type": "book", "title": title} for id, title in (("1", "B"), ("2", "A"), ("3", "C"))]
    return Fixture(
        **{"name": "x", "mode": "citation", "csl": STYLE, "items": items, "expected": "", **fields}
    )


def test_blanks_at_the_end_and_named_entities_do_not_count() -> None:
    assert agrees(fixture(expected="\na &amp; b  \n  c\n\n"), "a &#38; b\n  c")
    assert not agrees(fixture(expected="a\n  c"), "a\n c")


def test_a_header_is_compared_by_the_names_that_the_fixture_has() -> None:
    expected = fixture(mode="bibliography-header", expected="linespacing: 2\nmaxoffset: 0\n")
    assert agrees(expected, "entryspacing: 1\nlinespacing: 2\nmaxoffset: 0")
    assert not agrees(expected, "entryspacing: 1\nlinespacing: 1\nmaxoffset: 0")


def test_a_document_has_the_note_numbers_mentioned_last() -> None:
    first = {"citationID": "c1", "citationItems": [], "properties": {"noteIndex": 1}}
    second = {"citationID": "c2", "citationItems": []}
    after = document_after([[first, [], []], [second, [], [["c1", 2]]]])
    assert [(one["citationID"], one["properties"]["noteIndex"]) for one in after] == [("c2", 0), ("c1", 2)]


@pytest.mark.parametrize(
    ("section", "kept"),
    [
        ({"select": [{"field": "type", "value": "book"}, {"field": "categories", "value": "x"}]}, True),
        ({"select": [{"field": "type", "value": "book"}, {"field": "categories", "value": "z"}]}, False),
        ({"include": [{"field": "type", "value": "map"}, {"field": "categories", "value": "y"}]}, True),
        ({"exclude": [{"field": "type", "value": "map"}]}, True),
        ({"exclude": [{"field": "type", "value": "book"}]}, False),
        ({"include": [{"field": "issued", "value": ""}]}, True),
        ({"include": [{"field": "type", "value": "book"}], "quash": [{"field": "DOI", "value": ""}]}, False),
        ({"quash": [{"field": "type", "value": "book"}, {"field": "DOI", "value": "1"}]}, True),
    ],
)
def test_bibliography_sections(section: dict[str, object], kept: bool) -> None:
    assert kept_by(section, {"id": "1", "type": "book", "categories": ["x", "y"]}) is kept


def test_abbreviations_become_short_variables() -> None:
    lists = {"default": {"container-title": {"Long Journal": "L. J."}}}
    assert abbreviated([{"id": "1", "container-title": "Long Journal"}, {"id": "2"}], lists) == [
        {"id": "1", "container-title": "Long Journal", "container-title-short": "L. J."},
        {"id": "2"},
    ]


def test_an_empty_reference_has_its_text() -> None:
    assert entry_html(()) == "[CSL STYLE ERROR: reference with no printed form.]"


def test_display_blocks_bring_their_line_breaks() -> None:
    entry = (Span(Mark.LEFT_MARGIN, ("1.",)), Span(Mark.RIGHT_INLINE, ("<T>",)), " ")
    assert html(entry) == (
        '\n    <div class="csl-left-margin">1.</div><div class="csl-right-inline">&#60;T&#62;</div>\n   '
    )
