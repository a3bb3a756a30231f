"""What Hayagriva calls what CSL has: types with their parents, fields, serial numbers, roles. Tables only."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "CARRIED",
    "EXACT",
    "FORMATTED",
    "IN_ANTHOLOGY",
    "NEED_PARENT",
    "NUMBERS",
    "OTHERS",
    "PLAIN",
    "ROLES",
    "SERIALS",
    "TYPES",
]

TYPES: Mapping[str, tuple[str, str]] = {
    "article-journal": ("article", "periodical"),
    "article-magazine": ("article", "periodical"),
    "article-newspaper": ("article", "newspaper"),
    "article": ("article", ""),
    "paper-conference": ("article", "proceedings"),
    "post-weblog": ("article", "blog"),
    "book": ("book", ""),
    "chapter": ("chapter", "book"),
    "entry-encyclopedia": ("entry", "reference"),
    "entry-dictionary": ("entry", "reference"),
    "entry": ("entry", "reference"),
    "report": ("report", ""),
    "thesis": ("thesis", ""),
    "webpage": ("web", "web"),
    "software": ("repository", ""),
    "dataset": ("repository", ""),
    "graphic": ("artwork", ""),
    "patent": ("patent", ""),
    "legal_case": ("case", ""),
    "legislation": ("legislation", ""),
    "bill": ("legislation", ""),
    "manuscript": ("manuscript", ""),
    "post": ("post", ""),
    "performance": ("performance", ""),
    "periodical": ("periodical", ""),
    "motion_picture": ("video", ""),
    "song": ("audio", ""),
    "broadcast": ("video", ""),
    "speech": ("misc", "conference"),
    "document": ("misc", ""),
    "review": ("article", "periodical"),
    "review-book": ("article", "periodical"),
    "classic": ("book", ""),
    "pamphlet": ("book", ""),
    "regulation": ("legislation", ""),
    "treaty": ("legislation", ""),
    "figure": ("artwork", ""),
    "map": ("artwork", ""),
    "event": ("conference", ""),
}

NEED_PARENT = frozenset(
    csl for csl, (kind, parent) in TYPES.items() if parent and kind in ("article", "misc")
)
"""Types that only their parent's type tells from another."""

EXACT = frozenset(
    csl for at, (csl, pair) in enumerate(TYPES.items()) if pair not in list(TYPES.values())[:at]
)
"""CSL types that read back as themselves."""

OTHERS: Mapping[str, str] = {
    "anthology": "book",
    "anthos": "chapter",
    "blog": "webpage",
    "conference": "event",
    "newspaper": "periodical",
    "proceedings": "book",
    "reference": "book",
    "thread": "post",
    "tweet": "post",
}
"""Types of Hayagriva that stand in no row of the table, and what they are read as."""

PLAIN: Mapping[str, str] = {
    "genre": "genre",
    "edition": "edition",
    "page-range": "page",
    "page-total": "number-of-pages",
    "volume-total": "number-of-volumes",
    "chapter": "chapter-number",
    "archive": "archive",
    "archive-location": "archive_location",
    "call-number": "call-number",
    "language": "language",
    "abstract": "abstract",
    "note": "note",
}
NUMBERS: Mapping[str, str] = {"volume": "volume", "issue": "issue"}
"""Of the parent where the type has one."""

SERIALS: Mapping[str, str] = {
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "serial": "number",
}
ROLES: Mapping[str, str] = {
    "translator": "translator",
    "compiler": "compiler",
    "organizer": "organizer",
    "cast-member": "performer",
    "composer": "composer",
    "producer": "producer",
    "executive-producer": "executive-producer",
    "writer": "script-writer",
    "director": "director",
    "illustrator": "illustrator",
    "narrator": "narrator",
    "collaborator": "contributor",
}
FORMATTED = frozenset(
    {"title", "title-short", "publisher", "publisher-place", "container-title", "collection-title"}
)
FORMATTED |= {"genre", "archive", "archive_location", "note", "abstract", "call-number", "event-title"}

CARRIED = frozenset(
    {
        *PLAIN.values(), *NUMBERS.values(), *SERIALS.values(), *ROLES.values(), *FORMATTED,
        "author", "editor", "issued", "URL", "accessed", "collection-number", "container-author",
    }
) - {"event-title"}  # fmt: skip
"""The CSL variables that Hayagriva has a place for."""

IN_ANTHOLOGY = frozenset({"anthos", "article", "chapter", "entry"})
"""Entry types whose parent may be an anthology: one without another parent is taken for their series."""
