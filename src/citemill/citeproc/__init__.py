"""The citation processor: style + locale + records -> rich text.

    from citemill.citeproc import bibliography
    bibliography(records, "apa", "de-DE") -> Bibliography

The style is any that `citemill.citeproc.repository` finds. For citations in a document, use `Processor`.

An engine is a module with

    def bibliography(
        records: Sequence[Record], style: StyleFile, locale: str, *,
        sort: bool, marks: NameMarks | None, et_al: EtAl | None, links: bool, report: Report,
    ) -> Bibliography

which reports what goes wrong with one record and renders the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from citemill.citeproc.model import Citation, Cite, EtAl, NameMarks, Position, RenderedCitation
from citemill.diagnostics import Report, ignore
from citemill.record import Record
from citemill.registry import Registry
from citemill.text.bibliography import Bibliography

if TYPE_CHECKING:
    from citemill.citeproc.processor import Processor
    from citemill.citeproc.repository import StyleFile
    from citemill.citeproc.style import Style, load_style

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "Citation",
    "Cite",
    "Engine",
    "EtAl",
    "NameMarks",
    "Position",
    "Processor",
    "RenderedCitation",
    "Style",
    "bibliography",
    "load_style",
]

_LAZY = {"Processor": "processor", "Style": "style", "load_style": "style"}


def __getattr__(name: str) -> Any:
    """Load the processor when it is first wanted: searching styles and `--help` do without it."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)


class Engine(NamedTuple):
    """One row of the table of engines."""

    name: str
    label: str
    module: str
    suffixes: tuple[str, ...] = ()


ENGINES: Registry[Engine] = Registry(
    "engine",
    "citemill.engines",
    (
        Engine("citemill", "citemill's own", "citemill.citeproc.engine_citemill"),
        Engine("citeproc-py", "citeproc-py", "citemill.citeproc.engine_citeproc_py"),
    ),
)

DEFAULT_ENGINE = "citemill"


def bibliography(
    records: Iterable[Record],
    style: str | os.PathLike[str] | StyleFile,
    locale: str | None = None,
    *,
    engine: str = DEFAULT_ENGINE,
    sort: bool = True,
    marks: NameMarks | None = None,
    et_al: EtAl | None = None,
    links: bool = False,
    report: Report = ignore,
) -> Bibliography:
    """Format records in a style: in the style's order or, without `sort`, in that of `records`.

    `style` is whatever `repository.find_style` takes; `locale` is the language of the output (None: the
    style's default locale, else en-US). `marks` singles out names, which come out in HIGHLIGHT spans; `et_al`
    words what stands for names left out; with `links` DOI and URL come out in LINK spans. A record that
    cannot be rendered is reported and left out. Nothing is taken from `records` before all names are found.

    Raises `UnknownName` for a style, locale or engine that does not exist and `BadStyle` for a style that
    cannot be used.
    """
    from citemill.citeproc.repository import StyleFile, find_locale, find_style

    file = style if isinstance(style, StyleFile) else find_style(style)
    if locale is not None:
        find_locale(locale)  # only known languages; a dialect that does not ship stays what it is
        locale = locale.strip().replace("_", "-")
    module = ENGINES.load(engine)
    rendered: Bibliography = module.bibliography(
        list(records),
        file,
        locale or file.default_locale or "en-US",
        sort=sort,
        marks=marks,
        et_al=et_al,
        links=links,
        report=report,
    )
    return rendered
