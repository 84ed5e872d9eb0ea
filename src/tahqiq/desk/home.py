"""The folder of one installation: database, archive, releases, sites, keys, settings.

Nothing here imports Django: a command that only needs to know where things lie stays quick.

A home is made whole beside its place and moved there in one rename, so that an
interruption leaves either no home or a finished one.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tahqiq.durable import replacing_folder
from tahqiq.vocab.errors import BadInput

FORMAT = "home/1"
SETTINGS_FILE = "tahqiq.toml"
#: What each secret is for; each is a file of HOME/keys or a variable TAHQIQ_<NAME>_KEY.
SECRETS = {
    "signing": "the Ed25519 seed that signs releases (64 hexadecimal digits)",
    "django": "the key that signs the desk's sessions",
    "corrections": "the X25519 key that opens readers' letters (64 hexadecimal digits)",
}
_FOLDERS = ("archive", "releases", "sites", "keys", "logs", "reports")
_SETTINGS = f"""\
# Settings of this installation. TAHQIQ_<NAME> in the environment overrides a line here.
format = "{FORMAT}"
# address = "127.0.0.1"
# port = 8000
"""


@dataclass(frozen=True, slots=True)
class Home:
    """One installation's folder (absolute). Get one from `open` or `create`."""

    path: Path

    @classmethod
    def open(cls, path: Path) -> Home:
        """The home that stands there.

        Raises:
            BadInput: nothing stands there, or something that is no home, or a newer one.
        """
        home = cls(path.absolute())
        if not (home.path / SETTINGS_FILE).is_file():
            raise BadInput(
                "no Tahqiq home here",
                file=str(path),
                remedy="name one with --home or TAHQIQ_HOME; 'tahqiq import' and 'tahqiq demo' make one",
            )
        found = home._settings().get("format")
        if found != FORMAT:
            raise BadInput(f"its format is {found!r}, this Tahqiq reads {FORMAT!r}", file=str(path))
        return home

    @classmethod
    def create(cls, path: Path) -> Home:
        """The home that stands there, made first where there is none.

        Raises:
            BadInput: something else stands there, or the folder cannot be written.
        """
        target = path.absolute()
        try:
            if not (target / SETTINGS_FILE).is_file():
                with replacing_folder(target, replaceable=lambda _: False) as folder:
                    _fill(folder)
        except BadInput:
            if not (target / SETTINGS_FILE).is_file():  # else somebody made it a moment before us
                raise
        except OSError as error:
            raise BadInput(f"cannot make a home here: {error.strerror}", file=str(path)) from error
        return cls.open(path)

    @property
    def archive(self) -> Path:
        """Sealed items and their custody log."""
        return self.path / "archive"

    @property
    def releases(self) -> Path:
        """Signed releases, a folder each."""
        return self.path / "releases"

    @property
    def sites(self) -> Path:
        """Published sites, a folder each."""
        return self.path / "sites"

    @property
    def keys(self) -> Path:
        """Secrets, a file each; readable by the owner alone."""
        return self.path / "keys"

    @property
    def logs(self) -> Path:
        """What ran, as JSON lines without names or quotes."""
        return self.path / "logs"

    @property
    def basemaps(self) -> Path:
        """Drawn grounds of the cases' maps, ``<case>.geojson``; releases carry them."""
        return self.path / "basemaps"

    @property
    def mappings(self) -> Path:
        """Mappings of tables that were confirmed; made when the first is."""
        return self.path / "mappings"

    @property
    def reports(self) -> Path:
        """What imports refused or repaired, and why."""
        return self.path / "reports"

    @property
    def database_url(self) -> str:
        """DATABASE_URL, or the SQLite file of this home."""
        return os.environ.get("DATABASE_URL") or f"sqlite:///{quote(str(self.path / 'db.sqlite3'))}"

    def setting(self, name: str, default: str) -> str:
        """A setting: TAHQIQ_<NAME>, else the line in tahqiq.toml, else the default.

        >>> Home(Path("/nowhere")).setting("port", "8000")
        '8000'
        """
        return os.environ.get(f"TAHQIQ_{name.upper()}") or str(self._settings().get(name, default))

    def secret(self, name: str) -> str:
        """A secret of this home. One that is missing is never made up.

        Args:
            name: a key of `SECRETS`.

        Raises:
            BadInput: it is missing, empty, or readable by others.
        """
        variable = f"TAHQIQ_{name.upper()}_KEY"
        if value := os.environ.get(variable):
            return value
        file = self.keys / f"{name}.key"
        try:
            shared = file.stat().st_mode & 0o077
            value = file.read_text("utf-8").strip()
        except OSError as error:
            remedy = f"put back {SECRETS[name]} from your backup, or set {variable}"
            raise BadInput(f"secret not readable: {error.strerror}", file=str(file), remedy=remedy) from error
        if shared:
            raise BadInput(
                "others on this machine can read this secret", file=str(file), remedy=f"chmod 600 {file}"
            )
        if not value:
            raise BadInput("this secret is empty", file=str(file), remedy=f"put back {SECRETS[name]}")
        return value

    def give_secret(self, name: str) -> None:
        """Makes a secret that this home never had; whoever calls knows that nothing rests on another.

        Args:
            name: a key of `SECRETS`.

        Raises:
            BadInput: it is there already, or cannot be written.
        """
        file = self.keys / f"{name}.key"
        try:
            file.touch(mode=0o600, exist_ok=False)
            file.write_text(secrets.token_hex(32), "utf-8")
        except OSError as error:
            raise BadInput(f"cannot make this secret: {error.strerror}", file=str(file)) from error

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Holds a lock of this home; a second process waits. The kernel frees it when we die."""
        with (self.logs / f"{name}.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _settings(self) -> dict[str, object]:
        file = self.path / SETTINGS_FILE
        try:
            return tomllib.loads(file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise BadInput(f"cannot be read: {error}", file=str(file)) from error


def _fill(folder: Path) -> None:
    """Everything a home starts with, for its owner alone."""
    folder.chmod(0o700)
    for name in _FOLDERS:
        (folder / name).mkdir(mode=0o700)
    for name in SECRETS:
        _write(folder / "keys" / f"{name}.key", secrets.token_hex(32))
    _write(folder / SETTINGS_FILE, _SETTINGS)


def _write(file: Path, text: str) -> None:
    """A file for its owner alone; the folder it lies in is brought to disk as a whole."""
    file.touch(mode=0o600)
    file.write_text(text, "utf-8")
