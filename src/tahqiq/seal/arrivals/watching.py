"""A folder that is watched: what has come to rest is sealed, once.

A file is at rest when its size and time of change stay as they are for a while, and nothing beside it says
that it is being written. What is sealed already is told from the archive itself, so that a watch that was
killed goes on where it stopped: there is no second record that could disagree.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from tahqiq.seal.layout import printable
from tahqiq.seal.receipts import utc

#: What tells one state of a file from another: original name, bytes, time of change in UTC.
State = tuple[str, int, str]


@dataclass(slots=True)
class Watch:
    """What a watch has seen.

    Args:
        folder: watched, with everything below it.
        archive: what must not be watched, should it lie in the folder.
        rest_seconds: how long a file must stay as it is.
        clock: seconds that never run back.
    """

    folder: Path
    archive: Path | None = None
    rest_seconds: float = 10.0
    clock: Callable[[], float] = time.monotonic
    _done: set[bytes] = field(default_factory=set)
    _since: dict[str, tuple[bytes, float]] = field(default_factory=dict)
    _left: dict[str, str] = field(default_factory=dict)

    def know(self, states: Iterable[State]) -> None:
        """These are sealed already."""
        self._done.update(map(_key, states))

    def at_rest(self) -> Iterator[tuple[Path, str, State]]:
        """Files that have come to rest and are not known, with original name and state; one look."""
        now, since = self.clock(), dict[str, tuple[bytes, float]]()
        for path, name, found in self._plain_files():
            state = (name, found.st_size, utc(datetime.fromtimestamp(found.st_mtime, UTC)))
            key = _key(state)
            if key in self._done:
                continue
            before, first = self._since.get(name, (b"", now))
            since[name] = (key, first if before == key else now)
            if now - since[name][1] >= self.rest_seconds:
                yield path, name, state
        self._since = since

    def knows(self, state: State) -> bool:
        """Whether this state is sealed."""
        return _key(state) in self._done

    def sealed(self, state: State) -> None:
        """This one is sealed now: not given again until it changes."""
        self._done.add(_key(state))

    def put_off(self, name: str) -> None:
        """This one changed while it was sealed: it has to come to rest again."""
        self._since.pop(name, None)

    def left_out(self) -> Iterator[tuple[str, str]]:
        """Names that are no plain files, each with the reason; every one once."""
        told, self._left = self._left, dict.fromkeys(self._left, "")
        return ((name, why) for name, why in told.items() if why)

    def _plain_files(self) -> Iterator[tuple[Path, str, os.stat_result]]:
        """The files below the folder, names sorted by their bytes; what vanishes meanwhile is passed over."""
        waiting = [(self.folder, self.folder.name or self.folder.resolve().name)]
        apart = None if self.archive is None else self.archive.resolve()
        while waiting:
            folder, name = waiting.pop()
            if folder.resolve() == apart:
                continue
            try:
                entries = sorted(os.scandir(folder), key=lambda each: os.fsencode(each.name))
            except OSError as error:
                self._leave(name, f"cannot be read: {error.strerror}")
                continue
            beside = {each.name for each in entries}
            for each in entries:
                yield from self._entry(each, f"{name}/{each.name}", beside, waiting)

    def _entry(
        self, entry: os.DirEntry[str], name: str, beside: set[str], waiting: list[tuple[Path, str]]
    ) -> Iterator[tuple[Path, str, os.stat_result]]:
        try:
            found = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return
        if stat.S_ISDIR(found.st_mode):
            waiting.append((Path(entry.path), name))
        elif not stat.S_ISREG(found.st_mode):
            self._leave(name, "a link, pipe or device, which is not sealed")
        elif not is_partial(entry.name, beside):
            yield Path(entry.path), name, found

    def _leave(self, name: str, why: str) -> None:
        self._left.setdefault(printable(name), why)


def is_partial(name: str, beside: set[str]) -> bool:
    """Whether a file is still being written, by its name and those beside it.

    >>> is_partial("film.mp4.crdownload", set()), is_partial("film.mp4", {"film.mp4", "film.mp4.part"})
    (True, True)
    >>> is_partial("film.mp4", {"film.mp4"})
    False
    """
    endings, beginnings = _table()
    plain = name.lower()
    if plain.endswith(endings) or plain.startswith(beginnings):
        return True
    return any(name + ending in beside for ending in endings)


@cache
def _table() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What files that are being written are called."""
    content = files("tahqiq.seal.arrivals").joinpath("tables", "partial.toml").read_text("utf-8")
    told = tomllib.loads(content)
    return tuple(told["endings"]), tuple(told["beginnings"])


def _key(state: State) -> bytes:
    """Sixteen bytes for a state, so that a million sealed files are few megabytes."""
    spelled = "\0".join(map(str, state)).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(spelled, digest_size=16).digest()
