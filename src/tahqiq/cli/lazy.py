"""A command group that knows its commands by name and imports one only when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """Commands that are modules: ``tahqiq.cli.<verb>`` holds ``command``.

    Args:
        verbs: command name → one line of help, in the order they are listed.
    """

    def __init__(self, *, verbs: Mapping[str, str], **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the evidence's road."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None for a name that is none."""
        if cmd_name not in self.verbs:
            return None
        name = f"{cmd_name}_" if cmd_name == "import" else cmd_name  # 'import' is a keyword of Python
        command: click.Command = import_module(f"tahqiq.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the lines given: nothing is imported to print it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.verbs.items()))
