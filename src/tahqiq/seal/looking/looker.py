"""Has files looked into by a process of its own, which is watched, limited, and replaced when it dies.

Whatever happens to that process is said in the answer and never stops the sealing: what a file says
of itself is worth having, its bytes are what matters.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import msgspec

from tahqiq.seal.looking import kinds, plain

#: Seconds a file may take by the clock; the processor time it may take is the worker's own limit.
SECONDS = 30.0
#: Bytes of an answer: the bounds of ``plain`` with all its text escaped, and the hashes.
LONGEST = 8 * plain.WHOLE


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file says of itself: claims by the file, never facts about it.

    Attributes:
        embedded: sections of plain JSON (``exif``, ``film``, …); ``problems`` says in words what could
            not be read. Empty where the type is not looked into, or claims nothing.
        perceptual: the perceptual hash in hexadecimal; of a film several, 16 digits each; or ''.
    """

    embedded: Mapping[str, plain.Plain] = field(default_factory=dict)
    perceptual: str = ""


_MAIN = "from tahqiq.seal.looking.worker import main; main()"


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    embedded: dict[str, Any]
    perceptual: Annotated[str, msgspec.Meta(pattern="^(?:[0-9a-f]{16}){0,16}$")]


class Died(Exception):
    """There is no answer: the file cannot be opened, or the worker ended, or was ended."""


class Looker:
    """One worker, used for file after file; it starts with the first and is replaced when it dies.

    Args:
        seconds: by the clock, for one file.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None
        self._alone = threading.Lock()

    def __enter__(self) -> Looker:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def look(self, source: Path | bytes, media_type: str) -> Looked:
        """What a file claims, or why that cannot be told.

        Args:
            source: a plain file, or its bytes.
            media_type: told from the content (``Content.media_type``).
        """
        if not kinds.sections(media_type):
            return Looked()
        with self._alone:
            try:
                return self._ask(source, media_type)
            except Died as died:
                return Looked({"problems": [f"could not be looked into: {died}"]})

    def close(self) -> None:
        """Ends the worker; the next file would start another."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = self._connection = None

    def _ask(self, source: Path | bytes, media_type: str) -> Looked:
        try:
            descriptor = _opened(source)
        except OSError as error:
            raise Died(f"it cannot be opened: {error.strerror}") from error
        try:
            connection = self._started()
            connection.settimeout(self.seconds)
            socket.send_fds(connection, [media_type.encode("ascii", "replace")], [descriptor])
            answer = self._answer(connection)
        except OSError as error:
            raise self._died(error) from error
        finally:
            os.close(descriptor)
        return Looked(plain.bounded(answer.embedded), answer.perceptual)

    def _started(self) -> socket.socket:
        if self._connection is None:
            self._connection, theirs = socket.socketpair()
            with theirs:
                self._process = _start(theirs.fileno())
        return self._connection

    def _answer(self, connection: socket.socket) -> _Answer:
        """The answer, of which nothing is believed: a hostile file may speak through the worker."""
        size = int.from_bytes(_received(connection, 4), "big")
        if size > LONGEST:
            raise self._died(None)
        try:
            return msgspec.json.decode(_received(connection, size), type=_Answer)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise self._died(None) from error

    def _died(self, error: OSError | None) -> Died:
        """Makes sure that it did, and says of what."""
        if isinstance(error, TimeoutError):
            self.close()
            return Died(f"it took longer than {self.seconds:g} seconds")
        code = 0
        if error is not None and self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = self._process.wait(1)
        self.close()
        return Died(_cause(code))


def look(source: Path | bytes, media_type: str) -> Looked:
    """What a file claims, asked of this process's own looker, which ends with it. See ``Looker.look``."""
    return _own().look(source, media_type)


_lookers: dict[int, Looker] = {}


def _own() -> Looker:
    """This process's looker; a forked child does not speak into its parent's."""
    if os.getpid() not in _lookers:
        _lookers[os.getpid()] = looker = Looker()
        atexit.register(looker.close)
    return _lookers[os.getpid()]


def _start(descriptor: int) -> subprocess.Popen[bytes]:
    """The worker: no terminal, no secrets of our environment, no part in our interruptions."""
    environment = {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-c", _MAIN, str(descriptor)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        pass_fds=[descriptor],
        start_new_session=True,
    )


def _opened(source: Path | bytes) -> int:
    """A descriptor of the file, or of memory that holds the bytes: they are written to no disk."""
    if isinstance(source, Path):
        return os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    descriptor = os.memfd_create("item")
    with os.fdopen(os.dup(descriptor), "wb") as memory:
        memory.write(source)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _received(connection: socket.socket, size: int) -> bytes:
    content = b""
    while len(content) < size:
        part = connection.recv(size - len(content))
        if not part:
            raise ConnectionResetError
        content += part
    return content


def _cause(code: int) -> str:
    if code == -signal.SIGXCPU:
        return "it took too much processor time"
    if code < 0:
        return f"its reader crashed ({signal.Signals(-code).name})"
    return f"its reader ended ({code})" if code else "its reader gave no answer that can be read"
