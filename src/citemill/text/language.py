"""Which language a title is evidently in: what its small words and its script say, and nothing beyond that.

A listing does not say it, but it matters: only English titles take capitals where a style asks for "title
case", and a screen reader pronounces a text by its language. A record's `language` is never set from this.
"""

from __future__ import annotations

import re

from citemill.record import Record
from citemill.text import markup

__all__ = ["UNKNOWN", "evident_language", "with_title_language"]

UNKNOWN = "und"
"""Not English, but nothing tells which of several other languages (BCP 47: undetermined)."""

_ENGLISH = frozenset(
    """
    a about after all an and are as at be been between beyond but by can could does for from has have how into
    is it its not of on or our over should than that the their these this those through to toward towards
    under using via was we were what when where which who why with within without would
    """.split()
)

# Articles, prepositions, conjunctions, auxiliaries that are no English words; some belong to several.
_SMALL_WORDS = {
    "ca": "amb del dels dins els i la les l' d' per una uns",
    "de": "als am auf aus bei beim das dem den der des ein eine einem einen einer eines für im ist mit nach "
    "nicht oder sich sind über um und unter vom von vor wie zu zum zur zwischen",
    "es": "al como con de del desde el en entre es la las los para por que se sin sobre su un una y",
    "fr": "au aux avec ce ces chez comment d' dans de des du en entre est et l' la le les leur ou où par pas "
    "pour qu' que quelques s' sans sont sous sur un une vers à",
    "it": "ai al alla alle che con da dal dalla degli dei del della delle dello di e ed gli i il in l' la le "
    "lo nel nella nelle per su sul sulla tra un una uno",
    "nl": "aan bij de dat deze een en het hoe in met naar niet om onder op over te tot uit van voor zijn",
    "pt": "ao aos as com da das de do dos e em entre na nas no nos o os ou para pela pelo por que se sem "
    "sobre um uma à",
    "sv": "av att det den ett en för från hos i inom med och om på som till utan vid är",
}
_NEUTRAL = frozenset("ai e i in me no o pro y".split())
"""Small words of some language that are English words, or abbreviations, as well."""
_OF_WORD = {
    word: frozenset(code for code, words in _SMALL_WORDS.items() if word in words.split())
    for words in _SMALL_WORDS.values()
    for word in words.split()
    if word not in _ENGLISH
}
# Not what is joined by hyphens ("e-mail", "de-noising"), nor single letters without accent ("I/O", "O(n)").
_WORD = re.compile(r"(?<![\w-])[^\W\d_]++['’]?(?!-)")
_FEW = 4

# A script that one living language uses, or letters that only one of those that share a script has.
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u3400-\u9fff]"), UNKNOWN),  # Chinese, or Japanese without kana
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[پچژگ]"), "fa"),
    (re.compile("[\u0600-\u06ff]"), "ar"),
    (re.compile("[\u0370-\u03ff]{2}"), "el"),
    (re.compile("[іїєґ]", re.IGNORECASE), "uk"),
    (re.compile("[ыэё]", re.IGNORECASE), "ru"),
    (re.compile("[\u0400-\u04ff]"), UNKNOWN),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u0900-\u097f]"), UNKNOWN),
)
_LATIN = re.compile("[A-Za-z]")


def with_title_language(record: Record) -> Record:
    """The record, with a note of what its title is evidently in where it does not say its language.

    >>> record = {"id": "x", "type": "article", "title": "Vers l'auto-administration des entrepôts"}
    >>> with_title_language(record)["custom"]
    {'title-language': 'fr'}
    """
    if record.get("language") or not record.get("title"):
        return record
    language = evident_language(markup.plain(record["title"]))
    return (
        {**record, "custom": {**(record.get("custom") or {}), "title-language": language}}
        if language
        else record
    )


def evident_language(title: str) -> str:
    """The language of a title without markup; empty where it is English or nothing can be told.

    >>> evident_language("Un index de jointure pour les entrepôts de données XML")
    'fr'
    >>> evident_language("On the theorem of de la Vallée Poussin"), evident_language("Quantum de Finetti")
    ('', '')
    """
    if not title.isascii():
        script = _by_script(title)
        if script:
            return script
    words = [word.replace("’", "'") for word in _WORD.findall(title.lower())]
    counts: dict[str, int] = {}
    small = set()
    for word in dict.fromkeys(words):
        if word in _ENGLISH:
            return ""
        if word in _NEUTRAL:
            continue
        for code in _OF_WORD.get(word, ()):
            counts[code] = counts.get(code, 0) + 1
            small.add(word)
    if len(small) < 2 or len(small) * _FEW < len(set(words)):
        return ""
    most = max(counts.values())
    best = [code for code, count in counts.items() if count == most]
    return UNKNOWN if len(best) > 1 else best[0] if most > 1 else ""


def _by_script(title: str) -> str:
    """By the letters, where Latin ones are not the most: terms and names stand in titles of any language."""
    latin = len(_LATIN.findall(title))
    for script, code in _SCRIPTS:
        if script.search(title):
            others = sum(letter.isalpha() and not letter.isascii() for letter in title)
            return code if others * 2 > latin else ""
    return ""
