"""Pictures for the web: AVIF and WebP in three widths, upright, in sRGB, and nothing in them but the picture.

What an author brings is read without trust: its bytes, kind and size are bounded before a pixel is decoded.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tahqiq.casebook.telling.drawings import MOST_DRAWN, clean
from tahqiq.casebook.telling.shelf import Made
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.stories import Rendition

if TYPE_CHECKING:  # imported where it is used: it is slow
    from PIL import Image

#: Name and version of what is made of a picture.
RECIPE = "picture-1"
#: Pixels across; a picture is never made larger than it is.
WIDTHS = (480, 960, 1600)
MOST_BYTES, MOST_PIXELS = 80 << 20, 80_000_000
_READ = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF")
#: Best first. Quality as each encoder counts it.
_WRITTEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("avif", "image/avif", {"quality": 58, "speed": 6, "max_threads": 1}),
    ("webp", "image/webp", {"quality": 78, "method": 4}),
)


def make_picture(original: Path, folder: Path) -> Made:
    """Makes the renditions of one picture.

    Raises:
        BadInput: it is none, too large, or a drawing that holds more than a drawing.
    """
    if original.stat().st_size > MOST_BYTES:
        raise BadInput(f"a picture has at most {MOST_BYTES >> 20} MiB", remedy="bring a smaller one")
    with original.open("rb") as file:
        head = file.read(512)
    if b"<svg" in head or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _drawing(original, folder)
    return Made(files=tuple(_pictures(original, folder)))


def _drawing(original: Path, folder: Path) -> Made:
    """A drawing stays one, cleaned; it has no metadata left."""
    if original.stat().st_size > MOST_DRAWN:
        raise BadInput(f"a drawing has at most {MOST_DRAWN >> 20} MiB")
    content, width, height = clean(original.read_bytes())
    (folder / "drawing.svg").write_bytes(content)
    kind = "image/svg+xml"
    return Made(files=(Rendition(path="drawing.svg", media_type=kind, size=0, width=width, height=height),))


def _pictures(original: Path, folder: Path) -> Iterator[Rendition]:
    from PIL import Image

    plain = _upright(original)
    for ending, media_type, how in _WRITTEN:
        for width in _widths(plain.width):
            height = max(1, round(plain.height * width / plain.width))
            resized = (
                plain if width == plain.width else plain.resize((width, height), Image.Resampling.LANCZOS)
            )
            name = f"{width}.{ending}"
            resized.save(folder / name, **how)
            yield Rendition(path=name, media_type=media_type, size=0, width=width, height=height)


def _widths(width: int) -> list[int]:
    return [each for each in WIDTHS if each < width] + ([width] if width <= WIDTHS[-1] else [])


def _upright(original: Path) -> Image.Image:
    """The picture as it is meant to be seen: upright, sRGB, without anything that was told beside it."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is looked at below, before anything is decoded
            with Image.open(original, formats=_READ) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                turned = ImageOps.exif_transpose(opened)
                seen = _in_srgb(turned)
    except Image.DecompressionBombError as error:
        raise BadInput(f"a picture has at most {MOST_PIXELS // 1_000_000} million pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadInput(
            "this picture cannot be read", remedy="bring a JPEG, PNG, WebP, AVIF or SVG"
        ) from error
    bare = Image.new(seen.mode, seen.size)
    bare.paste(seen)
    return bare


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Colours as every screen takes them; a profile that cannot be read is left out."""
    from PIL import ImageCms

    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    plain = picture.convert(mode)
    if not profile or picture.mode not in {"RGB", "RGBA"}:
        return plain
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return (
            ImageCms.profileToProfile(plain, given, ImageCms.createProfile("sRGB"), outputMode=mode) or plain
        )
    except (ImageCms.PyCMSError, OSError):
        return plain
