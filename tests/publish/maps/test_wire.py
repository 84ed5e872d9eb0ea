"""Bytes of many rows at once are those of each row alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.publish.maps.wire import Column, Same, Stretches, Varints, message, rows_of, varint_lengths


def varint(value: int) -> bytes:
    """One number, written plainly."""
    octets = bytearray()
    while value >= 0x80:
        octets.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*octets, value])


@given(st.lists(st.tuples(st.integers(0, 2**40), st.binary(max_size=200)), min_size=1, max_size=20))
def test_rows_are_what_each_would_be_alone(told: list[tuple[int, bytes]]) -> None:
    numbers = np.array([number for number, _ in told])
    sizes = np.array([len(words) for _, words in told])
    held = np.frombuffer(b"".join(words for _, words in told), np.uint8)
    columns: list[Column] = [
        Same(b"\x01\x02"),
        Varints(numbers),
        *message(0x22, [Stretches(held, np.cumsum(sizes) - sizes, sizes)]),
    ]
    octets, bounds = rows_of(columns, len(told))
    alone = [b"\x01\x02" + varint(number) + b"\x22" + varint(len(words)) + words for number, words in told]
    assert bytes(octets) == b"".join(alone)
    assert bounds.tolist() == np.cumsum([0, *map(len, alone)]).tolist()
    assert varint_lengths(numbers).tolist() == [len(varint(number)) for number, _ in told]
