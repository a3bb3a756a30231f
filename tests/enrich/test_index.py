"""The index file: what is put in is found again, in any state of affairs."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citemill.enrich.build import build_index, update_index
from citemill.enrich.index import Index
from citemill.enrich.keys import compact, identifiers
from citemill.enrich.schema import packed, unpacked
from citemill.errors import BadInput, BadOutput
from citemill.record import Record


def paper(number: int, title: str = "", **more: object) -> Record:
    return {
        "id": f"arxiv:{number}",
        "type": "article",
        "title": title or f"Paper number {number} on engines",
        "author": [{"family": f"Roe{number}", "given": "Jane"}, {"family": "Doe", "given": "J."}],
        "issued": {"date-parts": [[2020, 1, 1 + number % 28]]},
        "custom": {"arxiv": f"2001.{number:05}"},
        **more,
    }


def papers(*numbers: int) -> Iterator[tuple[str, Record]]:
    return (("arxiv", paper(number)) for number in numbers)


def test_what_is_put_in_is_found(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    assert build_index(path, papers(*range(500))) == 500
    assert [one.name for one in tmp_path.iterdir()] == ["library.db"]
    with Index(path) as index:
        assert len(index) == 500
        assert index.facts()["source:arxiv"] == "500"
        (one,) = index.by_identifiers(["arxiv:2001.00042"])
        assert index.record(one) == paper(42)
        assert [one.id for one in index.by_title(compact("Paper Number 7 -- on Engines"))] == ["arxiv:7"]
        assert [one.persons()[0].family for one in index.by_title_start("papernumber499")] == [("roe499",)]
        assert [one["id"] for one in index.search("number 44 roe44")] == ["arxiv:44"]
        assert index.search("?!") == []
        assert index.frequency("engines") == 500
        assert index.frequency("enginez") == 0


def test_of_two_with_one_id_the_later_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    works = [*papers(1, 2), ("arxiv", paper(1, "Wholly new", custom={"arxiv": "9999.00001"})), *papers(3)]
    assert build_index(path, works) == 3
    with Index(path) as index:
        assert index.by_title("papernumber1onengines") == []
        assert index.by_identifiers(["arxiv:2001.00001"]) == []
        assert [one["title"] for one in index.search("wholly")] == ["Wholly new"]
        assert index.frequency("1") == 0


def test_update_adds_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    build_index(path, papers(1, 2, 3))
    with Index(path) as before:
        assert update_index(path, [*papers(4), ("arxiv", paper(2, "Changed title"))]) == 4
        assert len(before) == 3, "who reads keeps what was opened"
        assert before.record(before.by_identifiers(["arxiv:2"])[0])["title"] == "Paper number 2 on engines"
    with Index(path) as after:
        assert len(after) == 4
        assert after.search("changed")[0]["id"] == "arxiv:2"
        assert after.by_title("papernumber2onengines") == []


def test_an_update_of_nothing_that_is_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        update_index(tmp_path / "none.db", papers(1))
    (tmp_path / "letter.db").write_text("Dear reader")
    with pytest.raises(BadInput, match="this is no index"):
        Index(tmp_path / "letter.db")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(BadInput, match="this is no index"):
        Index(tmp_path / "other.db")
    with pytest.raises(BadOutput, match="does not exist"):
        build_index(tmp_path / "no/folder.db", papers(1))


def test_an_error_on_the_way_leaves_the_old_index(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    build_index(path, papers(1))

    def breaking() -> Iterator[tuple[str, Record]]:
        yield from papers(*range(5000))
        raise BadInput("the dump breaks off")

    for write in (build_index, update_index):
        with pytest.raises(BadInput, match="breaks off"):
            write(path, breaking())
        with Index(path) as index:
            assert len(index) == 1
    assert build_index(path, papers(1, 2)) == 2, "what the broken run left is in nobody's way"


def test_two_writers_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    build_index(path, papers(1))

    def rude() -> Iterator[tuple[str, Record]]:
        with pytest.raises(BadOutput, match="another run"):
            update_index(path, papers(5))
        yield from papers(2)

    assert update_index(path, rude()) == 2


WRITER = """
import sys
from citemill.enrich.build import build_index, update_index
def works():
    for number in range(10**9):
        if number == 3000:
            print("ready", flush=True)
        yield "arxiv", {"id": f"x{number}", "type": "article", "title": f"Endless paper {number}"}
{"build": build_index, "update": update_index}[sys.argv[1]](sys.argv[2], works())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
@pytest.mark.parametrize("how", ["build", "update"])
def test_kill_9_leaves_the_old_index(tmp_path: Path, how: str) -> None:
    path = tmp_path / "library.db"
    build_index(path, papers(1, 2, 3))
    for moment in (0.0, 0.05, 0.2):
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, how, path], stdout=subprocess.PIPE, env=environment
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(moment)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        with Index(path) as index:
            assert len(index) == 3
            assert len(index.search("engines")) == 3
    assert update_index(path, papers(4)) == 4


def test_a_thousand_reads_while_it_is_updated(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    build_index(path, papers(*range(200)))
    wrong: list[object] = []
    read = [0]

    def reader(start: int) -> None:
        for number in range(start, 200, 8):
            for _ in range(5):
                with Index(path) as index:
                    found = index.by_identifiers([f"arxiv:2001.{number:05}"])
                    if [index.record(one) for one in found] != [paper(number)]:
                        wrong.append((number, found))
                    if index.search(f"number {number} roe{number}")[0] != paper(number):
                        wrong.append(number)
                read[0] += 1

    readers = [threading.Thread(target=reader, args=(start,)) for start in range(8)]
    for one in readers:
        one.start()
    size = 200
    while any(one.is_alive() for one in readers):
        size += 10
        assert update_index(path, papers(*range(size - 10, size), *range(50))) == size
    for one in readers:
        one.join()
    assert wrong == []
    assert read[0] == 1000
    assert size > 200


texts = st.text(max_size=20)


@given(st.dictionaries(texts, texts | st.integers() | st.lists(texts, max_size=3), max_size=5))
@settings(max_examples=100, deadline=None)
def test_records_come_out_as_they_went_in(record: Record) -> None:
    assert unpacked(packed(record)) == record


@pytest.mark.parametrize(
    ("record", "names"),
    [
        ({"DOI": "10.48550/ARXIV.1706.03762"}, ["arxiv:1706.03762"]),
        ({"DOI": "https://doi.org/10.1145/A.B"}, ["doi:10.1145/a.b"]),
        ({"URL": "https://arxiv.org/pdf/hep-th/9711200v3"}, ["arxiv:hep-th/9711200"]),
        ({"number": "arXiv:1706.03762v7", "DOI": "10.1/x"}, ["arxiv:1706.03762"]),
        ({"number": "1706.03762"}, []),
        ({"PMID": "12", "PMCID": "PMC3"}, ["pmid:12", "pmcid:pmc3"]),
        (
            {"custom": {"arxiv": "1706.03762", "published-doi": "10.1000/Z"}},
            ["arxiv:1706.03762", "doi:10.1000/z"],
        ),
    ],
)
def test_identifiers(record: Record, names: list[str]) -> None:
    assert identifiers(record) == names
