"""CSL-JSON markup -> LaTeX text that can break out of nothing.

Braces always come out balanced, counted with or without the escaped ones, since BibTeX counts all and other
readers count some. Letters outside ASCII stay as they are (UTF-8), or become macros that classic BibTeX and
pdflatex set. Of those, Latin letters need no package (`tables.PROVIDED` defines the rare ones), mathematics
at most `amssymb`, Greek words `textalpha` and Cyrillic the font encoding T2A; what has no macro at all is
written by its code point, `{[U+4E2D]}`, which the reader takes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from string import ascii_uppercase
from unicodedata import normalize

from citemill.text import latex_math as symbols
from citemill.text import latex_tables as tables
from citemill.text import markup
from citemill.text.latex_case import LetterCase, letter_case, protected
from citemill.text.rich import Mark, Rich, plain

__all__ = ["LatexWriter", "from_markup"]

CONTROL = "\x00-\x08\x0b-\x1f\x7f\ud800-\udfff"
"""Characters that no text holds: control characters and halves of surrogate pairs."""

_LIGATURES = r"-(?=-)|'(?=')|[!?](?=`)|`"
_ESCAPED = re.compile(rf"[#$%&_{{}}~^\\{CONTROL}]|{_LIGATURES}")
_ESCAPED_ASCII = re.compile(rf"[#$%&_{{}}~^\\<>|{CONTROL}]|{_LIGATURES}|√[0-9A-Za-z]+|[^\x00-\x7f]+")

# The same for a quick look at a text's bytes in UTF-8, where 0xED begins surrogates (and some Hangul).
_MAYBE = {*range(9), *range(11, 32), 127, 0xED, *b"#$%&_{}~^\\`-'"}
_HARMLESS = bytes(set(range(256)) - _MAYBE)
_HARMLESS_ASCII = bytes(set(range(128)) - _MAYBE - set(b"<>|"))
_NEARLY_HARMLESS = b"#$%&_-'"
"""Some are escaped whatever stands beside them, two only where they stand twice."""

_ESCAPES = {
    **{char: f"\\{char}" for char in "#$%&_"},
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "\\": r"{\textbackslash}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    "`": r"{\textasciigrave}",
    "-": "-{}",
    "'": "'{}",
    "!": "!{}",
    "?": "?{}",
}

_STYLES: dict[Mark, tuple[str, str]] = {
    Mark.ITALIC: (r"\textit{", "}"),
    Mark.BOLD: (r"\textbf{", "}"),
    Mark.SMALL_CAPS: (r"\textsc{", "}"),
    Mark.SUP: (r"\textsuperscript{", "}"),
    Mark.SUB: (r"\textsubscript{", "}"),
    Mark.NOCASE: ("{", "}"),
}
_SCRIPT = {Mark.SUP: "^", Mark.SUB: "_"}
_SCRIPT_DIGITS = re.compile(r"[+-]?[0-9]+|[A-Za-z]")

_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]+")


class LatexWriter:
    """Turns CSL-JSON markup into LaTeX text, with the same choices for every text.

    `ascii` writes macros for all that is not ASCII; `unwritable` is called with each character that has none.
    """

    __slots__ = ("_escaped", "_harmless", "_unwritable", "ascii")

    def __init__(self, *, ascii: bool = False, unwritable: Callable[[str], None] | None = None) -> None:
        self.ascii = ascii
        self._escaped = _ESCAPED_ASCII if ascii else _ESCAPED
        self._harmless = _HARMLESS_ASCII if ascii else _HARMLESS
        self._unwritable = unwritable

    def text(self, text: str) -> str:
        """A text."""
        written = self.escape(text) if "<" not in text else self._rich(markup.parse(text), None, True)
        return _with_braces(written) if "{" in text else written

    def title(self, text: str) -> str:
        """A title: the words whose capitals a style must keep stand in braces."""
        if "<" not in text:
            written = self._guarded(text, letter_case(text), True)
        else:
            rich = markup.parse(text)
            written = self._rich(rich, letter_case(plain(rich)), True)
        return _with_braces(written) if "{" in text else written

    def escape(self, text: str) -> str:
        """A text without marks."""
        # Abstracts are long and mostly harmless: a regular expression takes ten times as long to see that.
        found = text.encode("utf-8", "surrogatepass").translate(None, self._harmless)
        if not found:
            return text
        if (
            found.translate(None, _NEARLY_HARMLESS)
            or (b"-" in found and "--" in text)
            or (b"'" in found and "''" in text)
        ):
            return self._escaped.sub(self._replacement, text)
        for char in "#$%&_":
            if char in text:
                text = text.replace(char, "\\" + char)
        return text

    def _rich(self, text: Rich, case: LetterCase | None, starts: bool) -> str:
        """Write marked text; `case` is None where no capitals are to be protected."""
        pieces: list[str] = []
        for part in text:
            if isinstance(part, str):
                pieces.append(self.escape(part) if case is None else self._guarded(part, case, starts))
            elif part.mark in _SCRIPT and _SCRIPT_DIGITS.fullmatch(script := plain(part.children)):
                sign = _SCRIPT[part.mark]
                pieces.append(f"${sign}{script}$" if len(script) == 1 else f"${sign}{{{script}}}$")
            else:
                before, after = _STYLES.get(part.mark, ("", ""))
                inner = None if part.mark is Mark.NOCASE else case
                pieces += (before, self._rich(part.children, inner, starts), after)
            starts = False
        return "".join(pieces)

    def _guarded(self, text: str, case: LetterCase, starts: bool) -> str:
        """A title's text without marks, with braces round the words whose capitals must stay."""
        escaped = self.escape(text)
        kept = protected(text, case, starts=starts)
        if not kept:
            return escaped
        escape = str if escaped is text else self.escape
        pieces: list[str] = []
        done = 0
        for begin, end in kept:
            pieces += (escape(text[done:begin]), "{", escape(text[begin:end]), "}")
            done = end
        pieces.append(escape(text[done:]))
        return "".join(pieces)

    def _replacement(self, match: re.Match[str]) -> str:
        found = match[0]
        if found in _ESCAPES:
            return _ESCAPES[found]
        if found[0] == "√" and found[1:].isascii() and len(found) > 1:
            return f"$\\sqrt{{{found[1:]}}}$"
        if found.isascii() or "\ud800" <= found <= "\udfff":
            return ""
        written = _macros_of(found)
        if self._unwritable is not None:
            for char in found:
                if _macro_of(char).startswith("{[U+"):
                    self._unwritable(char)
        return written


