"""Hayagriva YAML: laws, and Typst as a reader of ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from strategies import records

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.formats import WriteOptions, hayagriva
from citemill.record import TYPES, VARIABLES, Record


def written(*found: Record, options: WriteOptions | None = None, said: Diagnostics | None = None) -> str:
    report = Diagnostics() if said is None else said
    return "".join(hayagriva.write(found, options=options or WriteOptions(), report=report))


def read(text: str, said: Diagnostics | None = None) -> list[Record]:
    report = Diagnostics() if said is None else said
    return list(hayagriva.read(Source(text.encode(), name="a.yml"), report=report))


NUMBER = st.integers(1, 2000).map(str)
LAW = records(
    hayagriva.EXACT,
    lambda _: hayagriva.CARRIED - {"accessed", "title-short"},
    values={
        "number-of-pages": NUMBER,
        "number-of-volumes": NUMBER,
        "language": st.sampled_from(["en", "en-US", "zh-Hans", "de"]),
    },
)


@given(st.lists(LAW, max_size=3, unique_by=lambda record: record["id"]))
def test_what_is_written_is_read_back(found: list[Record]) -> None:
    assert read(written(*found)) == found


def test_the_table_names_variables() -> None:
    assert hayagriva.CARRIED <= VARIABLES


WHOLE: Record = {
    "id": "doe2016",
    "type": "article-journal",
    "title": 'On <span class="nocase">iPhone</span> {braces} and $5',
    "title-short": "On iPhone",
    "author": [
        {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
        {"literal": "Google, Inc."},
        {"literal": "World Health Organization"},
    ],
    "container-title": "Nature",
    "collection-title": "A Series",
    "issued": {"date-parts": [[2016, 11, 9]]},
    "volume": "5A",
    "issue": "2",
    "page": "e1234",
    "DOI": "10.1000/1",
    "URL": "https://example.org/?a=1#b",
    "accessed": {"date-parts": [[2024, 1, 15]]},
    "language": "en-US",
    "custom": {"cut-off": ["author"]},
}


def test_a_whole_article() -> None:
    text = written(WHOLE)
    assert 'title:\n    value: "On {iPhone} \\\\{braces\\\\} and \\\\$5"' in text
    assert read(text) == [WHOLE]


def test_the_arxiv_number() -> None:
    record = {"id": "a", "type": "article", "title": "T", "archive": "arXiv", "number": "arXiv:1706.03762"}
    assert 'arxiv: "1706.03762"' in written(record)
    assert read(written(record)) == [record]


def test_what_has_no_place_is_said() -> None:
    said = Diagnostics()
    record = {
        "id": "a",
        "type": "book",
        "issued": {"literal": "in press"},
        "language": "English!",
        "number-of-pages": "xii, 300",
        "scale": "1:2",
    }
    text = written(record, options=WriteOptions(losses=True), said=said)
    assert text == "a:\n  type: book\n"
    assert [one.found for one in said] == [
        "Hayagriva has no place for issued, language, number-of-pages, scale"
    ]


def test_two_records_of_one_id() -> None:
    said = Diagnostics()
    assert [
        one["id"]
        for one in read(written({"id": "a", "type": "book"}, {"id": "a", "type": "book"}, said=said))
    ] == [
        "a",
        "a-2",
    ]
    assert [one.code for one in said] == ["duplicate-key"]


def test_what_others_write() -> None:
    text = """
kinetics:
    type: Article
    title: Kinetics and luminescence
    author: ["Doan, T. D.", "Tran Thoai, D. B."]
    doi: "10.1103/PhysRevB.102.165126"
    page-range: 165126-165139
    date: 2020-10-14
    parent:
        title: Physical Review B
        volume: 102
        issue: 16
        publisher: American Physical Society
