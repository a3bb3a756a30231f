"""Sources find out their encoding and refuse what is no text; files are written whole or not at all."""

from __future__ import annotations

import io
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill import files
from citemill.diagnostics import Diagnostics
from citemill.errors import BadInput, BadOutput
from citemill.files import Source, WholeFile, write_whole

TEXT = "Łukasz Kaiser\nLG\n\nDupré – “quoted”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_found(encoding: str) -> None:
    said = Diagnostics()
    source = Source(TEXT.encode(encoding))
    assert source.text(said) == TEXT
    assert list(source.lines(said)) == TEXT.splitlines()
    assert not len(said)


def test_latin_1_is_guessed_and_the_guess_told_with_its_line() -> None:
    said = Diagnostics()
    source = Source("one\ntwo\nDupré\n".encode("latin-1"), name="me.txt")
    assert source.text(said) == "one\ntwo\nDupré\n"
    assert [(one.code, str(one.place)) for one in said] == [("encoding-guessed", "me.txt:3")]


@pytest.mark.parametrize(
    "data", [bytes(4000), b"%PDF-1.7 ...", b"PK\x03\x04zip", b"ab\0cd" * 100, bytes(range(256))]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"me\.bin: this is no text; give a text"):
        Source(data, name="me.bin").text()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends(ends: str) -> None:
    assert list(Source(f"a{ends}{ends}b".encode()).lines()) == ["a", "", "b"]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_lines_do_not_depend_on_the_pieces_they_are_read_in(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(files, "_PIECE", size)
    text = "ä\r\nb\u2028c\x0b\x85\n\n\rdef€"
    assert list(Source(text.encode()).lines()) == ["ä", "b\u2028c\x0b\x85", "", "", "def€"]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_pieces_are_of_whole_lines(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(files, "_PIECE", size)
    pieces = list(Source("ä\r\nb\n\n\rdef€".encode()).pieces())
    assert "".join(pieces) == "ä\nb\n\n\ndef€"
    assert all(piece.endswith("\n") for piece in pieces[:-1])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
@pytest.mark.parametrize("size", [3, 1 << 20])
def test_words_are_found_across_chunks(monkeypatch: pytest.MonkeyPatch, encoding: str, size: int) -> None:
    monkeypatch.setattr(files, "_CHUNK", size)
    source = Source("é, a CrossRef = {x}\n".encode(encoding))
    source._encoding = {"latin-1": "cp1252"}.get(encoding, encoding)
    assert source.holds_any(("xdata", "crossref"))
    assert not source.holds_any(("xdata", "xref"))


def test_a_line_without_end_is_refused_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LINE_LIMIT", 1000)
    monkeypatch.setattr(files, "_PIECE", 64)
    lines = Source(b"short\n" + b"x" * 2000 + b"\n", name="long.txt").lines()
    assert next(lines) == "short"
    with pytest.raises(BadInput, match=r"long\.txt:2: a line of more than 1,000 characters"):
        next(lines)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such file"):
        Source(tmp_path / "none.txt").read()
    with pytest.raises(BadInput, match="this is a folder"):
        Source(tmp_path).read()


def test_standard_input_can_be_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    source = Source("-")
    assert source.name == "<stdin>"
    assert source.text() == source.text() == TEXT


def test_two_can_read_at_once() -> None:
    source = Source("".join(f"{number}\n" for number in range(50_000)).encode())
    assert all(one == other for one, other in zip(source.lines(), source.lines(), strict=True))


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_one_clear_error(data: bytes) -> None:
    try:
        text = Source(data).text()
    except BadInput as error:
        assert str(error).startswith("<bytes>: ")  # noqa: PT017  both ways out are allowed
    else:
        assert isinstance(text, str)


def test_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("before")

    def breaking_off():
        yield "half"
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        write_whole(path, breaking_off())
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["refs.bib"]


def test_an_empty_result_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("before")
    with pytest.raises(BadOutput, match=r"refs\.bib: nothing to write, and the file that is there has"):
        write_whole(path, [""])
    assert path.read_text() == "before"
    write_whole(tmp_path / "new.bib", [])
    assert (tmp_path / "new.bib").read_text() == ""


def test_links_and_modes_stay(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("before")
    path.chmod(0o640)
    link = tmp_path / "link.bib"
    link.symlink_to(path)
    write_whole(link, ["after"])
    assert link.is_symlink()
    assert path.read_text() == "after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("name", "message"), [("none/refs.bib", 'the folder ".*none" does not exist'), (".", "this is a folder")]
)
def test_bad_places_are_told_before_any_work(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(BadOutput, match=message):
        WholeFile(tmp_path / name)


def test_a_stray_nul_is_left_out_and_said_once() -> None:
    source = Source(b"TY  - BOOK\nTI  - a\0b\nER  - \n" + b"x" * 100, name="a.ris")
    assert source.encoding() == "utf-8"
    said = Diagnostics()
    assert list(source.lines(said))[1] == "TI  - ab"
    assert "\0" not in source.text(said)
    assert [(one.code, one.place.line) for one in said] == [("nul-character", 2)]


def test_a_guess_made_while_detecting_is_still_said() -> None:
    source = Source(b"@book{x, title = {M\xe4rz}}", name="a.bib")
    source.encoding()
    said = Diagnostics()
    assert "März" in source.text(said)
    assert [(one.code, one.place.line) for one in said] == [("encoding-guessed", 1)]
