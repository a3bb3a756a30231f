"""A publication list in the format that a file's name asks for.

"list.html" is the page, "list.fragment.html" a part to put into a page one has; every other suffix is that of
a document writer or of a template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import TypeAlias

from citemill.diagnostics import Place, ignore
from citemill.documents import DOCUMENTS
from citemill.errors import BadOutput
from citemill.files import Source
from citemill.formats import FORMATS, WriteOptions
from citemill.publications.document import as_document
from citemill.publications.html_page import Export, fragment, page
from citemill.publications.model import PublicationList
from citemill.publications.plan import Plan
from citemill.record import Record

__all__ = ["check", "exports", "written"]

_HTML = (".html", ".htm")
_FRAGMENT = ".fragment"
_TEMPLATES = (".j2", ".jinja", ".jinja2")

_Write: TypeAlias = "Callable[..., Iterator[str]]"

EXPORTS = ("bibtex", "ris")
"""The interchange formats that an entry of the page can be copied in."""


def check(path: str, plan: Plan) -> None:
    """See that a file of that name can be written, before any work is done. Raises `UnknownName`."""
    suffix = _suffix(path)
    if not plan.template or suffix != _template_suffix(plan.template):
        DOCUMENTS.by_suffix(suffix)


def written(publications: PublicationList, plan: Plan, path: str) -> str | bytes:
    """The list as the content of a file of that name.

    Raises `UnknownName` for a suffix that is in no table, `BadInput` for a template that cannot be used, and
    `CitemillError` where a package that the format needs is not installed.
    """
    suffix = _suffix(path)
    whole = PurePath(PurePath(path).stem).suffix.lower() != _FRAGMENT
    if plan.template and suffix == _template_suffix(plan.template):
        from citemill.publications.template import render

        return render(publications, Source(plan.template), suffix)
    if suffix in _HTML:
        if not whole:
            return fragment(publications, plan.page)
        return page(publications, plan.page, tuple(exports()) if plan.page.export else ())
    document = as_document(publications, links=plan.links.print)
    row = DOCUMENTS.by_suffix(suffix)
    layout = {"width": plan.width} if row.name == "text" else {}
    content: str | bytes = import_module(row.module).document(document, standalone=whole, **layout)
    return content


def _suffix(path: str) -> str:
    suffix = PurePath(path).suffix.lower()
    if not suffix:
        raise BadOutput(
            "the name has no suffix to tell the format by", place=Place(path), hint="add one: .html"
        )
    return suffix


def _template_suffix(template: str) -> str:
    path = PurePath(template)
    return PurePath(path.stem).suffix.lower() if path.suffix.lower() in _TEMPLATES else path.suffix.lower()


def exports() -> Iterable[Export]:
    """The formats that an entry of the page can be copied in."""
    for name in EXPORTS:
        row = FORMATS.find(name)
        write: _Write = import_module(row.module).write
        yield Export(row.label, row.suffixes[0].removeprefix("."), row.media_type, partial(_each, write))


def _each(write: _Write, records: Sequence[Record]) -> list[str]:
    """Every record by itself in a format, without its abstract: that is on the page already."""
    bare = [{variable: value for variable, value in one.items() if variable != "abstract"} for one in records]
    options = WriteOptions()
    # A writer in one go is three times as fast; it gives a piece for each record, unless it has more to say.
    pieces = list(write(bare, options=options, report=ignore))
    if len(pieces) != len(bare):
        pieces = ["".join(write([record], options=options, report=ignore)) for record in bare]
    return [piece.strip("\n") + "\n" for piece in pieces]
