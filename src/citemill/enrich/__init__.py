"""What a listing leaves out, found and proven: full authors, identifiers, venues.

    records of a listing -> candidates (local index, providers) -> matches, scored -> merged, with provenance

- `keys`       text folded for comparison: titles, people, identifiers
- `dumps`      metadata dumps as streams of JSON values, compressed or not
- `sources`    one module per kind of metadata (arXiv, Crossref, OpenAlex ...), all giving records
- `index`      the local metadata index, one SQLite file: reading; `build` writes it
- `evidence`   how far an entry and a candidate agree; `matching` decides
- `merging`    an entry completed from what it was matched with, and the report of it
"""
