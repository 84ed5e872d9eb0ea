"""Film and sound: what the container says, and perceptual hashes of key frames (PyAV)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from tahqiq.seal.looking import kinds
from tahqiq.seal.looking.likeness import perceptual_hash
from tahqiq.seal.looking.pictures import DECODED

if TYPE_CHECKING:
    from av import VideoFrame, VideoStream
    from av.container import InputContainer

#: Key frames that are hashed at most, evenly spaced; packets that are read where no time is known.
FRAMES, PACKETS = 16, 2_000
_MICROSECOND = Fraction(1, 1_000_000)
_ISO_6709 = re.compile(r"([+-]\d{2}(?:\.\d{1,9})?)([+-]\d{3}(?:\.\d{1,9})?)", re.ASCII)


def describe(stream: BinaryIO, media_type: str) -> dict[str, object]:
    """The container's tags, its streams, and the position that one of the tags tells.

    Raises:
        FFmpegError: it cannot be read.
    """
    with closing(_opened(stream, media_type)) as film:
        said: dict[str, object] = {
            "container": film.format.name,
            "duration_s": None if film.duration is None else float(film.duration * _MICROSECOND),
            "tags": dict(film.metadata),
            "streams": [_stream(each) for each in film.streams],
        }
        position = _position(film.metadata)
        return {**said, "position": position} if position else said


def likeness(stream: BinaryIO, media_type: str) -> str:
    """The perceptual hashes of up to ``FRAMES`` key frames one after another, 16 digits each.

    Frames are taken at even steps through the film; those without structure tell nothing and are left out.

    Raises:
        FFmpegError: it cannot be read.
    """
    from PIL import Image

    hashes = []
    with closing(_opened(stream, media_type)) as film:
        for frame in _key_frames(film):
            grey = frame.reformat(format="gray").to_ndarray()
            hashes.append(perceptual_hash(Image.fromarray(grey)))
    return "".join(dict.fromkeys(hashes))


def _opened(stream: BinaryIO, media_type: str) -> InputContainer:
    """A container that can open nothing but these bytes, read by the demuxer of its type."""
    import av

    av.logging.set_level(None)
    stream.seek(0)
    options = {"protocol_whitelist": "none", "enable_drefs": "0", "probesize": "5000000"}
    form = kinds.ffmpeg(media_type)
    return av.open(stream, "r", form, container_options=options, metadata_errors="replace")


def _stream(stream: Any) -> dict[str, object]:
    """One stream as the container describes it: nothing is decoded for it."""
    context = stream.codec_context
    said: dict[str, object] = {"type": stream.type, "tags": dict(stream.metadata)}
    said["codec"] = getattr(context, "name", None)
    if stream.duration is not None and stream.time_base is not None:
        said["duration_s"] = float(stream.duration * stream.time_base)
    if stream.type == "video":
        rate = stream.average_rate
        said |= {"width": context.width, "height": context.height, "frames_a_second": rate and float(rate)}
    if stream.type == "audio":
        said |= {"samples_a_second": context.sample_rate, "channels": context.channels}
    return said


def _key_frames(film: InputContainer) -> Iterator[VideoFrame]:
    stream = next(iter(film.streams.video), None)
    if stream is None or not 0 < stream.codec_context.width * stream.codec_context.height <= DECODED:
        return
    stream.codec_context.skip_frame = "NONKEY"
    stream.codec_context.thread_count = 1
    frames = _spaced(film, stream) if film.duration else islice(_decoded(film, stream), FRAMES)
    seen = set()
    for frame in frames:
        if frame.pts not in seen:
            seen.add(frame.pts)
            yield frame


def _spaced(film: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """The key frame before each of the even steps."""
    start, duration = film.start_time or 0, film.duration or 0
    for step in range(FRAMES):
        film.seek(start + duration * step // FRAMES)
        yield from islice(_decoded(film, stream), 1)


def _decoded(film: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """Key frames from here on, as far as ``PACKETS`` go."""
    return (frame for packet in islice(film.demux(stream), PACKETS) for frame in packet.decode())


def _position(tags: dict[str, str]) -> dict[str, object]:
    """Decimal degrees from a tag in the short form of ISO 6709 (``+35.9500+039.0100/``)."""
    for name in sorted(tags):
        if "location" in name.lower() and (found := _ISO_6709.match(tags[name])):
            return {"latitude": float(found[1]), "longitude": float(found[2])}
    return {}
