"""Builds the wheel and looks inside: built assets in, anything sealed, built or keyed out; it starts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: What a user without Node needs, as patterns over names in the wheel.
NEEDED = (
    r"tahqiq/assets/.+\.css",
    r"tahqiq/assets/.+\.woff2",
    r"tahqiq/assets/record/fresh\.sql",
    r"tahqiq/locale/ar/LC_MESSAGES/django\.mo",
    r"tahqiq/cases/raqqa_2017/.+",
    r"tahqiq/publish/templates/.+\.html",
    r"tahqiq/desk/templates/.+\.html",
    r"tahqiq/onepage/shell\.html",
    r"tahqiq/onepage/shell\.css",
    r"tahqiq/link/explain/templates/.+\.html",
    r"tahqiq/link/explain/templates/.+\.css",
    r"tahqiq/read/review/review\.html",
    r"tahqiq/read/claims/words/.+\.toml",
    r".+\.dist-info/licenses/LICENSE",
)
#: What must never travel: archives, homes, keys, databases, caches.
FORBIDDEN = (
    r"(\.key|\.pem|\.sqlite3|\.sig|\.tsr|\.ots|\.pyc|/custody[^/]*\.jsonl|/(log|receipts|keys)/\d+/\d+\.jsonl|"
    r"/objects/[0-9a-f]{2}/[0-9a-f]{64}|/node_modules/.*|/tahqiq-home/.*)$"
)


def build(folder: Path) -> Path:
    """The wheel, made without network by the locked build backend."""
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(words, cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


def faults_in(names: list[str]) -> list[str]:
    """What is missing from the names of a wheel, or should not be among them."""
    absent = [pattern for pattern in NEEDED if not any(re.fullmatch(pattern, name) for name in names)]
    unwanted = [name for name in names if re.search(FORBIDDEN, name)]
    return [f"missing: {each}" for each in absent] + [f"must not be in it: {each}" for each in unwanted]


def starts(wheel: Path, folder: Path) -> bool:
    """Whether tahqiq runs from the wheel's own files, the checkout out of sight."""
    zipfile.ZipFile(wheel).extractall(folder)
    where = "import pathlib, tahqiq; print(pathlib.Path(tahqiq.__file__).parent.parent)"
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    taken = subprocess.run(
        [sys.executable, "-c", where], env=environment, cwd=folder, capture_output=True, text=True, check=True
    )
    if Path(taken.stdout.strip()).resolve() != folder.resolve():
        return False
    words = [sys.executable, "-m", "tahqiq", "--help"]
    return subprocess.run(words, env=environment, cwd=folder, stdout=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """Prints the faults; 1 if there are any."""
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build(Path(scratch))
        names = zipfile.ZipFile(wheel).namelist()
        faults = faults_in(names)
        if not starts(wheel, Path(scratch) / "unpacked"):
            faults.append("tahqiq does not start from the wheel")
        print(f"{wheel.name}: {len(names)} files, {wheel.stat().st_size / 1e6:.1f} MB", *faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
