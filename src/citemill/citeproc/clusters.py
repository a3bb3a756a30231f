"""Citations: their cites sorted, grouped, collapsed and joined (CSL 1.0.2, "Citation", "Cite Grouping")."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from citemill.citeproc.engine import Engine, Entry
from citemill.citeproc.markup import (
    CLOSE,
    CLOSE_QUOTE,
    CLOSE_SINGLE,
    GROUP_END,
    JOINT,
    TERM,
    encode,
    encode_affix,
    strip,
)
from citemill.citeproc.model import Cite
from citemill.citeproc.positions import Place
from citemill.citeproc.punctuation import finish
from citemill.citeproc.sorting import KeyMaker, sort_by
from citemill.citeproc.state import Ambiguity, Run
from citemill.citeproc.textcase import capitalize_first

__all__ = ["NO_PRINTED_FORM", "Placed", "in_order", "render_cluster"]

_ENDS = f"[{CLOSE}{GROUP_END}]*"
_QUOTED = re.compile(f"[^.?!{CLOSE}]{_ENDS}[{CLOSE_QUOTE}{CLOSE_SINGLE}”]{_ENDS}$")
"""Ends in quotation marks without a stop in them."""
NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"
"""Stands for a first cite, or a numbered entry, of which the style prints nothing."""
NOTHING_LEFT = "[NO_PRINTED_FORM]"
"""Stands for a citation of which nothing is left when its names are left out, or all but its names."""


class Placed(NamedTuple):
    """A cite, its record and where it stands."""

    cite: Cite
    entry: Entry
    place: Place


class _Piece:
    """A rendered cite and how it hangs on the one before."""

    __slots__ = ("collapsed", "group", "nameless", "placed", "run", "text")

    def __init__(self, placed: Placed, text: str, run: Run) -> None:
        self.placed = placed
        self.text = text
        self.run = run
        self.nameless = run.first_is_term or not run.first_text
        """Nobody is named, at most a term ("Anon.") stands for names."""
        self.group = "" if run.first_is_term else strip(run.first_text)
        self.collapsed = ""
        """ "": not at all, "year": names left out, "suffix": names and year left out, "range"."""

    @property
    def printed(self) -> bool:
        return bool(self.text or self.placed.cite.prefix or self.placed.cite.suffix)


def render_cluster(engine: Engine, placed: Sequence[Placed]) -> str:
    """Render a citation, whose cites are in order, to inner text with its punctuation settled."""
    area = engine.style.citation
    pieces = [_piece(engine, one) for one in placed]
    if all(not piece.printed and piece.placed.cite.is_partial for piece in pieces):
        return NOTHING_LEFT
    if pieces and not pieces[0].printed:
        pieces[0].text = NO_PRINTED_FORM
    pieces = [piece for piece in pieces if piece.printed]
    collapse = area.options.get("collapse", "")
    if collapse.startswith("year") or "cite-group-delimiter" in area.options:
        pieces = _grouped(pieces)
    if collapse.startswith("year"):
        _collapse_years(engine, pieces, collapse)
        pieces = [piece for piece in pieces if piece.printed]
    body = _collapsed_numbers(engine, pieces) if collapse == "citation-number" else _joined(engine, pieces)
    form = area.layout.format
    text = f"{form.opens}{encode_affix(form.prefix)}{body}{encode_affix(form.suffix)}{form.closes}"
    if pieces and all(piece.placed.cite.author_only for piece in pieces):
        text = body
    return finish(text, engine.quotes)


def in_order(engine: Engine, cites: Sequence[Cite], entries: Sequence[Entry]) -> list[Cite]:
    """Sort the cites of a citation; `entries` are their records."""
    keys = [(_sort_key(engine, make), down) for make, down in engine.citation_sorter.keys]
    return [cite for cite, _ in sort_by(list(zip(cites, entries, strict=True)), keys)]


def _sort_key(engine: Engine, make: KeyMaker) -> Callable[[tuple[Cite, Entry]], str]:
    return lambda one: make(*engine.run(one[1]))


def _piece(engine: Engine, placed: Placed) -> _Piece:
    cite = placed.cite
    text, run = engine.cite(placed.entry, cite, placed.place, suppress_names=cite.suppress_author)
    if cite.author_only:
        text = run.first_text
    return _Piece(placed, text, run)


def _whole(engine: Engine, piece: _Piece, *, first: bool) -> str:
    """Add a cite's own prefix and suffix; a term that begins a sentence in a note is capitalised."""
    cite = piece.placed.cite
    text = piece.text
    prefix, suffix = encode(cite.prefix), encode(cite.suffix)
    if engine.style.note and TERM in text:
        # a citation begins with it, or it follows the end of a sentence in the prefix
        start = text.lstrip("\ufdd0\ufdd2\ufdd7\ufdd8\ufdd9\ufdda\ufddb\ufddc\ufddd\ufdde\ufddf")
        bare = strip(prefix).strip()
        if start.startswith(TERM) and ((first and not bare) or (bare[-1:] in ".!?" and " " in bare)):
            text = capitalize_first(text.replace(TERM, ""))
        text = text.replace(TERM, "")
    last = strip(prefix)[-1:]
    if last and (last.isalnum() or last in ".,:;?!)&"):
        prefix += " "
    if suffix and (suffix[0].isalnum() or suffix[0] in "([") and text:
        suffix = " " + suffix
    if suffix[:1] == "," or (suffix in (".", "?", "!") and _QUOTED.search(text)):
        suffix = JOINT + suffix  # it does not move into the cite's own quotation marks
    return f"{prefix}{text}{suffix}"


