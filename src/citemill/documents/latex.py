r"""LaTeX: a document that pdfLaTeX and LuaLaTeX set alike, or a fragment to `\input`.

Every character that means something to TeX is escaped, so that a title can run no command. Latin letters and
typographic signs stand as they are (UTF-8). Any other character is `\citemillchar{code}{substitute}`:
LuaLaTeX and XeLaTeX set it where the font has it; else the substitute stands, a symbol of mathematics, an
accented letter or the code of the character, so that nothing is lost in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from citemill.documents.plain import lines, safe_address, settled
from citemill.text.document import Block, Document, Heading, Paragraph, Reference, References
from citemill.text.latex import from_markup
from citemill.text.rich import Mark, Rich, plain

__all__ = ["document", "escape", "inline"]

_ESCAPES = {
    **{sign: f"\\{sign}" for sign in "#$%&_{}"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "[": "{[}",  # a bracket after \\ or \item would begin an argument
    "]": "{]}",
    "\u00a0": "~",
    "\u00ad": r"\-",
    "\u2009": r"\,",
    "\u200b": r"\hspace{0pt}",
    "\u202f": r"\,",
    "\u2010": "-",
    "\u2011": r"\mbox{-}",
    "\u2026": r"\ldots{}",
    "\u2212": r"$-$",
}
# What pdfLaTeX sets in the font encodings T1 and TS1; held against it in tests/documents/test_latex.py.
_DIRECT = "¡-¬®-ÿĀ-ģĨ-ıĴ-ķĹ-ľŁ-ňŊ-ťŨ-ž–—‘’‚“”„†‡•‰‹›€™"
_SPECIAL = re.compile(rf"(?:--+|,,+|''+|[?!]`|[^ -~{_DIRECT}]|[{re.escape(''.join(_ESCAPES))}])")

_COMMANDS = {
    Mark.ITALIC: "textit",
    Mark.OBLIQUE: "textsl",
    Mark.UPRIGHT: "textup",
    Mark.BOLD: "textbf",
    Mark.HIGHLIGHT: "textbf",
    Mark.REGULAR: "textmd",
    Mark.SMALL_CAPS: "textsc",
    Mark.UNDERLINE: "underline",
    Mark.SUP: "textsuperscript",
    Mark.SUB: "textsubscript",
}
_HEADINGS = ("section", "subsection", "subsubsection", "paragraph")

_PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\else
  \usepackage{fontspec}
\fi
\usepackage{amssymb}
\usepackage[margin=1in]{geometry}
\usepackage[unicode,hidelinks]{hyperref}
\setlength{\parindent}{0pt}
\pagestyle{plain}
"""
# \providecommand: a document that inputs several fragments, or has no hyperref, takes them all the same.
_DEFINITIONS = r"""\makeatletter
\ifx\directlua\@undefined\ifx\XeTeXversion\@undefined
  \providecommand{\citemillchar}[2]{#2}%
\fi\fi
\providecommand{\citemillchar}[2]{\iffontchar\font"#1 \char"#1 \else#2\fi}%
\providecommand{\href}[2]{#2}%
\makeatother
"""

# After the definitions, for a title may need them; what a PDF says of itself knows all of Unicode.
_METADATA = r"""\pdfstringdefDisableCommands{\def\citemillchar#1#2{\unichar{"#1}}}
\hypersetup{pdftitle={@TITLE@},pdfauthor={@AUTHOR@},pdflang={@LANGUAGE@}}
"""


def escape(text: str) -> str:
    r"""The text for LaTeX's text mode.

    >>> escape("50% of R&D_{x} \\input{a} – Müller")
    '50\\% of R\\&D\\_\\{x\\} \\textbackslash{}input\\{a\\} – Müller'
    """
    return _SPECIAL.sub(_escaped, unicodedata.normalize("NFC", settled(text)))


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found in _ESCAPES:
        return _ESCAPES[found]
    if len(found) > 1:  # what a font would make one sign of, kept apart
        return r"{\kern0pt}".join(_ESCAPES.get(sign, sign) for sign in found)
    if unicodedata.category(found) == "Cf":
        return ""  # joiners and directions: TeX has none of them, and they have no shape of their own
    substitute = from_markup(found, ascii=True)
    is_symbol = substitute.startswith("$") and substitute.count("$") == 2
    is_accented = unicodedata.normalize("NFD", found)[0].isascii() and not substitute.startswith("{[")
    if not is_symbol and not is_accented:
        substitute = f"{{[}}U+{ord(found):04X}{{]}}"
    return rf"\citemillchar{{{ord(found):04X}}}{{{substitute}}}"


