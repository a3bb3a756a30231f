"""Lists of names and grouped cites where the specification is silent, as citeproc-js prints them."""

from __future__ import annotations

from typing import Any

import pytest

from citemill.citeproc import Citation, Cite, Processor, load_style
from citemill.text.rich import Mark, Rich, plain

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"
  default-locale="{locale}" {options}>
  <info><title>t</title><id>http://example.org/t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  {before}
  <citation {citation}><layout delimiter="; " prefix="(" suffix=")">{layout}</layout></citation>
</style>"""
YEAR = '<date variable="issued"><date-part name="year"/></date>'
AUTHOR_DATE = '<group delimiter=" "><names variable="author"><name form="short"/>{}</names>{}</group>'


def no_parent(address: str) -> bytes:
    raise LookupError(address)


def person(text: str) -> dict[str, str]:
    """Read "Family, Given", "=Organisation", or "particle/Family, Given"."""
    if text.startswith("="):
        return {"literal": text[1:]}
    family, _, given = text.partition(", ")
    particle, _, family = family.rpartition("/")
    parts = {"family": family, "given": given, "non-dropping-particle": particle}
    return {part: value for part, value in parts.items() if value}


def record(id: str, authors: str, year: int | None = None, **more: Any) -> dict[str, Any]:
    item: dict[str, Any] = {"id": id, "type": "book", **more}
    if authors:
        item["author"] = [person(one) for one in authors.split("; ")]
    if year:
        item["issued"] = {"date-parts": [[year]]}
    return item


def cited(
    records: list[dict[str, Any]],
    cites: list[Cite],
    layout: str,
    citation: str = "",
    before: str = "",
    locale: str = "en-US",
    options: str = "",
) -> Any:
    xml = STYLE.format(layout=layout, citation=citation, before=before, locale=locale, options=options)
    made = Processor(load_style(xml.encode(), source="test", parent=no_parent))
    made.register(records)
    return made.cite_all([Citation("c", tuple(cites))])[0].content


def shown(rich: Rich, marks: frozenset[str] = frozenset()) -> str:
    """Give the text with the formatting in force: "*italic*", "_small caps_"; what is set back is plain."""
    parts = []
    for inline in rich:
        if isinstance(inline, str):
            parts.append("".join([*sorted(marks), inline, *sorted(marks, reverse=True)]))
        elif inline.mark in _SIGNS:
            parts.append(shown(inline.children, marks | {_SIGNS[inline.mark]}))
        elif inline.mark in _RESETS:
            parts.append(shown(inline.children, marks - {_SIGNS[_RESETS[inline.mark]]}))
        else:
            parts.append(shown(inline.children, marks))
    text = "".join(parts)
    for sign in _SIGNS.values():
        text = text.replace(sign + sign, "")
    return text


_SIGNS = {Mark.ITALIC: "*", Mark.SMALL_CAPS: "_"}
_RESETS = {Mark.UPRIGHT: Mark.ITALIC, Mark.NO_SMALL_CAPS: Mark.SMALL_CAPS}


def names(authors: str, element: str, **more: str) -> str:
    """Render one cite that consists of names, without the layout's brackets."""
    return shown(cited([record("a", authors)], [Cite("a")], element, **more))[1:-1]


FOUR = "Ng, A.; Oh, B.; Pi, C.; Ra, D."


@pytest.mark.parametrize(
    ("authors", "options", "expected"),
    [
        ("Ng, A.; Oh, B.", 'prefix="[" suffix="]"', "[A. Ng], [B. Oh]"),
        ("Plato", 'prefix="[" suffix="]"', "[Plato]"),
        ("=Team", 'prefix="[" suffix="]"', "Team"),
        ("Ng, A.; =Team", 'prefix="[" suffix="]"', "[A. Ng], Team"),
        (FOUR, 'prefix="[" suffix="]" et-al-min="3" et-al-use-first="1"', "[[A. Ng] et al.]"),
        ("=T; =U; =V", 'prefix="[" suffix="]" et-al-min="3" et-al-use-first="1"', "[T et al.]"),
        (
            FOUR,
            'prefix="[" suffix="]" et-al-min="3" et-al-use-first="1" et-al-use-last="true"',
            "[A. Ng] … [D. Ra]",
        ),
    ],
)
def test_affixes_of_a_name_are_for_names_with_parts_and_for_a_shortened_list(
    authors: str, options: str, expected: str
) -> None:
    assert names(authors, f'<names variable="author"><name {options}/></names>') == expected


