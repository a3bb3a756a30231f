"""The BibTeX and BibLaTeX writers."""

from __future__ import annotations

from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares import RemoveEnclosingMiddleware
from hypothesis import given, settings
from tests.formats.samples import HOSTILE, PREPRINT, records

from citemill.diagnostics import Diagnostics, ignore
from citemill.files import Source
from citemill.formats import WriteOptions, biblatex, bibtex
from citemill.formats.bibtex_writer import Dialect, entries
from citemill.record import Record


def written(record: Record, module: Any = bibtex, **options: bool) -> str:
    return "".join(module.write([record], options=WriteOptions(**options), report=ignore))


def fields(record: Record, module: Any = bibtex, **options: bool) -> dict[str, str]:
    """The fields of the one entry, as its lines give them."""
    lines = written({"id": "x", **record}, module, **options).splitlines()
    pairs = [line.strip().rstrip(",").partition(" = ") for line in lines if " = " in line]
    return {"@": lines[0].partition("{")[0], **{name: value for name, _, value in pairs}}


def test_preprint() -> None:
    assert written(PREPRINT) == (
        "@misc{gao2024scaling,\n"
        "  author = {Gao, Leo and {Dupré la Tour}, Tom and Tillman, Henk and others},\n"
        "  title = {Scaling and evaluating sparse autoencoders with {GPT-4} and {RL}$^2$},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.LG},\n"
        "  type = {Preprint},\n"
        "  year = {2024},\n"
        "  month = jun,\n"
        "  day = {6},\n"
        "  keywords = {cs.LG, Code},\n"
        "  usera = {Affiliations: OpenAI, MIT},\n"
        "  abstract = {First paragraph, 50\\% of it \\& more.\n\nSecond one: O(n√n).},\n"
        "}\n"
    )


def test_preprint_as_biblatex() -> None:
    found = fields(PREPRINT, biblatex)
    assert found["@"] == "@misc"  # biblatex's @online needs an address, a DOI or a number
    assert found["eprinttype"] == "{arXiv}"
    assert found["eprintclass"] == "{cs.LG}"
    assert found["date"] == "{2024-06-06}"
    assert found["entrysubtype"] == "{preprint}"
    numbered = fields({**PREPRINT, "number": "arXiv:2406.04093"}, biblatex)
    assert numbered["@"] == "@online"
    assert numbered["eprint"] == "{2406.04093}"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"type": "thesis", "genre": "Master's thesis"}, {"@": "@mastersthesis"}),
        ({"type": "thesis", "publisher": "MIT"}, {"school": "{MIT}"}),
        ({"type": "thesis", "genre": "PhD thesis"}, {"@": "@phdthesis", "type": "{PhD thesis}"}),
        ({"type": "report", "publisher": "MIT", "number": "7"}, {"@": "@techreport", "institution": "{MIT}"}),
        ({"type": "review", "container-title": "J", "issue": 3}, {"journal": "{J}", "number": "{3}"}),
        ({"type": "chapter", "container-title": "GPT-4 Book"}, {"booktitle": "{{GPT-4} Book}"}),
        ({"type": "dataset"}, {"@": "@misc", "entrysubtype": "{dataset}"}),
        ({"type": "article", "archive": "arXiv", "number": "arXiv:1706.03762"}, {"eprint": "{1706.03762}"}),
        ({"type": "book", "page": "1-10"}, {"pages": "{1--10}"}),
        ({"type": "book", "page": "1–10, e5-e9"}, {"pages": "{1--10, e5--e9}"}),
        ({"type": "book", "volume": 0}, {"volume": "{0}"}),
        ({"type": "book", "issued": {"date-parts": [[2024, 12]]}}, {"year": "{2024}", "month": "dec"}),
        ({"type": "book", "issued": {"literal": "in press"}}, {"year": "{in press}"}),
        ({"type": "book", "URL": "http://x.org/a b{c}%20_~"}, {"url": "{http://x.org/a%20b%7Bc%7D%20_~}"}),
        ({"type": "book", "DOI": "10.1/a_b%c"}, {"doi": "{10.1/a_b%c}"}),
        ({"type": "book", "title": "a <i>b</i>"}, {"title": r"{a \textit{b}}"}),
    ],
)  # fmt: skip
def test_fields(record: Record, expected: dict[str, str]) -> None:
    found = fields(record)
    assert {name: found.get(name) for name in expected} == expected


