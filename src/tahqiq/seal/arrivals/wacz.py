"""Web archives with their pages listed (WACZ 1.1.1): titles of pages, and whether the files are as stated.

https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO
from zipfile import ZipInfo

from tahqiq.seal.arrivals.parts import Unopenable, step
from tahqiq.seal.arrivals.zips import Zip
from tahqiq.seal.layout import printable

_PACKAGE, _DIGEST, _PAGES = "datapackage.json", "datapackage-digest.json", "pages/"
_CHUNK = 1 << 18
_MOST_JSON = 16 << 20
#: Pages whose titles are held.
MOST_PAGES = 50_000
_ALGORITHMS = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}


@dataclass(frozen=True, slots=True)
class Package:
    """What a WACZ says of itself; each empty where it says nothing.

    Attributes:
        address: of its main page.
        at: when that was captured, or the package made.
        software: what made it.
    """

    address: str = ""
    at: str = ""
    software: str = ""


def is_wacz(archive: Zip) -> bool:
    """Whether a zip archive is a WACZ."""
    return archive.named(_PACKAGE) is not None and any(each.startswith("archive/") for each in archive.names)


def package(archive: Zip) -> Package:
    """What a WACZ says of itself.

    Raises:
        Unopenable: its description is larger than may be.
    """
    told = _json(archive, _PACKAGE)
    pages = list(titles(archive, most=2)) if not told.get("mainPageUrl") else []
    only = pages[0][0] if len(pages) == 1 else ""
    return Package(
        address=_text(told, "mainPageUrl") or only,
        at=_text(told, "mainPageDate") or _text(told, "mainPageTs") or _text(told, "created"),
        software=_text(told, "software"),
    )


def titles(archive: Zip, *, most: int = MOST_PAGES) -> Iterator[tuple[str, str]]:
    """Address and title of each page listed.

    Raises:
        Unopenable: a list of pages is damaged.
    """
    lists = [each for each in archive.members if each.filename.startswith(_PAGES)]
    left = most
    for member in lists:
        if not member.filename.endswith(".jsonl"):
            continue
        with archive.open(member) as stream:
            for line in _lines(stream):
                told = _object(line)
                if address := _text(told, "url"):
                    yield address, printable(_text(told, "title"))
                    left -= 1
                if not left:
                    return


def differences(archive: Zip) -> Iterator[str]:
    """What is not as ``datapackage.json`` states it, a line each; every file it lists is read once.

    Raises:
        Unopenable: its description is larger than may be, or a file is damaged.
    """
    hashed = cache(lambda member, algorithm: _hash(archive.open(member), algorithm))
    if archive.named(_PACKAGE) and (stated := _text(_json(archive, _DIGEST), "hash")):
        yield from _difference(archive, _PACKAGE, {"hash": stated}, hashed)
    listed = _json(archive, _PACKAGE).get("resources")
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, dict) and (path := _text(each, "path")):
            yield from _difference(archive, path, each, hashed)


def _difference(
    archive: Zip, path: str, stated: Mapping[str, Any], hashed: Callable[[ZipInfo, str], str]
) -> Iterator[str]:
    """Nothing where a file is as stated, else one line."""
    member, name, size = archive.named(path), step("zip", path), stated.get("bytes")
    algorithm, _, digest = _text(stated, "hash").partition(":")
    if member is None:
        yield f"{name} is listed and not there"
    elif isinstance(size, int) and size != member.file_size:
        yield f"{name} has {member.file_size:,} bytes and {size:,} are stated"
    elif algorithm not in _ALGORITHMS:
        yield f"{name} has no digest that can be checked"
    elif (found := hashed(member, algorithm)) != digest.lower():
        yield f"{name} is stated as {algorithm} {printable(digest[:128])} and is {found}"


def _hash(stream: BinaryIO, algorithm: str) -> str:
    found = _ALGORITHMS[algorithm]()
    with stream:
        while chunk := stream.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines of a stream that has none of its own; one too long is an error."""
    buffer = b""
    while chunk := stream.read(_CHUNK):
        *whole, buffer = (buffer + chunk).split(b"\n")
        yield from whole
        if len(buffer) > _MOST_JSON:
            raise Unopenable("a list of pages with a line longer than may be")
    yield buffer


def _json(archive: Zip, name: str) -> Mapping[str, Any]:
    member = archive.named(name)
    if member is None:
        return {}
    with archive.open(member) as stream:
        content = stream.read(_MOST_JSON + 1)
    if len(content) > _MOST_JSON:
        raise Unopenable(f"larger than {_MOST_JSON:,} bytes", file=step("zip", name))
    return _object(content)


def _object(content: bytes) -> Mapping[str, Any]:
    """A JSON object; an empty one for anything else."""
    try:
        told = json.loads(content) if content.strip() else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _text(told: Mapping[str, Any], name: str) -> str:
    said = told.get(name)
    return said[:4_000] if isinstance(said, str) else ""
