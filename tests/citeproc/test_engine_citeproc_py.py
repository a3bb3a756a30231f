"""The adapter of citeproc-py: what comes out, that "et al." stands, and that one bad record costs one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from citeproc.string import String
from hypothesis import given
from hypothesis import strategies as st

from citemill.citeproc import ENGINES, bibliography, citeproc_py_style
from citemill.citeproc.citeproc_py_style import decode, marked
from citemill.citeproc.repository import all_styles, find_style
from citemill.diagnostics import Diagnostics, Severity
from citemill.errors import BadStyle, CitemillError, UnknownName
from citemill.text.bibliography import Bibliography
from citemill.text.rich import Mark, Rich, Span, plain

O1 = {
    "id": "o1",
    "type": "article",
    "title": "System Card",
    "author": [
        {"family": "Jaech", "given": "Aaron"},
        {"family": "Kalai", "given": "Adam"},
        {"family": "Lerer", "given": "Adam"},
    ],
    "issued": {"date-parts": [[2024, 12, 21]]},
    "DOI": "10.1000/AbC",
    "custom": {"cut-off": ["author"]},
}


def rendered(record: dict[str, Any], style: str = "apa", **options: Any) -> Rich:
    (entry,) = bibliography([record], style, engine="citeproc-py", **options).entries
    return entry.content


def spans(rich: Rich, mark: Mark) -> Iterator[Span]:
    for part in rich:
        if isinstance(part, Span):
            if part.mark is mark:
                yield part
            yield from spans(part.children, mark)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("apa", "Jaech, A., Kalai, A., Lerer, A., et al. (2024). System Card. https://doi.org/10.1000/AbC"),
        ("ieee", "[1]A. Jaech, A. Kalai, A. Lerer, et al., “System Card”, Dec. 21, 2024. doi: 10.1000/AbC."),
        ("mla", "Jaech, A., et al. “System Card”. 21 Dec. 2024, https://doi.org/10.1000/AbC."),
        ("vancouver", "1.Jaech A, Kalai A, Lerer A, et al. System Card. 2024. doi:10.1000/AbC"),
        ("harvard", "Jaech, A. et al. (2024) “System Card”. Available at: https://doi.org/10.1000/AbC."),
        (
            "nature",
            "1.Jaech, A., Kalai, A., Lerer, A., et al. System Card. Preprint at "
            "https://doi.org/10.1000/AbC (2024).",
        ),
        (
            "acm",
            "[1]Aaron Jaech, Adam Kalai, Adam Lerer, et al. 2024. System Card. https://doi.org/10.1000/AbC",
        ),
    ],
)
def test_a_cut_off_list_is_shown_as_cut_off(style: str, text: str) -> None:
    assert plain(rendered(O1, style)) == text


def test_a_complete_list_has_no_et_al() -> None:
    record = {key: value for key, value in O1.items() if key != "custom"}
    assert plain(rendered(record)).startswith("Jaech, A., Kalai, A., & Lerer, A. (2024).")


def test_et_al_in_the_language_of_the_output() -> None:
    german = plain(rendered(O1, "ieee", locale="de-DE"))
    assert german.startswith("[1]A. Jaech, A. Kalai, A. Lerer, u.\u00a0a., „System Card“")


def names_and_terms(style: str) -> Bibliography:
    long = {**O1, "id": "long", "type": "article-journal", "author": O1["author"] * 8}
    one = {**O1, "id": "one", "author": O1["author"][:1]}
    return bibliography([O1, long, one], style, engine="citeproc-py", sort=False)


def assert_et_al_stands(styles: list[str]) -> int:
    shown = 0
    for style in styles:
        try:
            entries = names_and_terms(style).entries
        except CitemillError:  # no bibliography, or nothing citeproc-py can do
            continue
        for entry in entries:
            if "jaech" in plain(entry.content).casefold():
                shown += 1
                assert "a-n-d-o-t-h-e-r-s" in plain(entry.content).casefold(), (style, plain(entry.content))
    return shown


@pytest.fixture
def _easily_found_et_al(monkeypatch: pytest.MonkeyPatch) -> None:
    """The term is a different one in each language and style; here it is the same in all of them."""
    monkeypatch.setattr(citeproc_py_style._Name, "et_al", lambda self: String("a-n-d-o-t-h-e-r-s"))


@pytest.mark.usefixtures("_easily_found_et_al")
def test_et_al_stands_in_some_styles() -> None:
    names = [style.name for style in all_styles() if not style.parent and not style.own]
    assert assert_et_al_stands(names[::40]) > 150


@pytest.mark.slow
@pytest.mark.usefixtures("_easily_found_et_al")
def test_et_al_stands_in_every_style() -> None:
    names = [style.name for style in all_styles() if not style.parent]
    assert assert_et_al_stands(names) > 8_000


def test_marks_become_spans_and_text_stays_text() -> None:
    record = {
        "id": "r",
        "type": "article-journal",
        "title": 'RL<sup>2</sup>: <b>fast</b> <script>a & b</script> "<i>E. coli</i>"',
        "container-title": "Nature & <em>more</em>",
        "volume": 5,
        "author": [{"family": "O<i>x</i>"}],
    }
    content = rendered(record)
    assert plain(content) == (
        'O<i>x</i>. (n.d.). RL2: fast <script>a & b</script> "E. coli". Nature & <em>more</em>, 5.'
    )
    assert [span.children for span in spans(content, Mark.SUP)] == [("2",)]
    assert [span.children for span in spans(content, Mark.BOLD)] == [("fast",)]
    assert next(plain(span.children) for span in spans(content, Mark.ITALIC)) == "E. coli"


def test_letter_case_that_is_fixed_stays() -> None:
    title = 'An overview of <span class="nocase">deep BERT</span> for T<span class="nocase">eX</span> models'
    record = {"id": "r", "type": "article-journal", "title": title}
    assert "An Overview of deep BERT for TeX Models." in plain(rendered(record, "mla"))


def test_links() -> None:
    record = {"id": "r", "type": "webpage", "title": "A", "URL": "https://example.org/a_b"}
    (link,) = spans(rendered(record, links=True), Mark.LINK)
    assert link == Span(Mark.LINK, ("https://example.org/a_b",), "https://example.org/a_b")
    (link,) = spans(rendered(O1, links=True), Mark.LINK)
    assert link == Span(Mark.LINK, ("https://doi.org/10.1000/AbC",), "https://doi.org/10.1000/AbC")
    (link,) = spans(rendered(O1, "ieee", links=True), Mark.LINK)
    assert link == Span(Mark.LINK, ("10.1000/AbC",), "https://doi.org/10.1000/AbC")
    assert not list(spans(rendered(O1), Mark.LINK))


def test_second_field_and_layout_parameters() -> None:
    made = bibliography([O1] * 12, "ieee", engine="citeproc-py")
    assert (made.second_field_align, made.max_offset, made.hanging_indent) == ("flush", 4, False)
    left, right = made.entries[9].content
    assert left == Span(Mark.LEFT_MARGIN, ("[10]",))
    assert isinstance(right, Span)
    assert right.mark is Mark.RIGHT_INLINE
    assert plain(right.children).endswith("AbC.")
    assert bibliography([O1], "apa", engine="citeproc-py").hanging_indent


def test_order_and_ids() -> None:
    records = [
        {"id": id, "type": "book", "title": title, "author": [{"family": family}]}
        for id, title, family in [("b", "Second", "Zuse"), ("B", "First", "Ada")]
    ]
    assert [entry.id for entry in bibliography(records, "apa").entries] == ["B", "b"]
    assert [entry.id for entry in bibliography(records, "apa", sort=False).entries] == ["b", "B"]


def test_one_bad_record_costs_one() -> None:
    said = Diagnostics()
    bad = {**O1, "id": "bad", "issued": {"date-parts": [["x", 13]]}, "author": [{"family": "Last"}]}
    worse = {**O1, "id": "worse", "issued": {"date-parts": [[2020, 3], [2021, 4], [1]], "season": "dry"}}
    broken = {**O1, "id": "broken", "author": 5}
    made = bibliography([bad, broken, worse, O1], "apa", engine="citeproc-py", report=said)
    assert [entry.id for entry in made.entries] == ["worse", "o1", "bad"]
    (one,) = said
    assert (one.severity, one.place.key) == (Severity.ERROR, "broken")
    assert '"apa"' in one.found
    with pytest.raises(CitemillError, match="none of the records"):
        bibliography([broken], "apa", engine="citeproc-py")


def test_variables_that_it_warns_of_are_no_matter() -> None:
    said = Diagnostics()
    record = {
        **O1,
        "chair": [{"family": "Chair"}],
        "available-date": {"date-parts": [[2001]]},
        "custom": {"code": True},
        "part-title": "Part",
        "container-author": [{"family": "Container", "given": "C."}],
        "event-title": "NeurIPS",
        "type": "speech",
    }
    assert "Jaech" in plain(rendered(record, report=said))
    assert "NeurIPS" in plain(rendered(record, "cv-compact", report=said))
    assert not list(said)


def test_a_style_it_cannot_use(tmp_path: Path) -> None:
    with pytest.raises(BadStyle, match="has no bibliography"):
        bibliography([O1], "chicago-notes", engine="citeproc-py")
    text = find_style("apa").read().decode()
    (tmp_path / "cut.csl").write_text(text[: text.index("</style>")], encoding="utf-8")
    with pytest.raises(BadStyle, match=r"cut\.csl"):
        bibliography([O1], tmp_path / "cut.csl", engine="citeproc-py")
    with pytest.raises(UnknownName, match='no engine is named "citeproc-pi"; did you mean "citeproc-py"'):
        bibliography([O1], "apa", engine="citeproc-pi")
    with pytest.raises(UnknownName, match="no locale"):
        bibliography([O1], "apa", "xx", engine="citeproc-py")
    assert "citeproc-py" in ENGINES.names()


@given(
    st.lists(
        st.sampled_from(["a", ". ", "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd9", "\ufdef", "https://doi.org/"])
    )
)
def test_no_text_is_lost_in_decoding(pieces: list[str]) -> None:
    text = "".join(pieces)
    kept = "".join(letter for letter in text if not "\ufdd0" <= letter <= "\ufdef")
    assert plain(decode(text)) == kept


@given(st.text())
def test_any_title_comes_through(title: str) -> None:
    content = plain(rendered({"id": "r", "type": "webpage", "title": f"x{title}x"}))
    assert "x" in content
    if title.isalnum():
        assert title in content


def test_marked_nothing_is_nothing() -> None:
    assert marked(Mark.ITALIC, None) is None
    assert decode(str(marked(Mark.ITALIC, "a"))) == (Span(Mark.ITALIC, ("a",)),)
