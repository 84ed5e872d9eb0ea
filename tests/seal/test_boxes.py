"""Encrypted items: nothing changed, moved, repeated or cut off goes unnoticed."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.seal.boxes import HEADER, PIECE, TAG, Decrypting, Encrypting, Header, close_box, open_box
from tahqiq.seal.errors import Damaged

KEY, WHERE = b"k" * 32, Header(3, 1, b"prefix7")
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5)


def encrypted(content: bytes, *, step: int = 30_000) -> bytes:
    way = Encrypting(WHERE, KEY)
    parts = [way.update(memoryview(content[at : at + step])) for at in range(0, len(content), step)]
    return b"".join([*parts, way.finish()])


def opened(stored: bytes) -> io.BufferedReader:
    stream = io.BytesIO(stored)
    return io.BufferedReader(Decrypting(stream, Header.parse(stream.read(HEADER)), KEY))


@pytest.mark.parametrize("size", SIZES)
def test_what_went_in_comes_out_in_any_order(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    content = content[:size]
    with opened(encrypted(content)) as stream:
        assert stream.readable() and stream.seekable()
        assert stream.read() == content
        assert stream.read() == b""
        for at in (0, size // 2, max(0, size - 3)):
            stream.seek(at)
            assert stream.read(7) == content[at : at + 7]
        assert stream.seek(-1, io.SEEK_END) == max(0, size - 1)
        assert stream.seek(0, io.SEEK_CUR) == max(0, size - 1)


@pytest.mark.parametrize("size", SIZES)
def test_a_cut_is_never_an_end(size: int) -> None:
    stored = encrypted(b"x" * size)
    for cut in {1, TAG - 1, TAG, TAG + 1, PIECE, PIECE + TAG, len(stored) - HEADER} - {0}:
        if cut <= len(stored) - HEADER:
            with pytest.raises(Damaged):
                opened(stored[:-cut]).read()
    with pytest.raises(Damaged):
        opened(stored + b"more").read()


def test_pieces_cannot_change_places() -> None:
    stored = encrypted(b"a" * PIECE + b"b" * PIECE + b"c")
    head, body, whole = stored[:HEADER], stored[HEADER:], PIECE + TAG
    moved = head + body[whole : 2 * whole] + body[:whole] + body[2 * whole :]
    repeated = head + body[:whole] + body[:whole] + body[2 * whole :]
    for changed in (moved, repeated):
        with pytest.raises(Damaged, match="have changed"):
            opened(changed).read()


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_no_bit_can_be_flipped(at: int, bit: int) -> None:
    stored = bytearray(encrypted(b"sixteen killed"))
    stored[HEADER + at % (len(stored) - HEADER)] ^= 1 << bit
    with pytest.raises(Damaged):
        opened(bytes(stored)).read()


def test_a_header_that_is_none() -> None:
    assert Header.parse(WHERE.spelled()) == WHERE
    for wrong in (b"", WHERE.spelled()[:-1], b"x" + WHERE.spelled()[1:]):
        with pytest.raises(Damaged, match="not an encrypted item"):
            Header.parse(wrong)


def test_a_box_opens_under_its_own_key_and_nonce() -> None:
    nonce = b"n" * 12
    box = close_box(b"who", key=KEY, nonce=nonce)
    assert open_box(box, key=KEY, nonce=nonce) == b"who"
    for key, used, content in ((b"o" * 32, nonce, box), (KEY, b"m" * 12, box), (KEY, nonce, box[:-1])):
        with pytest.raises(Damaged):
            open_box(content, key=key, nonce=used)
