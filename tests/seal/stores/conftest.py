"""A real S3 server process for the tests of stores."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).parent / "s3_server.py"


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def make_bucket(self, name: str) -> None:
        asked = urllib.request.Request(f"{self.address}/{name}", method="PUT")
        with urllib.request.urlopen(asked, timeout=60) as answer:
            assert answer.status == 200


@contextmanager
def serving() -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(_SCRIPT), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield Server(process, port)
        finally:
            process.kill()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the S3 server did not start")


@pytest.fixture(scope="session")
def shared_server() -> Iterator[Server]:
    """One server for all tests that do not harm it."""
    with serving() as server:
        yield server


@pytest.fixture
def known_to_s3(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Credentials from the environment alone, as a person would set them."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def bucket(
    shared_server: Server, known_to_s3: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[str], str]:
    """Makes an empty bucket that fares as the word says; its address."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", shared_server.address)

    def make(fault: str) -> str:
        name = (
            f"{fault}-{tmp_path.parent.name[-8:]}-{tmp_path.name[-30:]}".replace("_", "-").lower().strip("-")
        )
        shared_server.make_bucket(name)
        return f"s3://{name}"

    return make


@pytest.fixture
def s3(bucket: Callable[[str], str]) -> str:
    """The address of an empty bucket that fares well."""
    return bucket("well")


@pytest.fixture
def own_server(known_to_s3: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that the test may harm."""
    with serving() as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.address)
        yield server
