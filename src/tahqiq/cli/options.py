"""The options that every command takes after its name, and how a command answers."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tahqiq.desk.home import Home

if TYPE_CHECKING:
    from tahqiq.casebook.actors import Actor

DEFAULT_HOME = Path("tahqiq-home")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the shared options said.

    Attributes:
        home_path: where the home is or shall be.
        case: slug of the case, '' where none was named.
        as_json: answer in JSON.
        acting_as: user name, '' for the local operator.
    """

    home_path: Path = DEFAULT_HOME
    case: str = ""
    as_json: bool = False
    acting_as: str = ""

    def home(self) -> Home:
        """The home, which must exist."""
        return Home.open(self.home_path)

    def start(self, *, create: bool = False, serving: bool = False) -> Home:
        """The home with its database ready; models may be imported afterwards.

        Args:
            create: make the home where there is none (for commands that bring something in).
            serving: the desk is going to be served, or its second factors or drafts changed.
        """
        from tahqiq.desk.setup import start

        home = Home.create(self.home_path) if create else self.home()
        start(home, serving=serving)
        return home

    def actor(self) -> Actor:
        """Who acts; call it after `start`."""
        from tahqiq.casebook.actors import actor_named, local_operator

        return actor_named(self.acting_as) if self.acting_as else local_operator()

    def answer(self, text: str, result: object) -> None:
        """Prints the result of a command to stdout: words for people, or JSON."""
        click.echo(json.dumps(result, ensure_ascii=False, indent=2, default=str) if self.as_json else text)


def shared_options(function: Callable[..., R]) -> Callable[..., R]:
    """Adds --home, --case, --json and --as; the command receives them as ``shared``."""

    @functools.wraps(function)
    def with_shared(*args: Any, home: Path, case: str, as_json: bool, acting_as: str, **options: Any) -> R:
        shared = Shared(home_path=home, case=case, as_json=as_json, acting_as=acting_as)
        return function(*args, shared=shared, **options)

    for option in reversed(_OPTIONS):
        with_shared = option(with_shared)
    return with_shared


_OPTIONS = (
    click.option(
        "--home",
        type=click.Path(path_type=Path),
        envvar="TAHQIQ_HOME",
        default=DEFAULT_HOME,
        show_default="TAHQIQ_HOME or ./tahqiq-home",
        help="Folder of the installation: database, archive, releases, sites, keys.",
    ),
    click.option("--case", metavar="SLUG", default="", help="The case; needed only where there are several."),
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    click.option(
        "--as", "acting_as", metavar="USER", default="", help="Who acts (default: the local operator)."
    ),
)
