"""The Zotero profiles, row by row of what the importers were observed to read."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import records

from citemill.diagnostics import Diagnostics
from citemill.errors import UnknownName
from citemill.formats import FORMATS, WriteOptions
from citemill.record import TYPES, VARIABLES, Record

ZOTERO = WriteOptions(profile="zotero")


def written(name: str, *found: Record, options: WriteOptions = ZOTERO) -> str:
    return "".join(FORMATS.load(name).write(found, options=options, report=Diagnostics()))


def csl_json(record: Record) -> dict[str, Any]:
    (item,) = json.loads(written("csl-json", record))
    return item


def ris(record: Record) -> list[str]:
    return written("ris", record).splitlines()


def bibtex(name: str, record: Record) -> tuple[str, dict[str, str]]:
    """The entry type and the fields of one entry."""
    text = written(name, {"title": "T", **record})
    kind = re.match(r"@(\w+)\{", text)
    assert kind, text
    fields = dict(re.findall(r"^  (\w+) = \{?(.*?)\}?,$", text, re.MULTILINE | re.DOTALL))
    return kind[1], fields


PREPRINT: Record = {
    "id": "vaswani2017",
    "type": "article",
    "title": "RL<sup>2</sup> and H<sub>2</sub>O",
    "author": [{"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"}],
    "issued": {"date-parts": [[2017, 6, 12]]},
    "archive": "arXiv",
    "number": "arXiv:1706.03762",
    "genre": "Preprint",
    "annote": "Comment: 15 pages",
    "note": "version: 2",
    "keyword": "A, B",
    "custom": {"cut-off": ["author"], "primary-class": "cs.CL"},
}

# --- CSL-JSON


def test_the_preprint_as_csl_json() -> None:
    assert csl_json(PREPRINT) == {
        "id": "vaswani2017",
        "type": "article",
        "citation-key": "vaswani2017",
        "title": "RL<sup>2</sup> and H<sub>2</sub>O",
        "author": [{"family": "van der Maaten", "given": "Laurens"}],
        "number": "arXiv:1706.03762",
        "publisher": "arXiv",
        "genre": "Preprint",
        "issued": {"raw": "2017-06-12"},
        "source": "arXiv.org",
        "DOI": "10.48550/arXiv.1706.03762",
        "URL": "https://arxiv.org/abs/1706.03762",
        "keyword": "A, B",
        "note": "arXiv:1706.03762 [cs.CL]\nList of authors is incomplete, cut off after 1\nversion: 2"
        "\nComment: 15 pages",
    }


NAMES: list[tuple[dict[str, str], dict[str, str]]] = [
    (
        {"family": "Maaten", "given": "L.", "non-dropping-particle": "van der"},
        {"family": "van der Maaten", "given": "L."},
    ),
    (
        {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
        {"family": "Humboldt", "given": "Alexander von"},
    ),
    (
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"family": "King", "given": "Martin Luther, Jr."},
    ),
    ({"literal": "Google, Inc."}, {"literal": "Google, Inc."}),
    ({"family": "Plato"}, {"literal": "Plato"}),
]


@pytest.mark.parametrize(("name", "read"), NAMES)
def test_csl_json_names(name: dict[str, str], read: dict[str, str]) -> None:
    assert csl_json({"id": "a", "type": "book", "author": [name], "editor": [name]})["editor"] == [read]


CSL_ROWS: list[tuple[Record, Record]] = [
    ({"type": "software", "version": "1.0"}, {"type": "book", "version": "1.0"}),
    ({"type": "software"}, {"type": "document", "note": "type: computerProgram"}),
    ({"type": "book", "issued": {"date-parts": [[2016, 11, 9]]}}, {"issued": {"raw": "2016-11-09"}}),
    ({"type": "book", "issued": {"date-parts": [[2016]]}}, {"issued": {"date-parts": [[2016]]}}),
    (
        {"type": "book", "accessed": {"date-parts": [[2016, 1, 9]]}},
        {"accessed": {"date-parts": [[2016, 1, 9]]}},
    ),
    ({"type": "book", "DOI": "https://doi.org/10.1000/1"}, {"DOI": "10.1000/1"}),
    ({"type": "article-journal", "container-title-short": "Nat."}, {"journalAbbreviation": "Nat."}),
    ({"type": "article-journal", "part": "2"}, {"part-number": "2"}),
    ({"type": "book", "chapter-number": "3"}, {"note": "chapter-number: 3"}),
    ({"type": "thesis", "editor": [{"family": "D", "given": "J"}]}, {"note": "editor: D || J"}),
    ({"type": "manuscript", "archive": "BnF"}, {"archive": "BnF"}),
    ({"type": "article", "archive": "arXiv"}, {"publisher": "arXiv"}),
    ({"type": "book", "citation-key": "k"}, {"citation-key": "k"}),
]


@pytest.mark.parametrize(("record", "expected"), CSL_ROWS)
def test_csl_json_rows(record: Record, expected: Record) -> None:
    found = csl_json({"id": "a", **record})
    assert {name: found.get(name) for name in expected} == expected


@given(st.lists(records(TYPES, lambda _: VARIABLES), min_size=1, max_size=2))
def test_no_item_makes_the_file_unreadable(found: list[Record]) -> None:
    for item in json.loads(written("csl-json", *found)):
        assert item["type"] in TYPES - {"software"}
        assert "custom" not in item
        for value in item.values():
            for name in value if isinstance(value, list) and value and isinstance(value[0], dict) else ():
                assert name.keys() in ({"literal"}, {"family", "given"})


# --- RIS


def test_the_preprint_as_ris() -> None:
    lines = ris(PREPRINT)
    for line in (
        "M2  - type: preprint",
        "PB  - arXiv",
        "DP  - arXiv.org",
        "DO  - 10.48550/arXiv.1706.03762",
        "UR  - https://arxiv.org/abs/1706.03762",
        "L1  - https://arxiv.org/pdf/1706.03762.pdf",
        "KW  - A",
        "M2  - Archive ID: 1706.03762",
        "M2  - Genre: Preprint",
        "M2  - Citation Key: vaswani2017",
        "M2  - arXiv:1706.03762 [cs.CL]",
        "M2  - version: 2",
        "M2  - List of authors is incomplete, cut off after 1",
        "AU  - van der Maaten, Laurens",
    ):
        assert line in lines, line
    assert any(line.endswith("- Comment: 15 pages") for line in lines)
    assert not any(line.startswith("DB") or "et al" in line for line in lines)


def test_a_key_with_a_colon_would_stay_in_extra_and_is_left_out() -> None:
    assert not any(
        "Citation Key" in line for line in ris({"id": "DBLP:conf/x", "type": "book", "title": "T"})
    )


def test_markup_in_ris_is_entities_since_zotero_drops_tags() -> None:
    lines = ris(
        {"id": "x", "type": "book", "title": "On <i>E. coli</i>, Vec<T> and a < b", "abstract": "a <b"}
    )
    assert "TI  - On &lt;i&gt;E. coli&lt;/i&gt;, Vec&lt;T&gt; and a &lt; b" in lines
    assert "AB  - a <b" in lines


def test_no_arxiv_number_is_invented() -> None:
    record = {name: value for name, value in PREPRINT.items() if name != "number"}
    text = "\n".join(ris(record))
    for part in ("Archive ID", "DO  -", "UR  -", "L1  -"):
        assert part not in text
    assert "M2  - arXiv [cs.CL]" in text


# --- BibTeX and BibLaTeX


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_the_preprint_as_bibtex(name: str) -> None:
    kind, fields = bibtex(name, PREPRINT)
    assert kind == "misc"
    expected = {
        "title": "{RL}$^{2}$ and {H}$_{2}${O}",
        "author": "van der Maaten, Laurens",
        "publisher": "arXiv",
        "type": "Preprint",
        "eprint": "1706.03762",
        "eprinttype": "arxiv",
        "doi": "10.48550/arXiv.1706.03762",
        "url": "https://arxiv.org/abs/1706.03762",
        "note": "version: 2",
        "comment": "List of authors is incomplete, cut off after 1",
    }
    assert {field: fields.get(field) for field in expected} == expected


ENTRY_TYPES = {
    "article": "misc",
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "book": "book",
    "software": "software",
    "dataset": "misc",
    "standard": "misc",
    "speech": "misc unpublished",
    "thesis": "phdthesis thesis",
    "report": "techreport report",
    "manuscript": "unpublished",
}


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
@pytest.mark.parametrize("csl", sorted(TYPES))
def test_no_entry_type_is_skipped(name: str, csl: str) -> None:
    kind, _ = bibtex(name, {"id": "a", "type": csl, "container-title": "C", "publisher": "P", "genre": "PhD"})
    assert kind in ENTRY_TYPES.get(csl, kind).split()
    assert kind not in "preprint dataset presentation www standard periodical bookinbook suppbook".split()


BIB_ROWS: list[tuple[Record, dict[str, str]]] = [
    ({"type": "book", "title": "costs $5 and $10"}, {"title": "costs ＄5 and ＄10"}),
    ({"type": "book", "title": "costs $5"}, {"title": r"costs \$5"}),
    ({"type": "book", "title": "a -- b --- c"}, {"title": "a – b — c"}),
    ({"type": "book", "title": "a ~ b"}, {"title": "a ∼ b"}),
    (
        {"type": "paper-conference", "container-title": "P", "event-title": "E"},
        {"booktitle": "P", "eventtitle": "E"},
    ),
    (
        {"type": "paper-conference", "event-place": "Oslo", "publisher-place": "X"},
        {"location": "Oslo", "address": "X"},
    ),
    ({"type": "webpage", "container-title": "Site", "genre": "Blog"}, {"booktitle": "Site", "type": "Blog"}),
    ({"type": "software", "publisher": "P", "version": "1"}, {"publisher": "P", "version": "1"}),
    ({"type": "book", "note": "MRI study"}, {"note": "Note: {MRI} study"}),
    ({"type": "article-journal", "page": "e1234"}, {"pages": "e1234"}),
]


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
@pytest.mark.parametrize(("record", "expected"), BIB_ROWS)
def test_bibtex_rows(name: str, record: Record, expected: dict[str, str]) -> None:
    _, fields = bibtex(name, {"id": "a", **record})
    found = {field: fields.get(field, "") for field in expected}
    assert {field: text.replace("{", "").replace("}", "") for field, text in found.items()} == {
        field: text.replace("{", "").replace("}", "") for field, text in expected.items()
    }


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_no_and_others(name: str) -> None:
    record = {
        "id": "a",
        "type": "book",
        "author": [{"family": "Doe", "given": "J"}],
        "custom": {"cut-off": ["author"]},
    }
    assert "others" not in written(name, record)
    assert "and others" in written(name, record, options=WriteOptions())


# --- all of them


@pytest.mark.parametrize("name", ["csl-json", "ris", "bibtex", "biblatex"])
def test_an_unknown_profile(name: str) -> None:
    with pytest.raises(UnknownName, match="zotero"):
        written(name, PREPRINT, options=WriteOptions(profile="zotera"))


@pytest.mark.parametrize("name", ["csl-json", "ris", "bibtex", "biblatex"])
def test_the_record_stays_as_it_was(name: str) -> None:
    before = json.dumps(PREPRINT)
    written(name, PREPRINT)
    assert json.dumps(PREPRINT) == before


@pytest.mark.parametrize("name", ["csl-json", "ris", "bibtex", "biblatex"])
def test_a_broken_record_costs_no_other(name: str) -> None:
    broken: Any = {"id": "x", "type": "book", "author": "Jane"}
    text = written(name, {"id": "one", "type": "book", "title": "First"}, broken, PREPRINT)
    assert "First" in text
    assert "Laurens" in text
