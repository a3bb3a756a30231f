"""`citemill completion`: the script that makes a shell complete citemill's commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the completion script for a shell.

    \b
    bash:  eval "$(citemill completion bash)"            in ~/.bashrc
    zsh:   eval "$(citemill completion zsh)"             in ~/.zshrc
    fish:  citemill completion fish > ~/.config/fish/completions/citemill.fish
    """
    from citemill.cli import cli

    kind = get_completion_class(shell)
    assert kind is not None, "click knows these three shells"
    click.echo(kind(cli, {}, "citemill", "_CITEMILL_COMPLETE").source())
