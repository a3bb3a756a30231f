"""citemill.toml: read, described, written."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from citemill.errors import BadInput, CitemillError, UnknownName
from citemill.publications import config
from citemill.publications.plan import Group, Names, Numbering, Plan, Rule, Sections

WHOLE = """
listing = "me.txt"
output = ["cv.html", "cv.docx"]
style = "ieee"
since = 2014
limit = 20

[owner]
name = "Ilya Sutskever"
aliases = ["I. V. Sutskever"]

[sections]
by = "rules"
rest = "-"
[[sections.rules]]
title = "Talks"
types = ["speech"]
until = 2019-06-01
[[sections.rules]]
title = "With code"
code = true

[numbering]
direction = "down"

[names]
longer-than = 8

[groups.students]
members = ["Ada King"]
small-caps = true

[entries."king2020"]
note = "A note"
links = { slides = "https://example.org" }
groups = { students = ["Bob Li"] }
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "citemill.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_becomes_a_plan(tmp_path: Path) -> None:
    plan = config.read(write(tmp_path, WHOLE))
    assert plan.listing == ("me.txt",)
    assert plan.output == ("cv.html", "cv.docx")
    assert (plan.style, plan.since, plan.limit) == ("ieee", "2014", 20)
    assert plan.owner.aliases == ("I. V. Sutskever",)
    assert plan.sections == Sections(
        by="rules",
        rest="-",
        rules=(Rule("Talks", types=("speech",), until="2019-06-01"), Rule("With code", code=True)),
    )
    assert plan.numbering == Numbering("down")
    assert plan.names == Names(longer_than=8)
    assert plan.groups["students"] == Group(("Ada King",), small_caps=True)
    entry = plan.entries["king2020"]
    assert (entry.note, entry.links["slides"], entry.groups["students"]) == (
        "A note",
        "https://example.org",
        ("Bob Li",),
    )


def test_an_empty_file_is_the_default_plan(tmp_path: Path) -> None:
    assert config.read(write(tmp_path, "")) == Plan()


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("style = ", BadInput, "citemill.toml:1: this is no TOML"),
        ("a = 1\nstyl = 'x'", UnknownName, 'no option is named "a"'),
        ("styl = 'x'", UnknownName, 'did you mean "style"'),
        (
            "\n[sections]\nbye = 'year'",
            UnknownName,
            'no option of [sections] is named "bye"; did you mean "by"',
        ),
        ("[sections]\nby = 'years'", UnknownName, '"years"; did you mean "year"? ('),
        ("limit = 'x'", BadInput, "citemill.toml:1: the option \"limit\" wants a number, not 'x'"),
        ("\nhas-code = 1", BadInput, 'citemill.toml:2: the option "has-code" wants true or false, not 1'),
        ("[groups]\nstudents = 3", BadInput, 'the option "groups.students" wants a table, not 3'),
        ("output = [1.5]", BadInput, 'the option "output" wants a text, not 1.5'),
        ("entries = 1", BadInput, 'citemill.toml:1: the option "entries" wants a table, not 1'),
    ],
)
def test_a_faulty_file_is_answered_with_its_line(
    tmp_path: Path, text: str, kind: type[CitemillError], message: str
) -> None:
    with pytest.raises(kind) as error:
        config.read(write(tmp_path, text))
    assert message in str(error.value)


def test_the_file_is_found_upward(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert config.find(below) == path
    assert config.find(tmp_path) == path


def test_the_commented_file_says_nothing_but_what_is_given(tmp_path: Path) -> None:
    given = {"listing": ["me.txt"], "owner.name": 'Ilya "S" \\ \n'}
    plan = config.read(write(tmp_path, config.commented(given, ("king2020",))))
    assert plan == Plan(listing=("me.txt",), owner=type(plan.owner)(name='Ilya "S" \\ \n'))


def test_every_option_of_the_commented_file_can_be_uncommented(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in config.commented({}).splitlines()]
    text = "\n".join(line for line in lines if _is_toml(line))
    assert config.read(write(tmp_path, text)) is not None
    assert text.count(" = ") > 50
    assert text.count("[") > 10


def _is_toml(line: str) -> bool:
    try:
        tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return False
    return True


def test_the_schema_takes_the_file_and_refuses_faults() -> None:
    schema = json.loads(json.dumps(config.schema()))
    jsonschema.Draft202012Validator.check_schema(schema)
    table = tomllib.loads(WHOLE.replace("until = 2019-06-01", 'until = "2019-06-01"'))
    jsonschema.validate(table, schema)
    for faulty in ({"styl": "x"}, {"sections": {"by": "years"}}, {"limit": "x"}, {"groups": {"a": 1}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(faulty, schema)
