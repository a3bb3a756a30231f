"""What joins cites, dates, ranges and sort keys where the specification is silent, as citeproc-js has it."""

from __future__ import annotations

from typing import Any

import pytest

from citemill.citeproc import Citation, Cite, Processor, load_style
from citemill.text.rich import plain

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>t</title><id>http://example.org/t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation>{citation}</citation>
  <bibliography>{bibliography}</bibliography>
</style>"""
TITLES = '<layout delimiter="{}"><text variable="title" {}/></layout>'
PLAIN = TITLES.format("; ", "")


def processor(
    records: list[dict[str, Any]], *, citation: str = PLAIN, bibliography: str = PLAIN
) -> Processor:
    def no_parent(address: str) -> bytes:
        raise LookupError(address)

    text = STYLE.format(citation=citation, bibliography=bibliography)
    made = Processor(load_style(text, source="test", parent=no_parent))
    made.register([{"id": str(number), "type": "book", **record} for number, record in enumerate(records)])
    return made


ONE_TWO = [{"title": "One"}, {"title": "Two"}]


def cited(layout: str, **of_first: str) -> str:
    made = processor(ONE_TWO, citation=layout)
    return plain(made.render_citation([Cite("0", **of_first), Cite("1")]))  # type: ignore[arg-type]  # texts only


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [("cf.", "cf. One"), ("see,", "see, One"), ("<i>see</i>", "see One"), ("(", "(One"), ("—", "—One")],
)
def test_a_blank_follows_a_cites_prefix(prefix: str, expected: str) -> None:
    assert cited(PLAIN, prefix=prefix) == f"{expected}; Two"


@pytest.mark.parametrize(
    ("suffix", "expected"),
    [(" etc.", "One etc. Two"), ("?", "One?; Two"), (".)", "One.); Two"), (";", "One; Two")],
)
def test_no_delimiter_follows_a_suffix_that_ends_a_sentence(suffix: str, expected: str) -> None:
    assert cited(PLAIN, suffix=suffix) == expected


@pytest.mark.parametrize(
    ("delimiter", "attributes", "expected"),
    [
        (", ", 'quotes="true"', "“One”, “Two”"),
        (". ", 'quotes="true"', "“One”. “Two”"),
        (". ", 'suffix="."', "One.. Two."),
    ],
)
def test_a_delimiter_does_not_move_into_a_cite(delimiter: str, attributes: str, expected: str) -> None:
    assert cited(TITLES.format(delimiter, attributes)) == expected


@pytest.mark.parametrize(
    ("suffix", "expected"), [(".", "“One”."), ("?", "“One”?"), (", x", "“One”, x"), (". X", "“One.” X")]
)
def test_a_suffix_alone_does_not_move_into_a_cites_quotation_marks(suffix: str, expected: str) -> None:
    made = processor(ONE_TWO, citation=TITLES.format("; ", 'quotes="true"'))
    assert plain(made.render_citation([Cite("0", suffix=suffix)])) == expected


def printed(layout: str, record: dict[str, Any]) -> str:
    made = processor([record], bibliography=f"<layout>{layout}</layout>")
    return plain(made.bibliography().entries[0].content)


@pytest.mark.parametrize(
    ("parts", "dates", "expected"),
    [
        ("year", [[-100], [-44]], "100–44 BC"),
        ("year", [[79], [476]], "79–476 AD"),
        ("year", [[-44], [14]], "44 BC–14 AD"),
        ("month year day", [[2001, 1, 30], [2001, 2, 4]], "January 2001 30–February 4"),
        ("month year day", [[1998, 3], [1998, 6]], "March–June 1998"),
        ("day year month", [[2001, 1, 30], [2001, 2, 4]], "30 2001 January–4 February"),
    ],
)
def test_the_ends_of_a_range(parts: str, dates: list[list[int]], expected: str) -> None:
    inner = "".join(f'<date-part name="{part}"/>' for part in parts.split())
    layout = f'<date variable="issued" delimiter=" ">{inner}</date>'
    assert printed(layout, {"issued": {"date-parts": dates}}) == expected


def test_a_literal_date_stands_for_the_year_with_all_that_the_year_has() -> None:
    year = '<date-part name="year" prefix="(" suffix=")" text-case="uppercase"/>'
    layout = f'<date variable="issued">{year}<date-part name="month" suffix="."/></date>'
    assert printed(layout, {"issued": {"literal": "long ago"}}) == "(LONG AGO)"


@pytest.mark.parametrize(
    ("value", "expected"), [("S5-S9", "S5–S9"), ("N110-5", "N110-5"), ("5-S9", "5-S9"), ("12a-15", "12a–15")]
)
def test_a_hyphen_within_one_number_stays(value: str, expected: str) -> None:
    assert printed('<text variable="volume"/>', {"volume": value}) == expected


def listed(records: list[dict[str, Any]], key: str) -> list[str]:
    made = processor(records, bibliography=f"<sort>{key}</sort>{PLAIN}")
    return [plain(entry.content) for entry in made.bibliography().entries]


def test_numbers_are_sorted_by_their_first_digits() -> None:
    values = ("third", "1000", "5–7", "2nd", "A12", "10,000")
    records = [{"title": value, "volume": value} for value in values]
    assert listed(records, '<key variable="volume"/>') == ["2nd", "5–7", "10,000", "A12", "1000", "third"]


@pytest.mark.parametrize("order", ["ascending", "descending"])
def test_literal_dates_are_sorted_like_missing_ones(order: str) -> None:
    records: list[dict[str, Any]] = [
        {"title": "z", "issued": {"literal": "zzz"}},
        {"title": "2001", "issued": {"date-parts": [[2001]]}},
        {"title": "a", "issued": {"literal": "aaa"}},
    ]
    assert listed(records, f'<key variable="issued" sort="{order}"/>') == ["2001", "z", "a"]


def test_no_list_is_shortened_where_nothing_says_to_how_many_names() -> None:
    names = '<names variable="author"><name form="short" et-al-min="2"/></names>'
    assert printed(names, {"author": [{"family": "Ng"}, {"family": "Oh"}]}) == "Ng, Oh"


def test_a_cite_in_running_text_is_far_from_no_note() -> None:
    test = '<if position="far-note"><text value="far"/></if><else><text variable="title"/></else>'
    made = processor(ONE_TWO, citation=f"<layout><choose>{test}</choose></layout>")
    in_text = [Citation(str(place), (Cite(id),)) for place, id in enumerate("010")]
    assert [plain(one.content) for one in made.cite_all(in_text)] == ["One", "Two", "One"]
    notes = [Citation(str(place), (Cite(id),), 9 * place + 1) for place, id in enumerate("010")]
    assert [plain(one.content) for one in made.cite_all(notes)] == ["One", "Two", "far"]


def test_running_text_is_near_to_whatever_it_cites_again() -> None:
    test = '<if position="near-note"><text value="near"/></if><else><text variable="title"/></else>'
    made = processor(ONE_TWO, citation=f"<layout><choose>{test}</choose></layout>")
    in_text = [Citation(str(place), (Cite(id),)) for place, id in enumerate("010")]
    assert [plain(one.content) for one in made.cite_all(in_text)] == ["One", "Two", "near"]


@pytest.mark.parametrize(
    ("rule", "authors", "expected"),
    [
        ("complete-all", ("Ng Oh", "Ng"), ["Ng et al.", "———"]),
        ("complete-all", ("Ng", "Ng Oh"), ["Ng", "———"]),
        ("complete-each", ("Ng", "Ng Oh"), ["Ng", "——— et al."]),
        ("complete-all", ("Ng Oh", "Oh Ng"), ["Ng et al.", "Oh et al."]),
    ],
)
def test_repeated_names_are_those_that_are_shown(
    rule: str, authors: tuple[str, str], expected: list[str]
) -> None:
    records = [{"author": [{"family": family} for family in names.split()]} for names in authors]
    names = '<names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names>'
    options = f'subsequent-author-substitute="———" subsequent-author-substitute-rule="{rule}"'
    style = STYLE.replace("<bibliography>", f"<bibliography {options}>")
    text = style.format(citation=PLAIN, bibliography=f"<layout>{names}</layout>")
    made = Processor(load_style(text, source="test", parent=lambda address: b""))
    made.register([{"id": str(number), "type": "book", **record} for number, record in enumerate(records)])
    assert [plain(entry.content) for entry in made.bibliography().entries] == expected


def test_two_persons_with_the_same_initials_are_two() -> None:
    records = [{"author": [{"family": "Ng", "given": given}]} for given in ("Ann", "Amy", "Amy")]
    names = '<names variable="author"><name initialize-with="."/></names>'
    style = STYLE.replace("<bibliography>", '<bibliography subsequent-author-substitute="———">')
    text = style.format(citation=PLAIN, bibliography=f"<layout>{names}</layout>")
    made = Processor(load_style(text, source="test", parent=lambda address: b""))
    made.register([{"id": str(number), "type": "book", **record} for number, record in enumerate(records)])
    assert [plain(entry.content) for entry in made.bibliography().entries] == ["A. Ng", "A. Ng", "———"]


def test_a_note_does_not_refer_to_itself() -> None:
    number = '<text variable="first-reference-note-number" prefix="n. "/>'
    made = processor(ONE_TWO, citation=f'<layout delimiter="; "><text variable="title"/>{number}</layout>')
    notes = [Citation("a", (Cite("0"), Cite("0")), 1), Citation("b", (Cite("0"),), 2)]
    assert [plain(one.content) for one in made.cite_all(notes)] == ["One; One", "Onen. 1"]


@pytest.mark.parametrize(
    ("layout", "record", "expected"),
    [
        ('<number variable="edition" form="ordinal"/>', {"edition": "2/3"}, "2/3"),
        ('<text variable="title" text-case="capitalize-first"/>', {"title": "a b"}, "A b"),
        (
            '<text variable="title" text-case="capitalize-first"/>',
            {"title": '<span class="nocase">a</span> b'},
            "a b",
        ),
    ],
)
def test_what_is_left_alone(layout: str, record: dict[str, Any], expected: str) -> None:
    assert printed(layout, record) == expected


def test_normal_sets_back_oblique_and_light_letters() -> None:
    inner = '<text value="a" font-style="normal"/><text value="b" font-weight="normal"/>'
    layout = f'<group font-style="oblique" font-weight="light">{inner}</group>'
    made = processor([{}], bibliography=f"<layout>{layout}</layout>")
    assert "UPRIGHT" in repr(made.bibliography().entries[0].content)
    assert "REGULAR" in repr(made.bibliography().entries[0].content)


def answered(citation: str, bibliography: str, records: list[dict[str, Any]], options: str = "") -> list[str]:
    """The ids that a processor answers with when the second record is cited behind the first."""
    style = STYLE.replace("<citation>", f"<citation {options}>")
    text = style.format(citation=citation, bibliography=bibliography)
    made = Processor(load_style(text, source="test", parent=lambda address: b""))
    made.supply([{"id": str(number), "type": "book", **record} for number, record in enumerate(records)])
    made.cite(Citation("a", (Cite("0"),)), [], [])
    return [one.id for one in made.cite(Citation("b", (Cite("1"),)), [("a", 0)], [])]


SORTED = f'<sort><key variable="title"/></sort>{PLAIN}'
TWO_ONE = [{"title": "B"}, {"title": "A"}]


def test_other_numbers_make_a_citation_another_only_where_it_prints_them() -> None:
    numbers = '<layout><text variable="citation-number"/></layout>'
    assert answered(numbers, SORTED, TWO_ONE) == ["a", "b"]
    assert answered(PLAIN, SORTED, TWO_ONE) == ["b"]


def test_another_disambiguation_makes_a_citation_another() -> None:
    records = [{"author": [{"family": "Ng"}], "title": title} for title in ("One", "Two")]
    names = '<layout><names variable="author"/><text variable="year-suffix"/></layout>'
    assert answered(names, PLAIN, records, 'disambiguate-add-year-suffix="true"') == ["a", "b"]
    assert answered(names, PLAIN, records) == ["b"]


@pytest.mark.parametrize(
    ("attributes", "title", "inner"),
    [
        ('font-weight="bold"', "One", "One,"),
        ('font-weight="bold" font-style="italic"', "One <i>x</i>", "One x,"),
        ('font-weight="bold"', 'a "b"', "a ‘b,’"),
    ],
)
def test_a_mark_moves_into_the_formatting_of_what_is_quoted(attributes: str, title: str, inner: str) -> None:
    layout = f'<text variable="title" quotes="true" {attributes} suffix=", "/><text value="x"/>'
    made = processor([{"title": title}], bibliography=f"<layout>{layout}</layout>")
    content = made.bibliography().entries[0].content
    (bold,) = (part for part in content if not isinstance(part, str))
    assert (bold.mark.value, plain(bold.children)) == ("bold", inner)
    assert plain(content) == f"“{inner}” x"


@pytest.mark.parametrize(("locator", "expected"), [("3-8", "3~8"), ("3-8, 11-12", "3~8, 11~12"), ("5", "5")])
def test_ranges_of_locators_have_the_locales_delimiter(locator: str, expected: str) -> None:
    own = '<locale><terms><term name="page-range-delimiter">\u00a0–\u00a0</term></terms></locale>'
    text = STYLE.format(citation='<layout><text variable="locator"/></layout>', bibliography=PLAIN)
    text = text.replace("</info>", f"</info>{own}")
    made = Processor(load_style(text, source="test", parent=lambda address: b""))
    made.register([{"id": "0", "type": "book", **ONE_TWO[0]}])
    said = plain(made.render_citation([Cite("0", locator=locator)]))
    assert said == expected.replace("~", "\u00a0–\u00a0")
