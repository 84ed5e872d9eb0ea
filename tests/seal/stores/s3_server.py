"""An S3 server of its own process: moto's, with the faults that real ones have.

Run as ``python s3_server.py PORT``; it answers until it is killed. How a bucket fares is the
beginning of its name:

    slow-…            every answer takes half a second longer
    unconditional-…   If-None-Match and If-Match are ignored
    forgetful-…       the answer to the first write of every name is lost: the connection just ends
    failing-…         the first request of every kind for every name is answered 503
    keyless-…         every request is refused, as with wrong credentials

One request is served at a time: moto looks for an object and makes it in two steps, which a real
server does in one.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

_ONE_AT_A_TIME = threading.Lock()
_DENIED = b"<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>"
_BUSY = b"<Error><Code>ServiceUnavailable</Code><Message>later</Message></Error>"


class Faulty:
    """The application, with faults."""

    def __init__(self) -> None:
        self._inner = DomainDispatcherApplication(create_backend_app)
        self._seen: set[str] = set()

    def __call__(self, environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        bucket, _, key = environment["PATH_INFO"].strip("/").partition("/")
        fault = bucket.partition("-")[0] if key else ""
        asked = f"{environment['REQUEST_METHOD']} {environment['PATH_INFO']}?{environment['QUERY_STRING']}"
        first = asked not in self._seen
        self._seen.add(asked)
        if fault == "slow":
            time.sleep(0.5)
        if fault == "unconditional":
            environment.pop("HTTP_IF_NONE_MATCH", None)
            environment.pop("HTTP_IF_MATCH", None)
        if fault == "keyless":
            return _answer(start, "403 Forbidden", _DENIED, environment)
        if fault == "failing" and first:
            environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
            return _answer(start, "503 Service Unavailable", _BUSY, environment)
        with _ONE_AT_A_TIME:
            answer = list(self._inner(environment, start))
        if fault == "forgetful" and first and environment["REQUEST_METHOD"] in ("PUT", "POST"):
            environment["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return answer


def _answer(
    start: Callable[..., Any], status: str, content: bytes, environment: dict[str, Any]
) -> Iterable[bytes]:
    content = b"" if environment["REQUEST_METHOD"] == "HEAD" else content
    start(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(content)))])
    return [content]


if __name__ == "__main__":
    run_simple("127.0.0.1", int(sys.argv[1]), Faulty(), threaded=True)  # type: ignore[arg-type]
