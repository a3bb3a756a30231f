"""Names: division into parts, and back to what was printed."""

from __future__ import annotations

import json
import lzma
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citemill.normalizer import name_tables as tables
from citemill.normalizer.names import parse_name, printed
from citemill.record import faults

SURE, GUESS = False, True
KEPT, DROPPED = "non-dropping-particle", "dropping-particle"

CASES: list[tuple[str, dict[str, str | bool], bool]] = [
    # the usual ones
    ("Ilya Sutskever", {"given": "Ilya", "family": "Sutskever"}, SURE),
    ("Łukasz Kaiser", {"given": "Łukasz", "family": "Kaiser"}, SURE),
    ("Quoc V. Le", {"given": "Quoc V.", "family": "Le"}, SURE),
    ("Ricky T. Q. Chen", {"given": "Ricky T. Q.", "family": "Chen"}, SURE),
    ("J.K. Rowling", {"given": "J.K.", "family": "Rowling"}, SURE),
    ("JK Rowling", {"given": "JK", "family": "Rowling"}, SURE),
    ("J K Rowling", {"given": "J K", "family": "Rowling"}, SURE),
    ("J.-P. Serre", {"given": "J.-P.", "family": "Serre"}, SURE),
    ("Minh-Thang Luong", {"given": "Minh-Thang", "family": "Luong"}, SURE),
    ("Ameer Haj-Ali", {"given": "Ameer", "family": "Haj-Ali"}, SURE),
    ("Maruan Al-Shedivat", {"given": "Maruan", "family": "Al-Shedivat"}, SURE),
    ("Conan O'Brien", {"given": "Conan", "family": "O'Brien"}, SURE),
    ("danah boyd", {"given": "danah", "family": "boyd"}, SURE),
    ("Jong Wook Kim", {"given": "Jong Wook", "family": "Kim"}, GUESS),
    # particles
    ("Vincent van Gogh", {"given": "Vincent", KEPT: "van", "family": "Gogh"}, SURE),
    ("Wil M. P. van der Aalst", {"given": "Wil M. P.", KEPT: "van der", "family": "Aalst"}, SURE),
    ("Alexander von Humboldt", {"given": "Alexander", DROPPED: "von", "family": "Humboldt"}, SURE),
    ("Tawfiq al-Hakim", {"given": "Tawfiq", KEPT: "al-", "family": "Hakim"}, SURE),
    ("Jean d’Alembert", {"given": "Jean", KEPT: "d’", "family": "Alembert"}, SURE),
    ("Nando de Freitas", {"given": "Nando", KEPT: "de", "family": "Freitas"}, GUESS),
    ("Jean de La Fontaine", {"given": "Jean", KEPT: "de", "family": "La Fontaine"}, GUESS),
    ("Luciana dos Santos", {"given": "Luciana", DROPPED: "dos", "family": "Santos"}, GUESS),
    ("de Finetti", {KEPT: "de", "family": "Finetti"}, GUESS),
    ("Jan in 't Veld", {"given": "Jan", KEPT: "in 't", "family": "Veld"}, GUESS),
    ("Dirk Van Gucht", {"given": "Dirk", "family": "Van Gucht"}, GUESS),
    ("Herbert Van de Sompel", {"given": "Herbert", "family": "Van de Sompel"}, GUESS),
    ("Nguyen Van Tang", {"given": "Nguyen Van", "family": "Tang"}, GUESS),
    # compound surnames
    ("Tom Dupré la Tour", {"given": "Tom", "family": "Dupré la Tour"}, GUESS),
    ("José Ortega y Gasset", {"given": "José", "family": "Ortega y Gasset"}, GUESS),
    ("Gabriel García Márquez", {"given": "Gabriel", "family": "García Márquez"}, GUESS),
    ("Edmundo de Souza e Silva", {"given": "Edmundo", KEPT: "de", "family": "Souza e Silva"}, GUESS),
    # suffixes
    ("Sammy Davis, Jr.", {"given": "Sammy", "family": "Davis", "suffix": "Jr.", "comma-suffix": True}, SURE),
    ("Sammy Davis Jr", {"given": "Sammy", "family": "Davis", "suffix": "Jr"}, SURE),
    ("William H. Gates III", {"given": "William H.", "family": "Gates", "suffix": "III"}, SURE),
    ("Ann Lee, PhD", {"given": "Ann", "family": "Lee", "suffix": "PhD", "comma-suffix": True}, SURE),
    # family name first
    ("Gao, Leo", {"family": "Gao", "given": "Leo"}, SURE),
    ("van der Berg, Jan", {"given": "Jan", KEPT: "van der", "family": "Berg"}, GUESS),
    ("Gogh, Vincent van", {"given": "Vincent", KEPT: "van", "family": "Gogh"}, GUESS),
    ("King, Martin Luther, Jr.", {"given": "Martin Luther", "family": "King", "suffix": "Jr."}, SURE),
    ("山田 太郎", {"family": "山田", "given": "太郎", "static-ordering": True}, SURE),
    ("王小明", {"family": "王", "given": "小明", "static-ordering": True}, GUESS),
    ("歐陽修", {"family": "歐陽", "given": "修", "static-ordering": True}, GUESS),
    ("김철수", {"family": "김", "given": "철수", "static-ordering": True}, GUESS),
    ("남궁민수", {"family": "남궁", "given": "민수", "static-ordering": True}, GUESS),
    # not to be divided
    ("Plato", {"literal": "Plato"}, SURE),
    ("OpenAI", {"literal": "OpenAI"}, SURE),
    ("ATLAS Collaboration", {"literal": "ATLAS Collaboration"}, SURE),
    ("for the ALICE Collaboration", {"literal": "for the ALICE Collaboration"}, SURE),
    ("the mathlib Community", {"literal": "the mathlib Community"}, SURE),
    ("Google DeepMind", {"literal": "Google DeepMind"}, SURE),
    ("Meta AI", {"literal": "Meta AI"}, SURE),
    ("Gemini Team", {"literal": "Gemini Team"}, SURE),
    ("University of Mauritius", {"literal": "University of Mauritius"}, SURE),
    ("Balaji S", {"literal": "Balaji S"}, GUESS),
    ("Prasanna Kumar K.", {"literal": "Prasanna Kumar K."}, GUESS),
    ("山田太郎", {"literal": "山田太郎"}, GUESS),
    ("ジョン", {"literal": "ジョン"}, GUESS),
    ("Wei Wang (王伟)", {"literal": "Wei Wang (王伟)"}, GUESS),
    # and persons that look like organisations
    ("Lun Ai", {"given": "Lun", "family": "Ai"}, SURE),
    ("The Duy Bui", {"given": "The Duy", "family": "Bui"}, GUESS),
    ("Kenneth Center", {"given": "Kenneth", "family": "Center"}, SURE),
    ("Wojciech Golab", {"given": "Wojciech", "family": "Golab"}, SURE),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "guess"), CASES, ids=[text for text, _, _ in CASES])
