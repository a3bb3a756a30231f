"""The BibTeX and BibLaTeX reader: values, names, inheritance, faults by line; laws with the writers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.samples import PREPRINT

from citemill.diagnostics import Diagnostics, Severity, ignore
from citemill.files import Source
from citemill.formats import WriteOptions, biblatex, bibtex
from citemill.formats.rows import for_type
from citemill.record import TYPES, Record, faults


def read(text: str, said: Diagnostics | None = None) -> list[Record]:
    return list(bibtex.read(Source(text.encode(), name="x.bib"), report=ignore if said is None else said))


def one(fields: str, entry_type: str = "article") -> Record:
    [record] = read(f"@{entry_type}{{k,\n{fields}\n}}\n")
    return record


FIELDS = [
    ("title = {On {\\'E}tude}", {"title": "On Étude"}),
    ('title = "On " # "two"', {"title": "On two"}),
    ("title = {The {GPT-4} Report}", {"title": "The GPT-4 Report"}),
    (
        "title = {Some long talks in {French} and {R}uby on rails}",
        {"title": "Some long talks in French and Ruby on rails"},
    ),
    ("title = {Talks with {Three French Words} Inside It}",
     {"title": 'Talks with <span class="nocase">Three French Words</span> Inside It'}),
    ("title = {{Whole Title}}", {"title": '<span class="nocase">Whole Title</span>'}),
    ("title = {One}, subtitle = {Two}", {"title": "One: Two"}),
    ("TITLE = {x}, Year = 2020", {"title": "x", "issued": {"date-parts": [[2020]]}}),
    ("year = 2020, month = dec", {"issued": {"date-parts": [[2020, 12]]}}),
    ('year = 2020, month = dec # "~24"', {"issued": {"date-parts": [[2020, 12, 24]]}}),
    ("year = 2020, month = {Dec.}, day = 24", {"issued": {"date-parts": [[2020, 12, 24]]}}),
    ("year = 2020, month = 7", {"issued": {"date-parts": [[2020, 7]]}}),
    ("year = 2020, month = {July/August}", {"issued": {"date-parts": [[2020, 7]]}}),
    ("year = 2020, month = {Spring}", {"issued": {"date-parts": [[2020]], "season": 1}}),
    ("year = {c. 1850}", {"issued": {"date-parts": [[1850]], "circa": True}}),
    ("year = {in press}", {"issued": {"literal": "in press"}}),
    ("date = {2020-01-02/2020-02}", {"issued": {"date-parts": [[2020, 1, 2], [2020, 2]]}}),
    ("date = {2020-21}", {"issued": {"date-parts": [[2020]], "season": 1}}),
    ("pages = {1--10}", {"page": "1-10"}),
    ("eid = {e123}", {"page": "e123"}),
    ("doi = {https://doi.org/10.1/a\\_b}", {"DOI": "10.1/a_b"}),
    ("url = {\\url{http://x.org/a_b\\%20c}}", {"URL": "http://x.org/a_b%20c"}),
    ("keywords = {a; b ; a}", {"keyword": "a, b"}),
    ("abstract = {One\n  two.\n\n  Three.}", {"abstract": "One two.\n\nThree."}),
    ("journal = {arXiv preprint arXiv:1706.03762}",
     {"type": "article", "archive": "arXiv", "number": "arXiv:1706.03762"}),
    ("eprint = {123}, eprinttype = {pubmed}", {"PMID": "123", "type": "article-journal"}),
    ("author = {A, B and others}", {"custom": {"cut-off": ["author"]}}),
    ("author = {X, Y},\n%  author = {Z, Z}", {"author": [{"family": "X", "given": "Y"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), FIELDS)
def test_fields(fields: str, expected: dict[str, Any]) -> None:
    record = one(fields)
    assert {variable: record.get(variable) for variable in expected} == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@phdthesis{k, school={MIT}}", {"type": "thesis", "publisher": "MIT", "genre": "PhD thesis"}),
        ("@online{k, eprinttype={arXiv}, eprint={1}}", {"type": "article", "number": "arXiv:1"}),
        ("@misc{k, archiveprefix={arXiv}}", {"type": "article", "archive": "arXiv"}),
        ("@misc{k, entrysubtype={dataset}}", {"type": "dataset"}),
        ("@www{k, url={http://x}}", {"type": "webpage"}),
        ("@book(k, title={a(b)})", {"title": "a(b)"}),
        (
            "@incollection{k, booktitle={B}, series={S}, number=3}",
            {"container-title": "B", "collection-number": "3"},
        ),
        ("@techreport{k, institution={I}, number={7}}", {"publisher": "I", "number": "7"}),
    ],
)
def test_entries(entry: str, expected: dict[str, Any]) -> None:
    [record] = read(entry)
    assert {variable: record.get(variable) for variable in expected} == expected


MAATEN = {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Donald E. Knuth", {"family": "Knuth", "given": "Donald E."}),
        ("Laurens van der Maaten", MAATEN),
        ("van der Maaten, Laurens", MAATEN),
        ("family=Maaten, given=Laurens, prefix=van der, useprefix=true", MAATEN),
        ("King, Jr., Martin", {"family": "King", "given": "Martin", "suffix": "Jr."}),
        ("{Google, Inc.}", {"literal": "Google, Inc."}),
        ("{Barnes and Noble}", {"literal": "Barnes and Noble"}),
        ("Plato", {"family": "Plato"}),
        ("{Dupré la Tour}, Tom", {"family": "Dupré la Tour", "given": "Tom"}),
        ("Erd{\\H{o}}s, P{\\'a}l", {"family": "Erdős", "given": "Pál"}),
        ("{\\'e}tienne Dupont", {"family": "Dupont", "non-dropping-particle": "étienne"}),
        ("Jean de~La~Fontaine", {"family": "La Fontaine", "given": "Jean", "non-dropping-particle": "de"}),
        ("Strunk {and} White", {"family": "White", "given": "Strunk and"}),
    ],
)
def test_names(text: str, expected: dict[str, str]) -> None:
    assert one(f"author = {{{text} and Last, First}}")["author"] == [
        expected,
        {"family": "Last", "given": "First"},
    ]


def test_what_styles_of_biblatex_say_by_entrysubtype() -> None:
    assert one("entrysubtype = {magazine}")["type"] == "article-magazine"
    assert one("entrysubtype = {newspaper}")["type"] == "article-newspaper"
    assert one("entrysubtype = {Blog post}", "online")["genre"] == "Blog post"
    assert "genre" not in one("entrysubtype = {map}", "misc")


def test_a_manuscript_in_an_archive_is_no_preprint() -> None:
    record = {
        "id": "k",
        "type": "manuscript",
        "title": "Diary",
        "archive": "National Archives",
        "archive_location": "Box 5, folder 2",
    }
    text = "".join(bibtex.write([record], options=WriteOptions(), report=ignore))
    assert read(text) == [record]


def test_a_field_of_both_dialects_means_what_biblatex_says_beside_its_own_fields() -> None:
    assert one("howpublished = {Compact disc}, date = {2016}", "misc")["medium"] == "Compact disc"
    assert one("howpublished = {The Web}, year = 2016", "misc")["container-title"] == "The Web"


def test_strings_and_what_has_none() -> None:
    said = Diagnostics()
    [record] = read('@string{jj = "Journal of J"}\n@article{k, journal = jj, title = nope}\n', said)
    assert (record["container-title"], record["title"]) == ("Journal of J", "nope")
    assert [(one.code, one.place.line) for one in said] == [("string-unknown", 2)]


def test_inheritance() -> None:
    text = """
    @inproceedings{child, title = {Paper}, crossref = {Parent}, xdata = {more}}
    @proceedings{parent, title = {Proceedings}, year = 2001, editor = {Ed, A}, pages = {1--900}}
    @xdata{more, publisher = {Press}}
    @book{orphan, title = {T}, crossref = {nowhere}}
    """
    said = Diagnostics()
    child, parent, orphan = read(text, said)
    assert (child["title"], child["container-title"], child["publisher"]) == ("Paper", "Proceedings", "Press")
    assert (child["issued"], child["editor"]) == (parent["issued"], parent["editor"])
    assert "page" not in child
    assert [(one.code, one.place.key) for one in said] == [("parent-missing", "orphan")]
    assert orphan["title"] == "T"


def test_a_circle_of_parents_ends() -> None:
    assert len(read("@book{a, title={A}, crossref={b}}\n@book{b, publisher={B}, crossref={a}}")) == 2


FAULTS = {
    "no brace at the end": "@article{bad, title = {x}",
    "no comma": "@article{bad title = {x}}",
    "open brace": "@article{bad,\n title = {x,\n year = 2000\n}",
    "no value": "@article{bad, title = , year = 3}",
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("at", range(3))
def test_a_fault_costs_one_entry_and_has_its_line(fault: str, at: int) -> None:
    entries = ["@book{good0,\n  title = {A}\n}", "@book{good1,\n  title = {B}\n}"]
    entries.insert(at, FAULTS[fault])
    said = Diagnostics()
    found = read("\n\n".join(entries) + "\n", said)
    good = [record for record in found if record["id"].startswith("good")]
    assert [record["title"] for record in good] == ["A", "B"]
    if fault != "no value":
        assert [
            (one.code, one.severity, one.place.line) for one in said if one.severity == Severity.ERROR
        ] == [("entry-unreadable", Severity.ERROR, 4 * at + 1)]


def test_what_stands_twice_is_said() -> None:
    said = Diagnostics()
    records = read("@book{a, title={x}, title={y}}\n@book{a, title={z}}\n", said)
    assert [record["title"] for record in records] == ["x", "z"]
    assert [(one.code, one.place.line) for one in said] == [("field-twice", 1), ("key-twice", 2)]


def test_a_large_file_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    from citemill.formats import bibtex_reader

    text = "".join(f"@book{{k{at},\n  title = {{T{at}}},\n  month = may\n}}\n\n" for at in range(50))
    whole = read(text)
    monkeypatch.setattr(bibtex_reader, "_PIECE", 100)
    assert read(text) == whole
    assert len(whole) == 50


# The law: what a format has a place for comes back as it was. The values are in the form that readers give.

words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)
plain_texts = st.lists(words, min_size=1, max_size=4).map(" ".join)
texts = plain_texts.filter(lambda text: "<" not in text and "[U+" not in text)
capitalised = st.sampled_from(
    ["Gao", "Müller", "O'Neil", "Dupré la Tour", "de Freitas", "Garcia Marquez", "Łódź-K"]
)
given_names = st.sampled_from(["Leo", "Anne-Marie J.", "Étienne", "A. B.", "Jean de"])
people = st.one_of(
    st.fixed_dictionaries({"family": capitalised, "given": given_names}),
    st.fixed_dictionaries(
        {"family": st.sampled_from(["Maaten", "King"]), "given": given_names},
        optional={
            "non-dropping-particle": st.sampled_from(["van der", "von"]),
            "suffix": st.sampled_from(["Jr.", "III"]),
        },
    ),
    st.fixed_dictionaries(
        {"literal": st.sampled_from(["Google, Inc.", "Barnes and Noble", "OpenAI", "others"])}
    ),
)
whole_dates = st.dates().map(lambda day: {"date-parts": [[max(day.year, 1000), day.month, day.day]]})
some_dates = st.one_of(whole_dates, whole_dates.map(lambda date: {"date-parts": [date["date-parts"][0][:2]]}))
TEXT_VARIABLES = """
    title-short container-title event-title event-place collection-title volume issue edition chapter-number
    number-of-pages number-of-volumes publisher publisher-place version status ISBN ISSN note annote abstract
    language
