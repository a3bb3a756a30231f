"""A command group that imports a command's module only when the command is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from citemill.errors import UnknownName

__all__ = ["LazyGroup", "PipeClosed"]


class PipeClosed(Exception):
    """Whoever read our output stopped reading."""


class LazyGroup(click.Group):
    """A group whose table names, for each command, the module that holds it as `command`, and its short help.

    The list of commands is printed from the table alone; tests hold the table against the modules.
    """

    def __init__(self, *args: Any, commands_table: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands_table = commands_table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the table's order."""
        return list(self.commands_table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module; None for a name that is not in the table."""
        if cmd_name not in self.commands_table:
            return None
        command = import_module(self.commands_table[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown name is answered with the nearest ones."""
        if args and args[0] not in self.commands_table and not args[0].startswith("-"):
            raise UnknownName("command", args[0], self.commands_table, see="citemill --help lists them")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does, but a closed pipe is told from other failures: click would end with status 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise PipeClosed from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in self.commands_table.items()])
