"""The command line: one module per command, loaded when it is called.

Exit statuses (docs/cli.md): 0 done; 1 done, but part of the input could not be read; 2 wrong usage, or a name
that does not exist; 3 an input that cannot be read at all; 4 a style that cannot be used; 5 an output that
cannot be written; 6 warnings, and `--strict` was given; 7 `enrich` found less than `--require` asked for;
130 interrupted; 141 the reader of the pipe has gone.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from citemill._version import __version__
from citemill.cli.lazy import LazyGroup, PipeClosed
from citemill.errors import CitemillError

__all__ = ["cli", "main"]

INTERRUPTED = 130
PIPE_CLOSED = 141

COMMANDS = {
    "inspect": ("citemill.cli.inspect", "Show what a listing says, and what is odd about it."),
    "export": ("citemill.cli.export", "Write references: BibTeX, RIS, CSL-JSON ..."),
    "convert": ("citemill.cli.convert", "Turn references of any format into any other."),
    "format": ("citemill.cli.format", "Print a bibliography in a citation style."),
    "cv": ("citemill.cli.cv", "Make a publication list for a CV or a home page."),
    "init": ("citemill.cli.init", "Write a commented citemill.toml for `citemill cv`."),
    "plot": ("citemill.cli.plot", "Draw papers per year, their growth, or the co-authors."),
    "formats": ("citemill.cli.formats", "List the interchange formats."),
    "styles": ("citemill.cli.styles", "List, search and show citation styles."),
    "enrich": ("citemill.cli.enrich", "Complete a listing: all authors, identifiers, venues."),
    "dedupe": ("citemill.cli.dedupe", "Merge records of one work."),
    "index": ("citemill.cli.index", "Build and search a local index of metadata, for enrich."),
    "zotero": ("citemill.cli.zotero", "Send references to Zotero."),
    "completion": ("citemill.cli.completion", "Print the completion script for a shell."),
}
"""Every command with its module and its one line in the list, so that `--help` loads none of them."""


@click.group(
    cls=LazyGroup,
    commands_table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="citemill")
def cli() -> None:
    """Turn a publication listing into references and bibliographies.

    \b
    citemill inspect me.txt                           look at it
    citemill export me.txt -o refs.bib -o refs.ris    references for Zotero, JabRef, LaTeX
    citemill format me.txt --style apa                a bibliography
    """


def main() -> NoReturn:
    """Run the command line; ends the process with the exit status of the table above."""
    try:
        status = cli.main(prog_name="citemill", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("citemill: interrupted", err=True)
        status = INTERRUPTED
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except CitemillError as error:
        click.echo(f"citemill: {error}", err=True)
        status = error.status
    except (PipeClosed, BrokenPipeError):
        # Whoever read our output has seen enough; Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = PIPE_CLOSED
    sys.exit(status if isinstance(status, int) else 0)
