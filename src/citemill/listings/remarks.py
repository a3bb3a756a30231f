"""How the parts of the line reader say what they notice about one source."""

from __future__ import annotations

from typing import NamedTuple

from citemill.diagnostics import Diagnostic, Place, Report, Severity

__all__ = ["Remarks"]


class Remarks(NamedTuple):
    """What there is to say about one source."""

    source: str
    report: Report

    def __call__(self, code: str, severity: Severity, line: int, found: str, hint: str = "") -> None:
        """Report one thing."""
        self.report(Diagnostic(code, severity, Place(self.source, line), found, hint))
