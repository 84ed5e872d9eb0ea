"""The pages of one story alone, as `publish` would write them: what a desk shows before they are published.

Everything goes the same way, so that a page here is, byte for byte, what the site of that release would have.
Pages that a story leads to are not written: only their addresses are the same.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tahqiq.publish import stories
from tahqiq.publish.editions import Editions, prepare
from tahqiq.publish.maps.ground import lay
from tahqiq.publish.publishing import copy_files
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.shelves import Shelves, fill
from tahqiq.vocab.basemap import IN_RELEASE

_SCRATCH, _MEDIA = ".scratch.sqlite3", "media/"


def publish_story(release: Path, out: Path, *, story: str) -> int:
    """Writes the pages of a story and the files they need, and gives the number of pages.

    Args:
        release: a folder that ``release.write`` wrote; it is read, never changed.
        out: an empty or missing folder.
        story: the slug of the story.

    Raises:
        UnfitRelease: the folder is no release, or its files are not those its manifest names.
    """
    folder = ReleaseFolder.open(release)
    folder.check()
    out.mkdir(parents=True, exist_ok=True)
    scratch = out / _SCRATCH
    fill(scratch, folder)
    with closing(Shelves(scratch)) as shelves:
        prepare(out, also=stories.folders(shelves))
        released = folder.file(IN_RELEASE) if IN_RELEASE in folder.manifest.files else None
        lay(out, released=released, given=None)
        copy_files(folder, out, below=_MEDIA)
        stories.write_captions(shelves, out)
    written = _write(release, scratch, out, f"story/{story}/")
    scratch.unlink()
    return written


def _write(release: Path, scratch: Path, out: Path, below: str) -> int:
    pages: list[int] = []
    with closing(Editions(release, scratch, out, "")) as editions:
        for language, edition in editions.editions.items():
            wanted = (page for page in stories.pages(edition) if page.path.startswith(below))
            editions.write(language, wanted, pages.append)
    return sum(pages)
