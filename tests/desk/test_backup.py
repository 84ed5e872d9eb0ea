"""A home that was saved comes back as it was."""

from __future__ import annotations

import json
import sqlite3
import stat
from pathlib import Path

import pytest
from cli.sealed_folder import Shell
from postgres import programs, throw_away_server
from seal.evidence import files, receipt

from tahqiq.desk import backup, database_copy
from tahqiq.desk.home import Home
from tahqiq.seal import Archive, Damaged, verify
from tahqiq.vocab.errors import BadInput, CheckFailed


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """These homes keep their record in their own SQLite file, whatever the other tests use."""
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.create(tmp_path / "home")
    with sqlite3.connect(made.path / "db.sqlite3") as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE incident (code TEXT)")
        database.execute("INSERT INTO incident VALUES ('A1')")
    database.close()
    Archive.at(made.archive).seal_bytes(b"16 killed\n", receipt())
    (made.releases / "first").mkdir()
    (made.releases / "first/manifest.json").write_text("{}")
    (made.releases / ".second.partial").mkdir()
    (made.releases / ".second.partial/manifest.json").write_text("{")
    (made.reports / "airwars.csv").write_text("row,problem\n")
    made.basemaps.mkdir()
    (made.basemaps / "town.geojson").write_text("{}")
    return made


def incidents(home: Path) -> list[tuple[str]]:
    database = sqlite3.connect(home / "db.sqlite3")
    found = database.execute("SELECT code FROM incident").fetchall()
    database.close()
    return found


def test_everything_comes_back(home: Home, tmp_path: Path) -> None:
    progress: list[int] = []
    saved = backup.save(home, tmp_path / "saved", keys=tmp_path / "keys", progress=progress.append)
    back = backup.bring_back(tmp_path / "saved", tmp_path / "new", keys=tmp_path / "keys")
    new = Home.open(tmp_path / "new")
    assert incidents(new.path) == [("A1",)]
    assert verify(new.archive).root == verify(home.archive).root
    assert (new.releases / "first/manifest.json").read_text() == "{}"
    assert (new.reports / "airwars.csv").read_text() == "row,problem\n"
    assert (new.basemaps / "town.geojson").read_text() == "{}"
    assert new.secret("signing") == home.secret("signing")
    assert (saved.keys, back.keys, saved.files, back.files) == (True, True, 5, 5)
    assert sum(progress) > 0
    assert Archive.open(new.archive).seal_bytes(b"goes on\n", receipt()).new


def test_keys_stay_out_unless_asked_for_and_never_lie_in_the_backup(home: Home, tmp_path: Path) -> None:
    backup.save(home, tmp_path / "saved")
    secret = home.secret("signing")
    assert not any(secret.encode() in path.read_bytes() for path in files(tmp_path / "saved"))
    backup.bring_back(tmp_path / "saved", tmp_path / "new")
    with pytest.raises(BadInput, match="secret not readable"):
        Home.open(tmp_path / "new").secret("signing")
    with pytest.raises(BadInput, match="apart"):
        backup.save(home, tmp_path / "other", keys=tmp_path / "other/keys")
    assert not (tmp_path / "other").exists()


