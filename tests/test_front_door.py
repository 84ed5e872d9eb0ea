"""The wrapper ./tahqiq, with stand-ins for Python, uv and the packages: no network is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

#: Plays Python, pip, uv and the environment's Python, and writes down what it was asked.
STAND_IN = """\
#!/bin/sh
echo "$*" >>"$CALLS"
case "$*" in
*version_info\\ \\<*) exit ${TOO_OLD:-0} ;;
*ensurepip*) [ -e "$LACKING" ] && exit 1; exit 0 ;;
*print\\(sys.executable*) echo "$SYSTEM_PYTHON" ;;
*python%d.%d-venv*) echo python3.11-venv ;;
--version) echo "Python 3.11.2" ;;
*fcntl*) exec /usr/bin/env python3 "$@" ;;
"-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; cp "$0" "$3/bin/uv" ;;
*" venv --python "*) eval "last=\\${$#}"; mkdir -p "$last/bin" "$last/lib/python3.11/site-packages"
    cp "$0" "$last/bin/python" ;;
*"pip sync"*) sleep "${SLOW:-0}"; exit ${SYNC_FAILS:-0} ;;
*build_assets.py*) mkdir -p "$ROOT/src/tahqiq/assets"; echo built ;;
"-m tahqiq "*) echo "tahqiq was called: $*" ;;
*run_checks.py*) echo "checks were called: $*" ;;
esac
"""


@dataclass
class Checkout:
    """A bare checkout in which nothing has been set up."""

    root: Path
    python: Path
    calls: Path

    def call(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs ./tahqiq from somewhere else."""
        return subprocess.run(
            [self.root / "tahqiq", *arguments],
            cwd="/",
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=60,
        )

    def environment(self, **more: str) -> dict[str, str]:
        ours = {
            "TAHQIQ_PYTHON": self.python.name,
            "PATH": f"{self.python.parent}:{os.environ['PATH']}",
            "SYSTEM_PYTHON": str(self.python),
            "CALLS": str(self.calls),
            "LACKING": str(self.root / "lacking"),
            "ROOT": str(self.root),
        }
        return {**os.environ, **ours, **more}

    def asked(self) -> list[str]:
        """What the stand-ins were asked since the last time."""
        lines = self.calls.read_text().splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return lines

    @property
    def stamps(self) -> list[str]:
        return sorted(path.name for path in (self.root / ".tahqiq").glob("*.stamp"))


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root = tmp_path / "a checkout"
    migrations = "src/tahqiq/casebook/migrations"
    for folder in ("requirements", "scripts", "site", "src/tahqiq/locale", migrations, "bin"):
        (root / folder).mkdir(parents=True)
    shutil.copy(ROOT / "tahqiq", root / "tahqiq")
    for lock in ("uv", "run", "evidence", "survey", "spark", "dev"):
        (root / "requirements" / f"{lock}.lock").write_text(f"{lock}-package==1\n")
    for source in ("scripts/build_assets.py", "src/tahqiq/casebook/triggers.py"):
        (root / source).touch()
    python = root / "bin" / "stand-in"
    python.write_text(STAND_IN)
    python.chmod(0o755)
    return Checkout(root, python, tmp_path / "calls")


def test_the_first_call_sets_up_in_short_lines_and_then_runs_the_command(checkout: Checkout) -> None:
    ended = checkout.call("demo", "--no-serve")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "tahqiq was called: -m tahqiq demo --no-serve\n"
    assert "setting up a private environment" in ended.stderr
    assert "1 packages, from requirements/run.lock" in ended.stderr
    assert all(len(line) < 100 for line in ended.stderr.replace(str(checkout.root), ".").splitlines())
    asked = checkout.asked()
    assert any("--require-hashes" in line and "uv.lock" in line for line in asked)
    assert any("pip sync" in line and "--require-hashes" in line and "run.lock" in line for line in asked)


def test_later_calls_start_nothing_but_the_command(checkout: Checkout) -> None:
    checkout.call("--version")
    checkout.asked()
    ended = checkout.call("verify", "a path")
    assert (ended.stdout, ended.stderr) == ("tahqiq was called: -m tahqiq verify a path\n", "")
    assert checkout.asked() == ["-m tahqiq verify a path"]


def test_tests_get_the_developers_environment_which_serves_other_calls_too(checkout: Checkout) -> None:
    checkout.call("--version")
    ended = checkout.call("test", "ruff")
    assert ended.stdout.startswith("checks were called:") and ended.stdout.endswith("run_checks.py ruff\n")
    checkout.asked()
    checkout.call("--version")
    assert checkout.asked() == ["-m tahqiq --version"]


