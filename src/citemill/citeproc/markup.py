"""The processor's inner text: plain strings in which single control characters carry marks and quotes.

Rendering joins many small texts; strings do that fastest, and a mark costs two characters. The control
characters are Unicode noncharacters (U+FDD0 to U+FDEF), "intended for process-internal use"; `encode` takes
them out of everything that comes in. `decode` turns the finished text into `Rich`.

    OPEN[Mark.ITALIC] "Nature" CLOSE     a span
    OPEN_QUOTE "title" CLOSE_QUOTE       quotation marks, outer or inner ones to be decided at the end
    OPEN[Mark.LINK] address VALUE text CLOSE
    JOINT                                punctuation on its two sides is not to be merged
"""

from __future__ import annotations

import re
import unicodedata

from citemill.text.rich import Inline, Mark, Rich, Span

__all__ = [
    "BLOCK_END",
    "CLOSE",
    "CLOSE_QUOTE",
    "CLOSE_SINGLE",
    "CONTROLS",
    "DELIMITED",
    "FIELD_BOLD",
    "FIELD_ITALIC",
    "FIELD_SMALL_CAPS",
    "GROUP_END",
    "JOINT",
    "LEAF_END",
    "MIXED",
    "NUMBER_END",
    "OPEN",
    "OPEN_QUOTE",
    "OPEN_SINGLE",
    "SEAMS",
    "STOPS",
    "SWALLOWS",
    "TERM",
    "VALUE",
    "WIDE",
    "decode",
    "encode",
    "encode_affix",
    "encode_field",
    "encode_rich",
    "keep_wide",
    "strip",
]

OPEN_QUOTE, CLOSE_QUOTE, OPEN_SINGLE, CLOSE_SINGLE, CLOSE, JOINT, VALUE = map(chr, range(0xFDD0, 0xFDD7))
FIELD_ITALIC, FIELD_BOLD, FIELD_SMALL_CAPS = map(chr, range(0xFDD7, 0xFDDA))
NO_DECORATION = "\ufdee"
# A language is marked in finished text only, so that the noncharacters suffice.
OPEN: dict[Mark, str] = {
    mark: chr(0xFDDA + number)
    for number, mark in enumerate(mark for mark in Mark if mark is not Mark.LANGUAGE)
}
assert max(OPEN.values()) < NO_DECORATION
CONTROLS = "\ufdd0-\ufdef"

TERM = "\ufffe"
"""Stands before a term in a note, where a citation may begin with it."""

LEAF_END = "\x01"
"""Stands behind the suffix of a text, number, label or date-part that ends in punctuation."""

DELIMITED = "\x02"
"""Stands behind a suffix that ends in punctuation where a delimiter that begins with some follows."""

WIDE = "\x03"
"""The first of two blanks in an affix: a wide gap is meant, which a no-break blank keeps."""

GROUP_END = "\x04"
"""Stands behind a group or macro that ends in punctuation: what follows meets what is inside."""

STOPS = (".", ",", ";", ":", "!", "?")

BLOCK_END = "\x05"
"""Stands behind a block (`display`)."""

MIXED = "\x06"
"""Stands behind a text that is not of one piece (marks, quotes, an apostrophe): nothing is put to its end."""

NUMBER_END = "\x07"
"""The same as LEAF_END behind a number."""

SWALLOWS = "\x08"
"""Stands behind a group that takes away the punctuation after it."""

SEAMS = "\x01-\x08"

