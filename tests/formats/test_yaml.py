"""Reading YAML as texts: types that are guessed elsewhere, hostile and broken documents."""

from __future__ import annotations

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from citemill.diagnostics import Diagnostics
from citemill.files import Source
from citemill.formats import yaml


def read(data: str | bytes, said: Diagnostics | None = None) -> list[yaml.Item]:
    source = Source(data.encode() if isinstance(data, str) else data, name="a.yml")
    return list(yaml.items(source, Diagnostics() if said is None else said))


def test_nothing_is_guessed() -> None:
    text = (
        "country: no\nversion: 1.10\ndate: 2016-11-09\nempty:\nquoted: ''\ntag: !!python/object:os.system x\n"
    )
    assert {item.key: item.value for item in read(text)} == {
        "country": "no", "version": "1.10", "date": "2016-11-09", "empty": None, "quoted": "", "tag": "x",
    }  # fmt: skip


def test_lists_and_lines() -> None:
    items = read("# a\n- a: 1\n- b: [x, y]\n---\n- c\n")
    assert [(item.value, item.line) for item in items] == [({"a": "1"}, 2), ({"b": ["x", "y"]}, 3), ("c", 5)]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{f'*{chr(97 + n)}, ' * 9}x]\n" for n in range(12)
)


@pytest.mark.parametrize(
    ("text", "kept", "line"),
    [
        (BOMB, 1, 2),
        ("a: 1\nb: " + "[" * 5000, 1, 2),
        ("a: 1\nb: {x: [}\n", 1, 2),
        ("a: 1\nb: 'x\n", 1, 3),
        ("a: 1\nb:\n\tc: 2\n", 1, 3),
        ("a: 1\n? [x]\n: 2\n", 1, 2),
    ],
)
def test_what_stands_before_a_fault_is_read(text: str, kept: int, line: int) -> None:
    said = Diagnostics()
    assert len(read(text, said)) == kept
    (one,) = said
    assert (one.code, one.place.line) == ("yaml-not-well-formed", line)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a: \x00", "a: \ud800".encode("utf-8", "surrogatepass")])
def test_what_is_no_text(data: bytes) -> None:
    said = Diagnostics()
    read(data, said)
    assert len(said) == 1


VALUES = st.recursive(
    st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), VALUES, min_size=1, max_size=4))
def test_what_is_written_is_read_back(value: dict[str, object]) -> None:
    text = "".join(yaml.pair(key, inner) for key, inner in value.items())
    said = Diagnostics()
    assert {item.key: item.value for item in read(text, said)} == value, text
    assert not list(said)
    assert pyyaml.safe_load(text) == value  # other readers, which guess types, see the same


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_lists_are_read_back(value: list[object]) -> None:
    text = "".join(yaml.element(inner) for inner in value)
    assert [item.value for item in read(text)] == value, text
