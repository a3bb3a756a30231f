"""A sample of styles beside citeproc-js; every style, every dependent style and every locale by itself."""

from __future__ import annotations

from pathlib import Path

import citeproc_js
import corpus
import pytest
import run_differential
from difference_report import report_text, summary

from citemill.citeproc import Processor, load_style
from citemill.citeproc.repository import all_locales, all_styles, find_style, locale_file, parent_xml
from citemill.text.rich import plain

pytestmark = pytest.mark.slow

SAMPLE = 24
IDENTICAL = 98.0
"""Percent of texts that have to be the same."""


def test_a_sample_of_styles_beside_citeproc_js(shared: Path) -> None:
    if reason := citeproc_js.missing():
        pytest.skip(reason)
    paths = run_differential.sample(run_differential.independent_styles(), SAMPLE)
    jobs = [(path, None) for path in paths]
    done = list(run_differential.outcomes(jobs, corpus.build(shared), processes=2))
    figures = summary(done)
    assert figures["crashes"] == {}
    assert figures["identical %"] >= IDENTICAL, report_text(done, classes=10)


RECORDS = [
    record for record in corpus.written() if record["id"] in ("smith-2010-one", "book-plato", "title-only")
]


def test_no_independent_style_crashes() -> None:
    crashed = {}
    for path in run_differential.independent_styles():
        try:
            style = load_style(path.read_bytes(), source=path.stem, parent=parent_xml)
            processor = Processor(style)
            processor.register(RECORDS)
            printed = len(processor.bibliography().entries) if style.has_bibliography else len(RECORDS)
            assert printed, "no entry"
        except Exception as error:
            crashed[path.stem] = repr(error)
    assert crashed == {}


def test_every_dependent_style_resolves() -> None:
    dependent = [style for style in all_styles() if style.parent]
    assert len(dependent) > 7000
    unresolved = {}
    for style in dependent:
        try:
            assert find_style(style.name).independent != style.path
            loaded = load_style(style.path.read_bytes(), source=style.name, parent=parent_xml)
            assert loaded.default_locale == find_style(style.name).default_locale
        except Exception as error:
            unresolved[style.name] = repr(error)
    assert unresolved == {}


@pytest.mark.parametrize("locale", sorted(all_locales()))
def test_every_locale_renders(locale: str) -> None:
    style = load_style(find_style("apa").read(), source="apa", parent=parent_xml)
    processor = Processor(style, locale)
    processor.register(RECORDS)
    made = processor.bibliography()
    assert locale_file(locale).is_file()
    assert made.language == locale
    assert all(plain(entry.content).strip() for entry in made.entries)