_CONTROL = re.compile(f"[{CONTROLS}{SEAMS}]")
_SUPERSCRIPT_CHARS = (
    "\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u02c0\u02c1\u02e0-\u02e4\u06e5\u06e6\u1d2c-\u1d61\u1d78\u1d9b-\u1dbf"
    "\u2070-\u207f\u2120\u2122\u3192-\u319f"
)
_NEEDS_WORK = re.compile(f"[<\"'«’”{CONTROLS}{SEAMS}{_SUPERSCRIPT_CHARS}]|[.,;:!?][.,;:!?]| [:;!?]")
_TAG = re.compile(
    r"<(/?)(i|b|sup|sub|sc|span)((?:\s+[a-z]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*)\s*>", re.IGNORECASE
)
_TAG_OPENS = {
    "i": FIELD_ITALIC,
    "b": FIELD_BOLD,
    "sc": FIELD_SMALL_CAPS,
    "sup": OPEN[Mark.SUP],
    "sub": OPEN[Mark.SUB],
}
_PUNCTUATION_RUN = re.compile(r"(?<=[.,;:!?”])(?=[.,;:!?])")
_SPACED_MARK = re.compile(r"(?<! ) (?=[:;!?])")
"""A blank that belongs to the mark after it, as in French: it must not part from it at the end of a line."""
_SUPERSCRIPT = re.compile(f"[{_SUPERSCRIPT_CHARS}]")
_UNDECOMPOSED = {"\u02c0": "ʔ", "\u02c1": "ʕ", "\u06e5": "و", "\u06e6": "ي"}
_GUILLEMETS = re.compile("«[ \u00a0]|[ \u00a0]»")


def encode(text: str) -> str:
    """Turn a text of CSL-JSON (with `<i>`, `<span class="nocase">` ..., straight quotes) into inner text."""
    if not _NEEDS_WORK.search(text):
        return text
    text = _CONTROL.sub("", text)
    if "<" in text:
        text = _encode_tags(text)
    if _SUPERSCRIPT.search(text):
        text = _SUPERSCRIPT.sub(_encode_superscript, text)
    text = _PUNCTUATION_RUN.sub(JOINT, text)
    text = _SPACED_MARK.sub("\u202f", text)
    return encode_quotes(text)


def encode_field(text: str) -> str:
    """Turn a variable of a record into inner text, and mark its end where it is not of one piece."""
    if not _NEEDS_WORK.search(text):
        return text
    text = encode(text)
    return text + MIXED if "’" in text or "”" in text or _CONTROL.search(text) else text


def encode_affix(text: str) -> str:
    """Turn a prefix, suffix or delimiter of a style into inner text: quotation marks stay as they are."""
    if not _AFFIX_NEEDS_WORK.search(text):
        return text
    if "&#" in text:
        import html  # with its table of entities, for a handful of styles

        text = _CHARACTER_REFERENCE.sub(lambda match: html.unescape(match[0]), text)
    text = _SUPERSCRIPT.sub(_encode_superscript, _encode_tags(_CONTROL.sub("", text)))
    return _PUNCTUATION_RUN.sub(JOINT, text)


_CHARACTER_REFERENCE = re.compile(r"&#(?:\d+|[xX][0-9a-fA-F]+);")
"""Some styles have them escaped twice (`&amp;#8211;`); they mean the character."""


def keep_wide(text: str) -> str:
    """Keep the blanks of a prefix or suffix that has several in a row: a wide gap is meant."""
    if " \u00a0" in text:
        text = text.replace(" \u00a0", "\u00a0 ")
    if "  " not in text:
        return text
    return text.replace("  ", WIDE + " ").replace(" " + WIDE, f" {JOINT}{WIDE}")


_AFFIX_NEEDS_WORK = re.compile(f"[<{CONTROLS}{_SUPERSCRIPT_CHARS}]|[.,;:!?]{{2}}|&#")


def _encode_superscript(match: re.Match[str]) -> str:
    char = match[0]
    plain = _UNDECOMPOSED.get(char) or unicodedata.normalize("NFKC", char)
    return f"{OPEN[Mark.SUP]}{plain}{CLOSE}"


def _encode_tags(text: str) -> str:
    """Replace the tags that are known and properly nested; whatever else looks like a tag is text."""
    pieces: list[str] = []
    stack: list[tuple[str, int]] = []  # tag, index of its piece
    end = 0
    for match in _TAG.finditer(text):
        closing, tag, attributes = match[1], match[2].lower(), match[3]
        if closing:
            if not any(tag == opened for opened, _ in stack):
                continue
            pieces.append(text[end : match.start()])
            end = match.end()
            while stack[-1][0] != tag:  # an inner tag that was never closed is text
                stack.pop()
            position = stack.pop()[1]
            pieces[position] = _tag_open(pieces[position])
            pieces.append(CLOSE)
        elif (tag == "span") == bool(attributes) and _tag_open(match[0]) != match[0]:
            pieces.append(text[end : match.start()])
            end = match.end()
            stack.append((tag, len(pieces)))
            pieces.append(match[0])
    pieces.append(text[end:])
    return "".join(pieces)