NAMES = [
    ({"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"}, "van der Maaten, Laurens"),
    ({"family": "Humboldt", "given": "A.", "dropping-particle": "von"}, "von Humboldt, A."),
    ({"family": "King", "given": "Martin", "suffix": "Jr."}, "King, Jr., Martin"),
    ({"family": "Dupré la Tour", "given": "Tom"}, "{Dupré la Tour}, Tom"),
    ({"family": "de Freitas", "given": "Nando"}, "{de Freitas}, Nando"),
    ({"family": "Garcia Marquez", "given": "G."}, "Garcia Marquez, G."),
    ({"literal": "Google, Inc."}, "{Google, Inc.}"),
    ({"literal": "Barnes and Noble"}, "{Barnes and Noble}"),
    ({"family": "Strunk and White", "given": "X"}, "{Strunk and White}, X"),
    ({"family": "others"}, "{others}"),
    ({"family": "Plato"}, "Plato"),
    ({"given": "Plato"}, "Plato"),
    ({"family": "O'Neil", "given": "Anne-Marie J."}, "O'Neil, Anne-Marie J."),
    ({"family": "Ng", "given": "And"}, "Ng, {And}"),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_names(name: dict[str, str], expected: str) -> None:
    assert fields({"type": "book", "author": [name]})["author"] == f"{{{expected}}}"


def test_ascii_has_macros_and_what_they_need() -> None:
    text = written({"id": "x", "type": "book", "title": "Hải Ơn, Łódź – 中"}, ascii=True)
    assert text.isascii()
    assert r"title = {H{\h a}i {\OHORN}n, {\L}{\'o}d{\'z} -- {[U+4E2D]}}" in text
    definitions = [line for line in text.splitlines() if line.startswith("@preamble")]
    assert [line.partition("}")[0].rpartition("\\")[2] for line in definitions] == ["h", "OHORN"]


def test_what_is_not_carried_is_said_when_asked() -> None:
    record = {"id": "x", "type": "book", "source": "S", "recording-x": "y", "title": "T"}
    said = Diagnostics()
    list(bibtex.write([record], options=WriteOptions(), report=said))
    assert len(said) == 0
    list(bibtex.write([record], options=WriteOptions(losses=True), report=said))
    assert [(one.code, one.place.key) for one in said] == [("not-carried", "x")]


def test_a_broken_record_costs_only_itself() -> None:
    said = Diagnostics()
    good = {"id": "x", "type": "book", "title": "T"}
    bad = {"id": "y", "type": "book", "issued": "2020"}
    text = "".join(bibtex.write([good, bad, good], options=WriteOptions(), report=said))
    assert text.count("@book{x,") == 2
    assert [(one.code, one.place.key) for one in said] == [("record-not-written", "y")]


def test_keys_hold_nothing_that_ends_them() -> None:
    said = Diagnostics()
    keys = [
        entry.key
        for entry in entries(
            [{"id": text, "type": "book"} for text in (*HOSTILE, "ok:key-1", "ü")],
            bibtex.DIALECT, WriteOptions(), said,
        )
    ]  # fmt: skip
    assert len(set(keys)) == len(keys)
    assert keys[-2:] == ["ok:key-1", "ü"]
    assert not any(char in key for key in keys for char in " ,{}()=\\#%\"'~\n@")


@pytest.mark.parametrize("dialect", [bibtex.DIALECT, biblatex.DIALECT], ids=lambda one: one.label)
@settings(max_examples=150, deadline=None)
@given(record=records)
def test_bibtexparser_gives_back_the_fields(dialect: Dialect, record: Record) -> None:
    for options in (WriteOptions(), WriteOptions(ascii=True)):
        [entry] = entries([record], dialect, options, ignore)
        module = bibtex if dialect is bibtex.DIALECT else biblatex
        text = "".join(module.write([record], options=options, report=ignore))
        assert text.isascii() or not options.ascii
        library = bibtexparser.parse_string(text, parse_stack=[RemoveEnclosingMiddleware()])
        assert library.failed_blocks == []
        [found] = library.entries
        assert (found.entry_type, found.key) == (entry.entry_type, entry.key)
        assert {one.key: one.value for one in found.fields} == {one.key: one.value for one in entry.fields}
        for one in entry.fields:
            level = 0
            for char in one.value:
                level += {"{": 1, "}": -1}.get(char, 0)
                assert level >= 0, one
            assert level == 0, one


@pytest.mark.parametrize(
    ("record_type", "genre", "bibtex_start", "written"),
    [
        ("thesis", "", "@phdthesis{x,", "type = {Thesis},"),
        ("thesis", "Bachelor’s thesis", "@phdthesis{x,", "type = {Bachelor’s thesis},"),
        ("thesis", "Master’s thesis", "@mastersthesis{x,", "type = {Master’s thesis},"),
        ("report", "", "@techreport{x,", "type = {Report},"),
        ("report", "Technical report", "@techreport{x,", "type = {Technical report},"),
    ],
)
def test_no_kind_of_thesis_or_report_is_claimed(
    record_type: str, genre: str, bibtex_start: str, written: str
) -> None:
    record = {"id": "x", "type": record_type, "title": "T", **({"genre": genre} if genre else {})}
    for module, start in ((bibtex, bibtex_start), (biblatex, f"@{record_type}{{x,")):
        text = "".join(module.write([record], options=WriteOptions(), report=ignore))
        assert text.startswith(start)
        assert written in text
        assert list(module.read(Source(text.encode()), report=ignore)) == [record]


@pytest.mark.parametrize("module", [bibtex, biblatex])
def test_dates_that_are_none_are_ascii_and_escaped(module: Any) -> None:
    record = {"id": "x", "type": "book", "accessed": {"literal": "2020 M\u00e4rz } %"}}
    text = "".join(module.write([record], options=WriteOptions(ascii=True), report=ignore))
    assert text.isascii()
    assert list(module.read(Source(text.encode()), report=ignore)) == [record]


@pytest.mark.parametrize("dialect", [bibtex.DIALECT, biblatex.DIALECT], ids=lambda one: one.label)
@settings(max_examples=60, deadline=None)
@given(record=records)
def test_the_blocks_written_by_bibtexparser_are_the_same_file(dialect: Dialect, record: Record) -> None:
    form = bibtexparser.BibtexFormat()
    form.indent, form.block_separator, form.trailing_comma = "  ", "\n", True
    several = [record, PREPRINT]
    library = bibtexparser.Library(list(entries(several, dialect, WriteOptions(), ignore)))
    module = bibtex if dialect is bibtex.DIALECT else biblatex
    text = "".join(module.write(several, options=WriteOptions(), report=ignore))
    assert bibtexparser.write_string(library, bibtex_format=form) == text
