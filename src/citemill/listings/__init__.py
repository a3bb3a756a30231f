"""Listing pages: one reader per kind of page, all giving the same `Listing`. Knows nothing of CSL."""
