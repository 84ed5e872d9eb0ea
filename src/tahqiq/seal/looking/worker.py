"""The process in which hostile files are parsed: it holds nothing, can write nothing, and may die.

``main`` answers on the socket whose descriptor is its argument. Each request is
a media type with an open file; each answer four bytes of length (big end first) and JSON with
``embedded`` and ``perceptual``. Limits of memory, processor time and files are set before the first request.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import resource
import socket
import sys
from collections.abc import Callable
from functools import partial
from typing import BinaryIO, TypeVar

from tahqiq.seal.looking import documents, exif, films, kinds, pictures, plain, provenance, xmp

#: Bytes of address space; seconds of processor time a file; open files.
MEMORY, SECONDS, FILES = 1 << 30, 10, 64
#: Bytes of a media type.
LONGEST_TYPE = 200
#: Characters of what a parser says when it fails.
_SAID = 200
#: Linux: a name space of its own for users, and one without any network (unshare(2)).
_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000

T = TypeVar("T")

_PARSERS: dict[str, Callable[[BinaryIO, str], dict[str, object]]] = {
    "image": pictures.size,
    "exif": exif.describe,
    "iptc": pictures.iptc,
    "xmp": xmp.describe,
    "film": films.describe,
    "pdf": documents.pdf,
    "office": documents.office,
    "c2pa": provenance.describe,
}
_LIKENESSES: dict[str, Callable[[BinaryIO, str], str]] = {"image": pictures.likeness, "film": films.likeness}


def examine(stream: BinaryIO, media_type: str) -> tuple[dict[str, plain.Plain], str]:
    """What a file says of itself, section by section, and its perceptual hash.

    A section that cannot be read says so under ``problems``; the others are there all the same.
    """
    said: dict[str, object] = {}
    problems: list[str] = []
    perceptual = ""
    for section in kinds.sections(media_type):
        found = _attempt(section, partial(_PARSERS[section], stream, media_type), problems)
        if found:
            said[section] = found
        if section in _LIKENESSES:
            hashing = partial(_LIKENESSES[section], stream, media_type)
            perceptual = _attempt("perceptual hash", hashing, problems) or ""
    return plain.bounded({**said, "problems": problems} if problems else said), perceptual


def confine() -> None:
    """Takes from this process what reading a file does not need; called before the first request."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
    # The parsers open no connection; where the kernel lets us, there is no network to open one to.
    # Many refuse it to programs without privileges, and no promise rests on it.
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).unshare(_NEW_USERS | _NEW_NETWORK)


def allow(seconds: int) -> None:
    """Lets this process run so many more seconds of processor time; then the kernel ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + 1 + seconds, resource.RLIM_INFINITY))


def serve(connection: socket.socket) -> None:
    """Answers requests until the other side closes."""
    while True:
        media_type, descriptors, _, _ = socket.recv_fds(connection, LONGEST_TYPE, 1)
        if not descriptors:
            return
        allow(SECONDS)
        with _named(descriptors[0]) as stream:
            embedded, perceptual = examine(stream, media_type.decode("ascii", "replace"))
        answer = json.dumps({"embedded": embedded, "perceptual": perceptual}).encode("ascii")
        connection.sendall(len(answer).to_bytes(4, "big") + answer)


def _named(descriptor: int) -> BinaryIO:
    """The item as a stream; parsers put its name into what they say, so that it is always the same."""
    raw = io.FileIO(descriptor)
    raw.name = "item"
    return io.BufferedReader(raw)


def _attempt(section: str, parse: Callable[[], T], problems: list[str]) -> T | None:
    """Runs one parser on hostile bytes; whatever it raises becomes a sentence of the answer."""
    try:
        return parse()
    except ModuleNotFoundError as error:
        problems.append(f"{section}: not looked for: {error.name} is not installed")
        return None
    except Exception as error:  # noqa: BLE001 - parsers of others raise anything on hostile bytes
        said = plain.clean(str(error), _SAID)
        problems.append(f"{section}: {type(error).__name__}{said and ': '}{said}")
        return None


def main() -> None:
    """Confines this process, then answers on the socket whose descriptor is the first argument."""
    confine()
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        serve(connection)