def test_division(text: str, name: dict[str, str | bool], guess: bool) -> None:
    parsed = parse_name(text)
    assert parsed.name == name
    assert parsed.inferred is guess
    assert not list(faults({"id": "x", "type": "article", "author": [parsed.name]}))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    "text", [text for text, _, _ in CASES if "," not in text or "Jr" in text.split(", ")[1:]]
)
def test_printed_gives_back_what_was_printed(text: str) -> None:
    assert squeezed(printed(parse_name(text).name)) == squeezed(text)


def test_inverted_names_are_turned_round() -> None:
    assert printed(parse_name("Gogh, Vincent van").name) == "Vincent van Gogh"
    assert printed(parse_name("King, Martin Luther, Jr.").name) == "Martin Luther King Jr."


words = st.sampled_from(
    sorted(tables.PARTICLES | tables.CONNECTORS | tables.CAPITAL_PARTICLES | tables.SUFFIXES | tables.DEGREES)
    + sorted(tables.ORGANISATION_LAST | tables.ORGANISATION_ANYWHERE | tables.SPANISH)[::9]
    + "Ada J. K M.-L. d'Arc al-Hakim O'Neil D’Angelo García 王 小明 王小明 김철수 ジョン".split()
    + "Team The 3 ( Nguyen y".split()
) | st.text(min_size=1, max_size=6)


@given(
    st.lists(words, min_size=1, max_size=6)
    .map(" ".join)
    .filter(lambda text: text.strip() and "," not in text)
)
def test_any_name_is_given_back(text: str) -> None:
    parsed = parse_name(text)
    assert squeezed(printed(parsed.name)) == squeezed(text)
    assert not list(faults({"id": "x", "type": "article", "author": [parsed.name]}))


@example("= ' Esq,Esq")
@given(st.text(max_size=30) | st.lists(words | st.just(","), max_size=6).map(" ".join))
def test_any_text_is_a_name(text: str) -> None:
    parsed = parse_name(text)
    kept = squeezed(printed(parsed.name)).replace(",", "")
    assert sorted(kept) == sorted(squeezed(text).replace(",", ""))


@pytest.mark.slow
def test_every_author_of_real_records_is_given_back(shared: Path) -> None:
    names = set()
    with lzma.open(shared / "arxiv-metadata/arxiv-cs-to-2019.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            names.update(re.split(r", (?:and )?| and ", json.loads(line)["authors"]))
    names = {" ".join(name.split()) for name in names if name.strip() and "," not in name}
    assert len(names) > 150_000
    assert [name for name in names if squeezed(printed(parse_name(name).name)) != squeezed(name)] == []
