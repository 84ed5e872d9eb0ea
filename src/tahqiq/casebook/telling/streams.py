"""Opening sound and film that an author brought, and writing what the web plays; both with PyAV.

What is brought is read without trust: by the one reader that its first bytes name, which may open nothing
but these bytes. What is written tells nothing of when or with what it was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:  # imported where it is used: it is slow
    from av.container import InputContainer, OutputContainer

MOST_BYTES, MOST_SECONDS = 1 << 30, 3600
_BITEXACT = {"fflags": "+bitexact"}


@contextmanager
def opened(original: Path) -> Iterator[InputContainer]:
    """A recording or film, to be read.

    Raises:
        BadInput: it is none, or too long.
    """
    import av

    if original.stat().st_size > MOST_BYTES:
        raise BadInput(f"sound and film have at most {MOST_BYTES >> 20:,} MiB")
    with original.open("rb") as stream:
        form = _form(stream.read(16))
        stream.seek(0)
        options = {"protocol_whitelist": "none", "enable_drefs": "0", "probesize": "5000000"}
        av.logging.set_level(None)
        try:
            with av.open(
                stream, "r", form, container_options=options, metadata_errors="replace"
            ) as container:
                if container.duration is not None and container.duration > MOST_SECONDS * 1_000_000:
                    raise BadInput(f"sound and film last at most {MOST_SECONDS // 60} minutes")
                yield container
        except (av.FFmpegError, UnicodeDecodeError, EOFError) as error:
            raise BadInput(
                "this recording cannot be read", remedy="bring a WAV, FLAC, MP3, M4A or Opus"
            ) from error


def _form(head: bytes) -> str:
    """The reader of a file, by its first bytes."""
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp":
        return "mov"
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] and head[1] & 0xE0 == 0xE0):
        return "mp3"
    for sign, form in ((b"OggS", "ogg"), (b"fLaC", "flac"), (b"\x1a\x45\xdf\xa3", "matroska")):
        if head.startswith(sign):
            return form
    raise BadInput(
        "this is no recording", remedy="bring a WAV, FLAC, MP3, M4A or Opus; of film an MP4 or WebM"
    )


@contextmanager
def writing(path: Path, form: str, **options: str) -> Iterator[OutputContainer]:
    """A container to be written, the same for the same frames."""
    import av

    with av.open(str(path), "w", form, container_options={**_BITEXACT, **options}) as container:
        yield container


def plainly(stream: Any) -> Any:
    """An encoder's stream that notes nothing of itself and works the same everywhere."""
    from av.codec.context import Flags

    stream.codec_context.flags |= Flags.bitexact
    stream.codec_context.thread_count = 1
    return stream