_BRACES = {r"{\textbraceleft}": r"\{", r"{\textbraceright}": r"\}"}
_BRACE = re.compile(r"\{\\textbrace(?:left|right)\}")


def _with_braces(written: str) -> str:
    r"""The text with `\{` and `\}`, which more programs read, where each has its other half.

    BibTeX counts such braces as it does all others, so a single one stays a macro.
    """
    level = 0
    for match in _BRACE.finditer(written):
        level += 1 if match[0] == r"{\textbraceleft}" else -1
        if level < 0:
            return written
    return written if level else _BRACE.sub(lambda match: _BRACES[match[0]], written)


_UNICODE = LatexWriter()
_ASCII = LatexWriter(ascii=True)


def from_markup(text: str, *, ascii: bool = False, protect: bool = False) -> str:
    r"""Turn CSL-JSON markup into LaTeX text; `protect` braces the words of a title whose capitals must stay.

    >>> from_markup("RL<sup>2</sup>: 50% of {GPT-4} & Étude", protect=True)
    '{RL}$^2$: 50\\% of \\{{GPT-4}\\} \\& Étude'
    >>> from_markup("Étude in O(n√n) – α-GAN", ascii=True)
    "{\\'E}tude in O(n$\\sqrt{n}$) -- $\\alpha$-GAN"
    """
    writer = _ASCII if ascii else _UNICODE
    return writer.title(text) if protect else writer.text(text)


_known: dict[str, str] = {}


def _macros_of(run: str) -> str:
    """A run of characters outside ASCII as macros."""
    if len(run) == 1 and run not in _SCRIPTS:
        return _macro_of(run)
    if _GREEK.search(run):
        run = normalize("NFC", run)
    pieces: list[str] = []
    for match in _RUNS.finditer(run):
        found = match[0]
        if match[1]:
            pieces.append(f"$^{{{found.translate(_PLAIN_SCRIPTS)}}}$")
        elif match[2]:
            pieces.append(f"$_{{{found.translate(_PLAIN_SCRIPTS)}}}$")
        else:
            pieces.append("".join(map(_greek_text, found)) if len(found) > 1 else _macro_of(found))
    return "".join(pieces)


_RUNS = re.compile(
    # ¹²³ alone have macros; beside other raised characters they are part of one exponent.
    r"([¹²³]*[⁰ⁱ⁴-ⁿ][¹²³⁰ⁱ⁴-ⁿ]*)|([₀-₎ₐ-ₜ]+)|[\u0370-\u03ff\u1f00-\u1fff]{2,}|.",
    re.DOTALL,
)
_SCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ"
_PLAIN_SCRIPTS = {ord(char): normalize("NFKC", char).replace("−", "-") for char in _SCRIPTS}


def _macro_of(char: str) -> str:
    written = _known.get(char)
    if written is None:
        written = _known[char] = _find_macro(char)
    return written


def _find_macro(char: str) -> str:
    if char in _FIXED:
        return _FIXED[char]
    parts = normalize("NFD", char)
    if parts[1:] == "\u0338" and _FIXED.get(parts[0], "").startswith("$"):
        return f"$\\not{_FIXED[parts[0]][1:]}"
    if parts[1:2] == "\u031b":  # a letter with a horn is a letter of its own, and may have an accent
        parts = normalize("NFC", parts[:2]) + parts[2:]
    if len(parts) > 1 and parts[0] in _BASES and all(mark in _ACCENT_OF for mark in parts[1:]):
        return "{" + _accented(parts) + "}"
    if _GREEK.match(char):
        return _greek_text(char)
    plainer = normalize("NFKC", char)
    if plainer != char:
        letters = [_ESCAPES.get(one, one) if one.isascii() else _macro_of(one) for one in plainer]
        if not any(one.startswith("{[U+") for one in letters):
            return "".join(letters)
    return f"{{[U+{ord(char):04X}]}}"


