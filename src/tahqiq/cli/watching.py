"""The loop of ``tahqiq seal --watch``: look, seal what is at rest, wait."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.seal import Whence, warn

if TYPE_CHECKING:
    from tahqiq.seal import Archive, Sealed
    from tahqiq.seal.arrivals.watching import State, Watch

#: Seconds between two looks; a shorter rest is looked for more often.
POLL = 2.0
_AT_ONCE = 256
_HOW = "tahqiq seal --watch"


def watched(
    archive: Archive, folder: Path, whence: Whence, *, rest: float, seconds: float | None
) -> Iterator[tuple[str, Sealed]]:
    """Each file's original name with what was sealed, as they come to rest.

    Args:
        archive: where they are kept; what it holds of the folder already is not sealed again.
        folder: watched with everything below it.
        whence: what the receipts say.
        rest: seconds a file must stay as it is.
        seconds: how long to watch; None for until Ctrl-C.
    """
    from tahqiq.cli.progress import Progress
    from tahqiq.seal.arrivals import Watch

    place = archive.path
    watch = Watch(folder, archive=place if isinstance(place, Path) else None, rest_seconds=rest)
    watch.know(_states(archive))
    ends = None if seconds is None else time.monotonic() + seconds
    with Progress("watching, sealed") as progress:
        while True:
            yield from progress.over(_once(archive, watch, whence))
            for name, why in watch.left_out():
                click.echo(f"{name}: left out: {why}", err=True)
            if ends is not None and time.monotonic() >= ends:
                return
            time.sleep(min(POLL, max(rest / 4, 0.05)))
            progress.advance(0)


def _states(archive: Archive) -> Iterator[State]:
    """What the archive says was sealed, by whatever way."""
    for event, receipt in archive.receipts():
        if event.event == "sealed":
            yield receipt.true_name, receipt.size, receipt.modified_at


def _once(archive: Archive, watch: Watch, whence: Whence) -> Iterator[tuple[str, Sealed]]:
    """Seals what is at rest now; a file that cannot be sealed yet has to come to rest again."""
    from tahqiq.seal import Busy, Unsealable

    resting = watch.at_rest()
    while group := list(islice(resting, _AT_ONCE)):
        try:
            yield from _sealed(archive, watch, whence, group)
        except Unsealable:
            for each in group:
                try:
                    yield from _sealed(archive, watch, whence, [each])
                except Unsealable as error:
                    click.echo(f"not sealed yet: {error}", err=True)
                    watch.put_off(each[1])
        except Busy as error:
            click.echo(f"not sealed yet: {error}", err=True)
            return


def _sealed(
    archive: Archive, watch: Watch, whence: Whence, group: list[tuple[Path, str, State]]
) -> Iterator[tuple[str, Sealed]]:
    from tahqiq.seal import Unsealable, printable
    from tahqiq.seal.arrivals import Arrival, recognise

    sources = []
    for path, name, state in group:
        if watch.knows(state):
            continue
        try:
            arrival = recognise(path) or Arrival()
        except OSError as error:
            raise Unsealable(f"cannot be read: {error.strerror}", file=printable(str(path))) from error
        warn(name, arrival)
        sources.append((path, name, state, whence.receipt(name, arrival, how=_HOW)))
    done = archive.seal_many((path, receipt) for path, _, _, receipt in sources)
    for (_, name, state, _), sealed in zip(sources, done, strict=True):
        watch.sealed(state)
        yield name, sealed
