"""The page in a browser: search, filters, sorting, copying, downloading; with and without JavaScript.

Wants Playwright and a Chromium (CHROMIUM names it; Debian's is found by itself).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from list_making import paper, render, the_page

from citemill.publications.build import build
from citemill.publications.html_page import page
from citemill.publications.plan import Page, Plan

pytestmark = pytest.mark.slow


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "list.html"
    path.write_text(the_page(), encoding="utf-8")
    context = browser.new_context(accept_downloads=True)
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(path.as_uri())
    yield tab
    assert said == [], "the page's script has failed"
    context.close()


def shown(tab: Any) -> list[str]:
    keys: list[str] = tab.eval_on_selector_all(
        ".entry", "list => list.filter(one => one.offsetParent).map(one => one.dataset.key)"
    )
    return keys


def test_search_folds_accents_and_hides_empty_sections(opened: Any) -> None:
    assert shown(opened) == ["le2014seq", "king2024", "li2019", "le2014seq"]
    opened.fill("input[name=search]", "muller")
    assert shown(opened) == ["king2024"]
    assert opened.inner_text("#status") == "1 of 3 shown"
    assert opened.locator("section:visible").count() == 1
    assert opened.locator("nav li:visible").count() == 1
    opened.fill("input[name=search]", "note sequences")
    assert shown(opened) == ["le2014seq", "le2014seq"]
    opened.fill("input[name=search]", "nothing like it")
    assert opened.inner_text("#status") == "Nothing matches."
    opened.click("button[type=reset]")
    opened.wait_for_function("document.getElementById('status').textContent === '3 of 3 shown'")


def test_filters(opened: Any) -> None:
    opened.select_option("select[name=year]", "2019")
    assert shown(opened) == ["li2019"]
    opened.select_option("select[name=year]", "")
    opened.select_option("select[name=type]", "article")
    assert shown(opened) == ["le2014seq", "king2024", "le2014seq"]
    opened.select_option("select[name=subject]", "cs.LG")
    assert shown(opened) == ["king2024"]


def test_sorting_within_sections(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "flat.html"
    records = [paper("b", 2001, "Zed Zed"), paper("c", 2003, "Amy Amy"), paper("a", 2002, "Bo Bo")]
    publications = build(records, Plan(order="listing"), render)
    path.write_text(page(publications, Page(), ()), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    orders = {"newest": "cab", "oldest": "bac", "title": "abc", "author": "cab", "": "bca"}
    for order, expected in orders.items():
        tab.select_option("select[name=sort]", order)
        assert "".join(shown(tab)) == expected
    tab.close()


def test_copying_puts_bibtex_and_ris_on_the_clipboard(opened: Any) -> None:
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    entry = opened.locator("#king2024")
    entry.locator(".cite summary").click()
    entry.locator("button[data-copy=bib]").click()
    opened.wait_for_function(
        "document.querySelector('#king2024 button[data-copy=bib]').textContent === 'Copied'"
    )
    text = opened.evaluate("navigator.clipboard.readText()")
    assert text.startswith("@")
    assert "king2024" in text
    assert "Müller" in text
    assert "and others" in text
    entry.locator("button[data-copy=ris]").click()
    opened.wait_for_function(
        "document.querySelector('#king2024 button[data-copy=ris]').textContent === 'Copied'"
    )
    assert "AU  - King, Ada" in opened.evaluate("navigator.clipboard.readText()")


def test_downloading_one_and_all_that_are_shown(opened: Any) -> None:
    entry = opened.locator("#li2019")
    entry.locator(".cite summary").click()
    with opened.expect_download() as waiting:
        entry.locator("a[download$='.ris']").click()
    assert waiting.value.suggested_filename == "li2019.ris"
    assert "TI  - On li2019" in Path(waiting.value.path()).read_text(encoding="utf-8")
    opened.select_option("select[name=type]", "article")
    with opened.expect_download() as waiting:
        opened.click("button[data-all=bib]")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.count("@") == 2, "each paper once, though one is shown twice"
    assert "li2019" not in text


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_nothing_is_wider_than_the_screen(browser: Any, tmp_path: Path, width: int) -> None:
    path = tmp_path / "list.html"
    path.write_text(the_page(60), encoding="utf-8")
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(path.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_without_javascript_everything_is_there(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.html"
    path.write_text(the_page(), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    tab = context.new_page()
    tab.goto(path.as_uri())
    assert tab.locator(".entry:visible").count() == 4
    assert tab.locator("#tools:visible").count() == 0
    tab.locator("#king2024 .cite summary").click()
    assert "@" in tab.locator("#king2024 pre").inner_text()
    with tab.expect_download() as waiting:
        tab.locator("#king2024 a[download$='.bib']").click()
    assert "king2024" in Path(waiting.value.path()).read_text(encoding="utf-8")
    context.close()


def test_a_thousand_entries(browser: Any, tmp_path: Path) -> None:
    """All tools work on a long list, and what is asked for last is what is shown."""
    path = tmp_path / "list.html"
    path.write_text(the_page(997), encoding="utf-8")
    context = browser.new_context(accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(path.as_uri())

    def wait_for(status: str) -> None:
        tab.wait_for_function("text => document.getElementById('status').textContent === text", arg=status)

    wait_for("1000 of 1000 shown")
    tab.locator("input[name=search]").press_sequentially("many7")
    wait_for("111 of 1000 shown")
    tab.select_option("select[name=subject]", "cs.CL")
    wait_for("39 of 1000 shown")
    tab.select_option("select[name=sort]", "title")
    keys = shown(tab)
    assert len(keys) == 39
    assert all(key.startswith("many7") for key in keys)
    with tab.expect_download() as waiting:
        tab.click("button[data-all=bib]")
    assert Path(waiting.value.path()).read_text(encoding="utf-8").count("@") == 39
    tab.click("button[type=reset]")
    wait_for("1000 of 1000 shown")
    assert len(shown(tab)) == 1001, "the selected paper is shown twice"
    last = tab.locator(".entry").last
    last.locator(".cite summary").click()
    last.locator("button[data-copy=ris]").click()
    tab.wait_for_function("document.getElementById('status').textContent === 'Copied'")
    assert tab.evaluate("navigator.clipboard.readText()").startswith("TY  - ")
    with tab.expect_download() as waiting:
        tab.click("button[data-all=ris]")
    assert Path(waiting.value.path()).read_text(encoding="utf-8").count("TY  - ") == 1000
    assert said == []
    context.close()
