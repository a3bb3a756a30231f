"""The words a publication list prints of its own, by language; what has no table speaks English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["joined", "labels"]

_ENGLISH = {
    "publications": "Publications",
    "publications-of": "Publications of {name}",
    "and": "and",
    "selected": "Selected publications",
    "other": "Other publications",
    "undated": "Without date",
    "no-subject": "Without subject",
    "count": "{n} publications",
    "count-1": "1 publication",
    "as-of": "as of {date}",
    "listed-of": "{n} of {all} publications",
    "papers": "Papers",
    "citations": "Citations",
    "h-index": "h-index",
    "novelty": "Novelty",
    "ai-score": "AI score",
    # the names that an author list leaves out
    "left-out": "…[, {names}, …][ ({count} authors)]",
    "hidden": "{et-al}[, including {names}]",
    # links and badges
    "doi": "DOI",
    "arxiv": "arXiv",
    "pdf": "PDF",
    "pubmed": "PubMed",
    "url": "Link",
    "code": "Code",
    "preprint": "Preprint",
    "open-access": "Open access",
    "award": "Award",
    # the page
    "search": "Search",
    "year": "Year",
    "type": "Type",
    "subject": "Subject",
    "all": "All",
    "sort": "Sort",
    "sort-given": "As listed",
    "newest": "Newest first",
    "oldest": "Oldest first",
    "title": "Title",
    "first-author": "First author",
    "shown": "{n} of {all} shown",
    "none-shown": "Nothing matches.",
    "reset": "Reset",
    "abstract": "Abstract",
    "cite": "Cite",
    "copy": "Copy {format}",
    "copied": "Copied",
    "copy-failed": "Press Ctrl+C to copy",
    "download": "Download {format}",
    "download-all": "Download shown as {format}",
    "per-year": "Publications per year",
    "other-subjects": "Other",
    "cumulative": "Publications in all",
    "co-authors": "Co-authors",
    "shown-only": "{n} lists of authors are cut off",
    "skip": "Skip to the publications",
    "filters": "Search and filters",
    "sections": "Sections",
    "per-year-of": "{year}: {n}",
}
_GERMAN = {
    "publications": "Publikationen",
    "publications-of": "Publikationen von {name}",
    "and": "und",
    "selected": "Ausgewählte Publikationen",
    "other": "Weitere Publikationen",
    "undated": "Ohne Datum",
    "no-subject": "Ohne Fachgebiet",
    "count": "{n} Publikationen",
    "count-1": "1 Publikation",
    "as-of": "Stand: {date}",
    "listed-of": "{n} von {all} Publikationen",
    "papers": "Artikel",
    "citations": "Zitationen",
    "h-index": "h-Index",
    "novelty": "Neuheit",
    "ai-score": "KI-Wert",
    "left-out": "…[, {names}, …][ ({count} Autoren)]",
    "hidden": "{et-al}[, darunter {names}]",
    "doi": "DOI",
    "arxiv": "arXiv",
    "pdf": "PDF",
    "pubmed": "PubMed",
    "url": "Link",
    "code": "Code",
    "preprint": "Preprint",
    "open-access": "Open Access",
    "award": "Auszeichnung",
    "search": "Suchen",
    "year": "Jahr",
    "type": "Art",
    "subject": "Fachgebiet",
    "all": "Alle",
    "sort": "Sortieren",
    "sort-given": "Wie aufgeführt",
    "newest": "Neueste zuerst",
    "oldest": "Älteste zuerst",
    "title": "Titel",
    "first-author": "Erstautor",
    "shown": "{n} von {all} angezeigt",
    "none-shown": "Nichts gefunden.",
    "reset": "Zurücksetzen",
    "abstract": "Zusammenfassung",
    "cite": "Zitieren",
    "copy": "{format} kopieren",
    "copied": "Kopiert",
    "copy-failed": "Mit Strg+C kopieren",
    "download": "{format} herunterladen",
    "download-all": "Angezeigte als {format}",
    "per-year": "Publikationen pro Jahr",
    "other-subjects": "Andere",
    "cumulative": "Publikationen insgesamt",
    "co-authors": "Koautoren",
    "shown-only": "{n} Autorenlisten sind gekürzt",
    "skip": "Zu den Publikationen",
    "filters": "Suche und Filter",
    "sections": "Abschnitte",
    "per-year-of": "{year}: {n}",
}

_TYPES_ENGLISH = {
    "article": "Preprints",
    "article-journal": "Journal articles",
    "paper-conference": "Conference papers",
    "chapter": "Book chapters",
    "book": "Books",
    "thesis": "Theses",
    "report": "Reports",
    "speech": "Talks",
    "dataset": "Datasets",
    "software": "Software",
    "patent": "Patents",
    "article-magazine": "Magazine articles",
    "article-newspaper": "Newspaper articles",
    "review": "Reviews",
    "review-book": "Book reviews",
    "entry-encyclopedia": "Encyclopedia entries",
    "post-weblog": "Blog posts",
    "webpage": "Web pages",
    "manuscript": "Manuscripts",
    "standard": "Standards",
    "interview": "Interviews",
    "document": "Other publications",
}
_TYPES_GERMAN = {
    "article": "Preprints",
    "article-journal": "Zeitschriftenartikel",
    "paper-conference": "Konferenzbeiträge",
    "chapter": "Buchkapitel",
    "book": "Bücher",
    "thesis": "Hochschulschriften",
    "report": "Berichte",
    "speech": "Vorträge",
    "dataset": "Datensätze",
    "software": "Software",
    "patent": "Patente",
    "article-magazine": "Magazinartikel",
    "article-newspaper": "Zeitungsartikel",
    "review": "Rezensionen",
    "review-book": "Buchbesprechungen",
    "entry-encyclopedia": "Lexikonartikel",
    "post-weblog": "Blogbeiträge",
    "webpage": "Webseiten",
    "manuscript": "Manuskripte",
    "standard": "Normen",
    "interview": "Interviews",
    "document": "Weitere Publikationen",
}

TYPE_ORDER = (
    """
    book article-journal paper-conference chapter article report thesis review review-book
    entry-encyclopedia speech dataset software patent standard article-magazine article-newspaper interview
    post-weblog webpage manuscript document
    """
).split()
"""The order of sections by type: as academic CVs have them."""

_TABLES = {"en": _ENGLISH, "de": _GERMAN}
_TYPES = {"en": _TYPES_ENGLISH, "de": _TYPES_GERMAN}


def labels(language: str) -> Mapping[str, str]:
    """The words for a language ("de-DE"); those of a CSL type stand under "type:article".

    >>> labels("de-AT")["type:book"]
    'Bücher'
    """
    short = language.partition("-")[0].lower()
    table = _TABLES.get(short, _ENGLISH)
    types = _TYPES.get(short, _TYPES_ENGLISH)
    return {**table, **{f"type:{name}": label for name, label in types.items()}}


def joined(names: Sequence[str], labels: Mapping[str, str]) -> str:
    """Names in a row.

    >>> joined(("Ada King", "Bo Li", "Eve Wu"), labels("en")), joined(("Ada King",), {})
    ('Ada King, Bo Li and Eve Wu', 'Ada King')
    """
    *first, last = names or ("",)
    return f"{', '.join(first)} {labels['and']} {last}" if first else last
