"""Zotero's data model as tables: item types with their fields and creators, and their CSL names.

Facts from Zotero's schema, version 41 (2026-01). A field written `university:publisher` is the type's own
name for the base field `publisher`; CSL's variables go to base fields, so `publisher` of a thesis is
`university`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["CSL_TYPES", "ITEM_TYPES", "ItemType", "creators", "fields", "item_type", "label"]

_EVERY = "abstractNote DOI citationKey url accessDate language shortTitle rights extra"
_HELD = "archive archiveLocation libraryCatalog callNumber"
_BOOK = (
    "series seriesNumber volume numberOfVolumes edition place publisher date ISBN ISSN"
    " originalDate originalPublisher originalPlace"
)
_ENTRY = "series seriesNumber volume numberOfVolumes edition place publisher date pages ISBN"
_BROADCAST = (
    "director castMember contributor executiveProducer guest host producer scriptwriter seriesCreator"
)


class ItemType(NamedTuple):
    """An item type: the CSL type it stands for, its fields and its creator types, the main one first."""

    csl: str
    fields: str
    creators: str


ITEM_TYPES: Mapping[str, ItemType] = {
    "artwork": ItemType(
        "graphic",
        f"title {_EVERY} {_HELD} artworkMedium:medium artworkSize date eventPlace",
        "artist contributor",
    ),
    "audioRecording": ItemType(
        "song",
        f"title {_EVERY} {_HELD} audioRecordingFormat:medium seriesTitle volume numberOfVolumes place"
        " label:publisher date runningTime ISBN",
        "performer contributor composer wordsBy translator",
    ),
    "bill": ItemType(
        "bill",
        f"title {_EVERY} billNumber:number code codeVolume:volume section codePages:pages"
        " legislativeBody:authority session history date",
        "sponsor contributor cosponsor",
    ),
    "blogPost": ItemType(
        "post-weblog",
        f"title {_EVERY} blogTitle:publicationTitle websiteType:type date ISSN",
        "author contributor commenter translator",
    ),
    "book": ItemType(
        "book",
        f"title {_EVERY} {_HELD} {_BOOK} format:medium numPages",
        "author contributor editor translator seriesEditor",
    ),
    "bookSection": ItemType(
        "chapter",
        f"title {_EVERY} {_HELD} {_BOOK} format:medium bookTitle:publicationTitle pages",
        "author bookAuthor contributor editor translator seriesEditor",
    ),
    "case": ItemType(
        "legal_case",
        f"caseName:title {_EVERY} court:authority dateDecided:date docketNumber:number reporter"
        " reporterVolume:volume firstPage:pages history",
        "author contributor counsel",
    ),
    "computerProgram": ItemType(
        "software",
        f"title {_EVERY} {_HELD} seriesTitle versionNumber date system place company:publisher"
        " programmingLanguage ISBN",
        "programmer contributor",
    ),
    "conferencePaper": ItemType(
        "paper-conference",
        f"title {_EVERY} {_HELD} proceedingsTitle:publicationTitle conferenceName publisher place eventPlace"
        " date volume issue numberOfVolumes pages series seriesNumber ISBN ISSN",
        "author contributor editor translator seriesEditor",
    ),
    "dataset": ItemType(
        "dataset",
        f"title {_EVERY} {_HELD} identifier:number type versionNumber date repository:publisher"
        " repositoryLocation:place format:medium",
        "author contributor",
    ),
    "dictionaryEntry": ItemType(
        "entry-dictionary",
        f"title {_EVERY} {_HELD} dictionaryTitle:publicationTitle {_ENTRY}",
        "author contributor editor translator seriesEditor",
    ),
    "document": ItemType(
        "document",
        f"title {_EVERY} {_HELD} type date publisher place",
        "author contributor editor reviewedAuthor translator",
    ),
    "email": ItemType(
        "personal_communication", f"subject:title {_EVERY} date", "author contributor recipient"
    ),
    "encyclopediaArticle": ItemType(
        "entry-encyclopedia",
        f"title {_EVERY} {_HELD} encyclopediaTitle:publicationTitle {_ENTRY}",
        "author contributor editor translator seriesEditor",
    ),
    "film": ItemType(
        "motion_picture",
        f"title {_EVERY} {_HELD} distributor:publisher place date genre:type videoRecordingFormat:medium"
        " runningTime",
        "director castMember contributor guest narrator producer scriptwriter translator",
    ),
    "forumPost": ItemType(
        "post", f"title {_EVERY} forumTitle:publicationTitle postType:type date", "author contributor"
    ),
    "hearing": ItemType(
        "hearing",
        f"title {_EVERY} committee publisher numberOfVolumes documentNumber:number pages"
        " legislativeBody:authority session history date place",
        "contributor",
    ),
    "instantMessage": ItemType(
        "personal_communication", f"title {_EVERY} date", "author contributor recipient"
    ),
    "interview": ItemType(
        "interview",
        f"title {_EVERY} {_HELD} interviewMedium:medium date publisher place",
        "interviewee contributor interviewer translator",
    ),
    "journalArticle": ItemType(
        "article-journal",
        f"title {_EVERY} {_HELD} publicationTitle publisher place date volume issue section"
        " partNumber partTitle"
        " pages series seriesTitle seriesText journalAbbreviation ISSN PMID PMCID",
        "author contributor editor reviewedAuthor translator",
    ),
    "letter": ItemType(
        "personal_communication",
        f"title {_EVERY} {_HELD} letterType:type date eventPlace",
        "author contributor recipient translator",
    ),
    "magazineArticle": ItemType(
        "article-magazine",
        f"title {_EVERY} {_HELD} publicationTitle publisher place date volume issue pages ISSN",
        "author contributor reviewedAuthor translator",
    ),
    "manuscript": ItemType(
        "manuscript",
        f"title {_EVERY} {_HELD} manuscriptType:type institution:publisher place date numPages number",
        "author contributor translator",
    ),
    "map": ItemType(
        "map",
        f"title {_EVERY} {_HELD} mapType:type scale seriesTitle edition publisher place date ISBN",
        "cartographer contributor seriesEditor",
    ),
    "newspaperArticle": ItemType(
        "article-newspaper",
        f"title {_EVERY} {_HELD} publicationTitle publisher place date volume issue edition section"
        " pages ISSN",
        "author contributor reviewedAuthor translator",
    ),
    "patent": ItemType(
        "patent",
        f"title {_EVERY} place country assignee issuingAuthority:authority patentNumber:number"
        " filingDate pages"
        " applicationNumber priorityNumbers issueDate:date priorityDate:originalDate references"
        " legalStatus:status",
        "inventor attorneyAgent contributor",
    ),
    "podcast": ItemType(
        "broadcast",
        f"title {_EVERY} seriesTitle episodeNumber:number audioFileType:medium date publisher place"
        " runningTime",
        "podcaster castMember contributor director executiveProducer guest host producer scriptwriter"
        " seriesCreator",
    ),
    "preprint": ItemType(
        "article",
        f"title {_EVERY} {_HELD} genre:type repository:publisher archiveID:number place date series"
        " seriesNumber",
        "author contributor editor reviewedAuthor translator",
    ),
    "presentation": ItemType(
        "speech",
        f"title {_EVERY} presentationType:type date meetingName place series sessionTitle:publicationTitle",
        "presenter chair contributor organizer translator",
    ),
    "radioBroadcast": ItemType(
        "broadcast",
        f"title {_EVERY} {_HELD} programTitle:publicationTitle episodeNumber:number"
        " audioRecordingFormat:medium"
        " network:publisher place date runningTime",
        _BROADCAST,
    ),
    "report": ItemType(
        "report",
        f"title {_EVERY} {_HELD} reportNumber:number reportType:type institution:publisher place date"
        " seriesTitle seriesNumber pages ISBN ISSN",
        "author contributor editor translator seriesEditor",
    ),
    "standard": ItemType(
        "standard",
        f"title {_EVERY} {_HELD} organization:authority committee type number versionNumber status date"
        " publisher place numPages",
        "author contributor",
    ),
    "statute": ItemType(
        "legislation",
        f"nameOfAct:title {_EVERY} code codeNumber publicLawNumber:number dateEnacted:date pages section"
        " session history",
        "author contributor",
    ),
    "thesis": ItemType(
        "thesis",
        f"title {_EVERY} {_HELD} thesisType:type university:publisher place date series seriesNumber numPages"
        " ISBN ISSN",
        "author contributor",
    ),
    "tvBroadcast": ItemType(
        "broadcast",
        f"title {_EVERY} {_HELD} programTitle:publicationTitle episodeNumber:number"
        " videoRecordingFormat:medium"
        " network:publisher place date runningTime",
        f"{_BROADCAST} narrator",
    ),
    "videoRecording": ItemType(
        "motion_picture",
        f"title {_EVERY} {_HELD} videoRecordingFormat:medium seriesTitle volume numberOfVolumes"
        " studio:publisher"
        " place date runningTime ISBN",
        "director castMember contributor guest host narrator producer scriptwriter",
    ),
    "webpage": ItemType(
        "webpage",
        f"title {_EVERY} websiteTitle:publicationTitle websiteType:type date publisher place",
        "author contributor translator",
    ),
}

_TWINS: Mapping[str, str] = {
    "broadcast": "tvBroadcast",
    "personal_communication": "letter",
    "motion_picture": "film",
}
"""Of several item types with one CSL type, the one that is written."""

_NEAREST: Mapping[str, str] = {
    "classic": "book",
    "collection": "manuscript",
    "entry": "encyclopediaArticle",
    "event": "presentation",
    "figure": "artwork",
    "pamphlet": "manuscript",
    "performance": "presentation",
    "periodical": "book",
    "regulation": "statute",
    "review": "journalArticle",
    "review-book": "journalArticle",
}
"""CSL types that Zotero has no item type for; Extra keeps the CSL type in a line. The rest: document."""

CSL_TYPES: Mapping[str, str] = MappingProxyType(
    {row.csl: name for name, row in ITEM_TYPES.items() if row.csl not in _TWINS} | dict(_TWINS)
)
"""The item type of each CSL type that Zotero has a twin for."""

_VARIABLES: Mapping[str, str] = {
    "title": "title",
    "title-short": "shortTitle",
    "abstract": "abstractNote",
    "accessed": "accessDate",
    "archive": "archive",
    "archive_location": "archiveLocation",
    "authority": "authority",
    "call-number": "callNumber applicationNumber",
    "chapter-number": "session",
    "citation-key": "citationKey",
    "collection-number": "seriesNumber",
    "collection-title": "seriesTitle series",
    "container-title": "publicationTitle reporter code",
    "container-title-short": "journalAbbreviation",
    "dimensions": "artworkSize runningTime",
    "DOI": "DOI",
    "edition": "edition",
    "event-place": "eventPlace",
    "event-title": "meetingName conferenceName",
    "genre": "type programmingLanguage",
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "issue": "issue priorityNumbers",
    "issued": "date",
    "language": "language",
    "medium": "medium system",
    "number": "number",
    "number-of-pages": "numPages",
    "number-of-volumes": "numberOfVolumes",
    "original-date": "originalDate",
    "original-publisher": "originalPublisher",
    "original-publisher-place": "originalPlace",
    "page": "pages",
    "part": "partNumber",
    "part-title": "partTitle",
    "PMCID": "PMCID",
    "PMID": "PMID",
    "publisher": "publisher",
    "publisher-place": "place",
    "references": "history references",
    "scale": "scale",
    "section": "section committee",
    "source": "libraryCatalog",
    "status": "status",
    "submitted": "filingDate",
    "URL": "url",
    "version": "versionNumber",
    "volume": "volume codeNumber",
}
"""Each CSL variable's base fields; of several the first that the item type has is its place."""

