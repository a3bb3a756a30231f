"""What each mode of a fixture makes the engine do, on fixtures of our own."""

from __future__ import annotations

import pytest
from suite_engines import Citemill
from suite_fixtures import Fixture

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><id/><title/><updated>2009-08-10T04:49:00+09:00</updated></info>
  <citation><layout delimiter="; "><text variable="title"/></layout></citation>
  <bibliography><sort><key variable="title"/></sort><layout><text variable="title"/></layout></bibliography>
</style>"""


def fixture(**fields: object) -> Fixture:
    items = [{"id": id, "type": "book", "title": title} for id, title in (("1", "B"), ("2", "A"), ("3", "C"))]
    return Fixture(
        **{"name": "x", "mode": "citation", "csl": STYLE, "items": items, "expected": "", **fields}
    )


BODY = '<div class="csl-bib-body">\n{}</div>'


def entries(*titles: str) -> str:
    return BODY.format("".join(f'  <div class="csl-entry">{title}</div>\n' for title in titles))


@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ({}, "A; B; C"),
        ({"clusters": [[{"id": 3}], [{"id": "2"}, {"id": "1"}]]}, "C\nA; B"),
        ({"mode": "bibliography"}, entries("A", "B", "C")),
        ({"mode": "bibliography-nosort"}, entries("B", "A", "C")),
        ({"mode": "bibliography", "bibentries": [["1", "2"], ["3", "1"]]}, entries("B", "C")),
        (
            {"mode": "bibliography", "bibsection": {"exclude": [{"field": "title", "value": "B"}]}},
            entries("A", "C"),
        ),
    ],
)
def test_the_modes(fields: dict[str, object], result: str) -> None:
    assert Citemill().run(fixture(**fields)) == result


def test_a_document_marks_what_the_last_step_changed() -> None:
    def citation(id: str, item: str) -> dict[str, object]:
        return {"citationID": id, "citationItems": [{"id": item}], "properties": {"noteIndex": 0}}

    steps = [[citation("a", "1"), [], []], [citation("b", "2"), [["a", 0]], []]]
    assert Citemill().run(fixture(steps=steps)) == "..[0] B\n>>[1] A"
    assert Citemill().run(fixture(steps=steps, mode="bibliography")) == entries("A", "B")


def test_the_header_lists_the_layout_parameters() -> None:
    style = STYLE.replace("<bibliography>", '<bibliography hanging-indent="true" line-spacing="2">')
    header = Citemill().run(fixture(csl=style, mode="bibliography-header"))
    assert {"hangingindent: true", "linespacing: 2", "entryspacing: 1", "second-field-align: false"} <= set(
        header.split("\n")
    )
