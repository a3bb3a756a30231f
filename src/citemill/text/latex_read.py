r"""LaTeX text -> CSL-JSON markup: one pass, no macro is ever carried out.

The reader knows the macros of latex_tables; any other one keeps its argument's text, or its name where
it has none, and is handed to `unknown`. Formulas become readable text: `$O(n\sqrt{n})$` is O(n√n), `$x_i^2$`
has subscript and superscript.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import normalize

from citemill.text import latex_math as symbols
from citemill.text import latex_tables as tables

__all__ = ["to_markup"]


_TOKEN = re.compile(r"\\([A-Za-z]+|.|$)|---?|``|''|[!?]`|[{}$~`'-]|[^\\{}$~`'!?-]+|.", re.DOTALL)
_MATH_TOKEN = re.compile(r"\\([A-Za-z]+|.|$)|[{}$^_~]|'{1,4}|\s+|[0-9.]+|.", re.DOTALL)
_GAP = re.compile(r"\s*")
_OPTION = re.compile(r"\s*\[([^\]]*)\]")
_CODE_POINT = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_WORD = re.compile(r"[\w.′]*")
_DEPTH = 60
"""Groups nested deeper are read as if their braces were not there."""

_CHARACTERS: dict[str, str] = dict(tables.LOGOS)
for _table in (
    *(symbols.MATH_READ, tables.GREEK_READ, tables.TEXT_READ),  # first, since later ones go before them
    *(symbols.MATH_EXTRA, symbols.MATH, tables.GREEK, tables.TEXT),
):
    _CHARACTERS |= {_name: _char for _char, _names in tables.macros(_table) for _name in _names}
for _char, (_name, *_) in tables.macros(tables.CYRILLIC_READ) + tables.macros(tables.CYRILLIC):
    _CHARACTERS |= {_name: _char, _name.lower(): _char.lower()}
_CHARACTERS |= {"ypogegrammeni": "\u0345", "prosgegrammeni": "\u0345"}
_CHARACTERS |= {one: one for one in "#$%&_{}"}
_MATH_CHARACTERS = _CHARACTERS | {name: char for char, names in tables.macros(symbols.MATH) for name in names}
_ACCENTS = tables.ACCENTS_READ | tables.ACCENTS
_PRIMES = ("", "′", "″", "‴", "⁗")
_DOTLESS = {"ı": "i", "ȷ": "j"}
_BARE_ACCENT = {"^": "^", "~": "~", "`": "`", "'": "´", '"': "¨", "=": "¯", "c": "¸", "v": "ˇ", "u": "˘"}
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "nicefrac", "sfrac"})
_DELIMITERS = frozenset("left right big Big bigg Bigg bigl bigr Bigl Bigr".split())
_NOCASE = '<span class="nocase">'


def to_markup(tex: str, *, nocase: bool = False, unknown: Callable[[str], None] | None = None) -> str:
    r"""Turn LaTeX text into CSL-JSON markup.

    With `nocase`, braces that protect letter case become `<span class="nocase">`, else they vanish. `unknown`
    is called with the name of each macro that stands in no table.

    >>> to_markup(r"RL$^2$: {\'E}tude in $O(n\sqrt{n})$ -- \emph{E. coli}")
    'RL<sup>2</sup>: Étude in O(n√n) – <i>E. coli</i>'
    >>> to_markup(r"The {GPT-4} report", nocase=True)
    'The <span class="nocase">GPT-4</span> report'
    """
    # Most texts have none of these, and looking for single characters costs a tenth of a regex.
    if not (
        "\\" in tex
        or "{" in tex
        or "}" in tex
        or "$" in tex
        or "~" in tex
        or "`" in tex
        or "--" in tex
        or "''" in tex
    ):
        return tex
    return _Reader(tex, nocase, unknown).text("")


class _Reader:
    __slots__ = ("at", "depth", "nocase", "quoted", "tex", "unknown")

    def __init__(self, tex: str, nocase: bool, unknown: Callable[[str], None] | None) -> None:
        self.tex = tex
        self.at = 0
        self.depth = 0
        self.nocase = nocase
        self.quoted = False
        self.unknown = unknown

    def text(self, closer: str) -> str:
        """Read to the end, or to the brace that closes the group one is in, and over it."""
        out: list[str] = []
        closing: list[str] = []
        tex = self.tex
        while match := _TOKEN.match(tex, self.at):
            self.at = match.end()
            found = match[0]
            if found[0] == "\\":
                name = match[1]
                if name in tables.DECLARATIONS:
                    self.gap()
                    before, after = tables.DECLARATIONS[name]
                    out.append(before)
                    closing.append(after)
                else:
                    out.append(self.macro(name))
            elif found == "{":
                out.append(self.group())
            elif found == "}":
                if closer:
                    break
                out.append("}")
            elif found == "$":
                out.append(self.dollar())
            elif found == "~":
                out.append("\u00a0")
            elif found in tables.LIGATURES:
                out.append(tables.LIGATURES[found])
            elif found == "`":
                out.append("‘")
                self.quoted = True
            elif found == "'" and self.quoted and not tex[self.at : self.at + 1].isalnum():
                out.append("’")
                self.quoted = False
            else:
                out.append(found)
        out += reversed(closing)
        return "".join(out)

    def gap(self) -> None:
        """Skip the white space that ends a macro's name."""
        match = _GAP.match(self.tex, self.at)
        assert match is not None
        self.at = match.end()

    def group(self) -> str:
        """Read a group whose brace has just been read."""
        if self.depth >= _DEPTH:
            return ""
        # BibTeX: a backslash right behind a brace makes a "special character", which protects no case.
        protects = self.nocase and self.depth == 0 and self.tex[self.at : self.at + 1] != "\\"
        self.depth += 1
        content = self.text("}")
        self.depth -= 1
        if content.startswith("[U+") and (code := _CODE_POINT.fullmatch(content)):
            return chr(min(int(code[1], 16), 0x10FFFF))
        if protects and content.lower() != content.upper():  # what has no case needs no protection
            return f"{_NOCASE}{content}</span>"
        return content

    def argument(self, *, math: bool = False) -> str:
        """Read what a macro is applied to: a group, another macro or one character."""
        self.gap()
        start = self.tex[self.at : self.at + 1]
        if start in ("", "}", "$"):
            return ""
        self.at += 1
        if start == "{":
            if self.depth >= _DEPTH:
                return ""
            self.depth += 1
            content = self.formula("}") if math else self.text("}")
            self.depth -= 1
            return content
        if start == "\\" and (match := _TOKEN.match(self.tex, self.at - 1)):
            self.at = match.end()
            if self.depth >= _DEPTH:
                return ""
            self.depth += 1
            content = self.math_macro(match[1]) if math else self.macro(match[1])
            self.depth -= 1
            return content
        return start

    def macro(self, name: str) -> str:
        """Read a macro in text, its name being read."""
        if name in _ACCENTS:
            return _accented(self.argument(), _ACCENTS[name], _BARE_ACCENT.get(name, ""))
        if name in tables.GREEK_ACCENTS:
            return _accented(self.argument(), tables.GREEK_ACCENTS[name])
        named = self.at
        if name.isalpha():
            self.gap()
        if name in _CHARACTERS:
            # The empty group that only ends a macro's name: \LaTeX{}
            if self.tex.startswith("{}", self.at):
                self.at += 2
            return _CHARACTERS[name]
        if name in tables.TEXT_STYLES:
            return self.styled(name)
        if name in tables.SPACE_MACROS:
            if self.tex.startswith("{}", self.at):
                self.at += 2
            elif name == "hspace":
                self.argument()
            return tables.SPACE_MACROS[name]
        if name in tables.IGNORED:
            return ""
        if name in ("(", "["):
            return self.formula("\\)" if name == "(" else "\\]").strip()
        return self.other(name, named)

    def styled(self, name: str) -> str:
        if name == "ensuremath":
            return self.argument(math=True)
        content = self.argument()
        tags = tables.TEXT_STYLES[name]
        if name == "noopsort" or not content:
            return ""
        return f"{tags[0]}{content}{tags[1]}" if tags else content

    def other(self, name: str, named: int) -> str:
        """Read what only some macros have; the rest, whose name ends at `named`, is unknown."""
        if name == "href":
            self.argument()
            return self.argument()
        if name in symbols.MATH_ACCENTS or name in _FRACTIONS or name in ("sqrt", "mathbf"):
            return self.math_macro(name)
        if name in symbols.MATH_ALPHABETS or name in symbols.OPERATORS:
            return self.math_macro(name)
        if name in ("begin", "end"):
            self.argument()
            return ""
        if self.unknown is not None:
            self.unknown(name)
        if option := _OPTION.match(self.tex, self.at):
            self.at = option.end()
        contents = []
        while self.tex.startswith("{", self.at):
            contents.append(self.argument())
        if contents:
            return " ".join(contents)
        self.at = named
        return f"\\{name}"

    def dollar(self) -> str:
        """Read a formula, or a lone dollar sign, whose `$` has just been read."""
        tex = self.tex
        display = tex.startswith("$", self.at)
        start = self.at + display
        end = start
        while (end := tex.find("$", end)) > 0 and tex[end - 1] == "\\":
            end += 1
        # "costs $5 and $10" holds two prices and no formula.
        prices = end > 0 and tex[end - 1].isspace() and tex[end + 1 : end + 2].isdigit() and not display
        if end < 0 or prices:
            return "$"
        self.at = start
        content = self.formula("$")
        if display and tex.startswith("$", self.at):
            self.at += 1
        content = content.strip()
        return "−" if content == "-" else content  # alone it is a sign, and no hyphen

    def formula(self, closer: str) -> str:
        """Read mathematics up to `closer`, and over it."""
        out = _Formula()
        while match := _MATH_TOKEN.match(self.tex, self.at):
            self.at = match.end()
            found = match[0]
            if found == closer:
                break
            if found.isspace():
                out.space = True
            elif found[0] == "\\":
                name = match[1]
                if name in symbols.SPACED:
                    out.relation(self.math_macro(name))
                elif name in symbols.OPERATORS or name == "operatorname":
                    out.word(self.math_macro(name))
                else:
                    out.add(self.math_macro(name))
            elif found == "{":
                out.add(self.subformula())
            elif found in "^_":
                out.script(found, self.argument(math=True))
            elif found == "$":  # a formula does not run over the end of its dollars
                self.at -= 1
                break
            elif found[0] == "'":
                out.add(_PRIMES[len(found)])
            elif found == "~":
                out.add("\u00a0")
            elif found != "}":
                out.add(found)
        return "".join(out.parts)

    def subformula(self) -> str:
        if self.depth >= _DEPTH:
            return ""
        self.depth += 1
        content = self.formula("}")
        self.depth -= 1
        return content

    def math_macro(self, name: str) -> str:
        """Read a macro in a formula, its name being read."""
        if name in symbols.MATH_ACCENTS:
            return _accented(self.argument(math=True), symbols.MATH_ACCENTS[name])
        if name == "sqrt":
            return self.root()
        if name in _FRACTIONS:
            above, below = self.argument(math=True), self.argument(math=True)
            return f"{_bracketed(above)}/{_bracketed(below)}"
        if name in ("binom", "dbinom", "tbinom"):
            return f"({self.argument(math=True)} choose {self.argument(math=True)})"
        if name in symbols.MATH_ALPHABETS:
            table = symbols.MATH_ALPHABETS[name]
            return "".join(table.get(char, char) for char in self.argument(math=True))
        if name in ("mathbf", "textbf", "bf"):
            content = self.argument(math=name != "textbf")
            return f"<b>{content}</b>" if content else ""
        if name in ("text", "textrm", "textit", "mbox", "hbox"):
            return self.argument()
        if name in symbols.MATH_STYLES:
            return self.argument(math=True)
        if name == "not":
            return normalize("NFC", self.argument(math=True) + "\u0338")
        if name in symbols.OPERATORS:
            return {"argmax": "arg max", "argmin": "arg min"}.get(name, name)
        if name in _MATH_CHARACTERS:
            return _MATH_CHARACTERS[name]
        if name in _DELIMITERS:
            self.gap()
            if self.tex.startswith(".", self.at):
                self.at += 1
            return ""
        return self.macro(name)

    def root(self) -> str:
        sign = "√"
        if option := _OPTION.match(self.tex, self.at):
            self.at = option.end()
            sign = {"3": "∛", "4": "∜"}.get(option[1].strip(), f"<sup>{option[1]}</sup>√")
        return sign + _bracketed(self.argument(math=True))


