"""What LaTeX calls the characters of mathematics. Tables only, in the form of those of latex_tables."""

from __future__ import annotations

import string

__all__ = [
    "MATH",
    "MATH_ACCENTS",
    "MATH_ALPHABETS",
    "MATH_EXTRA",
    "MATH_READ",
    "MATH_STYLES",
    "OPERATORS",
    "SPACED",
]

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
↼ leftharpoonup
↽ leftharpoondown
⇁ rightharpoondown
⇕ Updownarrow
⟼ longmapsto
⟸ Longleftarrow
⌢ frown
⌣ smile
⨀ bigodot
⨄ biguplus
⨆ bigsqcup
◯ bigcirc
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
✓ checkmark
↚ nleftarrow
↛ nrightarrow
↞ twoheadleftarrow
↠ twoheadrightarrow
↢ leftarrowtail
↣ rightarrowtail
↫ looparrowleft
↬ looparrowright
↭ leftrightsquigarrow
↮ nleftrightarrow
↰ Lsh
↱ Rsh
↶ curvearrowleft
↷ curvearrowright
↺ circlearrowleft
↻ circlearrowright
↾ upharpoonright restriction
↿ upharpoonleft
⇂ downharpoonright
⇃ downharpoonleft
⇄ rightleftarrows
⇆ leftrightarrows
⇇ leftleftarrows
⇈ upuparrows
⇉ rightrightarrows
⇊ downdownarrows
⇋ leftrightharpoons
⇍ nLeftarrow
⇎ nLeftrightarrow
⇏ nRightarrow
⇚ Lleftarrow
⇛ Rrightarrow
⇠ dashleftarrow
⇢ dashrightarrow dasharrow
∡ measuredangle
∢ sphericalangle
∔ dotplus
∽ backsim
≂ eqsim
≊ approxeq
≎ Bumpeq
≏ bumpeq
≑ doteqdot Doteq
≒ fallingdotseq
≓ risingdotseq
≖ eqcirc
≗ circeq
≦ leqq
≧ geqq
≨ lneqq
≩ gneqq
≬ between
≶ lessgtr
≷ gtrless
≾ precsim
≿ succsim
⊀ nprec
⊁ nsucc
⊈ nsubseteq
⊉ nsupseteq
⊏ sqsubset
⊐ sqsupset
⊚ circledcirc
⊛ circledast
⊝ circleddash
⊟ boxminus
⊡ boxdot
⊪ Vvdash
⊮ nVdash
⊯ nVDash
⊺ intercal
⊻ veebar
⊼ barwedge
⋇ divideontimes
⋋ leftthreetimes
⋌ rightthreetimes
⋍ backsimeq
⋎ curlyvee
⋏ curlywedge
⋐ Subset
⋑ Supset
⋒ Cap doublecap
⋓ Cup doublecup
⋔ pitchfork
⋖ lessdot
⋗ gtrdot
⋘ lll llless
⋙ ggg gggtr
⋚ lesseqgtr
⋛ gtreqless
⋞ curlyeqprec
⋟ curlyeqsucc
⋦ lnsim
⋧ gnsim
⋨ precnsim
⋩ succnsim
⋪ ntriangleleft
⋫ ntriangleright
⋬ ntrianglelefteq
⋭ ntrianglerighteq
≁ nsim
≇ ncong
⪅ lessapprox
⪆ gtrapprox
⪇ lneq
⪈ gneq
⪉ lnapprox
⪊ gnapprox
⪋ lesseqqgtr
⪌ gtreqqless
⪕ eqslantless
⪖ eqslantgtr
⪵ precneqq
⪶ succneqq
⪷ precapprox
⪸ succapprox
⪹ precnapprox
⪺ succnapprox
⫅ subseteqq
⫆ supseteqq
⫋ subsetneqq varsubsetneqq
⫌ supsetneqq varsupsetneqq
‵ backprime
Ⓢ circledS
✠ maltese
Ⅎ Finv
⅁ Game
ℶ beth
ℷ gimel
ℸ daleth
⌜ ulcorner
⌝ urcorner
⌞ llcorner
⌟ lrcorner
▲ blacktriangle
▼ blacktriangledown
◀ blacktriangleleft
▶ blacktriangleright
⧫ blacklozenge
╱ diagup
╲ diagdown
∖ smallsetminus
"""
"""Mathematics that needs the package amssymb (as do the letters of \\mathbb)."""

MATH_READ = """
∬ iint
∭ iiint
⨌ iiiint
⟦ llbracket lBrack
⟧ rrbracket rBrack
☉ astrosun sun Sun
♁ earth varEarth
♀ female venus Venus
♂ male mars Mars
☿ mercury
♃ jupiter
♄ saturn
♈ aries
✗ xmark
✓ cmark
⅋ parr bindnasrepma
△ bigtriangleup
▽ bigtriangledown
≔ coloneqq coloneq colonequals
≕ eqqcolon
∷ Colon dblcolon
⋅ cdotp
. ldotp
: colon
/ slash
[ lbrack
] rbrack
$ mathdollar
£ mathsterling
§ mathsection
¶ mathparagraph
_ mathunderscore
… mathellipsis
Ω ohm Omegaup
µ micro
° degree
⊲ lhd
⊳ rhd
⊴ unlhd
⊵ unrhd
⋈ Join
⧀ olessthan
⧁ ogreaterthan
⊸ lollipop
® circledR
¥ yen
"""
"""Read only: of packages that a document rarely loads, or names beside a better known one."""

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