@pytest.mark.parametrize(
    "et_al", ['<et-al prefix="(" suffix=")"/>', '<et-al font-weight="bold" prefix=" – "/>']
)
def test_et_al_has_no_affixes(et_al: str) -> None:
    name = '<name form="short" et-al-min="3" et-al-use-first="1"/>'
    assert names(FOUR, f'<names variable="author">{name}{et_al}</names>') == "Ng et al."


ITALIC = 'font-style="italic"'
UPRIGHT = 'font-style="normal"'


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        (ITALIC, UPRIGHT, "*Ng, Oh et al.*"),
        (ITALIC, 'font-variant="normal"', "*Ng, Oh et al.*"),
        ("", ITALIC, "*Ng, Oh et al.*"),
        ("", UPRIGHT, "Ng, Oh et al."),
    ],
)
def test_what_is_inside_does_not_set_back_the_formatting_of_names(
    outer: str, inner: str, expected: str
) -> None:
    options = 'form="short" et-al-min="4" et-al-use-first="2" delimiter-precedes-et-al="never"'
    element = f'<names variable="author" {outer}><name {options} {inner}/></names>'
    assert names(FOUR, element) == expected
    element = f'<names variable="author" {outer}><name {options}/><et-al {inner}/></names>'
    assert names(FOUR, element).startswith("*" if outer else "Ng")
    grouped = f'<group {ITALIC}><names variable="author"><name {inner} form="short"/></names></group>'
    assert names("Ng", grouped) == ("Ng" if inner == UPRIGHT else "*Ng*")


@pytest.mark.parametrize(
    ("term", "two", "three"),
    [
        ("og", "Ng og Oh", "Ng, Oh, og Pi"),
        ("og ", "Ng og Oh", "Ng, Oh, og Pi"),
        ("&amp;", "Ng &amp; Oh", "Ng, Oh, &amp; Pi"),
        ("/", "Ng/Oh", "Ng, Oh/Pi"),
        (" und ", "Ng und Oh", "Ng, Oh und Pi"),
        ("和", "Ng和Oh", "Ng, Oh和Pi"),
        ("– ", "Ng– Oh", "Ng, Oh– Pi"),
    ],
)
def test_a_term_for_and_that_is_no_word_stands_as_it_is(term: str, two: str, three: str) -> None:
    locale = f'<locale><terms><term name="and">{term}</term></terms></locale>'
    element = '<names variable="author"><name form="short" and="text"/></names>'
    two, three = (text.replace("&amp;", "&") for text in (two, three))
    assert names("Ng; Oh", element, before=locale) == two
    assert names("Ng; Oh; Pi", element, before=locale) == three


@pytest.mark.parametrize(
    ("demote", "order", "expected"),
    [
        ("display-and-sort", "all", "Gogh, van, Laak, ter"),
        ("display-and-sort", "first", "Gogh, van, ter Laak"),
        ("sort-only", "all", "van Gogh, ter Laak"),
        ("never", "all", "van Gogh, ter Laak"),
    ],
)
def test_a_particle_is_demoted_in_short_names_too(demote: str, order: str, expected: str) -> None:
    element = f'<names variable="author"><name form="short" name-as-sort-order="{order}"/></names>'
    options = f'demote-non-dropping-particle="{demote}"'
    assert names("van/Gogh, V.; ter/Laak, B.", element, options=options) == expected


@pytest.mark.parametrize(
    ("of_style", "locale", "expected"),
    [
        ("en-US", "en-GB", "Ng XX"),
        ("en-GB", "en-US", "Ng et al."),
        ("de-DE", "de-AT", "Ng XX"),
        ("en-US", "fr-FR", "Ng et al."),
        ("de-AT", "de-DE", "Ng u.\u00a0a."),
    ],
)
def test_terms_for_the_primary_dialect_hold_for_the_others(of_style: str, locale: str, expected: str) -> None:
    term = f'<locale xml:lang="{of_style}"><terms><term name="et-al">XX</term></terms></locale>'
    element = '<names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names>'
    assert names("Ng; Oh", element, before=term, locale=locale) == expected


RECORDS = [
    record("ng0", "Ng, A.", 2000),
    record("ng1", "Ng, A.", 2001),
    record("none2", "", 2002, title="T"),
    record("pi3", "Pi, C.", 2003),
    record("none4", "", 2004, title="U"),
    record("empty", ""),
]


