"""Everything the project checks; called by ``./tahqiq test``.

Steps that use one core run beside one another, those that use all of them one after another; each is
shown whole, in the order of the list. A failing step stops nothing: all failures stand together at the
end. What could not be run is listed with its reason, and fails the whole under TAHQIQ_TEST_STRICT=1,
unless what is absent is the shared data, which a clone has no means to fetch. Arguments choose steps
by name.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

import debian
import postgres
from pytest_report import Tally, tally

ROOT = Path(__file__).resolve().parent.parent
STRICT = os.environ.get("TAHQIQ_TEST_STRICT", "") not in {"", "0"}
PYTHON = sys.executable
BIN = Path(PYTHON).parent
ON_EVERY_CORE = (PYTHON, "-m", "pytest", "-q", "-n", str(os.cpu_count() or 2))
ON_POSTGRESQL = "tests/casebook/test_on_postgresql.py"
#: Tests that between them call most functions of machine code (``tahqiq.compiled``), a file a worker; the
#: others are compiled when a test comes to them (``tests/compiling.py``).
COMPILING = (
    "tests/estimate/latent/test_moves.py",
    "tests/estimate/loglinear/test_fit.py",
    "tests/estimate/stepwise/test_choosing.py",
    "tests/language/names/test_postings.py",
    "tests/link/incidents/test_covering.py",
    "tests/link/test_draws.py",
    "tests/link/test_linking.py",
    "tests/link/test_measuring.py",
    "tests/scripts/test_fit_names.py",
    "tests/survey/change/test_dating.py",
    "tests/survey/change/test_statistics.py",
    "tests/survey/volunteers/test_agreeing.py",
)
OUTSIDE = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//")


@dataclass
class Run:
    """What has happened so far.

    Attributes:
        folder: scratch space of this run.
        tests: what the tests reported.
        passed: how many steps ended well.
        failed: a step that failed → the last it said, where it was kept.
        not_run: 'what: why' for everything left out.
    """

    folder: Path
    failed: dict[str, list[str]] = field(default_factory=dict)
    not_run: list[str] = field(default_factory=list)
    tests: Tally = field(default_factory=Tally)
    passed: int = 0


#: What is done with a run, told to a file; whether it ended well.
Step = Callable[[Run, IO[str]], bool]


def command(out: IO[str], *words: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> bool:
    """Runs a command that says everything to ``out``; whether it ended well."""
    environment = {**os.environ, **(env or {})}
    # Some machines forbid it; hundreds of processes would compile the same modules again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    out.flush()
    ended = subprocess.run(words, cwd=cwd, env=environment, stdout=out, stderr=out, check=False)
    return ended.returncode == 0


def tool(name: str, *words: str | Path) -> Step:
    """A step that is one program of the developers' environment."""
    return lambda _, out: command(out, BIN / name, *words)


def script(name: str, *words: str | Path) -> Step:
    """A step that is one of our scripts."""
    return lambda _, out: command(out, PYTHON, ROOT / "scripts" / name, *words)


def migrations(run: Run, out: IO[str]) -> bool:
    """Whether the models have no change without its migration."""
    environment = {
        "TAHQIQ_HOME": str(run.folder / "no-home"),
        "TAHQIQ_DJANGO_KEY": "only for this check",
        "DATABASE_URL": "sqlite://:memory:",
        "TAHQIQ_SERVING": "1",
    }
    words = ("makemigrations", "--check", "--dry-run", "--settings", "tahqiq.desk.settings")
    return command(out, PYTHON, "-m", "django", *words, env=environment)


def docs(run: Run, out: IO[str]) -> bool:
    """The documents as a site: no broken link, no page outside the menu, no outside request."""
    built = run.folder / "docs"
    words = (PYTHON, "-m", "mkdocs", "build", "--strict", "-d", built)
    whole = command(out, *words, env={"NO_MKDOCS_2_WARNING": "1"})
    asking = [page for page in sorted(built.rglob("*.html")) if OUTSIDE.search(page.read_text("utf-8"))]
    for page in asking:
        print(f"{page.relative_to(built)} asks another server for something", file=out)
    return whole and not asking


