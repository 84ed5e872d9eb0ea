"""An OpenAI-compatible endpoint, spoken to with care: limits on time and size, no redirects, no surprises."""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from tahqiq.vocab.errors import BadInput

#: The environment variable of the key; it is taken from nowhere else.
KEY = "TAHQIQ_MODEL_KEY"
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_CHUNK = 1 << 16


class EndpointFault(Exception):
    """An endpoint did not answer as it should; nothing was proposed. Says nothing of what it sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model is asked, and how patiently. Get one from `named`.

    Attributes:
        host, port, path: of the chat completions; ``secure`` whether by TLS.
        model: the name the endpoint knows it by.
        key: from the environment, '' for none; never shown.
        patience: seconds for the whole of one answer.
        most_bytes: of one answer.
    """

    host: str
    port: int
    path: str
    secure: bool
    model: str
    key: str = field(default="", repr=False)
    patience: float = 120.0
    most_bytes: int = 1 << 20

    @classmethod
    def named(
        cls,
        url: str,
        *,
        model: str,
        environ: Mapping[str, str] | None = None,
        patience: float = 120.0,
        most_bytes: int = 1 << 20,
    ) -> Endpoint:
        """The endpoint at a base address, such as http://127.0.0.1:8080/v1.

        Raises:
            BadInput: not an http or https address, with a user or password in it, no model, or a key that
                would travel unencrypted to another machine.

        >>> Endpoint.named("https://models.example.org/v1", model="m", environ={}).path
        '/v1/chat/completions'
        """
        parts = _parts(url)
        key = (os.environ if environ is None else environ).get(KEY, "")
        secure = parts.scheme == "https"
        host = parts.hostname or ""
        if key and not secure and host not in _LOCAL:
            raise BadInput("the key would travel unencrypted", file=url, remedy="use https")
        if any(not each.isprintable() or each == " " for each in key):
            raise BadInput("the key holds characters that no header may", file=KEY)
        if not model.strip() or not model.isprintable():
            raise BadInput("no model is named", file=url)
        return cls(
            host=host,
            port=parts.port or (443 if secure else 80),
            path=f"{parts.path.rstrip('/')}/chat/completions",
            secure=secure,
            model=model.strip(),
            key=key,
            patience=patience,
            most_bytes=most_bytes,
        )

    def ask(self, messages: list[dict[str, str]]) -> str:
        """What the model answers to some messages.

        Raises:
            EndpointFault: no connection, too slow, too long, a redirect, an error, or no such answer.
        """
        body = json.dumps({"model": self.model, "messages": messages, "temperature": 0, "stream": False})
        return _content(self._sent(body.encode("utf-8")))

    def _sent(self, body: bytes) -> bytes:
        connection = self._connection()
        late = threading.Event()
        watch = threading.Timer(self.patience, _give_up, (connection, late))
        watch.daemon = True
        watch.start()
        try:
            connection.request("POST", self.path, body, self._headers())
            response = connection.getresponse()
            return self._read(response, time.monotonic() + self.patience)
        except (OSError, http.client.HTTPException, ValueError) as error:
            why = "too slow" if late.is_set() or isinstance(error, TimeoutError) else type(error).__name__
            raise EndpointFault(f"no answer from {self.host}: {why}") from None
        finally:
            watch.cancel()
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if self.secure:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(self.host, self.port, timeout=self.patience, context=context)
        return http.client.HTTPConnection(self.host, self.port, timeout=self.patience)

    def _headers(self) -> dict[str, str]:
        """What is sent besides: the key where there is one, and no wish for packed answers."""
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
        return headers | ({"Authorization": f"Bearer {self.key}"} if self.key else {})

    def _read(self, response: http.client.HTTPResponse, until: float) -> bytes:
        if 300 <= response.status < 400:
            raise EndpointFault(f"{self.host} redirects elsewhere: refused")
        if response.status != 200:
            raise EndpointFault(f"{self.host} answers {response.status}")
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise EndpointFault(f"{self.host} sends a packed answer: refused")
        parts, size = list[bytes](), 0
        while chunk := response.read1(_CHUNK):
            size += len(chunk)
            if size > self.most_bytes:
                raise EndpointFault(f"{self.host} sends more than {self.most_bytes:,} bytes")
            if time.monotonic() > until:
                raise EndpointFault(f"no answer from {self.host}: too slow")
            parts.append(chunk)
        return b"".join(parts)


def _parts(url: str) -> SplitResult:
    """The parts of an address that can be one of an endpoint."""
    wrong = BadInput("not an http or https address", file=url, remedy="such as http://127.0.0.1:8080/v1")
    try:
        parts = urlsplit(url)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        raise wrong from None
    if not sound or not url.isprintable() or " " in url:
        raise wrong
    if parts.username or parts.password or parts.query or parts.fragment:
        raise BadInput("an address alone is needed", file=url, remedy=f"the key goes in {KEY}")
    return parts


def _give_up(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    """Ends a connection whose time is up, wherever it waits."""
    late.set()
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it was closed a moment before


def _content(body: bytes) -> str:
    """The words of the first choice of an answer."""
    try:
        told = json.loads(body)
        content = told["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise EndpointFault("the answer is no chat completion") from None
    if not isinstance(content, str):
        raise EndpointFault("the answer holds no words")
    return content
