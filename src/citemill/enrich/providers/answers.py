"""Reading JSON answers, the same for all providers that give them."""

from __future__ import annotations

import json
from typing import Any

from citemill.enrich.dumps import unwrapped
from citemill.enrich.sources import SOURCES
from citemill.record import Record

__all__ = ["HITS", "records_of"]

HITS = 20
"""Hits that a search by title asks for."""


def records_of(body: bytes, source: str) -> list[Record]:
    """The works of an answer, read as that metadata source has them. Raises `ValueError` for no JSON."""
    if not body.strip():
        return []
    answer = json.loads(body)
    items: list[Any] = answer if isinstance(answer, list) else list(unwrapped(answer))
    module = SOURCES.load(source)
    found = []
    for item in items:
        if not isinstance(item, dict):
            continue  # Semantic Scholar's batches have null for what is unknown
        try:
            one = module.record(item)
        except (AttributeError, KeyError, IndexError, TypeError):
            continue  # an envelope without works, or one work in a shape of its own: the others count
        if one:
            found.append(one)
    return found
