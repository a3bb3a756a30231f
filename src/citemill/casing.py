"""The title of a record in the letter case that citation styles expect.

CSL 1.0.2, "Sentence Case Conversion": strings in sentence case can be turned into title case, "but not vice
versa", so titles are best stored in sentence case. A style that wants Title Case makes it itself
(`text-case="title"`), every other one prints what the record has; a listing has Title Case, which APA and
Vancouver forbid.
"""

from __future__ import annotations

from typing import Any

from citemill.record import Record
from citemill.text.case import Casing, is_title_case, protected, sentence_case

__all__ = ["recased"]

_CONTEXT = ("keyword", "annote", "original-title")


def recased(record: Record, casing: Casing = Casing.AUTO, *, protect: bool = True) -> Record:
    """The record with its title (and short title) in sentence case, or as it is.

    `auto` changes a title only where it is in Title Case. What was there stays under `custom["listing"]`.
    With `protect`, words whose capitals must stay stand in nocase spans. Titles in another language than
    English are left alone: their capitals follow other rules.
    """
    evident = (record.get("custom") or {}).get("title-language")
    language = str(record.get("language") or evident or "en").lower()
    if casing is Casing.KEEP or not language.startswith("en"):
        return record
    changed: dict[str, Any] = {}
    for variable in ("title", "title-short"):
        title = record.get(variable)
        if not title:
            continue
        new = title
        if casing is Casing.SENTENCE or is_title_case(title):
            context = [text for name in _CONTEXT if isinstance(text := record.get(name), str)]
            new = sentence_case(title, abstract=str(record.get("abstract") or ""), context=context)
        if protect:
            new = protected(new)
        if new != title:
            changed[variable] = new
    if not changed:
        return record
    custom = dict(record.get("custom") or {})
    custom["listing"] = {**{name: record[name] for name in changed}, **custom.get("listing", {})}
    return {**record, **changed, "custom": custom}
