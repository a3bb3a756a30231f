"""WCAG 2.2 AA, in a browser: axe-core, the keyboard alone, contrast, sizes, motion, languages, paper.

Wants Playwright, a Chromium, and for axe-core the programs of `make peers` (CITEMILL_NODE_MODULES).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from list_making import paper, the_page

from citemill import api
from citemill.publications.build import build
from citemill.publications.html_page import fragment
from citemill.publications.plan import Page, Plan, Sections
from citemill.publications.preview import as_page, preview
from citemill.publications.rendering import renderer

pytestmark = pytest.mark.slow

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"desktop": 1280, "phone": 360}
FOREIGN = [
    paper("fr", 2001, "Ada King", title="Un index de jointure pour les entrepôts de données"),
    paper("he", 2002, "Ada King", title="מבוא ללמידת מכונה"),
    paper("en", 2003, "Ada King", title="An index for stores of data"),
]

Open = Callable[..., Any]


def foreign(page: Callable[..., str] = fragment) -> str:
    plan = Plan(style="apa", sections=Sections("year"))
    return page(build(FOREIGN, plan, renderer(plan)), Page())


def host_page() -> str:
    """A fragment in a page of somebody else's."""
    head = '<!DOCTYPE html><html lang="en"><head><title>Me</title></head>'
    return f"{head}<body><main><h1>Me</h1><h2>Work</h2>{foreign()}</main></body></html>"


def bibliography() -> str:
    return api.render(FOREIGN, style="ieee", to="html", title="References", standalone=True)


def previews() -> str:
    return as_page(preview(FOREIGN, ["apa", "ieee"]), "Styles")


PAGES: dict[str, Callable[[], str]] = {
    "list": the_page,
    "long list": lambda: the_page(400),
    "fragment": host_page,
    "bibliography": bibliography,
    "previews": previews,
}


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def open_page(html: str, width: int = 1280, **options: Any) -> Any:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **options))
        tab = contexts[-1].new_page()
        tab.goto(path.as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()


def unfold(tab: Any) -> None:
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.fixture(scope="module")
def axe() -> str:
    modules = Path(os.environ.get("CITEMILL_NODE_MODULES", Path(__file__).parents[2] / ".peers/node_modules"))
    script = modules / "axe-core/axe.min.js"
    if not script.is_file():
        pytest.skip("no axe-core here: make peers")
    return str(script)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(opened: Open, axe: str, name: str, width: str, scheme: str) -> None:
    tab = opened(PAGES[name](), WIDTHS[width], color_scheme=scheme)
    unfold(tab)
    tab.add_script_tag(path=axe)
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = tab.evaluate("options => axe.run(document, options)", options)
    assert len(found["passes"]) > 10, "it has looked"
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found["violations"]] == []


def focused(tab: Any) -> dict[str, Any]:
    """What has the focus, how that shows, and whether it is in sight."""
    state: dict[str, Any] = tab.evaluate("""() => {
      const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
      const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return {
        name: one.tagName, html: one.outerHTML.slice(0, 80),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        seen: box.bottom > 0 && box.top < innerHeight && !!at && (one.contains(at) || at.contains(one)),
      };
    }""")
    return state


REACHABLE = "a[href], button, input, select, summary, [tabindex='0']"


@pytest.mark.parametrize("width", WIDTHS)
def test_tab_reaches_everything_in_order_and_shows_where_one_is(opened: Open, width: str) -> None:
    tab = opened(the_page(), WIDTHS[width], reduced_motion="reduce")
    unfold(tab)
    tab.wait_for_selector("button[data-copy]")
    expected = tab.eval_on_selector_all(
        REACHABLE,
        "all => all.filter(one => one.offsetParent || one.className === 'skip')"
        ".map(one => one.outerHTML.slice(0, 80))",
    )
    walked = []
    for _ in expected:
        tab.keyboard.press("Tab")
        state = focused(tab)
        walked.append(state["html"])
        assert state["ring"], f"no focus to be seen on {state['html']}"
        assert state["seen"], f"the focus is out of sight on {state['html']}"
    assert walked == expected
    assert len(walked) > 25


def test_everything_can_be_done_by_keyboard(opened: Open) -> None:
    tab = opened(the_page())
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == "#list"
    tab.focus("input[name=search]")
    tab.keyboard.type("king")
    tab.wait_for_function("document.getElementById('status').textContent === '1 of 3 shown'")
    tab.focus("button[type=reset]")
    tab.keyboard.press("Space")
    tab.wait_for_function("document.getElementById('status').textContent === '3 of 3 shown'")
    tab.focus("select[name=year]")
    tab.keyboard.press("2")  # the first year that begins so
    tab.wait_for_function("document.getElementById('status').textContent === '1 of 3 shown'")
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.focus("#king2024 .cite summary")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#king2024 .cite button:visible")  # what is not laid out yet takes no focus
    tab.keyboard.press("Tab")
    tab.wait_for_function("document.activeElement.matches('#king2024 .cite button')")
    tab.keyboard.press("Enter")
    tab.wait_for_function("document.activeElement.textContent === 'Copied'")
    assert "king2024" in tab.evaluate("navigator.clipboard.readText()")
    assert tab.inner_text("#status") == "Copied", "said by screen readers too"


