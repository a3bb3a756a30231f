r"""The public Python interface: read a listing, normalize it to records, render or write them.

    >>> import citemill
    >>> listing = citemill.read(b"LGDec 21, 2024\nOpenAI o1 System Card\n\nAaron Jaech, Adam Kalai et al.\n")
    >>> records = list(citemill.normalize(listing))
    >>> print(citemill.render(records, style="apa"))
    Jaech, A., Kalai, A., et al. (2024). OpenAI o1 system card [Preprint]. arXiv.
    <BLANKLINE>

Everything streams where it can: `Listing.entries` and `normalize` give one at a time, and `write` writes each
record as it comes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from citemill.diagnostics import Report, ignore
from citemill.errors import BadOutput, CitemillError
from citemill.files import Source, WholeFile
from citemill.formats import FORMATS, Format, WriteOptions
from citemill.listings.model import Listing
from citemill.record import Record

__all__ = ["ReadOnly", "normalize", "read", "render", "serialize", "write"]

DEFAULT_STYLE = "apa"


class ReadOnly(CitemillError):
    """A format that citemill reads and does not write."""

    status = 2

    def __init__(self, name: str) -> None:
        hint = 'choose one that can be written ("citemill formats" lists them)'
        super().__init__(f"{name} can only be read", hint=hint)


def read(
    origin: str | os.PathLike[str] | bytes | Source, *, kind: str | None = None, report: Report = ignore
) -> Listing:
    """Read a listing page from a file ("-": standard input), or from bytes.

    `kind` is "profile-text" or "profile-html"; by default it is found out from the content. What is odd about
    the page is told to `report` as the entries are gone through. Raises `BadInput` where it is no listing.

    >>> listing = read(b"Ada Lovelace\\n\\nLGJun 6, 2024Code\\nOn engines\\n\\nAda Lovelace\\n")
    >>> listing.profile.name
    'Ada Lovelace'
    >>> [(entry.title, entry.date, entry.code) for entry in listing.entries]
    [('On engines', 'Jun 6, 2024', True)]
    """
    from citemill import listings

    source = origin if isinstance(origin, Source) else Source(origin)
    return listings.read(source, kind=kind, report=report)


def normalize(
    listing: Listing | Iterable[Listing], *, key_pattern: str | None = None, report: Report = ignore
) -> Iterator[Record]:
    """Map each entry of one or several listings to a CSL-JSON record, one at a time, in their order.

    Entries that stand twice are merged into the first. `key_pattern` is the pattern of the citation keys
    (docs/keys.md). Raises `CitemillError` for a pattern that cannot be used.

    >>> page = b"Ada Lovelace\\n\\nLGJun 6, 2024\\nOn engines\\n\\nAda Lovelace, Charles Babbage et al.\\n"
    >>> record = next(normalize(read(page)))
    >>> record["id"], record["issued"], record["custom"]["cut-off"]
    ('lovelace2024engines', {'date-parts': [[2024, 6, 6]]}, ['author'])
    """
    from citemill import normalizer

    chosen = {} if key_pattern is None else {"key_pattern": key_pattern}
    several = (listing,) if isinstance(listing, Listing) else tuple(listing)
    return normalizer.normalize(several, report=report, **chosen)


def render(
    records: Iterable[Record],
    *,
    style: str | os.PathLike[str] = DEFAULT_STYLE,
    locale: str | None = None,
    to: str = "text",
    engine: str | None = None,
    title: str = "References",
    standalone: bool = False,
    casing: str = "auto",
    report: Report = ignore,
) -> str:
    """Render a bibliography in a CSL style, as one of `citemill.documents.DOCUMENTS` ("text", "html" ...).

    `style` is a name ("apa", "nature"), or the path of a `.csl` file; `locale` a language like "de-DE", by
    default the style's. With `standalone` it is a whole document under its `title`, else a part for one.
    Titles in Title Case go to the style in sentence case, as styles expect them; with `casing` "keep" as they
    are, with "sentence" all do.
    Raises `UnknownName` for a name that is in no table and `BadStyle` for a style that cannot be used.

    >>> record = {"id": "l", "type": "book", "title": "Notes", "issued": {"date-parts": [[1843]]}}
    >>> print(render([{**record, "author": [{"family": "Lovelace", "given": "Ada"}]}], style="apa"))
    Lovelace, A. (1843). Notes.
    <BLANKLINE>
    """
    from citemill import citeproc
    from citemill.casing import recased
    from citemill.documents import DOCUMENTS
    from citemill.text.case import Casing
    from citemill.text.document import of_bibliography
    from citemill.text.language import with_title_language

    writer = DOCUMENTS.load(to)
    given: list[Record] = []  # as they come: a bad style is said before the first is read

    def styled() -> Iterator[Record]:
        for record in records:
            given.append(record)
            yield recased(with_title_language(record), Casing(casing))

    bibliography = citeproc.bibliography(
        styled(),
        style,
        locale,
        engine=engine or citeproc.DEFAULT_ENGINE,
        links=True,
        report=report,
    )
    document: str = writer.document(of_bibliography(bibliography, title, given), standalone=standalone)
    return document


def serialize(
    records: Iterable[Record], format: str, *, options: WriteOptions | None = None, report: Report = ignore
) -> Iterator[str | bytes]:
    """Give the records in an interchange format ("bibtex", "ris", "csl-json" ...), piece by piece.

    >>> print("".join(serialize([{"id": "l", "type": "book", "title": "Notes"}], "ris")).strip())
    TY  - BOOK
    ID  - l
    TI  - Notes
    ER  -
    """
    module = import_module(writable(format).module)
    pieces: Iterator[str | bytes] = module.write(records, options=options or WriteOptions(), report=report)
    return pieces


def write(
    records: Iterable[Record],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    options: WriteOptions | None = None,
    report: Report = ignore,
) -> None:
    """Write the records to a file, whole or not at all; the format is that of the suffix, or `format`.

    Raises `UnknownName` for a format or suffix that is not in the table and `BadOutput` where the file cannot
    be written, or where nothing would be written over something.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "refs.bib")
    ...     write([{"id": "l", "type": "book", "title": "Notes"}], path)
    ...     print(path.read_text(encoding="utf-8"))
    @book{l,
      title = {Notes},
    }
    <BLANKLINE>
    """
    name = format or format_of(path)
    with WholeFile(path) as out:
        for piece in serialize(records, name, options=options, report=report):
            out.write(piece)
        out.commit()


def writable(format: str) -> Format:
    """The row of a format that can be written; `UnknownName` for any other."""
    row = FORMATS.find(format)
    if not row.writes:
        raise ReadOnly(row.name)
    return row


def format_of(path: str | os.PathLike[str]) -> str:
    """The name of the interchange format that a file's suffix stands for.

    >>> format_of("refs.bib")
    'bibtex'
    """
    suffix = Path(path).suffix
    if not suffix:
        raise BadOutput(f'"{os.fspath(path)}" has no suffix to tell the format by', hint="name the format")
    return FORMATS.by_suffix(suffix).name
