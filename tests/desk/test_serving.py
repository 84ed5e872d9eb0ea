"""``tahqiq serve`` as a process: started, asked, stopped."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest

from tahqiq.desk import serving
from tahqiq.desk.home import Home
from tahqiq.desk.serving import Application, Only, _announce, demand_free, whole
from tahqiq.vocab.errors import BadInput

COMMAND = [sys.executable, "-c", "from tahqiq.cli import main; main()", "serve"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An installation with a small site."""
    made = Home.create(tmp_path / "home")
    site = made.sites / "first"
    site.mkdir()
    (site / "index.html").write_text("<h1>the site</h1>")
    (site / "صفحة.html").write_text("<h1>a page</h1>")
    return made


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


@contextmanager
def _served(home: Home, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TAHQIQ_", "DATABASE_URL", "DJANGO_"))}
    command = [*COMMAND, "--home", str(home.path), "--port", str(port), *options]
    served = subprocess.Popen(
        command, env=clean, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        yield served
    finally:
        if served.poll() is None:
            os.killpg(served.pid, signal.SIGKILL)
        served.communicate(timeout=20)


def _ask(port: int, path: str, host: str = "127.0.0.1") -> tuple[int, dict[str, str], bytes]:
    """One request, its path sent as it is."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    asking.putrequest("GET", path, skip_host=True)
    asking.putheader("Host", f"{host}:{port}")
    asking.endheaders()
    answer = asking.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    asking.close()
    return found


def test_site_desk_and_health_are_served_until_interrupted(home: Home) -> None:
    port = _free_port()
    with _served(home, port) as served:
        assert served.stdout is not None
        line = served.stdout.readline()
        assert f"http://127.0.0.1:{port}/" in line and "/desk/" in line
        assert _ask(port, "/")[::2] == (200, b"<h1>the site</h1>")
        assert _ask(port, "/%D8%B5%D9%81%D8%AD%D8%A9.html")[::2] == (200, b"<h1>a page</h1>")
        assert _ask(port, "/desk/login/")[0] == 200
        assert _ask(port, "/desk/static/desk/desk.css")[0] == 200
        assert json.loads(_ask(port, "/healthz")[2])["database"] == "ok"
        for trick in ("/../keys/django.key", "/%2e%2e/%2e%2e/keys/django.key", "//keys", "/..%5c..%5ckeys"):
            assert _ask(port, trick)[0] in (400, 404)
        assert _ask(port, "/desk/login/", host="evil.example")[0] == 400
        os.killpg(served.pid, signal.SIGINT)  # as a terminal does for Ctrl-C
        _, said = served.communicate(timeout=20)
        assert served.returncode == 130
        assert "Traceback" not in said
    demand_free("127.0.0.1", port)


def test_a_terminated_server_ends_well_and_one_part_can_be_served_alone(home: Home) -> None:
    port = _free_port()
    with _served(home, port, "--only", "site") as served:
        assert served.stdout is not None
        served.stdout.readline()
        assert _ask(port, "/")[0] == 200
        assert _ask(port, "/desk/login/")[0] == 404
        served.terminate()
        _, said = served.communicate(timeout=20)
        assert (served.returncode, said) == (0, "")


def test_a_port_in_use_is_one_clear_line(home: Home) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with _served(home, port) as served:
            out, said = served.communicate(timeout=20)
    assert served.returncode == 2
    assert out == ""
    assert said.count("\n") == 1
    assert f"127.0.0.1:{port}" in said and "--port" in said


def test_a_missing_key_stops_the_start(home: Home) -> None:
    (home.keys / "django.key").unlink()
    with _served(home, _free_port()) as served:
        out, said = served.communicate(timeout=20)
    assert (served.returncode, out) == (2, "")
    assert "django.key" in said


@pytest.mark.parametrize("address", ["192.0.2.1", "127.0.0.1"])
def test_an_address_or_port_that_cannot_be_had_is_refused(address: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BadInput, match="cannot serve at"):
            demand_free(address, taken.getsockname()[1])


def _asked(application: Application, path: str) -> tuple[str, bytes]:
    environ: dict[str, object] = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    said: list[str] = []
    parts = application(environ, lambda status, head, *_: said.append(status))
    body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    return said[0], body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("only", "site", "desk"),
    [(None, "200 OK", "200 OK"), ("site", "200 OK", "404 Not Found"), ("desk", "404 Not Found", "200 OK")],
)
def test_each_part_answers_at_its_address(home: Home, only: Only | None, site: str, desk: str) -> None:
    application = whole(home, only)
    assert _asked(application, "/")[0] == site
    assert _asked(application, "/desk/login/")[0] == desk
    assert _asked(application, "/deskless")[0] == "404 Not Found"


def test_readiness_is_told_once_somebody_answers() -> None:
    told: list[str] = []
    with socket.socket() as open_door:
        open_door.bind(("127.0.0.1", 0))
        open_door.listen()
        _announce("0.0.0.0", open_door.getsockname()[1], lambda: told.append("ready"))
    assert told == ["ready"]


def test_readiness_is_never_told_when_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_LONGEST_START", 1)
    monkeypatch.setattr(serving.time, "sleep", lambda _: None)
    _announce("127.0.0.1", _free_port(), lambda: pytest.fail("nobody answers"))


def test_a_process_that_dies_is_our_bug(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying:
        stopped_by = None

        def serve(self, **_: object) -> None:
            raise SystemExit(1)

    monkeypatch.setattr(serving, "_granian", lambda *_: Dying())
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    with pytest.raises(RuntimeError, match="died"):
        serving.serve(home, address="127.0.0.1", port=_free_port(), only=None, ready=lambda: None)


@pytest.mark.parametrize(("stopped_by", "interrupted"), [(signal.SIGINT, True), (signal.SIGTERM, False)])
def test_only_an_interruption_is_told_as_one(
    home: Home, monkeypatch: pytest.MonkeyPatch, stopped_by: int, interrupted: bool
) -> None:
    class Stopped:
        def serve(self, **_: object) -> None:
            self.stopped_by = stopped_by

    monkeypatch.setattr(serving, "_granian", lambda *_: Stopped())
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    with pytest.raises(KeyboardInterrupt) if interrupted else nullcontext():
        serving.serve(home, address="127.0.0.1", port=_free_port(), only=None, ready=lambda: None)
