"""The order of texts: what the Unicode collation algorithm calls its primary level.

Case, accents and punctuation do not count (texts that differ in nothing else are left to the next sort key);
blanks come first, then symbols, digits (a run of digits counts as a number), letters. Letters that a
language puts in places of their own follow the locale.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from citemill.citeproc.markup import strip

__all__ = ["Collator"]

_FOLDED = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n",
        "ĳ": "ij", "ŧ": "t", "þ": "z\uffff", "\u00a0": " ", "\u202f": " ",
    }
)  # fmt: skip
"""Letters without a decomposition, sorted as those they are nearest to."""

_LETTERS: dict[str, dict[str, str]] = {
    "da": {"æ": "z\ue001", "ø": "z\ue002", "å": "z\ue003", "aa": "z\ue003", "ä": "z\ue001", "ö": "z\ue002",
           "ő": "z\ue002", "ü": "y", "ű": "y", "þ": "th"},
    "sv": {"å": "z\ue001", "ä": "z\ue002", "ö": "z\ue003", "æ": "z\ue002", "ø": "z\ue003", "œ": "z\ue003",
           "ő": "z\ue003", "ü": "y", "ű": "y", "þ": "th"},
    "et": {"š": "s\ue001", "z": "s\ue002", "ž": "s\ue003", "õ": "w\ue001", "ä": "w\ue002", "ö": "w\ue003",
           "ü": "w\ue004"},
    "is": {"á": "a\ue001", "ð": "d\ue001", "é": "e\ue001", "í": "i\ue001", "ó": "o\ue001", "ú": "u\ue001",
           "ý": "y\ue001", "þ": "z\ue001", "æ": "z\ue002", "ä": "z\ue002", "ö": "z\ue003", "ø": "z\ue003",
           "å": "z\ue004"},
    "es": {"ñ": "n\ue001"},
    "pl": {"ą": "a\ue001", "ć": "c\ue001", "ę": "e\ue001", "ł": "l\ue001", "ń": "n\ue001", "ó": "o\ue001",
           "ś": "s\ue001", "ź": "z\ue001", "ż": "z\ue002"},
    "cs": {"č": "c\ue001", "ř": "r\ue001", "š": "s\ue001", "ž": "z\ue001", "ch": "h\ue001"},
    "sk": {"ä": "a\ue001", "č": "c\ue001", "ô": "o\ue001", "š": "s\ue001", "ž": "z\ue001", "ch": "h\ue001"},
    "hr": {"č": "c\ue001", "ć": "c\ue002", "dž": "d\ue001", "đ": "d\ue002", "lj": "l\ue001", "nj": "n\ue001",
           "š": "s\ue001", "ž": "z\ue001"},
    "sl": {"č": "c\ue001", "ć": "c\ue002", "đ": "d\ue001", "š": "s\ue001", "ž": "z\ue001"},
    "lt": {"č": "c\ue001", "y": "i", "š": "s\ue001", "ž": "z\ue001"},
    "lv": {"č": "c\ue001", "ģ": "g\ue001", "y": "i\ue001", "ķ": "k\ue001", "ļ": "l\ue001", "ņ": "n\ue001",
           "ŗ": "r\ue001", "š": "s\ue001", "ž": "z\ue001"},
    "tr": {"ç": "c\ue001", "ğ": "g\ue001", "ı": "h\ue001", "ö": "o\ue001", "ş": "s\ue001", "ü": "u\ue001"},
    "hu": {"ö": "o\ue001", "ő": "o\ue001", "ü": "u\ue001", "ű": "u\ue001"},
    "ro": {"ă": "a\ue001", "â": "a\ue002", "î": "i\ue001", "ș": "s\ue001", "ț": "t\ue001"},
    "vi": {"ă": "a\ue001", "â": "a\ue002", "đ": "d\ue001", "ê": "e\ue001", "ô": "o\ue001", "ơ": "o\ue002",
           "ư": "u\ue001"},
}  # fmt: skip
"""By language, letters with a place of their own: behind the letter that stands first here."""
for _language, _like in (("nb", "da"), ("nn", "da"), ("no", "da"), ("fi", "sv"), ("sr", "hr"), ("bs", "hr")):
    _LETTERS[_language] = _LETTERS[_like]

_HAN = "\u3005\u3400-\u9fff\uf900-\ufaff"
_SCRIPTS = {
    "\u0400-\u052f": "be bg kk ky mk mn ru sr uk",
    "\u0370-\u03ff\u1f00-\u1fff": "el",
    "\u0590-\u05ff": "he",
    "\u0600-\u06ff\u0750-\u077f": "ar fa ur",
    _HAN: "zh",
    f"{_HAN}\uac00-\ud7af": "ko",
    f"\u3040-\u30ff{_HAN}": "ja",
}
"""Scripts that stand in front of all others in the languages that are written in them (in Japanese: next
behind Latin letters), as the tailorings of the Unicode Common Locale Data Repository have it."""
_LEADING = {
    language: re.compile(f"[{script}]")
    for script, languages in _SCRIPTS.items()
    for language in languages.split()
}

_ASCII_ORDER: dict[int, str | None] = {
    ord(char): None if unicodedata.category(char)[0] in "PC" else char for char in map(chr, range(128))
}
"""ASCII without punctuation."""
_ASCII_ORDER.update(
    {ord(char): chr(0x21 + place) for place, char in enumerate("`^+<=>|~$")}  # symbols before digits
)
_DIGITS = re.compile("[0-9]+")


def _number(match: re.Match[str]) -> str:
    """Make runs of digits compare by value: longer ones are larger."""
    digits = match[0].lstrip("0")
    return f"0{chr(0x30 + min(len(digits), 9))}{digits}"


class Collator:
    """Makes sort keys for one language: `key(text)`."""

    def __init__(self, language: str) -> None:
        code = language.split("-")[0].lower()
        self._letters = _LETTERS.get(code, {})
        self._leading = _LEADING.get(code)
        self._lead = "{" if code == "ja" else "@"  # behind "z"; between digits and "a"
        self._special = (
            re.compile("|".join(sorted(self._letters, key=len, reverse=True))) if self._letters else None
        )
        self.key = lru_cache(maxsize=200_000)(self._key)

    def _key(self, text: str) -> str:
        lower = strip(text).lstrip("\u00a0\u202f").lower()
        if self._special is not None:
            lower = self._special.sub(
                lambda match: self._letters[match[0]], unicodedata.normalize("NFC", lower)
            )
        if not lower.isascii():
            decomposed = unicodedata.normalize("NFKD", lower.translate(_FOLDED))
            lower = "".join(
                "\x2a" + char if category[0] == "S" and char > "\x7f" else char
                for char in decomposed
                if (category := unicodedata.category(char))[0] not in "PM" or char < "\x7f"
            )
        key = lower.translate(_ASCII_ORDER).rstrip()  # a blank in front, from an affix, comes first
        if self._leading is not None and not key.isascii():
            key = self._leading.sub(lambda match: self._lead + match[0], key)
        return _DIGITS.sub(_number, key) if _DIGITS.search(key) else key
