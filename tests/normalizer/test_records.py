"""Entries become records: each part of the table, and the real listing as a whole."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_writer import entry

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.formats import keywords
from citemill.listings import read
from citemill.listings.model import Entry, Listing, Profile
from citemill.normalizer import normalize
from citemill.normalizer.subjects import CATEGORIES
from citemill.record import Record, cut_off, faults

GOLDEN = Path(__file__).parent / "golden"


def listing(*entries: Entry, subject: str = "LG", source: str = "page") -> Listing:
    placed = [one if one.line else one._replace(line=10 * at) for at, one in enumerate(entries, 1)]
    return Listing(source, Profile(name="Ada Lovelace", subject=subject), placed)


def one_record(one: Entry, subject: str = "LG") -> tuple[Record, list[str]]:
    said = Diagnostics()
    [record] = normalize(listing(one, subject=subject), report=said)
    assert not list(faults(record))
    return record, [str(remark) for remark in said]


def test_every_part() -> None:
    record, said = one_record(
        entry(
            "RL$^2$: Fast",
            "AS",
            "Nov 9, 2016",
            ["Yan Duan", "Tom Dupré la Tour", "OpenAI"],
            cut_off=True,
            affiliations=["openai", "some-lab"],
            code=True,
            abstract="In $O(n)$ time.\n\nAnd space.",
        )
    )
    assert record == {
        "id": "duan2016rl2",
        "citation-key": "duan2016rl2",
        "type": "article",
        "genre": "Preprint",
        "title": "RL<sup>2</sup>: Fast",
        "author": [
            {"given": "Yan", "family": "Duan"},
            {"given": "Tom", "family": "Dupré la Tour"},
            {"literal": "OpenAI"},
        ],
        "issued": {"date-parts": [[2016, 11, 9]]},
        "archive": "arXiv",
        "abstract": "In O(n) time.\n\nAnd space.",
        "keyword": "Audio and Speech Processing, Code",
        "custom": {
            "primary-class": "eess.AS",
            "primary-class-label": "Audio and Speech Processing",
            "title-tex": "RL$^2$: Fast",
            "abstract-tex": "In $O(n)$ time.\n\nAnd space.",
            "inferred-names": {"author": [1]},
            "cut-off": ["author"],
            "affiliations": [
                {"slug": "openai", "name": "OpenAI"},
                {"slug": "some-lab", "name": "some-lab"},
            ],
            "code": True,
        },
    }
    assert said == [
        'page: info: 1 of 1 author lists end in "et al."; so they do in every output [author-list-cut]'
    ]


def test_missing_parts_are_missing() -> None:
    record, said = one_record(Entry("", "", "2024", (), False, (), False, "", 3))
    assert record == {
        "id": "anon2024",
        "citation-key": "anon2024",
        "type": "article",
        "genre": "Preprint",
        "issued": {"date-parts": [[2024]]},
        "archive": "arXiv",
    }
    assert said == []


def test_an_impossible_date_is_kept_as_text() -> None:
    record, said = one_record(entry(date="Feb 30, 2024"))
    assert record["issued"] == {"literal": "Feb 30, 2024"}
    assert said == [
        'page:10 [lovelacenotes]: warning: there is no date "Feb 30, 2024"; kept as it stands [no-such-date]'
    ]


@pytest.mark.parametrize(
    ("printed", "owner", "category", "keyword", "code"),
    [
        ("LG", "LG", "cs.LG", "Machine Learning", None),
        ("DC", "LG", "cs.DC", "Distributed, Parallel, and Cluster Computing;", None),
        ("ST", "LG", "math.ST", "Statistics Theory", "primary-class-inferred"),
        ("ST", "PM", "q-fin.ST", "Statistical Finance", "primary-class-inferred"),
        ("quant-ph", "LG", "quant-ph", "Quantum Physics", None),
        ("XYZ", "LG", None, "XYZ", "unknown-subject"),
        ("", "LG", None, None, None),
    ],
)
def test_subjects(
    printed: str, owner: str, category: str | None, keyword: str | None, code: str | None
) -> None:
    said = Diagnostics()
    [record, _] = normalize(
        listing(entry(subject=printed), entry("Another", subject=printed), subject=owner), report=said
    )
    custom = record.get("custom", {})
    assert custom.get("primary-class") == category
    assert custom.get("primary-class-inferred", False) is (code == "primary-class-inferred")
    assert record.get("keyword") == keyword
    assert [one.code for one in said] == ([code] if code else [])  # once for both


def test_code_is_a_keyword_beside_labels_with_commas() -> None:
    record, _ = one_record(entry(subject="DC", code=True))
    assert record["keyword"] == "Distributed, Parallel, and Cluster Computing; Code"


@pytest.mark.parametrize("code", [False, True])
@pytest.mark.parametrize("category", ["cs.LG", "cs.DC", "physics.data-an"])
def test_keywords_are_those_that_the_formats_read(category: str, code: bool) -> None:
    record, _ = one_record(entry(subject=category, code=code))
    assert keywords.split(record["keyword"]) == [CATEGORIES[category], *["Code"] * code]


def test_records_share_nothing() -> None:
    first, second = normalize(listing(entry(), entry("Another")))
    first["author"][0]["family"] = "Changed"
    first["issued"]["date-parts"][0][0] = 1
    first["custom"]["code"] = True
    again = next(iter(normalize(listing(entry()))))
    for record in (second, again):
        assert record["author"][0]["family"] == "Lovelace"
        assert record["issued"] == {"date-parts": [[2024, 6, 6]]}
        assert "code" not in record["custom"]


def test_real_listing(shared: Path, golden) -> None:
    page = read(Source(shared / "seed/profile-listing.txt"))
    records = list(normalize(page))
    assert [fault for record in records for fault in faults(record)] == []
    assert sum(map(cut_off, records)) == 42
    assert len({record["id"] for record in records}) == 50
    for record in records:  # the abstracts are not ours to copy
        holder, part = record, "abstract"
        if "abstract-tex" in record["custom"]:
            del record["abstract"]  # what becomes of TeX is tested elsewhere
            holder, part = record["custom"], "abstract-tex"
        holder[part] = "sha256:" + hashlib.sha256(holder[part].encode()).hexdigest()
    golden(GOLDEN / "sutskever.json", json.dumps(records, ensure_ascii=False, indent=1) + "\n")


texts = st.text(max_size=20) | st.sampled_from(
    ["$x^2$", "\\'e", "Ada Lovelace", "王小明", "van", "Jr.", "<i>"]
)
any_entries = st.builds(
    Entry,
    texts,
    st.sampled_from(["", "LG", "ST", "cs.LG", "XYZ", "quant-ph"]) | texts,
    st.sampled_from(["Jun 6, 2024", "May 2024", "2024", "Feb 30, 2024"]) | texts,
    st.lists(texts, max_size=4).map(tuple),
    st.booleans(),
    st.lists(texts, max_size=2).map(tuple),
    st.booleans(),
    texts,
    st.just(1),
)


@given(st.lists(any_entries, max_size=6))
@settings(max_examples=300, deadline=None)
def test_any_entries_give_valid_records_with_keys_of_their_own(entries: list[Entry]) -> None:
    records = list(normalize(listing(*entries)))
    assert [fault for record in records for fault in faults(record)] == []
    assert len({record["id"] for record in records}) == len(records) <= len(entries)
