"""citemill: a publication listing becomes references and bibliographies."""

from citemill._version import __version__

__all__ = ["__version__"]
