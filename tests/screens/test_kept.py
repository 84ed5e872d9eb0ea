"""The pictures that are kept in the documents: all there, all named, small."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

from PIL import Image

from screens.camera import DEVICES, LANGUAGES, LIGHTS

DOCS = Path(__file__).parents[2] / "docs"
KEPT = sorted((DOCS / "screens").glob("*.webp"))
MOST_BYTES = 5_000_000
#: Screens that the documents show, at least.
SHOWN = 20


def _scenes() -> set[str]:
    return {path.stem.rsplit("-", 3)[0] for path in KEPT}


def test_every_scene_is_kept_on_every_device_in_both_languages_and_lights() -> None:
    every = product(sorted(_scenes()), DEVICES, LANGUAGES, LIGHTS)
    assert {path.stem for path in KEPT} == {"-".join(each) for each in every}
    assert len(_scenes()) >= SHOWN


def test_the_page_of_pictures_names_each_and_says_what_it_shows() -> None:
    page = (DOCS / "screens.md").read_text("utf-8")
    named = re.findall(r"!\[([^\]]+)\]\(screens/([\w-]+\.webp)#only-(light|dark)\)", page)
    assert sorted(name for _, name, _ in named) == [path.name for path in KEPT]
    assert all(name.endswith(f"-{light}.webp") and light in told for told, name, light in named)


def test_the_pictures_are_small_and_as_wide_as_their_devices() -> None:
    assert sum(path.stat().st_size for path in KEPT) < MOST_BYTES
    for path in KEPT:
        with Image.open(path) as picture:
            assert (picture.width, picture.height) == DEVICES[path.stem.rsplit("-", 3)[1]]
