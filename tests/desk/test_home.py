"""The home folder: made whole or not at all, closed to others, and strict about secrets."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tahqiq.desk.home import SECRETS, Home
from tahqiq.vocab.errors import BadInput


@pytest.fixture(autouse=True)
def no_secrets_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TAHQIQ_DJANGO_KEY", "TAHQIQ_SIGNING_KEY", "TAHQIQ_PORT", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.create(tmp_path / "home")


def test_a_new_home_has_its_folders_and_opens_again(home: Home) -> None:
    folders = (home.archive, home.releases, home.sites, home.keys, home.logs, home.reports)
    assert all(folder.is_dir() for folder in folders)
    assert Home.open(home.path) == home


def test_nobody_else_can_look_into_a_new_home(home: Home) -> None:
    assert home.path.stat().st_mode & 0o077 == 0
    assert home.keys.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in home.keys.iterdir()} == {0o600}


def test_every_home_has_its_own_secrets(home: Home, tmp_path: Path) -> None:
    other = Home.create(tmp_path / "other")
    for name in SECRETS:
        assert len(bytes.fromhex(home.secret(name))) == 32
        assert home.secret(name) != other.secret(name)


def test_creating_where_a_home_stands_keeps_it(home: Home) -> None:
    before = home.secret("signing")
    assert Home.create(home.path).secret("signing") == before


def test_several_makers_at_once_make_one_home(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: Home.create(tmp_path / "home").secret("signing"), range(8)))
    assert len(set(made)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_what_is_no_home_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no Tahqiq home here .*--home"):
        Home.open(tmp_path)


def test_a_home_of_another_format_is_refused(home: Home) -> None:
    (home.path / "tahqiq.toml").write_text('format = "home/2"\n')
    with pytest.raises(BadInput, match=r"home/2.*this Tahqiq reads 'home/1'"):
        Home.open(home.path)


def test_settings_that_cannot_be_read_are_named(home: Home) -> None:
    (home.path / "tahqiq.toml").write_text("port = \n")
    with pytest.raises(BadInput, match=r"tahqiq\.toml: cannot be read"):
        Home.open(home.path)


def test_somebody_elses_folder_is_never_made_a_home(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(BadInput):
        Home.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_a_place_that_cannot_hold_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="cannot make a home here"):
        Home.create(tmp_path / "file" / "home")


def test_an_empty_folder_becomes_a_home(tmp_path: Path) -> None:
    assert Home.create(tmp_path).path == tmp_path


def test_a_missing_secret_is_never_made_up(home: Home) -> None:
    (home.keys / "signing.key").unlink()
    with pytest.raises(BadInput, match=r"signing\.key.*backup.*TAHQIQ_SIGNING_KEY"):
        home.secret("signing")
    assert not (home.keys / "signing.key").exists()


def test_an_empty_secret_is_refused(home: Home) -> None:
    (home.keys / "django.key").write_text("\n")
    with pytest.raises(BadInput, match="empty"):
        home.secret("django")


def test_a_secret_that_others_can_read_is_refused(home: Home) -> None:
    (home.keys / "django.key").chmod(0o640)
    with pytest.raises(BadInput, match="chmod 600"):
        home.secret("django")


def test_the_environment_overrides_secrets_and_settings(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAHQIQ_SIGNING_KEY", "from elsewhere")
    monkeypatch.setenv("TAHQIQ_PORT", "9000")
    assert home.secret("signing") == "from elsewhere"
    assert home.setting("port", "8000") == "9000"


def test_a_line_of_the_settings_file_is_taken(home: Home) -> None:
    with (home.path / "tahqiq.toml").open("a") as file:
        file.write("port = 8123\n")
    assert home.setting("port", "8000") == "8123"
    assert home.setting("address", "127.0.0.1") == "127.0.0.1"


def test_the_record_is_a_file_unless_a_database_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home.database_url == f"sqlite:///{home.path}/db.sqlite3"
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/record")
    assert home.database_url == "postgresql://somewhere/record"


def test_a_lock_keeps_others_out_until_it_is_given_back(home: Home) -> None:
    taken: list[str] = []

    def hold(name: str) -> None:
        with home.lock("import"):
            taken.append(f"{name} in")
            time.sleep(0.05)
            taken.append(f"{name} out")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(hold, ["one", "other"]))
    assert [word.split()[1] for word in taken] == ["in", "out", "in", "out"]


@pytest.mark.parametrize("moment", [0.0, 0.002, 0.01, 0.05])
def test_a_maker_killed_at_any_moment_leaves_no_half_of_a_home(tmp_path: Path, moment: float) -> None:
    place = tmp_path / "home"
    script = (
        "import sys; from pathlib import Path; from tahqiq.desk.home import Home; print(flush=True);"
        "Home.create(Path(sys.argv[1]))"
    )
    maker = subprocess.Popen([sys.executable, "-c", script, place], stdout=subprocess.PIPE)
    assert maker.stdout is not None
    maker.stdout.readline()
    time.sleep(moment)
    os.kill(maker.pid, signal.SIGKILL)
    maker.communicate()
    if place.exists():
        assert Home.open(place).secret("signing")
    assert Home.create(place).secret("django")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
