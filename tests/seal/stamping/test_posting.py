"""The exchange with a server: bounded in time and size, and never led elsewhere."""

from __future__ import annotations

import socket
import time
from http.server import BaseHTTPRequestHandler

import pytest

from seal.stamping.servers import Answer, send, serving
from tahqiq.seal.stamping import NoStamp, Patience
from tahqiq.seal.stamping.posting import exchange
from tahqiq.vocab.errors import BadInput

SHORT = Patience(seconds=0.3, bytes=1_000)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def answer_of(answer: Answer) -> bytes:
    with serving(answer) as url:
        return exchange(url, body=b"asked", patience=SHORT)


def endless(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(1 << 30))
    handler.end_headers()
    for _ in range(1 << 14):
        handler.wfile.write(bytes(1 << 16))


def dripping(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b".")
        time.sleep(0.1)


def silent(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    time.sleep(0.6)
    send(handler, b"too late")


def redirecting(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    handler.send_response(302)
    handler.send_header("Location", "file:///etc/hostname")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def nonsense(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")
    handler.close_connection = True


def cut_short(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b"half")
    handler.close_connection = True


def test_the_body_goes_out_and_the_answer_comes_back() -> None:
    assert answer_of(lambda handler, body: send(handler, b"heard " + body)) == b"heard asked"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (endless, "longer than 1,000 bytes"),
        (dripping, "no answer within 0.3 seconds"),
        (silent, "no answer within 0.3 seconds"),
        (redirecting, r"redirect \(HTTP 302\), which is not followed"),
        (nonsense, "not reached: SSH-2.0-OpenSSH"),
        (lambda handler, body: send(handler, b"", status=500), "HTTP 500"),
    ],
)
def test_anything_else_is_no_answer_and_says_why(answer: Answer, problem: str) -> None:
    began = time.monotonic()
    with pytest.raises(NoStamp, match=problem):
        answer_of(answer)
    assert time.monotonic() - began < 5


def test_an_answer_that_breaks_off_is_not_the_whole() -> None:
    with pytest.raises(NoStamp, match="broke off"):
        answer_of(cut_short)


def test_nobody_there() -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        with pytest.raises(NoStamp, match="not reached: Connection refused"):
            exchange(f"http://127.0.0.1:{unheard.getsockname()[1]}", patience=SHORT)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "file:///etc/passwd",
        "ftp://a.example",
        "https://",
        "http://a b",
        "http://a\n",
        "http://[::1",
        "http://a:x",
        "http://عربي.example",
    ],
)
def test_what_is_no_address_of_a_web_server_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="no address of a web server"):
        exchange(url, patience=SHORT)


def test_nobody_answers_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> socket.socket:
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", never)
    with pytest.raises(NoStamp, match="no answer within"):
        exchange("http://stamps.example", patience=SHORT)
