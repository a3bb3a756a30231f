"""Where punctuation and blanks of two elements meet, as citeproc-js prints it (seams.py)."""

from __future__ import annotations

from typing import Any

import pytest

from citemill.citeproc import Processor, load_style
from citemill.text.rich import Mark, Rich

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl"
  class="in-text" version="1.0" default-locale="{locale}">
  <info><title>t</title><id>http://example.org/t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout>{layout}</layout></bibliography>
</style>"""
_SHOWN = {Mark.ITALIC: "//", Mark.BLOCK: "[]"}


def no_parent(address: str) -> bytes:
    raise LookupError(address)


def shown(rich: Rich) -> str:
    """The text, italics between slashes and blocks in brackets."""
    pieces = []
    for part in rich:
        if isinstance(part, str):
            pieces.append(part)
        else:
            opens, closes = _SHOWN[part.mark]
            pieces.append(f"{opens}{shown(part.children)}{closes}")
    return "".join(pieces)


def entry(layout: str, locale: str = "en-US", **record: Any) -> str:
    """Format a record; in the layout A is the text of the title ("A"), B that of the publisher, g a group."""
    layout = layout.replace("<A", '<text variable="title"').replace("<B", '<text variable="publisher"')
    layout = layout.replace("<g", "<group").replace("</g", "</group").replace("italic", "font-style='italic'")
    xml = STYLE.format(layout=layout, locale=locale).encode()
    made = Processor(load_style(xml, source="test", parent=no_parent))
    made.register([{"id": "one", "type": "book", "title": "A", "publisher": "B", **record}])
    return shown(made.bibliography().entries[0].content)


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        # a suffix and what the next sibling begins with: one of the two gives way
        ("<A suffix=';'/><B prefix='.'/>", "A;B"),
        # a suffix and a delimiter: only an equal mark gives way
        ("<g delimiter='. '><A suffix=';'/><B/></g>", "A;. B"),
        ("<g delimiter=', '><A suffix=','/><B/></g>", "A, B"),
        ("<g delimiter=';'><A/><B prefix='.'/></g>", "A;.B"),
        # the suffix of a group goes before that of its last text ...
        ("<g suffix='.'><A suffix=';'/></g><B/>", "A.;B"),
        ("<g delimiter='. '><g><A suffix=':'/></g><B/></g>", "A.: B"),
        # ... and is left out where that has its first mark, with the punctuation behind the group
        ("<g suffix='. '><A suffix='.'/></g><B/>", "A.B"),
        ("<g suffix='.'><A suffix='.'/></g><B prefix='; '/>", "A. B"),
        ("<g delimiter=', '><g suffix='.'><A suffix='.'/></g><B/></g>", "A. B"),
        # but not where a group in between has the suffix, nor after a suffix of two marks
        ("<g suffix='. '><g><A suffix='.'/></g></g><B/>", "A. B"),
        ("<g suffix='. '><A suffix=').'/></g><B/>", "A). B"),
        # formatted text keeps what stands beside it
        ("<A italic suffix=','/><B prefix=','/>", "/A/,,B"),
        ("<A suffix=','/><B italic prefix='.'/>", "A,./B/"),
        ("<A suffix=','/><B italic prefix=','/>", "A,/B/"),
        # two prefixes are both printed, and so are the suffix of a name and the delimiter of names
        ("<A/><g prefix=';'><B prefix='.'/></g>", "A;.B"),
        ("<names variable='author'><name suffix=',' form='short'/></names>", "Ng,, Oh,"),
        # a number keeps its suffix beside that of a group, text with letters does not
        ("<g suffix='.'><text variable='volume' suffix=':'/></g><B/>", "7:.B"),
        ("<g suffix='.'><text variable='issue' suffix=':'/></g><B/>", "B 1:B"),
        # a text of mere punctuation is printed whatever stands before it
        ("<A suffix='.'/><text value='.'/><B/>", "A..B"),
    ],
)
def test_which_mark_stays(layout: str, expected: str) -> None:
    record = {"author": [{"family": "Ng"}, {"family": "Oh"}], "volume": "7", "issue": "B 1"}
    assert entry(layout, **record) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Is it?", "“Is it?,”B"),
        ("That", "“That.,”B"),
        ("It’s", "“It’s,.”B"),
        ("On <i>E. coli</i>", "“On /E. coli/,.”B"),
    ],
)
def test_a_groups_suffix_joins_a_quoted_text_of_one_piece(title: str, expected: str) -> None:
    assert entry("<g suffix='.'><A quotes='true' suffix=','/></g><B/>", title=title) == expected


@pytest.mark.parametrize(("locale", "expected"), [("en-US", "“A!”B"), ("en-GB", "‘A!’.B")])
def test_a_stop_behind_quotation_marks(locale: str, expected: str) -> None:
    assert entry("<A quotes='true' suffix='.'/><B/>", locale, title="A!") == expected


@pytest.mark.parametrize(
    ("layout", "title", "expected"),
    [
        ("<g suffix=':'><A quotes='true'/></g><B/>", "A", "“A:”B"),
        ("<A quotes='true' suffix=':'/><B/>", "A", "“A”:B"),
        ("<g suffix=':'><A/></g><B/>", "“A”", "“A”:B"),
    ],
)
def test_every_mark_after_a_group_moves_into_its_last_quotes(layout: str, title: str, expected: str) -> None:
    assert entry(layout, title=title) == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("<A suffix=' '/><B prefix=' '/>", "A B"),
        ("<A suffix=' '/><g italic><B prefix=' '/></g>", "A / B/"),
        ("<g delimiter='.  '><A/><B/></g>", "A.\u00a0 B"),
        ("<A suffix='.  '/><B/>", "A.\u00a0 B"),
        ("<g><A suffix='.  '/></g><B/>", "A. B"),
        ("<g display='block'><A suffix=' '/></g><B prefix=' '/>", "[A ]B"),
    ],
)
def test_blanks_that_meet(layout: str, expected: str) -> None:
    assert entry(layout) == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("<g display='block'><A/></g><B prefix=', '/>", "[A,] B"),
        ("<g display='block'><A/></g><g prefix=', ' italic><B/></g>", "[A], /B/"),
    ],
)
def test_punctuation_after_a_block_ends_the_block(layout: str, expected: str) -> None:
    assert entry(layout) == expected


def test_a_text_with_quotes_false_keeps_its_suffix() -> None:
    assert entry("<A suffix='.'/><B/>", title="A?") == "A?B"
    assert entry("<A quotes='false' suffix='.'/><B/>", title="A?") == "A?.B"
    assert entry("<g suffix='.'><A quotes='false'/></g><B/>", title="A?") == "A?B"


def test_titles_of_law_keep_their_case() -> None:
    assert entry("<A text-case='title'/>", title="electric-lamp") == "Electric-Lamp"
    assert entry("<A text-case='title'/>", title="electric-lamp", jurisdiction="US") == "electric-lamp"


def test_quotation_marks_that_a_style_prints_as_terms_stay() -> None:
    layout = "<text term='open-quote'/><A/><text term='close-quote'/><B prefix=', '/>"
    assert entry(layout) == "“A”, B"
    assert entry(layout, "fr-FR") == "«\u00a0A\u00a0», B"


@pytest.mark.parametrize(
    ("locale", "language", "expected"),
    [("tr-TR", "", "SMİTH"), ("tr-TR", "en", "SMITH"), ("en-US", "tr", "SMİTH"), ("en-US", "", "SMITH")],
)
def test_turkish_capitals_in_names(locale: str, language: str, expected: str) -> None:
    layout = "<names variable='author'><name form='short'>"
    layout += "<name-part name='family' text-case='uppercase'/></name></names>"
    assert entry(layout, locale, author=[{"family": "Smith"}], language=language) == expected