def inline(rich: Rich) -> str:
    r"""One text as LaTeX.

    >>> from citemill.text.rich import Span
    >>> inline(("RL", Span(Mark.SUP, ("2",)), " & ", Span(Mark.LINK, ("a",), "https://example.org/a_b#c")))
    'RL\\textsuperscript{2} \\& \\href{https://example.org/a\\_b\\#c}{a}'
    """
    return "".join(_inline(rich, linked=False))


def _inline(rich: Rich, linked: bool) -> Iterator[str]:
    for part in rich:
        if isinstance(part, str):
            yield escape(part)
        elif part.mark is Mark.LINK and not linked and (address := safe_address(part.value)):
            text = "".join(_inline(part.children, True))
            if plain(part.children).startswith(("http://", "https://")):
                text = re.sub(r"(?<=[/.?=])(?=[^/.?=])", r"\\allowbreak{}", text)
            yield rf"\href{{{_target(address)}}}{{{text}}}"
        elif command := _COMMANDS.get(part.mark):
            yield rf"\{command}{{"
            yield from _inline(part.children, linked)
            yield "}"
        else:
            yield from _inline(part.children, linked)


def _target(address: str) -> str:
    ascii_only = "".join(
        sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in address
    )
    return re.sub(
        r"[#%&_$~]", lambda match: "%7E" if match[0] == "~" else f"\\{match[0]}", ascii_only
    ).replace(r"%7E", r"\%7E")


def document(document: Document, *, standalone: bool = True) -> str:
    """The document with a preamble, or its body alone, with the definitions it needs."""
    body = "\n\n".join(filter(None, map(_block, document.blocks)))
    if not standalone:
        return f"{_DEFINITIONS}{body}\n"
    title, author = escape(document.title), escape(document.author)
    metadata = (
        _METADATA.replace("@TITLE@", title)
        .replace("@AUTHOR@", author)
        .replace("@LANGUAGE@", re.sub(r"[^A-Za-z0-9-]", "", document.language))
    )
    heading = f"{{\\LARGE\\bfseries {title}\\par}}\n\\bigskip\n\n" if title else ""
    empty = r"\null"  # a page without anything on it is no page to TeX
    preamble = f"{_PREAMBLE}{_DEFINITIONS}{metadata}"
    return f"{preamble}\n\\begin{{document}}\n{heading}{body or empty}\n\\end{{document}}\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return rf"\{_HEADINGS[min(block.level, len(_HEADINGS)) - 1]}*{{{inline(block.text)}}}"
    if isinstance(block, Paragraph):
        text = inline(block.text)
        return rf"{{\small {text}\par}}" if block.small else rf"{text}\par"
    return _references(block)


def _references(block: References) -> str:
    if not block.entries:
        return ""
    widest = max((entry.label for entry in block.entries), key=lambda label: len(plain(label)))
    if plain(widest):
        if len(plain(widest)) < block.label_width:  # as wide as in the other lists: all digits are
            widest = ("0" * (block.label_width - 1) + ".",)
        layout = (
            rf"\settowidth{{\labelwidth}}{{{inline(widest)}}}\setlength{{\labelsep}}{{.6em}}"
            r"\setlength{\leftmargin}{\labelwidth}\addtolength{\leftmargin}{\labelsep}"
        )
    elif block.hanging:
        layout = r"\setlength{\leftmargin}{2em}\setlength{\itemindent}{-2em}"
    else:
        layout = r"\setlength{\leftmargin}{0pt}"
    apart = ".35" if block.entry_spacing == 0 else ".7"
    layout += rf"\setlength{{\itemsep}}{{{apart}\baselineskip}}\setlength{{\parsep}}{{0pt}}"
    align = r"\renewcommand{\makelabel}[1]{#1\hfil}"
    items = "\n".join(map(_entry, block.entries))
    return f"\\begin{{list}}{{}}{{{layout}{align}}}\\sloppy\n{items}\n\\end{{list}}"


def _entry(entry: Reference) -> str:
    paragraphs = [
        rf"\begin{{quote}}{inline(line.content)}\end{{quote}}" if line.indented else inline(line.content)
        for line in lines(entry.content)
    ]
    paragraphs += [inline(below) for below in entry.below]
    label = inline(entry.label)
    # The label is always given: \item would take a bracket that follows for the beginning of one.
    return (
        rf"\item[{{{label}}}] " + "\n\n".join(paragraphs) if label else r"\item[] " + "\n\n".join(paragraphs)
    )
