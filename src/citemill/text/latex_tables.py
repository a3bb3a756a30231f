"""What LaTeX calls the characters of text: accents, symbols, Greek, Cyrillic, styles. Tables only.

Each line of a table gives one character, then the macros that stand for it: the first is written, all are
read. Accented letters need no table: an accent macro is a combining character, and Unicode's canonical
composition knows all the letters.
"""

from __future__ import annotations

__all__ = [
    "ACCENTS",
    "ACCENTS_READ",
    "CYRILLIC",
    "CYRILLIC_READ",
    "DECLARATIONS",
    "GREEK",
    "GREEK_ACCENTS",
    "GREEK_READ",
    "IGNORED",
    "LIGATURES",
    "LOGOS",
    "PROVIDED",
    "SPACES",
    "SPACE_MACROS",
    "TEXT",
    "TEXT_READ",
    "TEXT_STYLES",
    "macros",
]

ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "h": "\u0309",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "textdoublegrave": "\u030f",
    "textroundcap": "\u0311",
    "f": "\u0311",
    "C": "\u030f",
    "d": "\u0323",
    "textcommabelow": "\u0326",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
    "G": "\u030f",
    "U": "\u0306",
    "textdotbelow": "\u0323",
    "textogonekcentered": "\u0328",
}
"""Accent macro -> combining character; of two macros for one character the first is written."""

TEXT = """
# textnumbersign
$ textdollar
% textpercent
& textampersand
_ textunderscore
{ textbraceleft lbrace
} textbraceright rbrace
\\ textbackslash
~ textasciitilde
^ textasciicircum
< textless
> textgreater
| textbar
" textquotedbl dq
' textquotesingle
` textasciigrave
* textasteriskcentered
¡ textexclamdown
¢ textcent
£ pounds textsterling
¤ textcurrency
¥ textyen
¦ textbrokenbar
§ S textsection
¨ textasciidieresis
© copyright textcopyright
ª textordfeminine
« guillemotleft guillemetleft
¬ textlnot
® textregistered
¯ textasciimacron
° textdegree
± textpm
´ textasciiacute
² texttwosuperior
³ textthreesuperior
¹ textonesuperior
µ textmu
¶ P textparagraph
· textperiodcentered
º textordmasculine
» guillemotright guillemetright
¼ textonequarter
½ textonehalf
¾ textthreequarters
¿ textquestiondown
Æ AE
Ð DH
Ø O
Þ TH
ß ss
æ ae
ð dh
ø o
þ th
Å AA
å aa
Đ DJ
đ dj
Ħ textHbar
ħ textcrh
Ŧ textTbar
ŧ texttbar
ı i
Ĳ IJ
ĳ ij
Ł L
ł l
Ŋ NG
ŋ ng
Œ OE
œ oe
ȷ j
ẞ SS
ƒ textflorin
ˇ textasciicaron
˘ textasciibreve
˝ textacutedbl
– textendash
— textemdash
‖ textbardbl
‘ textquoteleft lq
’ textquoteright rq
‚ quotesinglbase
“ textquotedblleft
” textquotedblright
„ quotedblbase
† dag textdagger dagger
‡ ddag textdaggerdbl ddagger
• textbullet
… ldots textellipsis dots
‰ textperthousand
‱ textpertenthousand
‹ guilsinglleft
› guilsinglright
※ textreferencemark
‽ textinterrobang
⁄ textfractionsolidus
⁒ textdiscount
₡ textcolonmonetary
₦ textnaira
₩ textwon
₫ textdong
€ texteuro euro EUR
₱ textpeso
℃ textcelsius
№ textnumero
℗ textcircledP
℞ textrecipe
℠ textservicemark
™ texttrademark
℧ textmho
℮ textestimated
␣ textvisiblespace
◦ textopenbullet
♪ textmusicalnote
₤ textlira
฿ textbaht
₲ textguarani
⸘ textinterrobangdown
⁅ textlquill
⁆ textrquill
␢ textblank
⚭ textmarried
⚮ textdivorced
〈 textlangle
〉 textrangle
Ơ OHORN
ơ ohorn
Ư UHORN
ư uhorn
"""

