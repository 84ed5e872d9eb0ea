"""Where results go, checked before any work is done."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from tahqiq.vocab.errors import BadInput


def check_destinations(targets: Iterable[Path | None], *, given: Iterable[Path | None] = ()) -> None:
    """Refuses results that cannot be written, or that would take the place of what they are made from.

    Args:
        targets: the files that are to be written; None where one was not asked for.
        given: the files that are read.

    Raises:
        BadInput: a target is a folder, lies in none that can be written, is named twice, or is read too.

    >>> check_destinations([Path("links.csv")], given=[Path("left.csv"), Path("./links.csv")])
    Traceback (most recent call last):
        ...
    tahqiq.vocab.errors.BadInput: links.csv: is read, and would be overwritten (name another file)
    """
    read = {path.resolve() for path in given if path is not None}
    met = set[Path]()
    for target in targets:
        if target is None:
            continue
        if target.is_dir():
            raise BadInput("is a folder", file=str(target), remedy="name a file")
        if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
            folder = str(target.parent)
            raise BadInput("no folder to write into", file=folder, remedy="make it, or name another")
        place = target.resolve()
        if place in read:
            problem = "is read, and would be overwritten"
            raise BadInput(problem, file=str(target), remedy="name another file")
        if place in met:
            raise BadInput("two results would be written into one file", file=str(target))
        met.add(place)
