"""All tiles of a survey, on the cores of this machine or on a Dask cluster; the same results from both."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from tahqiq.survey.tiles.tile import Tile
from tahqiq.survey.tiles.work import Calibration, Done, Job, do_tile
from tahqiq.vocab.errors import BadInput

#: Seconds to wait for a cluster that does not answer.
PATIENCE = 20


def do_tiles(
    job: Job, calibration: Calibration, tiles: Sequence[Tile], *, workers: int = 0, scheduler: str = ""
) -> Iterator[Done]:
    """The tiles, done, in their order.

    Args:
        job, calibration: what every worker needs to know.
        tiles: to be done.
        workers: threads on this machine; 0 for as many as there are cores.
        scheduler: address of a Dask scheduler whose workers see the same files; '' for this machine.

    Raises:
        BadInput: the cluster does not answer, or a scene cannot be read.
    """
    work = partial(do_tile, job, calibration)
    if scheduler:
        yield from _on_cluster(work, tiles, scheduler)
        return
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        ahead = 2 * (workers or os.cpu_count() or 1)
        waiting = [pool.submit(work, tile) for tile in tiles[:ahead]]
        for at in range(len(tiles)):
            done = waiting.pop(0).result()
            if at + ahead < len(tiles):
                waiting.append(pool.submit(work, tiles[at + ahead]))
            yield done


def _on_cluster(work: Callable[[Tile], Done], tiles: Sequence[Tile], scheduler: str) -> Iterator[Done]:
    with _client(scheduler) as client:
        for future in client.map(work, tiles, pure=False):
            done: Done = future.result()
            future.release()
            yield done


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError:
        remedy = "install it: pip install 'tahqiq[survey]'"
        raise BadInput("a Dask cluster needs the extra 'survey'", remedy=remedy) from None
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            scheduler, timeout=PATIENCE, set_as_default=False
        )
    except (OSError, ValueError, TimeoutError) as error:
        raise BadInput(
            f"no Dask scheduler answers at {scheduler}: {error}", remedy="check the address"
        ) from None
    with client:
        yield client
