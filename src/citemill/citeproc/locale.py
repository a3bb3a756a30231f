"""Localization: terms, date formats and options, each drawn from the first source that defines it.

Sources in decreasing priority (CSL 1.0.2, "Locale Fallback"): `cs:locale` of the style for the dialect, the
language, any language; the locale file of the dialect, of the primary dialect, of en-US.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from citemill.citeproc.repository.folders import locale_folder
from citemill.citeproc.xmltree import Element, read_xml
from citemill.errors import UnknownName

__all__ = ["DateFormat", "Locale", "Term", "known_locales", "locale_for"]

_FORM_FALLBACK = {
    "verb-short": ("verb-short", "verb", "long"),
    "symbol": ("symbol", "short", "long"),
    "verb": ("verb", "long"),
    "short": ("short", "long"),
    "long": ("long",),
}
"""CSL 1.0.2, "Terms": in which order other forms stand in for one that is not defined."""


class Term(NamedTuple):
    """A term in one form."""

    single: str
    multiple: str
    gender: str = ""
    match: str = ""


class DateFormat(NamedTuple):
    """A localized date format: its date-part elements and what stands between them."""

    parts: tuple[Element, ...]
    delimiter: str
    attributes: dict[str, str]


class _Source(NamedTuple):
    """What one `cs:locale` element or locale file says."""

    terms: dict[tuple[str, str, str], Term]
    """By name, form and gender-form."""
    dates: dict[str, DateFormat]
    options: dict[str, str]


class Locale:
    """The localization for one language; `name` is its code ("de-AT")."""

    def __init__(self, name: str, sources: Sequence[_Source]) -> None:
        self.name = name
        self._sources = sources
        self._found: dict[tuple[str, str, str], Term | None] = {}
        options: dict[str, str] = {}
        for source in reversed(sources):
            options.update(source.options)
        self.punctuation_in_quote = options.get("punctuation-in-quote") == "true"
        self.limit_day_ordinals = options.get("limit-day-ordinals-to-day-1") == "true"
        self._ordinals = _ordinal_terms(sources)

    def term(self, name: str, form: str = "long", gender: str = "") -> Term | None:
        """Find a term; locale fallback comes before the fallback of forms."""
        key = (name, form, gender)
        if key in self._found:
            return self._found[key]
        found = None
        for other in _FORM_FALLBACK.get(form, ("long",)):
            for source in self._sources:
                found = source.terms.get((name, other, gender))
                if found is None and not gender and "ordinal-" in name:
                    # a language that has no neuter: any gender is better than another language
                    genders = ("feminine", "masculine")
                    found = next(
                        filter(None, (source.terms.get((name, other, one)) for one in genders)), None
                    )
                if found is not None:
                    break
            if found is not None:
                break
        self._found[key] = found
        return found

    def text(self, name: str, form: str = "long", *, plural: bool = False) -> str:
        """Give a term's text; empty where it is not defined."""
        term = self.term(name, form)
        if term is None:
            return ""
        return term.multiple if plural else term.single

    def usual(self, name: str) -> str:
        """Give a term's text where the style has set it to nothing: that of the locale below it."""
        key = (name, "long", "")
        return next(
            (term.single for one in self._sources if (term := one.terms.get(key)) and term.single), ""
        )

    def date_format(self, form: str) -> DateFormat | None:
        """Find the localized date format "text" or "numeric"."""
        for source in self._sources:
            if form in source.dates:
                return source.dates[form]
        return None

    def ordinal_suffix(self, number: int, gender: str) -> str:
        """Find the ordinal suffix (CSL 1.0.2, "Ordinal Suffixes"), in the gender or else the neuter."""
        terms = self._ordinals
        for wanted in (gender, "") if gender else ("",):
            name = f"ordinal-{number % 100:02d}"
            term = terms.get((name, wanted))
            if term is not None and _matches(term, number, last_two=True):
                return term.single
            name = f"ordinal-{number % 10:02d}"
            term = terms.get((name, wanted))
            if term is not None and _matches(term, number, last_two=False):
                if ("ordinal", wanted) in terms or ("ordinal", "") in terms:
                    return term.single
                if number % 100 not in (11, 12, 13):  # the scheme of CSL 1.0
                    return term.single
            if number < 100:
                term = terms.get((f"ordinal-{number:02d}", wanted))
                if term is not None:
                    return term.single
            if wanted == "" or ("ordinal", wanted) in terms:
                term = terms.get(("ordinal", wanted))
                if term is not None:
                    return term.single
        old = terms.get(("ordinal-04", gender)) or terms.get(("ordinal-04", ""))
        return old.single if old is not None else ""


