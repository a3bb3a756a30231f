"""Listing pages: one reader per kind of page, all giving the same `Listing`. Knows nothing of CSL.

A reader is a module with

    def read(source: Source, *, report: Report) -> Listing

The header is read at once, the entries as they are asked for. docs/listings.md describes the layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from citemill.diagnostics import Place, Report, ignore
from citemill.errors import BadInput
from citemill.files import Source
from citemill.listings.model import Listing
from citemill.registry import Registry

__all__ = ["LISTINGS", "ListingKind", "detect", "read"]


@dataclass(frozen=True, slots=True)
class ListingKind:
    """One row of the table of kinds of listing."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    module: str


LISTINGS: Registry[ListingKind] = Registry(
    "listing kind",
    "citemill.listings",
    (
        ListingKind("profile-text", "Profile page, as text", (".txt",), "citemill.listings.profile_text"),
        ListingKind(
            "profile-html", "Profile page, saved as HTML", (".html", ".htm"), "citemill.listings.profile_html"
        ),
    ),
)

_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml|div|main|section|article)", re.I | re.S
)
_MHTML = re.compile(rb"(?:^|\n)content-type:\s*multipart/related", re.I)


def detect(source: Source) -> str:
    """Name the kind of listing by how the source begins: HTML by its first tag, all else is text.

    Raises `BadInput` for what can be recognized and is neither.
    """
    head = source.head(1 << 14).removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")  # UTF-16 comes apart so too
    if _HTML.match(head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")):
        return "profile-html"
    if _MHTML.search(head[:4096]):
        raise BadInput(
            "this is a web archive (MHTML)",
            place=Place(source.name),
            hint='save the page as "web page, HTML only", or copy its text',
        )
    if head.startswith(b"{\\rtf"):
        raise BadInput("this is RTF", place=Place(source.name), hint="save it as plain text")
    return "profile-text"


def read(source: Source, *, kind: str | None = None, report: Report = ignore) -> Listing:
    r"""Read a listing page; without `kind` it is found out.

    Raises `UnknownName` for a kind there is none of, and `BadInput` for what is no such page.

    >>> page = b"Ada\n\nLG\n\n1 Papers\n\nLGJun 6, 2024\nOn Engines\n\nAda Lovelace et al.\n\nA sketch."
    >>> listing = read(Source(page))
    >>> listing.profile.name, [(entry.title, entry.authors, entry.cut_off) for entry in listing.entries]
    ('Ada', [('On Engines', ('Ada Lovelace',), True)])
    """
    module = LISTINGS.load(kind or detect(source))
    listing = module.read(source, report=report)
    assert isinstance(listing, Listing)
    return listing
