"""Synthetic cases by category of the CSL test suite: a small style, a few records, what is to be rendered.

Each generator takes a random source and gives a `Fixture` without an expected result. A case exercises one
part of the specification at a time, so that a difference says what it is about.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "conformance"))

from fuzz_records import DATES, LOCATORS, NAMES, NUMBERS, PAGES, PLAIN_NAMES, TITLES, Item, record
from fuzz_xml import (
    CASES,
    DELIMITERS,
    ET_AL,
    affixes,
    element,
    formatting,
    layout,
    locale_of,
    name_attributes,
    some,
    style,
)
from suite_fixtures import Fixture

Generator = Callable[[Random], Fixture]


def _case(rng: Random, csl: str, items: list[Item], *, clusters: Any = None, steps: Any = None) -> Fixture:
    """A case of the mode that the style is for."""
    mode = "bibliography" if "<bibliography" in csl and not clusters and not steps else "citation"
    return Fixture("", mode, csl, items, "", clusters, steps)


def _records(rng: Random, count: int, names: tuple[Item, ...] = NAMES) -> list[Item]:
    return [record(rng, number, names) for number in range(1, count + 1)]


def _either(rng: Random, *children: str, **options: str) -> str:
    """A citation, or a bibliography (behind a citation that prints the title)."""
    if rng.random() < 0.5:
        return layout(rng, "citation", *children, options=options)
    plain = element("citation", {}, element("layout", {}, element("text", {"variable": "title"})))
    return plain + layout(rng, "bibliography", *children, options=options)


def _names(rng: Random, variable: str, *, substitute: bool = True) -> str:
    parts = [
        element(
            "name-part",
            {"name": part, **some(rng, {"text-case": CASES}, 0.3), **affixes(rng, 0.1), **formatting(rng)},
        )
        for part in ("family", "given")
        if rng.random() < 0.2
    ]
    children = []
    if rng.random() < 0.8:
        children.append(element("name", {**name_attributes(rng), **formatting(rng, 0.04)}, *parts))
        if rng.random() < 0.2:
            children.append(
                element("et-al", {**some(rng, {"term": ("et-al", "and others")}, 0.5), **formatting(rng)})
            )
    if rng.random() < 0.4:
        forms = {"form": ("short", "verb", "verb-short", "long", "symbol"), "plural": ("always", "never")}
        label = element(
            "label",
            {**some(rng, {**forms, "strip-periods": ("true",), "text-case": CASES}, 0.3), **affixes(rng)},
        )
        children.insert(rng.choice((0, len(children))), label)
    if substitute and rng.random() < 0.4:
        choices = ("editor", "translator", "editor translator")
        children.append(
            element(
                "substitute",
                {},
                *(element("names", {"variable": one}) for one in rng.sample(choices, rng.choice((1, 2)))),
                rng.choice(
                    (
                        element("text", {"variable": "title"}),
                        element("text", {"term": "anonymous", "form": "short"}),
                    )
                ),
            )
        )
    if children and children[0].startswith("<substitute"):
        children.insert(0, element("name"))
    options = {"delimiter": rng.choice(DELIMITERS)} if " " in variable and rng.random() < 0.7 else {}
    return element(
        "names", {"variable": variable, **options, **affixes(rng, 0.15), **formatting(rng, 0.06)}, *children
    )


def name(rng: Random) -> Fixture:
    """cs:names with all that it holds."""
    variable = rng.choice(("author", "author", "author", "editor", "author editor", "editor translator"))
    options = some(
        rng,
        {
            "demote-non-dropping-particle": ("never", "sort-only", "display-and-sort"),
            "initialize-with-hyphen": ("true", "false"),
        },
        0.3,
    )
    body = _names(rng, variable)
    if rng.random() < 0.5:
        body = element(
            "group", {"delimiter": rng.choice(DELIMITERS)}, body, element("text", {"variable": "title"})
        )
    csl = style(_either(rng, body), options=options, locale=locale_of(rng))
    return _case(rng, csl, _records(rng, 2))


def nameattr(rng: Random) -> Fixture:
    """Name options on cs:style, cs:citation, cs:bibliography and cs:name."""

    def inherited() -> dict[str, str]:
        given = name_attributes(rng)
        for old, new in (("form", "name-form"), ("delimiter", "name-delimiter")):
            if old in given:
                given[new] = given.pop(old)
        return {key: value for key, value in given.items() if rng.random() < 0.5 or key.startswith("et-al")}

    own = name_attributes(rng) if rng.random() < 0.4 else {}
    names = element("names", {"variable": rng.choice(("author", "author editor"))}, element("name", own))
    options = (
        {**inherited(), **some(rng, {"names-delimiter": ("; ", ", ")}, 0.3)} if rng.random() < 0.7 else {}
    )
    return _case(rng, style(_either(rng, names, **inherited()), options=options), _records(rng, 2))


def _date(rng: Random, variable: str = "issued") -> str:
    parts = []
    localized = rng.random() < 0.5
    dash = some(rng, {"range-delimiter": ("/", " to ")}, 0.2)
    for part, forms in (
        ("year", ("short", "long")),
        ("month", ("long", "short", "numeric", "numeric-leading-zeros")),
        ("day", ("numeric", "numeric-leading-zeros", "ordinal")),
    ):
        if rng.random() < 0.75:
            extra = {**some(rng, {"form": forms}, 0.4), **dash}
            if part == "month":
                extra |= some(rng, {"text-case": CASES, "strip-periods": ("true",)}, 0.15)
            if not localized:  # else they are not allowed
                extra |= affixes(rng, 0.25)
            parts.append(element("date-part", {"name": part, **extra, **formatting(rng, 0.06)}))
    attributes: dict[str, str] = {"variable": variable, **affixes(rng, 0.07)}
    if localized:
        attributes |= {"form": rng.choice(("text", "numeric"))}
        attributes |= some(rng, {"date-parts": ("year", "year-month", "year-month-day")}, 0.6)
        parts = [part for part in parts if rng.random() < 0.3]
    else:
        rng.shuffle(parts)
        attributes |= some(rng, {"delimiter": (" ", ", ", "-")}, 0.5)
        parts = parts or [element("date-part", {"name": "year"})]
    return element("date", attributes, *parts)


def date(rng: Random) -> Fixture:
    """cs:date, localized and not."""
    body = _date(rng)
    if rng.random() < 0.3:
        test = element("if", {"is-uncertain-date": "issued"}, element("text", {"term": "circa"}), body)
        body = element("choose", {}, test, element("else", {}, body))
    items = _records(rng, 3)
    for item in items:
        item["issued"] = dict(rng.choice(DATES))
    return _case(rng, style(_either(rng, body), locale=locale_of(rng, 0.5)), items)


def sort(rng: Random) -> Fixture:
    """cs:sort by variables and macros, up and down."""
    macros = {
        "names": _names(rng, "author"),
        "date": _date(rng),
        "title": element("text", {"variable": "title"}),
        "year": element("date", {"variable": "issued"}, element("date-part", {"name": "year"})),
        "volume": element("number", {"variable": "volume"}),
    }
    keys = []
    for _ in range(rng.choice((1, 2, 2, 3))):
        if rng.random() < 0.5:
            what = {"macro": rng.choice(list(macros))}
        else:
            what = {"variable": rng.choice(("author", "title", "issued", "volume", "editor", "publisher"))}
        extra = some(
            rng, {"sort": ("ascending", "descending"), "names-min": ("1", "3"), "names-use-first": ("1", "2")}
        )
        keys.append(element("key", {**what, **extra}))
    head = "".join(element("macro", {"name": key}, text) for key, text in macros.items())
    shown = element(
        "group", {"delimiter": "|"}, *(element("text", {"macro": key}) for key in ("names", "title", "year"))
    )
    order = element("sort", {}, *keys)
    cites = layout(rng, "citation", shown, head=order if rng.random() < 0.3 else "")
    body = cites if rng.random() < 0.3 else cites + layout(rng, "bibliography", shown, head=order)
    options = some(rng, {"demote-non-dropping-particle": ("never", "sort-only", "display-and-sort")}, 0.4)
    return _case(rng, style(head + body, options=options), _records(rng, 6))


def _alike(rng: Random, count: int) -> list[Item]:
    """Records by few authors in few years, so that their cites collide."""
    names = [dict(name) for name in rng.sample(PLAIN_NAMES, 4)]
    items = _records(rng, count)
    for item in items:
        first = rng.randrange(3)
        item["author"] = [names[first], *rng.sample(names, rng.choice((0, 0, 1, 2, 3)))]
        item["author"] = [
            one for place, one in enumerate(item["author"]) if one not in item["author"][:place]
        ]
        item["issued"] = {"date-parts": [[rng.choice((2000, 2000, 2001))]]}
        item["title"] = f"Title {item['id'][5:]}"
    return items


def _author_date(rng: Random, *, condition: bool = False) -> str:
    givens = {} if rng.random() < 0.5 else some(rng, {"initialize-with": (".", ". ", "")}, 0.8)
    form = {
        "form": rng.choice(("short", "short", "long")),
        **some(rng, {"and": ("text", "symbol")}),
        **givens,
    }
    author = element("names", {"variable": "author"}, element("name", {**form, **rng.choice(ET_AL)}))
    year = element("date", {"variable": "issued"}, element("date-part", {"name": "year"}))
    suffix = element("text", {"variable": "year-suffix", **affixes(rng, 0.2)}) if rng.random() < 0.3 else ""
    choose = ""
    if condition:
        shown = element("text", {"variable": "title"})
        choose = element("choose", {}, element("if", {"disambiguate": "true"}, shown))
    return element("group", {"delimiter": rng.choice((", ", " "))}, author, year + suffix, choose)


def _disambiguation(rng: Random) -> dict[str, str]:
    rules = ("all-names", "all-names-with-initials", "primary-name", "primary-name-with-initials", "by-cite")
    return some(
        rng,
        {
            "disambiguate-add-names": ("true",),
            "disambiguate-add-givenname": ("true",),
            "disambiguate-add-year-suffix": ("true",),
            "givenname-disambiguation-rule": rules,
        },
        0.6,
    )


def disambiguate(rng: Random) -> Fixture:
    """All methods of disambiguation, alone and together."""
    options = _disambiguation(rng)
    # citeproc-js never tries the condition where there are year-suffixes
    condition = "disambiguate-add-year-suffix" not in options and rng.random() < 0.5
    body = layout(rng, "citation", _author_date(rng, condition=condition), options=options)
    if rng.random() < 0.15:
        body += layout(rng, "bibliography", _author_date(rng))
    return _case(rng, style(body), _alike(rng, rng.choice((2, 3, 4, 5))))


def collapse(rng: Random) -> Fixture:
    """The four ways to collapse, with their delimiters."""
    how = rng.choice(("citation-number", "year", "year-suffix", "year-suffix-ranged"))
    delimiters = {
        "cite-group-delimiter": (", ", "; ", " / "),
        "after-collapse-delimiter": ("; ", " | "),
        "year-suffix-delimiter": (", ", ","),
    }
    options = {"collapse": how, **some(rng, delimiters, 0.35)}
    if how == "citation-number":
        shown = element("text", {"variable": "citation-number", **affixes(rng, 0.2)})
    else:
        options |= _disambiguation(rng) | {"disambiguate-add-year-suffix": "true"}
        shown = _author_date(rng)
    items = _alike(rng, 7)
    clusters = [[_cite(rng, one) for one in rng.sample(items, rng.randint(2, 6))] for _ in range(3)]
    return _case(rng, style(layout(rng, "citation", shown, options=options)), items, clusters=clusters)


def _cite(rng: Random, item: Item, chance: float = 0.1) -> dict[str, Any]:
    cite: dict[str, Any] = {"id": item["id"]}
    if rng.random() < chance:
        cite["locator"] = rng.choice((*LOCATORS, "5", "12", "12a"))
        cite["label"] = rng.choice(
            ("page", "page", "chapter", "section", "sub-verbo", "verse", "line", "note", "figure")
        )
    if rng.random() < chance:
        cite["prefix"] = rng.choice(("see ", "cf.", "see also", "e.g., ", "But see. "))
    if rng.random() < chance:
        cite["suffix"] = rng.choice(
            (", among others", " and elsewhere", ".", "; (my translation)", "and more")
        )
    return cite


def _text(rng: Random, variable: str, quotes: float = 0.25) -> str:
    extra = some(rng, {"text-case": CASES, "strip-periods": ("true",)}, 0.1)
    if rng.random() < quotes:
        extra["quotes"] = "true"
    return element("text", {"variable": variable, **extra, **affixes(rng, 0.35), **formatting(rng)})


def textcase(rng: Random) -> Fixture:
    """text-case on titles."""
    text = element(
        "text", {"variable": "title", "text-case": rng.choice(CASES), **some(rng, {"quotes": ("true",)}, 0.2)}
    )
    items = _records(rng, 4)
    for item in items:
        item["title"] = rng.choice(TITLES)
    return _case(rng, style(_either(rng, text), locale=locale_of(rng)), items)


def punctuation(rng: Random) -> Fixture:
    """Affixes, delimiters and quotes that meet."""
    variables = rng.sample(
        ("title", "container-title", "publisher", "publisher-place", "volume"), rng.choice((2, 3))
    )
    texts = [_text(rng, variable) for variable in variables]
    if rng.random() < 0.5:
        texts = [
            element(
                "group",
                {"delimiter": rng.choice(DELIMITERS), **affixes(rng), **formatting(rng, 0.05)},
                *texts,
            )
        ]
    if rng.random() < 0.4:
        texts.append(_text(rng, "genre"))
    return _case(rng, style(_either(rng, *texts), locale=locale_of(rng)), _records(rng, 3))


def flipflop(rng: Random) -> Fixture:
    """Formatting and quotes of fields inside those of the style."""
    items = _records(rng, 3)
    for item in items:
        item["title"] = rng.choice([title for title in TITLES if set(title) & set("<\"'")])
    text = element(
        "text", {"variable": "title", **formatting(rng, 0.4), **some(rng, {"quotes": ("true",)}, 0.5)}
    )
    return _case(rng, style(_either(rng, text), locale=locale_of(rng, 0.5)), items)


def number(rng: Random) -> Fixture:
    """cs:number and labels, in several languages."""
    variable = rng.choice(
        ("volume", "issue", "edition", "page", "number-of-pages", "number-of-volumes", "chapter-number")
    )
    forms = {"form": ("numeric", "ordinal", "long-ordinal", "roman"), "text-case": CASES}
    shown = element("number", {"variable": variable, **some(rng, forms, 0.5), **affixes(rng, 0.2)})
    labels = {
        "form": ("short", "symbol", "long"),
        "plural": ("always", "never", "contextual"),
        "strip-periods": ("true",),
    }
    label = element("label", {"variable": variable, **some(rng, labels, 0.4), **affixes(rng, 0.2)})
    test = element("if", {"is-numeric": variable}, label, shown)
    body = rng.choice(
        (
            shown,
            label + shown,
            shown + label,
            element("choose", {}, test, element("else", {}, element("text", {"variable": variable}))),
        )
    )
    items = _records(rng, 4)
    for item in items:
        item[variable] = rng.choice(PAGES if variable == "page" else NUMBERS)
    plain = element("citation", {}, element("layout", {}, element("text", {"variable": "title"})))
    return _case(rng, style(plain + layout(rng, "bibliography", body), locale=locale_of(rng, 0.6)), items)


def page(rng: Random) -> Fixture:
    """page-range-format."""
    form = rng.choice(("chicago", "chicago-15", "chicago-16", "expanded", "minimal", "minimal-two"))
    label = element("label", {"variable": "page", "form": "short", "suffix": " "})
    text = element("text", {"variable": rng.choice(("page", "page", "page-first"))})
    items = _records(rng, 5)
    for item in items:
        item["page"] = rng.choice(PAGES)
    return _case(
        rng,
        style(_either(rng, label, text), options={"page-range-format": form}, locale=locale_of(rng)),
        items,
    )


def condition(rng: Random) -> Fixture:
    """cs:choose, and groups that vanish."""

    def branch(tag: str) -> str:
        tests = some(
            rng,
            {
                "type": ("book", "book article-journal", "chapter thesis"),
                "variable": ("editor", "volume issue", "DOI", "container-title publisher", "translator"),
                "is-numeric": ("volume", "edition", "issue volume"),
            },
            0.5,
        ) or {"variable": "page"}
        text = _text(rng, rng.choice(("title", "volume", "publisher")), 0.1)
        return element(tag, {**tests, **some(rng, {"match": ("all", "any", "none")}, 0.6)}, text)

    choose = element(
        "choose", {}, branch("if"), branch("else-if"), element("else", {}, element("text", {"value": "else"}))
    )
    inner = element(
        "group", {"delimiter": ", "}, element("text", {"term": "in"}), choose, _text(rng, "container-title")
    )
    outer = element(
        "group", {"delimiter": ". "}, inner, element("text", {"value": "value"}), _text(rng, "publisher")
    )
    return _case(rng, style(_either(rng, outer)), _records(rng, 4))


def magic(rng: Random) -> Fixture:
    """subsequent-author-substitute, second-field-align, display."""
    rules = ("complete-all", "complete-each", "partial-each", "partial-first")
    options = some(
        rng,
        {
            "subsequent-author-substitute": ("———", "", "---"),
            "subsequent-author-substitute-rule": rules,
            "second-field-align": ("flush", "margin"),
        },
        0.6,
    )
    if "second-field-align" in options:
        number = element("text", {"variable": "citation-number", "suffix": ". "})
    else:
        number = ""
    names = _names(rng, "author")
    display = some(rng, {"display": ("block", "left-margin", "right-inline", "indent")}, 0.2)
    rest = element("group", {"delimiter": ", ", **affixes(rng), **display}, _text(rng, "title"), _date(rng))
    order = element("sort", {}, element("key", {"variable": "author"}), element("key", {"variable": "title"}))
    cites = element("citation", {}, element("layout", {}, element("text", {"variable": "title"})))
    body = layout(rng, "bibliography", number, names, rest, options=options, head=order)
    return _case(rng, style(cites + body), _alike(rng, 5))


def position(rng: Random) -> Fixture:
    """Positions in notes, near notes, first-reference-note-number, edits of a document."""
    tests = ("ibid-with-locator", "ibid", "near-note", "far-note", "subsequent", "first")
    branches = []
    for place, test in enumerate(sorted(rng.sample(tests, 4), key=tests.index)):
        note = (
            element("text", {"variable": "first-reference-note-number", "prefix": " n"})
            if rng.random() < 0.4
            else ""
        )
        term = (
            element("text", {"term": "ibid"}) if test.startswith("ibid") else element("text", {"value": test})
        )
        branches.append(element("if" if not place else "else-if", {"position": test}, term, note))
    shown = element("choose", {}, *branches, element("else", {}, element("text", {"variable": "title"})))
    locator = element(
        "group",
        {"prefix": ", "},
        element("label", {"variable": "locator", "form": "short"}),
        element("text", {"variable": "locator"}),
    )
    body = layout(rng, "citation", shown, locator, options=some(rng, {"near-note-distance": ("1", "3")}, 0.4))
    items = _records(rng, 3)
    steps: list[Any] = []
    before: list[list[Any]] = []
    in_text = rng.random() < 0.2
    for count in range(1, rng.randint(4, 8)):
        cites = [_cite(rng, rng.choice(items), 0.25) for _ in range(rng.choice((1, 1, 1, 2)))]
        for cite in cites:
            cite.pop("prefix", None)
        note = 0 if in_text else count
        citation = {"citationID": f"C{count}", "citationItems": cites, "properties": {"noteIndex": note}}
        steps.append([citation, list(before), []])
        before.append([f"C{count}", note])
    return _case(rng, style(body, kind="in-text" if in_text else "note"), items, steps=steps)


def locator(rng: Random) -> Fixture:
    """Locators with their labels, and the affixes of cites."""
    forms = {"form": ("short", "symbol", "long"), "plural": ("always", "never"), "text-case": CASES}
    label = element("label", {"variable": "locator", **some(rng, forms, 0.4), "suffix": " "})
    text = element("text", {"variable": "locator", **affixes(rng, 0.2)})
    test = element("if", {"locator": rng.choice(("page", "chapter section", "sub-verbo"))}, label, text)
    body = rng.choice((label + text, element("choose", {}, test, element("else", {}, text))))
    shown = element("group", {"delimiter": ", "}, _text(rng, "title"), element("group", {}, body))
    items = _records(rng, 3)
    clusters = [[_cite(rng, rng.choice(items), 0.6) for _ in range(rng.randint(1, 3))] for _ in range(3)]
    return _case(
        rng,
        style(layout(rng, "citation", shown), locale=locale_of(rng), kind=rng.choice(("note", "in-text"))),
        items,
        clusters=clusters,
    )


def locale(rng: Random) -> Fixture:
    """Terms, dates and options that a style sets itself."""
    terms = []
    for term in rng.sample(("and", "et-al", "editor", "in", "page", "no date", "accessed"), 3):
        forms = some(rng, {"form": ("short", "verb", "symbol")}, 0.3)
        inside = "X" if rng.random() < 0.5 else element("single", {}, "one") + element("multiple", {}, "many")
        terms.append(element("term", {"name": term, **forms}, inside))
    lang = some(rng, {"xml:lang": ("en", "en-US", "de", "fr-FR")}, 0.7)
    options = element("style-options", {"punctuation-in-quote": rng.choice(("true", "false"))})
    own = element("locale", lang, *([options] if rng.random() < 0.5 else []), element("terms", {}, *terms))
    texts = [
        element(
            "text",
            {
                "term": rng.choice(("and", "et-al", "in", "accessed", "no date")),
                **some(rng, {"form": ("short",)}, 0.3),
            },
        ),
        element("label", {"variable": "page"}),
        _names(rng, "editor", substitute=False),
        _text(rng, "title", 0.6),
    ]
    body = _either(rng, element("group", {"delimiter": rng.choice(DELIMITERS)}, *texts))
    return _case(
        rng,
        style(own, body, locale=rng.choice(("en-US", "en-GB", "de-DE", "de-AT", "fr-CA", "fr-FR"))),
        _records(rng, 2),
    )


CATEGORIES: dict[str, tuple[Generator, int]] = {
    "name": (name, 79),
    "nameattr": (nameattr, 30),
    "date": (date, 64),
    "disambiguate": (disambiguate, 54),
    "sort": (sort, 45),
    "magic": (magic, 29),
    "textcase": (textcase, 21),
    "collapse": (collapse, 17),
    "number": (number, 29),
    "punctuation": (punctuation, 40),
    "flipflop": (flipflop, 20),
    "condition": (condition, 15),
    "position": (position, 19),
    "locator": (locator, 14),
    "page": (page, 6),
    "locale": (locale, 10),
}
"""The generators, weighed by how many fixtures the suite has of each."""
