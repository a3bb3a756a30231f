"""Lists of names: et-al abbreviation, delimiters, the order and the form of the parts of a name.

A `NamesFormat` is what `cs:names` says, with all inherited options. It keeps every name it has formatted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from citemill.citeproc.locale import Locale
from citemill.citeproc.markup import CLOSE, JOINT, OPEN, STOPS, VALUE, encode, encode_affix, strip
from citemill.citeproc.nodes import Format, Names, Plain
from citemill.citeproc.persons import Person, initials, is_east_asian, spaced
from citemill.citeproc.textcase import CASES, TURKISH
from citemill.text.rich import Mark

__all__ = ["FULL", "INITIALS", "SHORT", "EtAlText", "NameOptions", "NamesFormat", "Shown"]

SHORT, INITIALS, FULL = 0, 1, 2
"""How much of a given name is shown: nothing, initials, all of it."""


class NameOptions(NamedTuple):
    """Options of the whole style that bear on names."""

    demote: str
    """demote-non-dropping-particle."""
    hyphen: bool
    """initialize-with-hyphen."""


class Shown(NamedTuple):
    """What disambiguation wants of one list of names: how many, and how much of each given name."""

    number: int
    levels: tuple[int, ...]


EtAlText: TypeAlias = "Callable[[Sequence[Person], str, Callable[[Person], str]], str]"
"""Gives the inner text for names left out, from these names, the usual term and the way to format a name."""


class NamesFormat:
    """Formats lists of names."""

    def __init__(
        self,
        node: Names,
        inherited: dict[str, str],
        style: NameOptions,
        locale: Locale,
        *,
        sorting: dict[str, str] | None = None,
        turkish: bool = False,
    ) -> None:
        """`inherited` are the options of the area; `sorting` those of a sort key (no et-al terms then)."""
        options = {**inherited, **node.options, **(sorting or {})}
        self.sorting = sorting is not None
        self._style = style
        self._node = node
        self.form = options.get("form", "long")
        self.delimiter = self._joining = encode_affix(options.get("delimiter", ", "))
        if self.delimiter[:1] in STOPS and node.name_format.suffix[-1:] in STOPS:
            self._joining = JOINT + self.delimiter  # the suffix of each name stands beside it
        self._dpe = options.get("delimiter-precedes-et-al", "contextual")
        self._dpl = options.get("delimiter-precedes-last", "contextual")
        self.et_al = _limits(options, "et-al-min", "et-al-use-first")
        self.et_al_subsequent = _limits(
            options, "et-al-subsequent-min", "et-al-subsequent-use-first", self.et_al
        )
        self._bound_particles = locale.name.startswith(("fr", "cs", "ru"))
        self._use_last = options.get("et-al-use-last") == "true"
        if self._use_last:
            self.et_al, self.et_al_subsequent = _for_last(self.et_al), _for_last(self.et_al_subsequent)
        self._initialize_with = options.get("initialize-with")
        bound = self._bound_particles and (self._initialize_with or "").endswith("\u00a0")
        self._given_blank = "\u00a0" if bound else " "
        """What stands between given and family name."""
        self._initialize = options.get("initialize", "true") != "false"
        self._sort_order = "all" if self.sorting else options.get("name-as-sort-order", "")
        self._separator = encode_affix(options.get("sort-separator", ", "))
        self.base_level = (
            SHORT
            if self.form == "short"
            else INITIALS
            if self._initialize_with is not None and self._initialize
            else FULL
        )
        self.can_initialize = self._initialize_with is not None and self._initialize
        self._and = "" if self.sorting else _and_term(options.get("and", ""), locale)
        self._and_is_word = _is_word(self._and)
        self._et_al, self._et_al_blank = "", " "
        self._more = ""
        """What follows a list that is known to be incomplete, if need be in the locale's words: a style that
        sets its et-al to nothing can mean its own shortening, never that there is nobody else."""
        if not self.sorting:
            term = locale.text(node.et_al_term)
            more = term or locale.usual(node.et_al_term) or locale.usual("et-al") or "et al."
            # inside the formatting of cs:name, which a shortened list has as a whole, it may set that back
            outer = "".join(mark for mark in node.format.opens if mark not in node.name_format.opens)
            form = node.et_al_format.without_resets(outer)
            if not _is_word(more):
                self._et_al_blank = ""
            self._more = f"{form.opens}{encode(more)}{form.closes}"  # cs:et-al has no affixes
            self._et_al = self._more if term else ""
        self._memo: dict[tuple[int, bool], dict[Person, str]] = {
            (level, inverted): {} for level in (SHORT, INITIALS, FULL) for inverted in (False, True)
        }
        # What is inside takes the formatting of the whole; citeproc-js does not let it set that back.
        self._form = form = node.name_format.without_resets(node.format.opens)
        outer = node.format.opens + form.opens
        family, given = node.family.without_resets(outer), node.given.without_resets(outer)
        self._family = _part_format(family, turkish)
        self._given = _part_format(given, turkish)
        self._plain_parts = node.family == Plain and node.given == Plain
        self.plain_names = not form.opens + form.prefix + form.suffix

    def count(self, total: int, subsequent: bool) -> int:
        """Say how many of `total` names are shown."""
        least, first = self.et_al_subsequent if subsequent else self.et_al
        return first if total >= least and first < total else total

    def render(
        self,
        persons: Sequence[Person],
        *,
        subsequent: bool = False,
        fewest: bool = False,
        shown: Shown | None = None,
        cut: bool = False,
        marks: Callable[[Person], str | None] | None = None,
        et_al: EtAlText | None = None,
        substitutes: Sequence[str] | None = None,
    ) -> tuple[str, list[str]]:
        """Format a list of names: the text, and the single names in it.

        `fewest`: as in a first or in a later cite, whichever shows less. `cut`: the list is known to be
        incomplete, so an et-al follows in any case. `substitutes` take the places of the first names
        (subsequent-author-substitute).
        """
        total = len(persons)
        if fewest and self.count(total, False) < self.count(total, True):
            subsequent = False
        least, first = self.et_al_subsequent if subsequent else self.et_al
        if cut:
            count = min(first, total) if first else total
            abbreviated = True
        else:
            count = first if total >= least and first < total else total
            abbreviated = count < total
        if shown is not None:
            count = max(count, min(shown.number, total)) if abbreviated else count
            abbreviated = count < total or cut
        levels = shown.levels if shown is not None else ()
        if levels:
            names = [
                self.name(
                    persons[place],
                    max(levels[place], self.base_level) if place < len(levels) else self.base_level,
                    self._sort_order == "all" or (place == 0 and self._sort_order == "first"),
                )
                for place in range(count)
            ]
        else:
            names = self._usual(persons, count)
        last = ""
        use_last = self._use_last and abbreviated and not cut and count <= total - 2
        if use_last:
            level = max(levels[total - 1], self.base_level) if total - 1 < len(levels) else self.base_level
            last = self.name(persons[-1], level, self._sort_order == "all")
        if marks is not None:
            for place in range(count):
                names[place] = _marked(names[place], marks(persons[place]))
            if last:
                last = _marked(last, marks(persons[-1]))
        singles = names
        if substitutes:
            names = [*substitutes, *names[len(substitutes) :]]
        if not abbreviated:
            return self._join(names, persons), singles
        if self.sorting:
            return self._joining.join([*names, last] if last else names), singles
        listed = self._joining.join(names)
        if use_last:
            left_out = self._left_out("…", persons[count:-1], et_al, marks)
            return f"{listed}{self.delimiter if count > 1 else ' '}{left_out} {last}", singles
        term = self._more if cut else self._et_al
        if not term or not names:
            return listed, singles
        left_out = self._left_out(term, persons[count:], et_al, marks)
        return self._whole(f"{listed}{self._before_et_al(count, persons)}{left_out}"), singles

    def _whole(self, listed: str) -> str:
        """Lay affixes and formatting of `cs:name` on a shortened list as a whole, the et-al with it."""
        form = self._form
        if self.plain_names:
            return listed
        return f"{form.prefix}{form.opens}{listed}{form.closes}{form.suffix}"

    def _left_out(
        self,
        term: str,
        hidden: Sequence[Person],
        et_al: EtAlText | None,
        marks: Callable[[Person], str | None] | None,
    ) -> str:
        """Give what stands for the names left out: the term, or what the caller makes of it."""
        if et_al is None:
            return term

        def rendered(person: Person) -> str:
            text = self.name(person, self.base_level, self._sort_order == "all")
            return _marked(text, marks(person)) if marks is not None else text

        return et_al(hidden, term, rendered)

    def _usual(self, persons: Sequence[Person], count: int) -> list[str]:
        """Format names in their usual form."""
        level = self.base_level
        inverted = self._sort_order == "all"
        known = self._memo[level, inverted]
        names = [known.get(person) or self.name(person, level, inverted) for person in persons[:count]]
        if self._sort_order == "first" and names:
            names[0] = self.name(persons[0], level, True)
        return names

    def _join(self, names: list[str], persons: Sequence[Person]) -> str:
        if len(names) == 1:
            return names[0]
        if not self._and:
            return self._joining.join(names)
        # citeproc-js takes delimiter-precedes-last for persons only; before an organisation it is contextual
        dpl = "contextual" if persons[-1].literal and not persons[-1].given_only else self._dpl
        if (
            dpl == "always"
            or (dpl == "contextual" and len(names) > 2)
            or (dpl == "after-inverted-name" and self._inverted(len(names) - 2, persons))
        ) and (self._and_is_word or len(names) == 2):
            between = self.delimiter
        else:
            between = " " if self._and_is_word else ""
        after = " " if self._and_is_word and self._and[-1] != " " else ""
        return f"{self._joining.join(names[:-1])}{between}{self._and}{after}{names[-1]}"

    def _before_et_al(self, count: int, persons: Sequence[Person]) -> str:
        dpe = self._dpe
        if (
            dpe == "always"
            or (dpe == "contextual" and count > 1)
            or (dpe == "after-inverted-name" and self._inverted(count - 1, persons))
        ):
            return self.delimiter
        return self._et_al_blank

    def _inverted(self, place: int, persons: Sequence[Person]) -> bool:
        person = persons[place]
        return (
            (self._sort_order == "all" or (self._sort_order == "first" and place == 0))
            and not person.literal
            and not person.family_first
        )

    def name(self, person: Person, level: int, inverted: bool) -> str:
        """Format one name."""
        memo = self._memo[level, inverted]
        text = memo.get(person)
        if text is None:
            text = self._sort_name(person, level) if self.sorting else self._name(person, level, inverted)
            form = self._form
            if not self.plain_names and text:
                text = f"{form.opens}{text}{form.closes}"
                if not person.literal or person.given_only:  # only what has parts has the affixes
                    text = f"{form.prefix}{text}{form.suffix}"
            memo[person] = text
        return text

    def _name(self, person: Person, level: int, inverted: bool) -> str:
        family_part, given_part = self._family, self._given
        if self._plain_parts and person.is_simple:
            if level == SHORT:
                return person.family
            given = self._given_names(person, level)
            if not given:
                return person.family
            return (
                f"{person.family}{self._separator}{given}"
                if inverted
                else f"{given}{self._given_blank}{person.family}"
            )
        if person.given_only:
            return given_part.affixed(given_part.formatted(person.literal))
        if person.literal:
            return family_part.formatted(person.literal)
        non_dropping = family_part.formatted(person.non_dropping)
        family = family_part.formatted(person.family)
        if person.family_first:
            if level == SHORT or not person.given:
                return self._joined(non_dropping, family)
            given = given_part.formatted(self._given_names(person, level) if person.spaced else person.given)
            return f"{family} {given}" if person.spaced else family + given
        if level == SHORT:
            if inverted and non_dropping and self._style.demote == "display-and-sort":
                # demoted behind the sort-separator even where no given name follows, as in citeproc-js
                return f"{family_part.affixed(family)}{self._separator}{given_part.affixed(non_dropping)}"
            return family_part.affixed(self._joined(non_dropping, family))
        given = given_part.formatted(self._given_names(person, level))
        dropping = given_part.formatted(person.dropping)
        if inverted:
            if self._style.demote == "display-and-sort":
                head = family_part.affixed(family)
                rest = _spaced(_spaced(given, dropping), non_dropping)
            else:
                head = family_part.affixed(self._joined(non_dropping, family))
                rest = _spaced(given, dropping)
            rest = given_part.affixed(rest)
            return self._separator.join(part for part in (head, rest, self._suffix(person)) if part)
        family = self._joined(self._joined(dropping, non_dropping), family)
        if person.suffix:
            family += (", " if person.comma_suffix else " ") + self._suffix(person)
        given = given_part.affixed(given)
        return _spaced(given, family_part.affixed(family), self._given_blank)

    def _joined(self, particles: str, family: str) -> str:
        """Put particles before a family name; in some languages they must not part at the end of a line."""
        joined = _spaced(particles, family)
        if self._bound_particles and len(joined) > len(particles) + len(family) and particles:
            return f"{particles}\u00a0{family}"
        return joined

    def _suffix(self, person: Person) -> str:
        """Give the suffix, its stops written as those of initials."""
        suffix = person.suffix
        if self._initialize_with is not None:
            suffix = suffix.replace(".", self._initialize_with).rstrip()
        return encode(suffix)

    def _given_names(self, person: Person, level: int) -> str:
        if self._initialize_with is None or not person.given:
            return person.given
        if level == FULL and self.can_initialize:
            return spaced(person.given)  # in full, since nothing less tells two persons apart
        shorten = level < FULL and self._initialize
        return initials(person.given, self._initialize_with, shorten=shorten, hyphen=self._style.hyphen)

    def _sort_name(self, person: Person, level: int) -> str:
        """Give a name in the order it is sorted by (CSL 1.0.2, "Name-part Order")."""
        if person.literal:
            return strip(person.literal)
        parts = [strip(person.family)]
        particles = [person.dropping]
        if self._style.demote == "never":
            parts = [strip(_spaced(person.non_dropping, person.family))]
        else:
            particles.append(person.non_dropping)
        if level > SHORT:
            parts += [_spaced(*particles) if len(particles) > 1 else particles[0]]
            parts += [strip(self._given_names(person, level)), person.suffix]
        elif self._style.demote == "never":
            pass
        return " ".join(part for part in parts if part)


def _and_term(kind: str, locale: Locale) -> str:
    """Give what `and` puts before the last name: the term for "text", an ampersand for "symbol"."""
    if kind == "symbol":
        return "&"
    return locale.text("and") if kind == "text" else ""


def _is_word(term: str) -> bool:
    """Whether a term stands between blanks, and may follow a delimiter.

    Terms like "/" or " und ", and those of scripts without blanks there (Hebrew, Chinese), stand as they are.
    """
    start = term[:1]
    if start == "&":
        return True
    return start.isalpha() and not is_east_asian(start) and not "\u0590" <= start <= "\u05ff"


def _limits(
    options: dict[str, str], least: str, first: str, default: tuple[int, int] = (1_000_000, 0)
) -> tuple[int, int]:
    """Read a pair of et-al options; without the first no list is long enough."""
    low = _number(options.get(least))
    use = _number(options.get(first))
    if use is None and not default[1]:
        return default  # how many names to show is said nowhere
    if low is None and use is None:
        return default
    return (default[0] if low is None else low, default[1] if use is None else use)


def _for_last(limits: tuple[int, int]) -> tuple[int, int]:
    """With et-al-use-last at least two names must be hidden (CSL 1.0.2, `et-al-use-last`)."""
    least, first = limits
    return least, max(min(first, least - 2), 0)


def _number(text: str | None) -> int | None:
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


class _PartFormat(NamedTuple):
    """The formatting of `cs:name-part`."""

    prefix: str
    suffix: str
    opens: str
    closes: str
    case: Callable[[str], str] | None

    def formatted(self, text: str) -> str:
        if not text:
            return text
        if self.case is not None:
            text = self.case(text)
        return f"{self.opens}{text}{self.closes}" if self.opens else text

    def affixed(self, text: str) -> str:
        return f"{self.prefix}{text}{self.suffix}" if text else text


def _part_format(form: Format, turkish: bool) -> _PartFormat:
    case = (TURKISH if turkish else CASES).get(form.text_case)
    return _PartFormat(form.prefix, form.suffix, form.opens, form.closes, case)


def _spaced(before: str, after: str, blank: str = " ") -> str:
    """Put a blank between parts of a name, none after an apostrophe or hyphen (d’, al-)."""
    if not before or not after:
        return before or after
    if before[-1] in "’'-\u00a0 " or (before[-1] == CLOSE and before.rstrip(CLOSE)[-1:] in "’'-"):
        return before + after
    return f"{before}{blank}{after}"


def _marked(text: str, group: str | None) -> str:
    return f"{OPEN[Mark.HIGHLIGHT]}{group}{VALUE}{text}{CLOSE}" if group is not None and text else text
