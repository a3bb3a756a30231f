"""The page in a browser: search, filters, sorting, copying, downloading; with and without JavaScript.

Wants Playwright and a Chromium (CHROMIUM names it; Debian's is found by itself).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from list_making import paper, render

from citemill.listings.model import Figure, Profile
from citemill.publications.build import build
from citemill.publications.html_page import page
from citemill.publications.outputs import exports
from citemill.publications.plan import EntryPlan, Numbering, Page, Plan, Sections, Selected

pytestmark = pytest.mark.slow

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("no Chromium here")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def the_page(count: int = 0) -> str:
    subjects = ("cs.LG", "cs.CL", "cs.CV")
    records = [
        paper("le2014seq", 2014, "Ilya Sutskever", "Quoc V. Le", custom={"primary-class": "cs.CL"}),
        paper(
            "king2024",
            2024,
            "Ada King",
            "Zoë Müller",
            cut=True,
            custom={"primary-class": "cs.LG", "code": True},
        ),
        paper("li2019", 2019, "Bo Li", type="paper-conference", abstract="Abstracts are *text* <b>."),
        *(
            paper(f"many{n}", 1990 + n % 30, "Bo Li", "Eve Wu", custom={"primary-class": subjects[n % 3]})
            for n in range(count)
        ),
    ]
    plan = Plan(
        sections=Sections(by="year"),
        numbering=Numbering("down"),
        selected=Selected(),
        entries={"le2014seq": EntryPlan(selected=True, note="A note about sequences")},
    )
    publications = build(records, plan, render, profile=Profile(name="Ilya Sutskever", papers=Figure(3, "3")))
    return page(publications, Page(), tuple(exports()))


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


def test_by_keyboard_alone(opened: Any) -> None:
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.keyboard.press("Enter")
    assert opened.evaluate("location.hash") == "#list"
    summary = opened.locator("#li2019 summary").first
    summary.focus()
    opened.keyboard.press("Enter")
    assert opened.locator("#li2019 details").first.get_attribute("open") is not None


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


CONTRAST = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
  const under = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const one of document.querySelectorAll("body *")) {
    const hasText = [...one.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!one.offsetParent || !hasText) continue;
    const [a, b] = [light(rgb(getComputedStyle(one).color)), light(under(one))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) faint.push(`${one.tagName}.${one.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(faint)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_that_of_wcag_aa(browser: Any, tmp_path: Path, scheme: str) -> None:
    path = tmp_path / "list.html"
    path.write_text(the_page(), encoding="utf-8")
    tab = browser.new_page(color_scheme=scheme)
    tab.goto(path.as_uri())
    for summary in tab.locator("summary").all():
        summary.click()
    assert tab.evaluate(CONTRAST) == []
    tab.close()


SMALL = """() => [...document.querySelectorAll("a, button, summary, input, select")]
  .filter(one => one.offsetParent && !one.closest(".ref, .note, .skip"))
  .map(one => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""


def test_targets_are_large_enough(opened: Any) -> None:
    for summary in opened.locator(".cite summary").all():
        summary.click()
    assert opened.evaluate(SMALL) == [], "WCAG 2.2, 2.5.8: 24 by 24 CSS pixels"
