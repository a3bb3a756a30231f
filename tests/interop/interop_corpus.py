"""The records that every client is given: one of each CSL type with all that such a work has, and hard texts.

Each value stands once in the whole corpus, so that a value found anywhere in what a client gives back is this
field of this record, and one that is found nowhere was lost.
"""

from __future__ import annotations

from typing import Any

from citemill.record import TYPES, Record

_SERIAL = "container-title container-title-short volume issue page ISSN PMID PMCID"
_BOOK = "publisher publisher-place edition volume number-of-volumes ISBN collection-title collection-number"
_PART = f"container-title {_BOOK} page"
_MADE = "publisher publisher-place medium number genre"

HAS = {
    "article": "archive number genre",
    "article-journal": _SERIAL,
    "article-magazine": _SERIAL.removesuffix(" PMID PMCID"),
    "article-newspaper": "container-title page ISSN edition publisher-place",
    "bill": "number",
    "book": f"{_BOOK} number-of-pages translator editor",
    "broadcast": f"container-title {_MADE}",
    "chapter": f"{_PART} chapter-number editor translator",
    "classic": f"{_BOOK} editor translator",
    "collection": "publisher publisher-place archive archive_location",
    "dataset": "publisher publisher-place version number genre",
    "entry": f"{_PART} editor",
    "entry-dictionary": f"{_PART} editor",
    "entry-encyclopedia": f"{_PART} editor",
    "event": "event-title event-place",
    "interview": "medium archive archive_location",
    "legal_case": "container-title volume page number",
    "legislation": "container-title volume page number",
    "manuscript": "publisher-place genre archive archive_location call-number",
    "map": f"{_MADE} edition collection-title",
    "paper-conference": "container-title event-title event-place publisher publisher-place page volume "
    "collection-title ISBN editor",
    "patent": "number publisher-place genre status",
    "periodical": "publisher publisher-place ISSN",
    "post": "container-title genre",
    "post-weblog": "container-title genre",
    "regulation": "number container-title",
    "report": "publisher publisher-place number genre page collection-title",
    "review": _SERIAL,
    "review-book": _SERIAL,
    "software": "publisher publisher-place version medium genre",
    "song": f"{_MADE} container-title ISBN",
    "speech": "event-title event-place genre",
    "standard": "publisher publisher-place number status",
    "thesis": "publisher publisher-place genre number-of-pages",
    "webpage": "container-title genre publisher",
}
"""What works of a type have besides `COMMON`; of one that is not named, `_MADE`."""

COMMON = "title title-short author issued accessed DOI URL language abstract keyword note annote"
COMMON += " call-number source"
NUMBERS = {
    "volume": 11,
    "issue": 12,
    "number-of-volumes": 13,
    "number-of-pages": 14,
    "collection-number": 15,
    "chapter-number": 16,
    "number": 17,
    "PMID": 18,
}
"""Variables that are numbers, with the two digits in which their values begin."""

TEXTS = {
    "braces": r"How sets {a, b} and \alpha are kept in plain text",
    "specials": "Profit of 50% & more: when $5 #1 and under_score meet ~tilde and ^caret",
    "latin": "Letters of the names Łódź, Erdős, Ångström, Nguyễn, İstanbul, and of ß, æ, ø, ğ, ș, ŷ",
    "greek": "The letters α and Λ in a calculus with Ω",
    "cyrillic": "Война и мир",
    "japanese": "吾輩は猫である",
    "markup": "On <i>Escherichia coli</i> with H<sub>2</sub>O and x<sup>10</sup> in <b>bold</b> letters",
    "mathematics": "Sorting things in O(n√n) ≤ ∞ over ℝ",
    "angles": "Where a < b and c > d, and a Vec<T> too",
    "quotes": "“Quoted” words and ‘single’ ones, the author’s own – dashes — and hyphens",
    "capitals": "How GPT-4 and the iPhone learned an InfoGAN for 3D views of Japan",
    "entity": "AT&T and the R&D of others; &amp; is no ampersand",
    "quotation": 'A "straight" quotation mark',
    "at": "Write to mail@example.org, @book{x, and and others",
    "ending": "A title that ends in a question?",
}
"""Texts that are hard to carry, by what is hard about them."""


def _value(variable: str, at: int) -> Any:
    name = variable.replace("-", " ").replace("_", " ")
    if variable in NUMBERS:
        return f"{NUMBERS[variable]}{at:02d}"
    special = {
        "author": [
            {"family": f"Maaten{at}", "given": "Laurens", "non-dropping-particle": "van der"},
            {"family": f"Dupré la Tour{at}", "given": "Tom"},
            {"family": f"King{at}", "given": "Martin Luther", "suffix": "Jr."},
            {"literal": f"Barnes and Noble{at}"},
        ],
        "editor": [{"family": f"Ng{at}", "given": "Ada"}, {"family": f"Ørsted{at}", "given": "Hans"}],
        "translator": [{"family": f"Woolf{at}", "given": "Virginia"}],
        "issued": {"date-parts": [[1901 + at, 11, 1 + at % 28]]},
        "accessed": {"date-parts": [[2001 + at, 1 + at % 12, 3 + at % 25]]},
        "page": f"21{at:02d}-22{at:02d}",
        "edition": str(2 + at % 7),
        "DOI": f"10.1000/kites_{at}",
        "URL": f"https://example.org/kites/{at}?a=1&b=2#c_d",
        "ISBN": f"978-0-306-{at:05d}-7",
        "ISSN": f"{1000 + at}-3679",
        "PMCID": f"PMC31450{at:02d}",
        "language": "en",
        "keyword": f"ropes{at}, wind force{at}",
        "version": f"{at}.3.1",
        "title": f"Kites and ropes, study {at}",
        "title-short": f"Kites{at}",
        "container-title": f"Journal of Flying{at}",
        "container-title-short": f"J. Fly{at}.",
        "abstract": f"We fly kites in wind{at}. They rise.",
    }
    return special.get(variable, f"Some {name}{at}")


def every_type() -> list[Record]:
    """A record of each type."""
    records: list[Record] = []
    for at, name in enumerate(sorted(TYPES)):
        variables = dict.fromkeys(f"{COMMON} {HAS.get(name, _MADE)}".split())
        records.append({"id": f"key{at}", "type": name, **{one: _value(one, at) for one in variables}})
        if name == "article":
            records[-1] |= {"archive": "arXiv", "number": f"arXiv:1706.037{at:02d}", "genre": "Preprint"}
    return records


def hard_texts() -> list[Record]:
    """An article for each hard text, with the text in its title, its abstract and its note."""
    return [
        {
            "id": f"text-{name}",
            "type": "article-journal",
            "title": text,
            "author": [{"family": "Gao", "given": "Leo"}],
            "container-title": "Journal of Texts",
            "issued": {"date-parts": [[2024]]},
            "abstract": text + (" ." if name == "at" else ""),
        }
        for name, text in TEXTS.items()
    ]


def corpus() -> list[Record]:
    """All of it."""
    return [*every_type(), *hard_texts()]
