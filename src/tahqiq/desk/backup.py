"""Saving a home, and bringing it back (formats: backup/1).

A backup is a folder:

    backup.json         format, tool, kind of database, and every file but the archive's, hashed
    database/           one file: a SQLite database, or what ``pg_dump --format=custom`` writes
    archive/            a verified copy of the archive
    releases/ reports/ tahqiq.toml

The database is saved before the archive. Bytes are sealed before the record cites them, so
the archive in a backup holds everything that the database in it speaks of. Keys are saved
apart, and only where a folder for them is named: whoever finds the backup cannot sign.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from tahqiq import __version__
from tahqiq.desk import database_copy
from tahqiq.desk.home import SETTINGS_FILE, Home
from tahqiq.durable import replacing_folder
from tahqiq.seal import Verified, copy_archive
from tahqiq.seal.keyring import Keyring
from tahqiq.vocab.errors import BadInput, CheckFailed

FORMAT = "backup/1"
_LIST = "backup.json"
_FOLDERS = ("releases", "reports", "basemaps")
_ARCHIVE = "archive"
_BESIDE = ("archive", "keys", "logs", "sites", *_FOLDERS)

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """``backup.json``.

    Attributes:
        database: 'sqlite' or 'postgresql'.
        files: path → SHA-256 of every file outside ``archive/``, which vouches for itself.
    """

    format: str
    tool: str
    database: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What was saved or brought back.

    Attributes:
        archive: the check of the copied archive; None where nothing was ever sealed.
        keys: whether keys came along.
    """

    path: Path
    files: int
    archive: Verified | None
    keys: bool


def save(home: Home, target: Path, *, keys: Path | None = None, progress: Progress | None = None) -> Saved:
    """Saves a home into a new folder, which is there whole or not at all.

    Args:
        home: the home; work on it may go on.
        target: a folder that is empty or not there.
        keys: another such folder, not inside ``target``, for the secrets; None leaves them out.
        progress: called with bytes as they are copied.

    Raises:
        BadInput: a folder is not empty, the disk failed, or the database cannot be saved.
        Damaged: the custody log cannot be read.
    """
    if keys is not None and keys.resolve().is_relative_to(target.resolve()):
        raise BadInput("keys belong apart from the backup", file=str(keys), remedy="name a folder elsewhere")
    try:
        with replacing_folder(target, replaceable=lambda _: False) as folder:
            folder.chmod(0o700)
            database = database_copy.save(home.database_url, folder / "database")
            archive = _save_archive(home, folder / "archive", progress)
            _copy_rest(home.path, folder, progress)
            files = {name: _sha256(folder / name) for name in _names(folder)}
            contents = Contents(format=FORMAT, tool=f"tahqiq {__version__}", database=database, files=files)
            (folder / _LIST).write_text(json.dumps(asdict(contents), indent=1, sort_keys=True))
            if keys is not None:
                with replacing_folder(keys, replaceable=lambda _: False) as apart:
                    _copy_keys(home.keys, apart)
                    _note_head(apart, archive)
    except OSError as error:
        raise BadInput(f"could not be saved: {error.strerror}", file=str(error.filename or target)) from error
    return Saved(path=target, files=len(files), archive=archive, keys=keys is not None)


def bring_back(
    source: Path, home: Path, *, keys: Path | None = None, progress: Progress | None = None
) -> Saved:
    """Makes a home out of a backup; it is there whole or not at all.

    Args:
        source: the backup's folder; it is only read.
        home: a folder that is empty or not there.
        keys: where the keys were saved; without them the home does not start, and says so.
        progress: called with bytes as they are copied.

    Raises:
        BadInput: not a backup, the home is not empty, or the disk failed.
        CheckFailed: a file of the backup is not what was saved; nothing was brought back.
    """
    contents = _contents(source)
    _require_unchanged(source, contents)
    try:
        with replacing_folder(home, replaceable=lambda _: False) as folder:
            folder.chmod(0o700)
            _copy_rest(source, folder, progress)
            for name in _BESIDE:
                (folder / name).mkdir(mode=0o700, exist_ok=True)
            archive = _restore_archive(source / "archive", folder / "archive", keys, progress)
            if keys is not None:
                _copy_keys(keys, folder / "keys")
                _note_head(folder / "keys", archive)
            database_copy.restore(contents.database, source / "database", folder)
    except OSError as error:
        raise BadInput(
            f"could not be brought back: {error.strerror}", file=str(error.filename or home)
        ) from error
    return Saved(path=home, files=len(contents.files), archive=archive, keys=keys is not None)


def _save_archive(home: Home, target: Path, progress: Progress | None) -> Verified | None:
    if not home.archive.is_dir() or not any(home.archive.iterdir()):
        return None
    return copy_archive(home.archive, target, progress=progress)


def _restore_archive(
    source: Path, target: Path, keys: Path | None, progress: Progress | None
) -> Verified | None:
    if not source.exists():
        return None
    target.rmdir()
    return copy_archive(source, target, keys=None if keys is None else keys / _ARCHIVE, progress=progress)


def _copy_rest(source: Path, target: Path, progress: Progress | None) -> None:
    """Releases, reports and settings; what others are writing just now (hidden names) is left out."""
    for name in [SETTINGS_FILE, *(each for folder in _FOLDERS for each in _below(source, folder))]:
        place = target / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy2(source / name, place, follow_symlinks=False)
        if progress is not None:
            progress(place.lstat().st_size)


def _below(root: Path, folder: str) -> Iterator[str]:
    for path in sorted((root / folder).rglob("*")):
        name = path.relative_to(root)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix()


def _copy_keys(source: Path, folder: Path) -> None:
    """Copies secrets into an empty folder, for their owner alone; what else lies there can be made again."""
    folder.chmod(0o700)
    for path in sorted(source.rglob("*.key")):
        place = folder / path.relative_to(source)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        shutil.copyfile(path, place)
        place.chmod(0o600)


def _note_head(keys: Path, archive: Verified | None) -> None:
    """The head that was saved goes with the keys, so that the archive cannot be cut back on its way."""
    if archive is not None and archive.head is not None and (keys / _ARCHIVE).is_dir():
        Keyring(keys / _ARCHIVE).saw(archive.head)


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and name.parts[0] != "archive":
            yield name.as_posix()


def _contents(source: Path) -> Contents:
    try:
        contents = msgspec.json.decode((source / _LIST).read_bytes(), type=Contents)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise BadInput("not a backup", file=str(source)) from error
    if contents.format != FORMAT:
        raise BadInput(f"its format is {contents.format!r}, this Tahqiq reads {FORMAT!r}", file=str(source))
    return contents


def _require_unchanged(source: Path, contents: Contents) -> None:
    """Every listed file is there as it was saved, and no other."""
    found = {name: _sha256(source / name) for name in _names(source) if name != _LIST}
    wrong = sorted(
        name for name in found.keys() | contents.files if found.get(name) != contents.files.get(name)
    )
    if wrong:
        raise CheckFailed(f"{source}: not as it was saved: {', '.join(wrong[:5])}")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
