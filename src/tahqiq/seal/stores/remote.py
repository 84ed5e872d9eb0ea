"""A store beyond this machine's folders: S3 or what speaks like it, through fsspec.

``s3://bucket/prefix`` is read and written; endpoint, region and credentials come from the usual
places (``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID``, profiles, …). ``memory://`` serves tests and
trials within one process. Any other address that fsspec knows can be read and verified, but
nothing is sealed there: two writers could overwrite each other unnoticed.
"""

from __future__ import annotations

import io
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from tahqiq.seal.layout import PARTIAL, printable
from tahqiq.seal.stores.bucket import INSTALL, Bucket
from tahqiq.seal.stores.lease import Lease
from tahqiq.seal.stores.memory import MemoryWrites
from tahqiq.seal.stores.ranged import PIECE, Ranged
from tahqiq.seal.stores.reaching import Patience, ask
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

T = TypeVar("T")
_BUCKETS = frozenset({"s3", "s3a"})


class Writes(Protocol):
    """What a kind of store needs to be written to: nothing is overwritten unless asked for."""

    def create(self, name: str, content: bytes) -> None:
        """Makes a new thing; ``FileExistsError`` where there is one."""

    def upload(self, path: Path, name: str) -> None:
        """Makes a new thing of a local file; ``FileExistsError`` where there is one."""

    def replace(self, name: str, content: bytes) -> None:
        """Replaces a thing for good."""

    def delete(self, name: str) -> None:
        """Removes a thing for good."""

    def hold(self, wait_seconds: float) -> AbstractContextManager[None]:
        """Keeps other writers out."""