_OWN_PLACES: Mapping[str, Mapping[str, str]] = {
    "presentation": {"event-place": "place", "publisher-place": ""},
}
"""Where a type puts a variable elsewhere than the table says."""

_ROLES: Mapping[str, str] = {
    "author": "author artist performer sponsor programmer interviewee cartographer inventor podcaster"
    " presenter",
    "chair": "chair",
    "collection-editor": "seriesEditor",
    "composer": "composer",
    "container-author": "bookAuthor",
    "contributor": "contributor",
    "director": "director",
    "editor": "editor",
    "executive-producer": "executiveProducer",
    "guest": "guest",
    "host": "host",
    "interviewer": "interviewer",
    "narrator": "narrator",
    "organizer": "organizer",
    "performer": "castMember",
    "producer": "producer",
    "recipient": "recipient",
    "reviewed-author": "reviewedAuthor",
    "script-writer": "scriptwriter",
    "series-creator": "seriesCreator",
    "translator": "translator",
}
"""Each CSL name variable's creator types; of several the one that the item type has."""


def item_type(csl_type: str) -> str:
    """The Zotero item type for a CSL type: its twin, the nearest one, or `document`.

    >>> item_type("article"), item_type("software"), item_type("musical_score")
    ('preprint', 'computerProgram', 'document')
    """
    return CSL_TYPES.get(csl_type) or _NEAREST.get(csl_type, "document")


