"""What the specification leaves open, or styles in use rely on, as citeproc-js prints it."""

from __future__ import annotations

from typing import Any

import pytest

from citemill.citeproc import Citation, Cite, Processor, load_style
from citemill.text.rich import plain

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl"
  class="note" version="1.0" default-locale="{locale}">
  <info><title>t</title><id>http://example.org/t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  {before}
  <citation><layout>{layout}</layout></citation>
  <bibliography><layout>{layout}</layout></bibliography>
</style>"""
NAMES = '<names variable="author"><name form="short" {options}/></names>'
TITLE = {"title": "Is \"this\" it, or 'that'?"}


def no_parent(address: str) -> bytes:
    raise LookupError(address)


def processor(layout: str, record: dict[str, Any], locale: str, before: str) -> Processor:
    style = load_style(
        STYLE.format(layout=layout, locale=locale, before=before).encode(), source="test", parent=no_parent
    )
    made = Processor(style)
    made.register([{"id": "one", "type": "book", **record}])
    return made


def entry(layout: str, record: dict[str, Any], locale: str = "en-US", before: str = "") -> str:
    return plain(processor(layout, record, locale, before).bibliography().entries[0].content)


@pytest.mark.parametrize(
    ("options", "authors", "expected"),
    [
        ('and="text" delimiter-precedes-last="always"', "Ng|=Team", "Ng and Team"),
        ('and="text" delimiter-precedes-last="always"', "Ng|Oh", "Ng, and Oh"),
        ('and="text" delimiter-precedes-last="never"', "Ng|Oh|=Team", "Ng, Oh, and Team"),
        ('and="text" delimiter-precedes-last="never"', "Ng|=Team|Oh", "Ng, Team and Oh"),
    ],
)
def test_a_last_organisation_has_the_contextual_delimiter(options: str, authors: str, expected: str) -> None:
    names = [{"literal": one[1:]} if one[0] == "=" else {"family": one} for one in authors.split("|")]
    assert entry(NAMES.format(options=options), {"author": names}) == expected


@pytest.mark.parametrize(
    ("locale", "expected"), [("en-US", "Ng et al."), ("zh-CN", "Ng等"), ("ja-JP", "Ngほか")]
)
def test_no_blank_before_an_east_asian_et_al(locale: str, expected: str) -> None:
    layout = NAMES.format(options='et-al-min="2" et-al-use-first="1"')
    assert entry(layout, {"author": [{"family": "Ng"}, {"family": "Oh"}]}, locale) == expected


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [("", "Is “this” it, or ‘that’?"), ('quotes="false"', "Is “this” it, or “that”?")],
)
def test_quotes_false_makes_outermost_marks_outer_ones(quotes: str, expected: str) -> None:
    assert entry(f'<text variable="title" {quotes}/>', TITLE) == expected


def test_quotes_false_raises_the_marks_a_record_has_in_print() -> None:
    assert entry('<text variable="title" quotes="false"/>', {"title": "On “it”"}, "en-GB") == "On ‘it’"


def test_a_text_case_on_the_call_of_a_macro_does_nothing() -> None:
    macro = '<macro name="m"><text variable="title"/></macro>'
    layout = '<text macro="m" text-case="uppercase"/>'
    assert entry(layout, {"title": "the Sea"}, before=macro) == "the Sea"


@pytest.mark.parametrize(
    ("terms", "edition", "expected"),
    [
        ("", "1", "1re"),
        ("", "11", "11e"),
        ('<term name="ordinal-04">x</term>', "4", "4e"),
        ('<term name="ordinal">x</term>', "1", "1x"),
    ],
)
def test_ordinals_of_a_style_without_the_default_one(terms: str, edition: str, expected: str) -> None:
    before = f"<locale><terms>{terms}</terms></locale>" if terms else ""
    layout = '<number variable="edition" form="ordinal"/>'
    assert entry(layout, {"edition": edition}, "fr-FR", before) == expected


def test_a_locator_is_printed_once() -> None:
    layout = (
        '<group delimiter=", "><text variable="title"/><text variable="locator"/></group><group prefix="; ">'
    )
    layout += '<text term="ibid"/><text variable="locator" prefix=" "/></group>'
    made = processor(layout, {"title": "Sea"}, "en-US", "")
    made.cite(Citation("c", (Cite("one", locator="5"),), 1), [], [])
    assert plain(made.citations()[0].content) == "Sea, 5"