def types_of_the_front_end(_: Run, out: IO[str]) -> bool:
    """TypeScript's own check of the site's sources, with the packages that the build installs."""
    if not (ROOT / "site" / "node_modules").is_dir():
        command(out, PYTHON, ROOT / "scripts" / "build_assets.py", "--force")
    with_its_node = {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}  # the machine may have none
    return command(out, BIN / "npm", "run", "--silent", "check", cwd=ROOT / "site", env=with_its_node)


def pytest(run: Run, out: IO[str], name: str, *words: str, env: Mapping[str, str]) -> bool:
    """Runs tests in random order on every core, and keeps what they reported."""
    report = run.folder / f"{name}.xml"
    ended_well = command(out, *ON_EVERY_CORE, f"--junitxml={report}", *words, env=env)
    run.tests += tally(report)
    return ended_well


def machine_code(_: Run, out: IO[str]) -> bool:
    """Compiles ahead: no page that a browser waits for should have to compile first."""
    return command(out, *ON_EVERY_CORE, "--dist", "loadfile", "-p", "no:randomly", *COMPILING)


def tests(run: Run, out: IO[str]) -> bool:
    """All tests on SQLite, with coverage kept for the next step."""
    shown = ("--cov", "--cov-report=", "--durations=10", "--durations-min=2")
    later = f"--deselect={ON_POSTGRESQL}"  # the same in one process; a step of its own here
    return pytest(run, out, "tests", *shown, later, env=_kept(run))


def coverage(run: Run, out: IO[str]) -> bool:
    """The gates: 100 % of branches where evidence is at stake, 90 % elsewhere."""
    return command(out, PYTHON, ROOT / "scripts" / "check_coverage.py", env=_kept(run))


def _kept(run: Run) -> dict[str, str]:
    """Where the tests leave their coverage for the gates."""
    return {"COVERAGE_FILE": str(run.folder / "coverage")}


def tests_on_postgresql(run: Run, out: IO[str]) -> bool:
    """Whatever touches the database once more, on a throw-away PostgreSQL."""
    programs = postgres.programs()
    if programs is None:
        run.not_run.append("the casebook on PostgreSQL: no server here (Debian: apt-get install postgresql)")
        return True
    with postgres.throw_away_server(programs) as url:
        return pytest(
            run,
            out,
            "postgresql",
            "tests/casebook",
            f"--deselect={ON_POSTGRESQL}",
            env={"TAHQIQ_TEST_DATABASE_URL": url},
        )


#: Steps of one core, but for the last, which fills the cores that the others leave idle.
BESIDE: dict[str, Step] = {
    "ruff": tool("ruff", "check", "."),
    "format": tool("ruff", "format", "--check", "."),
    "mypy": tool("mypy", "--cache-dir", os.devnull),  # a cache remembers deleted models
    "imports": tool("lint-imports"),
    "migrations": migrations,
    "catalogue": script("check_catalogue.py"),
    "licences": script("check_licences.py"),
    "docs": docs,
    "front-end": types_of_the_front_end,
    "machine-code": machine_code,
}
#: Steps of all cores, or after those that are.
AFTER: dict[str, Step] = {
    "tests": tests,
    "coverage": coverage,
    "postgresql": tests_on_postgresql,
    "wheel": script("check_wheel.py"),
}
STEPS = {**BESIDE, **AFTER}
#: What fails in these is told test by test; of the others the end of what they said is told again.
AT_LENGTH = {"tests", "postgresql"}
LAST_SAID, WIDEST = 10, 400


def beside(run: Run, names: Sequence[str]) -> None:
    """Takes steps that use one core each, as many at once as there are cores."""
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for name, ended in zip(names, pool.map(partial(_aside, run), names), strict=True):
            _begin(name)
            _show(run, name, *ended)


