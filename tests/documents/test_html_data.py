"""A page of references carries its data: read back with a parser, as a browser's connector would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from lxml import html

from citemill import api
from citemill.files import Source
from citemill.formats import schema_org
from citemill.record import TYPES, Record
from citemill.text import markup

LISTING = Path(__file__).resolve().parents[2] / "samples" / "sutskever.txt"
HOSTILE = '</script><script>alert("1")</script> & <!-- "quoted" \u2028 &amp; \' > % + ='


def page(records: list[Record]) -> Any:
    text = api.render(records, style="apa", to="html", standalone=True)
    assert "<script>alert" not in text
    return html.document_fromstring(text)


def contexts(tree: Any) -> list[dict[str, list[str]]]:
    """The ContextObjects of a page, found and decoded as Zotero's COinS translator does it."""
    return [parse_qs(span.get("title")) for span in tree.xpath("//span[@class='Z3988']")]


def works(tree: Any) -> list[Record]:
    (script,) = tree.xpath("//script[@type='application/ld+json']")
    json.loads(script.text)
    return list(schema_org.read(Source(script.text.encode()), report=lambda said: None))


def test_every_entry_of_the_listing_is_found() -> None:
    records = list(api.normalize(api.read(LISTING)))
    tree = page(records)
    entries = tree.xpath("//li[contains(@id, 'ref-')]")
    assert len(entries) == len(records) == 50
    assert all(len(entry.xpath(".//span[@class='Z3988']")) == 1 for entry in entries)
    titles = {markup.plain(record["title"]) for record in records}
    assert {context["rft.title"][0] for context in contexts(tree)} == titles
    assert {work["title"] for work in works(tree)} == titles


@pytest.mark.parametrize("csl", sorted(TYPES))
def test_every_type_with_hostile_texts(csl: str) -> None:
    record: Record = {
        "id": "a",
        "type": csl,
        "title": HOSTILE,
        "author": [{"family": "Doe & Söhne", "given": "J"}, {"literal": "Acme, Inc."}],
        "issued": {"date-parts": [[2016, 11, 9]]},
        "container-title": f"In {HOSTILE}",
        "DOI": "10.1000/a+b&c=d",
        "URL": "https://example.org/?a=1&b=%20#c",
    }
    tree = page([record])
    (context,) = contexts(tree)
    shown = " ".join(HOSTILE.split())
    found = {" ".join(one.split()) for values in context.values() for one in values}
    assert shown in found
    assert {"info:doi/10.1000/a+b&c=d", "https://example.org/?a=1&b=%20#c", "2016-11-09"} <= found
    assert any("Doe & Söhne" in one for one in found)
    (work,) = works(tree)
    assert " ".join(work["title"].split()) == shown
    assert work["DOI"] == "10.1000/a+b&c=d"
    assert work["author"][0]["family"] == "Doe & Söhne"
    assert len(tree.xpath("//script")) == 1


def test_a_fragment_has_the_references_alone() -> None:
    records: list[Record] = [{"id": "a", "type": "book", "title": "T"}]
    text = api.render(records, style="apa", to="html")
    assert "Z3988" not in text
    assert "ld+json" not in text
