from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from seal.stamping.servers import Calendar, OpensslAuthority, serving
from tahqiq.seal import Archive, Receipt
from tahqiq.seal.bundles import make_bundle
from tahqiq.seal.stamping import Authority, WaitingStamps, stamp_head

#: What no bundle may ever say: a secret in every field that a person or a file can fill.
SECRETS = {
    "by": "secret-collector",
    "original_name": "secret-name.jpg",
    "how": "secret-way",
    "source_address": "https://secret-address.example/",
    "legal_basis": "secret-basis",
    "note": "secret-note",
    "operation": "secret-operation",
}
ITEM = b"what was seen that day"


@pytest.fixture(scope="session")
def openssl(tmp_path_factory: pytest.TempPathFactory) -> OpensslAuthority:
    return OpensslAuthority.make(tmp_path_factory.mktemp("tsa") / "one", name="Bundled")


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, openssl: OpensslAuthority) -> Archive:
    """An archive of a few items, one of them stamped by an authority and a calendar, then grown on."""
    made = Archive.create(tmp_path_factory.mktemp("held") / "archive")
    parent = made.seal_bytes(b"before", Receipt(by="amal", original_name="before"))
    secret = Receipt(**SECRETS, stated={"device": "secret-device"}, parent_sha256=parent.sha256)
    made.seal_bytes(ITEM, secret)
    for n in range(3):
        made.seal_bytes(b"between %d" % n, Receipt(by="amal", original_name="between"))
    stamp(made, openssl, "rfc3161")
    made.seal_bytes(b"after", Receipt(by="amal", original_name="after"))
    stamp(made, openssl, "opentimestamps")
    made.seal_bytes(b"later", Receipt(by="amal", original_name="later"))
    return made


def stamp(archive: Archive, openssl: OpensslAuthority, kind: str) -> None:
    """Stamps the newest head with a server of this machine."""
    calendar = Calendar()
    with serving(openssl.answer if kind == "rfc3161" else calendar.answer) as url:
        calendar.url = url
        who = [Authority(kind, url)]  # type: ignore[arg-type]
        waiting = WaitingStamps(archive.keyring.folder)
        (got,) = stamp_head(archive.store, archive.head(), who, waiting=waiting)
    assert got.stamp, got.said


@pytest.fixture(scope="session")
def item_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("item") / "item.txt"
    file.write_bytes(ITEM)
    return file


def other_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)


Tampering = Callable[[dict[str, object]], None]


@pytest.fixture(scope="session")
def bundle(archive: Archive) -> bytes:
    return make_bundle(archive, hashlib.sha256(ITEM).hexdigest())
