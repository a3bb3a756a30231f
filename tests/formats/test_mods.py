"""MODS: laws, real files, and the records of other programs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import DATE_RANGE, TEXT, records

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.formats import WriteOptions, mods
from citemill.record import TYPES, Record


def written(*found: Record, options: WriteOptions | None = None, said: Diagnostics | None = None) -> str:
    report = Diagnostics() if said is None else said
    return "".join(mods.write(found, options=options or WriteOptions(), report=report))


def read(text: str, said: Diagnostics | None = None) -> list[Record]:
    report = Diagnostics() if said is None else said
    return list(mods.read(Source(text.encode(), name="a.xml"), report=report))


CARRIED = mods.CARRIED - {"citation-key", "note", "annote"}
LAW = records(
    TYPES,
    lambda _: CARRIED,
    text=TEXT.filter(lambda text: "<" not in text),
    date=DATE_RANGE,
    values={
        "page": st.sampled_from(["1-10", "e1234", "1-3, 7", "iv–x"]),
        "abstract": st.lists(TEXT.filter(lambda text: "<" not in text), min_size=1, max_size=3).map(
            "\n\n".join
        ),
    },
)


@given(st.lists(LAW, max_size=3, unique_by=lambda record: record["id"]))
def test_what_is_written_is_read_back(found: list[Record]) -> None:
    assert read(written(*found)) == found


def test_a_whole_article() -> None:
    record = {
        "id": "doe2016",
        "type": "article-journal",
        "title": "On < and &",
        "author": [
            {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
            {"family": "King", "given": "Martin", "suffix": "Jr."},
            {"literal": "Google, Inc."},
        ],
        "container-title": "Nature",
        "issued": {"date-parts": [[2016, 11, 9]]},
        "volume": "5",
        "issue": "2",
        "page": "1-10",
        "DOI": "10.1000/1",
        "URL": "https://example.org/?a=1&b=2",
        "accessed": {"date-parts": [[2024, 1, 15]]},
        "note": "one\ntwo",
        "keyword": "Mice, Inbred; Humans",
        "custom": {"cut-off": ["author"]},
    }
    assert read(written(record)) == [record]


def test_markup_is_left_out_and_losses_are_said() -> None:
    said = Diagnostics()
    record = {"id": "a", "type": "book", "title": "<i>E. coli</i>", "year-suffix": "a", "locator": "3"}
    text = written(record, options=WriteOptions(losses=True), said=said)
    assert "<title>E. coli</title>" in text
    assert [str(one) for one in said] == ["a: info: MODS has no place for locator, year-suffix [not-carried]"]


def test_real_files(shared: Path) -> None:
    files = sorted((shared / "real-inputs/mods").glob("*.xml"))
    assert len(files) >= 15
    for path in files:
        said = Diagnostics()
        found = list(mods.read(Source(path), report=said))
        assert len(found) == len(re.findall(r"</(?:mods:)?mods>", path.read_text(encoding="utf-8")))
        assert not list(said), path.name
        again = read(written(*found))
        for record in found:  # what was a guess stands in the file we write as a fact
            if record.get("custom", {}).pop("inferred-names", None) and not record["custom"]:
                del record["custom"]
        assert again == found, path.name


REAL = {
    "zotero-mods-04.xml": {
        "type": "article-journal",
        "container-title": "portal: libraries and the academy",
        "volume": "3",
        "issue": "1",
        "page": "53-57",
        "author": [{"family": "Raschke", "given": "Gregory K."}],
        "ISSN": "1531-2542",
    },
    "zotero-mods-05.xml": {
        "type": "book",
        "title": "Sound and fury: the making of the punditocracy",
        "issued": {"date-parts": [[1999]]},
        "publisher-place": "Ithaca, N.Y",
    },
    "zotero-mods-12.xml": {"type": "periodical", "issued": {"date-parts": [[1985], [1988]]}},
    "zotero-mods-13.xml": {"type": "software", "issued": {"date-parts": [[1998]]}},
    "zotero-mods-15.xml": {
        "type": "map",
        "publisher-place": "Gillette, Wyo.",
        "scale": "Scale [ca. 1:510,000].",
    },
}


@pytest.mark.parametrize("name", REAL)
def test_what_a_real_file_says(shared: Path, name: str) -> None:
    (record,) = mods.read(Source(shared / "real-inputs/mods" / name), report=Diagnostics())
    assert {variable: record[variable] for variable in REAL[name]} == REAL[name]


def test_a_guessed_division_of_a_name_is_marked() -> None:
    text = "<mods><name type='personal'><namePart>Roger F. Wicker</namePart></name></mods>"
    (record,) = read(text)
    assert record["author"] == [{"family": "Wicker", "given": "Roger F."}]
    assert record["custom"] == {"inferred-names": {"author": [0]}}


def test_detection() -> None:
    assert mods.detects(written()[:200])
    assert not mods.detects("<records>")


SAMPLES: list[Record] = [
    {
        "id": "doe2016",
        "type": "article-journal",
        "title": "On kites",
        "author": [{"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"}],
        "container-title": "Nature",
        "issued": {"date-parts": [[2016, 11, 9]]},
        "volume": "5",
        "issue": "2",
        "page": "1-10",
        "DOI": "10.1000/1",
    },
    {
        "id": "roe2015",
        "type": "book",
        "title": "On ropes",
        "author": [{"family": "Roe", "given": "Jane"}],
        "publisher": "Press",
        "publisher-place": "London",
        "issued": {"date-parts": [[2015]]},
        "ISBN": "9780000000002",
    },
    {
        "id": "poe2014",
        "type": "paper-conference",
        "title": "On knots",
        "author": [{"family": "Poe", "given": "Ann"}],
        "container-title": "Proceedings of Knots",
        "event-title": "Conference on Knots",
        "issued": {"date-parts": [[2014]]},
        "page": "3-4",
    },
    {
        "id": "coe2013",
        "type": "thesis",
        "genre": "Ph.D. thesis",
        "title": "On sails",
        "author": [{"family": "Coe", "given": "Eve"}],
        "publisher": "MIT",
        "issued": {"date-parts": [[2013]]},
    },
    {
        "id": "loe2012",
        "type": "chapter",
        "title": "On masts",
        "author": [{"family": "Loe", "given": "Amy"}],
        "container-title": "Ships",
        "editor": [{"family": "Noe", "given": "Ida"}],
        "publisher": "Press",
        "page": "7-9",
        "issued": {"date-parts": [[2012]]},
    },
]


@pytest.mark.slow
def test_bibutils_reads_what_we_write(tmp_path: Path) -> None:
    if not shutil.which("xml2bib"):
        pytest.skip("bibutils is not installed (Debian: bibutils)")
    path = tmp_path / "a.xml"
    path.write_text(written(*SAMPLES), encoding="utf-8")
    bib = subprocess.run(["xml2bib", "-nb", path], capture_output=True, text=True, check=True).stdout
    for entry in (
        "@Article{doe2016,",
        "@Book{roe2015,",
        "@InProceedings{poe2014,",
        "@PhdThesis{coe2013,",
        "@InCollection{loe2012,",
    ):
        assert entry in bib
    for field in (
        'author="van der Maaten, Laurens"', 'journal="Nature"', 'volume="5"', 'number="2"', 'pages="1--10"',
        'year="2016"', 'publisher="Press"', 'address="London"', 'isbn="9780000000002"', 'publisher="MIT"',
        'booktitle="Ships"', 'booktitle="Proceedings of Knots"', 'author="Poe, Ann"',
        'editor="Noe, Ida"', 'doi="10.1000/1"',
    ):  # fmt: skip
        assert field in bib, field


def test_what_bibutils_writes_in_its_own_way() -> None:
    """Suffixes, series as hosts of hosts, universities as degree grantors, days of access as captured."""
    text = """<mods xmlns="http://www.loc.gov/mods/v3" ID="a">
      <titleInfo><title>T</title></titleInfo>
      <name type="personal"><namePart type="given">M.</namePart><namePart type="family">King</namePart>
        <namePart type="suffix">Jr.</namePart></name>
      <originInfo><dateIssued>2016</dateIssued><dateCaptured>2024-01-15</dateCaptured></originInfo>
      %s
      <part><extent unit="volumes"><total>3</total></extent></part></mods>"""
    chapter = """<genre authority="bibutilsgt">book chapter</genre>
      <relatedItem type="host"><titleInfo><title>Proceedings</title></titleInfo>
        <relatedItem type="host"><titleInfo><title>LNCS</title></titleInfo></relatedItem></relatedItem>"""
    [found] = read(text % chapter)
    assert found["author"] == [{"family": "King", "given": "M.", "suffix": "Jr."}]
    assert found["accessed"] == {"date-parts": [[2024, 1, 15]]}
    assert found["number-of-volumes"] == "3"
    assert (found["container-title"], found["collection-title"]) == ("Proceedings", "LNCS")
    thesis = """<genre authority="marcgt">thesis</genre>
      <name><namePart>Oslo</namePart><role><roleTerm>degree grantor</roleTerm></role></name>"""
    [found] = read(text % thesis)
    assert (found["type"], found["publisher"], len(found["author"])) == ("thesis", "Oslo", 1)
    book = """<genre authority="marcgt">book</genre>
      <relatedItem type="host"><titleInfo><title>LNCS</title></titleInfo></relatedItem>"""
    [found] = read(text % book)
    assert found["collection-title"] == "LNCS"
    assert "container-title" not in found