_NOCASE = re.compile(r"class\s*=\s*[\"']nocase[\"']")
_NO_DECORATION = re.compile(r"class\s*=\s*[\"']nodecor[\"']")
_SMALL_CAPS = re.compile(r"style\s*=\s*[\"']font-variant:\s*small-caps;?[\"']")


def _tag_open(tag: str) -> str:
    """Give the control character for an opening tag, or the tag itself where it has no meaning for us."""
    if _NOCASE.search(tag):
        return OPEN[Mark.NOCASE]
    if _NO_DECORATION.search(tag):
        return NO_DECORATION
    if _SMALL_CAPS.search(tag):
        return FIELD_SMALL_CAPS
    return _TAG_OPENS.get(tag[1:-1].strip().lower(), tag)


_QUOTE = re.compile("[\"']")
_BEFORE_OPENING = " \u00a0\u202f([{-–—/"


def encode_quotes(text: str) -> str:
    """Turn quotation marks into quote characters, and what stands alone as an apostrophe into `’`.

    A straight mark opens at the start and after a blank, bracket, dash or opening mark; elsewhere it closes.
    The kind that comes first is an outer pair, wherever it stands; the other one an inner pair.
    """
    if "«" in text:
        text = _GUILLEMETS.sub(
            lambda match: match[0].replace(" ", "\u202f").replace("\u00a0", "\u202f"), text
        )
    if not _QUOTE.search(text):
        return text
    chars = list(text)
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[str, int, int]] = []
    opening = -1  # the last place where a mark may have opened
    for match in _QUOTE.finditer(text):
        place, char = match.start(), match[0]
        kind = char
        before, after = _visible(text, place, -1), _visible(text, place, 1)
        opens = not before or before in _BEFORE_OPENING or opening == place - 1
        if opens and after and after not in " \u00a0":
            opened.append((kind, place))
            opening = place
            continue
        inside_word = kind == "'" and before.isalnum() and after.isalnum()
        start = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == kind), None)
        if start is not None and not inside_word:
            pairs.append((kind, opened[start][1], place))
            del opened[start:]
    for kind, start, end in pairs:
        outer = kind == _first_kind(pairs)
        chars[start] = OPEN_QUOTE if outer else OPEN_SINGLE
        chars[end] = CLOSE_QUOTE if outer else CLOSE_SINGLE
        if text[end + 1 : end + 2] in (".", ",", ";", ":", "!", "?"):
            chars[end] += JOINT
    return "".join("’" if char == "'" else char for char in chars)


def _first_kind(pairs: list[tuple[str, int, int]]) -> str:
    """Give the kind of the pair that opens first."""
    return min(pairs, key=lambda pair: pair[1])[0]


def _visible(text: str, position: int, step: int) -> str:
    """Give the next character before or after a place that is no control character; empty at the ends."""
    position += step
    while 0 <= position < len(text):
        if not "\ufdd0" <= text[position] <= "\ufdef":
            return text[position]
        position += step
    return ""


_LINKED = re.compile(f"[{OPEN[Mark.LINK]}{OPEN[Mark.HIGHLIGHT]}][^{VALUE}]*{VALUE}")


def strip(text: str) -> str:
    """Take all control characters out of an inner text, quotation marks with them."""
    if not _CONTROL.search(text):
        return text
    return _CONTROL.sub("", _LINKED.sub("", text))


def encode_rich(rich: Rich) -> str:
    """Turn rich text into inner text; what it says is final, so its quotes and its punctuation stay."""
    return "".join(
        _PUNCTUATION_RUN.sub(JOINT, _CONTROL.sub("", part))
        if isinstance(part, str)
        else f"{OPEN[part.mark]}{part.value + VALUE if part.mark in _WITH_VALUE else ''}"
        f"{encode_rich(part.children)}{CLOSE}"
        for part in rich
    )