def take(run: Run, name: str) -> None:
    """Takes one step in view of the user; tests are shown as they go."""
    _begin(name)
    if name not in AT_LENGTH:
        return _show(run, name, *_aside(run, name))
    began = time.monotonic()
    ended_well = AFTER[name](run, sys.stdout)
    return _end(run, name, ended_well, time.monotonic() - began)


def _aside(run: Run, name: str) -> tuple[bool, float, str]:
    """Whether a step ended well, how long it took, and what it said."""
    with (run.folder / f"{name}.txt").open("w+", encoding="utf-8", errors="replace") as out:
        began = time.monotonic()
        ended_well = STEPS[name](run, out)
        out.seek(0)
        return ended_well, time.monotonic() - began, out.read()


def _begin(name: str) -> None:
    print(f"\n── {name} ".ljust(100, "─"), flush=True)


def _show(run: Run, name: str, ended_well: bool, seconds: float, said: str) -> None:
    print(said, end="")
    _end(run, name, ended_well, seconds, said)


def _end(run: Run, name: str, ended_well: bool, seconds: float, said: str = "") -> None:
    run.passed += ended_well
    if not ended_well:
        run.failed[name] = [line for line in said.splitlines() if line.strip()][-LAST_SAID:]
    print(f"── {name}: {'ok' if ended_well else 'FAILED'} in {seconds:.1f} s", flush=True)


def by_reason(skipped: Mapping[str, str]) -> list[str]:
    """One line a reason: how many tests it kept from running, and where they are."""
    lines = []
    for reason in sorted(set(skipped.values())):
        names = [name for name, why in skipped.items() if why == reason]
        modules = sorted({name.split("[")[0].rpartition(".")[0] for name in names})
        lines.append(f"{len(names)} of {', '.join(modules)}: {reason}")
    return lines


def closing_lines(run: Run, steps: Sequence[str], seconds: float) -> list[str]:
    """What there is to know at the end; the last line reads like pytest's."""
    lines = [f"not run: {each}" for each in (*run.not_run, *by_reason(run.tests.skipped))]
    lines += [f"failed: {name}: {why}" for name, why in run.tests.failed.items()]
    for name, last in run.failed.items():
        lines += [f"{name}: {line[:WIDEST]}" for line in last]
        lines.append(f"FAILED: {name} (again alone: ./tahqiq test {name})")
    counts = [f"{len(run.tests.failed)} failed"] * bool(run.tests.failed)
    counts += [f"{run.tests.passed} passed"] * bool(run.tests.passed)
    counts += [f"{len(run.tests.skipped)} skipped"] * bool(run.tests.skipped)
    said = ", ".join([*counts, f"{run.passed} of {len(steps)} checks ok in {seconds:.0f} s"])
    return [*lines, f" {said} ".center(100, "=")]


def forgiven(reason: str) -> bool:
    """Only the shared data may be absent: a clone cannot fetch it."""
    return re.fullmatch(r"the shared .* not beside th(is|e) checkout", reason) is not None


def main(arguments: Sequence[str]) -> int:
    """Runs the steps named, or all; 1 if any failed."""
    unknown = set(arguments) - set(STEPS)
    if unknown:
        print(f"no such check: {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}", file=sys.stderr)
        return 2
    steps = [name for name in STEPS if not arguments or name in arguments]
    began = time.monotonic()
    with ExitStack() as stack:
        run = Run(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tahqiq-checks-"))))
        if {"tests", "postgresql"} & set(steps):
            debian.install_missing()
        beside(run, [name for name in steps if name in BESIDE])
        for name in (name for name in steps if name in AFTER):
            take(run, name)
    unforgiven = [*run.not_run, *(why for why in run.tests.skipped.values() if not forgiven(why))]
    if STRICT and unforgiven:
        run.failed["nothing may be left out (TAHQIQ_TEST_STRICT=1)"] = []
    print("", *closing_lines(run, steps, time.monotonic() - began), sep="\n")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
