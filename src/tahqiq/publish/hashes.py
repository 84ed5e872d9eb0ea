"""The SHA-256 of every sealed item and every file of a release, for the page that checks a file.

They lie in ``check/`` as scripts that hand a list to ``tahqiqHashes``, because a page opened from a
disk may run its site's scripts, but read no other file: ``all.js``, or where there are many one
for each two digits that a hash begins with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import msgspec

from tahqiq.publish.release_folder import MANIFEST, ReleaseFolder
from tahqiq.publish.shelves import Shelves
from tahqiq.vocab.ids import is_veiled
from tahqiq.vocab.rows import ItemRow

FOLDER = "check"
_IN_ONE_FILE = 2000
_DIGITS = 2

#: A hash, 'item' or 'file', and the name of its page or its path among the downloads.
Known = tuple[str, str, str]


def digits(items: int, files: int) -> int:
    """How many digits of a hash name the file it is in; 0 where there is one file.

    >>> digits(12, 16), digits(20_000, 16)
    (0, 2)
    """
    return 0 if items + files <= _IN_ONE_FILE else _DIGITS


def write_hashes(shelves: Shelves, release: ReleaseFolder, site: Path) -> None:
    """Writes ``check/`` of a site."""
    folder = site / FOLDER
    folder.mkdir()
    files = _files(release)
    begins = digits(shelves.count(ItemRow), len(release.manifest.files))
    held = shelves.each(ItemRow, order="sha256")
    items = ((each.row.sha256, "item", each.name) for each in held if not is_veiled(each.row.sha256))
    if begins == 0:
        _write(folder / "all.js", [*items, *files])
        return
    written = {known: list(group) for known, group in groupby(files, key=_beginning)}
    for beginning, group in groupby(items, key=_beginning):
        _write(folder / f"{beginning}.js", [*group, *written.pop(beginning, [])])
    for beginning in (f"{number:02x}" for number in range(16**_DIGITS)):
        path = folder / f"{beginning}.js"
        if not path.exists():
            _write(path, written.pop(beginning, []))


def _beginning(known: Known) -> str:
    return known[0][:_DIGITS]


def _files(release: ReleaseFolder) -> list[Known]:
    manifest = hashlib.sha256(release.file(MANIFEST).read_bytes()).hexdigest()
    named: Iterator[Known] = ((entry.sha256, "file", name) for name, entry in release.manifest.files.items())
    return sorted([(manifest, "file", MANIFEST), *named])


def _write(path: Path, rows: Iterable[Known]) -> None:
    path.write_bytes(b"tahqiqHashes(" + msgspec.json.encode(list(rows)) + b");\n")
