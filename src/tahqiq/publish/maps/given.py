"""Tiles made elsewhere: what of them our map can show, and what it refuses."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import Any

import msgspec

from tahqiq.vocab.errors import BadInput

#: PMTiles, version 3: the header has 127 bytes (specification, section 3).
_HEADER, _MAGIC = 127, b"PMTiles\x03"
_MOST_METADATA = 4 << 20
_VECTOR, _PICTURES, _GZIP = 1, (2, 3, 4, 5), 2
#: A layer by which the schema is known: our own, and that of Protomaps, version 4.
OURS, PROTOMAPS = "area", "earth"


def check_tiles(file: Path) -> None:
    """Makes sure that the live map can show a file of tiles.

    Raises:
        BadInput: it is no PMTiles of version 3, or its vector layers are of a schema the map
            has no style for.
    """
    header, metadata = _read(file)
    kind = header[99]
    if kind in _PICTURES:
        return
    layers = {str(each.get("id")) for each in metadata.get("vector_layers", []) if isinstance(each, dict)}
    if kind != _VECTOR or not layers & {OURS, PROTOMAPS}:
        raise BadInput(
            f"the map has no style for its layers: {', '.join(sorted(layers)) or 'none'}",
            file=str(file),
            remedy="give pictures, a Protomaps file (version 4), or GeoJSON of the format basemap/1",
        )


def _read(file: Path) -> tuple[bytes, dict[str, Any]]:
    """The header, and what the file says of itself."""
    try:
        with file.open("rb") as source:
            header = source.read(_HEADER)
            if len(header) < _HEADER or header[:8] != _MAGIC:
                raise BadInput("is no PMTiles of version 3", file=str(file))
            start, length = (int.from_bytes(header[at : at + 8], "little") for at in (24, 32))
            if length > _MOST_METADATA:
                raise BadInput(f"says more than {_MOST_METADATA:,} bytes of itself", file=str(file))
            source.seek(start)
            told = source.read(length)
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(file)) from error
    return header, _metadata(told, compressed=header[97] == _GZIP, file=file)


def _metadata(told: bytes, *, compressed: bool, file: Path) -> dict[str, Any]:
    try:
        plain = _inflated(told) if compressed else told
        return msgspec.json.decode(plain, type=dict[str, Any])
    except (OSError, EOFError, ValueError, zlib.error, RecursionError) as error:
        raise BadInput(f"what it says of itself cannot be read: {error}", file=str(file)) from error


def _inflated(told: bytes) -> bytes:
    """What a gzip holds, up to the most it may."""
    from io import BytesIO

    with gzip.GzipFile(fileobj=BytesIO(told)) as packed:
        plain = packed.read(_MOST_METADATA + 1)
    if len(plain) > _MOST_METADATA:
        raise ValueError("too long")
    return plain
