"""Containers for tests: honest ones from the standard library, hostile ones byte by byte."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, **written: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in members:
            info = zipfile.ZipInfo(name, (2016, 10, 17, 6, 30, 2))
            info.compress_type = method
            for field, value in written.items():
                setattr(info, field, value)
            package.writestr(info, content)
    return target.getvalue()


class Pipe(io.BytesIO):
    """A target that cannot seek, as a network: ZIP writers then put descriptors behind the bytes."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation


def streamed_zip(*members: tuple[str, bytes]) -> bytes:
    target = Pipe()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            package.writestr(name, content)
    return target.getvalue()


def raw_zip(
    members: Iterable[tuple[bytes, bytes]], *, local_names: dict[bytes, bytes] | None = None, **fields: int
) -> bytes:
    """A ZIP of stored members with names as bytes, and header fields as told."""
    body, directory, count = b"", b"", 0
    for name, content in members:
        said = (local_names or {}).get(name, name)
        crc, size = zlib.crc32(content), fields.get("size", len(content))
        flags, method = fields.get("flags", 0), fields.get("method", 0)
        offset = len(body)
        sizes = (crc, len(content), size)
        body += b"PK\x03\x04" + struct.pack("<5H3I2H", 20, flags, method, 0, 33, *sizes, len(said), 0)
        body += said + content
        mode = fields.get("mode", 0o100644) << 16
        directory += b"PK\x01\x02" + struct.pack("<6H3I", 0x0314, 20, flags, method, 0, 33, *sizes)
        directory += struct.pack("<5H2I", len(name), 0, 0, 0, 0, mode, offset) + name
        count += 1
    return body + directory + end_record(count, len(directory), len(body))


def end_record(count: int, length: int, start: int, comment: bytes = b"") -> bytes:
    return b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, count, count, length, start, len(comment)) + comment


def tarred(*members: tuple[str, bytes], mode: str = "w", style: int = tarfile.PAX_FORMAT) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode, format=style) as package:  # type: ignore[call-overload]
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1_476_685_802
            package.addfile(info, io.BytesIO(content))
    return target.getvalue()


def tar_of(*infos: tarfile.TarInfo, style: int = tarfile.GNU_FORMAT) -> bytes:
    """Empty members of any kind."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=style) as package:
        for info in infos:
            package.addfile(info)
    return target.getvalue()


def tar_info(name: str, kind: bytes = tarfile.REGTYPE, **fields: object) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    for field, value in fields.items():
        setattr(info, field, value)
    return info
