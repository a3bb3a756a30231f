"""subsequent-author-substitute: names that repeat those before (CSL 1.0.2, "Reference Grouping")."""

from __future__ import annotations

from collections.abc import Sequence

from citemill.citeproc.engine import Engine, Entry

__all__ = ["AuthorSubstitute"]


class AuthorSubstitute:
    """Renders entries one after the other, and puts the substitute for repeated names."""

    def __init__(self, engine: Engine) -> None:
        area = engine.style.bibliography
        assert area is not None
        self._engine = engine
        self._text = area.options.get("subsequent-author-substitute")
        self._rule = area.options.get("subsequent-author-substitute-rule", "complete-all")
        self._last_text = ""
        self._last_names: list[str] = []

    def render(self, entry: Entry) -> str:
        """Render an entry as inner text."""
        text, run = self._engine.bibliography_entry(entry)
        if self._text is None:
            return text
        # The names that are shown count: whether others are left out does not, nor do two persons become one
        # where only their initials are shown.
        names = [" ".join(filter(None, person.parts)) for person in run.first_persons]
        same = self._substitutes(run.first_text, names, run.first_singles)
        self._last_text, self._last_names = run.first_text, names
        if same is None:
            return text
        return self._engine.bibliography_entry(entry, same)[0]

    def _substitutes(self, text: str, names: list[str], singles: Sequence[str]) -> list[str] | str | None:
        """Say what takes the place of the names: of all of them, or of the first few; None: nothing."""
        dash = self._text
        assert dash is not None
        if self._rule.startswith("complete"):
            if not text or names != self._last_names or (not names and text != self._last_text):
                return None
            return dash if self._rule == "complete-all" or not names else [dash] * len(singles)
        same = 0
        for name, last in zip(names, self._last_names, strict=False):
            if name != last:
                break
            same += 1
        if not same:
            return None
        return [dash] * (same if self._rule == "partial-each" else 1)
