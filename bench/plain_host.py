"""A plain static host, as any web hosting is: files as they lie there, text sent with gzip, nothing more.

No header of ours and no body packed beforehand, so that what is measured holds wherever a site is laid.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

#: What nginx and the hosts of static pages pack; fonts and pictures of pixels are packed already.
PACKED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


class _Files(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript; charset=utf-8",
        ".woff2": "font/woff2",
    }

    def do_GET(self) -> None:
        """Sends one file, or says that there is none."""
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file = file / "index.html"
        if not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        packs = file.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = packed(file) if packs else file.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(body)))
        if packs:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the library)
        """Says nothing: a browser asks for many files."""


@cache
def packed(file: Path) -> bytes:
    """A file's bytes with gzip at the level that zlib takes by itself."""
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)


@contextmanager
def hosted(site: Path, *, port: int = 0) -> Iterator[str]:
    """The address of a site while the block lasts.

    Args:
        site: the folder that stands at ``/``.
        port: where it listens; 0 takes any that is free.
    """
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Files, directory=str(site)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
