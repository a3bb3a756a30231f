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
    ("text", "kept", "lines"),
    [
        (BOMB, {"a": ["x", "x"]}, [*range(2, 14)]),
        ("a: 1\nb: " + "[" * 5000, {"a": "1"}, [2]),
        ("a: 1\nb: {x: [}\nc: 3\n", {"a": "1", "c": "3"}, [2]),
        ("a: 1\nb: 'x\nc: 3\n", {"a": "1", "c": "3"}, [2]),
        ("a: 1\nb:\n\tc: 2\n", {"a": "1", "b": {"c": "2"}}, [3]),
        ("a: 1\n? [x]\n: 2\n", {"a": "1"}, [2, 3]),
        (
            "doe:\n  title: 'On\n  author: Doe\n  date: 2016\nroe:\n  title: Kites\n",
            {"doe": {"author": "Doe", "date": "2016"}, "roe": {"title": "Kites"}},
            [4, 2],
        ),
        ("a: 1\nb: @x\nstray\nc: 3\n", {"a": "1", "c": "3"}, [2, 3]),
    ],
)
def test_a_fault_costs_its_own_field(text: str, kept: dict[str, object], lines: list[int]) -> None:
    said = Diagnostics()
    assert {item.key: item.value for item in read(text, said)} == kept
    assert {one.code for one in said} == {"yaml-not-well-formed"}
    assert [one.place.line for one in said] == lines


LISTS = """meta: x
references:
  # the first
  - id: a
    title: "On kites
    type: book
  - id: b
    note: |
      - no element

      text
  - {id: c}
  - id: d
    title: a: b
    type: chapter
after: 1
"""


@pytest.mark.parametrize("indent", ["", "  "])
def test_faults_in_a_list_below_a_key(indent: str) -> None:
    text = LISTS.replace("\n  ", f"\n{indent}")
    said = Diagnostics()
    items = list(yaml.items(Source(text.encode(), name="a.yml"), said, {"references"}))
    assert [item.line for item in items] == [1, 4, 7, 12, 13, 16]
    assert [item.key for item in items] == ["meta", *["references"] * 4, "after"]
    assert [item.value for item in items[1:5]] == [
        {"id": "a", "type": "book"},
        {"id": "b", "note": "- no element\n\ntext\n"},
        {"id": "c"},
        {"id": "d", "type": "chapter"},
    ]
    assert [one.place.line for one in said] == [6, 5, 14]


@given(
    st.lists(st.sampled_from("a: 1|- b: 2|  c: 3|  - d|references:|'x|[|  |#|---|\te: 5|? f|: g".split("|")))
)
def test_any_lines_are_read_or_reported(lines: list[str]) -> None:
    said = Diagnostics()
    source = Source("\n".join(lines).encode(), name="a.yml")
    for item in yaml.items(source, said, {"references"}):
        assert 1 <= item.line <= len(lines)
    assert all(one.place.line is None or 1 <= one.place.line <= len(lines) + 1 for one in said)


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