@pytest.mark.parametrize(
    ("substitute", "ids", "citation", "expected"),
    [
        ("", "ng0 none2 pi3", "", "(Ng 2000; 2002; Pi 2003)"),
        ("", "ng0 none2 pi3", 'collapse="year"', "(Ng 2000, 2002; Pi 2003)"),
        ("", "ng0 ng1 none2 none4", 'collapse="year"', "(Ng 2000, 2001, 2002, 2004)"),
        ("", "none2 ng0", 'collapse="year"', "(2002; Ng 2000)"),
        ('<text term="anonymous"/>', "ng0 none2", 'collapse="year"', "(Ng 2000, anonymous 2002)"),
        ('<text variable="title"/>', "ng0 none2", 'collapse="year"', "(Ng 2000; T 2002)"),
        ('<text variable="publisher"/>', "ng0 none2", 'collapse="year"', "(Ng 2000; 2002)"),
        (
            "",
            "ng0 none2 pi3",
            'collapse="year" after-collapse-delimiter=": "',
            "(Ng 2000; 2002: Pi 2003)",
        ),
        (
            "",
            "ng0 pi3 ng1",
            'collapse="year-suffix-ranged" after-collapse-delimiter=": "',
            "(Ng 2000; 2001: Pi 2003)",
        ),
        ("", "ng0 empty pi3", "", "(Ng 2000; Pi 2003)"),
        ("", "empty pi3", "", "([CSL STYLE ERROR: reference with no printed form.]; Pi 2003)"),
        ('<text term="anonymous"/>', "ng0 empty", "", "(Ng 2000)"),
    ],
)
def test_cites_that_name_nobody(substitute: str, ids: str, citation: str, expected: str) -> None:
    substitute = substitute and f"<substitute>{substitute}</substitute>"
    cites = [Cite(one) for one in ids.split()]
    assert plain(cited(RECORDS, cites, AUTHOR_DATE.format(substitute, YEAR), citation)) == expected


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        (Cite("empty"), "([CSL STYLE ERROR: reference with no printed form.])"),
        (Cite("empty", suppress_author=True), "[NO_PRINTED_FORM]"),
        (Cite("empty", author_only=True), "[NO_PRINTED_FORM]"),
        (Cite("empty", prefix="see ", suppress_author=True), "(see )"),
        (Cite("ng0", suppress_author=True), "(2000)"),
        (Cite("ng0", author_only=True), "Ng"),
    ],
)
def test_cites_of_which_nothing_is_left(cite: Cite, expected: str) -> None:
    assert plain(cited(RECORDS, [cite], AUTHOR_DATE.format("", YEAR))) == expected


def texts(records: list[dict[str, Any]], layout: str, citation: str) -> list[str]:
    """Cite every record alone."""
    xml = STYLE.format(layout=layout, citation=citation, before="", locale="en-US", options="")
    made = Processor(load_style(xml.encode(), source="test", parent=no_parent))
    made.register(records)
    citations = [Citation(one["id"], (Cite(one["id"]),)) for one in records]
    return [plain(one.content)[1:-1] for one in made.cite_all(citations)]


TITLE_IF_NEEDED = (
    '<choose><if disambiguate="true"><text variable="title" prefix=" "/></if></choose>'
    '<choose><if disambiguate="true"><text variable="publisher" prefix=" "/></if></choose>'
)
SUFFIX = 'disambiguate-add-year-suffix="true"'
GIVEN = 'disambiguate-add-givenname="true"'


@pytest.mark.parametrize(
    ("titles", "citation", "expected"),
    [
        ("T|U", "", ["Ng 2000 T", "Ng 2000 U"]),
        ("T|T", "", ["Ng 2000 T P", "Ng 2000 T P"]),  # true though it does not help
        ("T|T|U", "", ["Ng 2000 T P", "Ng 2000 T P", "Ng 2000 U"]),
        ("T|U", SUFFIX, ["Ng 2000a", "Ng 2000b"]),  # not tried where year-suffixes help
        ("T|T|U", SUFFIX, ["Ng 2000a", "Ng 2000b", "Ng 2000c"]),
    ],
)
def test_disambiguate_conditions(titles: str, citation: str, expected: list[str]) -> None:
    records = [
        record(str(number), "Ng, A.", 2000, title=title, publisher="P")
        for number, title in enumerate(titles.split("|"))
    ]
    assert texts(records, AUTHOR_DATE.format("", YEAR) + TITLE_IF_NEEDED, citation) == expected


def test_names_that_were_added_are_expanded_too() -> None:
    lists = ["A, X; B, X; C, X; D, X", "A, X; B, X; C, Y; D, X", "A, X; B, X; E, X; D, X"]
    records = [record(str(number), authors) for number, authors in enumerate(lists)]
    citation = f'disambiguate-add-names="true" {GIVEN} et-al-min="3" et-al-use-first="1"'
    layout = '<names variable="author"><name form="short" initialize-with="."/></names>'
    assert texts(records, layout, citation) == ["A, B, X. C, et al.", "A, B, Y. C, et al.", "A, B, E, et al."]


