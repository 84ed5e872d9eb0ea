"""Writes docs/reference/cli.md from the commands themselves; a test fails when the page is stale."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tahqiq.cli import group
from tahqiq.cli.ending import __doc__ as exit_codes

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "cli.md"
_OPENING = """\
# Commands

Written by `scripts/generate_cli_reference.py` from the commands themselves. In a checkout every
command is called through the wrapper, as in `./tahqiq seal …`.
"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by name, subcommands after their group."""
    context = click.Context(group, info_name="tahqiq")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            raise LookupError(f"the command {name} is listed but does not exist")
        yield name, command
        if isinstance(command, click.Group):
            for below in sorted(command.commands):
                yield f"{name} {below}", command.commands[below]


def section(name: str, command: click.Command) -> str:
    """One command: how it is called, what it does, its options."""
    context = click.Context(command, info_name=f"tahqiq {name}")
    usage = command.get_usage(context).removeprefix("Usage: ")
    parts = [f"## {name}", f"```text\n{' '.join(usage.split())}\n```", prose(command)]
    rows = [row for parameter in command.get_params(context) if (row := option_row(parameter, context))]
    if rows and not isinstance(command, click.Group):
        parts.append("\n".join(["| option | what it does |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def prose(command: click.Command) -> str:
    """The command's help as Markdown; paragraphs that keep their lines become code blocks.

    Raises:
        LookupError: the command has none.
    """
    if not command.help:
        raise LookupError(f"the command {command.name} has no help")
    paragraphs = inspect.cleandoc(command.help).split("\n\n")
    kept = (as_listing(p) if p.startswith("\b") else p for p in paragraphs)
    return "\n\n".join(kept)


def as_listing(paragraph: str) -> str:
    """A paragraph whose lines click was told to keep."""
    return f"```text\n{paragraph.removeprefix(chr(8)).strip()}\n```"


def option_row(parameter: click.Parameter, context: click.Context) -> str | None:
    """One line of the table; None for an argument, and for --help, which every command has.

    Raises:
        LookupError: the option has no help.
    """
    if not isinstance(parameter, click.Option) or "--help" in parameter.opts:
        return None
    record = parameter.get_help_record(context)
    if record is None or not record[1]:
        raise LookupError(f"the option {parameter.opts[0]} of {context.info_name} has no help")
    spelled, said = (part.replace("|", "\\|") for part in record)
    return f"| `{spelled}` | {said} |"


def page() -> str:
    """The whole page."""
    codes = inspect.cleandoc(exit_codes or "").split("\n\n", 1)[1]
    sections = (section(name, command) for name, command in commands())
    return "\n\n".join([_OPENING.strip(), codes, *sections]) + "\n"


def main() -> int:
    """Writes the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE}: {len(list(commands()))} commands")
    return 0


if __name__ == "__main__":
    sys.exit(main())
