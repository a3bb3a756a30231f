"""The page as text; tests/publications/test_browser.py opens it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, unquote

import lxml.html
import pytest
from list_making import paper, render

from citemill.formats.coins import context_object
from citemill.listings.model import Figure, Profile
from citemill.publications.build import build
from citemill.publications.html_page import Export, fragment, page
from citemill.publications.model import PublicationList
from citemill.publications.plan import EntryPlan, Numbering, Page, Plan, Sections, Selected
from citemill.record import Record

BIB = Export(
    "BibTeX",
    "bib",
    "application/x-bibtex",
    lambda records: [f"@misc{{{record['id']},\n  50% <&\"'ö}}\n" for record in records],
)
RIS = Export("RIS", "ris", "text/plain", lambda records: [f"TI  - {record['title']}\n" for record in records])
PROFILE = Profile(name="Ilya Sutskever", papers=Figure(59, "59"), citations=Figure(300203, "300,203"))


def a_list(records: list[Record], **plan: Any) -> PublicationList:
    return build(records, Plan(**plan), render, profile=PROFILE, as_of="2026-01-31")


def tree(publications: PublicationList, **options: Any) -> Any:
    return lxml.html.document_fromstring(page(publications, Page(**options), (BIB, RIS)))


def test_the_page_stands_by_itself(papers: list[Record]) -> None:
    text = page(a_list(papers), Page(), (BIB,))
    outside = [
        link for link in re.findall(r'(?:src|href)="([^"]+)"', text) if not link.startswith(("#", "data:"))
    ]
    assert outside == []
    assert "@import" not in text
    assert "url(" not in text


def test_every_entry_is_there_without_script(papers: list[Record]) -> None:
    html = tree(a_list(papers, numbering=Numbering("down")))
    assert [entry.get("id") for entry in html.xpath("//main//li")] == ["new", "mid", "old", "undated"]
    assert html.xpath("//form/@hidden"), "tools that need the script are hidden until it runs"
    assert html.xpath("//span[@class='label']/text()") == ["4.", "3.", "2.", "1."]


def test_copies_come_back_from_the_links_unharmed(papers: list[Record]) -> None:
    html = tree(a_list(papers))
    link = html.xpath("//li[@id='old']//a[@download='old.bib']")[0]
    assert unquote(link.get("href").partition(",")[2]) == BIB.write(papers)[0]
    assert html.xpath("//li[@id='old']//pre")[0].text == BIB.write(papers)[0].rstrip()


def test_ids_are_unique_where_papers_are_repeated(papers: list[Record]) -> None:
    publications = a_list(papers, entries={"old": EntryPlan(selected=True)}, selected=Selected())
    html = tree(publications)
    ids = html.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(html.xpath("//*[@data-key='old']")) == 2
    assert len(html.xpath("//span[@class='Z3988']")) == 4


def test_the_structure_that_assistive_technology_needs(papers: list[Record]) -> None:
    html = tree(a_list(papers, sections=Sections(by="year")))
    assert html.get("lang") == "en-US"
    assert len(html.xpath("//h1")) == len(html.xpath("//main")) == 1
    assert html.xpath("//a[@class='skip']/@href") == ["#list"]
    for control in html.xpath("//form//input | //form//select"):
        assert control.xpath("ancestor::label"), "every control has its label"
    for section in html.xpath("//main/section"):
        assert html.xpath("//*[@id=$id]", id=section.get("aria-labelledby"))
    assert html.xpath("//svg[@role='img']/@aria-label")[0].startswith("Publications per year: 2014: 1")
    assert html.xpath("//nav/@aria-label") == ["Sections"]
    assert html.xpath("//*[@role='status']")


def test_what_machines_read(papers: list[Record]) -> None:
    html = tree(a_list(papers), url="https://example.org/pubs")
    data = json.loads(html.xpath("//script[@type='application/ld+json']/text()")[0])
    items = [element["item"] for element in data["mainEntity"]["itemListElement"]]
    assert [item["name"] for item in items] == ["On new", "On mid", "On old", "On undated"]
    assert items[0]["creditText"] == "Ada King, Bob Li, Eve Wu et al."
    assert "creditText" not in items[1]
    assert html.xpath("//meta[@name='author']/@content") == ["Ilya Sutskever"]
    assert html.xpath("//link[@rel='canonical']/@href") == ["https://example.org/pubs"]
    context = parse_qs(html.xpath("//li[@id='new']//span[@class='Z3988']/@title")[0])
    assert context["rft.creator"] == ["King, Ada", "Li, Bob", "Wu, Eve"]
    assert context["rft.type"] == ["preprint"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            paper(
                "x", 2020, "Bo Li", type="article-journal", **{"container-title": "Nature & Co", "volume": 5}
            ),
            {
                "rft.genre": ["article"],
                "rft.atitle": ["On x"],
                "rft.jtitle": ["Nature & Co"],
                "rft.volume": ["5"],
            },
        ),
        (
            paper("x", 2020, "Bo Li", type="chapter", **{"container-title": "Book", "DOI": "10.1/x+y&z"}),
            {"rft.genre": ["bookitem"]},
        ),
        (
            paper("x", 2020, "Bo Li", type="book", DOI="10.1000/a+b&c=d"),
            {"rft.btitle": ["On x"], "rft_id": ["info:doi/10.1000/a+b&c=d"]},
        ),
    ],
)
def test_coins_say_the_same_after_parsing(record: Record, expected: dict[str, list[str]]) -> None:
    context = parse_qs(context_object(record))
    assert {key: context[key] for key in expected} == expected


def test_parts_of_the_page_can_be_left_out(papers: list[Record]) -> None:
    text = page(a_list(papers), Page(False, False, False, False, False), (BIB,))
    assert "<script" not in text
    assert "<svg" not in text
    assert "ctx_ver" not in text
    assert "@misc" not in text


def test_the_fragment_has_no_page_around_it(papers: list[Record]) -> None:
    text = fragment(a_list(papers, sections=Sections(by="year")), Page())
    assert text.startswith('<div class="publications"')
    assert "<html" not in text
    assert "<script" not in text
    assert "<h3" in text


def test_figures_and_their_day(papers: list[Record]) -> None:
    html = tree(a_list(papers))
    assert html.xpath("//dl//dd/text()") == ["59", "300,203"]
    assert "as of 2026-01-31" in html.xpath("//header")[0].text_content()


def test_right_to_left_and_cjk(papers: list[Record]) -> None:
    record = paper("עברית", 2020, "דוד לוי", "李 明", title="על מכונות 机器学习")
    html = tree(a_list([record], locale="he-IL"))
    assert html.get("dir") == "rtl"
    assert "机器学习" in html.xpath("//main")[0].text_content()


def test_an_empty_list_is_a_page_still() -> None:
    html = tree(a_list([]))
    assert html.xpath("//main")
