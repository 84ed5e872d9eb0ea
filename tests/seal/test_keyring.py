"""Keys, where they lie, and what is refused."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from seal.evidence import small_archive
from tahqiq.desk.home import Home
from tahqiq.seal import Archive, Keyring, NoKeys, keys_beside
from tahqiq.seal.errors import Damaged


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path / "keys")


def test_keys_lie_beside_an_archive_and_among_the_keys_of_a_home(tmp_path: Path) -> None:
    home = Home.create(tmp_path / "home")
    assert keys_beside(home.archive) == home.keys / "archive"
    assert keys_beside(tmp_path / "evidence") == tmp_path / "evidence.keys"
    assert keys_beside("s3://bucket/evidence/") == Path("evidence.keys")
    archive = Archive.create(home.archive)
    assert {each.name for each in archive.keyring.folder.iterdir()} == {
        "archive.key",
        "last-head.txt",
        "log.key",
    }
    assert not any("key" in each.suffix for each in home.archive.rglob("*"))


def test_keys_are_made_once_and_for_their_owner_alone(keyring: Keyring) -> None:
    again = Keyring.create(keyring.folder)
    assert (again.public, again.check) == (keyring.public, keyring.check)
    assert {each.stat().st_mode & 0o777 for each in keyring.folder.glob("*.key")} == {0o600}
    assert keyring.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("content", ["", "no hexadecimal", "ab" * 31, "é"])
def test_a_key_that_is_none_is_refused(keyring: Keyring, content: str) -> None:
    (keyring.folder / "log.key").write_text(content)
    with pytest.raises(NoKeys):
        _ = keyring.signing


def test_a_key_that_others_can_read_is_refused(keyring: Keyring) -> None:
    (keyring.folder / "archive.key").chmod(0o640)
    with pytest.raises(NoKeys, match="others on this machine"):
        keyring.wrap(b"x")


def test_the_environment_may_hold_the_keys(keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    public = keyring.public
    for name in ("log", "archive"):
        monkeypatch.setenv(f"TAHQIQ_{name.upper()}_KEY", (keyring.folder / f"{name}.key").read_text())
        (keyring.folder / f"{name}.key").unlink()
    fresh = Keyring(keyring.folder)
    assert fresh.can_open
    assert fresh.public == public
    assert fresh.unwrap(keyring.wrap(b"secret")) == b"secret"


def test_what_was_wrapped_opens_for_its_own_key_alone(keyring: Keyring, tmp_path: Path) -> None:
    key = secrets.token_bytes(64)
    wrapped = keyring.wrap(key)
    assert keyring.unwrap(wrapped) == key
    assert keyring.wrap(key) != wrapped
    other = Keyring.create(tmp_path / "other")
    for changed in (wrapped[:-1], b"", wrapped[:20] + b"x" + wrapped[21:]):
        with pytest.raises(Damaged):
            keyring.unwrap(changed)
    with pytest.raises(Damaged):
        other.unwrap(wrapped)
    assert other.object_name("ab" * 32) != keyring.object_name("ab" * 32)


def test_the_last_head_is_remembered(tmp_path: Path) -> None:
    archive = small_archive(tmp_path / "archive")
    assert archive.keyring.seen() == archive.head()
    note = archive.keyring.folder / "last-head.txt"
    for wrong in (b"tahqiq/", b"\xff"):
        note.write_bytes(wrong)
        with pytest.raises(Damaged):
            archive.keyring.seen()
    note.unlink()
    assert archive.keyring.seen() is None
