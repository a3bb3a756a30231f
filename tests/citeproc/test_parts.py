"""The processor's parts by themselves: cases are data, each with the clause or the observation behind it."""

from __future__ import annotations

import pytest

from citemill.citeproc.collation import Collator
from citemill.citeproc.dates import date_key, read_date
from citemill.citeproc.disambiguation import year_suffix
from citemill.citeproc.locale import known_locales, locale_for
from citemill.citeproc.markup import decode, encode, encode_rich, strip
from citemill.citeproc.numbers import page_range, read_number, roman
from citemill.citeproc.persons import Person, initials
from citemill.citeproc.punctuation import Quotes, finish
from citemill.citeproc.sorting import sort_by
from citemill.citeproc.textcase import CASES
from citemill.citeproc.xmltree import read_xml
from citemill.errors import BadStyle
from citemill.text.rich import Mark, Span, plain

AMERICAN = Quotes("“", "”", "‘", "’", True)
BRITISH = Quotes("‘", "’", "“", "”", False)


def shown(text: str, quotes: Quotes = AMERICAN) -> str:
    return plain(decode(finish(encode(text), quotes)))


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ("the art of war: a new in-depth look", "title", "The Art of War: A New In-Depth Look"),
        ("what is it for", "title", "What Is It For"),
        ("an x-ray of vitamin c in l'homme", "title", "An X-Ray of Vitamin c in l'homme"),
        ("iPhone and mRNA at the UK", "title", "iPhone and mRNA at the UK"),
        ("<span class='nocase'>das</span> kapital", "title", "das Kapital"),
        ("a <i>homo</i> sapiens", "title", "A Homo Sapiens"),
        ("2nd edition", "title", "2nd Edition"),
        ("A Study of the DNA", "sentence", "A study of the dna"),
        ("ibid.", "capitalize-first", "Ibid."),
        ("iPhone", "capitalize-first", "iPhone"),
        ("“quoted” words", "capitalize-first", "“Quoted” words"),
        ("one two-three", "capitalize-all", "One Two-Three"),
        ("Straße", "uppercase", "STRASSE"),
        ("ÄÖ <span class='nocase'>NASA</span>", "lowercase", "äö NASA"),
    ],
)
def test_text_case(text: str, case: str, expected: str) -> None:
    assert strip(CASES[case](encode(text))) == encode(expected)


@pytest.mark.parametrize(
    ("text", "printed", "numeric", "plural"),
    [
        ("5", "5", True, False),
        ("12 - 34", "12–34", True, True),
        ("2&3", "2 & 3", True, True),
        ("1, 2", "1, 2", True, True),
        ("D2b", "D2b", True, False),
        ("xii", "xii", True, False),
        ("2nd", "2nd", True, False),
        ("second", "second", False, False),
        ("2nd edition", "2nd edition", False, False),
        ("5\\-7", "5-7", True, False),
        ("", "", False, False),
    ],
)
def test_numbers(text: str, printed: str, numeric: bool, plural: bool) -> None:
    number = read_number(text)
    assert (number.text, number.numeric, number.plural) == (printed, numeric, plural)


@pytest.mark.parametrize(
    ("pages", "chicago", "minimal", "minimal_two", "expanded"),
    [
        ("3-10", "3–10", "3–10", "3–10", "3–10"),
        ("71-72", "71–72", "71–2", "71–72", "71–72"),
        ("100-104", "100–104", "100–4", "100–04", "100–104"),
        ("107-108", "107–8", "107–8", "107–08", "107–108"),
        ("321-25", "321–25", "321–5", "321–25", "321–325"),
        ("1496-1504", "1496–1504", "1496–504", "1496–504", "1496–1504"),
        ("11564-68", "11564–68", "11564–8", "11564–68", "11564–11568"),
        ("n11564-1568", "n11564-1568", "n11564-1568", "n11564-1568", "n11564-1568"),
    ],
)
def test_page_ranges(pages: str, chicago: str, minimal: str, minimal_two: str, expanded: str) -> None:
    styles = ("chicago", "minimal", "minimal-two", "expanded")
    assert [page_range(pages, one, "–") for one in styles] == [chicago, minimal, minimal_two, expanded]


def test_roman_numerals() -> None:
    assert [roman(number) for number in (1, 4, 9, 1999, 3999, 4000)] == [
        "i",
        "iv",
        "ix",
        "mcmxcix",
        "mmmcmxcix",
        "4000",
    ]


