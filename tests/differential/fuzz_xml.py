"""Building blocks of synthetic styles: elements as text, and the attributes they may have, at random."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from xml.sax.saxutils import quoteattr

from fuzz_records import LANGUAGES

Attributes = dict[str, str]


def element(tag: str, attributes: Mapping[str, str | None] = {}, *children: str) -> str:
    """An element; an attribute that is None is left out."""
    inside = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if value is not None)
    return f"<{tag}{inside}>{''.join(children)}</{tag}>" if children else f"<{tag}{inside}/>"


def style(
    *children: str,
    kind: str = "in-text",
    options: Mapping[str, str] = {},
    locale: str = "en-US",
) -> str:
    """A whole style."""
    head = {
        "xmlns": "http://purl.org/net/xbiblio/csl",
        "class": kind,
        "version": "1.0",
        "default-locale": locale,
        **options,
    }
    info = "<info><title>fuzz</title><id>fuzz</id><updated>2020-01-01T00:00:00+00:00</updated></info>"
    return element("style", head, info, *children)


def some(rng: Random, choices: Mapping[str, tuple[str, ...]], chance: float = 0.4) -> Attributes:
    """Each attribute with some chance, with one of its values."""
    return {name: rng.choice(values) for name, values in choices.items() if rng.random() < chance}


FORMATTING = {
    "font-style": ("italic", "normal", "oblique"),
    "font-variant": ("small-caps", "normal"),
    "font-weight": ("bold", "normal", "light"),
    "text-decoration": ("underline", "none"),
    "vertical-align": ("sup", "sub", "baseline"),
}
AFFIXES = {
    "prefix": ("(", " ", "[", ", ", ". ", "in ", ": "),
    "suffix": (")", "]", " ", ".", ",", ". ", ", ", "; ", ": ", " ed."),
}
CASES = ("lowercase", "uppercase", "capitalize-first", "capitalize-all", "sentence", "title")
DELIMITERS = (", ", ". ", "; ", " ", ": ", " / ", "", ".", ",", "-")


def affixes(rng: Random, chance: float = 0.3) -> Attributes:
    return some(rng, AFFIXES, chance)


def formatting(rng: Random, chance: float = 0.12) -> Attributes:
    return some(rng, FORMATTING, chance)


def locale_of(rng: Random, chance: float = 0.3) -> str:
    return rng.choice(LANGUAGES) if rng.random() < chance else "en-US"


NAME = {
    "and": ("text", "symbol"),
    "delimiter": (", ", "; ", " ", "/"),
    "delimiter-precedes-et-al": ("contextual", "always", "never", "after-inverted-name"),
    "delimiter-precedes-last": ("contextual", "always", "never", "after-inverted-name"),
    "form": ("long", "short"),
    "initialize": ("true", "false"),
    "initialize-with": ("", ".", ". ", " "),
    "name-as-sort-order": ("first", "all"),
    "sort-separator": (", ", " ", "; "),
}
ET_AL = (
    {},
    {"et-al-min": "2", "et-al-use-first": "1"},
    {"et-al-min": "3", "et-al-use-first": "1"},
    {"et-al-min": "3", "et-al-use-first": "2"},
    {"et-al-min": "4", "et-al-use-first": "2", "et-al-use-last": "true"},
    {"et-al-min": "4", "et-al-use-first": "3"},
)


def name_attributes(rng: Random) -> Attributes:
    """Attributes of cs:name; "after-inverted-name" only with names that are (citeproc-js minds any)."""
    given = {**some(rng, NAME, 0.35), **rng.choice(ET_AL)}
    inverted = "name-as-sort-order" in given
    return {name: value for name, value in given.items() if inverted or value != "after-inverted-name"}


def layout(rng: Random, area: str, *children: str, options: Mapping[str, str] = {}, head: str = "") -> str:
    """An area with its layout; `head` stands before it (cs:sort)."""
    attributes = {**affixes(rng, 0.15), "delimiter": rng.choice(("; ", ", "))} if area == "citation" else {}
    return element(area, options, head, element("layout", attributes, *children))
