"""Names and codes of languages -> the codes that CSL wants (RFC 5646: two letters where there are two)."""

from __future__ import annotations

__all__ = ["code"]

_TABLE = """
af afr Afrikaans | am amh Amharic | ar ara Arabic | az aze Azerbaijani | be bel Belarusian
bg bul Bulgarian | bn ben Bengali | bs bos Bosnian | ca cat Catalan | cs cze ces Czech | cy wel cym Welsh
da dan Danish | de ger deu German | el gre ell Greek | en eng English | eo epo Esperanto | es spa Spanish
et est Estonian | eu baq eus Basque | fa per fas Persian | fi fin Finnish | fr fre fra French
ga gle Irish | gl glg Galician | he heb Hebrew | hi hin Hindi | hr hrv scr Croatian | hu hun Hungarian
hy arm hye Armenian | id ind Indonesian | is ice isl Icelandic | it ita Italian | ja jpn Japanese
ka geo kat Georgian | kk kaz Kazakh | ko kor Korean | la lat Latin | lb ltz Luxembourgish
lt lit Lithuanian | lv lav Latvian | mk mac mkd Macedonian | ml mal Malayalam | mn mon Mongolian
ms may msa Malay | nb nob | nl dut nld Dutch | nn nno | no nor Norwegian | oc oci Occitan | pl pol Polish
ps pus Pashto | pt por Portuguese | ro rum ron Romanian | ru rus Russian | sa san Sanskrit
sk slo slk Slovak | sl slv Slovenian | sq alb sqi Albanian | sr srp scc Serbian | sv swe Swedish
sw swa Swahili | ta tam Tamil | th tha Thai | tr tur Turkish | uk ukr Ukrainian | ur urd Urdu
uz uzb Uzbek | vi vie Vietnamese | zh chi zho Chinese
"""
"""ISO 639-1, then the codes of ISO 639-2 (MARC's older ones among them) and the English name."""

_CODES: dict[str, str] = {
    name.lower(): row.split()[0]
    for line in _TABLE.strip().splitlines()
    for row in line.split(" | ")
    for name in row.split()[1:]
}

_NONE = frozenset({"und", "mul", "zxx", "mis", "unspecified", "undetermined"})
"""Codes that name no language."""


def code(text: str) -> str:
    """The code of a language given by a code or its English name; a text that is neither stays as it is.

    >>> code("ger"), code("English"), code("de-CH"), code("und"), code("Klingon")
    ('de', 'en', 'de-CH', '', 'Klingon')
    """
    text = text.strip()
    name = text.rstrip(".").lower()
    return "" if name in _NONE else _CODES.get(name, text)
