"""Whether 5,000 forms come in at a workable pace, and a second time change nothing.

Writes bench/results/forms.json. CPU seconds: the time of the machine does not count what others do on it.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import measure

from tahqiq.read.forms import Export, form_of
from tahqiq.read.forms.testing import as_odata, fill, media_of

MANY = 5_000
FORM = form_of("site_visit")
#: A second import costs at most this share of the first one.
SECOND_COSTS_AT_MOST = 0.5


def main() -> int:
    """Measures, keeps, and says whether the promises hold."""
    with tempfile.TemporaryDirectory() as folder:
        export, home = Path(folder) / "export.zip", Path(folder) / "home"
        write(export)
        started = time.process_time()
        read = sum(1 for _ in Export(export).submissions())
        reading = time.process_time() - started
        first, first_seconds = brought(export, home)
        before = state(home)
        second, second_seconds = brought(export, home)
        found = {
            "submissions": MANY,
            "files": sum(1 for n in range(MANY) for _ in media_of(*fill(FORM, seed=n), FORM)),
            "read_per_cpu_second": round(read / reading),
            "first": first["counts"],
            "first_cpu_seconds": round(first_seconds, 2),
            "second": second["counts"],
            "second_cpu_seconds": round(second_seconds, 2),
            "second_over_first": round(second_seconds / first_seconds, 3),
            "second_changed_nothing": before == state(home),
        }
    measure.keep("forms", found)
    kept = first["counts"] == {"new": MANY} and second["counts"] == {"unchanged": MANY}
    quick = second_seconds <= SECOND_COSTS_AT_MOST * first_seconds
    return 0 if kept and quick and found["second_changed_nothing"] else 1


def write(path: Path) -> None:
    """An export of made-up visits with their files."""
    many = [fill(FORM, seed=seed) for seed in range(MANY)]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("submissions.json", as_odata(FORM, many))
        for instance, answers in many:
            for name, content in media_of(instance, answers, FORM):
                archive.writestr(f"media/{instance.removeprefix('uuid:')}/{name}", content)


def brought(export: Path, home: Path) -> tuple[dict[str, object], float]:
    """What one import said, and its CPU seconds."""
    before = os.times()
    run = [sys.executable, "-m", "tahqiq", "import", "forms", str(export), "--home", str(home), "--json"]
    said = subprocess.run(run, check=True, capture_output=True).stdout
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return json.loads(said), seconds


def state(home: Path) -> str:
    """A hash of every row of the record and every byte of the archive."""
    import sqlite3

    digest = hashlib.sha256()
    with sqlite3.connect(home / "db.sqlite3") as database:
        for line in database.iterdump():
            digest.update(line.encode())
    for path in sorted((home / "archive").rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
