"""Builds what the wheel carries but the repository does not: styles, scripts, catalogues, an empty record.

Usage: python scripts/build_assets.py [--force]

Node and npm come from the environment's own wheel. Nothing is done where no source has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import print_fonts
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
OUT = ROOT / "src" / "tahqiq" / "assets" / "site"
LOCALE = ROOT / "src" / "tahqiq" / "locale"
LETTERS = ROOT / "src" / "tahqiq" / "language" / "tables" / "letters.csv"
STAMP = OUT / ".sources"
PROGRAMS = Path(sys.executable).parent


def main() -> int:
    """Compiles the catalogues, makes the empty record, and builds the assets if their sources changed."""
    words = {
        catalogue.parent.parent.name: compiled(catalogue) for catalogue in sorted(LOCALE.glob("*/*/*.po"))
    }
    make_empty_record()
    fingerprint = of_sources()
    built = STAMP.is_file() and all(OUT.with_name(name).is_dir() for name in ("proof", "print"))
    if "--force" not in sys.argv and built and STAMP.read_text("utf-8") == fingerprint:
        print("assets: up to date", file=sys.stderr)
        return 0
    build(words)
    STAMP.write_text(fingerprint, "utf-8")
    print(f"assets: built into {OUT.parent.relative_to(ROOT)}", file=sys.stderr)
    return 0


def compiled(catalogue: Path) -> dict[str, str]:
    """Compiles a catalogue beside itself if it changed, and gives its messages."""
    with catalogue.open("rb") as source:
        messages = read_po(source)
    machine, partial = catalogue.with_suffix(".mo"), catalogue.with_suffix(".mo.partial")
    if not machine.exists() or machine.stat().st_mtime_ns < catalogue.stat().st_mtime_ns:
        with partial.open("wb") as target:
            write_mo(target, messages)
        partial.replace(machine)
    plain = (entry for entry in messages if not entry.context)
    return {e.id: e.string for e in plain if isinstance(e.id, str) and isinstance(e.string, str)}


def make_empty_record() -> None:
    """Has Django migrate an empty database, unless that stands already for the migrations there are."""
    with tempfile.TemporaryDirectory(prefix="tahqiq-record-") as home:
        database = {"TAHQIQ_HOME": home, "DATABASE_URL": f"sqlite:///{home}/db.sqlite3"}
        environment = {**os.environ, **database, "TAHQIQ_DJANGO_KEY": "only to migrate an empty database"}
        settings = {"DJANGO_SETTINGS_MODULE": "tahqiq.desk.settings", "TAHQIQ_SERVING": "1"}
        words = [sys.executable, "-m", "tahqiq.desk.fresh_record"]
        subprocess.run(words, check=True, env=environment | settings)


def of_sources() -> str:
    """SHA-256 over every source of the assets, and over the catalogues whose words they carry."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(f"{path.relative_to(ROOT)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    """Files the assets are built from."""
    yield from sorted(path for path in SITE.iterdir() if path.is_file())
    yield from sorted(path for path in (SITE / "src").rglob("*") if path.is_file())
    yield from sorted(LOCALE.glob("*/*/*.po"))
    yield LETTERS
    yield Path(__file__)
    yield Path(print_fonts.__file__)


def build(words: dict[str, dict[str, str]]) -> None:
    """Installs the locked packages where they are missing or older than the lock, and builds."""
    installed, lock = SITE / "node_modules" / ".package-lock.json", SITE / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime_ns < lock.stat().st_mtime_ns:
        run("npm", "ci", "--no-progress", "--loglevel=error")
    run("node", "node_modules/typescript/bin/tsc", "--noEmit")
    pages: dict[str, list[str]] = json.loads((SITE / "messages.json").read_text("utf-8"))
    messages = {
        page: {language: {each: known[each] for each in ids} for language, known in words.items()}
        for page, ids in pages.items()
    }
    partial = OUT.with_name(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    run("node", "build.mjs", str(partial), given=json.dumps(messages))
    for built in sorted(partial.iterdir()):
        shutil.rmtree(OUT.with_name(built.name), ignore_errors=True)
        built.rename(OUT.with_name(built.name))
    partial.rmdir()
    print_fonts.unpack_fonts(SITE / "node_modules")


def run(program: str, *arguments: str, given: str | None = None) -> None:
    """Runs a program of the environment in the site's folder."""
    path = f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [str(PROGRAMS / program), *arguments]
    subprocess.run(command, cwd=SITE, input=given, text=True, check=True, env={**os.environ, "PATH": path})


if __name__ == "__main__":
    sys.exit(main())
