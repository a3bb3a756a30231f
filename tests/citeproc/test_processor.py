"""The processor through its public interface: documents, bibliographies, records that are odd."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citemill.citeproc import Citation, Cite, Processor, load_style
from citemill.diagnostics import Diagnostics
from citemill.errors import UnknownName
from citemill.text.rich import Mark, Span, plain

AUTHOR_DATE = """
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>Author-date</title></info>
  <citation disambiguate-add-year-suffix="true" disambiguate-add-givenname="true" collapse="year"
      et-al-min="3" et-al-use-first="1">
    <layout prefix="(" suffix=")" delimiter="; ">
      <group delimiter=", ">
        <group delimiter=" ">
          <names variable="author"><name form="short" and="text"/></names>
          <date variable="issued"><date-part name="year"/></date>
        </group>
        <group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>
      </group>
    </layout>
  </citation>
  <bibliography subsequent-author-substitute="---">
    <sort><key variable="author"/><key variable="issued"/></sort>
    <layout suffix=".">
      <group delimiter=". ">
        <names variable="author"><name name-as-sort-order="first" initialize-with="." and="text"/></names>
        <date variable="issued"><date-part name="year"/></date>
        <text variable="title" font-style="italic"/>
        <text variable="DOI" prefix="https://doi.org/"/>
      </group>
    </layout>
  </bibliography>
</style>
"""
NOTES = """
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note">
  <info><title>Notes</title></info>
  <citation><layout suffix="." delimiter="; ">
    <choose>
      <if position="ibid-with-locator"><text term="ibid"/><text variable="locator" prefix=", "/></if>
      <else-if position="ibid"><text term="ibid"/></else-if>
      <else-if position="subsequent">
        <group delimiter=" ">
          <names variable="author"><name form="short"/></names>
          <text variable="first-reference-note-number" prefix="n"/>
        </group>
      </else-if>
      <else><names variable="author"/><text variable="title" prefix=", "/></else>
    </choose>
  </layout></citation>
