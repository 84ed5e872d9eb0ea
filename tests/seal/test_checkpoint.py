"""Signed heads: what is read back, and by whom they were signed."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tahqiq.seal import checkpoint
from tahqiq.seal.errors import Damaged

ORIGIN = "tahqiq/8a3c6f1e-0d0a-4c9d-9a86-0f2f5f3f9c11"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
HEAD = checkpoint.sign(KEY, origin=ORIGIN, size=7, root=b"\5" * 32, at="2031-07-01T09:30:00.000000Z")

#: The same 68 bytes, as a lenient reader of base64 takes them: the last two bits of a character are spare.
_LAST = HEAD.text[-3]
SPARE = chr(ord(_LAST) + 1)


def test_the_text_is_a_checkpoint_in_a_signed_note() -> None:
    """As https://c2sp.org/tlog-checkpoint and https://c2sp.org/signed-note spell it."""
    origin, size, root, at, empty, signature, end = HEAD.text.split("\n")
    assert (origin, size, root) == (ORIGIN, "7", base64.b64encode(b"\5" * 32).decode())
    assert (at, empty, end) == ("at 2031-07-01T09:30:00.000000Z", "", "")
    dash, name, signed = signature.split(" ")
    assert (dash, name) == ("\u2014", ORIGIN)
    assert len(base64.b64decode(signed)) == 4 + 64
    assert len(HEAD.sha256) == 64


def test_it_reads_back_and_its_key_is_told_from_others() -> None:
    assert checkpoint.parse(HEAD.text) == HEAD
    assert checkpoint.verify(HEAD, PUBLIC)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert not checkpoint.verify(HEAD, other)


def test_every_changed_character_is_refused_or_unsigned() -> None:
    for at in range(len(HEAD.text)):
        changed = HEAD.text[:at] + ("B" if HEAD.text[at] != "B" else "C") + HEAD.text[at + 1 :]
        try:
            found = checkpoint.parse(changed)
        except Damaged:
            continue
        assert not checkpoint.verify(found, PUBLIC), changed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 5_000,
        HEAD.text + "\n",
        HEAD.text.replace("\n7\n", "\n07\n"),
        HEAD.text.replace(f"\u2014 {ORIGIN}", "\u2014 somebody"),
        HEAD.text[:-3] + SPARE + "=\n",
    ],
)
def test_what_is_no_head(text: str) -> None:
    with pytest.raises(Damaged, match="not a signed head"):
        checkpoint.parse(text)
