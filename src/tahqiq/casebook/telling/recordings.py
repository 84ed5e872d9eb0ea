"""Commentaries for the web: as loud as one another, in two formats, without what was told beside them.

Loudness is integrated loudness by ITU-R BS.1770 (EBU R 128, FFmpeg's ``ebur128``), brought to −16 LUFS; what
would then be louder than −1.5 dB full scale is held there by a limiter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tahqiq.casebook.telling.shelf import Made
from tahqiq.casebook.telling.streams import opened, plainly, writing
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.stories import Rendition

if TYPE_CHECKING:  # imported where it is used: it is slow
    from av import AudioFrame
    from av.filter import Graph

#: Name and version of what is made of a recording.
RECIPE = "recording-1"
#: LUFS; dB at most that a quiet recording is raised; samples a second; peaks.
LOUDNESS, MOST_GAIN, RATE, PEAKS = -16.0, 24.0, 48_000, 240
#: Below this there is nothing but silence.
_SILENCE = -65.0
#: Peak of what is written, as a share of full scale: −1.5 dB.
_CEILING = 0.841
#: Samples of which one peak is kept while measuring.
_STEP = 2_400


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a recording: LUFS, peaks in steps of 50 ms, samples at `RATE`, channels."""

    loudness: float
    peaks: tuple[float, ...]
    samples: int
    channels: int

    @property
    def gain(self) -> float:
        """DB by which it is raised or lowered."""
        return 0.0 if self.loudness <= _SILENCE else min(LOUDNESS - self.loudness, MOST_GAIN)


def make_recording(original: Path, folder: Path) -> Made:
    """Makes the renditions of one recording: Opus in WebM, AAC in MP4.

    Raises:
        BadInput: it is none, too long, or holds no sound.
    """
    measured = measure(original)
    seconds = round(measured.samples / RATE, 2)
    written = [
        _write(original, folder / "sound.webm", "webm", "libopus", 48_000, measured),
        _write(original, folder / "sound.m4a", "mp4", "aac", 64_000, measured),
    ]
    types = ("audio/webm", "audio/mp4")
    files = tuple(
        Rendition(path=path.name, media_type=kind, size=0, seconds=seconds)
        for path, kind in zip(written, types, strict=True)
    )
    return Made(files=files, peaks=_peaks(measured.peaks), seconds=seconds)


def measure(original: Path) -> Measured:
    """How loud a recording is, and how long. Errors: see ``make_recording``."""
    import numpy as np

    loudness, samples, channels = -70.0, 0, 1
    peaks: list[float] = []
    for frame in _frames(original, [("ebur128", "metadata=1"), ("aformat", _FORMAT)]):
        loudness = float(frame.metadata.get("lavfi.r128.I", loudness))
        channels = max(channels, min(frame.layout.nb_channels, 2))
        samples += frame.samples
        sound = np.abs(frame.to_ndarray())
        peaks += [float(part.max()) for part in np.array_split(sound, max(1, frame.samples // _STEP), axis=1)]
    if not samples:
        raise BadInput("there is no sound in this recording")
    return Measured(loudness, tuple(peaks), samples, channels)


_FORMAT = f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts=mono|stereo"


def _frames(original: Path, filters: list[tuple[str, str]]) -> Iterator[AudioFrame]:
    """The sound of a recording through filters, frame by frame."""
    import av

    with opened(original) as container:
        stream = next(iter(container.streams.audio), None)
        if stream is None:
            raise BadInput("there is no sound in this recording")
        graph = _graph(stream, filters)
        for frame in container.decode(stream):
            graph.push(frame)
            yield from _pulled(graph)
        try:
            graph.push(None)
        except av.FFmpegError:  # it had ended by itself
            return
        yield from _pulled(graph)


def _graph(stream: Any, filters: list[tuple[str, str]]) -> Graph:
    from av.filter import Graph

    graph = Graph()
    nodes = [graph.add_abuffer(template=stream)]
    nodes += [graph.add(name, told) for name, told in filters]
    nodes.append(graph.add("abuffersink"))
    for one, other in pairwise(nodes):
        one.link_to(other)
    graph.configure()
    return graph


def _pulled(graph: Graph) -> Iterator[Any]:
    import av

    while True:
        try:
            yield graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return


def _write(original: Path, path: Path, form: str, codec: str, rate: int, measured: Measured) -> Path:
    """One rendition, as loud as all others."""
    layout = "stereo" if measured.channels > 1 else "mono"
    filters = [
        ("volume", f"volume={measured.gain:.2f}dB:precision=float"),
        ("aresample", str(RATE)),
        ("alimiter", f"limit={_CEILING}:level=0:attack=5:release=60"),
        ("aformat", f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts={layout}"),
    ]
    options = {"movflags": "+faststart"} if form == "mp4" else {}
    with writing(path, form, **options) as container:
        stream = plainly(container.add_stream(codec, rate=RATE, layout=layout))
        stream.codec_context.bit_rate = rate * measured.channels
        done = 0
        for frame in _frames(original, filters):
            frame.pts, done = done, done + frame.samples
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _peaks(measured: tuple[float, ...]) -> tuple[int, ...]:
    """At most `PEAKS` of them, 0 to 100, the loudest of each stretch; of silence none is loud."""
    loudest = max(measured, default=0.0)
    step = -(-len(measured) // PEAKS)
    parts = (measured[at : at + step] for at in range(0, len(measured), step))
    return tuple(round(100 * max(part) / loudest) if loudest > 0 else 0 for part in parts)
