"""From an entry as printed to a CSL-JSON record: names, titles, dates, subjects, keys.

Two passes over the entries, which are read again for the second: the survey finds repeated entries and keys
that several works would have, then each entry is made a record on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from citemill.diagnostics import Diagnostic, Place, Report, Severity, ignore
from citemill.errors import BadInput
from citemill.listings.model import Listing
from citemill.normalizer.key_pattern import KeyMaker, compile_pattern
from citemill.normalizer.records import RecordMaker
from citemill.normalizer.survey import survey
from citemill.record import Record

__all__ = ["DEFAULT_KEY_PATTERN", "normalize"]

DEFAULT_KEY_PATTERN = "[auth:lower:(anon)][year][veryshorttitle:lower]"
""""jaech2024openai"."""


def normalize(
    listings: Listing | Iterable[Listing],
    *,
    key_pattern: str = DEFAULT_KEY_PATTERN,
    report: Report = ignore,
) -> Iterator[Record]:
    """Make the records of one or several listings, in their order, as they are asked for.

    An entry that is listed again, in the same listing or in another one, is merged into the first; citation
    keys are unique among all listings. Raises `UnknownName` and `BadPattern` for a bad key pattern at once,
    and what reading the entries raises.

    >>> from citemill.files import Source
    >>> from citemill.listings import read
    >>> page = b"LGDec 21, 2024\\nOn $x^2$\\n\\nAda Lovelace, Vincent van Gogh et al.\\n\\nIt is squared.\\n"
    >>> [record] = normalize(read(Source(page)))
    >>> record["id"], record["title"], record["author"][1]
    ('lovelace2024x2', 'On x<sup>2</sup>',
     {'given': 'Vincent', 'non-dropping-particle': 'van', 'family': 'Gogh'})
    >>> record["issued"], record["custom"]["cut-off"], record["custom"]["primary-class"]
    ({'date-parts': [[2024, 12, 21]]}, ['author'], 'cs.LG')
    """
    make = compile_pattern(key_pattern)
    return _records((listings,) if isinstance(listings, Listing) else tuple(listings), make, report)


def _records(listings: Sequence[Listing], make: KeyMaker, report: Report) -> Iterator[Record]:
    makers = [RecordMaker(listing, report) for listing in listings]
    found = survey(listings, makers, make, report)
    persons = [listing.profile.name for listing in listings]
    several = len({name for name in persons if name}) > 1
    for number, (listing, maker) in enumerate(zip(listings, makers, strict=True)):
        count = cut_off = 0
        keys = iter(found.base_keys[number])
        for at, entry in enumerate(listing.entries):
            key = next(keys, "")
            if not key:
                raise BadInput("the file was changed while it was read", place=Place(listing.source))
            if found.merged:
                if (number, at) in found.repeated:
                    continue
                entry = found.merged.get((number, at), entry)
            count += 1
            cut_off += entry.cut_off
            record = maker.record(entry, found.key(key, entry))
            if several:
                names = [persons[one] for one in found.listings.get((number, at), (number,))]
                if any(names):
                    record.setdefault("custom", {})["listed-by"] = list(filter(None, dict.fromkeys(names)))
            yield record
        if cut_off:
            report(_cut_off_lists(listing, cut_off, count))


def _cut_off_lists(listing: Listing, cut_off: int, count: int) -> Diagnostic:
    found = f'{cut_off:,} of {count:,} author lists end in "et al."; so they do in every output'
    return Diagnostic("author-list-cut", Severity.INFO, Place(listing.source), found)
