"""CSL-YAML: laws, and pandoc as a reader of ours."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import DATE_RANGE, TEXT, records

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.formats import WriteOptions, csl_yaml
from citemill.record import TYPES, VARIABLES, Record

PIECES = ["RL<sup>2</sup>", "H<sub>2</sub>O", '<span class="nocase">iPhone</span>', "a < b", "$x$", "x_1 y_2"]
PIECES += ["# 1", "[a]{.b}", "*not*", "_em_", "a--b", "it's...", "\\x", "^a^ ~b~", "@doe", "&lt;"]
MARKUP = st.lists(
    st.one_of(
        TEXT,
        TEXT.map(lambda text: f"<i>{text}</i>"),
        TEXT.map(lambda text: f"<b>{text}</b>"),
        st.sampled_from(PIECES),
    ),
    min_size=1,
    max_size=3,
).map(" ".join)
MARKUP = MARKUP.filter(lambda text: "<i></i>" not in text and "<b></b>" not in text)  # marks round nothing


def written(*found: Record) -> str:
    return "".join(csl_yaml.write(found, options=WriteOptions(), report=Diagnostics()))


def read(text: str, said: Diagnostics | None = None) -> list[Record]:
    report = Diagnostics() if said is None else said
    return list(csl_yaml.read(Source(text.encode(), name="a.yml"), report=report))


LAW = records(TYPES, lambda _: VARIABLES, text=MARKUP, date=DATE_RANGE)


@given(st.lists(LAW, max_size=3, unique_by=lambda record: record["id"]))
def test_what_is_written_is_read_back(found: list[Record]) -> None:
    assert read(written(*found)) == found, written(*found)


WHOLE: Record = {
    "id": "doe2016",
    "type": "article-journal",
    "title": 'On <i>E. coli</i> & RL<sup>2</sup>: a < b *not* _em_ #1 -- "quoted" it\'s...',
    "author": [
        {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
        {"literal": "Google, Inc."},
    ],
    "container-title": "Nature",
    "issued": {"date-parts": [[2016, 11, 9]]},
    "page": "1-10",
    "volume": "5",
    "DOI": "10.1000/a_b_c",
    "URL": "https://example.org/~doe/a_b*c",
    "abstract": "One.\n\nTwo.",
}


def test_a_whole_article() -> None:
    assert read(written(WHOLE)) == [WHOLE]


def test_what_pandoc_writes() -> None:
    text = """---
title: A document
references:
- author:
  - family: Doe
    given: Jane
  container-title: Nature
  id: doe2016
  issued:
    - year: 2016
      month: 11
  title: On *kites*, [iPhone]{.nocase} and H~2~O
  title-short: On kites
  type: article-journal
  volume: 5
- id: roe
  type: book
  issued: 2015-07
  author: A Group
- id: odd
  type: novel
  colour: red
...
"""
    said = Diagnostics()
    assert read(text, said) == [
        {
            "id": "doe2016",
            "type": "article-journal",
            "author": [{"family": "Doe", "given": "Jane"}],
            "container-title": "Nature",
            "issued": {"date-parts": [[2016, 11]]},
            "title": 'On <i>kites</i>, <span class="nocase">iPhone</span> and H<sub>2</sub>O',
            "title-short": "On kites",
            "volume": "5",
        },
        {
            "id": "roe",
            "type": "book",
            "issued": {"date-parts": [[2015, 7]]},
            "author": [{"literal": "A Group"}],
        },
        {"id": "odd", "type": "document"},
    ]
    assert [one.code for one in said] == ["unknown-type", "unknown-variable"]


def test_a_bare_list_and_an_empty_one() -> None:
    assert read("- id: a\n  type: book\n") == [{"id": "a", "type": "book"}]
    assert read(written()) == []


def test_detection() -> None:
    assert csl_yaml.detects(written(WHOLE))
    assert csl_yaml.detects("- id: a\n  type: book\n")
    assert not csl_yaml.detects("doe:\n  type: book\n")
    assert not csl_yaml.detects("cff-version: 1.2.0\nreferences:\n  - type: book\n")


@pytest.mark.slow
def test_pandoc_reads_what_we_write() -> None:
    pypandoc = pytest.importorskip("pypandoc", reason="pandoc is not installed (PyPI: pypandoc_binary)")
    (item,) = json.loads(pypandoc.convert_text(written(WHOLE), "csljson", format="markdown"))
    assert item.pop("abstract") == "One.\nTwo."  # pandoc's own way with paragraphs
    assert item == {variable: value for variable, value in WHOLE.items() if variable != "abstract"}


@pytest.mark.parametrize(
    "title",
    ["*kit" + "\\" * 301 + "pes", "_" + "**a**" * 200, "_a " * 30_000, "*a_" * 30_000, "**a _" * 20_000],
)
def test_marks_that_do_not_end_are_read_in_linear_time(title: str) -> None:
    """Fuzzing found the first: with two ways to take a backslash it took 2 to the power of 150 steps."""
    text = "- id: a\n  type: book\n  title: '" + title + "'\n"
    [record] = csl_yaml.read(Source(text.encode()), report=Diagnostics())
    assert len(record["title"]) > len(title) / 2