class _Formula:
    """The text of a formula as it grows, with TeX's spaces: the source's count beside signs and words."""

    __slots__ = ("after_word", "forced", "loose", "parts", "space")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.space = False
        """White space has been read since the last part."""
        self.loose = False
        """The last part is a sign beside which a space is kept."""
        self.forced = False
        """The last part is a relation that had a space before it: one stands behind it too."""
        self.after_word = False
        """The last part is the name of an operator."""

    def add(self, part: str) -> None:
        if not part:
            return
        sign = part in "=+-<>|,:;/"
        if (
            self.forced
            or (self.after_word and part[0] not in "([_^,;.)<")
            or (self.space and (self.loose or sign) and self.parts)
        ):
            self.parts.append(" ")
        self.parts.append(part)
        self.space = self.forced = self.after_word = False
        self.loose = sign

    def relation(self, part: str) -> None:
        spaced = self.space and bool(self.parts)
        if spaced or self.forced:
            self.parts.append(" ")
        self.parts.append(part)
        self.forced = spaced
        self.space = self.loose = self.after_word = False

    def word(self, part: str) -> None:
        if self.parts and (self.forced or self.space or self.parts[-1][-1:].isalnum()):
            self.parts.append(" ")
        self.parts.append(part)
        self.after_word = True
        self.space = self.forced = self.loose = False

    def script(self, kind: str, content: str) -> None:
        if content == "∘" and kind == "^":
            self.parts.append("°")
        elif content and not content.strip("′″‴⁗"):
            self.parts.append(content)
        elif content:
            tag = "sup" if kind == "^" else "sub"
            self.parts.append(f"<{tag}>{content}</{tag}>")
        self.space = self.forced = self.loose = False


def _accented(base: str, mark: str, bare: str = "") -> str:
    """The first letter of `base` with a combining character on it."""
    if not base or base.isspace():
        return bare + base
    first, rest = base[0], base[1:]
    while rest and "\u0300" <= rest[0] <= "\u036f":
        first, rest = first + rest[0], rest[1:]
    return normalize("NFC", _DOTLESS.get(first, first) + mark) + rest


def _bracketed(content: str) -> str:
    """A part of a fraction or root, in brackets where it would fall apart without."""
    if not content or _WORD.fullmatch(content) or (content[0] == "(" and content[-1] == ")"):
        return content
    return f"({content})"
