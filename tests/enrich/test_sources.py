"""What each kind of metadata says, as records: recorded answers of the providers, and made-up dumps."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import pytest
import zstandard

from citemill.diagnostics import Diagnostics
from citemill.enrich.sources import read, recognize
from citemill.enrich.sources.arxiv import divided
from citemill.errors import BadInput, UnknownName
from citemill.files import Source
from citemill.record import Record, faults

ARXIV = {
    "id": "2101.00001",
    "submitter": "Ada Byron",
    "authors": "A. Byron, Jos\\'e de la Cruz, Jr.",
    "title": "On engines\n  and their notes",
    "categories": "cs.LG stat.ML",
    "doi": "10.1000/Engines.1",
    "journal-ref": "J. Engines 3 (2021) 1-9",
    "abstract": "  Engines are\nshown to think.\n  A second paragraph.\n",
    "versions": [{"version": "v1", "created": "Fri, 1 Jan 2021 23:59:59 GMT"}],
    "update_date": "2021-02-03",
    "authors_parsed": [["Byron", "Ada", ""], ["de la Cruz", "José", "Jr."], ["The Engine Group", "", ""]],
}


def records(origin: Any, kind: str = "", name: str = "") -> list[Record]:
    said = Diagnostics()
    found = [one for _, one in read(Source(origin, name=name), kind, report=said)]
    assert not list(said), [str(one) for one in said]
    for one in found:
        assert not list(faults(one)), (one, list(faults(one)))
    return found


def of(shared: Path, path: str, kind: str = "") -> list[Record]:
    return records(shared / "provider-samples" / path, kind)


def test_arxiv_snapshot_with_parsed_authors() -> None:
    (one,) = records(json.dumps(ARXIV).encode())
    assert one["id"] == "arxiv:2101.00001"
    assert one["title"] == "On engines and their notes"
    assert one["author"] == [
        {"family": "Byron", "given": "Ada"},
        {"family": "de la Cruz", "given": "José", "suffix": "Jr."},
        {"literal": "The Engine Group"},
    ]
    assert one["issued"] == {"date-parts": [[2021, 1, 1]]}
    assert one["number"] == "arXiv:2101.00001"
    assert one["DOI"] == "10.48550/arXiv.2101.00001"
    assert one["abstract"] == "Engines are shown to think.\n\nA second paragraph."
    assert one["custom"] == {
        "arxiv": "2101.00001",
        "primary-class": "cs.LG",
        "classes": ["cs.LG", "stat.ML"],
        "versions": ["2021-01-01", "2021-02-03"],
        "published-doi": "10.1000/Engines.1",
        "published-in": "J. Engines 3 (2021) 1-9",
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A. B. Roe", ["A. B. Roe"]),
        ("Jane Doe (MIT), R. Roe (ETH (Zürich)) and X. Poe", ["Jane Doe", "R. Roe", "X. Poe"]),
        ("J. Doe, Jr., K. Loe", ["J. Doe Jr.", "K. Loe"]),
        ("A. Sandholm,\\and B. Anderson", ["A. Sandholm", "B. Anderson"]),
        ("ATLAS Collaboration: G. Aad, B. Abbott", ["ATLAS Collaboration", "G. Aad", "B. Abbott"]),
        ("", []),
    ],
)
def test_arxiv_authors_in_one_piece(text: str, names: list[str]) -> None:
    assert divided(text) == names


def test_crossref_articles(shared: Path) -> None:
    (one,) = of(shared, "crossref/lookup-conference-paper-resnet-cvpr.json")
    assert one["type"] == "paper-conference"
    assert one["DOI"] == "10.1109/cvpr.2016.90"
    assert one["author"][0] == {"family": "He", "given": "Kaiming"}
    assert one["container-title"].endswith("(CVPR)")
    (journal,) = of(shared, "crossref/lookup-journal-article-tacl-whitespace-in-title.json")
    assert "  " not in journal["title"]
    assert "\n" not in journal["title"]
    (thesis,) = of(shared, "crossref/lookup-dissertation.json")
    assert thesis["type"] == "thesis"
    assert thesis["issued"] == {"date-parts": [[2020, 5, 25]]}, "issued is [[null]], approved is known"
    assert thesis["publisher"] == "The University of Queensland"
    assert of(shared, "crossref/lookup-component.json") == []


def test_crossref_searches_are_unwrapped(shared: Path) -> None:
    found = of(shared, "crossref/search-bibliographic-attention-with-authors.json")
    assert len(found) > 5
    assert {one["type"] for one in found[:7]} == {"article"}


def test_every_crossref_and_openalex_sample_gives_valid_records(shared: Path) -> None:
    total = 0
    for folder in ("crossref", "openalex", "datacite"):
        for path in sorted((shared / "provider-samples" / folder).glob("*.json")):
            if not path.name.startswith(("lookup", "search", "list", "paging")):
                continue
            if "select" in path.name or "sparse" in path.name:
                continue  # answers that were asked for a few fields only
            total += len(records(path))
    assert total > 150


def test_openalex(shared: Path) -> None:
    (one,) = of(shared, "openalex/lookup-doi-resnet.json")
    assert one["type"] == "paper-conference"
    assert one["container-title"].startswith("2016 IEEE Conference")
    assert [name["family"] for name in one["author"]] == ["He", "Zhang", "Ren", "Sun"]
    (polluted,) = of(shared, "openalex/lookup-attention-polluted-record.json")
    assert polluted["custom"]["arxiv"] == "1706.03762"
    assert of(shared, "openalex/lookup-doi-original-language.json") == [], "its title is an empty text"


def test_semantic_scholar(shared: Path) -> None:
    (one,) = of(shared, "semanticscholar/lookup-doi-nature-mi.json")
    assert one["custom"]["arxiv"] == "2304.05376"
    assert one["DOI"] == "10.1038/s42256-024-00832-8"
    assert one["container-title"] == "Nature Machine Intelligence"
    assert one["page"] == "525-535"
    assert one["PMCID"] == "PMC11116106"


def test_datacite_gives_arxiv_papers_as_arxiv_does(shared: Path) -> None:
    (one,) = of(shared, "datacite/lookup-arxiv-gelu.json")
    assert one["id"] == "arxiv:1606.08415"
    assert one["issued"] == {"date-parts": [[2016, 6, 27]]}
    assert one["custom"]["primary-class"] == "cs.LG"
    assert "2023-06-06" in one["custom"]["versions"]


DBLP = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp>
<article mdate="2020-01-01" key="journals/x/MuellerZ20"><author>J&ouml;rg M&uuml;ller</author>
<author>Wei Zhang 0012</author><title>On H<sub>2</sub>O &amp; more.</title><pages>1-9</pages><year>2020</year>
<volume>7</volume><journal>J. X</journal><number>2</number><ee>https://doi.org/10.1000/X.7</ee></article>
<www key="homepages/m/JM"><author>J&ouml;rg M&uuml;ller</author><title>Home Page</title></www>
<inproceedings key="conf/y/Roe19"><author>Jane Roe</author><title>Why?</title><booktitle>Y</booktitle>
<year>2019</year></inproceedings>
<article publtype="informal" key="journals/corr/abs-1706-03762"><author>Ashish Vaswani</author>
<title>Attention Is All You Need.</title><journal>CoRR</journal><volume>abs/1706.03762</volume>
<year>2017</year>
</article></dblp>"""