def _matches(term: Term, number: int, *, last_two: bool) -> bool:
    if term.match == "whole-number":
        return number < (100 if last_two else 10)
    if term.match == "last-digit":
        return True
    if term.match == "last-two-digits":
        return last_two
    return not last_two or number % 100 >= 10


def _ordinal_terms(sources: Iterable[_Source]) -> dict[tuple[str, str], Term]:
    """Take the ordinals whole from the first source that has the default one; they are not mixed.

    The scheme of CSL 1.0 holds only where no source has `ordinal` (CSL 1.0.2, "Ordinal Suffixes"). Where a
    source has, single terms before it stand for its own: "replaces all", read to the letter, would leave
    numbers without any suffix ("7 éd."), which neither those styles nor citeproc-js mean.
    """
    partial: list[dict[tuple[str, str], Term]] = []
    for source in sources:
        found = {
            (name, gender): term
            for (name, form, gender), term in source.terms.items()
            if name.startswith("ordinal") and form == "long"
        }
        if any(name == "ordinal" for name, _ in found):
            for terms in reversed(partial):
                found.update({key: term for key, term in terms.items() if key in found})
            return found
        if found:
            partial.append(found)
    return partial[0] if partial else {}


def locale_for(name: str, overrides: Sequence[Element], *, lenient: bool = False) -> Locale:
    """Give the localization for a locale code, with the `cs:locale` elements of a style.

    A language alone means its primary dialect. Raises `UnknownName` where there is no such locale, unless
    `lenient`: then only the style's own elements and en-US count.
    """
    try:
        code = _dialect(name)
    except UnknownName:
        if not lenient:
            raise
        code = name
    language = code.split("-")[0]
    primary = _tables()["primary-dialects"].get(language, code)
    # As in citeproc-js a style's elements for the primary dialect hold for the others too (en-US in en-GB).
    sources = [
        _read_source(element)
        for wanted in dict.fromkeys((code, primary, language, ""))
        for element in overrides
        if _same(element.get("lang"), wanted)
    ]
    for file in dict.fromkeys((code, primary, "en-US")):
        if file in _tables()["language-names"]:
            sources.append(_locale_file(file))
    return Locale(code, sources)


def known_locales() -> tuple[str, ...]:
    """Give the codes of all locale files."""
    return tuple(sorted(_tables()["language-names"]))


def _same(lang: str, wanted: str) -> bool:
    return lang.lower() == wanted.lower()


def _dialect(name: str) -> str:
    tables = _tables()
    plain = name.split("-x-")[0].replace("_", "-")
    known = {code.lower(): code for code in tables["language-names"]}
    if plain.lower() in known:
        return known[plain.lower()]
    language = plain.lower().split("-")[0]
    primary = tables["primary-dialects"].get(language)
    if primary is None:
        raise UnknownName("locale", name, [*known.values(), *tables["primary-dialects"]])
    return str(primary)


@cache
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = json.loads((locale_folder() / "locales.json").read_text("utf-8"))
    return tables


@cache
def _locale_file(code: str) -> _Source:
    name = f"locales-{code}.xml"
    return _read_source(read_xml((locale_folder() / name).read_bytes(), name, root="locale"))


def _read_source(root: Element) -> _Source:
    terms: dict[tuple[str, str, str], Term] = {}
    dates: dict[str, DateFormat] = {}
    options: dict[str, str] = {}
    for child in root.children:
        if child.tag == "terms":
            for term in child.all("term"):
                key = (term.get("name"), term.get("form", "long"), term.get("gender-form"))
                terms[key] = _read_term(term)
        elif child.tag == "date":
            parts = tuple(child.all("date-part"))
            dates[child.get("form", "text")] = DateFormat(parts, child.get("delimiter"), child.attributes)
        elif child.tag == "style-options":
            options.update(child.attributes)
    return _Source(terms, dates, options)


def _read_term(term: Element) -> Term:
    single, multiple = term.first("single"), term.first("multiple")
    if single is None and multiple is None:
        text = term.text.strip("\n\t\r") if term.text.strip() else ""
        if "\n" in term.text:
            text = term.text.strip()
        one = many = text
    else:
        one = single.text if single is not None else ""
        many = multiple.text if multiple is not None else one
    return Term(one, many, term.get("gender"), term.get("match"))
