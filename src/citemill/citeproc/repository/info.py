"""What a style says about itself in its `cs:info`, read without reading the style."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from citemill.citeproc.repository.folders import official_folder, own_folder
from citemill.citeproc.xmltree import Element, read_xml
from citemill.diagnostics import Place
from citemill.errors import BadInput, BadStyle

__all__ = ["StyleInfo", "read_info", "read_style"]

SIZE_LIMIT = 5_000_000
"""Largest style file that is read, in bytes; the largest official one has 246,037."""

_HEAD = 16_384  # bytes; every official style ends its cs:info within them


class StyleInfo(NamedTuple):
    """A style's metadata."""

    name: str
    """The file's name without ".csl": what one asks for it by."""
    title: str
    short_title: str = ""
    id: str = ""
    """The style's address."""
    parent: str = ""
    """Address of the independent style it stands for; empty for an independent style."""
    citation_format: str = ""
    """"numeric", "author-date", "author", "label" or "note"."""
    fields: tuple[str, ...] = ()
    """Fields of study: "biology", "law", "generic-base" ..."""
    issn: tuple[str, ...] = ()
    default_locale: str = ""
    updated: str = ""
    """ISO 8601 date and time."""
    own: bool = False
    """One of citemill's own styles."""

    @property
    def path(self) -> Path:
        """The file in the repository."""
        if self.own:
            folder = own_folder()
        else:
            folder = official_folder() / "dependent" if self.parent else official_folder()
        return folder / f"{self.name}.csl"

    @property
    def parent_name(self) -> str:
        """The parent's name, for a dependent style."""
        return self.parent.rpartition("/")[2]


def read_style(path: Path) -> bytes:
    """The style file's bytes. Raises `BadInput` where it cannot be read, `BadStyle` when it is too large."""
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise BadStyle(
                f"{size:,} bytes are too much for a CSL style",
                place=Place(str(path)),
                hint=f"the limit is {SIZE_LIMIT:,}",
            )
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> BadInput:
    return BadInput(
        f"the style cannot be read: {error.strerror or error}",
        place=Place(str(path)),
        hint="check the path, or give a style's name",
    )


def read_info(path: Path, *, own: bool = False) -> StyleInfo:
    """The metadata of a style file.

    Raises `BadInput` where it cannot be read and `BadStyle`, with the line, where it is not XML or not CSL.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise _unreadable(path, error) from error
    end = head.find(b"</info>")
    # What ends with its cs:info is well-formed again once the root is closed.
    xml = head[:end] + b"</info></style>" if end > 0 else read_style(path)
    return _info(path, read_xml(xml, str(path), root="style"), own)


def _info(path: Path, root: Element, own: bool) -> StyleInfo:
    name = path.name.removesuffix(".csl")
    texts = {"title": "", "title-short": "", "id": "", "updated": ""}
    fields: list[str] = []
    issn: list[str] = []
    citation_format = parent = ""
    info = root.first("info")
    for element in info.children if info is not None else ():
        tag = element.tag
        if tag in texts:
            texts[tag] = texts[tag] or " ".join(element.text.split())
        elif tag in ("issn", "eissn", "issnl"):
            issn.append(element.text.strip())
        elif tag == "category":
            citation_format = citation_format or element.get("citation-format")
            if field := element.get("field"):
                fields.append(field)
        elif tag == "link" and element.get("rel") == "independent-parent":
            parent = element.get("href")
    return StyleInfo(
        name,
        texts["title"] or name,
        texts["title-short"],
        texts["id"],
        parent,
        citation_format,
        tuple(fields),
        tuple(dict.fromkeys(filter(None, issn))),
        root.get("default-locale"),
        texts["updated"],
        own,
    )
