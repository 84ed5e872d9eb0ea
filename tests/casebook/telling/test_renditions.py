"""Pictures and sounds for the web: nothing beside them is left, and what is no picture is refused."""

from __future__ import annotations

import hashlib
import io
import struct
import wave
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from casebook.telling.manuscripts import photograph
from tahqiq.casebook.telling.drawings import clean
from tahqiq.casebook.telling.films import make_film
from tahqiq.casebook.telling.recordings import PEAKS, make_recording, measure
from tahqiq.casebook.telling.renditions import make_picture
from tahqiq.vocab.errors import BadInput

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90">{}</svg>'


def folder(path: Path, name: str) -> Path:
    (path / name).mkdir()
    return path / name


def hashes(path: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in sorted(path.iterdir())}


def test_a_picture_in_two_formats_and_three_widths(tmp_path: Path) -> None:
    out = folder(tmp_path, "out")
    made = make_picture(photograph(tmp_path / "p.jpg"), out)
    told = [(each.media_type, each.width, each.height) for each in made.files]
    sizes = [(480, 240), (960, 480), (1600, 800)]
    assert told == [(kind, *size) for kind in ("image/avif", "image/webp") for size in sizes]
    for each in made.files:
        with Image.open(out / each.path) as opened:
            assert opened.size == (each.width, each.height)


def test_nothing_that_was_told_beside_it_is_left(tmp_path: Path) -> None:
    out = folder(tmp_path, "out")
    made = make_picture(photograph(tmp_path / "p.jpg"), out)
    assert b"Canary" in (tmp_path / "p.jpg").read_bytes()
    for each in made.files:
        content = (out / each.path).read_bytes()
        assert b"Canary" not in content and b"Exif" not in content and b"http" not in content
        with Image.open(io.BytesIO(content)) as opened:
            assert not opened.getexif() and "xmp" not in opened.info


def test_it_is_turned_upright(tmp_path: Path) -> None:
    picture = Image.new("RGB", (60, 20), "red")
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(tmp_path / "p.jpg", exif=exif)
    made = make_picture(tmp_path / "p.jpg", folder(tmp_path, "out"))
    assert {(each.width, each.height) for each in made.files} == {(20, 60)}


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = folder(tmp_path, "one"), folder(tmp_path, "two")
    original = photograph(tmp_path / "p.jpg")
    make_picture(original, one)
    make_picture(original, two)
    assert hashes(one) == hashes(two)


def bomb(path: Path, side: int = 30_000) -> Path:
    """A PNG that says it is far larger than its bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="million pixels"):
        make_picture(bomb(tmp_path / "p.png"), folder(tmp_path, "out"))


@pytest.mark.parametrize("content", [b"", b"no picture", b"%PDF-1.7", b"\xff\xd8\xff\xe0 cut"])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p").write_bytes(content)
    with pytest.raises(BadInput, match="cannot be read"):
        make_picture(tmp_path / "p", folder(tmp_path, "out"))


HOSTILE = [
    "<script>alert(1)</script>",
    "<foreignObject><p>x</p></foreignObject>",
    '<rect onload="alert(1)"/>',
    '<image href="https://example.org/x.png"/>',
    '<image href="data:image/png;base64,AAAA"/>',
    '<use href="other.svg#x"/>',
    '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://example.org/#x"/>',
    '<rect fill="url(https://example.org/#x)"/>',
    '<rect style="background:url(//example.org)"/>',
    '<rect style="@import x"/>',
    "<style>@import url(x)</style>",
    '<animate attributeName="href" to="javascript:alert(1)"/>',
    '<set attributeName="onload" to="x"/>',
    '<a href="#x"><rect/></a>',
    '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
    '<rect fill="javascript:x"/>',
]


@pytest.mark.parametrize("inside", HOSTILE)
def test_a_drawing_that_does_more_than_draw_is_refused(inside: str) -> None:
    with pytest.raises(BadInput) as refused:
        clean(SVG.format(inside).encode())
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        b"<svg",
        b"<p/>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 5"/>',
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_drawing_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        clean(content)


def test_a_clean_drawing_stays_one_without_what_programs_noted(tmp_path: Path) -> None:
    noted = (
        "<!-- Canary --><metadata>Canary</metadata><title>River</title>"
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="Canary" data-x="Canary">'
        '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>'
        '<path d="M0 0L9 9" fill="url(#g)"/><use href="#g"/></g>'
    )
    (tmp_path / "river.svg").write_text(SVG.format(noted))
    out = folder(tmp_path, "out")
    (made,) = make_picture(tmp_path / "river.svg", out).files
    written = (out / made.path).read_text()
    assert (made.media_type, made.width, made.height) == ("image/svg+xml", 160, 90)
    assert "Canary" not in written and "url(#g)" in written
    assert clean(written.encode())[0].decode() == written


def tone(path: Path, seconds: float = 4, loud: float = 0.05) -> Path:
    at = np.arange(int(44_100 * seconds)) / 44_100
    sound = (loud * np.sin(2 * np.pi * 440 * at) * 32_767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(sound.tobytes())
    return path


@pytest.mark.parametrize("loud", [0.02, 0.05, 0.9])
def test_recordings_are_as_loud_as_one_another(tmp_path: Path, loud: float) -> None:
    out = folder(tmp_path, "out")
    made = make_recording(tone(tmp_path / "t.wav", loud=loud), out)
    assert [each.media_type for each in made.files] == ["audio/webm", "audio/mp4"]
    assert made.seconds == pytest.approx(4, abs=0.1)
    assert 0 < len(made.peaks) <= PEAKS and max(made.peaks) == 100
    for each in made.files:
        assert measure(out / each.path).loudness == pytest.approx(-16, abs=1)


def test_silence_stays_silent(tmp_path: Path) -> None:
    made = make_recording(tone(tmp_path / "t.wav", loud=0), folder(tmp_path, "out"))
    assert set(made.peaks) == {0}


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = folder(tmp_path, "one"), folder(tmp_path, "two")
    original = tone(tmp_path / "t.wav")
    make_recording(original, one)
    make_recording(original, two)
    assert hashes(one) == hashes(two)


@pytest.mark.parametrize(
    "content",
    [b"", b"#EXTM3U\nfile:///etc/passwd", b"RIFF\0\0\0\0WAVE", b"OggS nothing", b"ffconcat version 1.0"],
)
@pytest.mark.parametrize("make", [make_recording, make_film])
def test_what_is_no_recording_is_refused(tmp_path: Path, content: bytes, make: object) -> None:
    (tmp_path / "t").write_bytes(content)
    with pytest.raises(BadInput):
        make(tmp_path / "t", folder(tmp_path, "out"))  # type: ignore[operator]


def test_a_film_is_no_wider_than_a_page_and_tells_nothing(tmp_path: Path) -> None:
    import av

    with av.open(str(tmp_path / "f.mp4"), "w") as made:
        made.metadata["title"] = "Canary"
        stream = made.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuv420p"  # type: ignore[attr-defined]
        for n in range(10):
            frame = av.VideoFrame.from_ndarray(np.full((1080, 1920, 3), n * 9, dtype="u1"), format="rgb24")
            made.mux(stream.encode(frame))  # type: ignore[attr-defined]
        made.mux(stream.encode(None))  # type: ignore[attr-defined]
    out = folder(tmp_path, "out")
    (film,) = make_film(tmp_path / "f.mp4", out).files
    assert (film.media_type, film.width, film.height) == ("video/mp4", 1280, 720)
    assert b"Canary" not in (out / film.path).read_bytes()