LOGOS = {"TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "BibTeX": "BibTeX", "biblatex": "biblatex"}
"""Read only."""

TEXT_READ = """
ə textschwa schwa
ɔ textopeno openo
ʃ textesh esh
ʒ textezh
ʔ textglotstop
ʕ textrevglotstop
ɑ textscripta
ɪ textsci
$ textdollaroldstyle
¢ textcentoldstyle
= textdblhyphen
® circledR
† textdied
"""
"""Read only: tipa and other packages that a document rarely loads."""

ACCENTS_READ = {
    "textsubring": "\u0325",
    "textsubcircum": "\u032d",
    "textsubtilde": "\u0330",
    "textsubumlaut": "\u0324",
    "textsubbreve": "\u032e",
    "textsubdot": "\u0323",
    "textsubbar": "\u0331",
    "textvertline": "\u030d",
    "newtie": "\u0361",
    "cb": "\u0326",
    "capitalcedilla": "\u0327",
    "capitalogonek": "\u0328",
    "capitalacute": "\u0301",
    "capitalgrave": "\u0300",
    "capitalcircumflex": "\u0302",
    "capitaltilde": "\u0303",
    "capitaldieresis": "\u0308",
    "capitalcaron": "\u030c",
    "capitalbreve": "\u0306",
    "capitalmacron": "\u0304",
    "capitaldotaccent": "\u0307",
    "capitalring": "\u030a",
    "capitalhungarumlaut": "\u030b",
}
"""Accent macros that are only read: tipa's, and textcomp's for capitals."""

LIGATURES = {
    "---": "—",
    "--": "–",
    "``": "“",
    "''": "”",
    "!`": "¡",
    "?`": "¿",
}
"""TeX's ligatures in every encoding; those of T1 only (<< >> ,,) are plain text far more often."""

SPACES = {
    "\u00a0": "~",
    "\u202f": r"\,",
    "\u2009": r"\,",
    "\u2003": r"\quad{}",
    "\u2002": r"\enspace{}",
    "\u00ad": r"\-",
    "\u200b": "{}",
    "\u200c": r"\textcompwordmark{}",
    "\u2010": "-",
    "\u2011": r"\mbox{-}",
    "\u2015": "---",
    "\u2012": "--",
    **dict.fromkeys(("\u200d", "\u200e", "\u200f", "\u2060", "\u2061", "\u2062", "\u2063", "\ufeff"), "{}"),
    **{chr(code): "{}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}

GREEK = """
Α textAlpha
Β textBeta
Γ textGamma
Δ textDelta
Ε textEpsilon
Ζ textZeta
Η textEta
Θ textTheta
Ι textIota
Κ textKappa
Λ textLambda
Μ textMu
Ν textNu
Ξ textXi
Ο textOmicron
Π textPi
Ρ textRho
Σ textSigma
Τ textTau
Υ textUpsilon
Φ textPhi
Χ textChi
Ψ textPsi
Ω textOmega
α textalpha
β textbeta
γ textgamma
δ textdelta
ε textepsilon
ζ textzeta
η texteta
θ texttheta
ι textiota
κ textkappa
λ textlambda
μ textmugreek
ν textnu
ξ textxi
ο textomicron
π textpi
ρ textrho
ς textvarsigma
σ textsigma
τ texttau
υ textupsilon
φ textphi
χ textchi
ψ textpsi
ω textomega
"""
"""Greek text (encoding LGR, package textalpha)."""

GREEK_READ = """
ϛ textstigma
Ϛ textStigma
ϟ textkoppa
Ϟ textKoppa
ϙ textqoppa
Ϙ textQoppa
ϡ textsampi
Ϡ textSampi
ϝ textdigamma
Ϝ textDigamma
ʹ textdexiakeraia textnumeralsigngreek
͵ textaristerikeraia textnumeralsignlowergreek
· textanoteleia textano
"""
"""Read only: letters of numbers, for which fonts of the encoding LGR differ."""

GREEK_ACCENTS = {
    "acctonos": "\u0301",
    "accvaria": "\u0300",
    "accperispomeni": "\u0342",
    "accdialytika": "\u0308",
    "accdialytikatonos": "\u0308\u0301",
    "accdialytikavaria": "\u0308\u0300",
    "accdialytikaperispomeni": "\u0308\u0342",
    "accpsili": "\u0313",
    "accpsilioxia": "\u0313\u0301",
    "accpsilivaria": "\u0313\u0300",
    "accpsiliperispomeni": "\u0313\u0342",
    "accdasia": "\u0314",
    "accdasiaoxia": "\u0314\u0301",
    "accdasiavaria": "\u0314\u0300",
    "accdasiaperispomeni": "\u0314\u0342",
}

CYRILLIC = """
Ђ CYRDJE
Є CYRIE
Ѕ CYRDZE
І CYRII
Ї CYRYI
Ј CYRJE
Љ CYRLJE
Њ CYRNJE
Ћ CYRTSHE
Ў CYRUSHRT
Џ CYRDZHE
Ё CYRYO
А CYRA
Б CYRB
В CYRV
Г CYRG
Д CYRD
Е CYRE
Ж CYRZH
З CYRZ
И CYRI
Й CYRISHRT
К CYRK
Л CYRL
М CYRM
Н CYRN
О CYRO
П CYRP
Р CYRR
С CYRS
Т CYRT
У CYRU
Ф CYRF
Х CYRH
Ц CYRC
Ч CYRCH
Ш CYRSH
Щ CYRSHCH
Ъ CYRHRDSN
Ы CYRERY
Ь CYRSFTSN
Э CYREREV
Ю CYRYU
Я CYRYA
Ґ CYRGUP
Ғ CYRGHCRS
Ҕ CYRGHK
Җ CYRZHDSC
Ҙ CYRZDSC
Қ CYRKDSC
Ҝ CYRKVCRS
Ҟ CYRKHCRS
Ҡ CYRKBEAK
Ң CYRNDSC
Ҥ CYRNG
Ҧ CYRPHK
Ҩ CYRABHHA
Ҫ CYRSDSC
Ҭ CYRTDSC
Ү CYRY
Ұ CYRYHCRS
Ҳ CYRHDSC
Ҵ CYRTETSE
Ҷ CYRCHRDSC
Ҹ CYRCHVCRS
Һ CYRSHHA
Ҽ CYRABHCH
Ҿ CYRABHCHDSC
Ӄ CYRKHK
Ӆ CYRLDSC
Ӈ CYRNHK
Ӌ CYRCHLDSC
Ӎ CYRMDSC
Ӕ CYRAE
Ә CYRSCHWA
Ӡ CYRABHDZE
Ө CYROTLD
"""
"""Cyrillic capitals (encodings T2A, T2B, T2C); the small letter's macro is the same in small letters."""

CYRILLIC_READ = """
Ѣ CYRYAT
Ѫ CYRBYUS
Ѳ CYRFITA
Ѵ CYRIZH
Ѡ CYROMEGA
Ѧ CYRLYUS
Ӏ CYRpalochka
Ӷ CYRGDSC
Ӻ CYRGDSCHCRS
Ԥ CYRPDSC
Ӽ CYRHHK
Ӿ CYRHHCRS
Ҏ CYRRTICK
Ҍ CYRSEMISFTSN
"""
"""Read only: letters of the encoding X2, which no document has beside another one."""

PROVIDED = {
    "h": r"[1]{\leavevmode\ooalign{#1\crcr\hidewidth\raise1.1ex\hbox{\tiny ?}\hidewidth}}",
    "textdoublegrave": r"[1]{\`{#1}}",
    "textroundcap": r"[1]{\t{#1}}",
    "OHORN": r"{O\kern-.1em\raise.7ex\hbox{'}}",
    "ohorn": r"{o\kern-.1em\raise.4ex\hbox{'}}",
    "UHORN": r"{U\kern-.1em\raise.7ex\hbox{'}}",
    "uhorn": r"{u\kern-.1em\raise.4ex\hbox{'}}",
    "textHbar": r"{\leavevmode\ooalign{H\crcr\hidewidth\raise.5ex\hbox{--}\hidewidth}}",
    "textTbar": r"{\leavevmode\ooalign{T\crcr\hidewidth\raise.4ex\hbox{-}\hidewidth}}",
    "texttbar": r"{\leavevmode\ooalign{t\crcr\hidewidth\raise.1ex\hbox{-}\hidewidth}}",
    "textcrh": r"{\leavevmode\ooalign{h\crcr\raise.8ex\hbox{-}\hidewidth}}",
}
"""Latin letters that only rare font encodings have (T5, T4): near enough definitions for the other ones."""

TEXT_STYLES: dict[str, tuple[str, str] | None] = {
    "emph": ("<i>", "</i>"),
    "textit": ("<i>", "</i>"),
    "textsl": ("<i>", "</i>"),
    "mkbibemph": ("<i>", "</i>"),
    "mkbibitalic": ("<i>", "</i>"),
    "textbf": ("<b>", "</b>"),
    "mkbibbold": ("<b>", "</b>"),
    "textsc": ('<span style="font-variant:small-caps;">', "</span>"),
    "textsuperscript": ("<sup>", "</sup>"),
    "mkbibsuperscript": ("<sup>", "</sup>"),
    "textsubscript": ("<sub>", "</sub>"),
    "mkbibquote": ("“", "”"),
    "enquote": ("“", "”"),
    "text": None,
    "textrm": None,
    "textsf": None,
    "texttt": None,
    "textup": None,
    "textmd": None,
    "textnormal": None,
    "textlf": None,
    "underline": None,
    "uline": None,
    "mbox": None,
    "hbox": None,
    "fbox": None,
    "ensuremath": None,
    "url": None,
    "nolinkurl": None,
    "path": None,
    "mathrm": None,
    "uppercase": None,
    "MakeUppercase": None,
    "lowercase": None,
    "NoCaseChange": None,
    "noopsort": ("", ""),
}
"""Macro with one argument -> the tags around it; None: the argument as it is."""

DECLARATIONS = {
    "em": ("<i>", "</i>"),
    "it": ("<i>", "</i>"),
    "itshape": ("<i>", "</i>"),
    "sl": ("<i>", "</i>"),
    "slshape": ("<i>", "</i>"),
    "bf": ("<b>", "</b>"),
    "bfseries": ("<b>", "</b>"),
    "sc": ('<span style="font-variant:small-caps;">', "</span>"),
    "scshape": ('<span style="font-variant:small-caps;">', "</span>"),
}
"""Macro that holds to the end of its group -> the tags around the rest."""

IGNORED = frozenset(
    """
    protect relax rm rmfamily tt ttfamily sf sffamily normalfont upshape mdseries small footnotesize large
    Large normalsize tiny scriptsize displaystyle textstyle limits nolimits left right big Big bigg Bigg
    bigl bigr Bigl Bigr biggl biggr noindent newblock unskip ignorespaces nobreak allowbreak break
    hyphenation sloppy raggedright centering boldmath unboldmath ensuremath leavevmode / - xspace
    """.split()
)
"""Macros that leave nothing in the text."""

SPACE_MACROS = {
    " ": " ",
    "\n": " ",
    "\t": " ",
    ",": "\u202f",
    "thinspace": "\u202f",
    ";": " ",
    ":": " ",
    "quad": "\u2003",
    "qquad": "\u2003",
    "enspace": "\u2002",
    "space": " ",
    "nobreakspace": "\u00a0",
    "hspace": " ",
    "\\": " ",
    "newline": " ",
    "linebreak": " ",
    "par": "\n\n",
    "!": "",
    "@": "",
    "textcompwordmark": "\u200c",
}


def macros(table: str) -> list[tuple[str, list[str]]]:
    """The lines of a table: a character and its macros."""
    rows = (line.split() for line in table.strip().splitlines())
    return [(row[0], row[1:]) for row in rows]