</style>
"""


def no_parent(address: str) -> bytes:
    raise LookupError(address)


def processor(xml: str = AUTHOR_DATE, locale: str | None = None, **options: Any) -> Processor:
    return Processor(load_style(xml, source="test", parent=no_parent), locale, **options)


def record(name: str, *authors: str, year: int = 2000, **more: Any) -> dict[str, Any]:
    persons = [dict(zip(("given", "family"), author.split(), strict=True)) for author in authors]
    issued = {"date-parts": [[year]]}
    return {"id": name, "type": "book", "title": f"Title {name}", "author": persons, "issued": issued, **more}


def texts(made: Processor, **options: Any) -> list[str]:
    return [plain(entry.content) for entry in made.bibliography(**options).entries]


A = record("a", "Ann Doe")
B = record("b", "Ann Doe")
C = record("c", "Bob Doe", year=2001)
D = record("d", "Zoe Roe", "Ann Doe", "Cy Poe", year=1999)


def test_bibliography_is_sorted_disambiguated_and_dashed() -> None:
    made = processor()
    made.register([D, C, B, A])
    assert texts(made) == [
        "Doe, A. 2000a. Title b.",
        "---. 2000b. Title a.",
        "Doe, B. 2001. Title c.",
        "Roe, Z., A. Doe, and C. Poe. 1999. Title d.",
    ]
    assert texts(made, sort=False)[0].startswith("Roe")
    assert made.order() == ["b", "a", "c", "d"]


def test_cites_collapse_and_take_locators() -> None:
    made = processor()
    made.register([A, B, C, D])
    cites = [Cite("a", locator="3-4"), Cite("b"), Cite("d", prefix="see ")]
    assert plain(made.render_citation(cites)) == "(Doe 2000a, pp. 3–4, 2000b; see Roe et al. 1999)"
    assert plain(made.render_citation([Cite("a", suppress_author=True)])) == "(2000a)"
    assert plain(made.render_citation([Cite("a", author_only=True)])) == "Doe"


def test_a_cut_off_list_ends_in_et_al() -> None:
    made = processor()
    made.register([record("x", "Ann Doe", custom={"cut-off": ["author"]})])
    assert texts(made) == ["Doe, A., et al. 2000. Title x."] or texts(made) == [
        "Doe, A. et al. 2000. Title x."
    ]
    assert plain(made.render_citation([Cite("x")])) == "(Doe et al. 2000)"


def test_marks_links_and_wording_of_et_al() -> None:
    made = processor(
        marks=lambda record, variable, name: "owner" if name.get("family") == "Roe" else None, links=True
    )
    made.register([record("x", "Zoe Roe", DOI="10.1/x")])
    (entry,) = made.bibliography().entries
    assert Span(Mark.HIGHLIGHT, ("Roe, Z.",), "owner") in entry.content
    assert Span(Mark.LINK, ("https://doi.org/10.1/x",), "https://doi.org/10.1/x") in entry.content

    made = processor(
        et_al=lambda record, variable, hidden, term, rendered: (
            "and ",
            *rendered(hidden[0]),
            f" and {len(hidden) - 1} more",
        )
    )
    made.register([D])
    assert plain(made.render_citation([Cite("d")])) == "(Roe and Doe and 1 more 1999)"


def test_a_document_grows() -> None:
    made = processor(NOTES)
    made.supply([A, C])
    one, two, three = (
        Citation("1", (Cite("a"),), 1),
        Citation("2", (Cite("a"),), 2),
        Citation("3", (Cite("c"),), 2),
    )
    assert [plain(c.content) for c in made.cite(one, [], [])] == ["Ann Doe, Title a."]
    assert [plain(c.content) for c in made.cite(two, [("1", 1)], [])] == ["Ibid."]
    changed = made.cite(three, [("1", 1)], [("2", 3)])
    assert [(c.id, plain(c.content)) for c in changed] == [("3", "Bob Doe, Title c."), ("2", "Doe n1.")]
    assert [c.index for c in made.citations()] == [0, 1, 2]
    made.cite(three, [("1", 1)], [])
    assert [c.id for c in made.citations()] == ["1", "3"]


def test_a_document_given_at_once_reads_as_one_that_grew() -> None:
    records = [record("a", "Al Ng"), record("b", "Al Ng", year=2001), record("c", "Bo Wu")]
    citations = [Citation(str(n), (Cite(name),), n) for n, name in enumerate("abbaca", 1)]
    grown, whole = processor(NOTES), processor(NOTES)
    grown.supply(records)
    whole.supply(records)
    for n, citation in enumerate(citations):
        grown.cite(citation, [(one.id, one.note_index) for one in citations[:n]], [])
    assert whole.cite_all(citations) == grown.citations()
    assert whole.order() == ["a", "b", "c"]
    with pytest.raises(UnknownName):
        whole.cite_all([Citation("7", (Cite("nobody"),), 7)])


def test_unknown_names() -> None:
    with pytest.raises(UnknownName, match='no locale is named "xx-YY"'):
        processor(locale="xx-YY")
    made = processor()
    made.register([A])
    with pytest.raises(UnknownName, match='no record is named "z"'):
        made.render_citation([Cite("z")])
    with pytest.raises(UnknownName, match='no citation is named "9"'):
        made.cite(Citation("1", (Cite("a"),)), [("9", 1)], [])


ODD = {
    "unknown type": {"type": "preprint-of-sorts", "title": "T"},
    "no type": {"title": "T"},
    "date that is none": {"issued": {"date-parts": [[None]]}, "title": "T"},
    "date of text": {"issued": "someday", "title": "T"},
    "empty date": {"issued": {"date-parts": [[]]}, "title": "T"},
    "date parts as texts": {"issued": {"date-parts": [["2000", "x"]]}, "title": "T"},
    "a date too many": {"issued": {"date-parts": [[2000], [2001], [2002]]}, "title": "T"},
    "name without part": {"author": [{}, {"family": ""}], "title": "T"},
    "name as text": {"author": "Ann Doe", "title": "T"},
    "names of numbers": {"author": [{"family": 5, "given": 6}], "title": "T"},
    "name in a list": {"author": [["Ann"]], "title": "T"},
    "name of lists": {"author": [{"family": ["Doe"], "given": "A"}], "title": "T"},
    "number as title": {"title": 1984},
    "list as title": {"title": ["T"], "DOI": "10.1/x"},
    "number as number": {"title": "T", "volume": 5.0},
    "custom that is none": {"title": "T", "custom": "x"},
    "cut-off that is none": {"title": "T", "custom": {"cut-off": 5}},
}


@pytest.mark.parametrize("name", ODD)
def test_odd_records_are_rendered(name: str) -> None:
    made = processor()
    made.register([{"id": name, **ODD[name]}])
    (entry,) = made.bibliography().entries
    assert plain(entry.content)
    assert "{" not in plain(entry.content)
    assert made.render_citation([Cite(name)]) is not None


def test_ids_may_be_numbers_and_an_id_twice_is_reported() -> None:
    said = Diagnostics()
    made = processor(report=said)
    made.register([{**A, "id": 7}, {**C, "id": "7"}])
    assert made.order() == ["7"]
    assert [one.code for one in said] == ["double-id"]
    assert texts(made) == ["Doe, B. 2001. Title c."]


@pytest.mark.parametrize(
    ("record", "unread"),
    [
        ({"issued": {"date-parts": [["x", 99]]}}, ["issued"]),
        ({"issued": {"date-parts": 5}, "author": 7}, ["issued", "author"]),
        ({"author": [["Ann"], None]}, ["author"]),
        ({"issued": {"date-parts": [[None]]}, "author": [{}, {"family": ""}]}, []),  # says nothing
        ({"issued": "someday", "author": "Ann"}, []),
    ],
)
def test_dates_and_names_that_are_none_are_reported(record: dict[str, Any], unread: list[str]) -> None:
    said = Diagnostics()
    processor(report=said).register([{"id": "x", "type": "book", "title": "T", **record}])
    assert {one.code for one in said} <= {"unreadable"}
    assert {one.place.key for one in said} <= {"x"}
    assert sorted(one.found.split()[6].rstrip(",") for one in said) == sorted(unread)


def test_a_record_of_which_nothing_is_printed_is_reported() -> None:
    said = Diagnostics()
    made = processor(report=said)
    made.register([{"id": "x", "type": "book", "URL": "http://example.org"}])
    assert made.bibliography().entries == ()
    assert [one.code for one in said] == ["no-printed-form"]


_words = st.text("ab <>/i&\"'“”‘’.,:;!?()-–ßİ毛\u00a0\ufdd0\ufdd9\ufdef\ufffe", max_size=30)


@settings(max_examples=150, deadline=None)
@given(title=_words, family=_words, given_names=_words, suffix=_words)
def test_no_text_breaks_anything(title: str, family: str, given_names: str, suffix: str) -> None:
    name = {"family": family, "given": given_names, "suffix": suffix}
    made = processor()
    made.register([{"id": "x", "type": "book", "title": title, "author": [name]}, A])
    for entry in made.bibliography().entries:
        text = plain(entry.content)
        assert not any("\ufdd0" <= char <= "\ufdef" or char in "\ufffe\uffff" for char in text)
    made.render_citation([Cite("x", prefix=title, suffix=family, locator=given_names)])