""".split()


def carried(rows: Any, record_type: str) -> set[str]:
    return {row.variable for row in for_type(rows, record_type)}


@pytest.mark.parametrize("module", [bibtex, biblatex], ids=["bibtex", "biblatex"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_what_is_written_comes_back(module: Any, data: st.DataObject) -> None:
    record_type = data.draw(st.sampled_from(sorted(TYPES - {"article", "thesis"})))
    wanted = carried(module.ROWS, record_type)
    optional: dict[str, Any] = {name: texts for name in TEXT_VARIABLES if name in wanted}
    optional |= {
        name: st.lists(people, min_size=1, max_size=3) for name in ("author", "editor") if name in wanted
    }
    optional |= {"issued": some_dates, "accessed": whole_dates, "title": texts}
    optional |= {"URL": st.just("http://x.org/a%20b?c=d&e=f#g~h_i"), "DOI": st.just("10.1000/a_b(c);d")}
    optional |= {"PMID": st.just("23439512")} if "PMID" in wanted else {}
    optional["keyword"] = st.just("cs.LG, Machine learning")
    record = data.draw(
        st.fixed_dictionaries({"id": st.just("k"), "type": st.just(record_type)}, optional=optional)
    )
    for options in (WriteOptions(), WriteOptions(ascii=True)):
        text = "".join(module.write([record], options=options, report=ignore))
        [found] = list(module.read(Source(text.encode()), report=ignore))
        assert list(faults(found)) == []
        if not options.ascii or json.dumps(record, ensure_ascii=False).isascii():
            assert found == record


@pytest.mark.parametrize("module", [bibtex, biblatex], ids=["bibtex", "biblatex"])
def test_the_preprint_comes_back(module: Any) -> None:
    text = "".join(module.write([PREPRINT], options=WriteOptions(), report=ignore))
    [found] = list(module.read(Source(text.encode()), report=ignore))
    expected = {
        **PREPRINT,
        "custom": {**PREPRINT["custom"], "affiliations": [{"name": "OpenAI"}, {"name": "MIT"}]},
    }
    del expected["custom"]["code"]
    assert found == expected


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*'@{}(),="#%\\\n', "article", "k", "title", " ", "1", "string", "comment", "crossref"]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_is_read(text: str) -> None:
    for record in read(text):
        assert list(faults(record)) == []


@pytest.mark.parametrize("module", [bibtex, biblatex], ids=["bibtex", "biblatex"])
def test_real_files_are_fixed_points(shared: Path, module: Any) -> None:
    files = sorted((shared / "real-inputs/bib").glob("*.bib"))
    assert len(files) > 20
    for file in files:
        first = list(module.read(Source(file), report=ignore))
        assert first, file
        assert all(list(faults(record)) == [] for record in first)
        text = "".join(module.write(first, options=WriteOptions(), report=ignore))
        second = list(module.read(Source(text.encode()), report=ignore))
        again = "".join(module.write(second, options=WriteOptions(), report=ignore))
        assert again == text, file
        assert list(module.read(Source(again.encode()), report=ignore)) == second, file
