"""MEDLINE and EndNote tagged files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.samples import records

from citemill.diagnostics import Diagnostics, ignore
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import WriteOptions, enw, nbib
from citemill.record import Record, faults


def read(module: Any, text: str, said: Diagnostics | None = None) -> list[Record]:
    return list(module.read(Source(text.encode(), name="x"), report=ignore if said is None else said))


MEDLINE = """PMID- 29424689
OWN - NLM
DP  - 2018 Mar 1
TI  - Sci-Hub provides access to nearly all
      scholarly literature.
LID - 10.7554/eLife.32822 [doi]
PG  - 1234-41
AB  - The website
      Sci-Hub.
FAU - Himmelstein, Daniel S
AU  - Himmelstein DS
CN  - A Group
MH  - *Publishing
PT  - Journal Article
QQ  - x

PMID- 2
AU  - Smith J
DP  - 2001 Spring
PT  - Book
"""


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ([[2016, 11, 9]], "%8 November 9, 2016"),
        ([[2016, 11]], "%8 November 2016"),
        ([[2016]], "%D 2016"),
        ([[2016, 11, 9], [2016, 11, 12]], "%8 2016-11-09/2016-11-12"),
    ],
)
def test_dates_of_endnote_are_in_words(parts: list[list[int]], line: str) -> None:
    """bibutils puts "2016-11-09" behind the year: 2016-2016-11-09."""
    record = {"id": "x", "type": "book", "issued": {"date-parts": parts}}
    text = "".join(enw.write([record], options=WriteOptions(), report=ignore))
    assert line in text.splitlines()
    assert read(enw, text)[0]["issued"] == record["issued"]


def test_endnote_as_bibutils_writes_it() -> None:
    text = "%0 Book\n%T T\n%A King Jr., Martin\n%H Woolf, Virginia\n%D 1906\n%8 November 06\n%O A note\n"
    [record] = read(enw, text)
    assert record["author"] == [{"family": "King", "given": "Martin", "suffix": "Jr."}]
    assert record["translator"] == [{"family": "Woolf", "given": "Virginia"}]
    assert record["issued"] == {"date-parts": [[1906, 11, 6]]}
    assert record["note"] == "A note"


def test_medline() -> None:
    said = Diagnostics()
    first, second = read(nbib, MEDLINE, said)
    assert first == {
        "id": "pmid29424689",
        "type": "article-journal",
        "PMID": "29424689",
        "issued": {"date-parts": [[2018, 3, 1]]},
        "title": "Sci-Hub provides access to nearly all scholarly literature",
        "DOI": "10.7554/eLife.32822",
        "page": "1234-1241",
        "abstract": "The website Sci-Hub.",
        "author": [{"family": "Himmelstein", "given": "Daniel S"}, {"literal": "A Group"}],
        "keyword": "Publishing",
    }
    assert (second["type"], second["author"]) == ("book", [{"family": "Smith", "given": "J"}])
    assert second["issued"] == {"date-parts": [[2001]], "season": 1}
    assert [(one.code, one.place.line) for one in said] == [("tag-unknown", 15)]


ENDNOTE = """%0 Journal Article
%A Gao, Leo
%A OpenAI,
%A Regents,, University of Oslo,
%A Roe, K.,
%D 2024
%8 June 6, 2024
%T On things
%J Journal
%N 3
%K a
b
%X First
second

%0 Book
%A Newman, W. H.
%T Corn
%I Press
"""


def test_endnote() -> None:
    first, second = read(enw, ENDNOTE)
    assert first == {
        "id": "gao2024",
        "type": "article-journal",
        "author": [
            {"family": "Gao", "given": "Leo"},
            {"literal": "OpenAI"},
            {"literal": "Regents, University of Oslo"},
            {"family": "Roe", "given": "K."},
        ],
        "issued": {"date-parts": [[2024, 6, 6]]},
        "title": "On things",
        "container-title": "Journal",
        "issue": "3",
        "keyword": "a, b",
        "abstract": "First\n\nsecond",
    }
    assert (second["type"], second["publisher"]) == ("book", "Press")


@settings(max_examples=150, deadline=None)
@given(record=records)
def test_no_text_leaves_its_field_in_endnote(record: Record) -> None:
    text = "".join(enw.write([record, record], options=WriteOptions(), report=ignore))
    text.encode("utf-8")
    assert text.splitlines() == text.split("\n")[:-1]
    assert sum(line.startswith("%0 ") for line in text.split("\n")) == 2
    assert len(read(enw, text)) == 2


@pytest.mark.parametrize("module", [nbib, enw])
@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["PMID- 1", "TI  - x", "%0 Book", "%A a, b", "%D 2001", "", "DP  - ", "y"])))
def test_any_text_is_read_or_refused(module: Any, lines: list[str]) -> None:
    try:
        found = read(module, "\n".join(lines))
    except BadInput:
        return
    assert all(list(faults(record)) == [] for record in found)


def test_real_files(shared: Path) -> None:
    for module, folder in ((nbib, "nbib"), (enw, "enw")):
        for file in sorted((shared / "real-inputs" / folder).iterdir()):
            found = list(module.read(Source(file), report=ignore))
            assert found, file.name
            assert all(list(faults(record)) == [] for record in found), file.name
            text = "".join(enw.write(found, options=WriteOptions(), report=ignore))
            again = read(enw, text)
            assert "".join(enw.write(again, options=WriteOptions(), report=ignore)) == text, file.name