def test_what_changes_is_said_by_a_live_region(opened: Open) -> None:
    tab = opened(the_page())
    assert tab.get_attribute("#status", "role") == "status"
    before = tab.inner_text("#status")
    tab.fill("input[name=search]", "xyz")
    tab.wait_for_function("text => document.getElementById('status').textContent !== text", arg=before)
    assert tab.inner_text("#status") == "Nothing matches."


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
@pytest.mark.parametrize("name", PAGES)
def test_contrast_is_that_of_wcag_aa(opened: Open, name: str, scheme: str) -> None:
    tab = opened(PAGES[name](), color_scheme=scheme)
    unfold(tab)
    assert tab.evaluate(CONTRAST) == []


def test_links_and_buttons_stand_out_against_what_is_around(opened: Open) -> None:
    """1.4.11: borders of fields and buttons have a contrast of 3:1."""
    for scheme in ("light", "dark"):
        tab = opened(the_page(), color_scheme=scheme)
        ratio = tab.evaluate("""() => {
          const rgb = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
          const light = (c) => rgb(c).map(v => v / 255)
            .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
          const field = getComputedStyle(document.querySelector("input")).borderTopColor;
          const box = getComputedStyle(document.querySelector(".tools")).backgroundColor;
          const [a, b] = [light(field), light(box)].sort((x, y) => y - x);
          return (a + .05) / (b + .05);
        }""")
        assert ratio >= 3


SMALL = """() => [...document.querySelectorAll("a, button, summary, input, select")]
  .filter(one => one.offsetParent && !one.closest(".ref, .note, .skip"))
  .map(one => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""


@pytest.mark.parametrize("width", WIDTHS)
def test_targets_are_large_enough(opened: Open, width: str) -> None:
    tab = opened(the_page(), WIDTHS[width])
    unfold(tab)
    tab.wait_for_selector("button[data-copy]")
    assert tab.evaluate(SMALL) == [], "WCAG 2.2, 2.5.8: 24 by 24 CSS pixels"


def test_nothing_moves_where_one_asks_for_that(opened: Open) -> None:
    tab = opened(the_page(), reduced_motion="reduce")
    moving = tab.evaluate("""() => [...document.querySelectorAll("*")].map(one => getComputedStyle(one))
      .filter(style => style.scrollBehavior === "smooth" || parseFloat(style.animationDuration) > 0
        || parseFloat(style.transitionDuration) > 0).length""")
    assert moving == 0


def test_titles_in_other_languages_say_so(opened: Open) -> None:
    tab = opened(host_page())
    spoken = tab.eval_on_selector_all("[lang]", "all => all.map(one => [one.lang, one.textContent])")
    titles = {text: language for language, text in spoken}
    assert titles["Un index de jointure pour les entrepôts de données"] == "fr"
    assert titles["מבוא ללמידת מכונה"] == "he"
    assert "An index for stores of data" not in titles


@pytest.mark.parametrize("width", [320, 640])
def test_text_can_be_spaced_and_enlarged(opened: Open, width: int) -> None:
    """1.4.10 and 1.4.12: nothing is cut off, and nothing scrolls sideways but the chart."""
    tab = opened(the_page(30), width)
    tab.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important }"
        " * { word-spacing: .16em !important }"
        " p { margin-bottom: 2em !important }"
    )
    unfold(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    cut = tab.evaluate("""() => [...document.querySelectorAll("body *")]
      .filter(one => one.offsetParent && !one.closest(".scroll, select, input"))
      .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline")
      .map(one => one.outerHTML.slice(0, 80))""")
    assert cut == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_gets_all_entries_in_black_on_white(opened: Open, scheme: str) -> None:
    tab = opened(the_page(), color_scheme=scheme)
    tab.emulate_media(media="print", color_scheme=scheme)
    assert tab.locator(".entry:visible").count() == 4
    assert tab.locator("#tools:visible, nav:visible, .skip:visible, summary:visible").count() == 0
    looks = tab.evaluate("""() => [getComputedStyle(document.documentElement).backgroundColor,
      getComputedStyle(document.querySelector(".ref")).color]""")
    assert looks == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
