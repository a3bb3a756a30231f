"""CSL-JSON, item by item: what reference managers and content negotiation give."""

from __future__ import annotations

from typing import Any

from citemill.record import VARIABLES, Record, faults

__all__ = ["record"]

_THEIRS = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
}
"""Types that doi.org answers with though CSL has no such ones."""

_KEPT = VARIABLES | {"id", "type", "categories", "custom"}


def record(item: dict[str, Any]) -> Record | None:
    """One item without what the schema does not know; None where it has no title."""
    kept = {key: _first(key, value) for key, value in item.items() if key in _KEPT and value is not None}
    kept["type"] = _THEIRS.get(kept.get("type", ""), kept.get("type", "document"))
    kept["id"] = str(kept.get("id") or kept.get("DOI") or "")
    broken = {fault[2:].split(":")[0].split(".")[0].split("[")[0] for fault in faults(kept)}
    if "type" in broken:
        kept["type"] = "document"
    for variable in broken - {"type", "id"}:
        kept.pop(variable, None)
    return kept if isinstance(kept.get("title"), str) and kept["title"].strip() and kept["id"] else None


def _first(key: str, value: Any) -> Any:
    """Crossref's CSL has lists where the schema wants one text."""
    if isinstance(value, list) and value and isinstance(value[0], str) and key != "categories":
        return value[0]
    return value