def test_what_was_saved_and_brought_back_is_its_owners_alone(home: Home, tmp_path: Path) -> None:
    backup.save(home, tmp_path / "saved", keys=tmp_path / "keys")
    backup.bring_back(tmp_path / "saved", tmp_path / "new", keys=tmp_path / "keys")
    for path in (tmp_path / "saved", tmp_path / "keys", tmp_path / "new", tmp_path / "new/keys"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for path in (*files(tmp_path / "keys"), tmp_path / "new/db.sqlite3", *files(tmp_path / "new/keys")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_being_written_just_now_is_left_out(home: Home, tmp_path: Path) -> None:
    backup.save(home, tmp_path / "saved")
    assert not [path for path in (tmp_path / "saved").rglob("*") if ".second" in path.name]


def test_a_database_in_use_is_saved_as_it_was_at_one_moment(home: Home, tmp_path: Path) -> None:
    writer = sqlite3.connect(home.path / "db.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO incident VALUES ('not committed')")
    backup.save(home, tmp_path / "saved")
    writer.execute("ROLLBACK")
    writer.close()
    backup.bring_back(tmp_path / "saved", tmp_path / "new")
    assert incidents(tmp_path / "new") == [("A1",)]


def test_a_home_where_nothing_was_sealed(tmp_path: Path) -> None:
    home = Home.create(tmp_path / "home")
    sqlite3.connect(home.path / "db.sqlite3").close()
    assert backup.save(home, tmp_path / "saved").archive is None
    assert backup.bring_back(tmp_path / "saved", tmp_path / "new").archive is None
    assert list((tmp_path / "new/archive").iterdir()) == []


def test_folders_that_hold_something_are_refused(home: Home, tmp_path: Path) -> None:
    before = incidents(home.path)
    with pytest.raises(BadInput, match="left alone"):
        backup.save(home, home.path)
    backup.save(home, tmp_path / "saved")
    with pytest.raises(BadInput, match="left alone"):
        backup.bring_back(tmp_path / "saved", home.path)
    assert incidents(home.path) == before


def test_a_changed_missing_or_added_file_stops_the_way_back(home: Home, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    backup.save(home, saved)
    database, settings = saved / "database/db.sqlite3", saved / "tahqiq.toml"
    for wrong in (lambda: database.write_bytes(b"x"), settings.unlink, (saved / "added").touch):
        kept = database.read_bytes(), settings.read_bytes()
        wrong()
        with pytest.raises(CheckFailed, match="not as it was saved"):
            backup.bring_back(saved, tmp_path / "new")
        assert not (tmp_path / "new").exists()
        database.write_bytes(kept[0])
        settings.write_bytes(kept[1])


def test_a_damaged_item_is_saved_and_named(home: Home, tmp_path: Path) -> None:
    item = files(home.archive / "objects")[0]
    item.chmod(0o600)
    item.write_bytes(b"else")
    saved = backup.save(home, tmp_path / "saved").archive
    assert saved is not None
    assert item.name in saved.faults[0].line()


def test_a_damaged_log_or_database_is_not_saved(home: Home, tmp_path: Path) -> None:
    log = home.archive / "log/0000/00000001.jsonl"
    sound = log.read_bytes()
    log.chmod(0o600)
    log.write_bytes(b"x" + sound[1:])
    with pytest.raises(Damaged):
        backup.save(home, tmp_path / "saved")
    log.write_bytes(sound)
    (home.path / "db.sqlite3").write_bytes(b"no database at all, only words in its place" * 20)
    with pytest.raises(CheckFailed, match="cannot be read"):
        backup.save(home, tmp_path / "saved")
    (home.path / "db.sqlite3").unlink()
    with pytest.raises(BadInput, match="no database"):
        backup.save(home, tmp_path / "saved")
    assert not (tmp_path / "saved").exists()


def test_a_database_whose_index_disagrees_with_its_table_is_not_saved(home: Home, tmp_path: Path) -> None:
    file = home.path / "db.sqlite3"
    database = sqlite3.connect(file)
    database.execute("CREATE INDEX by_code ON incident (code)")
    database.execute("INSERT INTO incident VALUES ('needle in the hay')")
    database.commit()
    database.close()
    before, found, after = file.read_bytes().rpartition(b"needle in the hay")
    file.write_bytes(before + found.replace(b"n", b"m") + after)
    with pytest.raises(CheckFailed, match="the database is damaged"):
        backup.save(home, tmp_path / "saved")


def test_something_else_is_no_backup(home: Home, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not a backup"):
        backup.bring_back(home.path, tmp_path / "new")
    backup.save(home, tmp_path / "saved")
    listed = tmp_path / "saved/backup.json"
    listed.write_text(listed.read_text().replace("backup/1", "backup/9"))
    with pytest.raises(BadInput, match="backup/9"):
        backup.bring_back(tmp_path / "saved", tmp_path / "new")


def test_a_disk_that_fails_leaves_nothing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.save(home, tmp_path / "saved")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copy2", full)
    with pytest.raises(BadInput, match="No space left"):
        backup.save(home, tmp_path / "again")
    with pytest.raises(BadInput, match="No space left"):
        backup.bring_back(tmp_path / "saved", tmp_path / "new")
    assert {path.name for path in tmp_path.iterdir()} == {"home", "saved"}


def test_the_commands(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path, capsys)
    told = shell("backup", tmp_path / "saved", "--home", home.path)
    assert (told.code, "1 sealed items" in told.out, "without keys" in told.out) == (0, True, True)
    told = shell("restore", tmp_path / "saved", "--home", tmp_path / "new", "--json")
    assert json.loads(told.out)["items"] == 1
    item = files(home.archive / "objects")[0]
    item.chmod(0o600)
    item.write_bytes(b"else")
    told = shell("backup", tmp_path / "faulty", "--home", home.path, "--keys", tmp_path / "keys")
    assert (told.code, f"{item.name}" in told.out, "with keys" in told.out) == (1, True, True)


def test_other_kinds_of_database(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup.save(home, tmp_path / "saved")
    monkeypatch.setenv("DATABASE_URL", "postgres://tahqiq:secret@127.0.0.1:1/nothing")
    with pytest.raises(BadInput, match="holds a sqlite database"):
        backup.bring_back(tmp_path / "saved", tmp_path / "new")
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/x")
    with pytest.raises(BadInput, match="only SQLite and PostgreSQL"):
        backup.save(home, tmp_path / "other")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/there.sqlite3")
    backup.bring_back(tmp_path / "saved", tmp_path / "new")
    with pytest.raises(BadInput, match="a database is there already"):
        backup.bring_back(tmp_path / "saved", tmp_path / "newer")


def test_postgresqls_tools_are_given_the_password_in_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool, seen = tmp_path / "pg_dump", tmp_path / "seen"
    tool.write_text(
        f'#!/bin/sh\nfor each; do file=$each; done\necho "$@" > {seen}\ntouch "${{file#--file=}}"\n'
    )
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    url = "postgres://tahqiq:secret@db.example:5433/record"
    assert database_copy.save(url, tmp_path / "database") == "postgresql"
    said = seen.read_text()
    assert "--dbname=record --host=db.example --port=5433 --username=tahqiq" in said
    assert "secret" not in said
    tool.write_text("#!/bin/sh\necho 'pg_dump: no such database' >&2\nexit 1\n")
    with pytest.raises(BadInput, match="pg_dump failed: pg_dump: no such database"):
        database_copy.save(url, tmp_path / "again")
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(BadInput, match="pg_dump is missing"):
        database_copy.save(url, tmp_path / "third")


@pytest.mark.postgres
def test_a_record_in_postgresql_comes_back(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL server on this machine")
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    with throw_away_server(folder) as server:
        for name in ("old", "new"):
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        old, new = (server.removesuffix("postgres") + name for name in ("old", "new"))
        with psycopg.connect(old) as connection:
            connection.execute("CREATE TABLE incident (code TEXT)")
            connection.execute("INSERT INTO incident VALUES ('A1')")
        monkeypatch.setenv("DATABASE_URL", old)
        backup.save(home, tmp_path / "saved")
        monkeypatch.setenv("DATABASE_URL", new)
        backup.bring_back(tmp_path / "saved", tmp_path / "restored")
        with psycopg.connect(new) as connection:
            assert connection.execute("SELECT code FROM incident").fetchall() == [("A1",)]
        with pytest.raises(BadInput, match="pg_restore failed"):
            backup.bring_back(tmp_path / "saved", tmp_path / "again")
        assert not (tmp_path / "again").exists()
