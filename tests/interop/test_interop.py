"""What other programs read of our files, and we of theirs: the figures of docs/interop.md may only rise."""

from __future__ import annotations

import json

import interop_clients as clients
import interop_compare as compare
import interop_corpus as corpus
import pytest
import run_interop

FIGURES = json.loads(run_interop.FIGURES.read_text(encoding="utf-8"))
WAYS = [(client, False) for client in clients.ours()] + [(client, True) for client in clients.theirs()]


@pytest.mark.slow
@pytest.mark.parametrize(("client", "of_theirs"), WAYS, ids=[client.name for client, _ in WAYS])
def test_no_more_is_lost(client: clients.Client, of_theirs: bool) -> None:
    if reason := client.missing():
        pytest.skip(reason)
    records_kept, records, fields_kept, _ = FIGURES[client.name]
    result = run_interop.measure(client, corpus.corpus(), of_theirs=of_theirs)
    assert result.records_kept == result.records == records
    if not client.validates:
        assert result.fields_kept >= fields_kept, result.losses
    assert records_kept == records


def test_every_way_is_measured() -> None:
    assert FIGURES.keys() == {client.name for client, _ in WAYS}
    page = run_interop.PAGE.read_text(encoding="utf-8")
    for name, (_, _, kept, fields) in FIGURES.items():
        assert f"{kept:,} of {fields:,}" in page or not fields, name


def test_a_value_stands_once_in_the_corpus() -> None:
    found: dict[str, str] = {}
    for record in corpus.every_type():
        for variable, value in record.items():
            if variable in ("type", "language", "edition", "genre", "archive") or isinstance(value, list):
                continue
            text = compare.skeleton(str(value))
            assert found.setdefault(text, record["id"]) == record["id"], (variable, value)


@pytest.mark.parametrize(
    ("variable", "given", "back", "same"),
    [
        ("title", "On <i>x</i>", "On <i>x</i>", True),
        ("title", "On <i>x</i>", "On x", False),
        ("title", "H<sub>2</sub>O", "H₂O", True),
        ("title", "GPT", '<span class="nocase">GPT</span>', True),
        ("page", "1-10", "1–10", True),
        ("issued", {"date-parts": [[2016, 11, 9]]}, {"raw": "2016-11-09"}, True),
        ("issued", {"date-parts": [[2016, 11, 9]]}, {"date-parts": [["2016", "11"]]}, False),
        ("keyword", "b, a", "a, b", True),
        (
            "author",
            [{"family": "Maaten", "given": "L.", "non-dropping-particle": "van der"}],
            [{"family": "van der Maaten", "given": "L."}],
            True,
        ),
        ("author", [{"literal": "A and B"}], [{"family": "B", "given": "A"}], False),
        (
            "author",
            [{"family": "King", "given": "M.", "suffix": "Jr."}],
            [{"family": "King", "given": "M."}],
            False,
        ),
        ("title", "x", None, False),
    ],
)
def test_what_counts_as_the_same(variable: str, given: object, back: object, same: bool) -> None:
    assert compare.same(variable, given, back) is same


def test_what_is_lost_is_counted() -> None:
    given = [{"id": "a", "type": "book", "title": "A long title", "note": "Some note", "edition": "2"}]
    got = [{"id": "a", "type": "book", "title": "A long title", "annote": "Some note"}]
    result = compare.compare(given, got, str(got), lambda key, label, value: True)
    assert (result.records_kept, result.fields_kept, result.fields) == (1, 2, 4)
    assert result.losses["note"].example == ("a", "Some note", "")
    assert result.losses["edition"].example == ("", "", "")
