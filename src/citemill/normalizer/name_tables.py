"""Facts about names: particles by language, suffixes, words of organisations, surnames.

A particle is *dropping* where the language leaves it out when the family name stands alone ("Humboldt" for
Alexander von Humboldt), *non-dropping* where it keeps it ("van Gogh"); CSL 1.0.2, "Name particles". A printed
name does not say its language. Where languages disagree ("de" is kept in Dutch and Italian, dropped in
Spanish and Portuguese, both in French) the particle is non-dropping: a citation then never says less than
the page did.
"""

from __future__ import annotations

__all__ = [
    "CAPITAL_PARTICLES",
    "COMPOUND_HAN",
    "COMPOUND_HANGUL",
    "CONNECTORS",
    "DEGREES",
    "DROPPING",
    "ELIDED",
    "HAN",
    "NON_DROPPING",
    "ORGANISATION_ANYWHERE",
    "ORGANISATION_LAST",
    "ORGANISATION_LAST_OF_THREE",
    "PARTICLES",
    "SPANISH",
    "SUFFIXES",
    "SURE",
    "VIETNAMESE",
]

_BY_LANGUAGE = {
    # language: (dropping, non-dropping)
    "German": ("von vom zu zum zur und auf", "der den dem"),
    "Dutch": ("", "van vande vanden vander de den der ter ten te 't ’t in op aan het 's ’s"),
    "French": ("", "de du des la le les"),
    "Spanish": ("", "de del la las los"),
    "Portuguese": ("do dos", "de da das"),
    "Italian": ("", "di de da dal dalla dalle de' de’ degli dei del della delle dello lo"),
    "Scandinavian": ("", "af av"),
    "Arabic": ("", "al el bin bint ibn ben abu ould ud ul ur ed ad"),
}

DROPPING = frozenset(word for dropping, _ in _BY_LANGUAGE.values() for word in dropping.split())
NON_DROPPING = frozenset(word for _, kept in _BY_LANGUAGE.values() for word in kept.split())
PARTICLES = DROPPING | NON_DROPPING
"""Words in lower case that can stand before a family name; the first of several decides their kind."""

SURE = frozenset("von vom zu zum zur van vande vanden vander ter ten 't ’t".split())
"""Particles of one language: what follows is the family name, and no guess."""

ELIDED = (
    "al-",
    "el-",
    "ad-",
    "ar-",
    "as-",
    "ash-",
    "at-",
    "az-",
    "an-",
    "d'",
    "d’",
    "dell'",
    "dell’",
    "l'",
    "l’",
)
"""Particles that are written together with the name, before a capital: non-dropping."""

CONNECTORS = frozenset("y e i".split())
"""Words between the two halves of a Spanish, Portuguese or Catalan surname."""

CAPITAL_PARTICLES = frozenset(
    """
    Van Vande Vanden Vander Von De Den Der Di Del Della Dello Degli Dal Dalla Da Dos La Le Les Lo Du Des Ter
    Ten El Al Ben Abu Abd Ibn Ould St. Saint
    """.split()
)
"""Particles with a capital between given and family name: part of the family name ("Van Gucht")."""

VIETNAMESE = frozenset(
    """
    Nguyen Nguyễn Tran Trần Pham Phạm Hoang Hoàng Huynh Huỳnh Phan Vu Vũ Vo Võ Dang Đặng Bui Bùi Ngo Ngô Duong
    Dương Truong Trương Dinh Đinh Doan Đoàn Trinh Trịnh Luong Lương
    """.split()
)
"""Frequent Vietnamese family names: beside one, "Van" and "Le" are no particles."""

SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV".split())
DEGREES = frozenset({"PhD", "Ph.D.", "Ph.D", "Ph. D.", "MD", "M.D.", "Esq.", "Esq"})

ORGANISATION_LAST = frozenset(
    """
    agency ai alliance association collaborators consortium contributors corp corp. corporation developers
    federation foundation gmbh group inc inc. initiative laboratory laboratories labs llc ltd ltd. ministry
    organisation organization partnership programme research society team
    """.split()
)
"""Words (in lower case) that end the name of an organisation; "AI" only in capitals."""

ORGANISATION_LAST_OF_THREE = frozenset(
    """
    authors bank center centre commission committee community company council department experiment force
    lab network program project school
    """.split()
)
"""Such words that are family names too: they need two others before them."""

ORGANISATION_ANYWHERE = frozenset(
    """
    anthropic collaboration consortium deepmind google institut institute instituto microsoft nvidia openai
    università universidad universidade universität université university
    """.split()
)
"""Words that only organisations have in their names."""

SPANISH = frozenset(
    """
    aguilar alvarez bravo caballero cabrera calvo campos carmona carrasco castillo castro cortes delgado
    diaz diez dominguez duran fernandez ferrer flores fuentes gallardo gallego garcia garrido gimenez
    gomez gonzalez guerrero gutierrez hernandez herrera herrero hidalgo ibanez iglesias jimenez lopez
    lozano marquez martinez medina mendez molina montero morales moreno moya munoz navarro nieto nunez
    ortega ortiz parra pena perez prieto ramirez ramos rios rivera rodriguez rojas romero rubio ruiz
    saez salazar sanchez sanz serrano soler soto suarez torres valencia vargas vazquez vega velasco
    velazquez vera vidal zamora
    """.split()
)
"""Frequent Spanish surnames (folded) that are no given names: two in a row are one compound surname."""

HAN = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董"
    "袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛"
    "闫闇段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯"
)
"""The most frequent Chinese family names of one character."""

COMPOUND_HAN = frozenset(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容".split()
)
COMPOUND_HANGUL = frozenset("남궁 황보 제갈 선우 독고 사공 서문".split())
