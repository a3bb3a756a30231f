"""The RIS reader: dialects, faults by line, and the law with the writer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.samples import PREPRINT

from citemill.diagnostics import Diagnostics, ignore
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import WriteOptions, ris
from citemill.formats.rows import for_type
from citemill.record import NAME_VARIABLES, TYPES, Record, faults


def read(text: str, said: Diagnostics | None = None) -> list[Record]:
    return list(ris.read(Source(text.encode(), name="x.ris"), report=ignore if said is None else said))


def one(*lines: str, kind: str = "JOUR") -> Record:
    [record] = read("\n".join((f"TY  - {kind}", *lines, "ER  - ")))
    return record


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["T1  - Title"], {"title": "Title"}),
        (["TI  - &lt;i&gt;E. coli&lt;/i&gt; &amp; x"], {"title": "<i>E. coli</i> & x"}),
        (["TI  - a long", "title in two lines"], {"title": "a long title in two lines"}),
        (
            ["A1  - Gao, Leo", "AU  - OpenAI"],
            {"author": [{"family": "Gao", "given": "Leo"}, {"literal": "OpenAI"}]},
        ),
        (["AU  - Shannon,Claude E."], {"author": [{"family": "Shannon", "given": "Claude E."}]}),
        (["JF  - Full", "JO  - Abbr."], {"container-title": "Full", "container-title-short": "Abbr."}),
        (["PY  - 2001/09/01/"], {"issued": {"date-parts": [[2001, 9, 1]]}}),
        (["PY  - 1948/07//"], {"issued": {"date-parts": [[1948, 7]]}}),
        (["PY  - 2004///Spring"], {"issued": {"date-parts": [[2004]], "season": 1}}),
        (["PY  - 2016", "DA  - 2016/11/09"], {"issued": {"date-parts": [[2016, 11, 9]]}}),
        (["PY  - 2016", "DA  - Nov 9"], {"issued": {"date-parts": [[2016, 11, 9]]}}),
        (["SP  - 1", "EP  - 10"], {"page": "1-10"}),
        (["SP  - e12", "EP  - e12"], {"page": "e12"}),
        (["SN  - 0028-0836"], {"ISSN": "0028-0836"}),
        (["DO  - https://doi.org/10.1000/x"], {"DOI": "10.1000/x"}),
        (["M3  - 10.1000/x"], {"DOI": "10.1000/x"}),
        (["UR  - http://x/?a=1&lt=2&amp;copy=3", "UR  - http://y"], {"URL": "http://x/?a=1&lt=2&copy=3"}),
        (["KW  - a", "KW  - b; c"], {"keyword": "a, b, c"}),
        (
            ["N2  - First.", "", "  ER  - still the abstract"],
            {"abstract": "First.\n\nER  - still the abstract"},
        ),
        (["N1  - one", "N1  - two"], {"note": "one\n\ntwo"}),
        (["M1  - 4"], {"issue": "4"}),
    ],
)
def test_tags(lines: list[str], expected: dict[str, Any]) -> None:
    record = one(*lines)
    assert {variable: record.get(variable) for variable in expected} == expected


@pytest.mark.parametrize(
    ("kind", "lines", "expected"),
    [
        ("CHAP", ["T2  - Book"], {"container-title": "Book"}),
        ("CHAP", ["SN  - 978-0-306-40615-7"], {"ISBN": "978-0-306-40615-7"}),
        ("CONF", ["T2  - Proc"], {"type": "paper-conference", "container-title": "Proc"}),
        ("CPAPER", ["T2  - Conf", "C3  - Proc"], {"container-title": "Proc", "event-title": "Conf"}),
        ("BOOK", ["BT  - Title"], {"title": "Title"}),
        ("RPRT", ["SN  - 7"], {"number": "7"}),
        ("THES", ["PB  - MIT", "SP  - 200"], {"publisher": "MIT", "number-of-pages": "200"}),
        ("GEN", ["M2  - type: preprint", "DB  - X", "PB  - X"], {"archive": "X", "publisher": None}),
        ("GEN", ["M2  - type: treaty"], {"type": "treaty"}),
        ("jour", [], {"type": "article-journal"}),
    ],
)  # fmt: skip
def test_types(kind: str, lines: list[str], expected: dict[str, Any]) -> None:
    record = one(*lines, kind=kind)
    assert {variable: record.get(variable) for variable in expected} == expected


def test_what_is_amiss_is_said_with_its_line() -> None:
    said = Diagnostics()
    text = (
        "TY  - JOUR\nTI  - A\nZZ  - z\n\nTY  - XXXX\nTI  - B\nER  -\nTI  - C\nER  - \nTY  - BOOK\nTI  - D\n"
    )
    assert [record["title"] for record in read(text, said)] == ["A", "B", "C", "D"]
    assert [(one.code, one.place.line) for one in said] == [
        ("end-missing", 5),
        ("tag-unknown", 3),
        ("type-unknown", 5),
        ("type-missing", 8),
        ("end-missing", 11),
    ]


def test_what_is_no_ris_is_refused() -> None:
    with pytest.raises(BadInput, match="no RIS file"):
        read("@article{x}")
    assert read("") == []


def test_ids_are_made_and_differ() -> None:
    text = "TY  - JOUR\nAU  - Gao, Leo\nPY  - 2024\nER  - \n" * 2
    assert [record["id"] for record in read(text)] == ["gao2024", "gao2024-2"]


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)
texts = st.lists(words, min_size=1, max_size=4).map(" ".join).filter(lambda text: "<" not in text)
people = st.one_of(
    st.fixed_dictionaries(
        {"family": st.sampled_from(["Gao", "Dupré la Tour"]), "given": st.sampled_from(["Leo", "A. B."])},
        optional={"non-dropping-particle": st.just("van der"), "suffix": st.just("Jr.")},
    ),
    st.fixed_dictionaries({"literal": st.sampled_from(["OpenAI", "Barnes & Noble"])}),
)
day = st.dates().map(lambda day: {"date-parts": [[max(day.year, 1000), day.month, day.day]]})
SPECIAL = {
    "ISBN": "9780306406157",
    "ISSN": "0028-0836",
    "DOI": "10.1000/a_b;c",
    "URL": "http://x/?a=1&lt=2&b",
}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_what_is_written_comes_back(data: st.DataObject) -> None:
    record_type = data.draw(st.sampled_from(sorted(TYPES - {"article", "paper-conference"})))
    optional: dict[str, Any] = {}
    for row in for_type(ris.ROWS, record_type):
        if row.variable in NAME_VARIABLES:
            optional[row.variable] = st.lists(people, min_size=1, max_size=3)
        elif row.variable in SPECIAL:
            optional[row.variable] = st.just(SPECIAL[row.variable])
        elif row.variable in ("issued", "accessed"):
            optional[row.variable] = day
        elif row.variable == "page":
            optional[row.variable] = st.sampled_from(["1-10", "e12", "3, 5-7"])
        elif row.variable == "keyword":
            optional[row.variable] = st.just("cs.LG, R & D")
        elif row.variable in ("genre", "id") or row.variable.startswith("custom."):
            continue
        else:
            optional[row.variable] = texts
    record = data.draw(
        st.fixed_dictionaries({"id": st.just("k"), "type": st.just(record_type)}, optional=optional)
    )
    for options in (WriteOptions(), WriteOptions(crlf=True)):
        text = "".join(ris.write([record], options=options, report=ignore))
        assert read(text) == [record]


def test_the_preprint_comes_back() -> None:
    record = {**PREPRINT, "title": "Sparse autoencoders & <i>x</i>"}
    [found] = read("".join(ris.write([record], options=WriteOptions(), report=ignore)))
    assert found == {
        **record,
        "custom": {"cut-off": ["author"], "affiliations": [{"name": "OpenAI"}, {"name": "MIT"}]},
    }


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["TY  - JOUR", "ER  - ", "AU  - A, B", "PY  - ", "SN  - ,", "M2  - type: x", ""]),
        max_size=12,
    ).map("\n".join)
)  # fmt: skip
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except BadInput:
        return
    for record in found:
        assert list(faults(record)) == []


def test_real_files_are_fixed_points(shared: Path) -> None:
    files = sorted((shared / "real-inputs/ris").glob("*.ris"))
    assert len(files) > 15
    for file in files:
        first = list(ris.read(Source(file), report=ignore))
        assert first, file
        assert all(list(faults(record)) == [] for record in first), file
        text = "".join(ris.write(first, options=WriteOptions(), report=ignore))
        second = read(text)
        assert "".join(ris.write(second, options=WriteOptions(), report=ignore)) == text, file


def test_the_journal_is_in_jf_where_it_stands_beside_t2() -> None:
    """bibutils writes a short title as T2."""
    for lines in ("T2  - Kites\nJF  - Nature", "JF  - Nature\nT2  - Kites"):
        [record] = list(ris.read(Source(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n".encode()), report=ignore))
        assert record["container-title"] == "Nature"
