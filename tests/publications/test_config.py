"""citemill.toml: read, described, written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
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


def options_of_cv() -> dict[str, str]:
    """The options of the command by the name of their parameter, without those that every command has."""
    from citemill.cli.cv import command
    from citemill.cli.finding import finding_options
    from citemill.cli.options import console_options

    @click.command("others")
    @finding_options(owner=False)
    @console_options
    def others() -> None: ...

    common = {one.name for one in others.params}
    return {
        str(one.name): one.opts[0]
        for one in command.params
        if isinstance(one, click.Option) and one.name not in common
    }


# What says what to do now, not what the list is like; and what goes to a key in its own way.
NO_KEYS = {"to", "config_path", "no_config", "schema", "watch"}
OWN_WAY = {"outputs": "output", "highlight": "groups"}


def test_every_option_of_the_command_has_its_key() -> None:
    from citemill.cli.cv import _FIELDS

    keys = {**_FIELDS, **OWN_WAY}
    assert {name: flag for name, flag in options_of_cv().items() if name not in keys} == {
        name: options_of_cv()[name] for name in NO_KEYS
    }
    for path in keys.values():
        table: object = config.schema()
        for name in path.split("."):
            assert isinstance(table, dict)
            table = table["properties"][name.replace("_", "-")]


def test_every_option_of_finding_has_its_key_too() -> None:
    from citemill.cli.finding import finding_options

    @click.command("others")
    @finding_options(owner=False)
    def others() -> None: ...

    keys = config.schema()["properties"]["enrich"]["properties"]
    flags = {one.opts[0].removeprefix("--") for one in others.params}
    now = {"enrich", "review", "changes", "require"}  # what to do in this run; the table stands for --enrich
    assert {flag + "s" if flag == "provider" else flag for flag in flags - now} == set(keys)


Keys = tuple[str, ...]


def tables(schema: dict[str, Any], path: Keys = ()) -> Iterator[tuple[Keys, dict[str, Any]]]:
    """Every option that is no table, with its schema."""
    for name, one in schema["properties"].items():
        if "properties" in one:
            yield from tables(one, (*path, name))
        else:
            yield (*path, name), one


def samples(schema: dict[str, Any]) -> Iterator[Any]:
    """Values that the schema takes, of each kind that it names."""
    if "enum" in schema:
        yield from schema["enum"]
    elif "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from samples(one)
    elif schema.get("type") == "array":
        yield [next(samples(schema["items"]))]
    elif schema.get("type") == "object" and isinstance(schema["additionalProperties"], dict):
        yield {"key": next(samples(schema["additionalProperties"]))}
    elif schema.get("type") == "object":
        yield {name: next(samples(one)) for name, one in schema["properties"].items()}
    else:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        for kind in kinds:
            yield {"string": "2020", "integer": 3, "boolean": True}[kind]


SCHEMA = jsonschema.Draft202012Validator(config.schema())
EVERY_OPTION = [(".".join(path), value) for path, one in tables(config.schema()) for value in samples(one)]


@pytest.mark.parametrize(("option", "value"), EVERY_OPTION)
def test_what_the_schema_takes_is_read(tmp_path: Path, option: str, value: Any) -> None:
    *above, name = path = option.split(".")
    heading = f"[{'.'.join(above)}]\n" if above else ""
    text = f"{heading}{name} = {config._toml(value)}\n"
    SCHEMA.validate(tomllib.loads(text))
    plan: Any = config.read(write(tmp_path, text))
    for part in path:
        plan = getattr(plan, part.replace("-", "_"))
    assert plan or value is False


DEFAULTS = [line for line in config.commented({}).splitlines() if re.match("# [a-z-]+ = ", line)]


@pytest.mark.parametrize("line", DEFAULTS)
def test_the_schema_takes_every_default_of_the_commented_file(line: str) -> None:
    """Each by itself, in its table."""
    before = config.commented({}).split(line)[0].splitlines()
    heading = next((one for one in reversed(before) if re.fullmatch(r'(# )?\[[A-Za-z."]+\]', one)), "")
    SCHEMA.validate(tomllib.loads(f"{heading.removeprefix('# ')}\n{line[2:]}"))
