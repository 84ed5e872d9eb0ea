"""``tahqiq stamp``: have others say by when an archive was as it is."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.stamping import Stampers, place_of, stamped
from tahqiq.vocab.errors import BadInput, CheckFailed

if TYPE_CHECKING:
    from tahqiq.seal import Archive
    from tahqiq.seal.stamping import Outcome, Waiting


@click.command("stamp")
@click.option("--archive", metavar="DIR", help="An archive, or its address (default: the home's).")
@click.option(
    "--authority", "authorities", metavar="URL", multiple=True, help="Ask this authority (RFC 3161)."
)
@click.option(
    "--calendar", "calendars", metavar="URL", multiple=True, help="Ask this OpenTimestamps calendar."
)
@click.option(
    "--trust", type=click.Path(path_type=Path), help="PEM certificates that stamps must be signed under."
)
@click.option("--retry", is_flag=True, help="Ask only whoever owes a stamp.")
@shared_options
def command(
    shared: Shared,
    archive: str | None,
    authorities: tuple[str, ...],
    calendars: tuple[str, ...],
    trust: Path | None,
    retry: bool,
) -> None:
    """Have the archive's newest head stamped with trusted time.

    Asks the authorities and calendars named here, or else in the home's tahqiq.toml
    (stamp_authorities, stamp_calendars, stamp_trust), and whoever owes a stamp from an
    earlier time. Only a hash is sent. What fails is kept, shown here, and asked for again
    at the next seal, stamp or serve; the exit code is then 1.
    """
    from tahqiq.seal import Archive
    from tahqiq.seal.stamping import WaitingStamps, upgrade_promises

    settings = Stampers() if archive is not None else Stampers.of(shared.home())
    chosen = authorities or calendars
    stampers = Stampers(
        authorities=authorities if chosen else settings.authorities,
        calendars=calendars if chosen else settings.calendars,
        trust=trust or settings.trust,
    )
    held = Archive.open(place_of(archive) or shared.home().archive)
    waiting = WaitingStamps(held.keyring.folder)
    if not (retry or stampers.named() or waiting.read()):
        remedy = "name one with --authority or --calendar, or in tahqiq.toml as stamp_authorities"
        raise BadInput("nobody to ask for a stamp", remedy=remedy)
    asked = [*stamped(held, stampers, retry_only=retry)]
    promises = [*upgrade_promises(held.store)]
    _answer(shared, held, asked, promises, waiting.read())
    if missing := sum(not outcome.stamp for outcome in asked):
        raise CheckFailed(f"no stamp from {missing} of {len(asked)}; they will be asked again")


def _answer(
    shared: Shared, archive: Archive, asked: list[Outcome], promises: list[Outcome], waiting: list[Waiting]
) -> None:
    head = archive.head()
    lines = [outcome.line() for outcome in (*asked, *promises)]
    lines += [f"waits: {each.line()}" for each in waiting]
    figures = {
        "size": head.size,
        "head": head.sha256,
        "stamps": [asdict(outcome) for outcome in (*asked, *promises)],
        "waiting": [{**asdict(each), "url": each.authority.public} for each in waiting],
    }
    shared.answer("\n".join(lines) or "nothing waits", figures)
