"""LaTeX text <-> CSL-JSON markup: the two directions, each in a module of its own."""

from __future__ import annotations

from citemill.text.latex_read import to_markup
from citemill.text.latex_write import LatexWriter, from_markup

__all__ = ["LatexWriter", "from_markup", "to_markup"]
