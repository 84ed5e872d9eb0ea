"""The media of stories: sealed originals, and what is made of them for the web, kept by hash.

Everything here follows from the originals' bytes and the recipe, so that the same record gives the same
files; a home keeps what was made below ``renditions``, and may throw it away.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tahqiq.durable import replacing_folder
from tahqiq.seal import Archive, NotSealed, Removed
from tahqiq.vocab.basemap import Basemap
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.stories import Rendition

_MADE = "made.json"
#: Name of the folder of a home; of its archive and of its previews of drafts beside it.
RENDITIONS, ARCHIVE, PREVIEWS = "renditions", "archive", "previews"
_CHUNK = 1 << 20


class Made(msgspec.Struct, frozen=True):
    """What was made of one original.

    Attributes:
        files: each with its file's own name as path.
        peaks: of a sound, loudness over time, 0 to 100. ``seconds``: how long it is.
    """

    files: tuple[Rendition, ...]
    peaks: tuple[int, ...] = ()
    seconds: float = 0


#: Makes the renditions of an original: from its file into a folder.
Recipe = Callable[[Path, Path], Made]


@dataclass(frozen=True, slots=True)
class MediaShelf:
    """Where originals are and renditions go.

    Attributes:
        archive: the sealed originals.
        cache: folder of renditions; made when the first is.
        basemap: the drawn ground of the case, where map scenes without a point of their own look.
    """

    archive: Archive
    cache: Path
    basemap: Path | None = None

    @classmethod
    def beside(cls, releases: Path, case: str) -> MediaShelf:
        """The shelf of a home, by its folder of releases."""
        home = releases.parent
        basemap = home / "basemaps" / f"{case}.geojson"
        return cls(Archive(home / ARCHIVE), home / RENDITIONS, basemap if basemap.is_file() else None)

    def made(self, sha256: str, recipe: str, make: Recipe) -> tuple[Made, Path]:
        """The renditions of an original and the folder they lie in; made where they are not there yet.

        Args:
            recipe: name and version of what makes them.

        Raises:
            BadInput: the archive does not hold the original, or it is none that may be shown.
        """
        folder = self.cache / sha256 / recipe
        if (folder / _MADE).is_file():
            return msgspec.json.decode((folder / _MADE).read_bytes(), type=Made), folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        with self._original(sha256) as original, replacing_folder(folder, replaceable=_ours) as draft:
            made = _named(make(original, draft), draft)
            (draft / _MADE).write_bytes(msgspec.json.encode(made))
        return made, folder

    def middle(self) -> tuple[float, float] | None:
        """Latitude and longitude of the middle of the drawn ground; None where there is none."""
        if self.basemap is None:
            return None
        west, south, east, north = Basemap.read(self.basemap).bounds()
        return round((south + north) / 2, 2), round((west + east) / 2, 2)

    @contextmanager
    def _original(self, sha256: str) -> Iterator[Path]:
        """The bytes of an original as a file, for as long as they are needed."""
        with tempfile.TemporaryDirectory(prefix="tahqiq-media-") as folder:
            path = Path(folder) / "original"
            try:
                with self.archive.read(sha256) as stream, path.open("xb") as file:
                    shutil.copyfileobj(stream, file, _CHUNK)
            except (NotSealed, Removed) as error:
                raise BadInput("the archive does not hold this item", file=sha256) from error
            yield path


def forget(home: Path, sha256: str) -> None:
    """Throws away what a home made of an original lawfully removed, and all previews: one may show it."""
    shutil.rmtree(home / RENDITIONS / sha256, ignore_errors=True)
    shutil.rmtree(home / PREVIEWS, ignore_errors=True)


def _ours(folder: Path) -> bool:
    return (folder / _MADE).is_file()


def _named(made: Made, folder: Path) -> Made:
    """The same, each file under a name that follows from its own bytes: nothing tells of the original's."""
    named = []
    for each in made.files:
        content = (folder / each.path).read_bytes()
        name = f"{hashlib.sha256(content).hexdigest()[:20]}{Path(each.path).suffix}"
        (folder / each.path).rename(folder / name)
        named.append(msgspec.structs.replace(each, path=name, size=len(content)))
    return msgspec.structs.replace(made, files=tuple(named))
