"""Work that leaves no circles of objects behind, done without the collector that looks for them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the cyclic collector from looking at the tables again and again while a text is read.

    A text makes many small objects that live until it is read and refer to nothing in circles; each so
    many of them would have all the words of the tables looked at anew. What is no longer referred to is
    freed as ever. Of several threads the first turns the collector off and on again.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
