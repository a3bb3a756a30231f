"""The plan of a publication list: every option there is, as one frozen tree of values.

The same tree is what `citemill.toml` is read into (config.py), what its JSON schema is made from, and what
the options of `citemill cv` change; the text beside each option is its documentation in all three.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from citemill.citeproc import DEFAULT_ENGINE

__all__ = [
    "Badges",
    "Enrich",
    "EntryPlan",
    "Group",
    "Header",
    "Links",
    "Names",
    "Numbering",
    "Owner",
    "Page",
    "Plan",
    "Rule",
    "Sections",
    "Selected",
    "option",
]

By: TypeAlias = Literal["type", "year", "subject", "rules", "none"]
Direction: TypeAlias = Literal["none", "up", "down", "style"]
Scope: TypeAlias = Literal["list", "section"]


def option(doc: str, default: Any = None, *, table: type | None = None) -> Any:
    """A field with its documentation; `table` is the class that a table of the file is read into."""
    metadata = {"doc": doc}
    if table is not None:
        return field(default_factory=table, metadata=metadata)
    if default is dict:
        return field(default_factory=lambda: MappingProxyType({}), metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Rule:
    """Which entries: every condition that is given must hold; a rule without conditions holds for none."""

    title: str = option("Heading of the section (in sections.rules).", "")
    keys: tuple[str, ...] = option("Citation keys.", ())
    tags: tuple[str, ...] = option("Tags given in entries.KEY.tags; one of them must be there.", ())
    types: tuple[str, ...] = option('CSL types ("article", "paper-conference"); one of them.', ())
    subjects: tuple[str, ...] = option('arXiv categories or archives ("cs.LG", "cs"); one of them.', ())
    authors: tuple[str, ...] = option("Persons; one of them must be among the authors shown.", ())
    first_authors: tuple[str, ...] = option("Persons; one of them must be the first author.", ())
    since: str = option("First year or date: 2020, 2020-06, 2020-06-12.", "")
    until: str = option("Last year or date.", "")
    words: tuple[str, ...] = option("Words; one must occur in title, venue, genre or keywords.", ())
    code: bool | None = option("Whether the code is public.", None)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose list this is."""

    name: str = option("The owner's name; by default that of the listing's header.", "")
    aliases: tuple[str, ...] = option("Other names the owner has published under.", ())
    orcid: str = option("ORCID iD, for links and metadata.", "")
    homepage: str = option("Address of the owner's home page.", "")


@dataclass(frozen=True, slots=True)
class Sections:
    """How the list is divided."""

    by: By = option("What sections are made by.", "none")
    order: tuple[str, ...] = option(
        'Order of the sections: "newest", "oldest", "name", "count", or their titles one by one. By default '
        "years run from the newest, types and rules as they are listed, subjects by count.",
        (),
    )
    titles: Mapping[str, str] = option(
        'Other headings: {"article": "Preprints", "cs.LG": "Machine learning"}.', dict
    )
    rules: tuple[Rule, ...] = option(
        'The sections of by = "rules"; an entry goes to the first that holds.', ()
    )
    rest: str = option('Heading for entries that no rule holds for; "-" leaves them out.', "")
    counts: bool = option("Whether headings say how many entries there are.", False)


@dataclass(frozen=True, slots=True)
class Selected:
    """Selected papers: a first section, or a filter."""

    title: str = option("Heading of the section.", "")
    rule: Rule = option("Which papers, beside those with entries.KEY.selected.", table=Rule)
    repeat: bool = option("Whether they stand in their own section as well.", True)
    only: bool = option("Make a list of the selected papers alone.", False)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers before the entries."""

    direction: Direction = option(
        'up (1, 2 ...), down (59 ... 1), none, or "style": as the citation style has it.', "style"
    )
    scope: Scope = option("Whether numbers run through the list, or start anew in each section.", "list")
    format: str = option("What a number looks like.", "{n}.")


@dataclass(frozen=True, slots=True)
class Names:
    """Long lists of authors, and the owner in them."""

    longer_than: int = option("Shorten lists of more names than this; 0 leaves it to the style.", 0)
    first: int = option("How many names a shortened list starts with.", 3)
    keep: tuple[str, ...] = option(
        "Groups whose members are named though the list leaves them out.", ("owner",)
    )
    left_out: str = option(
        "What stands for names left out: {names} are those kept, {count} the number of all authors, {et-al}"
        " what the style says; a part in [brackets] needs its values. By default the language's own wording.",
        "",
    )
    hidden: str = option(
        "What stands after names where the listing itself is cut off: {names} is the owner, known to be among"
        " the authors, though not in which place; {et-al}, what the style says, alone does not name him.",
        "",
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Names that are set apart: how, and whose."""

    members: tuple[str, ...] = option("Their names; those of the owner stand under owner.", ())
    bold: bool = option("Bold.", False)
    italic: bool = option("Italic.", False)
    underline: bool = option("Underlined.", False)
    small_caps: bool = option("Small capitals.", False)
    before: str = option("A text before the name.", "")
    after: str = option('A text after the name: "*".', "")
    legend: str = option('What the mark means, printed once: "equal contribution".', "")


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """What is said about one entry, by its citation key."""

    note: str = option('A note under the entry ("with a commentary by ...").', "")
    award: str = option("An award.", "")
    tags: tuple[str, ...] = option("Tags, for rules and filters.", ())
    selected: bool = option("Whether it is a selected paper.", False)
    hide: bool = option("Leave it out.", False)
    badges: tuple[str, ...] = option("Badges of your own.", ())
    links: Mapping[str, str] = option('Links: {"code": "https://...", "slides": "https://..."}.', dict)
    groups: Mapping[str, tuple[str, ...]] = option(
        'Members for this entry alone: {"equal": ["A. B."]}.', dict
    )
    section: str = option("Heading of the section it stands in, whatever the sections are made by.", "")
    set: Mapping[str, str] = option(
        'Variables of the record to set: {"DOI": "10.1000/1", "volume": "3"}.', dict
    )


