"""Faces and plates made unrecognisable: parts of a picture reduced to a few points each.

The original stays sealed as it is. What is made is drawn anew, without metadata, the same for the same
original and the same parts, in a process of its own under the limits of ``tahqiq.seal.looking``: hostile
bytes never meet the desk.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Literal

from tahqiq.seal.looking import kinds
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from PIL import Image

#: Parts of one picture; pixels that are decoded; bytes handed to the child; seconds it may take.
MOST_PARTS, MOST_PIXELS, MOST_BYTES, SECONDS = 60, 60_000_000, 256 << 20, 30
#: Points across a part that is blurred.
_POINTS = 6
_MAIN = "from tahqiq.stories.authoring.blurring import main; main()"
#: The smallest part, as a share of the picture's width and height.
_LEAST = 0.002
Shape = Literal["ellipse", "rectangle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a picture, as shares of its width and height from the left and the top.

    Raises:
        BadInput: it has no extent, or lies outside.
    """

    shape: Shape
    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        inside = 0 <= self.left <= 1 and 0 <= self.top <= 1
        reaches = self.left + self.width <= 1.001 and self.top + self.height <= 1.001
        if not (inside and reaches and self.width >= _LEAST and self.height >= _LEAST):
            raise BadInput("a part to be blurred lies outside the picture, or has no extent")

    def as_list(self) -> list[float | str]:
        """For the record of what was done."""
        return [self.shape, *(round(each, 4) for each in (self.left, self.top, self.width, self.height))]


def blurred(content: BinaryIO, media_type: str, parts: Sequence[Part]) -> bytes:
    """The picture, upright, with its parts reduced to points; a PNG.

    Raises:
        BadInput: no part is given, or it is no picture that can be drawn within the limits.
    """
    held = content.read(MOST_BYTES + 1)
    if not parts or len(parts) > MOST_PARTS:
        raise BadInput("nothing is blurred", remedy=f"draw at least one part, and at most {MOST_PARTS}")
    told = json.dumps([each.as_list() for each in parts])
    made = _asked(held, media_type, told) if len(held) <= MOST_BYTES else b""
    if not made.startswith(b"\x89PNG"):
        raise BadInput("this is no picture that can be drawn")
    return made


def _asked(held: bytes, media_type: str, parts: str) -> bytes:
    """What the child draws; nothing where it could not, or took too long."""
    environment = {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-c", _MAIN, media_type, parts],
            input=held,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def main() -> None:
    """Draws the picture on standard input to standard output, confined."""
    from tahqiq.seal.looking.worker import allow, confine

    media_type, told = sys.argv[1:3]
    parts = [
        Part(shape=shape, left=left, top=top, width=width, height=height)
        for shape, left, top, width, height in json.loads(told)
    ]
    confine()
    allow(SECONDS)
    sys.stdout.buffer.write(drawn(io.BytesIO(sys.stdin.buffer.read()), media_type, parts))


def drawn(content: BinaryIO, media_type: str, parts: Sequence[Part]) -> bytes:
    """The first frame, turned as its EXIF says, with its parts blurred; a PNG.

    Raises:
        ValueError: it has more pixels than are decoded.
    """
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the number of pixels is judged here, before anything is decoded
    with Image.open(content, formats=[kinds.pillow(media_type)]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError(f"more than {MOST_PIXELS:,} pixels are not decoded")
        picture.load()
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    for part in parts:
        _blur(upright, part)
    out = io.BytesIO()
    upright.save(out, "PNG")
    return out.getvalue()


def _blur(picture: Image.Image, part: Part) -> None:
    """Reduces one part to points; an average over so many pixels cannot be undone."""
    from PIL import Image, ImageDraw

    box = _box(picture, part)
    size = box[2] - box[0], box[3] - box[1]
    longest = max(size)
    few = tuple(max(1, round(side * _POINTS / longest)) for side in size)
    held = picture.crop(box)
    points = held.resize((few[0], few[1]), Image.Resampling.BOX).resize(size, Image.Resampling.BICUBIC)
    mask = Image.new("L", size, 255 if part.shape == "rectangle" else 0)
    if part.shape == "ellipse":
        ImageDraw.Draw(mask).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=255)
    picture.paste(points, box, mask)


def _box(picture: Image.Image, part: Part) -> tuple[int, int, int, int]:
    left, top = int(part.left * picture.width), int(part.top * picture.height)
    right = min(picture.width, max(left + 1, round((part.left + part.width) * picture.width)))
    bottom = min(picture.height, max(top + 1, round((part.top + part.height) * picture.height)))
    return left, top, right, bottom
