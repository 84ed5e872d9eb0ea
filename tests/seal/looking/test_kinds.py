"""Every type that is looked into has its reader."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tahqiq.seal.looking import kinds, worker

TABLE = tomllib.loads((Path(kinds.__file__).parent / "kinds.toml").read_text("utf-8"))


def test_every_picture_and_film_has_its_own_reader() -> None:
    assert {kinds.pillow(kind) for kind in TABLE["sections"]["image"]} == set(TABLE["pillow"].values())
    assert {kinds.ffmpeg(kind) for kind in TABLE["sections"]["film"]} == set(TABLE["ffmpeg"].values())


def test_every_section_has_its_parser() -> None:
    assert set(TABLE["sections"]) == set(worker._PARSERS)


def test_a_playlist_has_none() -> None:
    assert kinds.sections("application/vnd.apple.mpegurl") == ()
