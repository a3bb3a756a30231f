"""What MODS 3.7 calls what CSL has: types, roles, identifiers, parts. Tables only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

__all__ = [
    "AUTHORITIES",
    "CARRIED",
    "DETAILS",
    "GENRES",
    "HOSTS",
    "HOST_DETAILS",
    "IDENTIFIERS",
    "KINDS",
    "MISTAKEN",
    "NAMESPACE",
    "NOTES",
    "OWN_DETAILS",
    "RELATED",
    "RELATED_ROLES",
    "RESOURCES",
    "ROLES",
    "ROLE_OF",
    "Kind",
]

NAMESPACE = "http://www.loc.gov/mods/v3"


class Kind(NamedTuple):
    """How MODS says a CSL type: resource type, issuance, MARC genre term, and the MARC genre of its host."""

    resource: str = "text"
    issuance: str = ""
    genre: str = ""
    host: str = ""


KINDS: Mapping[str, Kind] = {
    "article-journal": Kind(genre="article", host="periodical"),
    "article-magazine": Kind(genre="article", host="magazine"),
    "article-newspaper": Kind(genre="article", host="newspaper"),
    "bill": Kind(issuance="monographic", genre="legislation"),
    "book": Kind(issuance="monographic", genre="book"),
    "broadcast": Kind("moving image", issuance="monographic"),
    "chapter": Kind(host="collection"),
    "dataset": Kind("software, multimedia", genre="numeric data"),
    "entry-dictionary": Kind(host="dictionary"),
    "entry-encyclopedia": Kind(host="encyclopedia"),
    "graphic": Kind("still image", genre="art original"),
    "interview": Kind(genre="interview"),
    "legal_case": Kind(issuance="monographic", genre="legal case and case notes"),
    "legislation": Kind(issuance="monographic", genre="legislation"),
    "manuscript": Kind(genre="manuscript"),
    "map": Kind("cartographic", genre="map"),
    "motion_picture": Kind("moving image", genre="motion picture"),
    "paper-conference": Kind(host="conference publication"),
    "patent": Kind(genre="patent"),
    "periodical": Kind(issuance="continuing", genre="periodical"),
    "personal_communication": Kind(genre="letter"),
    "report": Kind(issuance="monographic", genre="technical report"),
    "review": Kind(genre="review", host="periodical"),
    "software": Kind("software, multimedia"),
    "song": Kind("sound recording"),
    "speech": Kind(genre="speech"),
    "thesis": Kind(issuance="monographic", genre="thesis"),
    "treaty": Kind(issuance="monographic", genre="treaty"),
    "webpage": Kind(genre="web site"),
}
"""Terms of the MARC Genre Term List where it has one; the exact type stands beside them in `genre` too."""

AUTHORITIES = {"collection": "bibutilsgt", "magazine": "bibutilsgt"}
"""Terms for a host that are not of the MARC list."""

RESOURCES: Mapping[str, str] = {
    "cartographic": "map",
    "notated music": "musical_score",
    "sound recording": "song",
    "sound recording-musical": "song",
    "sound recording-nonmusical": "broadcast",
    "still image": "graphic",
    "moving image": "motion_picture",
    "software, multimedia": "software",
}

GENRES: Mapping[str, str] = {
    "academic journal": "article-journal",
    "article": "article-journal",
    "journal article": "article-journal",
    "collection": "book",
    "conference publication": "paper-conference",
    "conference paper": "paper-conference",
    "electronic": "webpage",
    "masters thesis": "thesis",
    "ph.d. thesis": "thesis",
    "habilitation thesis": "thesis",
    "doctoral thesis": "thesis",
    "mastersthesis": "thesis",
    "newspaper": "article-newspaper",
    "magazine": "article-magazine",
    "report": "report",
    "research report": "report",
    "web page": "webpage",
} | {kind.genre: name for name, kind in reversed(list(KINDS.items())) if kind.genre}
"""Genre terms that name a type, by any authority, in lower case."""

HOSTS: Mapping[str, str] = {
    "academic journal": "article-journal",
    "journal": "article-journal",
    "periodical": "article-journal",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "book": "chapter",
    "collection": "chapter",
    "conference publication": "paper-conference",
    "dictionary": "entry-dictionary",
    "encyclopedia": "entry-encyclopedia",
}

MISTAKEN = frozenset({"conferencePaper"})
"""Item types that bibutils, whatever their authority, takes for something else: the proceedings."""

ROLES: Mapping[str, str] = {
    "author": "aut",
    "compiler": "com",
    "composer": "cmp",
    "contributor": "ctb",
    "curator": "cur",
    "director": "drt",
    "editor": "edt",
    "host": "hst",
    "illustrator": "ill",
    "interviewer": "ivr",
    "narrator": "nrt",
    "organizer": "orm",
    "performer": "prf",
    "producer": "pro",
    "recipient": "rcp",
    "script-writer": "aus",
    "series-creator": "cre",
    "translator": "trl",
    "chair": "",
    "editorial-director": "",
    "executive-producer": "",
    "guest": "",
}
"""Name variables that stand in the item itself, with the MARC relator code where there is one."""

RELATED_ROLES: Mapping[str, tuple[str, str]] = {
    "container-author": ("host", "author"),
    "collection-editor": ("series", "editor"),
    "original-author": ("original", "author"),
    "reviewed-author": ("reviewOf", "author"),
}
"""Name variables that stand in a related item: its type, and the role there."""

ROLE_OF = {name.replace("-", " "): name for name in ROLES} | {
    code: name for name, code in ROLES.items() if code
}
ROLE_OF |= {"creator": "author", "cre": "author", "ed": "editor", "interviewee": "author", "ive": "author"}
ROLE_OF |= {"art": "author", "artist": "author", "pht": "author", "photographer": "author", "ctg": "author"}
ROLE_OF |= {
    "joint author": "author",
    "dissertant": "author",
    "dis": "author",
    "inv": "author",
    "prg": "author",
}

IDENTIFIERS: Mapping[str, str] = {
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "issn",
    "PMID": "pmid",
    "PMCID": "pmc",
    "citation-key": "citekey",
}
HOST_DETAILS = ("volume", "issue", "section", "chapter-number", "supplement")
OWN_DETAILS = ("number", "part", "printing")
DETAILS = HOST_DETAILS + OWN_DETAILS
"""`part/detail` by type, of the host and of the item; "chapter-number" is MODS's "chapter"."""

NOTES: Mapping[str, str] = {
    "note": "",
    "annote": "annotation",
    "version": "version identification",
    "status": "publication status",
    "references": "bibliography",
}

RELATED: Mapping[str, Mapping[str, str]] = {
    "host": {"title": "container-title", "short": "container-title-short"},
    "series": {"title": "collection-title", "number": "collection-number"},
    "original": {
        "title": "original-title",
        "publisher": "original-publisher",
        "place": "original-publisher-place",
        "date": "original-date",
    },
    "reviewOf": {"title": "reviewed-title", "genre": "reviewed-genre"},
}
"""The variables that stand in a related item, by its type."""

CARRIED = frozenset(
    {
        *ROLES, *RELATED_ROLES, *IDENTIFIERS, *DETAILS, *NOTES,
        *(variable for variables in RELATED.values() for variable in variables.values()),
        *"""title title-short genre publisher publisher-place issued submitted available-date edition
        event-title event-place event-date language medium dimensions number-of-pages number-of-volumes
        abstract keyword scale call-number URL accessed archive archive_location source page
        part-title""".split(),
    }
)  # fmt: skip
"""The CSL variables that MODS has a place for."""
