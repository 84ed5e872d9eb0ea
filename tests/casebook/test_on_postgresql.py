"""The same tests on PostgreSQL: constraints, triggers, imports, actions, releases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import postgres
import pytest


@pytest.mark.postgres
def test_the_casebook_passes_on_postgresql() -> None:
    programs = postgres.programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    if "TAHQIQ_TEST_DATABASE_URL" in os.environ:
        return  # this is the inner run
    here = Path(__file__).parent
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not postgres", "--no-cov", str(here)]
    with postgres.throw_away_server(programs) as address:
        environment = {**os.environ, "TAHQIQ_TEST_DATABASE_URL": address}
        done = subprocess.run(
            command, env=environment, cwd=here.parents[1], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stdout[-5000:]
    assert " skipped" not in done.stdout.splitlines()[-1]
