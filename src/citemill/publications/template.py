"""A publication list through a template of the user's own (Jinja2).

The template is given `publications` (`citemill.publications.model.PublicationList`) and a filter for each
document format that writes a reference in it, escaped: `{{ entry.content | latex }}`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from citemill.diagnostics import Place
from citemill.documents import DOCUMENTS
from citemill.errors import BadInput, CitemillError
from citemill.files import Source
from citemill.publications.document import as_document
from citemill.publications.model import PublicationList
from citemill.text.rich import Rich, plain

__all__ = ["render"]


def render(publications: PublicationList, template: Source, suffix: str) -> str:
    """Fill the template. Where the suffix is that of HTML or XML, plain values are escaped by themselves.

    Raises `BadInput` with the line for a template that cannot be used, and `CitemillError` where Jinja2 is
    not installed.
    """
    try:
        from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError:
        raise CitemillError(
            "templates need Jinja2, which is not installed", hint="pip install 'citemill[template]'"
        ) from None
    escaped = suffix in (".html", ".htm", ".xhtml", ".xml")
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(_filters(escaped))
    try:
        compiled = environment.from_string(template.text())
        return compiled.render(
            publications=publications, labels=publications.labels, document=as_document(publications)
        )
    except TemplateSyntaxError as error:
        place = Place(template.name, error.lineno)
        raise BadInput(f"this is no Jinja2 template: {error.message}", place=place) from None
    except TemplateError as error:
        raise BadInput(f"the template failed: {error.message}", place=Place(template.name)) from None


def _filters(escaped: bool) -> dict[str, Callable[[Any], str]]:
    """For each format of text documents, a filter by its name; "plain" leaves out all marks."""
    filters: dict[str, Callable[[Any], str]] = {"plain": lambda rich: plain(_rich(rich))}
    for row in DOCUMENTS:
        if not row.binary:
            filters[row.name] = _filter(row.name, row.module, safe=escaped and row.name == "html")
    return filters


def _filter(name: str, module: str, *, safe: bool) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        text: str = import_module(module).inline(_rich(value))
        if safe:
            from markupsafe import Markup

            return Markup(text)  # noqa: S704  escaped by the document writer
        return text

    write.__name__ = name
    return write


def _rich(value: Any) -> Rich:
    """A text of the list (title, heading) is as good as a reference."""
    return (value,) if isinstance(value, str) else value