@cache
def fields(name: str) -> Mapping[str, str]:
    """The Zotero field for each CSL variable that the item type has a place for.

    >>> fields("thesis")["publisher"], fields("report").get("volume")
    ('university', None)
    """
    of_base: dict[str, str] = {}
    for word in ITEM_TYPES[name].fields.split():
        own, _, base = word.partition(":")
        of_base.setdefault(base or own, own)
    places = {
        variable: next((of_base[base] for base in bases.split() if base in of_base), "")
        for variable, bases in _VARIABLES.items()
    }
    places |= _OWN_PLACES.get(name, {})
    return MappingProxyType({variable: field for variable, field in places.items() if field})


@cache
def creators(name: str) -> Mapping[str, str]:
    """The Zotero creator type for each CSL name variable that the item type has a role for.

    >>> creators("computerProgram")["author"], creators("thesis").get("editor")
    ('programmer', None)
    """
    known = ITEM_TYPES[name].creators.split()
    roles = {
        variable: next((role for role in names.split() if role in known), "")
        for variable, names in _ROLES.items()
    }
    return MappingProxyType({variable: role for variable, role in roles.items() if role})


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def label(field: str) -> str:
    """A field's name as a line of Extra has it.

    >>> label("archiveID"), label("place"), label("DOI")
    ('Archive ID', 'Place', 'DOI')
    """
    words = _CAMEL.split(field)
    return " ".join(word[:1].upper() + word[1:] for word in words)
