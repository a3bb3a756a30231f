"""DBLP's XML: its whole dump, and the answers of its search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.enrich.dumps import damage_errors, open_dump
from citemill.enrich.keys import arxiv_number, doi
from citemill.enrich.sources.clean import date, display_name, present
from citemill.errors import BadInput
from citemill.files import Source
from citemill.record import Record

__all__ = ["read"]

TYPES = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "proceedings": "book",
    "book": "book",
    "incollection": "chapter",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "data": "dataset",
}
"""DBLP's elements that are works; `www` is a person's page."""

_DEPTH = 12
"""Deepest nesting that is read; DBLP's own is four."""


def read(source: Source, *, report: Report = ignore) -> Iterator[Record]:
    """Every work of the dump, streamed. Raises `BadInput` where it is no XML from the start.

    DBLP's named entities (`&uuml;`) are decoded from the table of HTML, so its DTD is not needed.
    """
    from lxml import etree

    with open_dump(source) as stream:
        parser = etree.XMLPullParser(
            events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False
        )
        decode = _Entities()
        depth = 0
        count = 0
        try:
            while chunk := stream.read(1 << 18):
                parser.feed(decode(chunk))
                events: Iterator[Any] = parser.read_events()
                for event, element in events:
                    depth += 1 if event == "start" else -1
                    if depth > _DEPTH:
                        raise BadInput("nested too deeply for DBLP", place=Place(source.name))
                    if event == "end" and element.tag in TYPES and element.get("key"):
                        count += 1
                        if one := _record(element):
                            yield one
                        element.clear()
                        while element.getprevious() is not None:
                            del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            if not count:
                raise BadInput(f"broken XML: {error}", place=Place(source.name)) from error
            found = f"broken XML after {count:,} works: {error}"
            report(
                Diagnostic("broken-xml", Severity.ERROR, Place(source.name), found, "the rest was not read")
            )
        except damage_errors() as error:
            raise BadInput(f"the packed file is damaged ({error})", place=Place(source.name)) from error


class _Entities:
    """Replaces named entities by character references, across the borders of chunks."""

    def __init__(self) -> None:
        import re
        from html.entities import name2codepoint

        self._known = {name.encode(): b"&#%d;" % code for name, code in name2codepoint.items()}
        for kept in (b"amp", b"lt", b"gt", b"quot", b"apos"):
            self._known[kept] = b"&%s;" % kept
        self._named = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
        self._rest = b""

    def __call__(self, chunk: bytes) -> bytes:
        chunk = self._rest + chunk
        start = chunk.rfind(b"&", len(chunk) - 12)
        if start >= 0 and b";" not in chunk[start:]:
            chunk, self._rest = chunk[:start], chunk[start:]
        else:
            self._rest = b""
        return self._named.sub(lambda found: self._known.get(found[1], b""), chunk)


def _record(element: Any) -> Record | None:
    parts: dict[str, list[str]] = {}
    for child in element:
        parts.setdefault(str(child.tag), []).append(_text(child))
    heading = _one(parts, "title")
    if not heading:
        return None
    key = str(element.get("key"))
    kind = TYPES[element.tag]
    links = parts.get("ee", [])
    name = next((found for link in links if "doi.org" in link and (found := doi(link))), "")
    number = next((found for link in links if "arxiv" in link.lower() and (found := _arxiv(link))), "")
    in_arxiv = key.startswith("journals/corr/")
    if in_arxiv:
        kind = "article"
        number = number or arxiv_number(_one(parts, "volume").removeprefix("abs/"))
    return {
        "id": f"dblp:{key}",
        "type": kind,
        **present(
            title=heading[:-1] if heading.endswith(".") and not heading.endswith("..") else heading,
            author=[display_name(one) for one in parts.get("author", ()) if one],
            editor=[display_name(one) for one in parts.get("editor", ()) if one],
            issued=date(_one(parts, "year")),
            container_title="" if in_arxiv else _one(parts, "journal") or _one(parts, "booktitle"),
            volume="" if in_arxiv else _one(parts, "volume"),
            issue=_one(parts, "number"),
            page=_one(parts, "pages"),
            publisher=_one(parts, "publisher") or _one(parts, "school"),
            collection_title=_one(parts, "series"),
            ISBN=_one(parts, "isbn"),
            genre="Preprint"
            if in_arxiv
            else {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}.get(element.tag, ""),
            archive="arXiv" if in_arxiv else "",
            number=f"arXiv:{number}" if in_arxiv and number else "",
            DOI=name,
            URL=f"https://doi.org/{name}" if name else links[0] if links else "",
            custom={"dblp": key, **({"arxiv": number} if number else {})},
        ),
    }


def _text(element: Any) -> str:
    """An element's text with CSL's markup for the four tags that DBLP has in titles."""
    text = element.text or ""
    for child in element:
        tag = {"i": "i", "sub": "sub", "sup": "sup", "tt": ""}.get(str(child.tag), "")
        inner = _text(child)
        text += (f"<{tag}>{inner}</{tag}>" if tag else inner) + (child.tail or "")
    return " ".join(text.split())


def _one(parts: dict[str, list[str]], name: str) -> str:
    return next((text for text in parts.get(name, ()) if text), "")


def _arxiv(link: str) -> str:
    return arxiv_number(link.lower().replace("https://doi.org/10.48550/arxiv.", "arxiv:"))
