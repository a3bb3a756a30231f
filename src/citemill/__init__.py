"""citemill: a publication listing becomes references and bibliographies.

The functions below are the public interface; `citemill.api` documents them. They are loaded on first use, so
that importing citemill costs nothing.
"""

from typing import TYPE_CHECKING, Any

from citemill._version import __version__

if TYPE_CHECKING:
    from citemill.api import normalize, read, render, serialize, write

__all__ = ["__version__", "normalize", "read", "render", "serialize", "write"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from citemill import api

        return getattr(api, name)
    raise AttributeError(f"module 'citemill' has no attribute {name!r}")
