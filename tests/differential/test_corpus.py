from __future__ import annotations

from pathlib import Path

import corpus
import pytest

from citemill.record import TYPES, faults


def test_the_corpus_has_every_type_and_only_valid_records(shared: Path) -> None:
    records = corpus.build(shared)
    assert len(records) >= 60
    assert {record["type"] for record in records} == TYPES
    assert {record["id"]: list(faults(record)) for record in records if any(faults(record))} == {}


def test_the_corpus_is_the_same_each_time(shared: Path) -> None:
    assert corpus.build(shared) == corpus.build(shared)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Ron van der Meyden", {"family": "van der Meyden", "given": "Ron"}),
        ("W. W. Peterson Jr.", {"family": "Peterson", "given": "W. W.", "suffix": "Jr."}),
        ("Plato", {"family": "Plato"}),
        ("El Gamal", {"family": "Gamal", "given": "El"}),
    ],
)
def test_arxiv_names(printed: str, parts: dict[str, str]) -> None:
    assert corpus.arxiv_name(printed) == parts


def test_a_document_cites_every_record() -> None:
    records = [{"id": str(number)} for number in range(30)]
    citations = corpus.document(records, note=True)
    cited = {cite["id"] for citation in citations for cite in citation["citationItems"]}
    assert cited == {record["id"] for record in records}
    assert [citation["properties"]["noteIndex"] for citation in citations] == list(
        range(1, len(citations) + 1)
    )
    assert {citation["properties"]["noteIndex"] for citation in corpus.document(records, note=False)} == {0}