watkins:
    type: book
    author: {given-name: Gloria Jean, name: Watkins, alias: bell hooks}
    title: {value: Щелкунчик, verbatim: true, translation: The Nutcracker}
    affiliated:
        - role: ExecutiveProducer
          names: ["Simon, David", "Noble, Nina Kostroff"]
preprint:
    type: article
    serial-number: {arxiv: "1706.03762"}
"""
    kinetics, watkins, preprint = read(text)
    assert kinetics == {
        "id": "kinetics",
        "type": "article-journal",
        "title": "Kinetics and luminescence",
        "author": [{"family": "Doan", "given": "T. D."}, {"family": "Tran Thoai", "given": "D. B."}],
        "issued": {"date-parts": [[2020, 10, 14]]},
        "page": "165126-165139",
        "DOI": "10.1103/PhysRevB.102.165126",
        "container-title": "Physical Review B",
        "volume": "102",
        "issue": "16",
        "publisher": "American Physical Society",
    }
    assert watkins["author"] == [{"family": "Watkins", "given": "Gloria Jean"}]
    assert [name["family"] for name in watkins["executive-producer"]] == ["Simon", "Noble"]
    assert (preprint["type"], preprint["number"]) == ("article", "arXiv:1706.03762")
    for record in (kinetics, watkins, preprint):
        assert read(written(record)) == [record]


def test_faults() -> None:
    said = Diagnostics()
    assert [one["id"] for one in read("a:\n  type: book\nb: 5\nc:\n  type: [\n", said)] == ["a"]
    assert [(one.code, one.place.line) for one in said] == [("not-an-entry", 3), ("yaml-not-well-formed", 6)]


def test_detection() -> None:
    assert hayagriva.detects(written(WHOLE))
    assert not hayagriva.detects("references:\n  - id: a\n    type: book\n")
    assert not hayagriva.detects("cff-version: 1.2.0\ntype: software\n")


@pytest.mark.slow
def test_typst_reads_what_we_write(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst", reason="typst is not installed (PyPI: typst)")
    (tmp_path / "a.yml").write_text(written(WHOLE), encoding="utf-8")
    (tmp_path / "a.typ").write_text('@doe2016\n#bibliography("a.yml", style: "apa")\n', encoding="utf-8")
    html = typst.compile(tmp_path / "a.typ", format="html")
    text = re.sub(r"<[^>]+>", "", html.decode()).replace("&amp;", "&")
    for part in (
        "Maaten, L. van der, King, M., Jr., Google, Inc., World Health Organization",
        "(2016)", "On iPhone {braces} and $5", "Nature, A Series, 5A(2)", "e1234", "https://doi.org/10.1000/1",
    ):  # fmt: skip
        assert part in text, text


@pytest.mark.slow
def test_typst_reads_every_type(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst", reason="typst is not installed (PyPI: typst)")
    every = [{**WHOLE, "id": csl.replace("_", "-"), "type": csl} for csl in sorted(TYPES)]
    (tmp_path / "a.yml").write_text(written(*every), encoding="utf-8")
    (tmp_path / "a.typ").write_text('#bibliography("a.yml", full: true, style: "ieee")\n', encoding="utf-8")
    assert typst.compile(tmp_path / "a.typ").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"family": "Dupré la Tour", "given": "Tom"}, "- {name: Dupré la Tour, given-name: Tom}"),
        ({"literal": "Barnes and Noble"}, "- {name: Barnes and Noble}"),
        ({"family": "Maaten", "given": "L.", "non-dropping-particle": "van der"}, "- van der Maaten, L."),
        ({"literal": "Google Research"}, "- Google Research"),
    ],
)
def test_a_small_word_inside_a_name_makes_no_particle(name: dict[str, str], expected: str) -> None:
    """typst takes all before the last small word of a name in one text for its particle."""
    record = {"id": "x", "type": "book", "title": "T", "author": [name]}
    text = written(record)
    assert yaml.safe_load(text)["x"]["author"] == yaml.safe_load(expected)
    assert read(text)[0]["author"] == [name]