@pytest.mark.parametrize(
    ("given", "mark", "shorten", "expected"),
    [
        ("John Ronald", ". ", True, "J. R."),
        ("J.R.R.", ".", True, "J.R.R."),
        ("Jean-Luc", ". ", True, "J.-L."),
        ("Guo-ping", ". ", True, "G."),
        ("Ph.", ".", True, "Ph."),
        ("James T", ". ", False, "James T."),
        ("Mary", "", True, "M"),
        ("j. r.", ". ", True, "j. r."),
    ],
)
def test_initials(given: str, mark: str, shorten: bool, expected: str) -> None:
    assert initials(given, mark, shorten=shorten, hyphen=True) == expected


@pytest.mark.parametrize(
    ("name", "particles", "family"),
    [
        ({"family": "van der Berg", "given": "A"}, "van der", "Berg"),
        ({"family": "d'Aubignac", "given": "A"}, "d’", "Aubignac"),
        ({"family": "al-Hakim", "given": "T"}, "al-", "Hakim"),
        ({"family": "De Groot", "given": "A"}, "", "De Groot"),
        ({"family": '"van Gogh"', "given": "A"}, "", "van Gogh"),
        ({"family": "van Gogh", "given": "A", "parse-names": False}, "", "van Gogh"),
        ({"family": "hooks", "given": "bell"}, "", "hooks"),
    ],
)
def test_particles(name: dict[str, object], particles: str, family: str) -> None:
    person = Person(name)
    assert (person.non_dropping, person.family) == (particles, family)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ({"date-parts": [[2000, 12]]}, "0020001200"),
        ({"date-parts": [["2000", "3", "4"], [2001]]}, "0020000304 0020010000"),
        ({"raw": "2004-10-01/2004-10-14"}, "0020041001 0020041014"),
        ({"raw": "May 5, 2010"}, "0020100505"),
        ("5 May 2010", "0020100505"),
        ({"date-parts": [[2000, 22]]}, "0020000000"),
    ],
)
def test_dates(value: object, key: str) -> None:
    date = read_date(value)
    assert date is not None
    assert date_key(date) == key


