"""Made-up records for the synthetic styles: names, dates, titles and numbers of every awkward kind."""

from __future__ import annotations

from random import Random
from typing import Any

Item = dict[str, Any]

NAMES: tuple[Item, ...] = (
    {"family": "Doe", "given": "Jane"},
    {"family": "Roe", "given": "Richard"},
    {"family": "Doe", "given": "John Quincy"},
    {"family": "Smith", "given": "J. R. R."},
    {"family": "Smith", "given": "Jean-Luc"},
    {"family": "Noakes", "given": "J.-P."},
    {"family": "Li", "given": "Guo-ping"},
    {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
    {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
    {"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La"},
    {"family": "van der Vlist", "given": "Eric"},
    {"family": "d'Aubignac", "given": "François Hédelin"},
    {"family": "de las Casas", "given": "Bartolomé"},
    {"family": "Beethoven", "given": "Ludwig van"},
    {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
    {"family": "Gates", "given": "William Henry", "suffix": "III"},
    {"family": "King", "given": "Martin Luther", "suffix": "Jr.", "comma-suffix": True},
    {"family": "O'Brien", "given": "Flann"},
    {"family": "al-Khwarizmi", "given": "Muhammad"},
    {"literal": "World Health Organization"},
    {"literal": "Plato"},
    {"family": "Homer"},
    {"family": "毛", "given": "泽东"},
    {"family": "Mao", "given": "Zedong", "static-ordering": True},
    {"family": "Достоевский", "given": "Фёдор Михайлович"},
    {"family": "Ångström", "given": "Éric"},
    {"family": "Zúñiga", "given": "Ana María"},
    {"family": "Brontë", "given": "A."},
    {"family": "Doe", "given": "Jonathan"},
    {"family": "Doe", "given": "J."},
)

PLAIN_NAMES = NAMES[:5] + NAMES[26:]

TITLES = (
    "A short title",
    "His Anonymous Life",
    "What is openness? Six views",
    "On <i>Escherichia coli</i> and other bacteria",
    'The "quoted" part of a title',
    "It's the author's own work",
    "Who goes there?",
    "An end with a period.",
    "So what!",
    "Smith's 'single' quotes",
    "THE CRYSTAL STRUCTURE OF DNA",
    "the lower case title: a subtitle",
    "A title with iPhone and mRNA in it",
    "An introduction to the x-ray and the up-to-date method",
    "<b>Bold</b> beginnings and H<sub>2</sub>O",
    '<span class="nocase">lowercase</span> protected word',
    '<i>All in "italics"</i>',
    "Über die Grundlagen der Geometrie",
    "von Neumann's theory of games",
    "Title, with: several; marks",
    "10 things to know",
)

DATES: tuple[Item, ...] = (
    {"date-parts": [[2000]]},
    {"date-parts": [[1999, 5]]},
    {"date-parts": [[2010, 12, 31]]},
    {"date-parts": [["2003", "7", "1"]]},
    {"date-parts": [[2001, 1, 2], [2001, 1, 9]]},
    {"date-parts": [[2001, 1, 30], [2001, 2, 4]]},
    {"date-parts": [[2001, 12, 30], [2002, 1, 4]]},
    {"date-parts": [[1998], [2004]]},
    {"date-parts": [[1998, 3], [1998, 6]]},
    {"date-parts": [[1998, 3], [1999, 3]]},
    {"date-parts": [[2005]], "season": 2},
    {"date-parts": [[2005]], "season": "1"},
    {"date-parts": [[2005, 22]]},
    {"date-parts": [[1850]], "circa": 1},
    {"date-parts": [[-44, 3, 15]]},
    {"date-parts": [[476]]},
    {"date-parts": [[79, 8, 24]]},
    {"date-parts": [[-100], [-44]]},
    {"literal": "in the fullness of time"},
    {"raw": "2004-10-01"},
    {"raw": "May 5, 2011"},
    {"date-parts": [[1776, 7, 4]], "circa": True},
)

NUMBERS = (
    *("1", "2", "3", "11", "12", "13", "21", "22", "101", "112", "1000", "2-4", "2, 5", "3 & 4", "5–7"),
    *("A12", "IV", "2nd", "third", "12a", "1-A", "ix", "7 and 8", "special issue", "2/3", "10,000"),
)
PAGES = (
    *(
        "5",
        "12-15",
        "100-104",
        "321-328",
        "1496-1504",
        "42-45",
        "101-8",
        "1087-1089",
        "1536-1538",
        "11564-615",
    ),
    *(
        "e12-e15",
        "S5-S9",
        "3, 7-9",
        "12–15",
        "xi-xv",
        "100-199",
        "13792-13803",
        "71-2",
        "5-7, 101-109",
        "N110-5",
    ),
)
LOCATORS = tuple(page for page in PAGES if page.isascii() and not any(map(str.isalpha, page)))
"""citeproc-js leaves the letters out of some others ("S5-S9")."""
TYPES = ("book", "article-journal", "chapter", "thesis", "report", "webpage", "legal_case", "motion_picture")
LANGUAGES = ("en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "it-IT", "ru-RU", "nl-NL", "ja-JP", "pt-PT")


def record(rng: Random, number: int, names: tuple[Item, ...] = NAMES) -> Item:
    """A record with an id of its own and a few of all variables."""
    item: Item = {"id": f"ITEM-{number}", "type": rng.choice(TYPES), "title": rng.choice(TITLES)}
    if rng.random() < 0.9:
        item["author"] = [dict(name) for name in rng.sample(names, rng.choice((1, 1, 2, 2, 3, 4, 6)))]
    for variable in ("editor", "translator"):
        if rng.random() < 0.35:
            item[variable] = [dict(name) for name in rng.sample(names, rng.choice((1, 1, 2, 3)))]
    if rng.random() < 0.9:
        item["issued"] = dict(rng.choice(DATES))
    texts = {
        "container-title": TITLES,
        "publisher": ("Penguin", "Oxford University Press", "Verlag & Sohn", "Inc."),
        "publisher-place": ("London", "New York, N.Y.", "Köln"),
        "volume": NUMBERS,
        "issue": NUMBERS,
        "edition": NUMBERS,
        "page": PAGES,
        "DOI": ("10.1000/x.1",),
        "URL": ("http://example.com/a?b=c",),
        "genre": ("PhD dissertation", "technical report"),
        "note": ("A note", "in press"),
    }
    for variable, choices in texts.items():
        if rng.random() < 0.4:
            item[variable] = rng.choice(choices)
    if rng.random() < 0.15:
        item["language"] = rng.choice(("en", "de", "fr"))
    return item
