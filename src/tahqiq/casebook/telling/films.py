"""Films for the web: one MP4 that every browser plays, no wider than a page, told nothing beside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tahqiq.casebook.telling.shelf import Made
from tahqiq.casebook.telling.streams import opened, plainly, writing
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.stories import Rendition

#: Name and version of what is made of a film.
RECIPE = "film-1"
#: Pixels across at most; frames a second at most; pixels of a frame that is decoded.
WIDEST, FASTEST, MOST_PIXELS = 1280, 60, 40_000_000
_SOUND, _RATE = 96_000, 48_000
_PICTURE = {"crf": "24", "preset": "medium", "x264-params": "threads=1:sliced-threads=0"}


def make_film(original: Path, folder: Path) -> Made:
    """Makes the rendition of one film: H.264 and AAC in MP4.

    Raises:
        BadInput: it is none, too long, or holds no pictures.
    """
    path = folder / "film.mp4"
    with opened(original) as source:
        seen = next(iter(source.streams.video), None)
        if seen is None or not 0 < seen.codec_context.width * seen.codec_context.height <= MOST_PIXELS:
            raise BadInput("there is no film in this file, or its pictures are too large")
        width, height = _size(seen.codec_context.width, seen.codec_context.height)
        with writing(path, "mp4", movflags="+faststart") as target:
            seconds = _copy(source, target, seen, (width, height))
    film = Rendition(
        path=path.name, media_type="video/mp4", size=0, width=width, height=height, seconds=seconds
    )
    return Made(files=(film,), seconds=seconds)


def _size(width: int, height: int) -> tuple[int, int]:
    """Even numbers of pixels, as the encoder wants them."""
    scale = min(1.0, WIDEST / width)
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def _copy(source: Any, target: Any, seen: Any, size: tuple[int, int]) -> float:
    """Every picture and the sound, encoded anew; how many seconds they are."""
    from av import AudioResampler

    rate = min(seen.average_rate or 25, FASTEST)
    pictures = plainly(target.add_stream("libx264", rate=rate, options=_PICTURE))
    pictures.width, pictures.height, pictures.pix_fmt = *size, "yuv420p"
    pictures.codec_context.time_base = seen.time_base
    heard = next(iter(source.streams.audio), None)
    sound: Any = _sound(target) if heard is not None else None
    resampler = AudioResampler(format="fltp", layout="stereo", rate=_RATE)
    last = 0.0
    for frame in source.decode(*(each for each in (seen, heard) if each is not None)):
        last = max(last, float(frame.time or 0))
        if sound is not None and hasattr(frame, "samples"):
            for part in resampler.resample(frame):
                target.mux(sound.encode(part))
        else:
            target.mux(pictures.encode(frame.reformat(width=size[0], height=size[1], format="yuv420p")))
    for stream in (pictures, sound):
        target.mux(stream.encode(None) if stream is not None else [])
    return round(last, 2)


def _sound(target: Any) -> Any:
    stream = plainly(target.add_stream("aac", rate=_RATE, layout="stereo"))
    stream.codec_context.bit_rate = _SOUND
    return stream
