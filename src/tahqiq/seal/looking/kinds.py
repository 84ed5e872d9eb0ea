"""Which media types are looked into, for what, and by which reader (``kinds.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from pathlib import Path


@lru_cache(maxsize=1024)
def sections(media_type: str) -> tuple[str, ...]:
    """What is looked for in items of this type; nothing in those that claim nothing of themselves.

    >>> sections("application/pdf")
    ('xmp', 'pdf', 'c2pa')
    >>> sections("text/plain")
    ()
    """
    table = _table()["sections"].items()
    return tuple(name for name, kinds in table if any(fnmatchcase(media_type, kind) for kind in kinds))


def pillow(media_type: str) -> str:
    """Pillow's name of the format. Errors: KeyError where there is none."""
    return str(_table()["pillow"][media_type])


def ffmpeg(media_type: str) -> str:
    """FFmpeg's name of the demuxer. Errors: KeyError where there is none."""
    return str(_table()["ffmpeg"][media_type])


@cache
def _table() -> Mapping[str, Mapping[str, str | list[str]]]:
    return tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))
