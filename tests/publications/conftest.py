"""The records that most tests of publication lists use, and the browser that opens their pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from list_making import some_papers

from citemill.record import Record

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def papers() -> list[Record]:
    return some_papers()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Playwright with the Chromium that CHROMIUM names, or Debian's."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("no Chromium here")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
