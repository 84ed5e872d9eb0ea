"""The walls of the house: who may import whom, what things are called, what the locks hold."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "tahqiq"
MODULES = sorted(SOURCE.rglob("*.py"))
ROOMS = {"seal", "read", "link", "grade", "estimate", "survey", "release", "publish"}
FLOORS = {"vocab", "language", "casebook", "stories", "desk", "cli", "cases"}
#: Packages that are neither: what several rooms need and no library gives.
GROUND = {"onepage"}
FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "data", "misc"}


def imports_of(module: Path) -> set[str]:
    """The full names a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def pins_of(lock: str) -> set[str]:
    """name==version of everything in a lock."""
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    return set(re.findall(r"^([a-z0-9][\w.-]*==[^\s\\]+)", text, re.MULTILINE))


def test_the_import_contracts_hold() -> None:
    words = [Path(sys.executable).parent / "lint-imports", "--config", ROOT / "pyproject.toml", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE.parent)}
    ended = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


def test_every_package_is_a_room_or_a_floor_of_the_house() -> None:
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert packages == ROOMS | FLOORS | GROUND


def test_the_contracts_name_every_room() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    independent = next(each for each in tools["importlinter"]["contracts"] if each["type"] == "independence")
    assert set(independent["modules"]) == {f"tahqiq.{room}" for room in ROOMS}


@pytest.mark.parametrize("room", sorted(ROOMS | {"vocab"}))
def test_no_room_knows_django_or_an_upper_floor(room: str) -> None:
    upper = tuple(f"tahqiq.{floor}" for floor in FLOORS - {"vocab", "language"})
    for module in (SOURCE / room).rglob("*.py"):
        names = imports_of(module)
        forbidden = {name for name in names if name.split(".")[0] == "django" or name.startswith(upper)}
        assert not forbidden, module


def test_publish_reaches_nothing_private() -> None:
    allowed = ("tahqiq.publish", "tahqiq.vocab", "tahqiq.language", "tahqiq.durable")
    for module in (SOURCE / "publish").rglob("*.py"):
        ours = {name for name in imports_of(module) if name.split(".")[0] == "tahqiq"}
        assert not [name for name in ours if name != "tahqiq" and not name.startswith(allowed)], module


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    for module in MODULES:
        assert not {*module.relative_to(SOURCE).with_suffix("").parts} & FORBIDDEN_NAMES, module


def test_nothing_is_left_undone() -> None:
    for module in MODULES:
        assert not re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", module.read_text("utf-8")), module


def test_migrations_are_named() -> None:
    for migration in SOURCE.rglob("migrations/0*.py"):
        assert "_auto_" not in migration.name


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=lambda path: path.name)
def test_locks_hold_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text("utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert packages
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text


def test_everything_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    asked = {
        "run.lock": [*project["project"]["dependencies"], *groups["build"]],
        "evidence.lock": project["project"]["optional-dependencies"]["evidence"],
        "survey.lock": project["project"]["optional-dependencies"]["survey"],
        "spark.lock": project["project"]["optional-dependencies"]["spark"],
        "dev.lock": [need for group in groups.values() for need in group],
    }
    for lock, needs in asked.items():
        locked = {pin.split("==")[0] for pin in pins_of(lock)}
        assert {re.split(r"[^\w.-]", need)[0] for need in needs} <= locked, f"requirements/{lock} is stale"


def test_each_environment_holds_the_one_before() -> None:
    chain = [pins_of(f"{name}.lock") for name in ("run", "evidence", "survey", "spark", "dev")]
    assert all(smaller <= larger for smaller, larger in pairwise(chain))


def test_continuous_integration_lets_nothing_be_skipped() -> None:
    assert "TAHQIQ_TEST_STRICT=1 exec ./tahqiq test" in (ROOT / ".ci" / "run").read_text("utf-8")