def _joined(engine: Engine, pieces: Sequence[_Piece]) -> str:
    delimiters = _Delimiters(engine)
    out = ""
    for number, piece in enumerate(pieces):
        text = _whole(engine, piece, first=number == 0)
        if number:
            out = out.rstrip(GROUP_END) + JOINT + delimiters.between(pieces[number - 1], piece)
        out += text
    return out


def _behind(piece: _Piece, delimiter: str) -> str:
    """Take the mark off a delimiter behind a cite's suffix that ends a sentence."""
    return delimiter.lstrip(",;") if piece.placed.cite.suffix[-1:] == "." else delimiter


class _Delimiters:
    """What stands between cites (CSL 1.0.2, "Cite Grouping", "Cite Collapsing")."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        options = engine.style.citation.options
        layout = engine.style.citation.layout.delimiter
        # The specification gives ", " as the default; notes are commonly taken to go on with the layout's.
        group = options.get("cite-group-delimiter", layout if engine.style.note else ", ")
        collapse = options.get("collapse", "")
        after = options.get("after-collapse-delimiter")
        if collapse.startswith("year") and after is not None:
            group = layout
        self._layout = encode_affix(layout)
        self._group = encode_affix(group)
        self._suffix = encode_affix(
            options.get("year-suffix-delimiter", options.get("cite-group-delimiter", layout))
        )
        self._grouping = "cite-group-delimiter" in options
        self._after = encode_affix(after) if after is not None else ""
        self._before_nameless: str | None = None
        if collapse.startswith("year"):
            self._before_nameless = self._layout if engine.style.note or after is not None else ", "
        self._collapse = collapse if after is not None else ""

    def between(self, one: _Piece, two: _Piece) -> str:
        prefix, suffix = two.placed.cite.prefix.lstrip(), one.placed.cite.suffix.rstrip()
        if prefix[:1] in (",", ";") and prefix:
            return ""
        if suffix[-1:] in (",", ";") and suffix:
            return " "
        return _behind(one, self._usual(one, two))

    def _usual(self, one: _Piece, two: _Piece) -> str:
        if two.collapsed == "range":
            return "–"
        if two.collapsed == "suffix":
            return self._suffix
        if self._before_nameless is not None and two.nameless and not self._engine.tries_text(two.run):
            # nothing but a date or a term is wanted: as in citeproc-js it goes with the group before it
            return self._after if self._collapse and one.placed.cite.locator else self._before_nameless
        if two.group and two.group == one.group:
            if self._collapse and one.placed.cite.locator:
                return self._after
            if two.collapsed or self._grouping:
                return self._group
        if self._collapse in ("year", "year-suffix-ranged") or (self._collapse and one.collapsed):
            return self._after
        return self._layout


def _grouped(pieces: list[_Piece]) -> list[_Piece]:
    """Move the cites of a group to where its first one stands."""
    groups: dict[str, list[_Piece]] = {}
    for number, piece in enumerate(pieces):
        groups.setdefault(piece.group or f"\0{number}", []).append(piece)
    return [piece for group in groups.values() for piece in group]


def _collapse_years(engine: Engine, pieces: list[_Piece], collapse: str) -> None:
    """Leave out the names, and for year-suffix the year, of cites that follow others of their group."""
    for number in range(1, len(pieces)):
        previous, piece = pieces[number - 1], pieces[number]
        if piece.group != previous.group or piece.placed.cite.prefix:
            continue
        if not piece.group and not piece.placed.entry.ambiguity.suffix:
            continue
        piece.collapsed = "year"
        suffixed = piece.placed.entry.ambiguity.suffix
        if (
            collapse != "year"
            and suffixed
            and previous.placed.entry.ambiguity.suffix
            and not piece.placed.cite.locator
            and not previous.placed.cite.locator
            and _year(engine, previous) == _year(engine, piece)
        ):
            piece.collapsed = "suffix"
        if not piece.group and piece.collapsed == "year":
            piece.collapsed = ""
            continue
        piece.text = _again(engine, piece, suppress_year=piece.collapsed == "suffix")
    if collapse == "year-suffix-ranged":
        _collapse_suffixes(pieces)


def _year(engine: Engine, piece: _Piece) -> str:
    entry = piece.placed.entry
    bare = Ambiguity(entry.ambiguity.names, entry.ambiguity.disambiguate)
    return engine.cite(entry, None, piece.placed.place, bare, suppress_names=True)[0]


def _again(engine: Engine, piece: _Piece, *, suppress_year: bool) -> str:
    one = piece.placed
    return engine.cite(one.entry, one.cite, one.place, suppress_names=True, suppress_year=suppress_year)[0]


def _collapse_suffixes(pieces: list[_Piece]) -> None:
    """Write three and more year-suffixes in a row as a range."""
    start = 0
    while start < len(pieces):
        end = start
        while end + 1 < len(pieces) and _follows(pieces[end], pieces[end + 1]):
            end += 1
        if end - start >= 2:
            pieces[end].collapsed = "range"
            del pieces[start + 1 : end]
            end = start + 1
        start = end + 1 if end == start else end


def _follows(one: _Piece, two: _Piece) -> bool:
    first, second = one.placed.entry.ambiguity.suffix, two.placed.entry.ambiguity.suffix
    return (
        two.collapsed == "suffix"
        and len(first) == len(second) == 1
        and ord(second) - ord(first) == 1
        and not one.placed.cite.suffix
    )


def _collapsed_numbers(engine: Engine, pieces: Sequence[_Piece]) -> str:
    """Write three and more citation numbers in a row as a range (`collapse="citation-number"`)."""
    delimiter = encode_affix(engine.style.citation.layout.delimiter)
    after = engine.style.citation.options.get("after-collapse-delimiter")
    out = ""
    number = 0
    ranged = False
    while number < len(pieces):
        if number:
            between = encode_affix(after) if after is not None and ranged else delimiter
            out += JOINT + _behind(pieces[number - 1], between)
        end = number
        while end + 1 < len(pieces) and _next_number(pieces[end], pieces[end + 1]):
            end += 1
        out += _whole(engine, pieces[number], first=number == 0)
        ranged = end - number >= 2
        if ranged:
            out += "–" + _whole(engine, pieces[end], first=False)
            number = end + 1
        else:
            number += 1
    return out


def _next_number(one: _Piece, two: _Piece) -> bool:
    first, second = one.placed.cite, two.placed.cite
    return (
        two.placed.entry.number - one.placed.entry.number == 1
        and not (first.locator or first.suffix)
        and not (second.locator or second.prefix or second.suffix)
    )