@pytest.mark.parametrize(
    ("words", "lock"),
    [
        (("survey", "scenes"), "survey"),
        (("seal", "leaflet.jpg"), "evidence"),
        (("verify", "--archive", "s3://bucket/evidence"), "evidence"),
        (("link", "a", "b", "--engine", "spark"), "spark"),
        (("dedupe", "a", "--engine=spark"), "spark"),
        (("link", "a", "b", "--engine", "duckdb"), "run"),
    ],
)
def test_what_needs_an_extra_gets_it_when_it_is_first_used(
    checkout: Checkout, words: tuple[str, ...], lock: str
) -> None:
    checkout.call("--version")
    checkout.asked()
    checkout.call(*words)
    synced = [line for line in checkout.asked() if "pip sync" in line]
    assert [f"{lock}.lock" in line for line in synced] == ([] if lock == "run" else [True])
    checkout.call("--version")
    assert not [line for line in checkout.asked() if "pip sync" in line]


def test_an_interrupted_setup_leaves_no_stamp_and_is_made_anew(checkout: Checkout) -> None:
    failed = checkout.call("--version", SYNC_FAILS="1")
    assert failed.returncode != 0
    assert checkout.stamps == ["uv.stamp"]
    leftover = checkout.root / ".tahqiq" / "venv" / "half-made"
    leftover.touch()
    assert checkout.call("--version").returncode == 0
    assert not leftover.exists()
    assert "run.stamp" in checkout.stamps


def test_a_setup_killed_at_any_moment_is_completed_by_the_next_call(checkout: Checkout) -> None:
    for moment in (0.02, 0.1, 0.3):
        process = subprocess.Popen(
            [checkout.root / "tahqiq", "--version"],
            env=checkout.environment(SLOW="5"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(moment)
        os.killpg(process.pid, 9)
        process.wait()
    assert checkout.call("--version").returncode == 0
    assert "run.stamp" in checkout.stamps


def test_changed_locks_are_installed_without_starting_from_nothing(checkout: Checkout) -> None:
    checkout.call("--version")
    (checkout.root / "requirements" / "run.lock").write_text("run-package==2\n")
    kept = checkout.root / ".tahqiq" / "venv" / "kept"
    kept.touch()
    checkout.asked()
    checkout.call("--version")
    assert any("pip sync" in line for line in checkout.asked())
    assert kept.exists()


@pytest.mark.parametrize("source", ["site/site.css", "src/tahqiq/casebook/migrations/0009_more.py"])
def test_a_changed_source_of_what_is_built_is_built_once(checkout: Checkout, source: str) -> None:
    checkout.call("--version")
    time.sleep(0.02)
    (checkout.root / source).touch()
    checkout.asked()
    checkout.call("--version")
    assert [line for line in checkout.asked() if "build_assets" in line]
    checkout.call("--version")
    assert not [line for line in checkout.asked() if "build_assets" in line]


def test_two_first_calls_at_once_install_once(checkout: Checkout) -> None:
    calls = [
        subprocess.Popen(
            [checkout.root / "tahqiq", "--version"],
            env=checkout.environment(SLOW="0.5"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(3)
    ]
    said = [call.communicate(timeout=60)[0] for call in calls]
    assert said == ["tahqiq was called: -m tahqiq --version\n"] * 3
    assert len([line for line in checkout.asked() if "pip sync" in line]) == 1


def test_without_a_recent_python_one_line_says_what_to_do(checkout: Checkout) -> None:
    ended = checkout.call("--version", TOO_OLD="1")
    assert ended.returncode == 2
    expected = "tahqiq: needs Python 3.11 or newer; on Debian: sudo apt-get install python3 python3-venv\n"
    assert ended.stderr == expected


def acting_as(checkout: Checkout, *, user_id: int, apt_get: str) -> None:
    """Puts stand-ins for id and apt-get before the real ones."""
    for name, text in {"id": f"echo {user_id}", "apt-get": apt_get}.items():
        program = checkout.python.parent / name
        program.write_text(f"#!/bin/sh\n{textwrap.dedent(text)}\n")
        program.chmod(0o755)


def test_where_debian_left_out_venv_root_gets_it_installed(checkout: Checkout) -> None:
    (checkout.root / "lacking").touch()
    acting_as(checkout, user_id=0, apt_get='[ "$1" = install ] && rm "$LACKING"; echo "apt $*" >>"$CALLS"')
    ended = checkout.call("--version")
    assert ended.returncode == 0, ended.stderr
    assert "installing python3.11-venv" in ended.stderr
    assert any(line.startswith("apt install") and "python3.11-venv" in line for line in checkout.asked())


def test_where_debian_left_out_venv_others_get_the_one_command(checkout: Checkout) -> None:
    (checkout.root / "lacking").touch()
    acting_as(checkout, user_id=1000, apt_get="exit 1")
    ended = checkout.call("--version")
    assert ended.returncode == 2
    assert ended.stderr.endswith("run: sudo apt-get install python3.11-venv\n")


def test_dev_runs_a_command_with_the_environments_programs_first(checkout: Checkout) -> None:
    ended = checkout.call("dev", "sh", "-c", 'echo "$PATH"')
    assert ended.stdout.startswith(str(checkout.root / ".tahqiq" / "venv" / "bin:"))
    assert checkout.call("dev").returncode == 2
