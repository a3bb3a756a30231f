"""PubMed XML, as efetch and PubMed's downloads give it: articles, books and chapters of them. Read only.

The document type is described at https://dtd.nlm.nih.gov/ncbi/pubmed/; older files have a `MedlineCitation`
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import dates, keywords, languages, pages, pubmed, xml
from citemill.formats.tagged import made_id
from citemill.formats.xml import text_of
from citemill.record import Name, Record

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["ARTICLE", "BOOK", "detects", "read"]

ARTICLE: Mapping[str, str] = {
    "PMID": "PMID",
    "Article/Journal/Title": "container-title",
    "Article/Journal/ISOAbbreviation": "container-title-short",
    "Article/Journal/JournalIssue/Volume": "volume",
    "Article/Journal/JournalIssue/Issue": "issue",
    "Article/Journal/ISSN": "ISSN",
    "MedlineJournalInfo/MedlineTA": "container-title-short",
    "MedlineJournalInfo/ISSNLinking": "ISSN",
    "MedlineJournalInfo/Country": "publisher-place",
    "GeneralNote": "note",
}
"""Path in a `MedlineCitation` -> CSL variable; of several paths for one variable the first with a text."""

BOOK: Mapping[str, str] = {
    "PMID": "PMID",
    "Book/Publisher/PublisherName": "publisher",
    "Book/Publisher/PublisherLocation": "publisher-place",
    "Book/CollectionTitle": "collection-title",
    "Book/Volume": "volume",
    "Book/VolumeTitle": "volume-title",
    "Book/Edition": "edition",
    "Book/Isbn": "ISBN",
    "Book/ReportNumber": "number",
    "Book/Medium": "medium",
}
"""Path in a `BookDocument` -> CSL variable."""

_IDS = {"doi": "DOI", "pmc": "PMCID", "pubmed": "PMID"}
"""`ArticleId` and `ELocationID` by their type."""

_MARKUP = {"i": "i", "b": "b", "sup": "sup", "sub": "sub", "sc": "sc"}
"""Elements inside a title -> tags of CSL-JSON; any other is read for its text."""

_ROOT = re.compile(r"<(?:Pubmed(?:Book)?Article(?:Set)?|MedlineCitation(?:Set)?|BookDocument)[\s>]")


def detects(head: str) -> bool:
    """Whether a file that begins so is PubMed XML."""
    return _ROOT.search(head) is not None


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read article by article and book by book."""
    seen: dict[str, int] = {}
    used: set[str] = set()
    found = False
    head = source.head().decode("utf-8", "replace")
    bare = re.search(r"<Pubmed(?:Book)?Article[\s>]", head) is None
    names = ("MedlineCitation", "BookDocument") if bare else ("PubmedArticle", "PubmedBookArticle")
    for element in xml.elements(source, names, report):
        found = True
        record = {"id": "", **_record(element)}
        record["id"] = f"pmid{record['PMID']}" if record.get("PMID") else made_id(record, seen)
        place = Place(source.name, xml.line_of(element), record["id"])
        if not record.get("title"):
            report(Diagnostic("title-missing", Severity.WARNING, place, "the citation has no title"))
        if record["id"] in used:
            report(Diagnostic("duplicate-key", Severity.WARNING, place, "two records have this key"))
        used.add(record["id"])
        yield record
    if not found and source.head(1):
        raise BadInput(
            "this is no PubMed XML",
            place=Place(source.name, 1),
            hint='citations are "PubmedArticle" elements',
        )


def _child(element: _Element | None, path: str) -> _Element | None:
    """The first element at a path of names below another one."""
    for name in path.split("/"):
        if element is None:
            return None
        element = next((one for one in element if xml.local(one) == name), None)
    return element


def _children(element: _Element | None, path: str) -> list[_Element]:
    """All elements at a path: of the names before the last one the first element each."""
    above, _, name = path.rpartition("/")
    parent = _child(element, above) if above else element
    return [] if parent is None else [one for one in parent if xml.local(one) == name]


