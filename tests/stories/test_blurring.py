"""What is blurred cannot be read any more, and nothing else has changed."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tahqiq.stories.authoring.blurring import Part, blurred
from tahqiq.vocab.errors import BadInput


def checkered(size: int = 200) -> bytes:
    """A picture of single black and white points, with metadata."""
    drawn = Image.new("L", (size, size))
    drawn.putdata([255 * ((at + at // size) % 2) for at in range(size * size)])
    exif = Image.Exif()
    exif[0x010E] = "who took it"
    out = io.BytesIO()
    drawn.convert("RGB").save(out, "PNG", exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("shape", ["ellipse", "rectangle"])
def test_only_the_part_is_blurred_the_same_each_time_without_metadata(shape: str) -> None:
    part = Part(shape=shape, left=0.25, top=0.25, width=0.5, height=0.5)  # type: ignore[arg-type]
    made = blurred(io.BytesIO(checkered()), "image/png", [part])
    assert made == blurred(io.BytesIO(checkered()), "image/png", [part])
    before, after = (Image.open(io.BytesIO(each)).convert("L") for each in (checkered(), made))
    inside, outside = (90, 90, 110, 110), (0, 0, 200, 45)
    low, high = after.crop(inside).getextrema()
    assert 100 < low <= high < 155  # type: ignore[operator]
    assert after.crop(outside).tobytes() == before.crop(outside).tobytes()
    assert b"who took it" not in made and not Image.open(io.BytesIO(made)).getexif()
    assert (after.getpixel((51, 51)) in {0, 255}) == (shape == "ellipse")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"no picture", "image/png"), (b"<svg/>", "image/svg+xml"), (b"\x89PNG\r\n\x1a\n", "image/png")],
)
def test_what_is_no_picture_is_refused(content: bytes, media_type: str) -> None:
    part = Part(shape="ellipse", left=0, top=0, width=1, height=1)
    with pytest.raises(BadInput):
        blurred(io.BytesIO(content), media_type, [part])


def test_nothing_to_blur_and_parts_outside_are_refused() -> None:
    with pytest.raises(BadInput):
        blurred(io.BytesIO(checkered()), "image/png", [])
    for left, width in ((0.9, 0.2), (-0.1, 0.2), (0.1, 0.0), (float("nan"), 0.1)):
        with pytest.raises(BadInput):
            Part(shape="ellipse", left=left, top=0, width=width, height=0.5)