def _accented(parts: str) -> str:
    r"""A letter and its combining characters, e.g. `\'{\^e}`; the one nearest to the letter inside."""
    base, marks = parts[:-1], parts[-1]
    macro = _ACCENT_OF[marks]
    gap = " " if macro.isalpha() else ""
    if len(base) > 1:
        return f"\\{macro}{{{_accented(base)}}}"
    letter = _DOTTED.get(base, base) if marks in _ABOVE else base
    letter = _FIXED[letter][1:-1] if letter in _FIXED else letter
    return f"\\{macro}{gap if not letter.startswith(chr(92)) else ''}{letter}"


def _greek_text(char: str) -> str:
    r"""A letter of a Greek word, e.g. `{\acctonos\\textalpha}`."""
    if char in _GREEK_LETTERS:
        return f"{{\\{_GREEK_LETTERS[char]}}}"
    parts = normalize("NFD", char)
    marks = parts[1:].replace("\u0345", "")
    if parts[0] in _GREEK_LETTERS and parts[1:] in ("\u0304", "\u0306"):
        return f"{{\\{_ACCENT_OF[parts[1:]]}\\{_GREEK_LETTERS[parts[0]]}}}"
    if parts[0] not in _GREEK_LETTERS or (marks and marks not in _GREEK_ACCENT_OF):
        return _FIXED.get(char) or f"{{[U+{ord(char):04X}]}}"
    accent = f"\\{_GREEK_ACCENT_OF[marks]}" if marks else ""
    iota = "\\ypogegrammeni" if "\u0345" in parts else ""
    return f"{{{accent}\\{_GREEK_LETTERS[parts[0]]}{iota}}}"


_BASES = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÆØæøАЕИОУЫЭЖЗЧаеиоуыэжзчӘәГКгкІіъЪƠơƯưӨө"
)
_DOTTED = {"i": "ı", "j": "ȷ"}
_ABOVE = frozenset("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030f\u0311")
_ACCENT_OF: dict[str, str] = {}
for _macro, _mark in tables.ACCENTS.items():
    _ACCENT_OF.setdefault(_mark, _macro)
_GREEK_ACCENT_OF = {marks: macro for macro, marks in tables.GREEK_ACCENTS.items()}
_GREEK_LETTERS = {char: names[0] for char, names in tables.macros(tables.GREEK)}


_ALIKE = {
    "¸": r"{\c{}}",
    "Ӏ": r"{\CYRpalochka}",
    "−": "$-$",
    "∆": r"$\Delta$",
    "Ω": r"$\Omega$",
    "⟂": r"$\perp$",
    "∛": r"$\sqrt[3]{}$",
    "∜": r"$\sqrt[4]{}$",
    "″": "$''$",
    "‴": "$" + 3 * "'" + "$",
    "∬": r"$\int\!\!\int$",
    "⩽": r"$\leq$",
    "⩾": r"$\geq$",
    "♥": r"$\heartsuit$",
    "♦": r"$\diamondsuit$",
    "‣": r"$\blacktriangleright$",
    "▸": r"$\blacktriangleright$",
    "▪": r"$\blacksquare$",
    "∎": r"$\blacksquare$",
    "☆": r"$\star$",
    "○": r"$\bigcirc$",
    "●": r"$\bullet$",
    "≔": "$:=$",
    "≕": "$=:$",
    "∶": ":",
    "∕": "/",
    "ʼ": "'",
    "ʹ": "$'$",
    "ʺ": "$''$",
}
"""Characters without a macro of their own that are set by that of one like them."""


def _fixed() -> dict[str, str]:
    """All characters outside ASCII that a table has, as they are written."""
    fixed: dict[str, str] = {}
    for table in (symbols.MATH_EXTRA, symbols.MATH):
        fixed |= {char: f"$\\{names[0]}$" for char, names in tables.macros(table) if not char.isascii()}
    fixed |= {char: f"{{\\{names[0]}}}" for char, names in tables.macros(tables.TEXT) if not char.isascii()}
    for char, names in tables.macros(tables.CYRILLIC):
        fixed |= {char: f"{{\\{names[0]}}}", char.lower(): f"{{\\{names[0].lower()}}}"}
    for name in ("mathbb", "mathcal"):
        alphabet = symbols.MATH_ALPHABETS[name]
        fixed |= {alphabet[letter]: f"$\\{name}{{{letter}}}$" for letter in ascii_uppercase}
    fixed |= {
        char: f"$\\mathfrak{{{letter}}}$" for letter, char in symbols.MATH_ALPHABETS["mathfrak"].items()
    }
    fixed |= tables.SPACES
    fixed |= _ALIKE
    fixed |= {"–": "--", "—": "---", "“": "``", "”": "''", "ʻ": r"{\textquoteleft}"}
    return fixed


_FIXED = _fixed()
