"""The locales that ship: their names, their files, and which one stands in for a dialect that does not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from citemill.citeproc.repository.folders import locale_folder
from citemill.errors import UnknownName

__all__ = ["LocaleInfo", "all_locales", "find_locale", "locale_file"]

_STAND_INS = {
    "no": "nb-NO",  # the macrolanguage
    "iw": "he-IL",  # older codes of ISO 639-1
    "in": "id-ID",
    "zh-hant": "zh-TW",
    "zh-hk": "zh-TW",
    "zh-mo": "zh-TW",
    "sr-cyrl": "sr-Cyrl-RS",
}
"""Where the dialect that shares only the first part of the code would be the wrong one, or there is none."""


class LocaleInfo(NamedTuple):
    """A locale and what its language is called, in itself and in English."""

    name: str
    native: str
    english: str


@cache
def _table() -> dict[str, Any]:
    with (locale_folder() / "locales.json").open(encoding="utf-8") as stream:
        table: dict[str, Any] = json.load(stream)
    return table


@cache
def all_locales() -> Mapping[str, LocaleInfo]:
    """Every locale that ships, by its code."""
    names = _table()["language-names"]
    return {code: LocaleInfo(code, *names[code]) for code in sorted(names)}


def find_locale(name: str) -> str:
    """The locale that ships for a language code: itself, or its language's primary dialect.

    >>> find_locale("de"), find_locale("EN_gb"), find_locale("fr-BE")
    ('de-DE', 'en-GB', 'fr-FR')

    Raises `UnknownName`.
    """
    code = name.strip().replace("_", "-").casefold()
    shipped = {known.casefold(): known for known in all_locales()}
    primary: dict[str, str] = _table()["primary-dialects"]
    parts = code.split("-")
    for length in range(len(parts), 0, -1):
        shorter = "-".join(parts[:length])
        for table in (shipped, _STAND_INS, primary):
            if shorter in table:
                return table[shorter]
    spoken = [
        one.name
        for one in all_locales().values()
        if len(code) > 2 and code in f"{one.english} {one.native}".casefold()
    ]
    raise UnknownName("locale", name, all_locales(), near=spoken[:3] or None)


def locale_file(name: str) -> Path:
    """The file of the locale that `find_locale` names."""
    return locale_folder() / f"locales-{find_locale(name)}.xml"
