"""What a reader must live with: every case of the layout's description, and faults crossed with places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from layout_writer import HEADER, entry, entry_text, page

from citemill.diagnostics import Diagnostics, Severity
from citemill.errors import BadInput, UnknownName
from citemill.files import Source
from citemill.listings import LISTINGS, detect, read, reader
from citemill.listings.model import Entry, Figure, Listing, Profile

ENTRIES = [
    entry(),
    entry("Sketch of a Difference Engine", "cs.AI", "May 2024", ["Charles Babbage"], code=True),
    entry("On Loops", "PR", "2023", ["Łukasz Kaiser", "Ada Lovelace"], cut_off=True, affiliations=["openai"]),
    entry("Of Cards", "quant-ph", "December 31, 2022", abstract="Cards hold numbers.\n\nSome hold more."),
]


def read_text(
    text: str | bytes, kind: str | None = "profile-text"
) -> tuple[Listing, list[Entry], Diagnostics]:
    said = Diagnostics()
    data = text if isinstance(text, bytes) else text.encode()
    listing = read(Source(data, name="page"), kind=kind, report=said)
    return listing, list(listing.entries), said


def unplaced(entries: Sequence[Entry]) -> list[Entry]:
    return [each._replace(line=0) for each in entries]


def codes(said: Diagnostics) -> list[tuple[str, int | None]]:
    return [(each.code, each.place.line) for each in said]


def test_written_entries_are_read_back() -> None:
    listing, entries, said = read_text(page(ENTRIES, listed=len(ENTRIES)))
    assert unplaced(entries) == ENTRIES
    assert [one.line for one in entries] == [12, 19, 26, 33]
    assert not len(said)
    assert listing.source == "page"
    assert listing.profile.name == "Ada Lovelace"


EDITS: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text: text.replace("\n", "\r"),
    "BOM": lambda text: "\ufeff" + text,
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "blank lines with spaces in them": lambda text: text.replace("\n\n", "\n \u00a0\t\n"),
    "spaces around lines": lambda text: "\n".join(f"  {line}\t " for line in text.split("\n")),
    "many blank lines": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "no line end at the end": lambda text: text.rstrip(),
    "spaces in heads": lambda text: text.replace("LGJun", "LG Jun").replace("2024Code", "2024 Code"),
    "zero-width spaces": lambda text: text.replace("LGJun", "LG\u200bJun").replace(
        "On Loops", "\u200bOn Loops"
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_edits_that_change_nothing(edit: Callable[[str], str]) -> None:
    listing, entries, said = read_text(edit(page(ENTRIES)))
    assert unplaced(entries) == ENTRIES
    assert listing.profile.citations == Figure(300_203, "300,203")
    assert not len(said)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(encoding: str) -> None:
    _, entries, said = read_text(page(ENTRIES).encode(encoding))
    assert unplaced(entries) == ENTRIES
    assert not len(said)


def test_latin_1_is_read_with_a_warning() -> None:
    text = page([entry(authors=["Martín Abadi"])]).encode("latin-1")
    _, entries, said = read_text(text)
    assert entries[0].authors == ("Martín Abadi",)
    assert codes(said) == [("encoding-guessed", 15)]


def test_missing_blank_lines() -> None:
    one_block = "\n".join(line for line in page(ENTRIES).split("\n") if line)
    _, entries, said = read_text(one_block)
    assert unplaced(entries) == ENTRIES
    assert not len(said)


# One entry with a fault between good ones: what is read of it, and what is said, by line within the entry.


def one(title: str = "A Title", **parts) -> Entry:
    return entry(title, **{"authors": ["Ada Lovelace"], "abstract": "We compute.", **parts})


PROSE = "We describe how numbers are computed by an engine that nobody has built so far."
BODY = "\n\nAda Lovelace\n\nWe compute.\n"
FAULTS: dict[str, tuple[str, list[Entry], list[tuple[str, int]]]] = {
    "no abstract": (
        "LGJun 6, 2024\nA Title\n\nAda Lovelace\n",
        [one(abstract="")],
        [("no-abstract", 0)],
    ),
    "no authors": (
        f"LGJun 6, 2024\nA Title\n\n{PROSE}\n",
        [one(authors=[], abstract=PROSE)],
        [("no-authors", 0)],
    ),
    "no title": (
        "LGJun 6, 2024\n\nAda Lovelace et al.\n\nWe compute.\n",
        [one("", cut_off=True)],
        [("no-title", 0)],
    ),
    "title only": (
        "LGJun 6, 2024\nA Title\n",
        [one(authors=[], abstract="")],
        [("no-authors", 0)],
    ),
    "head only": ("LGJun 6, 2024\n", [], [("entry-without-title", 0)]),
    "title like a head": (
        f"LGJun 6, 2024\nAIMay 1, 2023{BODY}",
        [one("AIMay 1, 2023")],
        [("title-like-date", 1)],
    ),
    "title that is a date": (
        f"LGJun 6, 2024\nJune 5, 1832{BODY}",
        [one("June 5, 1832")],
        [("title-like-date", 1)],
    ),
    "title with wide gaps": (
        f"LGJun 6, 2024\nA Title  that is  longer than any head of an entry, and has gaps{BODY}",
        [one("A Title that is longer than any head of an entry, and has gaps")],
        [],
    ),
    "title that is a year": (f"LGJun 6, 2024\n1984{BODY}", [one("1984")], []),
    "title on two lines": (
        f"LGJun 6, 2024\nA title that was broken by the\nprogram it was pasted into{BODY}",
        [one("A title that was broken by the program it was pasted into")],
        [("title-joined", 0)],
    ),
    "no subject": (f"Jun 6, 2024Code\nA Title{BODY}", [one(subject="", code=True)], []),
    "unknown subject": (f"XYZJun 6, 2024\nA Title{BODY}", [one(subject="XYZ")], []),
    "head in pieces": (f"LG\nJun 6, 2024\nCode\nA Title{BODY}", [one(code=True, line=1)], []),
    "organisation in lower case": (
        f"LGJun 6, 2024\nA Title\n\nthe difference engine collaboration\n\n{PROSE}\n",
        [one(authors=["the difference engine collaboration"], abstract=PROSE)],
        [],
    ),
    "buttons inside": (
        f"LGJun 6, 2024\nA Title\n\nAda Lovelace\n\nAbstract\n\nWe compute.\n\nPDF\n\n{PROSE}\n",
        [one(abstract=f"We compute.\n\n{PROSE}")],
        [("page-furniture", 5)],
    ),
    "a footer below": (
        f"LGJun 6, 2024\nA Title{BODY}\nLoad more\n\n© 1843 Engines\nPapers we like best\n",
        [one()],
        [("page-furniture", 7)],
    ),
    "furniture for an abstract": (
        "LGJun 6, 2024\nA Title\n\nAda Lovelace\n\nLoad more\n",
        [one(abstract="")],
        [("page-furniture", 5), ("no-abstract", 0)],
    ),
    "an abstract broken into lines": (
        "LGJun 6, 2024\nA Title\n\nAda Lovelace\n\nWe compute them\nby hand. And\nprint.\n\nThat is all.\n",
        [one(abstract="We compute them by hand. And print.\n\nThat is all.")],
        [("abstract-joined", 5)],
    ),
    "the same without blank lines": (
        "LGJun 6, 2024\nA Title\nAda Lovelace\nWe compute them\nby hand.\nThat is all.\n",
        [one(abstract="We compute them by hand.\n\nThat is all.")],
        [("abstract-joined", 3)],
    ),
    "another header": (
        f"LGJun 6, 2024\nA Title{BODY}\nCharles Babbage\n\nAI\nh-index12\n7papers\n",
        [one()],
        [("page-furniture", 7), ("second-header", 10)],
    ),
}
LAST_SAYS = {"title only": "entry-cut-off"}
"""Where the last entry of a page has something else said about it."""


@pytest.mark.parametrize("at", [0, 1, 2], ids=["first", "middle", "last"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_costs_only_its_entry(fault: str, at: int) -> None:
    text, found, remarks = FAULTS[fault]
    good = [ENTRIES[0], ENTRIES[2]]
    blocks = [entry_text(one) for one in good]
    blocks.insert(at, text)
    start = 1 + "\n".join([HEADER, *blocks[:at], ""]).count("\n")
    _, entries, said = read_text("\n".join([HEADER, *blocks]))
    lines = [one.line for one in entries]
    assert unplaced(entries) == [*good[:at], *unplaced(found), *good[at:]]
    if found:
        assert lines[at] == start + found[0].line
    if at == len(good) and fault in LAST_SAYS:
        remarks = [(LAST_SAYS[fault], line) for _, line in remarks]
    about_entries = [(code, line) for code, line in codes(said) if code != "page-cut-off"]
    assert about_entries == [(code, start + line) for code, line in remarks]


def test_an_entry_cut_off_at_the_end() -> None:
    text = page(ENTRIES)
    whole = text.rstrip()
    cuts = {
        "in the abstract": (whole[:-20], 4, ("abstract-cut-off", 38)),
        "in its last words": (whole[:-6], 4, ("page-furniture", 40)),
        "after the authors": (whole[: whole.index("Cards hold")], 4, ("no-abstract", 33)),
        "after the title": (whole[: whole.index("Of Cards") + 8], 4, ("entry-cut-off", 33)),
        "after the head": (whole[: whole.index("Of Cards")], 3, ("entry-without-title", 33)),
    }
    for where, (cut, count, remark) in cuts.items():
        _, entries, said = read_text(cut)
        assert len(entries) == count, where
        assert remark in codes(said), where
        assert unplaced(entries)[:3] == ENTRIES[:3]


def test_page_furniture_around() -> None:
    navigation = "Skip to content\nHome\nPapers\nSign in\n\n"
    footer = "\nLoad more\n\nAbout us\nPrivacy\n© 2025 Papers Inc. All rights reserved.\n"
    listing, entries, said = read_text(navigation + page(ENTRIES) + footer)
    assert unplaced(entries) == ENTRIES
    assert listing.profile.name == "Ada Lovelace"
    assert [code for code, _ in codes(said)] == ["page-furniture"]


def test_unknown_furniture_below_the_last_abstract_is_said() -> None:
    _, entries, said = read_text(page(ENTRIES) + "\nPapers of the week\n\nSuggested reading\n")
    assert unplaced(entries) == ENTRIES
    assert codes(said) == [("page-furniture", 42)]
    assert said.worst is Severity.WARNING


@pytest.mark.parametrize(
    ("header", "profile", "said"),
    [
        ("", Profile(), ["no-header"]),
        ("Ada Lovelace\n", Profile(name="Ada Lovelace"), ["header-incomplete"]),
        (
            "Ada Lovelace\n\nLG\nh-index74\n",
            Profile("Ada Lovelace", "LG", h_index=Figure(74, "74")),
            ["header-incomplete"],
        ),
        (
            "Ada Lovelace\n\n59 Papers\n",
            Profile("Ada Lovelace", listed=Figure(59, "59")),
            ["header-incomplete", "page-cut-off"],
        ),
        (
            "Ada Lovelace\nLG\nh-index74\n4papers\n300.2Kcitations\nNovelty63%\nAI Score43.5\n",
            Profile(
                "Ada Lovelace",
                "LG",
                Figure(74, "74"),
                Figure(4, "4"),
                Figure(300_200, "300.2K", exact=False),
                Figure(63, "63%"),
                Figure(44, "43.5", exact=False),
            ),
            ["figure-rounded", "figure-rounded"],
        ),
        (
            "Home\nAda Lovelace\nmath.PR\nh-index\n74\npapers\n1,234\ncitations\n1.2M\n",
            Profile(
                "Ada Lovelace",
                "math.PR",
                Figure(74, "74"),
                Figure(1234, "1,234"),
                Figure(1_200_000, "1.2M", exact=False),
            ),
            ["header-incomplete", "figure-rounded", "page-cut-off"],
        ),
        (
            "Ada Lovelace\nLG | h-index: 74 | 4 papers | 300 203 citations | Novelty: 63% | AI Score: 43\n",
            Profile(
                "Ada Lovelace",
                "LG",
                Figure(74, "74"),
                Figure(4, "4"),
                Figure(300_203, "300 203"),
                Figure(63, "63%"),
                Figure(43, "43"),
            ),
            [],
        ),
        (
            "Ada Lovelace\nLG\n4papers\n\n9 papers\n",
            Profile("Ada Lovelace", "LG", papers=Figure(4, "4"), listed=Figure(9, "9")),
            ["header-incomplete", "page-cut-off"],
        ),
        (
            "74\nh-index\n4\npapers\n12\ncitations\n",
            Profile(h_index=Figure(74, "74"), papers=Figure(4, "4"), citations=Figure(12, "12")),
            ["header-incomplete"],
        ),
    ],
)
def test_headers(header: str, profile: Profile, said: list[str]) -> None:
    listing, entries, remarks = read_text("\n".join([header, *map(entry_text, ENTRIES)]))
    assert listing.profile == profile
    assert unplaced(entries) == ENTRIES
    assert [code for code, _ in codes(remarks)] == said


@pytest.mark.parametrize(
    ("listed", "code"), [(4, None), (59, "page-cut-off"), (3, "more-than-claimed")], ids=str
)
def test_count(listed: int, code: str | None) -> None:
    _, _, said = read_text(page(ENTRIES, listed=listed))
    assert [one.code for one in said] == ([code] if code else [])


@pytest.mark.parametrize(
    ("line", "names", "cut_off", "affiliations"),
    [
        ("Ada Lovelace", ["Ada Lovelace"], False, []),
        ("A. B. Lovelace, C Babbage", ["A. B. Lovelace", "C Babbage"], False, []),
        ("Ada Lovelace, et al.", ["Ada Lovelace"], True, []),
        ("Ada Lovelace et al", ["Ada Lovelace"], True, []),
        ("Ada Lovelace and others", ["Ada Lovelace"], True, []),
        ("John Al", ["John Al"], False, []),
        ("Sam Smith, Jr., Max Weber III et al. · mit", ["Sam Smith, Jr.", "Max Weber III"], True, ["mit"]),
        ("Lovelace, Ada; Babbage, Charles", ["Lovelace, Ada", "Babbage, Charles"], False, []),
        ("OpenAI · openai, berkeley", ["OpenAI"], False, ["openai", "berkeley"]),
        ("王小明, 김철수 et al.", ["王小明", "김철수"], True, []),
    ],
)
def test_author_lines(line: str, names: list[str], cut_off: bool, affiliations: list[str]) -> None:
    _, entries, _ = read_text(f"LGJun 6, 2024\nA Title\n\n{line}\n\nWe compute.\n")
    assert entries[0].authors == tuple(names)
    assert entries[0].cut_off is cut_off
    assert entries[0].affiliations == tuple(affiliations)
    assert entries[0].abstract == "We compute."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"", "page: there is no text in it; the text of a profile page is wanted"),
        (b" \n\n \n", "page: there is no text in it"),
        (b"Dear Ada,\n\nI have built an engine.\n", "page: no entry was found; the text of a profile page"),
        (b"%PDF-1.7\n\x00\x01", "page: this is no text"),
        (b"\x00\x01\x02\x03\x05" * 100, "page: this is no text"),
        (b"{\\rtf1 LGJun 6, 2024}", "page: this is RTF; save it as plain text"),
        (
            b"From: <x>\r\nContent-Type: multipart/related;\r\n",
            "page: this is a web archive (MHTML); save the",
        ),
        (b"<html><body><p>Nothing here</p></body></html>", "page: no entry was found; the saved HTML"),
        (b"<html></html>", "page: there is no text in it; the saved HTML"),
    ],
)
def test_what_is_no_listing(text: bytes, found: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_text(text, kind=None)
    assert str(caught.value).startswith(found)


def test_unknown_kind() -> None:
    with pytest.raises(UnknownName, match='did you mean "profile-text"'):
        read(Source(b"x"), kind="profil-text")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (b"Ada Lovelace\n", "profile-text"),
        (b"<!DOCTYPE html>\n<p>", "profile-html"),
        (b"\xef\xbb\xbf<!-- saved from url=(0014) -->\n<html>", "profile-html"),
        ("<html>".encode("utf-16"), "profile-html"),
        (b"<b> is bold", "profile-text"),
    ],
)
def test_detect(text: bytes, kind: str) -> None:
    assert detect(Source(text)) == kind


def test_registry() -> None:
    assert LISTINGS.names() == ("profile-text", "profile-html")


def test_passes_may_overlap_and_repeat_nothing() -> None:
    said = Diagnostics()
    listing = read(Source(page(ENTRIES, listed=9).replace("Some hold", "Some").encode()), report=said)
    first, second = iter(listing.entries), iter(listing.entries)
    pairs = list(zip(first, second, strict=True))
    assert len(pairs) == 4
    assert all(one == other for one, other in pairs)
    assert [one.code for one in said] == ["page-cut-off"]


def test_a_pass_given_up_says_the_rest_later() -> None:
    said = Diagnostics()
    text = "\n".join(entry_text(one) for one in [entry(abstract=""), entry(), entry(abstract="")])
    listing = read(Source(text.encode()), report=said)
    before = len(said)
    assert len(list(islice(listing.entries, 2))) == 2
    assert len(said) == before + 1
    assert len(list(listing.entries)) == 3
    assert len(said) == before + 2


def test_an_endless_entry_is_cut_and_what_follows_is_read() -> None:
    filler = "Numbers are computed by an engine, and so on and so on, until the cards run out.\n" * 20_000
    _, entries, said = read_text(page([ENTRIES[0]]) + filler + entry_text(ENTRIES[1]))
    assert len(entries) == 2
    assert len(entries[0].abstract) < 1_100_000
    assert unplaced(entries)[1] == ENTRIES[1]
    assert ("entry-too-long", 12) in codes(said)


# Any text, and any entries.

lines = st.one_of(
    st.sampled_from(
        """
        LGJun 6, 2024|cs.LGMay 2024Code|2024|LG|Code|59 Papers|h-index74|59papers|Load more|May 2024|· ·
        |,|et al.|Ada Lovelace et al.|Ada Lovelace, Charles Babbage · openai|A Title|We compute.|©|h-index|12|
        """.replace("\n", "").split("|")
    ),
    st.text(max_size=40),
)


@given(st.lists(lines, max_size=25).map("\n".join))
@settings(max_examples=500, deadline=None)
@example("LGJun 6, 2024\nCode\n\nCode")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        _, entries, _ = read_text(text, kind="profile-text")
    except BadInput:
        return
    for one in entries:
        assert one.date
        assert one.title or one.authors or one.abstract
        assert 0 < one.line <= text.count("\n") + text.count("\r") + 1


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_text(data, kind=None)
    except BadInput:
        pass


words = st.text(st.characters(categories=["Ll"]), min_size=2, max_size=9)
capitalized = words.map(str.capitalize).filter(lambda word: word[0].isupper())
names = st.lists(capitalized, min_size=2, max_size=3).map(" ".join)
sentences = st.lists(words, min_size=9, max_size=25).map(lambda some: "We " + " ".join(some) + ".")
titles = st.lists(words | capitalized, min_size=2, max_size=9).map(
    lambda some: ": ".join([some[0], " ".join(some[1:])])
)
made_entries = st.builds(
    entry,
    title=titles,
    subject=st.sampled_from("LG CL math.PR quant-ph ST cs.AI optics XYZ".split()),
    date=st.sampled_from(["Jun 6, 2024", "May 2024", "Dec 31, 1999"]),
    authors=st.lists(names, min_size=1, max_size=4),
    cut_off=st.booleans(),
    affiliations=st.lists(words, max_size=2),
    code=st.booleans(),
    abstract=st.lists(sentences, max_size=3).map("\n\n".join),
)


@given(st.lists(made_entries, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_entries_are_read_back(made: list[Entry]) -> None:
    _, entries, _ = read_text(page(made))
    assert unplaced(entries) == made


def test_a_long_page_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory for 20,000 entries stays near that for one."""
    import tracemalloc

    monkeypatch.setattr(reader, "KEPT_LIMIT", 100_000)
    source = Source(page([ENTRIES[0]] * 20_000).encode())
    listing = read(source)
    tracemalloc.start()
    count = sum(1 for _ in listing.entries)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 2_000_000
