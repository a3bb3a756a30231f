"""The RIS writer; most cases are facts about what readers do with a line."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from tests.formats.samples import PREPRINT, records

from citemill.diagnostics import Diagnostics, ignore
from citemill.formats import WriteOptions, ris
from citemill.record import Record


def written(record: Record, **options: bool) -> str:
    return "".join(ris.write([{"id": "x", **record}], options=WriteOptions(**options), report=ignore))


def lines(record: Record) -> list[str]:
    return written(record).splitlines()[1:-2]


def test_preprint() -> None:
    assert written(PREPRINT) == (
        "TY  - GEN\n"
        "M2  - type: preprint\n"
        "ID  - gao2024scaling\n"
        "TI  - Scaling and evaluating sparse autoencoders with GPT-4 and RL²\n"
        "AU  - Gao, Leo\n"
        "AU  - Dupré la Tour, Tom\n"
        "AU  - Tillman, Henk\n"
        "PY  - 2024\n"
        "DA  - 2024/06/06\n"
        "M3  - Preprint\n"
        "PB  - arXiv\n"
        "DB  - arXiv\n"
        "KW  - cs.LG\n"
        "KW  - Code\n"
        "AD  - OpenAI; MIT\n"
        "N1  - Comment: the list of authors is incomplete; the source names only the first 3\n"
        "AB  - First paragraph, 50% of it & more.\n"
        "\n"
        "  Second one: O(n√n).\n"
        "ER  - \n"
        "\n"
    )


def test_crlf_is_everywhere_or_nowhere() -> None:
    text = written(PREPRINT, crlf=True)
    assert text.count("\r\n") == text.count("\n") == text.count("\r")
    assert "\r" not in written(PREPRINT)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        # markup and what looks like it, in tags that are decoded
        ({"title": "<i>E. coli</i> in milk"}, "TI  - <i>E. coli</i> in milk"),
        ({"type": "article-journal", "container-title": "Nature"}, "JF  - Nature"),
        ({"type": "article-journal", "container-title": "Nature"}, "T2  - Nature"),
        ({"title": "Vec<T> and a < b"}, "TI  - Vec&lt;T> and a < b"),
        ({"title": "(a<b && c>d)"}, "TI  - (a&lt;b && c>d)"),
        ({"title": "R & D, AT&T"}, "TI  - R & D, AT&T"),
        ({"title": "A &amp; B"}, "TI  - A &amp;amp; B"),
        ({"URL": "http://x/?a=1&b=2"}, "UR  - http://x/?a=1&b=2"),
        ({"URL": "http://x/?a=1&lt=2&copy=3"}, "UR  - http://x/?a=1&amp;lt=2&amp;copy=3"),
        ({"title": "H<sub>2</sub>O, x<sup>n</sup>"}, "TI  - H₂O, xⁿ"),
        ({"title": '<span class="nocase">GPT</span>'}, "TI  - GPT"),
        # and in those that are not
        ({"abstract": "a < b & <i>c</i>"}, "AB  - a < b & c"),
        # lines
        ({"title": "a\nER  - \nb"}, "TI  - a ER  - b"),
        ({"abstract": "a\nER  - \nb"}, "AB  - a ER  - b"),
        # notes that Zotero would take for ProCite labels
        ({"note": "Edition: second"}, "N1  - Comment: Edition: second"),
        ({"note": "<p>ISBN: 3"}, "N1  - Comment: <p>ISBN: 3"),
        # names
        ({"author": [{"literal": "Google, Inc."}]}, "AU  - Google Inc."),
        ({"author": [{"family": "King", "given": "M. L.", "suffix": "Jr."}]}, "AU  - King, M. L., Jr."),
        (
            {"author": [{"family": "Maaten", "given": "L.", "non-dropping-particle": "van der"}]},
            "AU  - van der Maaten, L.",
        ),
        # dates
        ({"issued": {"date-parts": [[2016, 11, 9]]}}, "DA  - 2016/11/09"),
        ({"issued": {"date-parts": [[2016, 11]]}}, "DA  - 2016-11"),
        ({"issued": {"date-parts": [[2016, 11, 9], [2016, 11, 12]]}}, "DA  - 2016-11-09/2016-11-12"),
        ({"issued": {"literal": "in press"}}, "M2  - Date: in press"),
        ({"accessed": {"date-parts": [[2024, 1, 15]]}}, "Y2  - 2024/01/15"),
        # pages
        ({"type": "chapter", "page": "1-10"}, "EP  - 10"),
        ({"type": "chapter", "page": "e1234"}, "SP  - e1234"),
        ({"type": "chapter", "page": "1-4, 9"}, "SP  - 1-4, 9"),
        # numbers where readers look for them
        ({"type": "report", "number": "TR-1"}, "SN  - TR-1"),
        ({"type": "article", "number": "arXiv:1706.03762"}, "M2  - Archive ID: 1706.03762"),
        ({"type": "paper-conference", "container-title": "Proc", "event-title": "Conf"}, "C3  - Proc"),
        ({"type": "paper-conference", "event-title": "Conf"}, "T2  - Conf"),
        ({"type": "article-journal", "ISSN": "1234-5678"}, "SN  - 1234-5678"),
        ({"type": "book", "ISSN": "1234-5678"}, "M2  - ISSN: 1234-5678"),
        ({"type": "software", "version": "2"}, "ET  - 2"),
        ({"keyword": "a, b"}, "KW  - b"),
    ],
)
def test_lines(record: dict[str, Any], expected: str) -> None:
    assert expected in lines({"type": "book", **record})


@pytest.mark.parametrize(("record", "absent"), [
    ({"accessed": {"date-parts": [[2024]]}}, "Y2"),  # Zotero makes garbage of it
    ({"issued": {"literal": "n.d."}}, "PY"),
    ({"type": "chapter", "page": "e1234"}, "EP"),
])  # fmt: skip
def test_absent(record: dict[str, Any], absent: str) -> None:
    assert not [line for line in lines({"type": "book", **record}) if line.startswith(absent)]


@pytest.mark.parametrize(
    ("record_type", "expected"),
    [
        ("standard", "M2  - type: standard"),
        ("document", "M2  - type: document"),
        ("treaty", "M2  - type: treaty"),
    ],
)
def test_types_without_a_tag_are_named(record_type: str, expected: str) -> None:
    assert lines({"type": record_type})[0] == expected


def test_a_broken_record_costs_only_itself() -> None:
    said = Diagnostics()
    good = {"id": "x", "type": "book", "title": "T"}
    text = "".join(ris.write([good, {"id": "y"}, good], options=WriteOptions(), report=said))
    assert text.count("TY  - ") == 2
    assert [(one.code, one.place.key) for one in said] == [("record-not-written", "y")]


LINE = re.compile(r"[A-Z][A-Z0-9]  - .*|  \S.*|")


@settings(max_examples=150, deadline=None)
@given(records)
def test_lines_are_well_formed_whatever_the_text(record: Record) -> None:
    text = "".join(ris.write([record, record], options=WriteOptions(), report=ignore))
    text.encode("utf-8")
    found = text.split("\n")
    assert text.splitlines() == found[:-1]
    assert all(LINE.fullmatch(line) for line in found), found
    assert [line for line in found if line.startswith("TY  - ")] == [found[0]] * 2
    assert sum(line.startswith("ER  - ") for line in found) == 2
    assert found[-3:] == ["ER  - ", "", ""]