def _record(element: _Element) -> Record:
    name = xml.local(element)
    if name in ("PubmedBookArticle", "BookDocument"):
        book = element if name == "BookDocument" else _child(element, "BookDocument")
        record = _book(book)
        data = _child(element, "PubmedBookData")
    else:
        citation = element if name == "MedlineCitation" else _child(element, "MedlineCitation")
        record = _article(citation)
        data = _child(element, "PubmedData")
    _identifiers(record, _children(data, "ArticleIdList/ArticleId"), "IdType")
    return {variable: value for variable, value in record.items() if value not in ("", [], {}, None)}


def _article(citation: _Element | None) -> Record:
    article = _child(citation, "Article")
    kinds = [text_of(one) for one in _children(article, "PublicationTypeList/PublicationType")]
    record: Record = {"id": "", "type": pubmed.record_type(kinds)}
    _read_titles(record, article)
    _read_table(record, citation, ARTICLE)
    _read_people(record, article)
    _put(record, "issued", _date(_child(article, "Journal/JournalIssue/PubDate")))
    _put(record, "available-date", _date(_child(article, "ArticleDate")))
    _read_described(record, article, citation)
    _identifiers(record, _children(article, "ELocationID"), "EIdType")
    _read_pages(record, article)
    pubmed.complete(record, kinds)
    return record


def _book(document: _Element | None) -> Record:
    """A book, or a chapter of one where the document has a title of its own."""
    book = _child(document, "Book")
    title, of_book = _rich(_child(document, "ArticleTitle")), _rich(_child(book, "BookTitle"))
    kinds = [text_of(one) for one in _children(document, "PublicationType")]
    found = pubmed.record_type(kind for kind in kinds if kind.lower() != "journal article")
    chapter = bool(title and of_book)
    own = "chapter" if chapter else "book" if found == "article-journal" else found
    record: Record = {"id": "", "type": own, "title": _without_stop(title or of_book)}
    if chapter:
        record["container-title"] = of_book
    _read_table(record, document, BOOK)
    _read_people(record, document)
    whole: Record = {}
    _read_people(whole, book)
    for variable, people in whole.items():
        place = "container-author" if chapter and variable == "author" and "author" in record else variable
        _put(record, place, people)
    if chapter:
        _put(record, "issued", _date(_child(document, "ContributionDate")))
    _put(record, "issued", _date(_child(book, "PubDate")) or _date(_child(book, "BeginningDate")))
    label = _child(document, "LocationLabel")
    if label is not None and label.get("Type") == "chapter":
        record["chapter-number"] = re.sub(r"^chapter\s+", "", text_of(label), flags=re.IGNORECASE)
    _read_described(record, document, document)
    _read_pages(record, document)
    accession = [
        text_of(one)
        for one in _children(document, "ArticleIdList/ArticleId")
        if one.get("IdType") == "bookaccession"
    ]
    if accession and re.fullmatch(r"NBK\d+", accession[0]):
        record["URL"] = f"https://www.ncbi.nlm.nih.gov/books/{accession[0]}/"
    for where in (document, book):
        _identifiers(record, _children(where, "ArticleIdList/ArticleId"), "IdType")
        _identifiers(record, _children(where, "ELocationID"), "EIdType")
    pubmed.complete(record, kinds)
    return record


def _put(record: Record, variable: str, value: Any) -> None:
    """Set a variable that has no value yet."""
    if value and variable not in record:
        record[variable] = value


def _read_table(record: Record, element: _Element | None, table: Mapping[str, str]) -> None:
    for path, variable in table.items():
        _put(record, variable, text_of(_child(element, path)))


def _read_titles(record: Record, article: _Element | None) -> None:
    """The title; a translated one stands in brackets, and the original beside it."""
    title = _rich(_child(article, "ArticleTitle"))
    original = _without_stop(_rich(_child(article, "VernacularTitle")))
    bare = title.rstrip(".")
    if bare.startswith("[") and bare.endswith("]") and bare.count("[") == 1:
        title = bare[1:-1].strip()
    if title.rstrip(".").lower() == "not available":
        title = ""
    record["title"] = _without_stop(title) or original
    if title and original:
        record["original-title"] = original


