"""The published site as a WSGI application: the files of one folder and nothing beside it.

A site is published while it is served, so every request looks at the folder anew. An
address is taken apart into names; each must be a plain name; and what they lead to must,
with all links followed, lie inside the site. So neither ``..``, however encoded, nor an
absolute path, nor a link leads out, and folders are never listed.
"""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote
from wsgiref.util import FileWrapper

from whitenoise.responders import MissingFileError, StaticFile  # type: ignore[import-untyped]

from tahqiq.desk import packing

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]

INDEX = "index.html"
#: Pages may use their own scripts, pictures, tiles; nothing from elsewhere. WebAssembly is what the
#: search of stories (Pagefind) is made of; scripts may compile it, and still evaluate no text.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS: Headers = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cache-Control", "no-cache"),
]
_TYPES = {".jsonl": "application/jsonl", ".pmtiles": "application/vnd.pmtiles", ".woff2": "font/woff2"}
_TEXT = ("text/", "application/json", "application/jsonl", "image/svg+xml")


def current_site(sites: Path) -> Path | None:
    """The site to show: ``sites/current`` where it is one, else the newest; None where there is none."""
    current = sites / "current"
    if (current / INDEX).is_file():
        return current.resolve()
    built = [folder for folder in sites.glob("*") if (folder / INDEX).is_file() and folder.name[0] != "."]
    return max(built, key=lambda folder: (folder.stat().st_mtime, folder.name), default=None)


def make_current(sites: Path, site: Path) -> None:
    """From now on this site is the one shown; there is one at every moment.

    Args:
        site: a folder directly below ``sites``.
    """
    link = sites / f".current.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(site.name, target_is_directory=True)
    link.replace(sites / "current")


def find(site: Path, address: str) -> Path | None:
    """The file at an address (decoded, beginning with '/'), a folder's index for one ending in '/'.

    Returns:
        None where there is no such file inside the site.
    """
    if not address.startswith("/") or "\\" in address or "\0" in address:
        return None
    *folders, name = address[1:].split("/")
    names = [*folders, name or INDEX]
    if any(part in ("", ".", "..") or part.startswith(".") for part in names):
        return None
    root = site.resolve()
    try:
        file = root.joinpath(*names).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, RuntimeError):  # a name longer than the file system can hold, or a loop of links
        return None


def serve_site(sites: Path) -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """A WSGI application that shows the current site of a folder of sites."""

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        # WSGI hands over the decoded path as Latin-1 (PEP 3333).
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        site = current_site(sites)
        if site is None:
            return _plain(start_response, HTTPStatus.NOT_FOUND, "No site has been published here yet.")
        file = find(site, address)
        if file is None:
            return _nothing_there(site, address, environ, start_response)
        try:
            return _send(file, environ, start_response)
        except (FileNotFoundError, MissingFileError):  # a new site took this one's place a moment ago
            return _plain(start_response, HTTPStatus.NOT_FOUND, "There is no such page.")

    return application


def _nothing_there(
    site: Path, address: str, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    """A folder named without its slash is pointed right; anything else is not found."""
    if address[-1:] != "/" and find(site, f"{address}/") is not None:
        there = quote(f"{environ.get('SCRIPT_NAME', '')}{address}/")
        return _plain(start_response, HTTPStatus.MOVED_PERMANENTLY, "Moved", ("Location", there))
    missing = find(site, "/404.html")
    if missing is None:
        return _plain(start_response, HTTPStatus.NOT_FOUND, "There is no such page.")
    headers = [*_HEADERS, ("Content-Type", "text/html; charset=utf-8")]
    start_response(_status(HTTPStatus.NOT_FOUND), headers)
    return [missing.read_bytes()]


def _send(file: Path, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The file, or 'not modified', or the range asked for."""
    kind = content_type(file)
    varying = [("Vary", "Accept-Encoding")] if kind.startswith(_TEXT) else []
    static = StaticFile(str(file), [*_HEADERS, *varying, ("Content-Type", kind)])
    response = static.get_response(environ["REQUEST_METHOD"], environ)
    status, headers = HTTPStatus(response.status), list(response.headers)
    if varying and status is HTTPStatus.OK and packing.accepted(environ.get("HTTP_ACCEPT_ENCODING", "")):
        body = packing.packed(file)
        if body is not None:
            return _send_packed(body, headers, response.file, start_response)
    start_response(_status(status), headers)
    return FileWrapper(response.file) if response.file is not None else []


def _send_packed(
    body: bytes, headers: Headers, file: IO[bytes] | None, start_response: StartResponse
) -> Iterable[bytes]:
    """The file in gzip; its head alone where ``file`` is None, because only that was asked for."""
    about = [each for each in headers if each[0] != "Content-Length"]
    about += [("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
    start_response(_status(HTTPStatus.OK), about)
    if file is None:
        return []
    file.close()
    return [body]


def content_type(file: Path) -> str:
    """The media type by the file's name, with its charset where it is text.

    >>> content_type(Path("totals.json"))
    'application/json; charset=utf-8'
    """
    known = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{known}; charset=utf-8" if known.startswith(_TEXT) else known


def _plain(
    start_response: StartResponse, status: HTTPStatus, text: str, *more: tuple[str, str]
) -> list[bytes]:
    body = f"{text}\n".encode()
    about = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(_status(status), [*_HEADERS, *about, *more])
    return [body]


def _status(status: HTTPStatus) -> str:
    return f"{status.value} {status.phrase}"