def test_dblp() -> None:
    article, talk, preprint = records(DBLP)
    assert article["author"] == [{"family": "Müller", "given": "Jörg"}, {"family": "Zhang", "given": "Wei"}]
    assert article["title"] == "On H<sub>2</sub>O & more"
    assert article["DOI"] == "10.1000/x.7"
    assert talk["container-title"] == "Y"
    assert talk["title"] == "Why?"
    assert preprint["number"] == "arXiv:1706.03762"
    assert "container-title" not in preprint


def test_dblp_cut_off_keeps_what_came_before() -> None:
    said = Diagnostics()
    found = list(read(Source(DBLP[: DBLP.index(b"Jane Roe")]), report=said))
    assert len(found) == 1
    assert [one.code for one in said] in (["broken-xml"], [])


def test_dblp_takes_no_entities_from_the_file() -> None:
    bomb = b'<!DOCTYPE dblp [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;">]><dblp>'
    bomb += b'<article key="k"><title>T &b;</title><year>2000</year></article></dblp>'
    for _, one in read(Source(bomb)):
        assert one["title"] == "T"


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress, zstandard.compress])
def test_packed_dumps(pack: Any) -> None:
    text = b"\n".join(json.dumps({**ARXIV, "id": f"2101.{n:05}"}).encode() for n in range(50))
    assert len(records(pack(text))) == 50


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, zstandard.compress])
def test_a_packed_dump_that_breaks_off(pack: Any) -> None:
    noise = [
        json.dumps({**ARXIV, "id": f"2101.{n:05}", "abstract": str(hash(n * 7919))}) for n in range(9000)
    ]
    whole = pack("\n".join(noise).encode())
    with pytest.raises(BadInput, match="breaks off or is damaged"):
        list(read(Source(whole[: len(whole) // 2])))


def test_broken_lines_are_passed_over() -> None:
    lines = [json.dumps(ARXIV), "{broken", json.dumps({**ARXIV, "id": "2101.00002"}), '{"what": 1}', "[]"]
    said = Diagnostics()
    found = list(read(Source("\n".join(lines).encode(), name="x.jsonl"), report=said))
    assert [one["id"] for _, one in found] == ["arxiv:2101.00001", "arxiv:2101.00002"]
    assert [(one.code, one.place.line) for one in said] == [
        ("broken-line", 2),
        ("unreadable-metadata", 4),
        ("broken-line", 5),
    ]


def test_a_wrong_shape_is_one_diagnostic() -> None:
    said = Diagnostics()
    lines = json.dumps({**ARXIV, "versions": 3}) + "\n" + json.dumps(ARXIV)
    assert len(list(read(Source(lines.encode()), report=said))) == 1
    assert [one.code for one in said] == ["unreadable-metadata"]


def test_csl_json_array_and_single_item(shared: Path) -> None:
    item = {
        "id": "a",
        "type": "journal-article",
        "title": "T",
        "container-title": ["J"],
        "author": [{"x": 1}],
    }
    (one,) = records(json.dumps([item]).encode())
    assert one == {"id": "a", "type": "article-journal", "title": "T", "container-title": "J"}
    (real,) = of(shared, "doiorg/cn-datacite-arxiv-csl.json")
    assert real["author"][0]["family"] == "Vaswani"


def test_what_is_no_metadata() -> None:
    with pytest.raises(BadInput, match="no kind of metadata"):
        list(read(Source(b"Dear reader,\nhello", name="letter.txt")))
    with pytest.raises(UnknownName):
        list(read(Source(b"{}"), "pubmde"))
    assert recognize({"a": 1}) == ""
    assert list(read(Source(b""))) == []


BERT = "BERT: Pre-training of Deep Bidirectional Transformers"
PEOPLE = [{"given": "Jacob", "family": "Devlin"}, {"given": "Kenton", "family": "Lee"}]
KINDS = {
    "arxiv.json": json.dumps(
        {
            "id": "1810.04805",
            "submitter": "Jacob Devlin",
            "authors": "Jacob Devlin, Kenton Lee",
            "title": BERT,
            "comments": None,
            "journal-ref": None,
            "doi": None,
            "report-no": None,
            "categories": "cs.CL",
            "license": None,
            "abstract": "We introduce ...",
            "versions": [{"version": "v1", "created": "Thu, 11 Oct 2018 00:50:01 GMT"}],
            "update_date": "2019-05-28",
            "authors_parsed": [["Devlin", "Jacob", ""], ["Lee", "Kenton", ""]],
        }
    ),
    "crossref.jsonl": json.dumps(
        {"DOI": "10.18653/v1/N19-1423", "type": "proceedings-article", "title": [BERT], "author": PEOPLE}
    ),
    "openalex.jsonl": json.dumps(
        {
            "id": "https://openalex.org/W1",
            "title": BERT,
            "authorships": [{"raw_author_name": "Jacob Devlin"}, {"raw_author_name": "Kenton Lee"}],
        }
    ),
    "papers.jsonl": json.dumps(
        {
            "corpusid": 52967399,
            "externalids": {"ArXiv": "1810.04805"},
            "title": BERT,
            "authors": [{"name": "Jacob Devlin"}, {"name": "Kenton Lee"}],
            "year": 2019,
        }
    ),
    "dblp.xml": '<dblp><inproceedings key="conf/naacl/D">'
    "<author>Jacob Devlin</author><author>Kenton Lee</author>"
    f"<title>{BERT}.</title><year>2019</year></inproceedings></dblp>",
    "anthology.bib": '@proceedings{naacl-2019, title = "Proceedings", year = "2019"}\n'
    "@inproceedings{devlin-etal-2019-bert,\n"
    f'    title = "{{BERT}}{BERT[4:]}",\n'
    '    author = "Devlin, Jacob  and\n      Lee, Kenton",\n    year = "2019"}',
    "library.ris": f"TY  - CPAPER\nTI  - {BERT}\nAU  - Devlin, Jacob\nAU  - Lee, Kenton\n"
    "PY  - 2019\nER  - \n",
    "items.json": json.dumps(
        [{"id": "bert", "type": "paper-conference", "title": BERT, "author": PEOPLE}], indent=1
    ),
}


@pytest.mark.parametrize("suffix", ["", ".gz", ".xz", ".bz2", ".zst"])
@pytest.mark.parametrize("name", KINDS)
def test_an_index_of_every_kind_of_dump(name: str, suffix: str, tmp_path: Path) -> None:
    from citemill.enrich.build import build_index, update_index
    from citemill.enrich.index import Index

    packs = {"": bytes, ".gz": gzip.compress, ".xz": lzma.compress, ".bz2": bz2.compress}
    path = tmp_path / f"{name}{suffix}"
    path.write_bytes((packs | {".zst": zstandard.compress})[suffix](KINDS[name].encode()))
    build_index(tmp_path / "library.db", [])
    assert update_index(tmp_path / "library.db", read(Source(path))) == (2 if name == "anthology.bib" else 1)
    with Index(tmp_path / "library.db") as index:
        (found,) = index.search("bert devlin")
    assert found["title"] == BERT
    assert [one["family"] for one in found["author"]] == ["Devlin", "Lee"]