def test_dates_that_are_none() -> None:
    assert [read_date(value) for value in (None, {}, {"date-parts": [[]]}, {"date-parts": [[0]]}, [])] == [
        None
    ] * 5
    spring, before, after = (read_date({"date-parts": [parts]}) for parts in ([2000, 21], [-100], [54]))
    assert spring is not None
    assert spring.start.season == "1"
    assert before is not None
    assert after is not None
    assert date_key(before) < date_key(after)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The \"Foo\" and 'bar'", "The “Foo” and ‘bar’"),
        ("'only single'", "“only single”"),
        ("O'Neil's l'' d'", "O’Neil’s l’’ d’"),
        ("<i>a <i>b</i></i>", "a b"),
        ("<i>not closed", "<i>not closed"),
        ("a < b & c > d", "a < b & c > d"),
        ("x²", "x2"),
        ("« a »", "«\u202fa\u202f»"),
    ],
)
def test_fields(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_marks_flip() -> None:
    assert decode(encode("<i>a <i>b</i></i>")) == (Span(Mark.ITALIC, ("a ", Span(Mark.UPRIGHT, ("b",)))),)
    assert decode(encode_rich(("x", Span(Mark.LINK, ("y",), "http://z")))) == (
        "x",
        Span(Mark.LINK, ("y",), "http://z"),
    )


@pytest.mark.parametrize(
    ("pieces", "american", "british"),
    [
        (("A.", ". ", "B"), "A. B", "A. B"),
        (("A?", ". ", "B"), "A? B", "A? B"),
        (("A!", ", ", "B"), "A!, B", "A!, B"),
        (("A;", ": ", "B"), "A; B", "A; B"),
        (("Wait...", ".", ""), "Wait...", "Wait..."),
        (('"A"', ", ", "B"), "“A,” B", "‘A’, B"),
        (('"A?"', ". ", "B"), "“A?” B", "‘A?’. B"),
        (("\"A 'b'\"", ".", ""), "“A ‘b.’”", "‘A “b”’."),
        (("A ", " ", "B"), "A B", "A B"),
    ],
)
def test_punctuation(pieces: tuple[str, str, str], american: str, british: str) -> None:
    text = encode(pieces[0]) + pieces[1] + encode(pieces[2])
    assert decode(finish(text, AMERICAN)) == (american,)
    assert decode(finish(text, BRITISH)) == (british,)


def test_collation() -> None:
    names = ["Zz", "Åb", "de Bo", "Ab", "10", "9", "“Ac”", "O'Neil", "Oneal"]
    assert sorted(names, key=Collator("en-US").key) == [
        "9",
        "10",
        "Åb",
        "Ab",
        "“Ac”",
        "de Bo",
        "Oneal",
        "O'Neil",
        "Zz",
    ]
    assert sorted(["Zz", "Åb", "Ab"], key=Collator("sv-SE").key) == ["Ab", "Zz", "Åb"]


def test_sorting_asks_later_keys_only_for_ties_and_puts_the_empty_last() -> None:
    asked = []

    def second(item: tuple[str, str]) -> str:
        asked.append(item)
        return item[1]

    items = [("b", "1"), ("", "0"), ("a", "1"), ("a", "2")]
    keys = [(lambda item: item[0], False), (second, True)]
    assert sort_by(items, keys) == [("a", "2"), ("a", "1"), ("b", "1"), ("", "0")]
    assert sorted(asked) == [("a", "1"), ("a", "2")]
    assert sort_by(items, [(lambda item: item[0], True)])[-1] == ("", "0")


def test_year_suffixes() -> None:
    assert [year_suffix(number) for number in (0, 25, 26, 701, 702)] == ["a", "z", "aa", "zz", "aaa"]


def test_locales_fall_back() -> None:
    overriding = read_xml(
        '<style xmlns="http://purl.org/net/xbiblio/csl"><locale xml:lang="de"><terms>'
        '<term name="and">u.</term><term name="et-al"/></terms></locale></style>',
        "x",
        root="style",
    )
    austrian = locale_for("de-AT", overriding.children)
    assert austrian.name == "de-AT"
    assert austrian.text("and") == "u."
    assert austrian.text("et-al") == ""  # an empty term is a term
    assert austrian.text("editor", "verb-short") == "hrsg. von"
    assert locale_for("fr", ()).ordinal_suffix(1, "feminine") == "ʳᵉ"
    assert locale_for("en-US", ()).ordinal_suffix(13, "") == "th"
    assert locale_for("en-US", ()).ordinal_suffix(22, "") == "nd"


@pytest.mark.parametrize("name", known_locales())
def test_every_locale_can_be_used(name: str) -> None:
    locale = locale_for(name, ())
    assert locale.text("and")
    assert locale.date_format("text") is not None


def test_foreign_elements_are_passed_over() -> None:
    root = read_xml(
        '<style xmlns="http://purl.org/net/xbiblio/csl" xmlns:x="urn:x"><x:a><info/></x:a><info/></style>',
        "x",
        root="style",
    )
    assert [child.tag for child in root.children] == ["info"]
    with pytest.raises(BadStyle, match="not <locale>"):
        read_xml('<style xmlns="http://purl.org/net/xbiblio/csl"/>', "x", root="locale")


@pytest.mark.parametrize(
    ("locale", "ordered"),
    [
        ("en-US", "Dorsey Dutot Dylan Ελύτης Достоевский ابن 中"),
        ("ru-RU", "Достоевский Abel Zola Ελύτης ابن"),
        ("uk-UA", "Франко Abel Zola"),
        ("el-GR", "Ελύτης Abel Zola Франко"),
        ("fa-IR", "ابن Abel Zola Франко"),
        ("zh-CN", "中 Abel Zola"),
        ("ja-JP", "Abel Zola あ 中 Ελύτης"),
        ("lt-LT", "Dylan Dim Dizon Dorsey"),
        ("lv-LV", "Dizon Dylan Dorsey"),
        ("da-DK", "Abel Zola Ærø Øre Aare"),
        ("sv-SE", "Yb Übler Yz Zola Åre Äre Öre"),
        ("et-EE", "Sz Šz Zola Tamm Õun"),
    ],
)
def test_letters_and_scripts_with_places_of_their_own(locale: str, ordered: str) -> None:
    words = ordered.split()
    unsorted = words[::-1]
    assert sorted(unsorted, key=Collator(locale).key) == words
