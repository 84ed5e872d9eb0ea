"""Draws the pictures of the built-in story into ``story/media/`` of a case.

    python scripts/draw_story.py [src/tahqiq/cases/raqqa_2017]

Maps come from the case's own sketch map, fields of marks and doors from its claims and answers, the cloth
from the fingerprints of its notes: where the files change, the drawings must be made anew, and a test says
so. The same files give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import story_maps
import story_things

from tahqiq.durable import write_file

CASE = Path(__file__).resolve().parent.parent / "src" / "tahqiq" / "cases" / "raqqa_2017"
DRAWINGS: dict[str, Callable[[Path], bytes]] = {
    "river.svg": story_maps.river,
    "home.svg": story_things.home,
    "sky.svg": story_maps.sky,
    "ground.svg": story_maps.walked,
    "fields.svg": story_things.fields,
    "strata.svg": story_things.strata,
    "doors.svg": story_things.doors,
    "overlap.svg": story_maps.overlap,
    "threads.svg": story_things.threads,
}


def main() -> int:
    """Writes every drawing."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CASE
    for name, draw in DRAWINGS.items():
        write_file(folder / "story" / "media" / name, draw(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
