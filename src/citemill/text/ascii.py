"""Folding text to ASCII: for citation keys, sorting and comparing names.

Letters with marks lose them; letters that Unicode does not decompose get their usual spelling in ASCII; Greek
and Cyrillic are transliterated letter by letter, Kana and Hangul syllable by syllable, as Unicode names them.
What has no spelling (Han, Arabic, Indic scripts ...) is left out, so a caller that needs something must be
ready for an empty answer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold"]

_SPELLINGS = {
    # Latin letters without a decomposition
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ħ": "h", "Ħ": "H", "ı": "i", "ĸ": "k",
    "ŋ": "ng", "Ŋ": "NG", "ŧ": "t", "Ŧ": "T", "ɓ": "b", "ɗ": "d", "ə": "e", "Ə": "E", "ɛ": "e", "ɔ": "o",
    "ƙ": "k", "ƴ": "y", "ɣ": "g", "ʒ": "z", "ʔ": "", "ʻ": "", "ʼ": "'", "ʹ": "", "ʺ": "",
    # Greek (ISO 843)
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
    # Cyrillic (Russian and Ukrainian passports' spelling, Serbian and Macedonian letters beside it)
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "є": "ie", "і": "i", "ґ": "g", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
    "ѕ": "dz",
    # Punctuation
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"',
    "«": '"', "»": '"',
    "⁄": "/", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": "...",
    "·": ".", "×": "x",
}  # fmt: skip

_CAPITALS = {
    letter.upper(): spelling.capitalize()
    for letter, spelling in _SPELLINGS.items()
    if len(letter.upper()) == 1
}
_TABLE = str.maketrans({**_CAPITALS, **_SPELLINGS})


_SYLLABLES = re.compile("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")


def _syllable(match: re.Match[str]) -> str:
    """Spell one: "か" is HIRAGANA LETTER KA, "김" is HANGUL SYLLABLE GIM."""
    return unicodedata.name(match[0]).rpartition(" ")[2].lower()


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """The text in ASCII.

    >>> fold("Łukasz Dupré-Gößling"), fold("Ζήνων"), fold("Юрий"), fold("김철수"), fold("李明")
    ('Lukasz Dupre-Gossling', 'Zinon', 'Yurii', 'gimceolsu', '')
    """
    if text.isascii():
        return text
    text = _SYLLABLES.sub(_syllable, text)
    # Marks first: й is и with a breve, and no letter of its own to us.
    decomposed = unicodedata.normalize("NFKD", text).translate(_TABLE)
    return decomposed.encode("ascii", "ignore").decode("ascii")