class RemoteStore:
    """Things below one address; when a write returns, the store has acknowledged it.

    Args:
        name: the address.
        fs: how it is read.
        root: the path of the address in it.
        writes: how it is written to; None where it cannot be done safely.
        patience: how long to wait for answers.
        size_of: a quicker way to the size of a thing; ``FileNotFoundError`` where there is none.
    """

    def __init__(
        self,
        name: str,
        fs: AbstractFileSystem,
        root: str,
        writes: Writes | None,
        patience: Patience,
        size_of: Callable[[str], int] | None = None,
    ) -> None:
        self.name, self._fs, self._root = name, fs, root.rstrip("/")
        self._writes, self._patience = writes, patience
        self._size_of = size_of
        self._arriving: Path | None = None

    @classmethod
    def at(cls, address: str, *, patience: Patience | None = None) -> RemoteStore:
        """The store at an address; nothing is asked of it yet.

        Raises:
            BadInput: it is no address, or its kind is not installed.
        """
        patience, shown = patience or Patience(), printable(address)
        kind = address.partition("://")[0]
        if "::" in address or not address.partition("://")[2].strip("/"):
            remedy = "say s3://bucket/prefix"
            raise BadInput("no address of a store", file=shown, remedy=remedy)
        if kind in _BUCKETS:
            bucket = Bucket(address, patience)
            root = bucket.fs._strip_protocol(address)
            return cls(shown, bucket.fs, root, S3Writes(bucket), patience, bucket.size)
        fs, root = _opened(address, shown)
        writes = MemoryWrites(fs, root.rstrip("/")) if kind == "memory" else None
        return cls(shown, fs, root, writes, patience)

    def read(self, name: str) -> bytes:
        """All bytes of a thing."""
        whole = {} if self._size_of is None else {"max_concurrency": 1}  # S3 in one question, not two
        return self._ask(lambda: bytes(self._fs.cat_file(self._path(name), **whole)))

    def open(self, name: str) -> BinaryIO:
        """The bytes of a thing, fetched as they are read."""
        size, path = self.size(name), self._path(name)

        def fetch(start: int, end: int) -> bytes:
            return self._ask(lambda: bytes(self._fs.cat_file(path, start=start, end=end)))

        return io.BufferedReader(Ranged(fetch, size), min(PIECE, max(size, 1)))

    def exists(self, name: str) -> bool:
        """Whether a thing stands there."""
        try:
            return self.size(name) >= 0
        except FileNotFoundError:
            return False

    def size(self, name: str) -> int:
        """Bytes of a thing."""
        if self._size_of is not None:
            return self._size_of(name)
        found = self._ask(lambda: self._fs.info(self._path(name)))
        if found["type"] != "file":
            raise FileNotFoundError(f"{self.name}/{name}: is not there")
        return int(found["size"])

    def children(self, folder: str) -> list[str]:
        """The names directly in a folder, sorted."""
        return sorted({child for child, _ in self._listed(folder)})

    def names(self, folder: str) -> Iterator[str]:
        """All things below a folder; only one folder's names are held at a time."""
        for child, kind in sorted(self._listed(folder)):
            name = f"{folder}/{child}" if folder else child
            if kind == "directory":
                yield from self.names(name)
            else:
                yield name

    def put(self, name: str, content: bytes) -> None:
        """Writes a new thing."""
        self._writing().create(name, content)

    def commit(self, name: str, content: bytes) -> None:
        """Writes a new thing in one step: a store shows it whole or not at all."""
        self._writing().create(name, content)

    def replace(self, name: str, content: bytes) -> None:
        """Writes a thing in the place of another."""
        self._writing().replace(name, content)

    def delete(self, name: str) -> None:
        """Removes a thing, and every earlier version that the store kept."""
        self._writing().delete(name)

    def partial(self) -> Path:
        """A fresh path in a folder of this machine that ends with the process (``TMPDIR``)."""
        if self._arriving is None:
            self._arriving = Path(tempfile.mkdtemp(prefix="tahqiq-"))
            weakref.finalize(self, shutil.rmtree, self._arriving, True)
        return self._arriving / f"{secrets.token_hex(16)}{PARTIAL}"

    def bring(self, part: Path, name: str) -> None:
        """Uploads a file that arrived, and removes it here."""
        self._writing().upload(part, name)
        part.unlink()

    def flush(self, names: Iterable[str]) -> None:
        """Nothing is left to do: what was written was acknowledged."""

    def lock(self, wait_seconds: float) -> AbstractContextManager[None]:
        """Keeps other writers out, also those on other machines."""
        return self._writing().hold(wait_seconds)

    def _writing(self) -> Writes:
        if self._writes is None:
            remedy = "seal into a folder or an S3 bucket, and copy it there"
            raise BadInput("this kind of store is only read", file=self.name, remedy=remedy)
        return self._writes

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _ask(self, question: Callable[[], T]) -> T:
        return ask(question, place=self.name, patience=self._patience)

    def _listed(self, folder: str) -> Iterator[tuple[str, str]]:
        """The last part and the kind of everything directly below a folder."""
        path = self._path(folder)
        try:
            found = self._ask(lambda: self._fs.ls(path, detail=True))
        except FileNotFoundError:
            return
        for each in found:
            if each["name"].rstrip("/") != path:
                yield each["name"].rstrip("/").rpartition("/")[2], each["type"]


class S3Writes:
    """Conditional writes to a bucket, under a lease."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket, self._lease = bucket, Lease(bucket)

    def create(self, name: str, content: bytes) -> None:
        """Makes a new object; who lost the lease meanwhile is told so rather than that it succeeded."""
        self._lease.require()
        self._bucket.create(name, content)
        self._lease.require()

    def upload(self, path: Path, name: str) -> None:
        """Makes a new object of a local file."""
        self._lease.require()
        self._bucket.upload(path, name)

    def replace(self, name: str, content: bytes) -> None:
        """Replaces an object."""
        self._lease.require()
        self._bucket.replace(name, content)

    def delete(self, name: str) -> None:
        """Destroys an object."""
        self._lease.require()
        self._bucket.delete(name)

    def hold(self, wait_seconds: float) -> AbstractContextManager[None]:
        """Keeps other writers out."""
        return self._lease.hold(wait_seconds)


def _opened(address: str, shown: str) -> tuple[AbstractFileSystem, str]:
    """A file system that fsspec knows, and the path in it."""
    try:
        from fsspec.core import url_to_fs

        fs, root = url_to_fs(address, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        said = printable(" ".join(str(error).split())[:200])
        problem = f"this kind of store is not installed: {said}"
        raise BadInput(problem, file=shown, remedy=INSTALL) from error
    return fs, str(root)
