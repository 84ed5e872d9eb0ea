"""Pictures drawn anew: turned as their EXIF says, small, without what else was in the file."""

from __future__ import annotations

import io
import subprocess

import pytest
from PIL import Image

from tahqiq.desk import stills
from tahqiq.desk.stills import Veil, can_be_shown, drawn, still


def _picture(size: tuple[int, int] = (40, 20), kind: str = "PNG", **wishes: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "red").save(stream, kind, **wishes)
    return stream.getvalue()


def test_a_picture_is_turned_and_loses_its_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "a camera"
    content = drawn(io.BytesIO(_picture(kind="JPEG", exif=exif)), "image/jpeg", Veil.COLOUR)
    shown = Image.open(io.BytesIO(content))
    assert shown.size == (20, 40) and not shown.getexif()


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "1"])
def test_every_mode_is_drawn(mode: str) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (30, 30), "red").convert(mode).save(stream, "PNG")
    shown = Image.open(io.BytesIO(drawn(io.BytesIO(stream.getvalue()), "image/png", Veil.GREY)))
    assert shown.mode == "L" and shown.size == (30, 30)


def test_a_large_picture_is_made_small() -> None:
    content = drawn(io.BytesIO(_picture((5_000, 100))), "image/png", Veil.GREY)
    assert Image.open(io.BytesIO(content)).size == (1_600, 32)
    veiled = Image.open(io.BytesIO(drawn(io.BytesIO(_picture((5_000, 100))), "image/png", Veil.VEILED)))
    assert max(veiled.size) == 640


def test_too_many_pixels_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stills, "DECODED", 100)
    with pytest.raises(ValueError, match="pixels"):
        drawn(io.BytesIO(_picture()), "image/png", Veil.GREY)


def test_a_file_that_takes_too_long_or_is_too_long_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stills, "MOST_BYTES", 10)
    assert still(io.BytesIO(_picture()), "image/png", Veil.GREY) is None
    monkeypatch.undo()

    def late(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("still", 1)

    monkeypatch.setattr(subprocess, "run", late)
    assert still(io.BytesIO(_picture()), "image/png", Veil.GREY) is None


def test_only_pictures_are_shown() -> None:
    assert can_be_shown("image/jpeg")
    assert not can_be_shown("image/svg+xml") and not can_be_shown("text/html")
