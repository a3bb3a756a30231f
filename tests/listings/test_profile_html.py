"""Saved HTML pages: the same entries as from text, whatever the markup."""

from __future__ import annotations

import re
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_writer import entry, html_page, page

from citemill.diagnostics import Diagnostics
from citemill.errors import BadInput
from citemill.files import Source
from citemill.listings import read, reader
from citemill.listings.model import Entry, Figure, Listing
from citemill.listings.profile_html import blocks

ENTRIES = [
    entry(),
    entry("Sketch of a <Difference> & Engine", "cs.AI", "May 2024", ["Charles Babbage"], code=True),
    entry("On Loops", "PR", "2023", ["Łukasz Kaiser", "Ada Lovelace"], cut_off=True, affiliations=["openai"]),
    entry("Of Cards", "quant-ph", "December 31, 2022", abstract="Cards hold numbers.\n\nSome hold more."),
]


def read_html(html: str | bytes) -> tuple[Listing, list[Entry], Diagnostics]:
    said = Diagnostics()
    data = html if isinstance(html, bytes) else html.encode()
    listing = read(Source(data, name="page.html"), kind="profile-html", report=said)
    return listing, [one._replace(line=0) for one in listing.entries], said


def texts(html: str) -> list[str]:
    return [text for _, text in blocks(Source(html.encode()), "utf-8")]


@pytest.mark.parametrize("split_head", [False, True], ids=["run together", "in pieces"])
def test_same_entries_as_from_text(split_head: bool) -> None:
    listing, entries, said = read_html(html_page(ENTRIES, split_head=split_head))
    assert entries == ENTRIES
    assert listing.profile.name == "Ada Lovelace"
    assert listing.profile.subject == "LG"
    assert listing.profile.citations == Figure(300_203, "300,203")
    assert [one.code for one in said] == ["page-furniture"]  # the "Load more" button


def test_real_listing(shared: Path) -> None:
    text = read(Source(shared / "seed/profile-listing.txt"))
    expected = [one._replace(line=0) for one in text.entries]
    _, entries, _ = read_html(html_page(expected))
    assert entries == expected


def test_remarks_carry_the_line_of_the_markup() -> None:
    html = html_page([entry(), entry("No Abstract", abstract="")])
    line = 1 + html[: html.index("No Abstract")].count("\n") - 1  # the head's line is the one above the title
    _, _, said = read_html(html)
    assert ("no-abstract", line) in [(one.code, one.place.line) for one in said]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <b>b</b>c<i> d</i></p>e", ["", "a bc d", "", "e"]),
        ("<div>a\n  b\t c</div><div>&nbsp;d&amp;e&#8211;</div>", ["a b c", "\xa0d&e–"]),
        ("a<br>b<br><br>c", ["a", "b", "", "c"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<ul><li>a<li>b</ul>", ["", "a", "b", ""]),
        ("<p>a<p>b", ["", "a", "", "", "b", ""]),
        ("<pre>a\n\nb  c\n</pre>", ["", "a", "", "b c", ""]),
        ("a<!-- b --><script>c</script><style>d</style><nav>e<p>f</p></nav>g", ["a", "", "g"]),
        ("a<span hidden>b<p>c</p></span>d", ["ad"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["", "a", "b", ""]),
        (
            'RL<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation '
            'encoding="application/x-tex">^2</annotation></semantics></math></span>'
            '<span class="katex-html" aria-hidden="true">2</span></span>: fast',
            ["RL$^2$: fast"],
        ),
        ('RL<span class="MathJax">2</span><script type="math/tex">^2</script>: fast', ["RL$^2$: fast"]),
        ("</div></p><b><i>a</b></i>", ["a"]),
        ("&lt;b&gt; &unknown; &#x1F600;", ["<b> &unknown; 😀"]),
    ],
)
def test_blocks(html: str, expected: list[str]) -> None:
    found = texts(f"<html><body>{html}</body></html>")
    assert without_doubles(found) == without_doubles(expected)


def without_doubles(lines: list[str]) -> str:
    """Several blank lines are as good as one, and none is needed at the ends."""
    return re.sub("\n{3,}", "\n\n", "\n".join(lines).strip("\n"))


def test_declared_encoding() -> None:
    html = html_page([entry("Über die Maschine", authors=["山田 太郎"])]).replace("utf-8", "Shift_JIS")
    _, entries, said = read_html(html.replace("Ü", "U").replace("©", "(c)").encode("shift_jis"))
    assert entries[0].authors == ("山田 太郎",)
    assert "encoding-guessed" not in [one.code for one in said]


def test_undeclared_encoding_is_guessed() -> None:
    html = html_page([entry(authors=["Martín Abadi"])]).replace('charset="utf-8"', 'name="x"')
    _, entries, said = read_html(html.encode("cp1252"))
    assert entries[0].authors == ("Martín Abadi",)
    assert "encoding-guessed" in [one.code for one in said]


def test_text_that_was_saved_as_html() -> None:
    """A browser wraps plain text into one `pre`."""
    text = page(ENTRIES).replace("&", "&amp;").replace("<", "&lt;")
    html = f"<html><head></head><body><pre>{text}</pre></body></html>"
    listing, entries, _ = read_html(html)
    assert entries == ENTRIES
    assert [one.line for one in listing.entries] == [12, 19, 26, 33]


@pytest.mark.parametrize("at", ["before", "behind"])
@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<div>" * 300 + "LGJun 6, 2024", "elements nested more than 256 deep; copy the page as text"),
        (f"<p>{'x' * 11_000_000}</p>", "a text of more than ten million characters; copy the page as text"),
    ],
    ids=["deep", "long"],
)
def test_what_the_parser_stops_at(markup: str, found: str, at: str) -> None:
    """It would leave out the rest of the page without a word."""
    html = html_page([entry()])
    html = html.replace("<section>", markup) if at == "before" else html.replace("</section>", markup)
    with pytest.raises(BadInput, match=rf"page\.html:\d+: {found}"):
        read_html(html)


def test_no_entity_is_expanded_and_nothing_loaded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "LGJun 6, 2024"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    assert texts(f"{bomb}<html><body><p>&a; &b;</p></body></html>")[-2:] != ["LGJun 6, 2024", ""]
    assert not any("root:" in text for text in texts(f"{bomb}<html><body><p>&b;</p></body></html>"))


def test_a_long_page_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "KEPT_LIMIT", 100_000)
    html = html_page([ENTRIES[0]] * 5_000)
    source = Source(html.encode())
    listing = read(source)
    tracemalloc.start()
    lines = [one.line for one in listing.entries]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(lines) == 5_000
    assert peak < 2_000_000


def test_lines_beyond_what_the_parser_counts() -> None:
    html = html_page([ENTRIES[0]]).replace("<section>", "<section>" + "<br>\n" * 70_000)
    listing, _, _ = read_html(html)
    assert abs(next(iter(listing.entries)).line - 70_010) < 5_000


TAGS = """
<div>|</div>|<p>|</p>|<span>|</span>|<br>|<pre>|</pre>|<script>|</script>|<nav>|</nav>|<!--|-->|<math>|&amp;|&
<|>|LGJun 6, 2024|Code|<b hidden>|</b>|<table>|<td>|text|<h1>|</html>|<body>|&#0;|<svg>|</svg>|<button>
"""
markup = st.lists(
    st.sampled_from(TAGS.strip().replace("\n", "|").split("|")) | st.text(max_size=8),
    max_size=40,
)


@given(markup)
@settings(max_examples=400, deadline=None)
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    try:
        read_html("<html>" + " ".join(pieces))
    except BadInput:
        pass
