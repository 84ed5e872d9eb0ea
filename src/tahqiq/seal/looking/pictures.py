"""Still pictures: size, IPTC, and the perceptual hash (Pillow)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tahqiq.seal.looking import kinds
from tahqiq.seal.looking.likeness import perceptual_hash

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

#: Pixels that are decoded at most. JPEG is decoded at a fraction of its size.
DECODED = 40_000_000
#: Pixels of each side that are plenty for a perceptual hash.
_ENOUGH = (256, 256)


class TooLarge(ValueError):
    """More pixels than are decoded."""


def size(stream: BinaryIO, media_type: str) -> dict[str, object]:
    """Width and height in pixels, as the header says; nothing is decoded."""
    with _opened(stream, media_type) as picture:
        return {"format": picture.format, "width": picture.width, "height": picture.height}


def likeness(stream: BinaryIO, media_type: str) -> str:
    """The perceptual hash of the picture as it is meant to be seen, turned as its EXIF says.

    Raises:
        TooLarge: it would take more memory than a picture is worth.
    """
    from PIL import ImageOps

    with _opened(stream, media_type) as picture:
        picture.draft("L", _ENOUGH)
        if picture.width * picture.height > DECODED:
            raise TooLarge(f"more than {DECODED:,} pixels are not decoded")
        picture.load()
        return perceptual_hash(ImageOps.exif_transpose(picture))


def iptc(stream: BinaryIO, media_type: str) -> dict[str, object]:
    """The fields of IPTC-IIM record 2 (IPTC-NAA Information Interchange Model 4.2, chapter 6)."""
    from PIL import IptcImagePlugin

    with _opened(stream, media_type) as picture:
        found = IptcImagePlugin.getiptcinfo(picture) or {}
    return {
        _fields()[dataset]: said
        for (record, dataset), said in found.items()
        if record == 2 and dataset in _fields()
    }


def _opened(stream: BinaryIO, media_type: str) -> ImageFile:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the number of pixels is judged here, before anything is decoded
    stream.seek(0)
    return Image.open(stream, formats=[kinds.pillow(media_type)])


@cache
def _fields() -> dict[int, str]:
    with (Path(__file__).parent / "iptc.csv").open(encoding="ascii", newline="") as file:
        return {int(row["dataset"]): row["name"] for row in csv.DictReader(file)}