@dataclass(frozen=True, slots=True)
class Badges:
    """The short labels after an entry; an empty text leaves one out, "auto" is the locale's word."""

    code: str = option("The code is public.", "auto")
    preprint: str = option("A preprint.", "")
    open_access: str = option("Open to read: on arXiv, or with an address in an open archive.", "")


@dataclass(frozen=True, slots=True)
class Links:
    """The links after an entry."""

    show: tuple[str, ...] = option(
        "Which, and in which order: doi, arxiv, pdf, pubmed, code, url, and names of your own.",
        ("doi", "arxiv", "pdf", "pubmed", "code", "url"),
    )
    inline: bool = option("Make the addresses that the style itself prints into links.", True)
    print: bool = option(
        "Print links under the entries where a document is for paper (DOCX, LaTeX, ...).", True
    )


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the list."""

    show: bool = option("Whether there is a header.", True)
    text: str = option("A text of your own.", "")
    figures: tuple[str, ...] = option(
        "The profile's figures to show: h-index, papers, citations, novelty, ai-score.",
        ("papers", "citations", "h-index"),
    )
    as_of: str = option("The day the figures are of; by default the day the listing was saved.", "")
    counts: bool = option("Whether to say how many publications are listed.", True)


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML page."""

    abstracts: bool = option("Whether abstracts can be unfolded.", True)
    search: bool = option("Search box, filters and sorting.", True)
    chart: bool = option("A small chart of papers per year and by subject.", True)
    export: bool = option("BibTeX and RIS of each entry, to copy or download.", True)
    metadata: bool = option("COinS, JSON-LD and meta tags for machines.", True)
    url: str = option("Where the page will stand, for its metadata.", "")


@dataclass(frozen=True, slots=True)
class Enrich:
    """Where entries are completed from; with an index or a provider they are."""

    index: str = option('A local index of metadata, as "citemill index build" makes it.', "")
    providers: tuple[str, ...] = option("Online providers: arxiv, crossref, openalex ...", ())
    offline: bool = option("Take the providers' answers from the cache only.", False)
    contact: str = option("Your address, which providers like to know.", "")
    cache: str = option("Where the providers' answers are kept; by default the user's own cache.", "")
    prefer: Literal["preprint", "published"] = option(
        "Which version of a work to cite where both are known.", "preprint"
    )
    choices: str = option('Where the answers of "--review" are kept.', "")


@dataclass(frozen=True, slots=True)
class Plan:
    """All options of a publication list."""

    listing: tuple[str, ...] = option("The files to read: listings, BibTeX, RIS, CSL-JSON ...", ())
    output: tuple[str, ...] = option(
        "The files to write; the suffix tells the format: html, docx, tex, typ, pdf, md, rtf, txt."
        ' ".fragment" before it (list.fragment.html) leaves out what makes a whole document.',
        (),
    )
    template: str = option(
        'A Jinja2 template, for the output of the same suffix: "cv.tex.j2" writes cv.tex.', ""
    )
    width: int = option("Width of plain text in columns; 0 leaves every entry on one line.", 80)
    title: str = option("Title of the list; by default the word for publications and the owner's name.", "")
    style: str = option("Citation style: a name, or the path of a .csl file.", "apa")
    locale: str = option('Language of the output ("de-DE"); by default that of the style.', "")
    casing: Literal["auto", "keep", "sentence"] = option(
        "Titles: auto (sentence case for those in Title Case; a style that wants Title Case makes it itself),"
        " keep, or sentence (all of them).",
        "auto",
    )
    year_letters: bool = option(
        'Letters after years ("2024a"), and more names than usual, that tell apart what would be cited alike,'
        " for texts that cite the list.",
        False,
    )
    engine: str = option("Citation processor.", DEFAULT_ENGINE)
    order: str = option(
        'Order of the entries: "-date" (newest first), "date", "author", "title", "key", "style", "listing".',
        "-date",
    )
    since: str = option("Keep entries from 2020, 2020-06 or 2020-06-12 on.", "")
    until: str = option("Keep entries up to and with that year, month or day.", "")
    subjects: tuple[str, ...] = option("Keep entries of these arXiv categories or archives.", ())
    authors: tuple[str, ...] = option("Keep entries that show one of these authors.", ())
    has_code: bool = option("Keep entries whose code is public.", False)
    limit: int = option("Keep the first so many of the list in its order; 0 keeps all.", 0)
    owner: Owner = option("Whose list this is.", table=Owner)
    enrich: Enrich = option("Complete the entries: all authors, identifiers, venues.", table=Enrich)
    sections: Sections = option("How the list is divided.", table=Sections)
    selected: Selected = option("Selected papers.", table=Selected)
    numbering: Numbering = option("The numbers before the entries.", table=Numbering)
    names: Names = option("Long lists of authors, and the owner in them.", table=Names)
    groups: Mapping[str, Group] = option(
        "Names to set apart; the group owner is bold unless it is given otherwise.", dict
    )
    entries: Mapping[str, EntryPlan] = option("What is said about single entries, by citation key.", dict)
    badges: Badges = option("The short labels after an entry.", table=Badges)
    links: Links = option("The links after an entry.", table=Links)
    header: Header = option("What stands above the list.", table=Header)
    page: Page = option("The HTML page.", table=Page)
