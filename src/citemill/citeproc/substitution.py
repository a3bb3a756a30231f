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
        self._last_names: Sequence[str] = ()

    def render(self, entry: Entry) -> str:
        """Render an entry as inner text."""
        text, run = self._engine.bibliography_entry(entry)
        if self._text is None:
            return text
        # what is rendered of the names counts: whether others are left out does not
        names = "\0".join(run.first_singles) or run.first_list or run.first_text
        same = self._substitutes(names, run.first_singles)
        self._last_text, self._last_names = names, run.first_singles
        if same is None:
            return text
        return self._engine.bibliography_entry(entry, same)[0]

    def _substitutes(self, text: str, names: Sequence[str]) -> list[str] | str | None:
        """Say what takes the place of the names: of all of them, or of the first few; None: nothing."""
        dash = self._text
        assert dash is not None
        if self._rule.startswith("complete"):
            if not text or text != self._last_text:
                return None
            return dash if self._rule == "complete-all" or not names else [dash] * len(names)
        same = 0
        for name, last in zip(names, self._last_names, strict=False):
            if name != last:
                break
            same += 1
        if not same:
            return None
        return [dash] * (same if self._rule == "partial-each" else 1)
