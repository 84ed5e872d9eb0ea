"""Files under the paths a person named, in an order that is the same everywhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from tahqiq.seal.errors import Unsealable
from tahqiq.seal.intake import refuse_unsealable
from tahqiq.seal.layout import printable


def found_under(paths: Iterable[Path], *, archive: Path | None = None) -> Iterator[tuple[Path, str]]:
    """Every file, with its original name: its path from the folder that was named, '/' between.

    Folders are walked depth first, names sorted by their bytes, one folder's names in memory at a time.

    Args:
        paths: files and folders.
        archive: an archive that must not lie in any of them: an archive is not sealed into itself.

    Raises:
        Unsealable: something is missing, a link, a device or a pipe, or the archive itself.
    """
    for path in paths:
        yield from _walk(path, path.name or path.resolve().name, archive and archive.resolve())


def _walk(path: Path, name: str, archive: Path | None) -> Iterator[tuple[Path, str]]:
    found = refuse_unsealable(path)
    if not stat.S_ISDIR(found.st_mode):
        yield path, name
        return
    if archive is not None and path.resolve() == archive:
        raise Unsealable("the archive is not sealed into itself", file=printable(str(path)))
    try:
        inside = sorted(os.listdir(path), key=os.fsencode)  # noqa: PTH208 - names, not paths
    except OSError as error:
        raise Unsealable(f"cannot be read: {error.strerror}", file=printable(str(path))) from error
    for each in inside:
        yield from _walk(path / each, f"{name}/{each}", archive)