def _without_stop(title: str) -> str:
    """PubMed puts a full stop behind every title."""
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _rich(element: _Element | None) -> str:
    """The text of an element with the markup that CSL-JSON knows."""
    if element is None:
        return ""
    pieces = [element.text or ""]
    for child in element:
        name = xml.local(child)
        inner = _rich(child) if name else ""
        tag = _MARKUP.get(name)
        pieces.append(f"<{tag}>{inner}</{tag}>" if tag and inner else inner)
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def _read_people(record: Record, element: _Element | None) -> None:
    """Authors, or what else a list says it holds; PubMed says where a list is not complete."""
    for people in _children(element, "AuthorList"):
        variable = "editor" if people.get("Type") == "editors" else "author"
        for person in people:
            found = _name(person)
            if found:
                record.setdefault(variable, []).append(found)
            for one in _children(person, "AffiliationInfo"):
                _affiliate(record, text_of(_child(one, "Affiliation")))
            _affiliate(record, text_of(_child(person, "Affiliation")))
        if people.get("CompleteYN") == "N" and variable in record:
            record.setdefault("custom", {}).setdefault("cut-off", []).append(variable)


def _affiliate(record: Record, name: str) -> None:
    if name:
        known = record.setdefault("custom", {}).setdefault("affiliations", [])
        if {"name": name} not in known:
            known.append({"name": name})


def _name(person: _Element) -> Name | None:
    parts = {xml.local(part): text_of(part) for part in person}
    whole = parts.get("CollectiveName", "")
    if whole:
        return {"literal": whole}
    family, given = parts.get("LastName", ""), parts.get("ForeName") or parts.get("Initials", "")
    return pubmed.name(family, given, parts.get("Suffix", "")) if family or given else None


def _date(element: _Element | None) -> dict[str, Any]:
    if element is None:
        return {}
    parts = {xml.local(part): text_of(part) for part in element}
    if parts.get("MedlineDate"):
        return pubmed.date(parts["MedlineDate"])
    year, month, day = (parts.get(name, "") for name in ("Year", "Month", "Day"))
    if not year:
        return {}
    if parts.get("Season"):
        return pubmed.date(f"{year} {parts['Season']}")
    number = dates.month_number(month)
    if not number:
        return pubmed.date(f"{year} {month}".strip())
    return dates.read("-".join((year, f"{number:02d}", *([day.zfill(2)] if day.isdecimal() else []))))


def _read_described(record: Record, element: _Element | None, citation: _Element | None) -> None:
    """Language, abstract and keywords."""
    _put(record, "language", languages.code(text_of(_child(element, "Language"))))
    _put(record, "abstract", _abstract(_child(element, "Abstract")))
    _put(record, "abstract", _abstract(_child(citation, "OtherAbstract")))
    words = [_heading(one) for one in _children(citation, "MeshHeadingList/MeshHeading")]
    for one in _children(citation, "KeywordList"):
        words += [text_of(word) for word in _children(one, "Keyword")]
    _put(record, "keyword", keywords.join(filter(None, words)))


def _abstract(element: _Element | None) -> str:
    """A paragraph for each part, with its label in front."""
    paragraphs = []
    for part in _children(element, "AbstractText"):
        label, text = part.get("Label", ""), _rich(part)
        if text:
            paragraphs.append(f"{label}: {text}" if label and label.upper() != "UNLABELLED" else text)
    return "\n\n".join(paragraphs)


def _heading(element: _Element) -> str:
    """A MeSH heading with its qualifiers, as PubMed writes it: "Kidney Diseases/diagnosis/therapy"."""
    return "/".join(filter(None, (text_of(part) for part in element)))


def _read_pages(record: Record, element: _Element | None) -> None:
    """Pages, or what an article without any is numbered by."""
    pagination = _child(element, "Pagination")
    found = text_of(_child(pagination, "MedlinePgn"))
    first, last = text_of(_child(pagination, "StartPage")), text_of(_child(pagination, "EndPage"))
    found = found or (f"{first}-{last}" if first and last and first != last else first)
    _put(record, "page", pages.whole(found))
    for one in _children(element, "ELocationID"):
        if one.get("EIdType") == "pii" and one.get("ValidYN") != "N":
            _put(record, "page", text_of(one))


def _identifiers(record: Record, elements: list[_Element], attribute: str) -> None:
    for element in elements:
        variable = _IDS.get(element.get(attribute, ""))
        if variable and element.get("ValidYN") != "N":
            _put(record, variable, text_of(element))
