"""One process that shows the public site at / and the desk at /desk/.

They are two applications behind one address, which is right for one machine. In production
the two have different origins: ``only`` serves one of them.
"""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from typing import Any, Literal

from tahqiq.desk.home import Home
from tahqiq.desk.public_site import Environ, StartResponse, serve_site
from tahqiq.desk.setup import start
from tahqiq.vocab.errors import BadInput

Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Only = Literal["site", "desk"]
#: Threads that answer requests: SQLite has one writer, and pages are quick.
THREADS = 4
#: Where readers of the site send letters: beside the site, answered by Django.
LETTERS = "/corrections/"
#: Seconds that starting may take before we stop waiting to say so.
_LONGEST_START = 120


def whole(home: Home, only: Only | None = None) -> Application:
    """The site with its letters, the desk and the health page as one WSGI application."""
    site = serve_site(home.sites) if only != "desk" else _nothing
    desk = _desk() if only != "site" else _nothing
    letters = _desk() if only != "desk" else _nothing

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith(LETTERS):
            return letters(environ, start_response)
        chosen = desk if path == "/healthz" or path == "/desk" or path.startswith("/desk/") else site
        return chosen(environ, start_response)

    return application


def _desk() -> Application:
    """Django, started, its screens imported: nobody waits for that at the first request."""
    from django.urls import get_resolver

    from tahqiq.desk.wsgi import application

    _ = get_resolver().url_patterns
    return application


def _nothing(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """What is not served here."""
    start_response(f"{HTTPStatus.NOT_FOUND.value} Not Found", [("Content-Type", "text/plain")])
    return [b"Not served here.\n"]


def demand_free(address: str, port: int) -> None:
    """Tries the door before opening it.

    Raises:
        BadInput: the port is taken, or the address is none of this machine.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((address, port))
        except OSError as error:
            remedy = "stop what listens there, or name another with --port or --bind"
            raise BadInput(f"cannot serve at {address}:{port}: {error.strerror}", remedy=remedy) from error


def serve(home: Home, *, address: str, port: int, only: Only | None, ready: Callable[[], None]) -> None:
    """Serves until told to stop.

    Args:
        home: the installation, its database up to date (``tahqiq.desk.setup.start``).
        address: to listen at.
        port: to listen at.
        only: serve just the site, or just the desk.
        ready: called once the door is open.

    Raises:
        BadInput: the port is taken, or a secret is missing.
        KeyboardInterrupt: stopped by SIGINT. SIGTERM ends it without an error.
    """
    from django.db import connections

    home.secret("django")
    demand_free(address, port)
    connections.close_all()  # a connection must not be carried over a fork
    server = _granian(address, port, ready)
    try:
        server.serve(target_loader=partial(_load, home.path, only), wrap_loader=False)
    except SystemExit as ended:
        raise RuntimeError("the process that answers requests died") from ended
    if server.stopped_by == signal.SIGINT:
        raise KeyboardInterrupt


def _load(home: Path, only: Only | None) -> Application:
    """The application, in the process that answers requests."""
    found = Home.open(home)
    start(found, serving=True)
    return whole(found, only)


def _announce(address: str, port: int, ready: Callable[[], None]) -> None:
    """Calls ``ready`` once somebody answers at the port: the other process opens it when it can answer."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 - compared, not bound
    for _ in range(_LONGEST_START * 20):
        try:
            socket.create_connection((here, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            ready()
            return


def _granian(address: str, port: int, ready: Callable[[], None]) -> Any:
    """A server of one process and a few threads that says when it answers and which signal stopped it."""
    from granian.constants import Interfaces
    from granian.server.mp import MPServer

    class Remembering(MPServer):
        stopped_by: int | None = None

        def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
            self.stopped_by = args[0]
            super().signal_handler_interrupt(*args, **kwargs)  # type: ignore[no-untyped-call]

        def _spawn_workers(self, *args: Any) -> None:
            super()._spawn_workers(*args)  # type: ignore[no-untyped-call]
            Thread(target=_announce, args=(address, port, ready), daemon=True).start()

    return Remembering(
        "tahqiq",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_enabled=False,
        workers_kill_timeout=5,
    )
