"""Interchange formats: one module per format with its reader, its writer and its tag table.

A format module has one or both of

    def read(source: Source, *, report: Report) -> Iterator[Record]
    def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]

(`Iterator[bytes]` where its row says `binary`). Both stream: a reader yields each record as it is read, a
writer yields the text of the file piece by piece and looks at one record at a time. What its format cannot
carry a writer reports where `WriteOptions.losses` asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from citemill.registry import Registry

__all__ = ["FORMATS", "Format", "WriteOptions"]


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What a caller may choose about a written file; a format takes no notice of what does not concern it."""

    ascii: bool = False
    """BibTeX: LaTeX macros instead of every character outside ASCII, for classic BibTeX and pdflatex."""
    crlf: bool = False
    """RIS: CRLF line ends, as its specification has them, instead of LF."""
    losses: bool = False
    """Report for each record which of its variables the format has no place for ("not-carried")."""
    profile: str = ""
    """The program the file is for, where that makes it worse for others: "zotero" (docs/zotero.md)."""


@dataclass(frozen=True, slots=True)
class Format:
    """One row of the table of formats."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    media_type: str
    module: str
    reads: bool = False
    writes: bool = True
    binary: bool = False
    record_start: str = ""
    """A regular expression that matches once for each record of a file, at the start of a line."""


FORMATS: Registry[Format] = Registry(
    "format",
    "citemill.formats",
    (
        Format(
            "bibtex",
            "BibTeX",
            (".bib", ".bibtex"),
            "application/x-bibtex",
            "citemill.formats.bibtex",
            record_start=r"^\s*@(?!comment|preamble|string)\w+\s*[{(]",
            reads=True,
        ),
        Format(
            "biblatex",
            "BibLaTeX",
            (),
            "application/x-bibtex",
            "citemill.formats.biblatex",
            record_start=r"^\s*@(?!comment|preamble|string)\w+\s*[{(]",
            reads=True,
        ),
        Format(
            "ris",
            "RIS",
            (".ris",),
            "application/x-research-info-systems",
            "citemill.formats.ris",
            record_start="^TY  - ",
            reads=True,
        ),
        Format(
            "enw",
            "EndNote tagged",
            (".enw",),
            "application/x-endnote-refer",
            "citemill.formats.enw",
            record_start="^%0 ",
            reads=True,
        ),
        Format(
            "nbib",
            "MEDLINE (PubMed)",
            (".nbib",),
            "application/nbib",
            "citemill.formats.nbib",
            record_start="^PMID",
            reads=True,
            writes=False,
        ),
        Format(
            "pubmed-xml",
            "PubMed XML",
            (".pubmed.xml",),
            "application/xml",
            "citemill.formats.pubmed_xml",
            record_start=r"^\s*<Pubmed(?:Book)?Article>",
            reads=True,
            writes=False,
        ),
        Format(
            "isi",
            "ISI (Web of Science)",
            (".isi", ".ciw"),
            "application/x-inst-for-scientific-info",
            "citemill.formats.isi",
            record_start="^PT [A-Z]",
            reads=True,
            writes=False,
        ),
        Format(
            "refworks",
            "RefWorks tagged",
            (".refworks",),
            "text/plain",
            "citemill.formats.refworks",
            record_start="^RT ",
            reads=True,
            writes=False,
        ),
        Format(
            "csl-json",
            "CSL-JSON",
            (".json",),
            "application/vnd.citationstyles.csl+json",
            "citemill.formats.csl_json",
            record_start=r'^\s*[\[{]?\s*"id":',
            reads=True,
        ),
        Format(
            "csl-jsonl",
            "CSL-JSON, one record a line",
            (".jsonl", ".ndjson"),
            "application/jsonl",
            "citemill.formats.csl_jsonl",
            record_start=r"^\{",
            reads=True,
        ),
        Format(
            "endnote-xml",
            "EndNote XML",
            (".enl.xml",),
            "application/xml",
            "citemill.formats.endnote_xml",
            record_start=r"^\s*<record>",
            reads=True,
        ),
        Format(
            "mods",
            "MODS XML",
            (".mods",),
            "application/mods+xml",
            "citemill.formats.mods",
            record_start=r"^\s*<mods[ >]",
            reads=True,
        ),
        Format(
            "csl-yaml",
            "CSL-YAML",
            (".yaml",),
            "application/yaml",
            "citemill.formats.csl_yaml",
            record_start=r"^\s*- (?:id|type): ",
            reads=True,
        ),
        Format(
            "cff",
            "CITATION.cff",
            (".cff",),
            "application/yaml",
            "citemill.formats.cff",
            record_start="^  - type: ",
            reads=True,
        ),
        Format(
            "schema-org",
            "schema.org JSON-LD",
            (".jsonld",),
            "application/ld+json",
            "citemill.formats.schema_org",
            record_start=r'^\{"@type":',
            reads=True,
        ),
        Format(
            "coins",
            "COinS in HTML",
            (),
            "text/html",
            "citemill.formats.coins",
            record_start='^<span class="Z3988"',
        ),
        Format(
            "csv",
            "CSV",
            (".csv",),
            "text/csv",
            "citemill.formats.table",
        ),
        Format(
            "tsv",
            "TSV",
            (".tsv",),
            "text/tab-separated-values",
            "citemill.formats.tsv",
        ),
        Format(
            "xlsx",
            "Excel workbook",
            (".xlsx",),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "citemill.formats.xlsx",
            binary=True,
        ),
        Format(
            "json-resume",
            "JSON Resume publications",
            (),
            "application/json",
            "citemill.formats.json_resume",
            record_start=r'^\s*"name":',
        ),
        Format(
            "rendercv",
            "RenderCV YAML",
            (),
            "application/yaml",
            "citemill.formats.rendercv",
            record_start="^      - title:",
        ),
        Format(
            "hayagriva",
            "Hayagriva YAML",
            (".yml",),
            "application/yaml",
            "citemill.formats.hayagriva",
            record_start=r"^[^\s#-].*:\s*$",
            reads=True,
        ),
        Format(
            "word-xml",
            "Word bibliography XML",
            (".word.xml",),
            "application/xml",
            "citemill.formats.word_xml",
            record_start=r"^\s*<b:Source>",
            reads=True,
        ),
        Format(
            "zotero-rdf",
            "Zotero RDF",
            (".rdf",),
            "application/rdf+xml",
            "citemill.formats.zotero_rdf",
            record_start="<z:itemType>(?!attachment)",
            reads=True,
        ),
    ),
)
