"""Starting Django for a home, each time in a process of its own as a command would."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tahqiq.desk.home import Home

START = (
    "import sys; from pathlib import Path; from tahqiq.desk.home import Home;"
    "from tahqiq.desk.setup import start; start(Home.open(Path(sys.argv[1])))"
)
STARTED = "from tahqiq.casebook.models import Case; print(Case.objects.count())"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.create(tmp_path / "home")


def started(home: Home, then: str = STARTED, **environment: str) -> subprocess.CompletedProcess[str]:
    """Starts a home in a fresh process and does something with its record."""
    script = f"{START}; {then}"
    ours = {"TAHQIQ_HOME", "TAHQIQ_DJANGO_KEY", "TAHQIQ_SIGNING_KEY", "DATABASE_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    words = [sys.executable, "-W", "error", "-c", script, str(home.path)]
    return subprocess.run(words, env={**kept, **environment}, capture_output=True, text=True)


def test_a_new_home_gets_its_tables_and_keeps_them(home: Home) -> None:
    made = "from tahqiq.casebook.models import Case; Case.objects.create(slug='x', title_en='X')"
    assert started(home).stdout == "0\n"
    assert started(home, made).returncode == 0
    assert started(home).stdout == "1\n"


def test_several_commands_may_start_a_new_home_at_once(home: Home) -> None:
    with ThreadPoolExecutor(3) as pool:
        ended = list(pool.map(lambda _: started(home), range(3)))
    assert [each.stdout for each in ended] == ["0\n"] * 3, [each.stderr for each in ended]


def test_the_records_of_two_homes_are_apart(home: Home, tmp_path: Path) -> None:
    where = "from django.conf import settings; print(settings.DATABASES['default']['NAME'])"
    other = Home.create(tmp_path / "other place")
    assert started(home, where).stdout.strip() == str(home.path / "db.sqlite3")
    assert started(other, where).stdout.strip() == str(other.path / "db.sqlite3")


def test_a_missing_key_stops_the_start(home: Home) -> None:
    (home.keys / "django.key").unlink()
    ended = started(home)
    assert ended.returncode != 0
    assert "django.key" in ended.stderr
    assert not (home.path / "db.sqlite3").exists()


def test_a_database_that_does_not_answer_is_bad_input(home: Home) -> None:
    ended = started(home, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert "tahqiq.vocab.errors.BadInput: the database cannot be used" in ended.stderr
    assert "DATABASE_URL" in ended.stderr


def test_a_file_that_is_no_database_is_bad_input(home: Home) -> None:
    (home.path / "db.sqlite3").write_text("a letter, not a database" * 100)
    assert "BadInput: the database cannot be used" in started(home).stderr
