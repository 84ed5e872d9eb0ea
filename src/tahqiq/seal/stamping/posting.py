"""One question to a server over HTTP, and its answer: bounded in time and size, never led elsewhere.

No redirect is followed: whoever answers in the authority's place must not be able to make this
machine ask another, let alone read a file. The environment's proxies (``HTTPS_PROXY``) are used.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from tahqiq import __version__
from tahqiq.seal.stamping.errors import NoStamp, NotThere
from tahqiq.vocab.errors import BadInput

_PIECE = 1 << 14
_OURS = f"tahqiq/{__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait and how much to take.

    Attributes:
        seconds: for the whole exchange; also the longest silence borne.
        bytes: of the answer; a longer one is no answer.
    """

    seconds: float = 20
    bytes: int = 1 << 16


def require_web_address(url: str) -> None:
    """Refuses whatever is no plain address of a web server.

    >>> require_web_address("https://stamps.example/tsr")

    Raises:
        BadInput: another scheme (``file:``), no host, or a character that no address holds.
    """
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or not url.isascii() or not url.isprintable() or " " in url:
        raise BadInput(f"{url!r} is no address of a web server", remedy="it begins with https:// or http://")


def public_address(url: str) -> str:
    """The address without a user's name, password, query or fragment: what may be kept beside evidence.

    >>> public_address("https://ours:secret@stamps.example:8443/tsr?key=1#top")
    'https://stamps.example:8443/tsr'
    """
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def exchange(
    url: str, *, body: bytes | None = None, content_type: str = "", accept: str = "", patience: Patience
) -> bytes:
    """Sends the body (GET without one) and gives the whole answer of a 200.

    Raises:
        BadInput: the address is none.
        NoStamp: nobody answered in time, or with something else than a 200 of bearable size.
    """
    require_web_address(url)
    headers = {"Accept": accept, "Content-Type": content_type, "User-Agent": _OURS}
    request = urllib.request.Request(  # noqa: S310 - http and https only, see above
        url, data=body, headers={name: value for name, value in headers.items() if value}
    )
    due = time.monotonic() + patience.seconds
    try:
        with _opener().open(request, timeout=patience.seconds) as answer:
            return _whole(answer, due, patience)
    except urllib.error.HTTPError as error:
        with error:
            raise (NotThere if error.code == 404 else NoStamp)(_status(error)) from error
    except TimeoutError as error:
        raise NoStamp(f"no answer within {patience.seconds:g} seconds") from error
    except (OSError, http.client.HTTPException) as error:
        raise NoStamp(_unreached(error, patience)) from error


def _opener() -> urllib.request.OpenerDirector:
    """Only what speaks HTTP: no redirects, no files, no FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _whole(answer: IO[bytes], due: float, patience: Patience) -> bytes:
    """The answer, read piece by piece so that neither size nor dripping can hold us."""
    got = bytearray()
    while piece := answer.read1(_PIECE):  # type: ignore[attr-defined]
        got += piece
        if len(got) > patience.bytes:
            raise NoStamp(f"the answer is longer than {patience.bytes:,} bytes")
        if time.monotonic() > due:
            raise TimeoutError
    if getattr(answer, "length", None):
        raise NoStamp("the answer broke off")
    return bytes(got)


def _status(error: urllib.error.HTTPError) -> str:
    if 300 <= error.code < 400:
        return f"answered with a redirect (HTTP {error.code}), which is not followed: name the new address"
    return f"answered with HTTP {error.code}"


def _unreached(error: Exception, patience: Patience) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return f"no answer within {patience.seconds:g} seconds"
    said = getattr(reason, "strerror", None) or getattr(reason, "verify_message", None) or str(reason)
    return f"not reached: {said or type(reason).__name__}"
