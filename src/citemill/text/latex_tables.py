"""What LaTeX calls the characters: accents, symbols, Greek, Cyrillic, mathematics. Tables only.

Each line of a table gives one character, then the macros that stand for it: the first is written, all are
read. Accented letters need no table: an accent macro is a combining character, and Unicode's canonical
composition knows all the letters.
"""

from __future__ import annotations

import string

__all__ = [
    "ACCENTS",
    "CYRILLIC",
    "DECLARATIONS",
    "GREEK",
    "GREEK_ACCENTS",
    "IGNORED",
    "LIGATURES",
    "LOGOS",
    "MATH",
    "MATH_ACCENTS",
    "MATH_ALPHABETS",
    "MATH_EXTRA",
    "MATH_STYLES",
    "OPERATORS",
    "PROVIDED",
    "SPACED",
    "SPACES",
    "SPACE_MACROS",
    "TEXT",
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

MATH_ACCENTS = {
    "grave": "\u0300",
    "acute": "\u0301",
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "breve": "\u0306",
    "dot": "\u0307",
    "ddot": "\u0308",
    "mathring": "\u030a",
    "check": "\u030c",
    "vec": "\u20d7",
    "underline": "\u0332",
}

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
〈 textlangle
〉 textrangle
Ơ OHORN
ơ ohorn
Ư UHORN
ư uhorn
"""

LOGOS = {"TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "BibTeX": "BibTeX", "biblatex": "biblatex"}
"""Read only."""

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

MATH = """
Γ Gamma
Δ Delta
Θ Theta
Λ Lambda
Ξ Xi
Π Pi
Σ Sigma
Υ Upsilon
Φ Phi
Ψ Psi
Ω Omega
α alpha
β beta
γ gamma
δ delta
ε varepsilon
ϵ epsilon
ζ zeta
η eta
θ theta
ϑ vartheta
ι iota
κ kappa
λ lambda
μ mu
ν nu
ξ xi
π pi
ϖ varpi
ρ rho
ϱ varrho
σ sigma
ς varsigma
τ tau
υ upsilon
φ varphi
ϕ phi
χ chi
ψ psi
ω omega
× times texttimes
÷ div textdiv
⋅ cdot
± pm
∓ mp
∗ ast
⋆ star
∘ circ
∙ bullet
⊕ oplus
⊖ ominus
⊗ otimes
⊘ oslash
⊙ odot
∩ cap
∪ cup
⊎ uplus
⊓ sqcap
⊔ sqcup
∨ vee lor
∧ wedge land
∖ setminus
≀ wr
⋄ diamond
⨿ amalg
≤ leq le leqslant
≥ geq ge geqslant
≠ neq ne
≡ equiv
≈ approx
≃ simeq
≅ cong
∼ sim
≪ ll
≫ gg
≺ prec
≻ succ
≼ preceq
≽ succeq
∝ propto
≍ asymp
≐ doteq
⊂ subset
⊃ supset
⊆ subseteq
⊇ supseteq
⊑ sqsubseteq
⊒ sqsupseteq
∈ in
∋ ni owns
∉ notin
⊢ vdash
⊣ dashv
⊨ models
⊥ perp bot
⊤ top
∣ mid
∥ parallel
⋈ bowtie
← leftarrow gets textleftarrow
→ rightarrow to textrightarrow
↔ leftrightarrow
⇐ Leftarrow
⇒ Rightarrow implies
⇔ Leftrightarrow iff
↑ uparrow textuparrow
↓ downarrow textdownarrow
↕ updownarrow
⇑ Uparrow
⇓ Downarrow
↦ mapsto
⟵ longleftarrow
⟶ longrightarrow
⟹ Longrightarrow
↪ hookrightarrow
↩ hookleftarrow
↗ nearrow
↘ searrow
↙ swarrow
↖ nwarrow
⇀ rightharpoonup
⇌ rightleftharpoons
∞ infty
∂ partial
∇ nabla
∀ forall
∃ exists
¬ neg lnot
∅ emptyset varnothing
ℵ aleph
ℏ hbar
ℓ ell
℘ wp
ℜ Re
ℑ Im
ı imath
ȷ jmath
√ surd
∑ sum
∏ prod
∐ coprod
∫ int
∮ oint
⋂ bigcap
⋃ bigcup
⋁ bigvee
⋀ bigwedge
⨁ bigoplus
⨂ bigotimes
∠ angle
△ triangle
◁ triangleleft
▷ triangleright
♣ clubsuit
♢ diamondsuit
♡ heartsuit
♠ spadesuit
♭ flat
♮ natural
♯ sharp
′ prime
⟨ langle
⟩ rangle
⌈ lceil
⌉ rceil
⌊ lfloor
⌋ rfloor
‖ Vert |
∣ vert
⋯ cdots dotsb dotsm
⋮ vdots
⋱ ddots
… ldots dots dotsc dotso
† dagger
‡ ddagger
"""
"""Mathematics of plain LaTeX, each written between dollar signs."""

MATH_EXTRA = """
▽ triangledown
ϰ varkappa
≲ lesssim
≳ gtrsim
≜ triangleq
∴ therefore
∵ because
ħ hslash
ϝ digamma
⊊ subsetneq
⊋ supsetneq
≮ nless
≯ ngtr
≰ nleq
≱ ngeq
∤ nmid
∦ nparallel
⊬ nvdash
⊭ nvDash
⊩ Vdash
⊲ vartriangleleft
⊳ vartriangleright
⊴ trianglelefteq
⊵ trianglerighteq
□ square Box
■ blacksquare
◊ lozenge Diamond
★ bigstar
⤳ leadsto
⇝ rightsquigarrow
⊸ multimap
∁ complement
ð eth
∄ nexists
⋉ ltimes
⋊ rtimes
⊞ boxplus
⊠ boxtimes
⟺ Longleftrightarrow
⟷ longleftrightarrow
≔ coloneqq
✓ checkmark
"""
"""Mathematics that needs the package amssymb (as do the letters of \\mathbb)."""

PROVIDED = {
    "h": r"[1]{\leavevmode\ooalign{#1\crcr\hidewidth\raise1.1ex\hbox{\tiny ?}\hidewidth}}",
    "textdoublegrave": r"[1]{\`{#1}}",
    "textroundcap": r"[1]{\t{#1}}",
    "OHORN": r"{O\kern-.1em\raise.7ex\hbox{'}}",
    "ohorn": r"{o\kern-.1em\raise.4ex\hbox{'}}",
    "UHORN": r"{U\kern-.1em\raise.7ex\hbox{'}}",
    "uhorn": r"{u\kern-.1em\raise.4ex\hbox{'}}",
    "textHbar": r"{\leavevmode\ooalign{H\crcr\hidewidth\raise.5ex\hbox{--}\hidewidth}}",
    "textcrh": r"{\leavevmode\ooalign{h\crcr\raise.8ex\hbox{-}\hidewidth}}",
}
"""Latin letters that only rare font encodings have (T5, T4): near enough definitions for the other ones."""

SPACED = frozenset(
    """
    times div cdot pm mp ast star oplus otimes cap cup vee wedge setminus lor land leq le geq ge neq ne equiv
    approx simeq cong sim ll gg prec succ preceq succeq propto subset supset subseteq supseteq in ni notin
    vdash models perp mid parallel leftarrow gets rightarrow to leftrightarrow Leftarrow Rightarrow implies
    Leftrightarrow iff mapsto longrightarrow leqslant geqslant lesssim gtrsim triangleq leadsto circ
    """.split()
)
"""Relations and binary operators: the space before one, where there is any, is also set behind it."""

OPERATORS = frozenset(
    """
    arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf
    limsup ln log max min mod Pr sec sin sinh sup tan tanh
    """.split()
)
"""Operator names: upright words with a space before what they are applied to."""

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

MATH_STYLES = frozenset(
    "mathrm mathit mathsf mathtt mathnormal operatorname boldsymbol bm text textrm textit mbox hbox".split()
)
"""Math alphabets and text in formulas that leave the letters as they are."""


def _alphabet(
    capitals: int, small: int | None = None, digits: int | None = None, **holes: str
) -> dict[str, str]:
    """Plain letter -> its mathematical alphanumeric symbol, from the first code points of the blocks."""
    table = {letter: chr(capitals + at) for at, letter in enumerate(string.ascii_uppercase)}
    if small is not None:
        table |= {letter: chr(small + at) for at, letter in enumerate(string.ascii_lowercase)}
    if digits is not None:
        table |= {digit: chr(digits + at) for at, digit in enumerate(string.digits)}
    return table | holes


MATH_ALPHABETS = {
    "mathbb": _alphabet(0x1D538, 0x1D552, 0x1D7D8, C="ℂ", H="ℍ", N="ℕ", P="ℙ", Q="ℚ", R="ℝ", Z="ℤ"),
    "mathcal": _alphabet(0x1D49C, None, None, B="ℬ", E="ℰ", F="ℱ", H="ℋ", I="ℐ", L="ℒ", M="ℳ", R="ℛ"),
    "mathscr": _alphabet(0x1D49C, None, None, B="ℬ", E="ℰ", F="ℱ", H="ℋ", I="ℐ", L="ℒ", M="ℳ", R="ℛ"),
    "mathfrak": _alphabet(0x1D504, 0x1D51E, None, C="ℭ", H="ℌ", I="ℑ", R="ℜ", Z="ℨ"),
}


def macros(table: str) -> list[tuple[str, list[str]]]:
    """The lines of a table: a character and its macros."""
    rows = (line.split() for line in table.strip().splitlines())
    return [(row[0], row[1:]) for row in rows]
