"""Styles that cannot be used: each is refused with the line and the reason."""

from __future__ import annotations

import pytest

from citemill.citeproc.style import load_style
from citemill.errors import BadStyle

CSL = 'xmlns="http://purl.org/net/xbiblio/csl"'
CITATION = '<citation><layout><text variable="title"/></layout></citation>'


def style(body: str, attributes: str = 'class="in-text" version="1.0"') -> str:
    return f"<style {CSL} {attributes}>\n<info><title>T</title></info>\n{body}</style>"


def no_parent(address: str) -> bytes:
    raise BadStyle(f"no style at {address}")


BAD = {
    "empty": ("", "not XML"),
    "text": ("hello", "not XML"),
    "cut off": (style(CITATION)[:-20], "not XML"),
    "another root": ("<html/>", "<html>"),
    "CSL 0.8": ('<style xmlns="" class="in-text"><citation/></style>', "CSL 0.8"),
    "no version": (style(CITATION, 'class="in-text"'), "no version"),
    "another version": (style(CITATION, 'class="in-text" version="0.9"'), 'version "0.9"'),
    "no class": (style(CITATION, 'version="1.0"'), "class"),
    "no citation": (style(""), "citation"),
    "no layout": (style("<citation/>"), "<layout> is missing"),
    "unknown macro": (style(CITATION.replace("variable", "macro")), 'no macro is named "title"'),
    "macro that calls itself": (
        style(f'<macro name="a"><text macro="a"/></macro>{CITATION}'),
        "a macro calls itself: a -> a",
    ),
    "macros in a circle": (
        style(
            '<macro name="a"><text macro="b"/></macro>'
            f'<macro name="b"><group><text macro="a"/></group></macro>{CITATION}'
        ),
        "a macro calls itself: a -> b -> a",
    ),
    "a macro twice": (style(f'<macro name="a"/><macro name="a"/>{CITATION}'), "a second macro"),
    "unknown element": (style(CITATION.replace("<text", "<tekst")), "<tekst>"),
    "text of nothing": (style(CITATION.replace('variable="title"', "")), "variable, macro, term or value"),
    "condition without test": (
        style(CITATION.replace('<text variable="title"/>', "<choose><if/></choose>")),
        "no condition",
    ),
    "unknown text-case": (
        style(CITATION.replace("<text", '<text text-case="loud"')),
        'no text-case is named "loud"',
    ),
    "entities": (
        '<!DOCTYPE style [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + style(CITATION),
        "document type declaration",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_refused(name: str) -> None:
    xml, found = BAD[name]
    with pytest.raises(BadStyle) as caught:
        load_style(xml, source="bad.csl", parent=no_parent)
    assert found in str(caught.value)
    assert str(caught.value).startswith("bad.csl")


def test_the_line_is_named() -> None:
    with pytest.raises(BadStyle, match=r"^bad\.csl:3: "):
        load_style(style("<citation/>"), source="bad.csl", parent=no_parent)


def test_a_million_groups() -> None:
    deep = "<group>" * 1_000_000 + "</group>" * 1_000_000
    with pytest.raises(BadStyle, match=r"too much|nested"):
        load_style(style(f"<citation><layout>{deep}</layout></citation>"), source="x", parent=no_parent)
    deep = "<group>" * 5_000 + "</group>" * 5_000
    with pytest.raises(BadStyle, match="nested more than"):
        load_style(style(f"<citation><layout>{deep}</layout></citation>"), source="x", parent=no_parent)


def test_fifty_megabytes() -> None:
    with pytest.raises(BadStyle, match="bytes are too much"):
        load_style(b" " * 50_000_000, source="x", parent=no_parent)


def test_macros_that_multiply() -> None:
    """Thirty macros, each calling the next one twice: a billion paths, compiled once each."""
    macros = "".join(
        f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(30)
    )
    loaded = load_style(style(f'{macros}<macro name="m30"/>{CITATION}'), source="x", parent=no_parent)
    assert loaded.citation is not None


def test_a_dependent_style() -> None:
    dependent = (
        f'<style {CSL} version="1.0" default-locale="de-DE"><info><title>Child</title>'
        '<link rel="independent-parent" href="http://www.zotero.org/styles/p"/></info></style>'
    )
    asked = []

    def parent(address: str) -> bytes:
        asked.append(address)
        return style(CITATION).encode()

    loaded = load_style(dependent, source="child.csl", parent=parent)
    assert asked == ["http://www.zotero.org/styles/p"]
    assert (loaded.title, loaded.default_locale, loaded.note) == ("Child", "de-DE", False)
    with pytest.raises(BadStyle, match="must be an independent one"):
        load_style(dependent, source="child.csl", parent=lambda _: dependent.encode())
