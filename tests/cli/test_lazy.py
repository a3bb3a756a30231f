"""The list of commands is told without loading any, and says the same as the commands themselves."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import click
import pytest

from citemill.cli import COMMANDS, cli

HEAVY = {"lxml", "bibtexparser", "citeproc", "rich", "platformdirs", "jinja2", "httpx", "sqlite3", "json"}


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['citemill', '--help']\n"
        "from citemill.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "click" in loaded
    assert not HEAVY & loaded
    for name, (_, short) in COMMANDS.items():
        assert name in done.stdout
        assert short in " ".join(done.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_helps(name: str) -> None:
    command = import_module(COMMANDS[name][0]).command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_manual(name: str, root) -> None:
    assert f"`{name}" in (root / "docs/cli.md").read_text(encoding="utf-8")


def test_every_option_has_help() -> None:
    def options(command: click.Command, path: str):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield f"{path} {parameter.opts[-1]}", parameter.help
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                yield from options(inner, f"{path} {name}")

    bare = [where for where, text in options(cli, "citemill") if not text]
    assert not bare
