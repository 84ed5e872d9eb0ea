"""What Lighthouse says of the published pages, as a phone sees them, served statically by our own server.

    .tahqiq/venv/bin/python bench/pages.py [INCIDENTS]

A generated case of 10,000 incidents is published and served; the front page, the explorer and an
incident page are measured in both languages. Lighthouse is installed into bench/lighthouse by npm
the first time. Ends with 1 where a score is below what was promised, or a request left the host.
Results: bench/results/pages.json.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measure import keep, tahqiq

from tahqiq.read.testing import write_export

FOLDER = Path(__file__).parent / "lighthouse"
PROMISED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
LANGUAGES = ("en", "ar")


def published(folder: Path, incidents: int, address: str) -> Path:
    """A home with the site of a generated case, to be served at an address."""
    export, home = folder / "export", folder / "home"
    write_export(export, incidents=incidents, seed=1)
    tahqiq("import", "airwars", export, "--home", home, "--names-basis", "generated names for a measurement")
    tahqiq("grade", "--home", home)
    tahqiq("release", "--home", home, "--out", folder / "release")
    site = home / "sites" / "measured"
    tahqiq("publish", folder / "release", "--out", site, "--base-url", f"{address}/")
    return home


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def served(home: Path, port: int) -> Iterator[None]:
    """Serves the site while it lasts."""
    words = ["-m", "tahqiq", "serve", "--home", str(home), "--only", "site", "--port", str(port)]
    server = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def pages(home: Path) -> list[str]:
    """The pages that are measured."""
    incident = min((home / "sites" / "measured" / "en" / "incidents").glob("[!i]*.html")).name
    kinds = ("index.html", "map.html", f"incidents/{incident}")
    return [f"{language}/{kind}" for language in LANGUAGES for kind in kinds]


def scores(addresses: list[str]) -> list[dict[str, object]]:
    """Lighthouse's scores of each."""
    programs = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    if not (FOLDER / "node_modules").is_dir():
        subprocess.run(
            [programs / "npm", "ci", "--no-audit", "--no-fund"], cwd=FOLDER, env=environment, check=True
        )
    done = subprocess.run(
        [programs / "node", "measure.mjs", *addresses],
        cwd=FOLDER,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def main() -> int:
    incidents = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as name:
        home = published(Path(name), incidents, root)
        paths = pages(home)
        with served(home, port):
            found = scores([f"{root}/{path}" for path in paths])
    told = {path: {**each, "url": path} for path, each in zip(paths, found, strict=True)}
    keep("pages", {"promised": PROMISED, "incidents": incidents, "pages": told})
    kept = all(
        not each["elsewhere"] and all(each["scores"][name] >= least for name, least in PROMISED.items())
        for each in found
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
