"""A throw-away PostgreSQL server on a Unix socket: no network, no password, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

#: Durability is of no use to a database that lives a minute.
_SETTINGS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
_ENCODING = ("-E", "UTF8", "--locale=C.UTF-8")


def programs() -> Path | None:
    """The folder of the newest installed server's programs; None where there is no server."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    elsewhere = shutil.which("initdb")
    found = debian[-1] if debian else Path(elsewhere) if elsewhere else None
    return found.parent if found else None


@contextmanager
def throw_away_server(programs: Path) -> Iterator[str]:
    """Starts a server and gives its database URL."""
    folder = Path(tempfile.mkdtemp(prefix="tahqiq-pg-", dir="/tmp"))  # a socket's path must be short
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    if user:
        shutil.chown(folder, user)
    cluster = folder / "cluster"
    options = f"-k {folder} {_SETTINGS}"
    control: list[str | Path] = [programs / "pg_ctl", "--silent", "--wait", "-D", cluster]

    def call(*command: str | Path) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        call(programs / "initdb", "-D", cluster, "-U", "tahqiq", "-A", "trust", *_ENCODING)
        call(*control, "-o", options, "-l", folder / "log", "start")
        try:
            yield f"postgresql://tahqiq@{quote(str(folder), safe='')}/postgres"
        finally:
            call(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
