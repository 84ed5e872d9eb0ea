"""A published site as ``tahqiq serve`` shows it, with its security headers, at an address of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from tahqiq.desk.public_site import serve_site


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the library)
        """Says nothing: a browser asks for many files."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site while the block lasts.

    Args:
        site: a folder with the site in it; the folder around it counts as the folder of sites.
    """
    (site / "index.html").touch()
    application = serve_site(site.parent)
    server = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