_WITH_VALUE = (Mark.LINK, Mark.HIGHLIGHT)
_TOKENS = re.compile(f"([{CONTROLS}])")
_MARKS = {char: mark for mark, char in OPEN.items()}
_FIELD_MARKS = {
    FIELD_ITALIC: (Mark.ITALIC, Mark.UPRIGHT),
    FIELD_BOLD: (Mark.BOLD, Mark.REGULAR),
    FIELD_SMALL_CAPS: (Mark.SMALL_CAPS, Mark.NO_SMALL_CAPS),
}
_UNDOES = {
    Mark.UPRIGHT: (Mark.ITALIC, Mark.OBLIQUE),
    Mark.REGULAR: (Mark.BOLD, Mark.LIGHT),
    Mark.NO_SMALL_CAPS: (Mark.SMALL_CAPS,),
    Mark.NO_UNDERLINE: (Mark.UNDERLINE,),
}


def decode(text: str) -> Rich:
    """Turn finished inner text (its quotes already decided) into rich text.

    Italics of a field inside italics of the style come out upright, and so for bold and small capitals; a
    mark that changes nothing is left out.
    """
    if not _CONTROL.search(text):
        return (text,) if text else ()
    stack: list[tuple[Mark | None, str, list[Inline]]] = [(None, "", [])]
    tokens = _TOKENS.split(text)
    position = 0
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if not token:
            continue
        children = stack[-1][2]
        if not "\ufdd0" <= token <= "\ufdef":
            if children and isinstance(children[-1], str):
                children[-1] += token
            else:
                children.append(token)
        elif token == CLOSE:
            if len(stack) > 1:
                mark, value, inner = stack.pop()
                _close(stack[-1][2], mark, value, inner)
        elif token == NO_DECORATION:
            stack.append((_undecorated(stack), "", []))
        elif token in _FIELD_MARKS:
            stack.append((_effective(_FIELD_MARKS[token], stack), "", []))
        elif token in _MARKS:
            mark = _MARKS[token]
            value = ""
            if mark in _WITH_VALUE:
                value = tokens[position]
                position += 2
            stack.append((_needed(mark, stack), value, []))
    while len(stack) > 1:  # cannot happen unless a mark was left open
        mark, value, inner = stack.pop()
        _close(stack[-1][2], mark, value, inner)
    return tuple(stack[0][2])


def _close(children: list[Inline], mark: Mark | None, value: str, inner: list[Inline]) -> None:
    if mark is not None and inner:
        children.append(Span(mark, tuple(inner), value))
        return
    for child in inner:
        if isinstance(child, str) and children and isinstance(children[-1], str):
            children[-1] += child
        else:
            children.append(child)


def _effective(pair: tuple[Mark, Mark], stack: list[tuple[Mark | None, str, list[Inline]]]) -> Mark:
    """Flip a field's own mark where the text around it has it already."""
    for mark, _, _ in reversed(stack):
        if mark in pair:
            return pair[1] if mark is pair[0] else pair[0]
    return pair[0]


def _undecorated(stack: list[tuple[Mark | None, str, list[Inline]]]) -> Mark | None:
    """Undo the innermost formatting around."""
    for mark, _, _ in reversed(stack):
        for undo, undone in _UNDOES.items():
            if mark in undone:
                return undo
            if mark is undo:
                return None
    return None


def _needed(mark: Mark, stack: list[tuple[Mark | None, str, list[Inline]]]) -> Mark | None:
    if mark is Mark.NOCASE:
        return None
    if mark is Mark.BASELINE:
        return mark if any(outer in (Mark.SUP, Mark.SUB) for outer, _, _ in stack) else None
    if mark in _UNDOES:
        undone = _UNDOES[mark]
        for outer, _, _ in reversed(stack):
            if outer in undone:
                return mark
            if outer is mark:
                break
        return None
    return mark
