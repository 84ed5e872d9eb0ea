"""A sealed picture made still, small and grey, in a process of its own: hostile bytes never meet the desk.

``still`` asks; ``main`` answers in the child, which has the limits of ``tahqiq.seal.looking`` and no part in
our environment. What comes back is a JPEG that was drawn anew: no metadata, no second frame, no script.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

from tahqiq.seal.looking import kinds

if TYPE_CHECKING:
    from PIL import Image

#: Seconds that a picture may take, pixels that are decoded, bytes that are handed to the child.
SECONDS, DECODED, MOST_BYTES = 20, 60_000_000, 256 << 20
#: The longest side of what is shown; of the veiled one, and how few points of it are left.
_SIDE, _VEILED_SIDE, _POINTS = 1600, 640, 14
_MAIN = "from tahqiq.desk.stills import main; main()"


class Veil(StrEnum):
    """How much of a picture is shown."""

    VEILED = "veiled"
    GREY = "grey"
    COLOUR = "colour"


def can_be_shown(media_type: str) -> bool:
    """Whether pictures of this type are drawn; SVG and pages never are."""
    try:
        return bool(kinds.pillow(media_type))
    except KeyError:
        return False


def still(content: BinaryIO, media_type: str, veil: Veil) -> bytes | None:
    """The picture as a JPEG; None where it is no picture that can be drawn within the limits.

    Args:
        content: the sealed bytes.
        media_type: told from them when they were sealed.
        veil: how much is shown.
    """
    held = content.read(MOST_BYTES + 1)
    if not can_be_shown(media_type) or len(held) > MOST_BYTES:
        return None
    environment = {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-c", _MAIN, media_type, veil.value],
            input=held,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\xff\xd8\xff") else None


def main() -> None:
    """Draws the picture on standard input to standard output, confined."""
    from tahqiq.seal.looking.worker import allow, confine

    media_type, veil = sys.argv[1:3]
    confine()
    allow(SECONDS)
    sys.stdout.buffer.write(drawn(io.BytesIO(sys.stdin.buffer.read()), media_type, Veil(veil)))


def drawn(stream: BinaryIO, media_type: str, veil: Veil) -> bytes:
    """The first frame as a JPEG, turned as its EXIF says.

    Raises:
        ValueError: it has more pixels than are decoded.
    """
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the number of pixels is judged here, before anything is decoded
    with Image.open(stream, formats=[kinds.pillow(media_type)]) as picture:
        picture.draft("RGB", (_SIDE, _SIDE))
        if picture.width * picture.height > DECODED:
            raise ValueError(f"more than {DECODED:,} pixels are not decoded")
        picture.load()
        seen = ImageOps.exif_transpose(picture).convert("RGBA")
    flat = Image.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen)
    shown: Image.Image = flat
    if veil is Veil.VEILED:
        shown = _veiled(flat)
    else:
        shown.thumbnail((_SIDE, _SIDE))
    out = io.BytesIO()
    (shown if veil is Veil.COLOUR else shown.convert("L")).save(out, "JPEG", quality=82)
    return out.getvalue()


def _veiled(picture: Image.Image) -> Image.Image:
    """So few points that shapes are guessed at most: blurred beyond telling a wound from a cloth."""
    from PIL import Image

    longest = max(picture.size)
    few = tuple(max(1, round(side * _POINTS / longest)) for side in picture.size)
    large = tuple(max(1, round(side * _VEILED_SIDE / longest)) for side in picture.size)
    points = picture.resize((few[0], few[1]), Image.Resampling.BOX)
    return points.resize((large[0], large[1]), Image.Resampling.BICUBIC)
