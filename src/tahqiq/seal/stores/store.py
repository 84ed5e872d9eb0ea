"""What an archive asks of the place it is kept in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol


class Store(Protocol):
    """A place for named bytes. Names are below its root, '/' between their parts.

    Errors of the disk or the network are ``OSError``; a name that is not there ``FileNotFoundError``.

    Attributes:
        name: path or address, for messages.
    """

    name: str

    def read(self, name: str) -> bytes:
        """All bytes of a small thing."""

    def open(self, name: str) -> BinaryIO:
        """The bytes of a thing, to be sought in and closed."""

    def exists(self, name: str) -> bool:
        """Whether a thing stands there."""

    def size(self, name: str) -> int:
        """Bytes of a thing."""

    def children(self, folder: str) -> list[str]:
        """The last parts of all names directly below a folder, folders too, sorted; none where it is not."""

    def names(self, folder: str) -> Iterator[str]:
        """All names of things below a folder ('' is the root), sorted part by part."""

    def put(self, name: str, content: bytes) -> None:
        """Writes a new thing; it is durable once flushed.

        Raises:
            FileExistsError: something stands there: what was written stays.
        """

    def commit(self, name: str, content: bytes) -> None:
        """Writes a new thing that is there whole and durable, or not at all. Errors: as ``put``."""

    def replace(self, name: str, content: bytes) -> None:
        """Puts a thing in the place of what stands there, in one durable step."""

    def delete(self, name: str) -> None:
        """Removes a thing for good; nothing happens where there is none."""

    def partial(self) -> Path:
        """A fresh local path for a large thing on its way; see ``bring``."""

    def bring(self, part: Path, name: str) -> None:
        """Moves a finished local file to its place; the local file is gone then. Errors: as ``put``."""

    def flush(self, names: Iterable[str]) -> None:
        """Returns when everything put or brought under these names is durable."""

    def lock(self, wait_seconds: float) -> AbstractContextManager[None]:
        """Keeps other writers out, as far as the store can; who commits a page first wins in any case.

        Raises:
            Busy: another held it for so long.
        """
