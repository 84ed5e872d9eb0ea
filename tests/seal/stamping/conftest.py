from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from seal.stamping.servers import Calendar, OpensslAuthority, serving
from tahqiq.seal.checkpoint import Checkpoint, sign
from tahqiq.seal.stamping import WaitingStamps
from tahqiq.seal.stores import FolderStore

ORIGIN = "tahqiq/6fa1ba2b-26ae-4d2e-b2b0-9f2f0c7d8a10"


@pytest.fixture(scope="session")
def openssl(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.make(tmp_path_factory.mktemp("tsa") / "one")


@pytest.fixture(scope="session")
def other_openssl(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.make(tmp_path_factory.mktemp("tsa") / "other", name="Other")


@pytest.fixture(scope="session")
def authority_url(openssl: OpensslAuthority) -> Iterator[str]:
    with serving(openssl.answer) as url:
        yield f"{url}/tsr"


@pytest.fixture
def calendar() -> Iterator[Calendar]:
    found = Calendar()
    with serving(found.answer) as url:
        found.url = url
        yield found


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    for folder in ("archive", "archive/incoming", "keys"):
        (tmp_path / folder).mkdir()
    return FolderStore(tmp_path / "archive")


@pytest.fixture
def waiting(tmp_path: Path, store: FolderStore) -> WaitingStamps:
    return WaitingStamps(tmp_path / "keys")


def head_of(size: int, *, at: str = "2026-05-02T10:00:00.000000Z", root: bytes = bytes(32)) -> Checkpoint:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    return sign(key, origin=ORIGIN, size=size, root=root, at=at)
