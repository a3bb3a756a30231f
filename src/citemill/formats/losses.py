"""What a format cannot carry, said record by record: the one diagnostic all writers share."""

from __future__ import annotations

from collections.abc import Collection

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.record import Record

__all__ = ["CODE", "report_losses"]

CODE = "not-carried"

_OWN = frozenset({"id", "type", "custom", "categories"})


def report_losses(record: Record, carried: Collection[str], label: str, report: Report) -> None:
    """Say which of a record's variables the format `label` has no place for, in one diagnostic.

    `carried` are the CSL variables that the writer puts into the file for a record of this type.
    """
    lost = [variable for variable in record if variable not in carried and variable not in _OWN]
    if lost:
        report(
            Diagnostic(
                CODE,
                Severity.INFO,
                Place(key=str(record.get("id", ""))),
                f"{label} has no place for {', '.join(sorted(lost))}",
            )
        )
