"""The citation processor: style + locale + records -> rich text.

    from citemill.citeproc import bibliography
    bibliography(records, style="apa", locale="de-DE", engine="citeproc-py") -> Bibliography

An engine is a module with

    def bibliography(records: Sequence[Record], style: Style, locale: str | None) -> Bibliography
"""