@pytest.mark.parametrize("variable", ["citation-label", "citation-number"])
def test_a_condition_asks_the_record_for_what_the_processor_makes_up(variable: str) -> None:
    layout = (
        f'<choose><if variable="{variable}"><text value="has "/></if></choose><text variable="{variable}"/>'
    )
    plain_record, with_it = record("a", "Ng, A.", 2000), record("b", "Ng, A.", 2000, **{variable: "7"})
    bare, had = texts([plain_record, with_it], layout, "")
    assert bare
    assert not bare.startswith("has")
    assert had.startswith("has")


@pytest.mark.parametrize(
    ("authors", "year", "title", "expected"),
    [
        ("O'Halloran, D.; Núñez-Añón, J.", 2006, "", "OhNú06"),
        ("de la/Cruz, M.", None, "", "Cruz00"),
        ("", 1969, "Men walk on moon", "Menw69"),
        ("", None, "Alone, but", "Alon00"),
        ("", 2002, "the mill", "Mill02"),
    ],
)
def test_labels_made_up(authors: str, year: int | None, title: str, expected: str) -> None:
    made = texts([record("a", authors, year, title=title)], '<text variable="citation-label"/>', "")
    assert made == [expected]


def test_name_parts_have_turkish_capitals_in_turkish() -> None:
    part = '<name-part name="family" text-case="uppercase"/>'
    element = f'<names variable="author"><name form="short">{part}</name></names>'
    assert names("Dikin; =Title", element, locale="tr-TR") == "DİKİN, TİTLE"
    assert names("Dikin", element) == "DIKIN"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("u. a.", "Ng u. a."),
        ("/al", "Ng/al"),
        ("– al.", "Ng– al."),
        (" et al", "Ng et al"),
        ("(et al)", "Ng(et al)"),
    ],
)
def test_a_term_for_et_al_that_is_no_word_stands_as_it_is(term: str, expected: str) -> None:
    locale = f'<locale><terms><term name="et-al">{term}</term></terms></locale>'
    element = '<names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names>'
    assert names("Ng; Oh", element, before=locale) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ('<date variable="issued" form="text" date-parts="year" font-style="normal"/>', "*2000*"),
        ('<date variable="issued" font-style="normal"><date-part name="year"/></date>', "2000"),
    ],
)
def test_a_localized_date_sets_no_formatting_back(date: str, expected: str) -> None:
    element = f'<group font-style="italic">{date}</group>'
    assert shown(cited([record("a", "Ng", 2000)], [Cite("a")], element))[1:-1] == expected


@pytest.mark.parametrize(("given", "expected"), [("", "Ng et al."), (GIVEN, "Ng, Oh, Pi")])
def test_added_names_reach_the_bibliography_with_given_names_only(given: str, expected: str) -> None:
    layout = '<names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names>'
    xml = STYLE.format(
        layout=layout,
        citation=f'disambiguate-add-names="true" {given}',
        before="",
        locale="en-US",
        options="",
    ).replace("</citation>", f"</citation><bibliography><layout>{layout}</layout></bibliography>")
    made = Processor(load_style(xml.encode(), source="test", parent=no_parent))
    made.register([record("a", "Ng; Oh; Pi"), record("b", "Ng; Oh; Ra")])
    assert plain(made.bibliography().entries[0].content) == expected


def test_ibid_is_what_comes_first_after_sorting() -> None:
    layout = (
        '<choose><if position="ibid"><text term="ibid"/></if><else><text variable="title"/></else></choose>'
    )
    citation_sort = '<sort><key variable="title"/></sort>'
    xml = STYLE.format(layout=layout, citation="", before="", locale="en-US", options="").replace(
        "<citation >", f"<citation>{citation_sort}"
    )
    made = Processor(load_style(xml.encode(), source="test", parent=no_parent))
    made.register([record("a", "", title="A"), record("b", "", title="B")])
    cited_twice = [Citation("one", (Cite("b"),)), Citation("two", (Cite("b"), Cite("a")))]
    assert [plain(one.content) for one in made.cite_all(cited_twice)] == ["(B)", "(A; B)"]


def test_names_that_are_left_out_keep_their_group() -> None:
    layout = '<group delimiter=" "><names variable="author"/><text value="op. cit."/></group>'
    assert plain(cited(RECORDS, [Cite("ng0", suppress_author=True)], layout)) == "(op. cit.)"
    assert plain(cited(RECORDS, [Cite("empty", suppress_author=True)], layout)) == "[NO_PRINTED_FORM]"
