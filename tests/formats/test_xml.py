"""Reading XML piece by piece: malformed, hostile and odd documents."""

from __future__ import annotations

import pytest

from citemill.diagnostics import Diagnostics
from citemill.errors import BadInput
from citemill.files import Source
from citemill.formats import xml


def texts(data: str | bytes, said: Diagnostics | None = None) -> list[str]:
    source = Source(data.encode() if isinstance(data, str) else data, name="a.xml")
    return [xml.text_of(one) for one in xml.elements(source, ["r"], Diagnostics() if said is None else said)]


def test_elements_of_any_namespace() -> None:
    assert texts("<a xmlns:p='urn:p'><r>1</r><p:r>2</p:r><b><r>3 <i>4</i>  5</r></b></a>") == [
        "1",
        "2",
        "3 4 5",
    ]
    assert texts("<r>alone</r>") == ["alone"]


@pytest.mark.parametrize(
    ("data", "read", "lines"),
    [
        ("<a>\n<r>1</r>\n<r>2 & 3</r>\n<r>4</x></r>\n<r>5</r>", ["1", "2 & 3", "4", "5"], {4}),
        ("<a>\n<r>1</r>\n<r>a < b</r>\n<r>2</r></a>", ["1", "a b", "2"], {3}),
        ("<a>\n<r>caf&eacute;</r><r>2</r></a>", ["café", "2"], set()),
        ("<a><r>1</r>\n<r>un\x00even</r>\n<r>2</r></a>", ["1", "uneven", "2"], {2}),
        ("<a><r>1</r>\n<r><i>2</r>\n<r>3</r></a>", ["1", "2", "3"], {2}),
    ],
)
def test_a_bad_record_costs_no_other_and_is_reported_by_line(
    data: str, read: list[str], lines: set[int]
) -> None:
    said = Diagnostics()
    assert texts(data, said) == read
    assert {one.place.line for one in said} == lines
    assert {one.code for one in said} <= {"xml-not-well-formed"}


def test_a_cut_off_document_is_read_to_its_end() -> None:
    said = Diagnostics()
    assert texts("<a><r>1</r>\n<r>2", said) == ["1", "2"]
    assert texts("<p:a xmlns:p='urn:x'><p:r>1</p:r></p:b><p:r>2</p:r>") == ["1", "2"]


@pytest.mark.parametrize("data", ["", "no xml at all", "{}", "\x00\x01"])
def test_no_xml(data: str) -> None:
    with pytest.raises(BadInput):
        texts(data)


BOMB = (
    '<!DOCTYPE a [<!ENTITY x0 "ha">'
    + "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 20}">' for n in range(1, 12))
    + "]>\n<a><r>&x11;</r></a>"
)


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        BOMB.replace("<a>", '<a b="&x11;">'),
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><r>&e;</r></a>',
        BOMB.encode("utf-16"),
    ],
)
def test_entities_are_refused(data: str | bytes) -> None:
    with pytest.raises(BadInput, match=r"declares entities|as XML"):
        texts(data)


def test_a_public_doctype_is_no_harm() -> None:
    assert texts('<!DOCTYPE a PUBLIC "-//X//Y" "http://x.invalid/a.dtd"><a><r>1</r></a>') == ["1"]


def test_depth_is_bounded() -> None:
    said = Diagnostics()
    assert texts("<a><r>1</r><r>" + "<b>" * 100_000 + "</r><r>2</r></a>", said) == ["1", "", "2"]
    assert any("depth" in one.found.lower() for one in said)


def test_a_million_characters() -> None:
    long = "x" * 1_000_000
    assert texts(f"<a><r>{long}</r></a>") == [long]


def test_written_text_is_read_back() -> None:
    root = xml.node("r", "a < b & \x0b\x00c ]]> é 𝔸", note='"q"\n')
    assert texts(xml.HEAD + xml.render(root)) == ["a < b & c ]]> é 𝔸"]
